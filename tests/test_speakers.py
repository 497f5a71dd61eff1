import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.errors import SettingsError
from lvm_meet.model import Segment, Source, Span, Speech, Transcript, Turn
from lvm_meet.speakers import parse_renames, rename, speaker_names


def transcript(*speakers):
    segments = (Segment(f"text {n}", name, Span(n, n + 1), n) for n, name in enumerate(speakers))
    return Transcript(Source("test", "test", "", 0), tuple(segments), language="en")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {}),
        (["SPEAKER_01=Dana"], {"SPEAKER_01": "Dana"}),
        ([" SPEAKER_01 = Dana Lee ", "B=C"], {"SPEAKER_01": "Dana Lee", "B": "C"}),
        (["A=B=C"], {"A": "B=C"}),
        (["A=B", "A=B"], {"A": "B"}),
    ],
)
def test_parse(options, expected):
    assert parse_renames(options) == expected


@pytest.mark.parametrize("option", ["", "Dana", "=Dana", "A=", " = ", "A ="])
def test_parse_says_how_to_write_it(option):
    with pytest.raises(SettingsError) as caught:
        parse_renames([option])
    assert repr(option) in caught.value.message
    assert "OLD=NEW" in caught.value.hint


def test_parse_refuses_two_names_for_one():
    with pytest.raises(SettingsError, match="both 'B' and 'C'"):
        parse_renames(["A=B", "A=C"])


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ({}, ["A", "B", None, "A"]),
        ({"A": "Dana"}, ["Dana", "B", None, "Dana"]),
        ({"A": "B"}, ["B", "B", None, "B"]),
        ({"A": "B", "B": "A"}, ["B", "A", None, "B"]),
        ({"A": "X", "B": "X"}, ["X", "X", None, "X"]),
    ],
)
def test_rename(mapping, expected):
    before = transcript("A", "B", None, "A")
    after = rename(before, mapping)
    assert [segment.speaker for segment in after.segments] == expected
    assert [(s.text, s.span, s.confidence) for s in after.segments] == [
        (s.text, s.span, s.confidence) for s in before.segments
    ]
    assert (after.source, after.language) == (before.source, before.language)


def test_an_unknown_name_lists_those_that_exist():
    with pytest.raises(SettingsError) as caught:
        rename(transcript("Zoe", "Ann", None), {"Ben": "Dana", "Ann": "X"})
    assert "'Ben'" in caught.value.message
    assert "Ann'" not in caught.value.message
    assert caught.value.hint.endswith("Zoe, Ann")
    with pytest.raises(SettingsError) as caught:
        rename(transcript(None), {"Ben": "Dana"})
    assert "none has a name" in caught.value.hint


def test_names_in_the_order_of_first_words():
    assert speaker_names(transcript("B", None, "A", "B")) == ["B", "A"]
    assert speaker_names(transcript()) == []


def heard(*turns, overlap_ms=0, segments=()):
    """A transcript with turns of (speaker, start, end, confidence)."""
    made = tuple(Turn(name, Span(start, end), sure) for name, start, end, sure in turns)
    speech = Speech(10_000, 9000, 0, None, overlap_ms, 0, made)
    return Transcript(Source("test", "test", "", 0), segments, speech=speech)


def turns_of(transcript):
    return [
        (turn.speaker, turn.span.start_ms, turn.span.end_ms, turn.confidence)
        for turn in transcript.speech.turns
    ]


THREE = (("A", 0, 500, 900), ("B", 300, 800, 700), ("A", 900, 950, 600), ("C", 920, 940, None))


@pytest.mark.parametrize(
    ("mapping", "turns", "overlap_ms"),
    [
        ({}, THREE, 220),
        ({"A": "Dana"}, (("Dana", 0, 500, 900), THREE[1], ("Dana", 900, 950, 600), THREE[3]), 220),
        (
            {"A": "B", "B": "A"},
            (("B", 0, 500, 900), ("A", 300, 800, 700), ("B", 900, 950, 600), THREE[3]),
            220,
        ),
        ({"B": "A"}, (("A", 0, 800, 700), THREE[2], THREE[3]), 20),
        ({"C": "A"}, (THREE[0], THREE[1], ("A", 900, 950, None)), 200),
        ({"A": "X", "B": "X", "C": "X"}, (("X", 0, 800, 700), ("X", 900, 950, None)), 0),
    ],
)
def test_turns_are_renamed_and_one_person_does_not_overlap_himself(mapping, turns, overlap_ms):
    after = rename(heard(*THREE, overlap_ms=220), mapping)
    assert turns_of(after) == list(turns)
    assert after.speech.overlap_ms == overlap_ms


def test_turns_that_only_touch_stay_two():
    touching = (("A", 0, 500, 900), ("B", 500, 800, 900))
    after = rename(heard(*touching), {"B": "A"})
    assert turns_of(after) == [("A", 0, 500, 900), ("A", 500, 800, 900)]


def test_turns_of_one_voice_that_nobody_merged_stay_as_they_are():
    twice = (("A", 0, 500, 900), ("A", 300, 800, 700))
    assert turns_of(rename(heard(*twice), {"A": "Dana"})) == [
        ("Dana", 0, 500, 900),
        ("Dana", 300, 800, 700),
    ]


def test_overlap_that_nobody_looked_for_stays_unknown_and_is_never_below_zero():
    assert rename(heard(*THREE, overlap_ms=None), {"B": "A"}).speech.overlap_ms is None
    assert rename(heard(*THREE, overlap_ms=10), {"B": "A"}).speech.overlap_ms == 0


def test_who_has_turns_but_no_words_is_a_speaker_too():
    transcript = heard(*THREE, segments=(Segment("so", "B"), Segment("mm", None)))
    assert speaker_names(transcript) == ["B", "A", "C"]
    assert turns_of(rename(transcript, {"C": "Cy"}))[-1] == ("Cy", 920, 940, None)
    with pytest.raises(SettingsError) as caught:
        rename(transcript, {"D": "E"})
    assert caught.value.hint.endswith("B, A, C")


names = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda name: name == name.strip() and "=" not in name
)


@given(names, names)
def test_what_is_written_is_parsed(old, new):
    assert parse_renames([f"{old}={new}"]) == {old: new}
