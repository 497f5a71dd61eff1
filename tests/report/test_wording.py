import pytest

from lvm_meet.model import Estimate, Minimum, Note
from lvm_meet.report import wording

LEAN = Estimate(500, 100, 800)
LEAST = Minimum(coded=8, words=100, questions=3)


@pytest.mark.parametrize(
    ("units", "leading", "managing", "index", "text"),
    [
        (0, 0, 0, None, "There is no talk in this transcript"),
        (1, 0, 0, None, "signal of leadership or management (1 sentence in all)."),
        (9, 1, 0, None, "leaned: 1 of 9 sentences carries a signal, 1 leading and none managing."),
        (1, 1, 0, None, "1 of 1 sentence carries"),
        (9, 0, 2, None, "2 of 9 sentences carry a signal, none leading and 2 managing."),
        (2000, 1200, 1, LEAN, "More leadership than management: 1,201 of 2,000 sentences carry"),
        (2000, 1200, 1, LEAN, "1,200 lead, by setting a direction or moving people, and 1 manages"),
        (40, 0, 20, Estimate(-1000, -1000, -800), "none leads, by"),
        (40, 5, 20, Estimate(-600, -900, -1), "More management than leadership"),
        (40, 5, 6, Estimate(-90, -600, 500), "No clear lean"),
        (40, 5, 6, Estimate(-90, -600, 0), "A difference like this can be chance."),
    ],
)
def test_headline(units, leading, managing, index, text):
    said = wording.headline(units=units, leading=leading, managing=managing, index=index)
    assert text in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("note", "text"),
    [
        (Note("c", "x"), "Left out."),
        (Note("c", "x", 7), "Left out (in line 7)."),
        (Note("c", "x", 7, 3), "Left out (3 times, first in line 7)."),
        (Note("c", "x", None, 1200), "Left out (1,200 times)."),
    ],
)
def test_note(note, text):
    assert wording.note(note, "left out.") == text


def test_small_sentences():
    assert wording.because_words(["goal"]) == "because of the word “goal”"
    assert wording.because_words(["goal", "why"]) == "because of the words “goal”, “why”"
    assert wording.shifts("at 1:00", towards_leadership=False, number=3) == (
        "The style shifts 3 times, first towards management at 1:00."
    )
    assert wording.more_speakers(1, 0.02).startswith("1 more speaker with 2% of the words is")
    assert wording.few_words(LEAST).endswith("fewer than 100 words.")


def test_the_least_evidence_is_said_beside_the_phrase_and_in_the_guide():
    assert wording.TOO_FEW == "not enough evidence"
    assert wording.balance_index(None, minimum=LEAST).startswith(
        "Balance index: not enough evidence, since it takes at least 8 coded sentences."
    )
    assert "at least" not in wording.balance_index(LEAN, minimum=LEAST)
    assert wording.guide(LEAST)[-1].endswith(
        "at least 8 coded sentences; below that the answer is “not enough evidence”."
    )
    single = Minimum(coded=1, words=1, questions=1)
    assert "at least 1 coded sentence;" in wording.guide(single)[-1]
    assert "fewer than 1 word." in wording.few_words(single)


@pytest.mark.parametrize(
    ("number", "told", "begins", "enough"),
    [
        (1, 0, "1 question was asked.", False),
        (9, 2, "9 questions were asked.", False),
        (3, 3, "3 questions were asked.", True),
        (1200, 700, "1,200 questions were asked.", True),
    ],
)
def test_questions(number, told, begins, enough):
    text = wording.questions(number, told=told, minimum=LEAST)
    assert text.startswith(begins)
    assert text.count("Only the form of a question was looked at") == 1
    assert ("not enough questions" in text) is not enough
    assert ("at least 3" in text) is not enough


def test_a_question_is_described_by_its_form_and_nobody_by_it():
    said = " ".join(part for kind in wording.QUESTION_KINDS for part in kind)
    assert "form that asks" in said
    assert "leaders" not in said
    assert "managers" not in said


def test_people_and_meetings_are_not_graded():
    texts = [
        value for name, value in vars(wording).items() if name.isupper() and isinstance(value, str)
    ]
    texts += [wording.balance_index(index, minimum=LEAST) for index in (None, LEAN)]
    texts += [
        wording.headline(units=40, leading=5, managing=20, index=index)
        for index in (None, Estimate(-600, -900, -1), Estimate(0, -1, 1), LEAN)
    ]
    grades = {"good", "bad", "better", "best", "worse", "worst", "poor", "score", "grade", "weak"}
    assert not grades & {word.strip(".,;:()").lower() for text in texts for word in text.split()}
