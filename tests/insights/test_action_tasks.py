import pytest

from lvm_meet import lexicon
from lvm_meet.insights.action_cues import TaskCues
from lvm_meet.insights.action_tasks import Tasks

BOOK = lexicon.load().book("actions")
TASKS = Tasks(BOOK, cues=TaskCues(BOOK), longest=15)


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("send you a mail about my plan.", "Send a mail about your plan"),
        ("send it up to you.", "Send it up"),
        ("let you know.", "Let you know"),
        ("turn it over to you guys.", "Turn it over to you guys"),
        ("write to us about it, that would be helpful.", "Write to us about it"),
        ("look at my copy of your book.", "Look at my copy of your book"),
        ("working on the list, so that we know.", "Work on the list"),
        ("work on that.", "Work on that"),
        ("go through the list that", "Go through the list"),
        ("check the list, okay?", "Check the list"),
        ("", ""),
    ],
)
def test_what_somebody_takes_on(said, task):
    assert TASKS.task(said, due="", mine=True, speaker=None) == task


@pytest.mark.parametrize(
    ("speaker", "task"),
    [
        ("Ada", "Send Ada Ada's list"),
        ("Project Manager", "Send me my list"),
        ("Speaker 2", "Send me my list"),
        (None, "Send me my list"),
    ],
)
def test_whoever_asks_is_named_only_by_a_name(speaker, task):
    assert TASKS.task("send me my list.", due="", mine=False, speaker=speaker) == task


def test_a_date_at_the_end_is_not_repeated():
    assert TASKS.task("send it to Dan by Friday.", due="by Friday", mine=True, speaker=None) == (
        "Send it to Dan"
    )


def test_content_leaves_out_the_verb_and_empty_words():
    assert TASKS.content("Send the lists to the bank") == {"list", "bank"}
    assert TASKS.content("Do that") == frozenset()
    assert TASKS.vague("Do that")
    assert not TASKS.vague("Check that")


@pytest.mark.parametrize(
    ("condition", "mine", "task"),
    [
        ("If he sends me the details", True, "Check it, if he sends you the details"),
        ("once I get my copy", True, "Check it, once you get your copy"),
        ("if you send it", True, "Check it"),
        ("if you find it", False, "Check it, if you find it"),
        ("if I send it", False, "Check it"),
        ("if they who came last week send all of it to the people in the bank", True, "Check it"),
    ],
)
def test_a_task_is_told_with_its_condition(condition, mine, task):
    assert TASKS.under("Check it", condition, mine=mine) == task


def test_a_restart_is_left_out():
    said = "check the the list of a an engineer."
    assert TASKS.task(said, due="", mine=True, speaker=None) == "Check the list of an engineer"
