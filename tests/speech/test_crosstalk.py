"""Who speaks on which channel, with what comes over from the others."""

import runpy
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.model import Span
from lvm_meet.speech.crosstalk import own_speech
from lvm_meet.speech.values import Samples

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("made_voices.py"))))
WHOLE = [Span(0, MADE.SECONDS * 1000)]
FIRST = ((0, 7), (14, 20), (27, 33))
SECOND = ((6, 15), (19, 28), (32, 39))


def channels(first=FIRST, second=SECOND, *, bleed=(-60.0, -60.0), second_db=0.0, noise_db=-65.0):
    """Two channels; `bleed` is what the first hears of the second and the second of the first."""
    voices = (MADE.voice(1) * MADE.turns(*first), MADE.voice(2) * MADE.turns(*second))
    sounds = []
    for number, own in enumerate(voices):
        far = MADE.heard(
            voices[1 - number], delay_ms=9 + number, decibels=bleed[number], seed=number
        )
        sound = (own + far) * (MADE.gain(second_db) if number else 1) + MADE.noise(7, noise_db)
        sounds.append(Samples(np.clip(sound, -1, 1).astype(np.float32)))
    return sounds


def seconds(spans):
    return sum(span.length_ms for span in spans) / 1000


def outside(spans, truth, *, slack=0.4):
    """Seconds of `spans` that lie more than `slack` beside the `truth`, in seconds."""
    loose = np.zeros(MADE.SECONDS * 100, bool)
    for start, stop in truth:
        loose[max(0, int((start - slack) * 100)) : int((stop + slack) * 100)] = True
    return sum(
        np.count_nonzero(~loose[span.start_ms // 10 : span.end_ms // 10]) / 100 for span in spans
    )


def inside(spans, truth):
    """Share of the truth's seconds that `spans` cover."""
    covered = np.zeros(MADE.SECONDS * 100, bool)
    for span in spans:
        covered[span.start_ms // 10 : span.end_ms // 10] = True
    return np.mean(
        np.concatenate([covered[int(start * 100) : int(stop * 100)] for start, stop in truth])
    )


@pytest.mark.parametrize(
    ("bleed", "second_db"),
    [
        ((-60.0, -60.0), 0.0),
        ((-20.0, -20.0), 0.0),
        ((-15.0, -15.0), 0.0),
        ((-10.0, -10.0), 0.0),
        ((-60.0, -12.0), 0.0),
        ((-25.0, -12.0), -12.0),
        ((-15.0, -25.0), 10.0),
    ],
)
def test_bleed_is_no_second_speaker_and_overlap_is(bleed, second_db):
    # a voice detector hears somebody everywhere
    found = own_speech(channels(bleed=bleed, second_db=second_db), [WHOLE, WHOLE])
    for spans, truth in zip(found, (FIRST, SECOND), strict=True):
        assert outside(spans, truth) < 0.6
        assert inside(spans, truth) > 0.9
    both = [(6, 7), (14, 15), (19, 20), (27, 28), (32, 33)]
    assert inside(found[0], both) > 0.8
    assert inside(found[1], both) > 0.8


@pytest.mark.parametrize("bleed", [-10.0, -15.0, -25.0, -40.0])
def test_a_channel_that_only_hears_the_other_has_no_speech(bleed):
    sounds = channels(first=((0, 40),), second=(), bleed=(-60.0, bleed))
    first, second = own_speech(sounds, [WHOLE, WHOLE])
    assert inside(first, ((0, 40),)) > 0.95
    assert seconds(second) < 0.8
    second, first = own_speech(sounds[::-1], [WHOLE, WHOLE])
    assert inside(first, ((0, 40),)) > 0.95
    assert seconds(second) < 0.8


def test_short_answers_into_long_talk_are_heard():
    answers = ((8, 9), (17, 18), (30, 31))
    sounds = channels(first=((0, 40),), second=answers, bleed=(-15.0, -15.0))
    first, second = own_speech(sounds, [WHOLE, WHOLE])
    assert inside(first, ((0, 40),)) > 0.85
    assert inside(second, answers) > 0.7
    assert outside(second, answers) < 0.3


def test_two_who_always_speak_at_once_both_speak():
    always = ((0, 40),)
    found = own_speech(channels(always, always, bleed=(-18.0, -18.0)), [WHOLE, WHOLE])
    assert all(inside(spans, always) > 0.8 for spans in found)


def test_three_channels():
    truths = (((0, 10), (26, 31)), ((10, 19), (31, 36)), ((18, 26), (36, 39)))
    own = [MADE.voice(seed) * MADE.turns(*truth) for seed, truth in enumerate(truths)]
    sounds = [
        Samples(
            np.asarray(
                own[place]
                + sum(
                    MADE.heard(own[other], delay_ms=8, decibels=-14, seed=10 * place + other)
                    for other in range(3)
                    if other != place
                )
                + MADE.noise(40 + place, -65),
                dtype=np.float32,
            )
        )
        for place in range(3)
    ]
    for spans, truth in zip(own_speech(sounds, [WHOLE] * 3), truths, strict=True):
        assert inside(spans, truth) > 0.9
        assert outside(spans, truth) < 0.8


def test_what_no_detector_heard_is_not_added():
    sounds = channels()
    spans = [[Span(1003, 2507), Span(15_001, 17_999)], [Span(8000, 9000)]]
    first, second = own_speech(sounds, spans)
    assert first == spans[0]
    assert second == spans[1]


def test_nothing_to_compare():
    sound = Samples(MADE.voice(1).astype(np.float32))
    empty = Samples(np.zeros(0, np.float32))
    spans = [Span(0, 700), Span(900, 1000)]
    assert own_speech([], []) == []
    assert own_speech([sound], [spans]) == [spans]
    assert own_speech([sound, sound], [[], []]) == [[], []]
    assert own_speech([empty, empty], [[], []]) == [[], []]
    assert own_speech([sound, empty], [WHOLE, []])[1] == []
    silent = Samples(np.zeros(len(sound.data), np.float32))
    first, second = own_speech([sound, silent], [WHOLE, WHOLE])
    assert inside(first, ((0, MADE.SECONDS),)) > 0.95
    assert second == []
    with pytest.raises(ValueError, match="1 sounds, but spans of 2"):
        own_speech([sound], [[], []])


SPANS = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900)), max_size=4).map(
    lambda pairs: to_spans(pairs)
)


def to_spans(pairs):
    """Spans one after the other: (pause, length) each."""
    spans, place = [], 0
    for pause, length in pairs:
        spans.append(Span(place + pause, place + pause + length))
        place += pause + length
    return spans


@given(first=SPANS, second=SPANS, seed=st.integers(0, 99), gain=st.floats(0, 2))
@settings(max_examples=60)
def test_turns_are_sorted_apart_and_inside_what_was_heard(first, second, seed, gain):
    sounds = [
        Samples(MADE.voice(seed, 2).astype(np.float32)),
        Samples((gain * MADE.voice(seed + 1, 1.5)).astype(np.float32)),
    ]
    for spans, found in zip((first, second), own_speech(sounds, [first, second]), strict=True):
        assert found == sorted(found)
        for turn in found:
            assert turn.length_ms > 0
            assert any(s.start_ms <= turn.start_ms and turn.end_ms <= s.end_ms for s in spans)
        for one, other in pairwise(found):
            assert one.end_ms <= other.start_ms
