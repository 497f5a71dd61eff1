import numpy as np
import pytest

from lvm_meet.model import Span
from lvm_meet.speech.values import Diarization, Samples, VoiceTurn


def diarization(voices: np.ndarray) -> Diarization:
    turns = tuple(VoiceTurn(row, Span(row * 10, row * 10 + 5), 900) for row in range(len(voices)))
    return Diarization(turns, voices, 5 * len(voices), 0)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_without_prints_only_the_likeness_of_the_voices_is_left(count: int) -> None:
    voices = np.random.default_rng(count).normal(size=(count, 192)).astype(np.float32)
    voices /= np.linalg.norm(voices, axis=1, keepdims=True)
    found = diarization(voices).without_prints()
    assert found.voices.shape == (count, count)
    assert found.voices.dtype == np.float32
    np.testing.assert_allclose(found.voices @ found.voices.T, voices @ voices.T, atol=1e-5)
    assert found.turns == diarization(voices).turns


def test_voices_of_channels_have_no_prints_to_lose() -> None:
    found = diarization(np.zeros((2, 0), np.float32))
    assert found.without_prints() is found
    nobody = diarization(np.zeros((0, 192), np.float32))
    assert nobody.without_prints() is nobody


def test_samples_are_read_where_they_are() -> None:
    sound = Samples(np.arange(10, dtype=np.float32))
    assert sound.samples == 10
    assert sound.read(-3, 2).tolist() == [0, 1]
    assert sound.read(8, 20).tolist() == [8, 9]
    assert sound.read(12, 20).tolist() == []
