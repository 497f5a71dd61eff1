"""Open questions, in invented talk."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon as lexicons
from lvm_meet.insights.questions import find_questions
from lvm_meet.model import Lens, Question, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import DecisionSettings


@lru_cache(maxsize=1)
def parts():
    lexicon = lexicons.load()
    return lexicon, Cleaner(lexicon.book("prose")), Replies(lexicon.book("prose"))


AXES = {
    "unanswered": np.array([[1, 0]], np.float32),
    "answered": np.array([[0, 1]], np.float32),
}


def found(*lines: str, like: tuple[float, float] = (0, 0)) -> tuple[Question, ...]:
    lexicon, cleaner, replies = parts()
    pairs = [line.partition(": ")[::2] for line in lines]
    units = [
        Utterance(f"u{index}", None if who == "?" else who, text, None, (index,))
        for index, (who, text) in enumerate(pairs)
    ]
    asking = tuple(unit.id for unit in units if unit.text.endswith("?"))
    return find_questions(
        units,
        np.array([like] * len(units), np.float32).reshape(-1, 2),
        book=lexicon.book("questions"),
        exemplars=AXES,
        cleaner=cleaner,
        replies=replies,
        asked=Lens(other=asking),
        settings=DecisionSettings(),
    )


@pytest.mark.parametrize(
    "reply",
    [
        "B: Good question, let's come back to that next week.",
        "B: We'll have to find out.",
        "B: I don't know.",
        "A: I'd have to check with Ines.",
    ],
)
def test_a_question_that_is_put_off_is_open(reply):
    (question,) = found("A: So how much would the glass roof cost us?", reply)
    assert question.text == "How much would the glass roof cost us?"
    assert question.speaker == "A"
    assert question.utterances == ("u0", "u1")


@pytest.mark.parametrize(
    "lines",
    [
        ["A: How much would the glass roof cost us?", "B: About four thousand with the fitting."],
        ["A: Do we keep the glass roof this winter?", "B: Yes."],
        ["A: Can you hear me in the other room?", "B: I don't know."],
        ["A: Is that okay for the glass roof?", "B: Not sure."],
        ["A: You know the glass roof, right?", "B: I don't know."],
        ["A: How much would the glass roof cost us?"],
        ["A: How much would the glass roof cost us?", "B: I don't know.", "C: I looked yesterday.",
         "A: Ah, nice.", "B: Okay then.", "C: The glass roof would cost us four thousand."],
        [],
    ],
)  # fmt: skip
def test_what_is_answered_asked_of_the_room_or_left_is_not_open(lines):
    assert found(*lines) == ()


def test_what_is_said_in_doubt_is_open_where_it_is_like_that():
    said = "A: I don't know how long the glass roof will last."
    assert found(said) == ()
    (question,) = found(said, like=(0.1, 0))
    assert question.utterances == ("u0",)
    assert found(said, like=(0, 0.1)) == ()


def test_what_is_stated_to_be_open_counts_once():
    lines = ["A: We still don't know whether the piano fits the hall.", "B: Mm.", "A: Next."]
    (question,) = found(*lines)
    assert question.text.startswith("We still don't know whether the piano")
    assert question.utterances == ("u0",)


def test_asked_twice_is_one_question():
    (question,) = found(
        "A: When will the glass roof be delivered?", "B: No idea.", "C: Fine.",
        "C: When will they deliver, I mean when is the glass roof delivered to us?", "B: No idea.",
    )  # fmt: skip
    assert question.utterances == ("u0", "u1", "u3", "u4")


WORDS = st.sampled_from(
    ["how much", "will", "we", "the roof", "I don't know", "good question", "?", "cost", "yes",
     "the question is whether", "still open", ".", ",", "no"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("AB?"), st.lists(WORDS, min_size=1, max_size=10))))
def test_any_talk_gives_questions_that_cite_it(lines):
    said = [f"{who}: {' '.join(words)}" for who, words in lines]
    known = {f"u{index}" for index in range(len(said))}
    questions = found(*said)
    assert all(each.text and set(each.utterances) <= known for each in questions)
    assert questions == found(*said)
