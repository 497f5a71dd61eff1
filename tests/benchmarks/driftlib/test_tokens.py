import random

import pytest

pytest.importorskip("rapidfuzz", reason="needs the extra `bench`")

from benchmarks.driftlib.tokens import Tokens, sound, tidied
from lvm_meet.model import Segment, Source, Transcript


def spoken(*texts: str) -> Transcript:
    source = Source("a.txt", "txt", "0" * 64, 1)
    return Transcript(source, tuple(Segment(text, speaker="A") for text in texts))


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("Right sure .", "Right sure."),
        ("we 're there , I 'd say", "we're there, I'd say"),
        ("Mm - hmm .", "Mm-hmm."),
        ('he said " yes "', "he said yes"),
        ("already tidy, isn't it?", "already tidy, isn't it?"),
    ],
)
def test_what_a_corpus_writes_apart_is_joined(written: str, tidy: str) -> None:
    assert [segment.text for segment in tidied(spoken(written)).segments] == [tidy]


def test_a_turn_without_a_word_goes() -> None:
    assert [s.text for s in tidied(spoken(". .", "Yes .")).segments] == ["Yes."]


@pytest.mark.parametrize(
    ("one", "other"), [("know", "no"), ("wright", "writ"), ("phone", "fone"), ("cell", "sel")]
)
def test_words_that_sound_alike_are_spelt_alike(one: str, other: str) -> None:
    assert sound(one)[:2] == sound(other)[:2]


def test_a_substitute_sounds_alike_and_is_never_the_word_itself() -> None:
    tokens = Tokens(spoken("We plan the plant planet and then zebra crossing jump quietly."))
    rng = random.Random(1)
    drawn = [tokens.instead_of("plan", rng) for _ in range(200)]
    assert "plan" not in drawn
    assert sum(word in ("plant", "planet") for word in drawn) > 100


def test_the_only_word_has_no_substitute() -> None:
    assert Tokens(spoken("Yes. Yes.")).instead_of("yes", random.Random(1)) == "yes"
