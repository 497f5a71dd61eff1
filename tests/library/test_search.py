import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.errors import SettingsError
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.library import Library
from lvm_meet.library.records import About
from lvm_meet.library.search import search, understood
from lvm_meet.library.values import Selection
from lvm_meet.library.words import words


@pytest.fixture(scope="module")
def shelf(a_meeting, tmp_path_factory) -> Library:
    library = Library.open(str(tmp_path_factory.mktemp("shelf") / "l.sqlite"), create=True)
    library.add(a_meeting("monday"), about=About(team="Alarm"))
    library.add(a_meeting("tuesday", of="untimed"), about=About(team="Siren"))
    return library


class Encoder:
    """A text's vector counts its letters."""

    model_id = "letters"

    def embed(self, texts, contexts=None):
        rows = np.array([[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts])
        return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)).astype("float32")


@pytest.mark.parametrize(
    ("text", "terms", "kinds"),
    [
        ("who promised the budget", ("promised", "budget"), (Kind.ACTION,)),
        ("What did we DECIDE about budgets?", ("decide", "budgets"), (Kind.DECISION,)),
        ('"test run" hous*', ("test run", "hous*"), ()),
        ("the and of", ("the", "and", "of"), ()),
        ("risks", ("risks",), (Kind.RISK,)),
        ("budget budget", ("budget",), ()),
    ],
)
def test_a_question_in_its_parts(text, terms, kinds) -> None:
    found = understood(text, people=(), known=words())
    assert (found.terms, found.kinds) == (terms, kinds)


@pytest.mark.parametrize("text", ["", "?!", '""', "  "])
def test_a_question_without_a_word_is_told(shelf, text) -> None:
    with pytest.raises(SettingsError, match="no word"):
        search(shelf, text)


def test_any_ending_is_found_with_speaker_time_and_file(shelf) -> None:
    found = search(shelf, "approving", selection=Selection(team="Alarm"))
    (hit,) = found.talk
    assert "approve" in hit.spot.text
    assert (hit.spot.speaker, hit.meeting.file) == ("Anna Berg", "monday.vtt")
    assert hit.spot.start_ms is not None
    (start, end) = hit.marked[0]
    assert hit.spot.text[start:end] == "approve"


def test_a_question_for_tasks_brings_these_first(shelf) -> None:
    found = search(shelf, "who promised the summary")
    assert [(hit.kind, hit.spot.owner) for hit in found.conclusions] == [
        (Kind.ACTION, "Dr. Noor Haddad")
    ] * 2
    assert found.conclusions[0].spot.ref == "u16"
    assert found.talk


def test_a_kind_alone_lists_all_of_it(shelf) -> None:
    found = search(shelf, "risks")
    assert {hit.kind for hit in found.conclusions} == {Kind.RISK}
    assert len(found.conclusions) == 4


def test_a_plain_question_brings_a_decision_that_has_all_its_words(shelf) -> None:
    found = search(shelf, "swap housings thursday")
    assert Kind.DECISION in {hit.kind for hit in found.conclusions}


def test_whom_the_question_names_comes_first(shelf) -> None:
    found = search(shelf, "what did Tom say about the housing")
    assert found.question.people == {"Tom"}
    assert found.talk[0].spot.speaker == "Tom"


def test_only_one_person_or_one_meeting(shelf) -> None:
    assert {h.spot.speaker for h in search(shelf, "the housing", speaker="tom").talk} == {"Tom"}
    one = shelf.meeting("monday.vtt")
    assert {hit.meeting.id for hit in search(shelf, "housing", meeting=one).talk} == {one.id}
    assert search(shelf, "housing", selection=Selection(team="nobody")).talk == ()


def test_neighbours_of_a_hit_are_not_shown_again(shelf) -> None:
    places = [
        hit.spot.place for hit in search(shelf, "swap tomorrow", meeting=shelf.meeting("1")).talk
    ]
    assert places
    assert all(abs(a - b) > 2 for a in places for b in places if a != b)


def test_meaning_puts_the_places_in_another_order_and_finds_no_other_ones(shelf) -> None:
    plain = search(shelf, "housing alarm people test", limit=100)
    meant = search(shelf, "housing alarm people test", embedder=Encoder(), limit=100)
    assert {hit.spot.text for hit in plain.talk} & {hit.spot.text for hit in meant.talk}
    assert [h.score for h in meant.talk] == sorted((h.score for h in meant.talk), reverse=True)


@given(text=st.text(min_size=1, max_size=30))
def test_nothing_in_a_question_is_taken_for_the_syntax_of_the_index(shelf, text) -> None:
    try:
        found = search(shelf, text)
    except SettingsError:
        return
    assert found.question.terms


@pytest.mark.parametrize(
    "text", ['a" OR b', "NEAR(a b)", "text:budget", "-budget", "a'b", "bud^get"]
)
def test_signs_of_the_index_are_plain_text(shelf, text) -> None:
    assert search(shelf, text).question.text == text


def test_an_empty_library_has_nothing(library) -> None:
    found = search(library, "budget")
    assert (found.conclusions, found.talk) == ((), ())
