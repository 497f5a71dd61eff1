import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.balance import balance_of, codes_of
from lvm_meet.model import LABELS, Balance, Label, Lens, Signal, Span, Utterance
from lvm_meet.settings import StyleSettings
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
        ("A:n B:b A:n A:n", {"A": (1, 12), "B": (0, 0)}),
        ("A:n B:b B:n A:n", {"A": (2, 4), "B": (1, 4)}),
        ("B:b A:n B:b A:n", {"A": (1, 8), "B": (0, 0)}),
        ("A:b B:b A:b", {"A": (0, 0), "B": (0, 0)}),
        ("A:n B:n A:b A:n", {"A": (2, 4), "B": (1, 4)}),
        ("A:n B:b A:b A:n", {"A": (1, 9), "B": (0, 0)}),
        ("-:n A:b -:n", {None: (1, 8), "A": (0, 0)}),
        ("A:n C:b B:b A:n B:n C:b A:b B:n", {"A": (1, 8), "B": (1, 8), "C": (0, 0)}),
        ("A:n B:b " * 10 + "A:n", {"A": (1, 44), "B": (0, 0)}),
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
    assert (ann.turns, ben.turns) == (1, 1)
    assert ann.words_per_minute == pytest.approx(240)
    (untimed,) = styles(*meeting("A:n A:n", ms=None))
    assert untimed.longest_turn_ms is None
    assert untimed.words_per_minute is None


def test_speed_needs_a_time_for_every_word(meeting):
    """As in Google Meet's text, where a stamp every five minutes times one paragraph."""
    units, signals = meeting("A:n A:n B:n A:n B:b C:b")
    units = tuple(
        unit if unit.id in ("u0001", "u0003", "u0006") else replace(unit, span=None)
        for unit in units
    )
    ann, ben, cem = styles(units, signals)
    for partly in (ann, ben):
        assert partly.balance.talk.talk_ms == 1000
        assert partly.longest_turn_ms is None
        assert partly.words_per_minute is None
    assert (cem.turns, cem.longest_turn_ms) == (0, 0)
    assert cem.words_per_minute == pytest.approx(60)


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


def drawn_meeting(rows):
    """Units and signals of rows (speaker, words, (start, length) or None, back-channel, label)."""
    units = tuple(
        Utterance(
            id=f"u{number:04d}",
            speaker=speaker,
            text=" ".join(["word"] * count),
            span=Span(time[0], sum(time)) if time else None,
            segments=(number,),
            backchannel=quiet,
        )
        for number, (speaker, count, time, quiet, _) in enumerate(rows)
    )
    scores = (0, 0, 0, 0, 1000)
    return units, tuple(
        Signal(unit.id, row[-1], scores) for unit, row in zip(units, rows, strict=True)
    )


MEETINGS = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Ben", None]),
        st.integers(1, 12),
        st.none() | st.tuples(st.integers(0, 60_000), st.integers(0, 5000)),
        st.booleans(),
        st.sampled_from(LABELS),
    ),
    max_size=25,
).map(drawn_meeting)


@given(MEETINGS, st.integers(1, 20))
def test_speakers_and_windows_sum_to_the_meeting(drawn, count):
    units, signals = drawn
    total = balance_of(zip(units, signals, strict=True))
    found = styles(units, signals)
    assert sum((style.balance for style in found), Balance.zero()) == total
    parts = windows(units, signals, settings=StyleSettings(windows=count))
    assert sum((part.balance for part in parts), Balance.zero()) == total
    assert len(parts) == (count if units else 0)


@given(MEETINGS)
def test_turns_are_of_those_who_took_the_floor_and_no_longer_than_their_talk(drawn):
    units, signals = drawn
    found = styles(units, signals)
    for style in found:
        talk = style.balance.talk
        assert 0 <= style.turns <= talk.units
        assert style.longest_turn_words <= talk.words
        assert (style.longest_turn_words > 0) is (style.turns > 0)
        assert (style.longest_turn_ms or 0) <= talk.talk_ms
    spoken = [unit.speaker for unit in units if not unit.backchannel]
    passes = sum(here != before for here, before in zip(spoken, [object(), *spoken], strict=False))
    assert sum(style.turns for style in found) == passes


@given(MEETINGS)
def test_times_are_known_exactly_where_all_talk_has_one(drawn):
    units, signals = drawn
    for style in styles(units, signals):
        timed = all(unit.span for unit in units if unit.speaker == style.speaker)
        assert (style.longest_turn_ms is not None) is timed
        speed = style.words_per_minute
        assert (speed is not None) is (timed and style.balance.talk.talk_ms > 0)


@given(MEETINGS, st.randoms(use_true_random=False))
def test_balance_does_not_depend_on_the_order(drawn, shuffler: random.Random):
    pairs = list(zip(*drawn, strict=True))
    before = balance_of(pairs)
    shuffler.shuffle(pairs)
    assert balance_of(pairs) == before
    assert before.of(Label.NONE).units + before.coded.units == before.talk.units
