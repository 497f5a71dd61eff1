import numpy as np
import pytest

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.embedding import Windows, embed, normalised
from lvm_meet.speech.diarize.models import Models
from lvm_meet.speech.diarize.segmentation import HOP
from lvm_meet.speech.values import RATE, Samples

SETTINGS = DiarizeSettings()


def nothing(samples: int) -> None:
    assert samples >= 0


def everywhere(samples: int) -> np.ndarray:
    return np.ones(samples // HOP + 2, bool)


def test_zero_stays_zero() -> None:
    found = normalised(np.array([[3.0, 4.0], [0.0, 0.0]]))
    np.testing.assert_allclose(found, [[0.6, 0.8], [0, 0]])


@pytest.mark.parametrize(
    ("samples", "windows"), [(0, 0), (3000, 0), (4800, 1), (24_000, 1), (32_000, 2), (33_000, 3)]
)
def test_short_sound(models: Models, samples: int, windows: int) -> None:
    sound = Samples(np.random.default_rng(0).standard_normal(samples).astype(np.float32))
    found = embed(sound, everywhere(samples), models, SETTINGS, done=nothing)
    assert found.vectors.shape == (windows, 192)
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-5)


def test_only_where_there_is_speech(models: Models, meeting: np.ndarray) -> None:
    sound = Samples(meeting[: 12 * RATE])
    speech = everywhere(sound.samples)
    speech[: 8 * RATE // HOP] = False
    found = embed(sound, speech, models, SETTINGS, done=nothing)
    assert (found.share_of(speech) > 0.25).all()
    assert len(found.starts)
    # pieces are cut differently then, and give the same
    whole = embed(sound, everywhere(sound.samples), models, SETTINGS, done=nothing)
    kept = np.isin(whole.starts, found.starts)
    assert kept.sum() == len(found.starts)
    assert (whole.vectors[kept] * found.vectors).sum(axis=1).min() > 0.9999


def test_no_speech_gives_no_windows(models: Models) -> None:
    sound = Samples(np.zeros(5 * RATE, np.float32))
    found = embed(sound, ~everywhere(sound.samples), models, SETTINGS, done=nothing)
    assert found.vectors.shape == (0, 192)


def test_windows_reach_the_end(models: Models) -> None:
    sound = Samples(np.zeros(37_123, np.float32))
    found = embed(sound, everywhere(sound.samples), models, SETTINGS, done=nothing)
    assert sound.samples - (found.starts[-1] + found.length) < 160
    assert list(found.starts) == sorted(set(found.starts))


def test_share_of_frames() -> None:
    windows = Windows(np.array([0, 10 * HOP]), 10 * HOP, np.zeros((2, 192), np.float32))
    frames = np.array([True] * 5 + [False] * 5 + [True] * 10)
    np.testing.assert_allclose(windows.share_of(frames), [0.5, 1.0])


def test_one_voice_is_like_itself_and_unlike_others(
    models: Models, meeting: np.ndarray, spoken: list[tuple[float, float, str]]
) -> None:
    means: dict[str, list[np.ndarray]] = {}
    for start, end, who in spoken:
        if end - start > 3 and len(means.setdefault(who, [])) < 2:
            sound = Samples(meeting[int(start * RATE) : int(end * RATE)])
            found = embed(sound, everywhere(sound.samples), models, SETTINGS, done=nothing)
            means[who].append(normalised(found.vectors.mean(axis=0)))
    assert len(means) == 3
    for who, (one, other) in means.items():
        own = float(one @ other)
        assert own > 0.7
        assert all(own > float(one @ v) + 0.3 for name in means if name != who for v in means[name])
