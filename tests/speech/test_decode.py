"""Clocks that jump, tracks and channels of all sorts, and every kind of damage."""

import io
import runpy
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.errors import InputError, LvmError
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.recording import open_recording
from lvm_meet.speech.values import PER_MS, RATE

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("made_recordings.py"))))
DEFAULT = SpeechSettings()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return MADE.write_all(tmp_path_factory.mktemp("recordings"))


def read(data, **changes):
    """Notes, milliseconds and samples, shape (n, channels), of a recording given as bytes."""
    given = SpeechSettings(**changes)
    with open_recording("-", settings=given, stdin=io.BytesIO(data)) as recording:
        return (
            {note.code: note for note in recording.notes},
            recording.duration_ms,
            recording.read(0, recording.samples),
        )


# --- the clock


def speech_and_pause(seconds):
    """The recorder was paused for 4 s after the first second and a half."""
    return 4 if seconds >= 1.2 else 0


@pytest.mark.parametrize(
    ("codec", "form", "options"),
    [
        ("libopus", "webm", None),
        ("libopus", "matroska", None),
        ("aac", "matroska", None),
        ("aac", "mp4", {"movflags": "frag_keyframe+empty_moov"}),
        ("aac", "mpegts", None),
    ],
)
def test_a_paused_recording_keeps_its_clock(tmp_path, codec, form, options):
    path = tmp_path / "paused"
    MADE.encode(
        path,
        MADE.tones(48_000),
        codec=codec,
        rate=48_000,
        form=form,
        options=options,
        shift=speech_and_pause,
    )
    with open_recording(path, settings=DEFAULT) as recording:
        found = MADE.starts_of(recording.mixed().read(0, recording.samples))
        assert found == pytest.approx([500, 5500, 6500], abs=30)
        (note,) = recording.notes
        assert (note.code, note.count, note.remark) == ("gaps", 1, True)


def test_sound_that_is_sent_only_where_somebody_speaks(tmp_path):
    # packets of silence are dropped, as Opus with DTX does: most of the file are gaps
    path, kept = tmp_path / "dtx.webm", []
    sound = MADE.tones(48_000, seconds=10, starts=(0.5, 4.0, 9.0))
    MADE.encode(tmp_path / "whole.webm", sound, codec="libopus", rate=48_000)
    with av.open(str(tmp_path / "whole.webm")) as whole, av.open(str(path), "w") as thin:
        track = thin.add_stream_from_template(whole.streams.audio[0])
        for packet in whole.demux(audio=0):
            if packet.size > (20 if kept else 0):
                kept.append(packet.pts)
                packet.stream = track
                thin.mux(packet)
    assert len(kept) < 200  # of 500
    with open_recording(path, settings=DEFAULT) as recording:
        found = MADE.starts_of(recording.mixed().read(0, recording.samples))
        assert found == pytest.approx([500, 4000, 9000], abs=30)


@pytest.mark.parametrize(("form", "video"), [("mp4", 4), ("matroska", 4), ("matroska", None)])
def test_sound_that_begins_after_the_picture(tmp_path, form, video):
    path = tmp_path / "late"
    MADE.encode(
        path,
        MADE.tones(44_100),
        codec="aac",
        rate=44_100,
        form=form,
        video=video,
        shift=lambda seconds: 1.0,
    )
    # alone, a sound that begins late begins the recording
    late = 1000 if video else 0
    with open_recording(path, settings=DEFAULT) as recording:
        found = MADE.starts_of(recording.mixed().read(0, recording.samples))
    assert found == pytest.approx([late + 1000 * start for start in MADE.BURSTS], abs=30)


@pytest.mark.parametrize("form", ["matroska", "webm", "mpegts", "asf", "flv", "mov"])
@pytest.mark.parametrize("offset", [1.5, 7_000.0, 90_000.0])
def test_a_clock_that_starts_anywhere_starts_at_zero(tmp_path, form, offset):
    path = tmp_path / "late"
    codec = {"webm": "libopus", "asf": "libmp3lame"}.get(form, "aac")
    MADE.encode(
        path, MADE.tones(48_000), codec=codec, rate=48_000, form=form, shift=lambda seconds: offset
    )
    with open_recording(path, settings=DEFAULT) as recording:
        found = MADE.starts_of(recording.mixed().read(0, recording.samples))
        assert found == pytest.approx([1000 * start for start in MADE.BURSTS], abs=30)
        assert recording.notes == ()


