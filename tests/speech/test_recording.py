"""Recordings in every coding, read back in; what limits them, and what they leave behind."""

import hashlib
import io
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.errors import InputError, OutputError
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.recording import (
    identify,
    identify_recording,
    looks_like_recording,
    open_media,
    open_recording,
)
from lvm_meet.speech.spool import RESERVE
from lvm_meet.speech.values import PER_MS, RATE

ROOT = Path(__file__).parents[2]
MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("made_recordings.py"))))
DEFAULT = SpeechSettings()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return MADE.write_all(tmp_path_factory.mktemp("recordings"))


def open_files():
    folder = Path("/proc/self/fd")
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize("name", MADE.CODINGS)
def test_times_channels_and_identity_survive_every_coding(files, name):
    _, _, layout, form = MADE.CODINGS[name]
    path = files[name]
    with open_recording(path, settings=DEFAULT) as recording:
        assert recording.channels == av.AudioLayout(layout).nb_channels
        assert recording.samples == pytest.approx(MADE.SECONDS * RATE, abs=0.09 * RATE)
        assert recording.duration_ms == recording.samples // PER_MS
        assert recording.notes == ()
        for number in range(recording.channels):
            if layout == "5.1" and number == 3 and form == "matroska":
                continue  # AAC keeps only the lowest tones of the bass channel
            sound = recording.channel(number).read(0, recording.samples)
            expected = [1000 * start + 250 * number for start in MADE.BURSTS]
            expected = [start for start in expected if start < 1000 * MADE.SECONDS]
            # nothing in a WMA file says that its encoder began 46 ms early
            assert MADE.starts_of(sound) == pytest.approx(expected, abs=50 if name == "wma" else 30)
        data = path.read_bytes()
        source = recording.source
    assert source.kind == MADE.KINDS.get(form, form)
    assert (source.name, source.size) == (name, len(data))
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert identify_recording(path) == source
    assert looks_like_recording(path)


@pytest.mark.parametrize("name", ["video", "video-mkv"])
def test_of_a_video_the_sound_is_read(files, name):
    with open_recording(files[name], settings=DEFAULT) as recording:
        assert MADE.starts_of(recording.channel(0).read(0, 9**9)) == pytest.approx(
            [1000 * start for start in MADE.BURSTS], abs=30
        )
        assert recording.source.kind == ("mp4" if name == "video" else "mkv")
        assert recording.notes == ()
    assert looks_like_recording(files[name])


