"""Voices for tests of channels: noise that comes in syllables and turns, and rooms around it.

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("made_voices.py"))))
"""

import numpy as np
from scipy.signal import fftconvolve, lfilter

RATE = 16_000
SECONDS = 40


def gain(decibels):
    return 10 ** (decibels / 20)


def voice(seed, seconds=SECONDS):
    """Noise with speech's tilt, in syllables of random length and loudness; float, shape (n,)."""
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    loud = np.zeros(count)
    place = 0
    while place < count:
        length = int(random.uniform(0.1, 0.35) * RATE)
        level = 0.0 if random.random() < 0.15 else gain(random.uniform(-18, 0))
        loud[place : place + length] = level
        place += length
    loud = np.convolve(loud, np.hanning(400) / np.hanning(400).sum(), "same")
    sound = lfilter([1], [1, -0.7], random.normal(size=count)) * loud
    return sound / np.sqrt(np.mean(sound**2)) / 12


def turns(*spans, seconds=SECONDS):
    """1 where a span (start, stop in seconds) holds, with soft edges; shape (n,)."""
    mask = np.zeros(int(seconds * RATE))
    for start, stop in spans:
        mask[int(start * RATE) : int(stop * RATE)] = 1
    return np.convolve(mask, np.ones(400) / 400, "same")


def noise(seed, decibels, seconds=SECONDS):
    return np.random.default_rng(seed).normal(size=int(seconds * RATE)) * gain(decibels)


def heard(sound, *, delay_ms, decibels, seed):
    """What reaches another microphone: later, softer, with the room's answer (0.3 s)."""
    length = RATE * 3 // 10
    answer = np.random.default_rng(seed).normal(size=length) * 0.05
    answer *= 10 ** (-3 * np.arange(length) / length)
    answer[0] = 1
    answer /= np.sqrt(np.sum(answer**2))
    late = np.concatenate([np.zeros(delay_ms * RATE // 1000), fftconvolve(sound, answer)])
    return late[: len(sound)] * gain(decibels)


def whole_numbers(*channels):
    """int16 samples, shape (n, channels)."""
    return np.round(np.clip(np.stack(channels, axis=1), -1, 1) * 32767).astype(np.int16)