def test_times_before_zero_are_cut_off_where_the_container_says_so(tmp_path):
    for form, kept in (("mp4", [700, 1700]), ("matroska", [500, 1500, 2500])):
        path = tmp_path / form
        MADE.encode(
            path,
            MADE.tones(48_000),
            codec="aac",
            rate=48_000,
            form=form,
            options={"avoid_negative_ts": "disabled"},
            shift=lambda seconds: -0.8,
        )
        with open_recording(path, settings=DEFAULT) as recording:
            found = MADE.starts_of(recording.mixed().read(0, recording.samples))
            assert found == pytest.approx(kept, abs=30)
            assert "damaged-recording" not in {note.code for note in recording.notes}


def test_a_clock_that_is_set_back_loses_no_sound(tmp_path):
    path = tmp_path / "back.ts"
    MADE.encode(path, MADE.tones(48_000), codec="aac", rate=48_000)
    twice = path.read_bytes() * 2
    notes, _, sound = read(twice)
    found = MADE.starts_of(sound[:, 0])
    assert len(found) == 2 * len(MADE.BURSTS)
    assert found[3] - found[2] == pytest.approx(1000, abs=150)
    assert "broken-clock" in notes


def test_a_jump_of_the_clock_beyond_belief_is_not_followed(tmp_path):
    path = tmp_path / "jump.mkv"
    MADE.encode(
        path,
        MADE.tones(48_000),
        codec="aac",
        rate=48_000,
        options={"live": "1"},  # without a length in its header
        shift=lambda seconds: 30 * 3600 if seconds > 2 else 0,
    )
    with open_recording(path, settings=DEFAULT) as recording:
        assert recording.duration_ms == pytest.approx(3000, abs=90)
        assert "broken-clock" in {note.code for note in recording.notes}


# --- several tracks, many channels, odd forms


def test_of_several_tracks_the_default_one_is_read_then_the_widest(tmp_path):
    path = tmp_path / "tracks.mkv"

    def write(default):
        with av.open(str(path), "w") as container:
            tracks = [
                container.add_stream("flac", rate=16_000, layout=layout)
                for layout in ("mono", "stereo", "mono")
            ]
            for number, track in enumerate(tracks):
                track.disposition = av.stream.Disposition(int(number == default))
            for number, track in enumerate(tracks):
                samples = np.full((1, RATE * track.channels), 1000 * (number + 1), np.int16)
                frame = av.AudioFrame.from_ndarray(samples, "s16", track.layout.name)
                frame.sample_rate, frame.pts = RATE, 0
                container.mux(track.encode(frame))
                container.mux(track.encode(None))

    for default, expected in ((2, 3), (None, 2)):
        write(default)
        with open_recording(path, settings=DEFAULT) as recording:
            (note,) = recording.notes
            assert (note.code, note.count) == ("several-tracks", 3)
            assert f"number {expected}" in note.message
            assert recording.channel(0).read(100, 101)[0] == pytest.approx(expected * 1000 / 32768)


@pytest.mark.parametrize("channels", [8, 9, 16, 64])
def test_many_channels_are_mixed_beyond_eight(channels):
    sound = np.zeros((RATE, channels), np.int16)
    sound[:, -1] = 100 * channels
    notes, _, samples = read(MADE.wav(sound))
    if channels == 8:
        assert samples.shape == (RATE, 8)
        assert not notes
    else:
        assert samples.shape == (RATE, 1)
        assert set(notes) == {"many-channels"}
        assert samples[100, 0] == pytest.approx(100 / 32768, abs=1e-4)


