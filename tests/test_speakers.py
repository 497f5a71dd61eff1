import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.errors import SettingsError
from lvm_meet.model import Segment, Source, Span, Transcript
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


names = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda name: name == name.strip() and "=" not in name
)


@given(names, names)
def test_what_is_written_is_parsed(old, new):
    assert parse_renames([f"{old}={new}"]) == {old: new}
