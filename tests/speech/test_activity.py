"""Where there is speech in real and odd sound, and blocks that lose none of it."""

import runpy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.model import Span
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech import activity
from lvm_meet.speech.activity import Within, cut_blocks, find_speech, total_ms, unheard
from lvm_meet.speech.recording import open_recording
from lvm_meet.speech.rttm import read_rttm
from lvm_meet.speech.values import PER_MS, RATE, Heard, Samples

HERE = Path(__file__)
ODD = runpy.run_path(str(HERE.with_name("odd_recordings.py")))
SETTINGS = SpeechSettings()
MARGIN = 500


def samples():
    return Samples(ODD["speech"]())


def speakers():
    """Where somebody speaks, by the truth."""
    return [turn.span for turn in read_rttm(HERE.parents[2] / "samples" / "planning.rttm")]


def covered(span, spans):
    """Milliseconds of `span` that lie in `spans`, which are apart."""
    return sum(
        max(0, min(span.end_ms, each.end_ms) - max(span.start_ms, each.start_ms)) for each in spans
    )


def are_apart(spans):
    return all(one.end_ms < other.start_ms for one, other in pairwise(spans))


@pytest.mark.parametrize("name", ["silence", "noise", "music", "one_sample"])
def test_no_speech_where_nobody_speaks(name, tmp_path):
    with open_recording(ODD["RECORDINGS"][name](tmp_path), settings=SETTINGS) as recording:
        assert find_speech(recording.mixed(), settings=SETTINGS) == ()


def test_no_sound_has_no_speech():
    assert find_speech(Samples(np.zeros(0, np.float32)), settings=SETTINGS) == ()


def test_all_speech_is_found_and_not_much_else():
    found = find_speech(samples(), settings=SETTINGS)
    assert are_apart(found)
    assert found[-1].end_ms <= samples().samples // PER_MS
    assert all(covered(turn, found) == turn.length_ms for turn in speakers())


def test_long_silence_is_no_speech(tmp_path):
    path = ODD["RECORDINGS"]["long_silence_after"](tmp_path)
    with open_recording(path, settings=SETTINGS) as recording:
        found = find_speech(recording.mixed(), settings=SETTINGS)
    assert 14_000 < total_ms(found) <= 16_400
    assert found[-1].end_ms <= 16_500


def test_nothing_is_lost_where_one_piece_ends(monkeypatch):
    # A pause between all words, so that there are many stretches, and many ends of pieces in them.
    settings = SpeechSettings(silence_ms=100, speech_until=350)
    whole = find_speech(samples(), settings=settings)
    monkeypatch.setattr(activity, "_PIECE", 3 * RATE)
    pieces = find_speech(samples(), settings=settings)
    assert are_apart(pieces)
    lost = total_ms(whole) - sum(covered(span, pieces) for span in whole)
    more = total_ms(pieces) - sum(covered(span, whole) for span in pieces)
    assert max(lost, more) < 250


NOWHERE = Span(0, 0)


@dataclass(frozen=True)
class Hours:
    """Sound of any length that costs no memory: steady, but quiet in `pause`."""

    length_ms: int
    pause: Span = NOWHERE

    @property
    def samples(self):
        return self.length_ms * PER_MS

    def read(self, start, stop):
        times = np.arange(max(0, start), min(stop, self.samples)) // PER_MS
        quiet = (times >= self.pause.start_ms) & (times < self.pause.end_ms)
        return np.where(quiet, 0.001, 0.1).astype(np.float32)


@st.composite
def speech(draw):
    """(spans, sound): sorted, apart, inside the sound; some of hours, some of milliseconds."""
    length = st.one_of(st.integers(1, 2000), st.integers(1, 60_000), st.integers(1, 1_500_000))
    spans, time = [], draw(st.integers(0, 5000))
    for lengths in draw(st.lists(st.tuples(length, length), max_size=30)):
        spans.append(Span(time, time + lengths[0]))
        time += sum(lengths)
    end = spans[-1].end_ms if spans else time
    return tuple(spans), Hours(end + draw(st.integers(0, 2000)))


@given(speech(), st.integers(30_000, 240_000))
@settings(max_examples=50)
def test_blocks_hold_all_speech_once_and_not_too_much(drawn, full):
    spans, sound = drawn
    blocks = cut_blocks(spans, sound, settings=SpeechSettings(block_ms=full))
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(blocks))
    assert all(0 <= block.start_ms <= block.end_ms <= sound.length_ms for block in blocks)
    assert sum(covered(span, blocks) for span in spans) == total_ms(spans)
    assert all(0 < sum(covered(block, [span]) for span in spans) <= full for block in blocks)
    assert all(block.length_ms <= 2 * full + 2 * MARGIN for block in blocks)