def test_a_track_that_appears_in_the_middle_of_a_stream(tmp_path):
    one, two = tmp_path / "one.ts", tmp_path / "two.ts"
    MADE.encode(one, MADE.tones(48_000), codec="aac", rate=48_000)
    MADE.encode(two, MADE.tones(48_000), codec="aac", rate=48_000, video=MADE.SECONDS)
    # neither in the first 5 MB nor at the end, where FFmpeg looks for tracks when it opens a file
    before = -(-5_500_000 // len(one.read_bytes()))
    data = one.read_bytes() * before + two.read_bytes() + one.read_bytes()
    _, _, sound = read(data)
    assert len(MADE.starts_of(sound[:, 0])) == (before + 2) * len(MADE.BURSTS)


def test_form_that_changes_in_the_middle(tmp_path):
    parts = []
    for rate, layout in ((44_100, "mono"), (24_000, "stereo"), (44_100, "mono")):
        path = tmp_path / "part.aac"
        sound = MADE.tones(rate, av.AudioLayout(layout).nb_channels)[-1:].repeat(
            av.AudioLayout(layout).nb_channels, axis=0
        )
        MADE.encode(path, sound, codec="aac", rate=rate, layout=layout, form="adts")
        parts.append(path.read_bytes())
    notes, length, sound = read(b"".join(parts))
    assert sound.shape[1] == 1
    assert length == pytest.approx(9000, abs=300)
    assert len(MADE.starts_of(sound[:, 0])) == 9
    assert "changed-channels" in notes


def test_samples_that_are_no_numbers_are_silence():
    sound = (MADE.noise(2).astype(np.float32)) / 32768
    sound[RATE : RATE + 10] = np.nan
    sound[RATE + 10] = np.inf
    sound[RATE + 11] = -np.inf
    notes, _, samples = read(MADE.wav(sound, code=3))
    assert set(notes) == {"no-number"}
    assert notes["no-number"].count == 12
    assert notes["no-number"].message.endswith("0:01")
    assert not samples[RATE : RATE + 12].any()
    assert np.allclose(samples[:RATE], sound[:RATE], atol=2e-5)


def test_samples_beyond_full_scale_are_clipped():
    sound = np.full((RATE, 1), 1e30, np.float32)
    sound[::2] = -7.5
    _, _, samples = read(MADE.wav(sound, code=3))
    assert samples.min() == -1
    assert samples.max() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("rate", [100, 4_000, 768_000])
def test_odd_rates(rate):
    sound = np.full((2 * rate, 1), 8000, np.int16)
    notes, length, _ = read(MADE.wav(sound, rate))
    assert length == pytest.approx(2000, abs=20)
    assert not notes


def test_a_rate_that_cannot_be():
    with pytest.raises(InputError, match="no sound"):
        read(MADE.wav(MADE.noise(1), 2_139_062_080))


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FFFFFDB])
def test_a_wav_header_that_was_never_filled_in_is_fine(size):
    notes, length, _ = read(MADE.wav(MADE.noise(2), size=size))
    assert length == 2000
    assert not notes


# --- damage

BREAKABLE = [name for name in MADE.CODINGS if name not in ("caf", "au", "ts", "wma")]
"""whose end says nothing: a file that is cut between two pieces can't be told from a whole one"""


