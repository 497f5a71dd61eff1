import pytest

from lvm_meet import lexicon
from lvm_meet.insights.phrases_runs import Company, runs_of
from lvm_meet.insights.phrases_words import clauses


@pytest.fixture(scope="module")
def book():
    return lexicon.load().book("topics")


def parts(book, *texts: str, names: frozenset[str] = frozenset()) -> list[str]:
    runs = list(runs_of([clauses(text, {"um"}) for text in texts], book=book, names=names))
    found = Company(runs, book=book).parts(runs)
    return [" ".join(token.word for token in tokens) for _, tokens in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so we have the production cost of this", ["production cost"]),
        ("the um parity of esteem", ["parity of esteem"]),
        ("the supply of 25", ["supply"]),
        ("we quickly ordered the family car", ["family car"]),
        ("it is what it is", []),
        ("", []),
    ],
)
def test_a_run_is_what_stands_between_words_of_grammar(book, text, found):
    assert parts(book, text) == found


def test_a_verb_is_told_by_its_company(book):
    assert parts(book, "we sketch the harbour", "they sketch it", "we sketch boats") == [
        "harbour",
        "boats",
    ]
    assert parts(book, "a sketch", "the sketch of boats") == ["sketch", "sketch of boats"]


def test_names_are_no_part_of_a_run(book):
    assert parts(book, "the Rose garden plot", names=frozenset({"rose"})) == ["garden plot"]


def test_what_mostly_describes_does_not_stand_for_itself(book):
    texts = ["the wooden shelf", "a wooden table", "the wooden roof", "the wooden"]
    runs = list(runs_of([clauses(text, ()) for text in texts], book=book, names=frozenset()))
    company = Company(runs, book=book)
    assert company.is_noun("shelf", alone=True)
    assert company.is_noun("wooden")
    assert not company.is_noun("wooden", alone=True)
