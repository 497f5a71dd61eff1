from itertools import pairwise

import pytest

from lvm_meet.model import Segment, Span
from lvm_meet.settings import UnitSettings
from lvm_meet.utterances.pieces import Cutter, is_unmarked
from lvm_meet.utterances.sentences import sentence_ends
from lvm_meet.utterances.turns import turns


def units(segments, words, *, unmarked=False, **settings):
    settings = UnitSettings(**settings)
    (turn,) = turns(segments, join_gap_ms=settings.join_gap_ms)
    tokens = [token.text for token in turn.tokens]
    cutter = Cutter(words, settings, unmarked)
    cuts = pairwise([0, *cutter.ends(turn, sentence_ends(tokens, words=words))])
    return [" ".join(tokens[start:end]) for start, end in cuts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No.", ["No."]),
        ("Yes. Good. I do.", ["Yes. Good. I do."]),
        ("Okay. We will meet on Monday.", ["Okay. We will meet on Monday."]),
        ("We will meet on Monday. Okay?", ["We will meet on Monday. Okay?"]),
        (
            "We will meet on Monday. Okay? Then we look at it.",
            ["We will meet on Monday.", "Okay? Then we look at it."],
        ),
        ("Uh . . . We will meet on Monday.", ["Uh . . . We will meet on Monday."]),
    ],
)
def test_short_sentences_join_the_next_else_the_last(text, expected, words):
    assert units([Segment(text)], words) == expected


def test_a_short_piece_joins_over_the_shorter_pause(words):
    said = [
        ("we look at the plan", 0, 1000),
        ("right now", 1700, 2000),
        ("and then we go home", 3500, 4000),
    ]
    segments = [Segment(text, "A", Span(start, end)) for text, start, end in said]
    assert units(segments, words, unmarked=True) == [
        "we look at the plan right now",
        "and then we go home",
    ]


def test_whole_sentences_stay_whole_up_to_a_limit(words):
    text = " ".join(["word"] * 59) + " end."
    assert units([Segment(text)], words) == [text]
    longer = units([Segment("more " + text)], words)
    assert [len(unit.split()) for unit in longer] == [30, 31]


def test_long_sentences_are_cut_where_they_breathe(words):
    first = "the people who came to the town hall last week wanted to know what the plan was,"
    second = "and since nobody could tell them they went home with the feeling that it was decided;"
    third = "that is something we should not let happen again in this council or in another place."
    text = f"{first} {second} {third}"
    assert units([Segment(text)], words, max_words=25, whole_words=25) == [first, second, third]


def test_a_cut_does_not_part_conjunctions(words):
    text = (
        "one two three four five six seven eight nine ten and so on it went eleven twelve thirteen"
    )
    found = units([Segment(text)], words, max_words=12, whole_words=12)
    assert found[1].startswith("and so")


def test_pauses_and_openings_stand_in_for_marks(words):
    segments = [
        Segment("we have looked at all of the numbers for the spring", "A", Span(0, 3000)),
        Segment("they are fine so the next thing is the new", "A", Span(3800, 6000)),
        Segment("building and um so we need somebody who draws up a plan", "A", Span(6100, 9000)),
    ]
    assert units(segments, words, unmarked=True) == [
        "we have looked at all of the numbers for the spring",
        "they are fine so the next thing is the new building",
        "and um so we need somebody who draws up a plan",
    ]


def test_a_stretch_that_lost_its_marks_is_cut_like_talk_without_any(words):
    lost = "so we go on and talk about the next thing that we have to do here " * 6
    found = units([Segment(f"It works now. {lost} It is fine.")], words)
    assert found[0].startswith("It works now. so we go on")
    assert len(found) > 5
    assert all(len(unit.split()) <= 20 for unit in found)


@pytest.mark.parametrize(
    ("text", "unmarked"),
    [
        ("", False),
        ("a b c", True),
        ("a b c.", False),
        ("word " * 200 + "end.", True),
        ('He said "no." ' * 3, False),
    ],
)
def test_whether_talk_is_punctuated(text, unmarked):
    found = list(turns([Segment(text)], join_gap_ms=0))
    assert is_unmarked(found, marked_words=75) is unmarked


def test_extreme_limits_still_give_every_word_once(words):
    text = " ".join(f"w{n}" for n in range(100))
    found = units([Segment(text)], words, min_words=5, max_words=6, whole_words=6, unmarked=True)
    assert " ".join(found) == text
    assert max(len(unit.split()) for unit in found) <= 6