def test_speech_without_a_pause_is_cut_where_it_is_quietest():
    sound = Hours(100_000, pause=Span(52_300, 52_500))
    first, second = cut_blocks((Span(0, 100_000),), sound, settings=SpeechSettings(block_ms=60_000))
    assert first.end_ms == second.start_ms
    assert 52_300 <= first.end_ms <= 52_500


def test_real_speech_is_not_cut_inside_of_a_word():
    blocks = cut_blocks(
        (Span(0, 99_000),), samples(), settings=SpeechSettings(block_ms=30_000)
    )  # as if it had no pause at all
    level = np.sqrt(np.mean(np.square(samples().data)))
    assert len(blocks) >= 4
    for block in blocks[1:]:
        place = block.start_ms * PER_MS
        around = samples().read(place - 50 * PER_MS, place + 50 * PER_MS)
        assert np.sqrt(np.mean(np.square(around))) < 0.1 * level


def test_a_quiet_night_with_a_word_now_and_then_is_no_block_of_hours():
    spans = tuple(Span(place * 120_000, place * 120_000 + 900) for place in range(240))
    blocks = cut_blocks(spans, Hours(8 * 3_600_000), settings=SETTINGS)
    assert max(block.length_ms for block in blocks) < 500_000
    assert len(blocks) < len(spans) / 3


@pytest.mark.parametrize(
    ("spans", "length", "blocks"),
    [
        ((), 5000, ()),
        (((1000, 2000),), 5000, ((500, 2500),)),
        # no more than there is
        (((200, 2000),), 2100, ((0, 2100),)),
        (((0, 2000),), 2000, ((0, 2000),)),
        # 30 s of speech together, then more
        (((0, 20_000), (21_000, 31_000)), 31_000, ((0, 31_000),)),
        (((0, 20_000), (21_000, 31_001)), 32_000, ((0, 20_500), (20_500, 31_501))),
        (((0, 20_000), (20_100, 40_000)), 40_000, ((0, 20_050), (20_050, 40_000))),
        # far apart
        (((0, 1000), (59_000, 60_000)), 60_000, ((0, 60_000),)),
        (((0, 1000), (59_001, 60_001)), 60_001, ((0, 1500), (58_501, 60_001))),
    ],
)
def test_blocks(spans, length, blocks):
    found = cut_blocks(
        tuple(Span(*span) for span in spans),
        Hours(length),
        settings=SpeechSettings(block_ms=30_000),
    )
    assert found == tuple(Span(*block) for block in blocks)


@pytest.mark.parametrize(
    ("spans", "words", "gaps"),
    [
        ((), ((0, 500),), ()),
        (((0, 9000),), (), ((0, 9000),)),
        (((0, 2499),), (), ()),
        (((0, 9000),), ((0, 500), (2900, 3400), (5900, 6400)), ((3400, 5900), (6400, 9000))),
        # words in any order, and two that begin together
        (((0, 4000),), ((600, 700), (0, 300), (600, 1500)), ((1500, 4000),)),
        # a word that is stretched over a silence holds a second of it
        (((0, 9000),), ((1000, 8900),), ((2000, 9000),)),
        # each stretch by itself
        (((0, 2000), (3000, 5000), (6000, 9000)), (), ((6000, 9000),)),
        (((0, 3000), (4000, 8000)), ((4000, 4100),), ((0, 3000), (4100, 8000))),
        # what is said elsewhere does not count
        (((5000, 8000),), ((0, 6000), (8000, 9000)), ((5000, 8000),)),
    ],
)
def test_unheard(spans, words, gaps):
    heard = [Heard(" a", Span(*word), 900) for word in words]
    found = unheard([Span(*span) for span in spans], heard, least_ms=2500)
    assert found == tuple(Span(*gap) for gap in gaps)


pairs = st.tuples(st.integers(1, 40), st.integers(0, 40))


@given(st.lists(pairs, max_size=5), st.integers(-20, 4000), st.integers(-20, 4000))
def test_within_is_the_sound_inside_and_silence_outside(lengths, start, stop):
    data = np.random.default_rng(0).uniform(0.1, 1, 200 * PER_MS).astype(np.float32)
    spans, time = [], 0
    expected = np.zeros_like(data)
    for gap, length in lengths:
        spans.append(Span(time + gap, time + gap + length))
        time += gap + length
        inside = slice(spans[-1].start_ms * PER_MS, spans[-1].end_ms * PER_MS)
        expected[inside] = data[inside]
    within = Within(Samples(data), tuple(spans))
    assert within.samples == len(data)
    assert np.array_equal(within.read(start, stop), expected[max(0, start) : max(0, stop)])
