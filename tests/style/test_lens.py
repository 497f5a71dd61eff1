from dataclasses import replace

import pytest

from lvm_meet.model import Lens
from lvm_meet.settings import StyleSettings
from lvm_meet.style.lens import Kind, QuestionFinder, questions

WHAT, HOW, OTHER = Kind.WHAT_WHY, Kind.HOW_WHEN, Kind.OTHER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What do we want to be in five years?", WHAT),
        ("Why are we doing this at all?", WHAT),
        ("So, um, what’s the point of it?", WHAT),
        ("And what if we started over?", WHAT),
        ("How come nobody uses it?", WHAT),
        ("Do you know why they left us?", WHAT),
        ("Okay. Can you tell me what you see there?", WHAT),
        ("If we do that, what happens to the others?", WHAT),
        ("How do we get there?", HOW),
        ("When will it be done?", HOW),
        ("Who is going to write that up?", HOW),
        ("What time do we meet?", HOW),
        ("By when do you need it?", HOW),
        ("So what's the deadline for that one?", HOW),
        ("Does anybody know how long it takes?", HOW),
        ("I see. How much is left of the budget?", HOW),
        ("When we have that, what comes next?", WHAT),
        ("Is it red?", OTHER),
        ("It's the red one, right?", OTHER),
        ("You said that Mr. Lee knows?", OTHER),
        ("When they pick it up, do they see it?", OTHER),
        ("Is it red? And what for?", WHAT),
        ("What did Mr. Lee say to that?", WHAT),
        ('"What should we do?"', WHAT),
    ],
)
def test_what_a_question_asks_for(text, kind, words):
    assert QuestionFinder.of(words).kind(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "What we need is a plan.",
        "I know why.",
        "You know what? I think we should stop here.",
        "It should be bigger, you know what I mean?",
        "Right?",
        "Okay? Then we go on.",
        "Sorry, what?",
        "Guess what?",
        "how we do it is up to you",
    ],
)
def test_what_is_no_question(text, words):
    assert QuestionFinder.of(words).kind(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("so what do you think about that", WHAT),
        ("why don't we just leave it out", WHAT),
        ("um how many of them do we have", HOW),
        ("and who is going to do that", HOW),
        ("do you know when they come back", HOW),
        ("i wonder why they never called", WHAT),
        ("can we move on to the next one", OTHER),
        ("are there any comments on this", OTHER),
        ("any questions", OTHER),
        ("what we need is a plan", None),
        ("when we get there we will see", None),
        ("you know what i think we should stop", None),
        ("do that again please", None),
        ("have a look at the numbers", None),
        ("i wonder about that", None),
        ("how it works is easy to see", None),
        ("is it", None),
        ("", None),
    ],
)
def test_questions_without_marks_are_told_by_how_they_open(text, kind, words):
    finder = QuestionFinder.of(words)
    assert finder.kind(text, marked=False) is kind


def lens_of(meeting, words, *texts):
    units, _ = meeting("A:n " * len(texts))
    units = [replace(unit, text=text) for unit, text in zip(units, texts, strict=True)]
    return questions(units, words=words, settings=StyleSettings())


def test_ids_by_kind_in_order(meeting, words):
    found = lens_of(meeting, words, "Why?", "When?", "Is it?", "It is.", "What for?")
    assert found == Lens(("u0001", "u0005"), ("u0002",), ("u0003",))


def test_openings_count_only_in_talk_without_marks(meeting, words):
    assert lens_of(meeting, words, "why do we do it", "It is.") == Lens()
    assert lens_of(meeting, words, "why do we do it", "it is").what_why == ("u0001",)


def test_back_channels_ask_nothing(meeting, words):
    units, _ = meeting("A:b")
    asked = (replace(units[0], text="Really?"),)
    assert questions(asked, words=words, settings=StyleSettings()) == Lens()
    assert questions((), words=words, settings=StyleSettings()) == Lens()
