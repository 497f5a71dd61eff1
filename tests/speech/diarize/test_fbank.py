import cmath
import math

import numpy as np
import pytest

from lvm_meet.speech.diarize import fbank


def mel(hertz: float) -> float:
    return 1127 * math.log(1 + hertz / 700)


def literal_log_mel(frame: np.ndarray) -> list[float]:
    """Kaldi's definition of one frame, word for word, in double precision."""
    x = [float(v) for v in frame]
    mean = sum(x) / len(x)
    x = [v - mean for v in x]
    x = [x[0] - 0.97 * x[0]] + [x[i] - 0.97 * x[i - 1] for i in range(1, len(x))]
    povey = [(0.5 - 0.5 * math.cos(2 * math.pi * i / 399)) ** 0.85 for i in range(400)]
    x = [v * w for v, w in zip(x, povey, strict=True)]
    power = []
    for k in range(257):
        turn = cmath.exp(-2j * math.pi * k / 512)
        total, phase = 0j, 1 + 0j
        for v in x:
            total += v * phase
            phase *= turn
        power.append(abs(total) ** 2)
    low, high = mel(20), mel(8000)
    width = (high - low) / 81
    bands = []
    for band in range(80):
        left = low + band * width
        centre, right = left + width, left + 2 * width
        energy = 0.0
        for k in range(256):
            m = mel(k * 16000 / 512)
            if left < m <= centre:
                energy += power[k] * (m - left) / (centre - left)
            elif centre < m < right:
                energy += power[k] * (right - m) / (right - centre)
        bands.append(math.log(max(energy, 1.1920929e-07)))
    return bands


@pytest.mark.parametrize("amplitude", [0.5, 0.01, 0.0])
def test_agrees_with_the_definition(amplitude: float) -> None:
    random = np.random.default_rng(7)
    samples = (amplitude * random.standard_normal(1000)).astype(np.float32)
    samples += np.float32(amplitude / 3)  # an offset, which must not matter
    found = fbank.log_mel(samples)
    assert found.shape == (4, 80)
    assert found.dtype == np.float32
    for row in range(4):
        expected = literal_log_mel(samples[row * 160 : row * 160 + 400])
        np.testing.assert_allclose(found[row], expected, atol=2e-3)


@pytest.mark.parametrize(
    ("samples", "frames"), [(0, 0), (399, 0), (400, 1), (559, 1), (560, 2), (16000, 98)]
)
def test_only_whole_frames(samples: int, frames: int) -> None:
    assert fbank.frames_in(samples) == frames
    assert fbank.log_mel(np.ones(samples, np.float32)).shape == (frames, 80)


def test_a_piece_gives_what_the_whole_gives() -> None:
    samples = np.random.default_rng(1).standard_normal(160 * 900).astype(np.float32)
    whole = fbank.log_mel(samples)
    piece = fbank.log_mel(samples[160 * 333 :])
    np.testing.assert_allclose(piece, whole[333:], atol=1e-4)
