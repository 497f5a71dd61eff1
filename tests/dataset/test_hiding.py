from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.dataset.build import _name_reader
from lvm_meet.dataset.hiding import Hider, has_capitals, speakers_in
from lvm_meet.dataset.key import Key
from lvm_meet.dataset.tables import BY_NAME, rows_of
from lvm_meet.settings import DatasetSettings

TEXT = [column.name for column in BY_NAME["units"].columns].index("text")


@pytest.fixture(scope="session")
def talk(build_analysis):
    """The rows of a meeting of lines "speaker: text"."""

    def made(*lines):
        rows = "\n".join(
            f"{speaker} | 0 | 5 | none | {text}"
            for speaker, _, text in (line.partition(": ") for line in lines)
        )
        return rows_of(build_analysis(rows), settings=DatasetSettings())

    return made


def hidden(*meetings):
    """The texts of the meetings, under pseudonyms."""
    key = Key({}, {}).with_people(name for rows in meetings for name in speakers_in(rows))
    hider = Hider.build(key, _name_reader(), meetings)
    return [[row[TEXT] for row in hider.hide(rows)["units"]] for rows in meetings], hider


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks, Anna Berg.", "Thanks, P1."),
        ("Thanks, ANNA BERG.", "Thanks, P1."),
        ("anna berg said so", "P1 said so"),
        ("Anna's plan, Berg's house", "P1's plan, P1's house"),
        ("Annabel and Bergamo stay.", "Annabel and Bergamo stay."),
        ("See Anna_Berg_notes, anna.berg", "See P1_notes, P1"),
        ("Will will do it.", "Will will do it."),
        ("Will, can you do it?", "P2, can you do it?"),
        ("Ask Will for it.", "Ask P2 for it."),
        ("Ask Will Stone for it.", "Ask P2 for it."),
        ("They will do it.", "They will do it."),
        ("On May 5 I ask May for it, on 6 May too.", "On May 5 I ask P3 for it, on 6 May too."),
        ("It may be that the project goes on.", "It may be that the project goes on."),
        ("The Project Manager agrees.", "The Project Manager agrees."),
        ("I don't know, Don.", "I don't know, P5."),
        ("", None),
    ],
)
def test_names_in_what_was_said(talk, text, expected):
    rows = talk(
        "Anna Berg: Hello.",
        "Will Stone: I will be late, it may rain, it will be fine.",
        "May Reed: It will do.",
        "Project Manager: The project goes on.",
        "Don Hill: Fine.",
        f"Anna Berg: {text}",
    )
    ((*_, found),), _ = hidden(rows)
    assert found == expected


def test_who_is_only_talked_about_is_hidden_too(talk):
    (_, second), _ = hidden(talk("Anna Berg: Hello."), talk("Tom: Did Anna call? Berg did."))
    assert second == ["Did P1 call? P1 did."]


def test_of_two_the_one_who_is_there_is_meant(talk):
    first, second = talk("Anna Berg: Hello."), talk("Anna Reed: Hello.", "Tom: Thanks, Anna.")
    (_, texts), _ = hidden(first, second)
    assert texts == ["Hello.", "Thanks, P2."]


def test_where_it_is_not_clear_who_is_meant_nobody_is_named(talk):
    rows = talk("Anna Berg: Hello.", "Anna Reed: Hello.", "Tom: Thanks, Anna, and Anna Reed.")
    (texts,), _ = hidden(rows)
    assert texts[-1] == "Thanks, [name], and P2."


def test_two_labels_of_one_name_are_one_person_in_talk(talk):
    rows = talk("Lea Marsh: Hello.", "Ms. Lea Marsh (Northfield): Hello.", "Tom: Thanks, Marsh.")
    (texts,), _ = hidden(rows)
    assert texts[-1] == "Thanks, P1."


def test_talk_without_capitals(talk):
    small = talk("Anna Berg: hello there", "Will: " + "the cat will sleep " * 200 + "says anna")
    (texts,), hider = hidden(small)
    assert texts[1].endswith("says P1")
    assert "will sleep" in texts[1]
    assert hider.unsure == ("will",)
    assert not has_capitals(small)


def test_the_word_the_is_nobody(talk):
    first = talk("The Right Hon. Ron Mill (Prime Minister): The house will come to order.")
    second = talk("Ann: the right thing to do , minister", "Ben: right .")
    (_, texts), _ = hidden(first, second)
    assert texts == ["the right thing to do , minister", "right ."]


def test_parts_that_are_words_too_are_told(talk):
    rows = talk("Will Stone: I will. A stone. It will do. The stone.", "Ann: Thanks, Will.")
    _, hider = hidden(rows)
    assert hider.unsure == ("stone", "will")


def test_pseudonyms_of_the_input_are_not_mixed_up(talk):
    rows = talk("P2: Ask P1.", "P1: Ask P2.")
    key = Key({}, {}).with_people(speakers_in(rows))
    found = Hider.build(key, _name_reader(), [rows]).hide(rows)
    assert speakers_in(found) == ["P1", "P2"]


def test_titles_and_topics_are_searched_and_files_left_out(meetings):
    analysis = replace(meetings["kickoff"], title="Talk with Tom")
    rows = rows_of(analysis, settings=DatasetSettings())
    key = Key({}, {}).with_people(speakers_in(rows))
    found = Hider.build(key, _name_reader(), [rows]).hide(rows)
    columns = [column.name for column in BY_NAME["meetings"].columns]
    row = dict(zip(columns, found["meetings"][0], strict=True))
    assert (row["title"], row["file"]) == ("Talk with P2", None)
    assert row["sha256"] == analysis.transcript.source.sha256


WORDS = st.sampled_from(
    ["Anna", "Berg", "anna", "don't", "'", ",", "1", "May", "é", "\x00", "[", "=", "نور"]
)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=5))
def test_whole_names_never_stay(talk, texts):
    rows = talk("Anna Berg: Hello there.", *(f"نور: x {text} Anna Berg" for text in texts))
    (found,), _ = hidden(rows)
    assert not any("Anna Berg" in text for text in found)
    assert all(text.endswith("P1") for text in found[1:])
