import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.library.stems import stem


def by_sqlite(words: list[str]) -> list[str]:
    """The stems that full-text search gives them."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
    connection.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", enumerate(words))
    found = {row: term for term, row, *_ in connection.execute("SELECT * FROM v")}
    connection.close()
    return [found[row] for row in range(len(words))]


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("budgets", "budget"),
        ("decided", "decid"),
        ("running", "run"),
        ("relational", "relat"),
        ("agreed", "agre"),
        ("happy", "happi"),
        ("go", "go"),
        ("tom's", "tom"),
        ("über", "über"),
        ("", ""),
    ],
)
def test_words_and_their_stems(word, stemmed) -> None:
    assert stem(word) == stemmed


@given(st.lists(st.from_regex(r"(?!.*yy)[a-z]{1,18}", fullmatch=True), min_size=1, max_size=40))
def test_any_word_has_the_stem_that_the_search_index_gives_it(words) -> None:
    assert [stem(word) for word in words] == by_sqlite(words)


ENDINGS = [
    "ational", "tional", "enci", "anci", "izer", "bli", "alli", "entli", "eli", "ousli", "ization",
    "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "logi",
    "icate", "ative", "alize", "iciti", "ical", "ful", "ness", "al", "ance", "ence", "er", "ic",
    "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive",
    "ize", "ed", "ing", "eed", "s", "sses", "ies", "y", "e", "ll",
]  # fmt: skip


@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-z]{1,6}", fullmatch=True), st.sampled_from(ENDINGS)),
        min_size=1,
        max_size=40,
    )
)
@settings(max_examples=300)
def test_words_with_endings_too(pairs) -> None:
    words = [start + ending for start, ending in pairs if "yy" not in start + ending]
    assert [stem(word) for word in words] == by_sqlite(words)
