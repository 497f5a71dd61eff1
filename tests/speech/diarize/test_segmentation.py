import numpy as np
import pytest

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.models import Models
from lvm_meet.speech.diarize.segmentation import CHUNK, FRAMES, HOP, segment
from lvm_meet.speech.values import RATE, Samples

SETTINGS = DiarizeSettings(step_ms=2000)


def nothing(samples: int) -> None:
    assert samples >= 0


@pytest.mark.parametrize(
    ("samples", "chunks"), [(0, 1), (1, 1), (CHUNK, 1), (CHUNK + 1, 2), (CHUNK + 2 * RATE, 2)]
)
def test_chunks_cover_the_sound(models: Models, samples: int, chunks: int) -> None:
    found = segment(Samples(np.zeros(samples, np.float32)), models, SETTINGS, done=nothing)
    assert found.active.shape == (chunks, FRAMES, 3)
    assert found.frames >= samples / HOP
    assert not found.count.any()
    for chunk in range(chunks):
        assert found.within(chunk).stop <= found.frames


def test_who_speaks_is_counted(
    models: Models, meeting: np.ndarray, spoken: list[tuple[float, float, str]]
) -> None:
    sound = Samples(meeting[: 30 * RATE])
    behind: list[int] = []
    found = segment(sound, models, SETTINGS, done=behind.append)
    assert behind == sorted(behind)
    assert behind[-1] == sound.samples
    truth = np.zeros(found.frames, bool)
    for start, end, _ in spoken:
        truth[int(start * RATE / HOP) : int(end * RATE / HOP)] = True
    assert ((found.count > 0) == truth).mean() > 0.95
    assert set(found.count) <= {0, 1, 2}


def test_thresholds_are_monotone(models: Models, meeting: np.ndarray) -> None:
    sound = Samples(meeting[20 * RATE : 45 * RATE])
    speech, overlap = [], []
    for level in (100, 500, 900):
        settings = DiarizeSettings(step_ms=2000, speech_from=level, overlap_from=level)
        found = segment(sound, models, settings, done=nothing)
        speech.append(int((found.count > 0).sum()))
        overlap.append(int((found.count > 1).sum()))
    assert speech == sorted(speech, reverse=True)
    assert overlap == sorted(overlap, reverse=True)
