import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.speech.alignment import Token, align


def tokens(text: str, *, start: int | None = None, step: int = 500) -> list[Token]:
    """Words, each `step` ms after the one before; without times where `start` is None."""
    return [
        Token(word, None if start is None else start + step * place)
        for place, word in enumerate(text.split())
    ]


def show(left: str, right: str) -> list[str]:
    """The aligned words, or "a|b" where unlike ones are."""
    ours, theirs = tokens(left), tokens(right)
    pairs = align(ours, theirs).pairs
    return [
        ours[i].text if ours[i].text == theirs[j].text else f"{ours[i].text}|{theirs[j].text}"
        for i, j in pairs
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("we meet on friday", "we meet on friday", "we meet on friday"),
        ("we eat on friday", "we meet on friday", "we on friday"),
        ("so we meet on friday", "we meet uh on friday then", "we meet on friday"),
        # what stands twice is aligned by what stands around it
        ("the cat and the dog", "the cat and the dog", "the cat and the dog"),
        ("the the the", "the the", ""),
        # of two orders the longer chain counts
        ("one two three four five", "four five one two three", "one two three"),
        ("one", "two", ""),
        ("", "one", ""),
        ("", "", ""),
    ],
)
def test_what_is_aligned(left: str, right: str, expected: str) -> None:
    assert show(left, right) == expected.split()


WORDS = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]), max_size=60
)


@given(WORDS, WORDS)
def test_pairs_rise_on_both_sides_and_are_like_words(left: list[str], right: list[str]) -> None:
    found = align([Token(word) for word in left], [Token(word) for word in right])
    for (i, j), (k, m) in zip(found.pairs, found.pairs[1:], strict=False):
        assert i < k
        assert j < m
    assert all(left[i] == right[j] for i, j in found.pairs)


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g"]), max_size=60, unique=True))
def test_a_text_of_different_words_is_aligned_with_itself(words: list[str]) -> None:
    listed = [Token(word) for word in words]
    assert align(listed, listed).pairs == tuple((i, i) for i in range(len(words)))


def talk(seed: int, words: int, *, kinds: int = 900) -> list[str]:
    """Invented talk: few words are frequent and many are rare, as in real talk."""
    chance = random.Random(seed)
    return [f"w{int(kinds * chance.random() ** 3)}" for _ in range(words)]


def damaged(words: list[str], *, share: float, seed: int) -> list[str]:
    chance = random.Random(seed)
    result = []
    for word in words:
        if chance.random() >= share:
            result.append(word)
        elif chance.random() < 0.6:
            result.append(chance.choice(words))
    return result


def test_an_hour_of_poorly_heard_talk_is_aligned_in_seconds() -> None:
    said = talk(1, 10_000)
    heard = [Token(word) for word in damaged(said, share=0.3, seed=2)]
    written = [Token(word) for word in damaged(said, share=0.1, seed=3)]
    assert len(align(heard, written).pairs) > 0.55 * len(heard)


def test_hardly_anything_of_two_other_meetings_is_aligned() -> None:
    one = [Token(word) for word in talk(1, 8000)]
    two = [Token(word) for word in talk(2, 8000)]
    assert len(align(one, two).pairs) < 0.1 * len(one)


@pytest.mark.parametrize("offset", [0, 45_000, -3_600_000])
def test_the_offset_of_the_clocks_is_found(offset: int) -> None:
    said = talk(1, 300)
    base = 4_000_000
    ours = tokens(" ".join(said), start=base)
    theirs = tokens(" ".join(damaged(said, share=0.2, seed=4)), start=base - offset)
    found = align(ours, theirs).offset_ms
    assert found is not None
    assert abs(found - offset) < 30_000


def test_what_is_far_from_the_offset_is_no_match() -> None:
    said = talk(1, 200)
    ours = [*tokens(" ".join(said), start=0), Token("red"), Token("red"), Token("purple", 110_000)]
    theirs = [*tokens(" ".join(said), start=0), Token("blue")]
    for at_ms, aligned in ((190_000, 200), (120_000, 201), (None, 201)):
        found = align(ours, [*theirs, Token("purple", at_ms)])
        assert len(found.pairs) == aligned


def test_without_times_there_is_no_offset() -> None:
    found = align(tokens("we meet on friday"), tokens("we meet on friday", start=0))
    assert found.offset_ms is None
    assert len(found.pairs) == 4
