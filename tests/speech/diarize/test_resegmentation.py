import numpy as np
import pytest

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.assignment import Locals
from lvm_meet.speech.diarize.embedding import Windows
from lvm_meet.speech.diarize.resegmentation import Presence, resegment
from lvm_meet.speech.diarize.segmentation import FRAMES, HOP, Segmentation

VOICES = np.eye(3, 192, dtype=np.float32)


def decide(
    lengths: list[int], *, overlap: int = 0, settings: DiarizeSettings | None = None
) -> Presence:
    """One chunk in which voice 0, 1, 2 speak one after the other, for so many frames.

    The segmentation takes all of it for one person (slot 0, voice 0); the windows know better.
    `overlap` more frames after the begin have a second speaker (slot 1, voice 1).
    """
    active = np.zeros((1, FRAMES, 3), np.uint8)
    active[0, : sum(lengths), 0] = 1
    active[0, :overlap, 1] = 1
    count = np.concatenate([active[0].sum(axis=1), [0, 0]]).astype(np.int8)
    who = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.arange(0, (sum(lengths) - 40) * HOP + 1, 20 * HOP)
    vectors = VOICES[who[starts // HOP + 20]]
    locals_ = Locals(np.array([0, 0]), np.array([0, 1]), VOICES[:2], np.ones(2))
    heard = Segmentation(active, np.array([0]), count)
    windows = Windows(starts, 40 * HOP, vectors)
    used = VOICES[: max(2, len(lengths))]
    return resegment(heard, windows, locals_, np.array([0, 1]), used, settings or DiarizeSettings())


def test_windows_separate_whom_the_segmentation_took_for_one() -> None:
    found = decide([250, 250])
    assert list(found.voices) == [0, 1]
    assert found.speaking[:240, 0].all()
    assert found.speaking[260:500, 1].all()
    assert (found.speaking.sum(axis=1)[:500] == 1).all()
    assert not found.speaking[500:].any()


def test_without_weight_the_segmentation_decides() -> None:
    found = decide([250, 250], settings=DiarizeSettings(similarity_weight=0, voice_ms=0))
    assert found.speaking[:500, 0].all()


def test_two_at_once() -> None:
    found = decide([250, 250], overlap=100)
    assert found.speaking[:100].all()
    assert (found.speaking[100:500].sum(axis=1) == 1).all()


def test_who_hardly_speaks_is_dropped_and_the_words_stay() -> None:
    found = decide([280, 40, 200], settings=DiarizeSettings(voice_ms=1500))
    assert list(found.voices) == [0, 2]
    assert (found.speaking.sum(axis=1)[:520] == 1).all()


@pytest.mark.parametrize(("least", "voices"), [(1, 1), (2, 2), (3, 3)])
def test_never_below_least(least: int, voices: int) -> None:
    settings = DiarizeSettings(least=least, voice_ms=8000)
    assert len(decide([180, 170, 150], settings=settings).voices) == voices


def test_long_recordings_keep_whoever_speaks_long_enough() -> None:
    settings = DiarizeSettings(voice_ms=0, voice_share=1000, voice_most_ms=2000)
    assert len(decide([250, 200], settings=settings).voices) == 2