@pytest.mark.parametrize("name", ["wav-24bit", "ogg", "m4a", "video"])
def test_standard_input_gives_what_the_file_gives(files, name):
    data = files[name].read_bytes()
    with (
        open_recording(files[name], settings=DEFAULT) as direct,
        open_recording("-", settings=DEFAULT, stdin=io.BytesIO(data)) as piped,
    ):
        assert np.array_equal(direct.read(0, direct.samples), piped.read(0, piped.samples))
        assert piped.source.name == "<stdin>"
        assert (piped.source.kind, piped.source.sha256) == (
            direct.source.kind,
            direct.source.sha256,
        )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_read_once_to_its_end(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = MADE.wav(MADE.noise())

    def feed():
        with pipe.open("wb", buffering=0) as file:
            file.write(data[:1])  # a single byte says nothing yet
            file.write(data[1:])

    feeder = threading.Thread(target=feed)
    assert not looks_like_recording(pipe)  # asking must not use it up
    feeder.start()
    with open_recording(pipe, settings=DEFAULT) as recording:
        assert recording.samples == RATE
    feeder.join()


def test_bytes_that_are_opened_once_serve_identity_and_sound(files):
    with open_media(files["flac"]) as media:
        source = identify(media)
        with open_recording(media, settings=DEFAULT) as recording:
            assert recording.source == source
            assert MADE.starts_of(recording.channel(0).read(0, recording.samples))
        assert media.sha256() == source.sha256


def test_samples_of_the_right_rate_come_back_as_they_are():
    sound = MADE.noise(2.5, channels=3)
    with open_recording("-", settings=DEFAULT, stdin=io.BytesIO(MADE.wav(sound))) as recording:
        exact = sound.astype(np.float32) / 32768
        assert np.array_equal(recording.read(0, recording.samples), exact)
        assert np.array_equal(recording.channel(1).read(100, 300), exact[100:300, 1])
        mean = exact.mean(axis=1, dtype=np.float64)
        assert np.allclose(recording.mixed().read(0, 10**9), mean, atol=1e-6)
        some = recording.mixed((0, 2)).read(5, 50)
        assert np.allclose(some, exact[5:50, ::2].mean(axis=1), atol=1e-6)
        assert some.dtype == np.float32


@given(start=st.integers(-50, 1100), length=st.integers(-10, 600))
@settings(max_examples=50)
def test_reading_stops_where_the_sound_ends(start, length):
    sound = MADE.noise(0.0625)
    with open_recording("-", settings=DEFAULT, stdin=io.BytesIO(MADE.wav(sound))) as recording:
        piece = recording.mixed().read(start, start + length)
        stop = max(0, start + length)
        assert np.array_equal(piece, sound[max(0, start) : max(stop, max(0, start)), 0] / 32768)


def test_many_threads_read_at_once():
    sound = MADE.noise(4)
    with open_recording("-", settings=DEFAULT, stdin=io.BytesIO(MADE.wav(sound))) as recording:
        track, wrong = recording.channel(0), []

        def look(seed):
            for start in np.random.default_rng(seed).integers(0, len(sound) - 500, 200):
                piece = track.read(start, start + 500)
                if not np.array_equal(piece, sound[start : start + 500, 0] / 32768):
                    wrong.append(start)

        threads = [threading.Thread(target=look, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not wrong
    with pytest.raises(ValueError, match="closed"):
        track.read(0, 10)


class Steps:
    """Progress that remembers."""

    def __init__(self):
        self.stages, self.times = [], []

    def stage(self, name, total_ms):
        self.stages.append((name, total_ms))

    def at(self, done_ms):
        self.times.append(done_ms)

    def say(self, message):
        raise AssertionError(message)


def test_progress_runs_to_the_end(files):
    steps = Steps()
    with open_recording(files["m4a"], settings=DEFAULT, progress=steps) as recording:
        assert steps.stages == [("decode", MADE.SECONDS * 1000)]
        assert steps.times == sorted(steps.times)
        assert steps.times[-1] == recording.duration_ms


# --- limits


def sparse_wav(path, hours, rate=8_000):
    """A WAV of silence that takes no room."""
    count = hours * 3600 * rate
    head = MADE.wav(np.zeros((0, 1), np.int16), rate, size=2 * count)
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + 2 * count)


def test_a_recording_that_says_it_is_too_long(tmp_path):
    path = tmp_path / "long.wav"
    sparse_wav(path, 3)
    with pytest.raises(InputError, match="longer than 2 hours") as caught:
        open_recording(path, settings=SpeechSettings(max_hours=2))
    assert "parts" in caught.value.hint


def test_a_header_that_claims_too_much_is_no_reason_to_refuse_what_is_there():
    data = MADE.wav(MADE.noise(3), size=15 * 3600 * 2 * RATE)
    limited = SpeechSettings(max_hours=12)
    with open_recording("-", settings=limited, stdin=io.BytesIO(data)) as recording:
        assert recording.duration_ms == 3000
        assert [note.code for note in recording.notes] == ["damaged-recording"]


def disk(monkeypatch, free, total=10**12):
    monkeypatch.setattr(
        "lvm_meet.speech.spool.shutil.disk_usage",
        lambda _: SimpleNamespace(total=total, used=total - free, free=free),
    )


def test_what_will_not_fit_is_told_before_any_work(tmp_path, monkeypatch):
    path = tmp_path / "hour.wav"
    sparse_wav(path, 1)
    disk(monkeypatch, RESERVE + 100_000_000)
    steps = Steps()
    before = open_files()
    with pytest.raises(OutputError, match="takes 115 MB, and 100 MB can be had") as caught:
        open_recording(path, settings=DEFAULT, progress=steps)
    assert "TMPDIR" in caught.value.hint
    assert not steps.stages
    assert open_files() == before


@pytest.mark.parametrize("how", ["file", "pipe"])
def test_the_reserve_stays_free(tmp_path, monkeypatch, how):
    path = tmp_path / "meeting.aac"  # says nothing about its length
    MADE.encode(path, np.zeros((1, 8_000 * 60)), codec="aac", rate=8_000, form="adts")
    stdin = io.BytesIO(path.read_bytes()) if how == "pipe" else None
    name = "-" if how == "pipe" else path
    before = open_files()
    disk(monkeypatch, RESERVE + 1000)
    with pytest.raises(OutputError, match="nearly full"):
        open_recording(name, settings=DEFAULT, stdin=stdin)
    assert open_files() == before


@pytest.mark.parametrize("total", [0, 64_000_000])
def test_a_small_disk_or_one_of_unknown_size_is_used(monkeypatch, total):
    disk(monkeypatch, total // 2, total)
    stdin = io.BytesIO(MADE.wav(MADE.noise(3)))
    with open_recording("-", settings=DEFAULT, stdin=stdin) as recording:
        assert recording.duration_ms == 3000


@pytest.mark.parametrize("when", ["before decoding", "while decoding"])
def test_a_file_that_is_still_being_written_is_refused(tmp_path, when):
    path = tmp_path / "growing.wav"
    path.write_bytes(MADE.wav(MADE.noise(20)))

    class Writing(Steps):
        def at(self, done_ms):
            if done_ms == 10_000:
                change()

    def change():
        with path.open("r+b") as file:  # the same size: a header that is filled in at the end
            file.seek(100_000)
            file.write(b"other sound")
        os.utime(path, ns=(0, 0))

    before = open_files()
    with open_media(path) as media:
        identify(media)
        if when == "before decoding":
            change()
        with pytest.raises(InputError, match="changed while it was read") as caught:
            open_recording(media, settings=DEFAULT, progress=Writing())
    assert caught.value.path == str(path)
    assert "complete" in caught.value.hint
    assert open_files() == before


def test_a_file_that_grows_is_refused(tmp_path):
    path = tmp_path / "growing.wav"
    path.write_bytes(MADE.wav(MADE.noise(2)))
    with open_media(path) as media:
        with path.open("ab") as file:
            file.write(bytes(1000))
        with pytest.raises(InputError, match="changed while it was read"):
            open_recording(media, settings=DEFAULT)


def test_a_recording_that_turns_out_too_long(tmp_path):
    # AAC on its own doesn't say how long it is
    path = tmp_path / "long.aac"
    MADE.encode(path, np.zeros((1, 8_000 * 60)), codec="aac", rate=8_000, form="adts")
    frames = path.read_bytes() * 61
    before = open_files()
    steps = Steps()
    with pytest.raises(InputError, match="longer than 1 hour"):
        open_recording(
            "-",
            settings=SpeechSettings(max_hours=1),
            stdin=io.BytesIO(frames),
            progress=steps,
        )
    assert steps.times[-1] > 3_590_000
    assert open_files() == before


def run(script, *args, **environment):
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, args)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
    )


def test_memory_stays_flat(tmp_path):
    pytest.importorskip("resource")
    path = tmp_path / "hour.wav"
    sparse_wav(path, 1)
    done = run(
        "import resource, sys\n"
        "from lvm_meet.settings import SpeechSettings\n"
        "from lvm_meet.speech.recording import open_recording\n"
        "def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "with open_recording(sys.argv[1], settings=SpeechSettings()) as recording:\n"
        "    assert recording.duration_ms == 3_600_000\n"
        "print(peak() - before)",
        path,
    )
    assert done.stderr == ""
    assert int(done.stdout) < 60_000  # KiB on Linux; bytes elsewhere, where this says little


@pytest.mark.parametrize("how", ["path", "pipe"])
def test_a_full_disk_is_named(tmp_path, how):
    pytest.importorskip("resource")
    path = tmp_path / "meeting.wav"
    path.write_bytes(MADE.wav(MADE.noise(10)))
    spare = tmp_path / "spare"
    spare.mkdir()
    done = run(
        "import io, pathlib, resource, sys\n"
        "from lvm_meet.errors import OutputError\n"
        "from lvm_meet.settings import SpeechSettings\n"
        "from lvm_meet.speech.recording import open_recording\n"
        "data = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    if sys.argv[2] == 'pipe':\n"
        "        open_recording('-', settings=SpeechSettings(), stdin=io.BytesIO(data))\n"
        "    else:\n"
        "        open_recording(sys.argv[1], settings=SpeechSettings())\n"
        "except OutputError as error:\n"
        "    print(error, error.hint, error.exit_code, sep='|')",
        path,
        how,
        TMPDIR=str(spare),
    )
    assert done.stderr == ""
    message, hint, code = done.stdout.strip().split("|")
    assert message == f"{spare}: the temporary folder is full"
    assert "TMPDIR" in hint
    assert code == "1"
    assert list(spare.iterdir()) == []


def test_a_temporary_folder_that_is_not_there(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(ROOT / "no such folder"))
    with pytest.raises(OutputError, match="cannot be written") as caught:
        open_recording("-", settings=DEFAULT, stdin=io.BytesIO(MADE.wav(MADE.noise())))
    assert "TMPDIR" in caught.value.hint


def test_ffmpeg_is_silent_about_damage(tmp_path, files):
    for name in ("mp3", "mkv", "flac"):
        data = bytearray(files[name].read_bytes())
        data[len(data) // 3 : len(data) // 2] = os.urandom(len(data) // 2 - len(data) // 3)
        (tmp_path / name).write_bytes(data[: int(len(data) * 0.9)])
    done = run(
        "import sys\n"
        "from lvm_meet.settings import SpeechSettings\n"
        "from lvm_meet.speech.recording import open_recording\n"
        "for path in sys.argv[1:]:\n"
        "    with open_recording(path, settings=SpeechSettings()) as recording:\n"
        "        print(len(recording.notes) > 0)",
        *(tmp_path / name for name in ("mp3", "mkv", "flac")),
    )
    assert (done.stdout.split(), done.stderr) == (["True"] * 3, "")


def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch, files):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = open_files()

    class Interrupting(Steps):
        def at(self, done_ms):
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        open_recording(files["m4a"], settings=DEFAULT, progress=Interrupting())
    assert list(tmp_path.iterdir()) == []
    assert open_files() == before


def test_nothing_stays_open(files):
    before = open_files()
    with open_recording(files["video"], settings=DEFAULT) as recording:
        recording.close()  # twice does no harm
    identify_recording(files["video"])
    looks_like_recording(files["video"])
    for data in (b"", b"text", b"\x1a\x45\xdf\xa3\1\2", files["m4a"].read_bytes()[:900]):
        with pytest.raises(InputError):
            open_recording("-", settings=DEFAULT, stdin=io.BytesIO(data))
    assert open_files() == before
