import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import LABELS, Balance, Label, Lens, Signal, Span, Utterance
from lvm_meet.settings import StyleSettings
from lvm_meet.style.balance import balance_of, codes_of
from lvm_meet.style.speakers import speaker_styles
from lvm_meet.style.timeline import windows

SETTINGS = StyleSettings(bootstrap=100)


def styles(units, signals, lens=None):
    return speaker_styles(
        units, signals, codes_of(units, signals), questions=lens or Lens(), settings=SETTINGS
    )


def turns(found):
    return {style.speaker: (style.turns, style.longest_turn_words) for style in found}


def test_nobody(meeting):
    assert styles((), ()) == ()


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("A:n", {"A": (1, 4)}),
        ("A:n A:n B:n A:n", {"A": (2, 8), "B": (1, 4)}),
        ("A:n B:b A:n A:n", {"A": (2, 12), "B": (1, 1)}),
        ("A:n B:b B:n A:n", {"A": (2, 4), "B": (1, 5)}),
        ("B:b A:n B:b A:n", {"A": (2, 8), "B": (2, 1)}),
        ("A:b B:b A:b", {"A": (2, 2), "B": (1, 1)}),
        ("A:n B:n A:b A:n", {"A": (2, 5), "B": (1, 4)}),
        ("-:n A:b -:n", {None: (2, 8), "A": (1, 1)}),
    ],
)
def test_turns_and_monologues(meeting, notation, expected):
    assert turns(styles(*meeting(notation))) == expected


def test_most_words_first_then_who_spoke_first(meeting):
    found = styles(*meeting("C:n B:n A:n A:n"))
    assert [style.speaker for style in found] == ["A", "C", "B"]


def test_times(meeting):
    ann, ben = styles(*meeting("A:n A:n B:b A:n B:n B:b"))
    assert (ann.longest_turn_ms, ben.longest_turn_ms) == (3000, 2000)
    assert ann.words_per_minute == pytest.approx(240)
    (untimed,) = styles(*meeting("A:n A:n", ms=None))
    assert untimed.longest_turn_ms is None
    assert untimed.words_per_minute is None


def test_the_index_needs_evidence(meeting):
    ann, ben = styles(*meeting("A:v " * 8 + "B:e " * 7))
    assert ann.index is not None
    assert ann.index.value == 1000
    assert ben.index is None


def test_questions_go_with_who_asked(meeting):
    lens = Lens(("u0001",), ("u0002", "u0003"), ("u0004",))
    ann, ben = styles(*meeting("A:n B:n A:n A:n"), lens)
    assert ann.questions == Lens(("u0001",), ("u0003",), ("u0004",))
    assert ben.questions == Lens((), ("u0002",), ())


@st.composite
def meetings(draw):
    units = []
    for number in range(draw(st.integers(0, 40))):
        start = draw(st.integers(0, 60_000))
        units.append(
            Utterance(
                id=f"u{number:04d}",
                speaker=draw(st.sampled_from(["Ann", "Ben", None])),
                text=" ".join(["word"] * draw(st.integers(1, 12))),
                span=draw(st.sampled_from([None, Span(start, start + draw(st.integers(0, 5000)))])),
                segments=(number,),
                backchannel=draw(st.booleans()),
            )
        )
    labels = [draw(st.sampled_from(LABELS)) for _ in units]
    scores = (0, 0, 0, 0, 1000)
    return tuple(units), tuple(
        Signal(u.id, label, scores) for u, label in zip(units, labels, strict=True)
    )


@given(meetings(), st.integers(1, 20))
def test_speakers_and_windows_sum_to_the_meeting(drawn, count):
    units, signals = drawn
    total = balance_of(zip(units, signals, strict=True))
    found = styles(units, signals)
    assert sum((style.balance for style in found), Balance.zero()) == total
    parts = windows(units, signals, settings=StyleSettings(windows=count))
    assert sum((part.balance for part in parts), Balance.zero()) == total
    assert len(parts) == (count if units else 0)


@given(meetings())
def test_nobody_says_more_in_a_turn_than_in_all(drawn):
    for style in styles(*drawn):
        talk = style.balance.talk
        assert 1 <= style.turns <= talk.units
        assert 0 < style.longest_turn_words <= talk.words
        assert (style.longest_turn_ms or 0) <= talk.talk_ms


@given(meetings(), st.randoms(use_true_random=False))
def test_balance_does_not_depend_on_the_order(drawn, shuffler: random.Random):
    pairs = list(zip(*drawn, strict=True))
    before = balance_of(pairs)
    shuffler.shuffle(pairs)
    assert balance_of(pairs) == before
    assert before.of(Label.NONE).units + before.coded.units == before.talk.units
