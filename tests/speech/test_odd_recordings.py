"""The odd recordings are what they say they are, so that tests which use them test that."""

import runpy
from pathlib import Path

import av
import numpy as np
import pytest

ODD = runpy.run_path(str(Path(__file__).with_name("odd_recordings.py")))
RECORDINGS = ODD["RECORDINGS"]
WHOLE = 99.09
# name -> (seconds, channels, samples a second) as PyAV reads it
READABLE = {
    "silence": (30, 1, 16_000),
    "noise": (30, 1, 16_000),
    "music": (30, 1, 16_000),
    "clipped": (WHOLE, 1, 16_000),
    "faint": (WHOLE, 1, 16_000),
    "dc_offset": (WHOLE, 1, 16_000),
    "telephone": (WHOLE, 1, 8_000),
    "channel_each": (WHOLE, 2, 16_000),
    "same_twice": (WHOLE, 2, 16_000),
    "one_channel_dead": (WHOLE, 2, 16_000),
    "opposed": (WHOLE, 2, 16_000),
    "long_silence_after": (76, 1, 16_000),
    "loop": (46, 1, 16_000),
    "very_short": (0.2, 1, 16_000),
    "one_sample": (1 / 16_000, 1, 16_000),
    "wrong_suffix": (WHOLE, 1, 48_000),
}
BROKEN = {"header_only", "half_flac", "damaged_inside", "video_only"}


def decoded(path):
    """Shape (samples, channels), float32, as far as it can be read; and the rate."""
    frames, rate = [], 0
    with av.open(path) as file:
        resampler = av.AudioResampler(format="flt")
        try:
            for frame in file.decode(audio=0):
                frames += resampler.resample(frame)
        except av.error.InvalidDataError:
            pass
        rate = file.streams.audio[0].rate
    parts = [each.to_ndarray().reshape(-1, each.layout.nb_channels) for each in frames]
    return np.concatenate(parts) if parts else np.zeros((0, 1), np.float32), rate


def test_every_recording_is_looked_at_here():
    assert READABLE.keys() | BROKEN == RECORDINGS.keys()


@pytest.mark.parametrize("name", READABLE)
def test_length_channels_and_rate(name, tmp_path):
    seconds, channels, rate = READABLE[name]
    sound, found = decoded(RECORDINGS[name](tmp_path))
    assert (sound.shape[1], found) == (channels, rate)
    assert len(sound) / rate == pytest.approx(seconds, abs=0.03)


def level(sound):
    return float(np.sqrt(np.mean(np.square(sound))))


def test_what_is_odd_about_their_sound(tmp_path):
    sound = {name: decoded(RECORDINGS[name](tmp_path))[0] for name in READABLE}
    assert level(sound["silence"]) == 0
    assert level(sound["noise"]) == pytest.approx(0.2, rel=0.02)
    assert 0.02 < level(sound["music"]) < 0.5
    assert np.mean(np.abs(sound["clipped"]) > 0.99) > 0.02
    assert level(sound["faint"]) < 0.002
    assert np.mean(sound["dc_offset"]) == pytest.approx(0.4, abs=0.01)
    assert np.abs(np.corrcoef(sound["channel_each"].T)[0, 1]) < 0.1
    assert np.corrcoef(sound["same_twice"].T)[0, 1] > 0.99
    assert level(sound["one_channel_dead"][:, 0]) == 0
    assert level(sound["opposed"].mean(axis=1)) < 1e-4
    assert level(sound["long_silence_after"][16 * 16_000 :]) == 0
    twenty = sound["loop"].reshape(20, -1)
    assert np.array_equal(twenty[0], twenty[19])
    assert level(twenty[0]) > 0.02


def test_the_telephone_has_no_lows_and_no_highs(tmp_path):
    sound, rate = decoded(RECORDINGS["telephone"](tmp_path))
    energy = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    pitch = np.fft.rfftfreq(len(sound), 1 / rate)
    assert energy[(pitch < 150) | (pitch > 3900)].sum() < 0.02 * energy.sum()


def test_the_separated_voices_are_the_whole_recording():
    voices = ODD["voices"]()
    assert list(voices) == ["Hannah Osei", "Leo Marchetti", "Nora Quinn"]
    heard = np.any([voice != 0 for voice in voices.values()], axis=0)
    assert level(ODD["speech"]()[~heard]) < 0.003


def test_the_broken_ones_are_broken(tmp_path):
    header = RECORDINGS["header_only"](tmp_path)
    assert header.stat().st_size < 200
    assert len(decoded(header)[0]) == 0
    half, rate = decoded(RECORDINGS["half_flac"](tmp_path))
    assert 30 < len(half) / rate < 70
    damaged, rate = decoded(RECORDINGS["damaged_inside"](tmp_path))
    assert len(damaged) / rate < WHOLE - 0.05
    with av.open(RECORDINGS["video_only"](tmp_path)) as file:
        assert [stream.type for stream in file.streams] == ["video"]