@pytest.mark.parametrize("share", [0.3, 0.55, 0.8])
@pytest.mark.parametrize("name", BREAKABLE)
def test_what_is_left_of_a_broken_off_recording_is_read(files, name, share):
    data = files[name].read_bytes()
    if MADE.CODINGS[name][3] in ("ipod", "mp4", "mov"):
        with pytest.raises(InputError, match="index is missing") as caught:
            read(data[: int(len(data) * share)])
        assert "broken off" in caught.value.hint
        return
    if name.startswith("ogg"):
        share += 0.15  # its first piece is a second long
    notes, length, sound = read(data[: int(len(data) * share)])
    assert 0 < length < MADE.SECONDS * 1000
    # the last piece may be cut anywhere: what came before it is as it was
    found = MADE.starts_of(sound[: -RATE // 5, 0])
    expected = [1000 * start for start in MADE.BURSTS][: len(found)]
    assert found == pytest.approx(expected, abs=30)
    short = MADE.SECONDS * 1000 - length > 1000
    if short or name in ("ogg", "flac") or name.startswith("wav"):
        assert "damaged-recording" in notes
        assert notes["damaged-recording"].message.count(f"0:0{length // 1000}")
        assert not notes["damaged-recording"].remark


def test_of_a_broken_off_mp4_with_its_index_first_the_beginning_is_read(tmp_path):
    for options in ({"movflags": "faststart"}, {"movflags": "frag_keyframe+empty_moov"}):
        path = tmp_path / "first.mp4"
        MADE.encode(
            path, MADE.tones(44_100), codec="aac", rate=44_100, options=options, video=MADE.SECONDS
        )
        data = path.read_bytes()
        notes, length, sound = read(data[: int(len(data) * 0.6)])
        assert 1000 < length < 2500
        assert MADE.starts_of(sound[:, 0])[:1] == pytest.approx([500], abs=30)
        if "faststart" in options["movflags"]:
            assert "of 0:03" in notes["damaged-recording"].message


@pytest.mark.parametrize("name", ["flac", "m4a", "mkv", "webm", "mp4", "ogg", "video-mkv"])
def test_damage_in_the_middle_costs_no_time(tmp_path, files, name):
    if name in ("mkv", "webm"):
        # a damaged cluster is lost as a whole: let them be as short as a recorder's
        codec, rate, layout, form = MADE.CODINGS[name]
        sound = MADE.tones(rate, av.AudioLayout(layout).nb_channels)
        options = {"cluster_time_limit": "200"}
        files = {name: tmp_path / name}
        MADE.encode(
            files[name], sound, codec=codec, rate=rate, layout=layout, form=form, options=options
        )
    data = bytearray(files[name].read_bytes())
    whole = read(bytes(data))
    # between the first tone and the last
    middle = slice(int(len(data) * 0.45), int(len(data) * 0.5))
    data[middle] = np.random.default_rng(3).bytes(middle.stop - middle.start)
    notes, length, sound = read(bytes(data))
    assert length == pytest.approx(whole[1], abs=30)
    found = MADE.starts_of(sound[:, 0])
    assert found[0] == pytest.approx(500, abs=30)
    assert found[-1] == pytest.approx(2500, abs=30)
    assert set(notes) & {"damaged-sound", "lost-sound", "gaps"}


def test_rubbish_in_an_mp3_is_skipped(files):
    data = files["mp3"].read_bytes()
    half = len(data) // 2
    rubbish = bytes(range(256)) * 20
    notes, length, sound = read(data[:half] + rubbish + data[half:])
    assert length == pytest.approx(MADE.SECONDS * 1000, abs=100)
    found = MADE.starts_of(sound[:, 0])
    assert (found[0], found[-1]) == pytest.approx((500, 2500), abs=30)
    assert "damaged-sound" in notes


def test_a_tag_after_the_sound_is_no_damage(files):
    data = files["mp3"].read_bytes()
    for tag in (b"TAG" + bytes(125), b"APETAGEX" + bytes(2000)):
        notes, _, _ = read(data + tag)
        assert "damaged-recording" not in notes


@given(
    data=st.binary(max_size=3000),
    opening=st.sampled_from(
        [
            b"",
            b"RIFF\0\0\0\0WAVE",
            b"ID3\3",
            b"\xff\xfb\x90\x44",
            b"OggS\0",
            b"fLaC\0",
            b"\x1a\x45\xdf\xa3",
            b"\0\0\0\x18ftypM4A ",
        ]
    ),
)
@settings(max_examples=150)
def test_random_bytes_give_a_recording_or_our_own_error(data, opening):
    try:
        _, length, _ = read(opening + data)
    except LvmError as error:
        assert isinstance(error, InputError)
        assert error.path == "<stdin>"
        assert error.hint
    else:
        assert length >= 0


@given(st.data())
@settings(max_examples=100)
def test_damaged_recordings_give_a_recording_or_our_own_error(files, draw):
    name = draw.draw(st.sampled_from(sorted(files)))
    data = bytearray(files[name].read_bytes())
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data) - 1) | st.integers(0, min(len(data), 600) - 1))
        new = draw.draw(st.binary(min_size=1, max_size=40))
        how = draw.draw(st.sampled_from(["over", "in", "out"]))
        data[place : place + (0 if how == "in" else len(new))] = b"" if how == "out" else new
    try:
        _, length, sound = read(bytes(data), max_hours=1)
    except InputError as error:
        assert error.exit_code == 3
    else:
        assert len(sound) // PER_MS == length
        assert np.isfinite(sound).all()
