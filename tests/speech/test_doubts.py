from dataclasses import replace

import numpy as np
import pytest

from lvm_meet.model import Doubt, Segment, Span, Turn, Word
from lvm_meet.settings import DiarizeSettings, Settings
from lvm_meet.speech.doubts import describe, find_doubts
from lvm_meet.speech.values import Diarization, VoiceTurn

MINUTE = 60_000
SETTINGS = Settings()


def vectors(*cosines: float) -> np.ndarray:
    """One vector, and one more per cosine to it; float32, (1 + len(cosines), 192)."""
    found = np.zeros((1 + len(cosines), 192), np.float32)
    found[0, 0] = 1
    for row, cosine in enumerate(cosines, start=1):
        found[row, 0] = cosine
        found[row, row] = (1 - cosine**2) ** 0.5
    return found


def diarization(
    talk: dict[int, int], voices: np.ndarray, *, overlap_ms: int = 0, speech_ms: int | None = None
) -> Diarization:
    """One turn per voice, of so many ms, one after the other."""
    turns, start = [], 0
    for voice, length in talk.items():
        turns.append(VoiceTurn(voice, Span(start, start + length), 900))
        start += length
    return Diarization(tuple(turns), voices, start if speech_ms is None else speech_ms, overlap_ms)


TWO = diarization({0: 5 * MINUTE, 1: 3 * MINUTE}, vectors(0.1))


def segment(speaker: str | None, *confidences: int | None) -> Segment:
    words = tuple(
        Word(f"w{place}", Span(place, place + 1), confidence)
        for place, confidence in enumerate(confidences)
    )
    return Segment(" ".join(word.text for word in words), speaker, Span(0, 9), None, words)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        (TWO, ()),
        # one speaker in a long recording
        (diarization({0: 3 * MINUTE}, vectors()), (Doubt.ONE_SPEAKER,)),
        (diarization({0: MINUTE}, vectors()), ()),
        (diarization({}, vectors()), ()),
        # a second voice that is there, but hardly speaks, is still a second one
        (diarization({0: 8 * MINUTE, 1: 2000}, vectors(0.1)), ()),
        # voices that can't be told apart
        (diarization({0: MINUTE, 1: MINUTE}, vectors(0.5)), (Doubt.SIMILAR_VOICES,)),
        (diarization({0: MINUTE, 1: MINUTE}, vectors(0.49)), ()),
        (diarization({0: 9 * MINUTE, 1: MINUTE}, vectors(0.6)), (Doubt.SIMILAR_VOICES,)),
        (diarization({0: 9 * MINUTE + 9, 1: MINUTE}, vectors(0.6)), ()),
        (diarization({0: MINUTE, 1: MINUTE, 2: MINUTE}, vectors(0, 0.9)), (Doubt.SIMILAR_VOICES,)),
        # channels: vectors of nothing, or none; they may overlap as they like
        (diarization({0: 9 * MINUTE, 1: MINUTE}, np.zeros((2, 192), np.float32)), ()),
        (diarization({0: 9 * MINUTE, 1: MINUTE}, np.zeros((0, 192), np.float32)), ()),
        (diarization({0: 9 * MINUTE}, np.zeros((1, 0), np.float32), overlap_ms=8 * MINUTE), ()),
        # overlap
        (replace(TWO, overlap_ms=96_000), (Doubt.MUCH_OVERLAP,)),
        (replace(TWO, overlap_ms=95_000), ()),
    ],
)
def test_doubts_about_voices(heard: Diarization, expected: tuple[Doubt, ...]) -> None:
    found = find_doubts(
        heard, duration_ms=10 * MINUTE, words=100, unknown_words=0, settings=SETTINGS
    )
    assert found == expected


@pytest.mark.parametrize(
    ("words", "unknown", "doubted"), [(100, 25, True), (100, 24, False), (0, 0, False)]
)
def test_many_words_of_nobody(words: int, unknown: int, doubted: bool) -> None:
    found = find_doubts(
        TWO, duration_ms=MINUTE, words=words, unknown_words=unknown, settings=SETTINGS
    )
    assert (Doubt.MANY_UNKNOWN in found) is doubted


def test_a_short_recording_may_have_one_speaker() -> None:
    alone = diarization({0: 3 * MINUTE}, vectors())
    found = find_doubts(alone, duration_ms=4 * MINUTE, words=9, unknown_words=0, settings=SETTINGS)
    assert found == ()


def test_who_says_that_there_is_one_speaker_is_believed() -> None:
    alone = diarization({0: 9 * MINUTE}, vectors())
    told = Settings(diarize=DiarizeSettings(most=1))
    found = find_doubts(alone, duration_ms=9 * MINUTE, words=9, unknown_words=0, settings=told)
    assert found == ()


def test_doubts_come_in_their_order() -> None:
    bad = replace(diarization({0: MINUTE, 1: MINUTE}, vectors(0.9)), overlap_ms=MINUTE)
    found = find_doubts(bad, duration_ms=MINUTE, words=4, unknown_words=4, settings=SETTINGS)
    assert found == (Doubt.SIMILAR_VOICES, Doubt.MUCH_OVERLAP, Doubt.MANY_UNKNOWN)


def test_the_figures_of_a_recording() -> None:
    segments = [segment("Dana", 900, 801), segment(None, 700), segment("Dana", None)]
    found = describe(
        segments,
        TWO,
        duration_ms=600_000,
        speech_ms=480_000,
        settings=SETTINGS,
        names=("Dana",),
        recogniser="base",
        diarizer="voices",
    )
    assert (found.words, found.unknown_words, found.confidence) == (4, 1, 800)
    assert (found.duration_ms, found.speech_ms, found.overlap_ms) == (600_000, 480_000, 0)
    assert found.turns == (
        Turn("Dana", Span(0, 300_000), 900),
        Turn("Speaker 2", Span(300_000, 480_000), 900),
    )
    assert (found.recogniser, found.diarizer) == ("base", "voices")
    assert found.doubts == (Doubt.MANY_UNKNOWN,)
    assert not found.named


def test_doubtful_speakers_are_reported_where_the_user_wants_it() -> None:
    wanted = Settings(diarize=DiarizeSettings(report_doubtful=True))
    found = describe([segment(None, 900)], TWO, duration_ms=9, speech_ms=9, settings=wanted)
    assert found.doubts == (Doubt.MANY_UNKNOWN,)
    assert found.named


def test_without_a_diarization_there_is_nothing_to_doubt() -> None:
    found = describe([segment(None, 900)], None, duration_ms=9, speech_ms=5, settings=SETTINGS)
    assert (found.overlap_ms, found.unknown_words, found.turns, found.doubts) == (
        None,
        None,
        (),
        (),
    )
    assert found.named
    assert found.words == 1


def test_nothing_heard_is_no_doubt() -> None:
    silent = Diarization((), np.zeros((0, 192), np.float32), 0, 0)
    found = describe([], silent, duration_ms=MINUTE, speech_ms=0, settings=SETTINGS)
    assert (found.words, found.confidence, found.unknown_words) == (0, None, 0)
    assert found.doubts == ()
