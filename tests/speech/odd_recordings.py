"""Odd and hostile recordings, made when they are needed: each function writes one file.

    odd = runpy.run_path(str(Path(__file__).with_name("odd_recordings.py")))["RECORDINGS"]
    path = odd["silence"](tmp_path)

Every one takes the folder to write to and returns the file's path. Speech is that of
samples/planning.ogg, so that what is said in it is known.
"""

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import av
import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

RATE = 16_000
SAMPLES = Path(__file__).parents[2] / "samples"
QUESTION = (78.0, 80.3)
"""seconds of the sample that hold "And what about my grandmother's piano?" and nothing else"""


@cache
def speech() -> np.ndarray:
    """The sample recording: float32, shape (samples,), at RATE. Not to be written to."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(SAMPLES / "planning.ogg") as file:
        frames = [each for frame in file.decode(audio=0) for each in resampler.resample(frame)]
    sound = np.concatenate([each.to_ndarray()[0] for each in frames + resampler.resample(None)])
    sound.setflags(write=False)
    return sound


def voices() -> dict[str, np.ndarray]:
    """The sample's speakers, each alone: what is heard while the truth says that they speak.

    Where two speak at once both have both. Shape of each: (samples,).
    """
    alone: dict[str, np.ndarray] = {}
    for line in (SAMPLES / "planning.rttm").read_text("utf-8").splitlines():
        row = line.split(" ")
        start = round(RATE * float(row[3]))
        stop = start + round(RATE * (float(row[4]) + 0.1))  # with the room's answer
        own = alone.setdefault(row[7].replace("_", " "), np.zeros_like(speech()))
        own[start:stop] = speech()[start:stop]
    return alone


def write(path: Path, sound: np.ndarray, *, codec: str = "pcm_s16le", rate: int = RATE) -> Path:
    """Write float sound in [-1, 1], shape (samples,) or (samples, 2); the suffix is the format."""
    columns = sound.reshape(len(sound), -1)
    layout = ("mono", "stereo")[columns.shape[1] - 1]
    whole = np.round(np.clip(columns, -1, 1) * 32767).astype(np.int16)
    with av.open(path, "w") as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = rate
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def silence(folder: Path) -> Path:
    """30 s of digital zero."""
    return write(folder / "silence.wav", np.zeros(30 * RATE))


def noise(folder: Path) -> Path:
    """30 s of loud white noise."""
    return write(folder / "noise.wav", 0.2 * np.random.default_rng(1).standard_normal(30 * RATE))


def music(folder: Path) -> Path:
    """30 s of chords, two seconds each, with overtones that die away: no voice in it."""
    chords = ((57, 60, 64), (53, 57, 60), (48, 52, 55), (55, 59, 62))
    time = np.arange(2 * RATE) / RATE
    bars = []
    for bar in range(15):
        pitches = [440 * 2 ** ((key - 69) / 12) for key in chords[bar % 4]]
        tones = [np.sin(2 * np.pi * f * n * time) / n**2 for f in pitches for n in range(1, 7)]
        bars.append(np.sum(tones, axis=0) * np.exp(-1.5 * time))
    return write(folder / "music.wav", 0.15 * np.concatenate(bars))


def clipped(folder: Path) -> Path:
    """The sample, recorded ten times too loud."""
    return write(folder / "clipped.wav", 10 * speech())


def faint(folder: Path) -> Path:
    """The sample, 40 dB too soft: about eight bits are left of it."""
    return write(folder / "faint.wav", speech() / 100)


def dc_offset(folder: Path) -> Path:
    """The sample on top of a constant, as a faulty sound card records it."""
    return write(folder / "dc-offset.wav", 0.5 * speech() + 0.4)


def telephone(folder: Path) -> Path:
    """The sample through a telephone: 300 to 3,400 Hz, 8,000 samples a second, mu-law."""
    band = butter(4, (300, 3400), "bandpass", fs=RATE, output="sos")
    narrow = resample_poly(sosfilt(band, speech()), 1, 2)
    return write(folder / "telephone.wav", narrow, codec="pcm_mulaw", rate=RATE // 2)


def channel_each(folder: Path) -> Path:
    """Two channels: the first speaker alone on the left, the other two on the right."""
    first, *others = voices().values()
    return write(folder / "channel-each.wav", np.stack([first, np.sum(others, axis=0)], axis=1))


def same_twice(folder: Path) -> Path:
    """Two channels with the same sound, the right one 3 dB softer: no speaker has their own."""
    return write(folder / "same-twice.wav", np.stack([speech(), 0.7 * speech()], axis=1))


def one_channel_dead(folder: Path) -> Path:
    """Two channels, of which the left one holds nothing."""
    return write(folder / "one-dead.wav", np.stack([np.zeros_like(speech()), speech()], axis=1))


def opposed(folder: Path) -> Path:
    """Two channels, the right one upside down: their mean is silence."""
    return write(folder / "opposed.wav", np.stack([speech(), -speech()], axis=1))


def long_silence_after(folder: Path) -> Path:
    """16 s of speech up to the end of a turn, then 60 s of digital zero."""
    return write(
        folder / "long-silence.wav", np.concatenate([speech()[: 16 * RATE], np.zeros(60 * RATE)])
    )


def loop(folder: Path) -> Path:
    """One question of two seconds, twenty times."""
    start, stop = (round(RATE * second) for second in QUESTION)
    return write(folder / "loop.wav", np.tile(speech()[start:stop], 20))


def very_short(folder: Path) -> Path:
    """0.2 s out of the middle of a word."""
    return write(folder / "very-short.wav", speech()[2 * RATE : 2 * RATE + RATE // 5])


def one_sample(folder: Path) -> Path:
    """A single sample."""
    return write(folder / "one-sample.wav", np.array([0.5]))


def header_only(folder: Path) -> Path:
    """A WAV whose recorder died at once: 44 bytes, and no sound."""
    path = write(folder / "header-only.wav", np.zeros(RATE))
    path.write_bytes(path.read_bytes()[: path.read_bytes().index(b"data") + 8])
    return path


def half_flac(folder: Path) -> Path:
    """The first half of a FLAC's bytes; its header still promises all of it."""
    path = write(folder / "half.flac", speech(), codec="flac")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def damaged_inside(folder: Path) -> Path:
    """The sample with 2,000 bytes overwritten in its middle."""
    content = bytearray((SAMPLES / "planning.ogg").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = np.random.default_rng(2).bytes(2000)
    path = folder / "damaged-inside.ogg"
    path.write_bytes(content)
    return path


def wrong_suffix(folder: Path) -> Path:
    """The sample, called .mp3."""
    path = folder / "wrong-suffix.mp3"
    path.write_bytes((SAMPLES / "planning.ogg").read_bytes())
    return path


def video_only(folder: Path) -> Path:
    """Two seconds of grey video without any sound."""
    path = folder / "video-only.mp4"
    with av.open(path, "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(20):
            shade = round(127 + 100 * math.sin(number))
            picture = np.full((48, 64, 3), shade, np.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        out.mux(stream.encode(None))
    return path


RECORDINGS: dict[str, Callable[[Path], Path]] = {
    make.__name__: make
    for make in (
        silence,
        noise,
        music,
        clipped,
        faint,
        dc_offset,
        telephone,
        channel_each,
        same_twice,
        one_channel_dead,
        opposed,
        long_silence_after,
        loop,
        very_short,
        one_sample,
        header_only,
        half_flac,
        damaged_inside,
        wrong_suffix,
        video_only,
    )
}
