from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize.resegmentation import Presence
from lvm_meet.speech.diarize.segmentation import HOP
from lvm_meet.speech.diarize.turns import turns_of
from lvm_meet.speech.values import RATE, VoiceTurn

PER_FRAME = HOP * 1000 / RATE
SETTINGS = DiarizeSettings()


def turns(
    stretches: list[list[tuple[int, int]]],
    *,
    similarity: list[float] | None = None,
    frames: int = 1000,
) -> list[VoiceTurn]:
    """Of stretches of frames per voice; every frame is as like each voice as `similarity` says."""
    speaking = np.zeros((frames, len(stretches)), bool)
    for voice, own in enumerate(stretches):
        for first, last in own:
            speaking[first:last, voice] = True
    alike = np.tile(np.array(similarity or [0.7] * len(stretches), np.float32), (frames, 1))
    presence = Presence(speaking, alike, np.arange(len(stretches)))
    return turns_of(presence, samples=frames * HOP, settings=SETTINGS)


def test_short_pauses_are_none_and_long_ones_are() -> None:
    found = turns([[(100, 200), (211, 300), (313, 400)]])
    assert [round(t.span.length_ms / PER_FRAME) for t in found] == [200, 87]


def test_flicker_is_dropped() -> None:
    found = turns([[(100, 200), (300, 308), (400, 410)], [(200, 201), (500, 600)]])
    assert [(t.voice, round(t.span.length_ms / PER_FRAME)) for t in found] == [
        (0, 100),
        (0, 10),
        (1, 100),
    ]


def test_flicker_stays_where_a_voice_has_nothing_else() -> None:
    found = turns([[(100, 500)], [(600, 605), (700, 706)]])
    assert [t.voice for t in found] == [0, 1, 1]


def test_nobody_and_silence() -> None:
    assert turns([]) == []
    assert turns([[]]) == []


def test_sorted_by_start_and_within_the_sound() -> None:
    found = turns([[(500, 1000)], [(0, 600)]])
    assert [t.voice for t in found] == [1, 0]
    assert found[0].span.start_ms == 0
    assert found[1].span.end_ms == round(1000 * PER_FRAME)


def sure(length: int, similarity: list[float]) -> int:
    return turns([[(100, 100 + length)], [(600, 900)]], similarity=similarity)[0].confidence


def test_confidence_grows_with_margin_and_length() -> None:
    by_margin = [sure(200, [own, 0.3]) for own in (0.1, 0.3, 0.5, 0.7, 0.9)]
    by_length = [sure(length, [0.6, 0.3]) for length in (10, 20, 60, 200, 400)]
    assert by_margin == sorted(set(by_margin))
    assert by_length[:4] == sorted(set(by_length[:4]))
    assert all(0 < value < 1000 for value in by_margin + by_length)
    assert sure(10, [0.3, 0.3]) < 300
    assert sure(300, [0.8, 0.2]) > 900


def test_alone_only_the_likeness_counts() -> None:
    values = [turns([[(100, 300)]], similarity=[own])[0].confidence for own in (0.2, 0.5, 0.8)]
    assert values == sorted(set(values))


def test_who_speaks_at_the_same_time_is_no_rival() -> None:
    both = turns([[(100, 300)], [(100, 300)], [(500, 600)]], similarity=[0.4, 0.8, 0.1])
    rival = turns([[(100, 300)], [(300, 400)], [(500, 600)]], similarity=[0.4, 0.8, 0.1])
    assert both[0].confidence > 700 > 500 > rival[0].confidence


@given(st.lists(st.booleans(), min_size=1, max_size=300), st.integers(0, 2**20))
def test_turns_of_a_voice_never_touch_and_never_flicker(bits: list[bool], other: int) -> None:
    second = [bool(other >> (i % 20) & 1) for i in range(len(bits))]
    speaking = np.array([bits, second]).T
    presence = Presence(speaking, np.zeros(speaking.shape, np.float32), np.arange(2))
    found = turns_of(presence, samples=len(bits) * HOP, settings=SETTINGS)
    for voice in (0, 1):
        own = [t for t in found if t.voice == voice]
        for one, next_one in pairwise(own):
            assert next_one.span.start_ms - one.span.end_ms >= SETTINGS.join_ms - 20
        if any(t.span.length_ms >= SETTINGS.turn_ms + 65 for t in own):
            assert all(t.span.length_ms >= SETTINGS.turn_ms - 65 for t in own)


@pytest.mark.parametrize("frames", [1, 3, 20])
def test_very_short_sound(frames: int) -> None:
    for turn in turns([[(0, frames)]], frames=frames):
        assert 0 <= turn.span.start_ms < turn.span.end_ms <= frames * PER_FRAME + 1
