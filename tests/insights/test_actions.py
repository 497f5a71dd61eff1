from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.actions import find_actions
from lvm_meet.model import ActionKind, Label, Signal, Status, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import ActionSettings

LEXICON = lexicon.load()
WEDNESDAY = date(2024, 3, 13)
LAST = ("Cyd Moe", "The red one is nicer.")


def find(*turns, execution=900, nearness=None, settings=None):
    """Action items of (speaker, text); all units as surely execution, or as their third part."""
    units, signals = [], []
    for place, (who, text, *rest) in enumerate((*turns, LAST)):
        quiet = LEXICON.words.is_backchannel(text)
        units.append(Utterance(f"u{place}", who, text, None, (place,), quiet))
        score = rest[0] if rest else execution
        scores = (0, 0, score, 0, 1000 - score)
        signals.append(Signal(f"u{place}", Label.EXECUTION, scores))
    vectors = np.zeros((len(units), 2), dtype=np.float32)
    exemplars = {}
    if nearness is not None:
        vectors[:, 0 if nearness > 0 else 1] = 1
        exemplars = {
            "commitment": np.eye(2, dtype=np.float32)[:1],
            "in_meeting": np.eye(2, dtype=np.float32)[1:],
        }
    return find_actions(
        units,
        signals,
        vectors,
        book=LEXICON.book("actions"),
        exemplars=exemplars,
        cleaner=Cleaner(LEXICON.book("prose")),
        replies=Replies(LEXICON.book("prose")),
        held=WEDNESDAY,
        settings=settings or ActionSettings(),
    )


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("I'll uh I'll send Dan a mail about it.", "Send Dan a mail about it"),
        ("Yeah , I 'll send you the list .", "Send the list"),
        ("I'll send my slides to the printer.", "Send your slides to the printer"),
        ("I'm going to look into the prices, because they went up.", "Look into the prices"),
        ("Okay, I'll book the room if that's okay.", "Book the room"),
        ("I'll be preparing the minutes.", "Prepare the minutes"),
        ("I'll mail the figures to you by Friday.", "Mail the figures"),
        ("I still have to order the cables.", "Order the cables"),
        ("I'll try to find out who owns the server.", "Find out who owns the server"),
        ("I'll look at your draft.", None),
    ],
)
def test_a_commitment_becomes_an_imperative_of_its_speaker(text, task):
    found = find(("Ada King", text))
    if task is None:
        assert found == ()
        return
    (item,) = found
    assert (item.task, item.owner, item.speaker) == (task, "Ada King", "Ada King")
    assert (item.kind, item.utterances) == (ActionKind.COMMITMENT, ("u0",))


@pytest.mark.parametrize(
    ("text", "task", "owner"),
    [
        ("Bob, can you look into the prices?", "Look into the prices", "Bob Lee"),
        ("Can you send me your report?", "Send Ada King your report", None),
        ("Could you two prepare the workshop?", "Prepare the workshop", None),
        ("Please fill in the form by tomorrow.", "Fill in the form", None),
        ("I'd like you to draft the letter, Bob.", "Draft the letter", "Bob Lee"),
        ("Send the invoice to the bank.", "Send the invoice to the bank", None),
        ("You'll work on the layout.", "Work on the layout", None),
    ],
)
def test_a_request_is_kept_apart(text, task, owner):
    (item,) = find(("Ada King", text), ("Bob Lee", "Blue is a colour."))
    assert (item.task, item.owner, item.speaker) == (task, owner, "Ada King")
    assert item.kind is ActionKind.REQUEST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I'll start with the agenda.",
        "I'll show you the next slide.",
        "Let me just open this.",
        "We'll come to that.",
        "I'll be quick.",
        "I'll do that.",
        "I'll try.",
        "I won't send it to the bank.",
        "I'd send the list to the bank.",
        "If you press it you'll get the menu of the printer.",
        "You could make the button red and the user will like it.",
        "Then you press the button.",
        "He said I'll send the list to the bank.",
        "Can you see my screen?",
        "Can you tell me what it costs?",
        "That's the talk I have to give in June.",
        "Well, preparing the room was easy.",
        "I'll put them in in a minute.",
        "I'll write the names on the whiteboard.",
        "We need the list so that we can send the transcripts.",
        "Bob's report is good.",
    ],
)
def test_what_is_no_action_item(text):
    assert find(("Ada King", text), ("Bob Lee", "Blue is a colour.")) == ()


def test_a_named_person_gets_the_task():
    text = "Bob will check the cables and Cyd is going to order paint."
    first, second = find(("Ada King", text), ("Bob Lee", "Blue is a colour."))
    assert (first.task, first.owner) == ("Check the cables", "Bob Lee")
    assert (second.task, second.owner) == ("Order paint", "Cyd Moe")
    assert find(("Ada King", "Mia will check the cables.")) == ()


ROLES = (("Industrial Designer", "Red is a colour."), ("Marketing", "So is blue."))


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            "The industrial designer will do the case. Marketing, you'll find the prices.",
            [("Do the case", "Industrial Designer"), ("Find the prices", "Marketing")],
        ),
        (
            "As for the marketing expert, you are going to think about a name.",
            [("Think about a name", "Marketing")],
        ),
        (
            "I'll ask the marketing expert to prepare a survey.",
            [("Prepare a survey", "Marketing")],
        ),
        (
            "The I_D_ and the marketing expert will work on a model.",
            [("Work on a model", None)],
        ),
    ],
)
def test_work_is_handed_out_by_role(text, tasks):
    found = find(*ROLES, ("Project Manager", text))
    assert [(item.task, item.owner) for item in found] == tasks


def test_what_is_told_to_you_is_a_task_where_work_is_handed_out():
    task = ("Ada King", "You're going to find the prices of the layout.", 700)
    other = ("Bob Lee", "Blue is a colour.")
    assert find(other, task) == ()
    (item,) = find(other, ("Ada King", "So, before the next meeting."), task)
    assert (item.task, item.owner) == ("Find the prices of the layout", None)
    far = [("Bob Lee", f"Number {place} is a colour.") for place in range(9)]
    assert find(("Ada King", "So, before the next meeting."), *far, task) == ()


def test_a_promise_under_a_condition_says_so():
    (item,) = find(("Ada King", "If Bob sends me the figures, I'll check the invoice."))
    assert (item.task, item.owner) == (
        "Check the invoice, if Bob sends you the figures",
        "Ada King",
    )


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("I'll send the list by Friday.", "by Friday", date(2024, 3, 15)),
        ("Tomorrow I'll send the list.", "Tomorrow", date(2024, 3, 14)),
        ("I'll send the list before the next meeting.", "before the next meeting", None),
    ],
)
def test_the_due_date(text, said, day):
    (item,) = find(("Ada King", text))
    assert item.task == "Send the list"
    assert item.due is not None
    assert (item.due.text, item.due.day) == (said, day)


def test_a_request_and_its_yes_are_one_item():
    (item,) = find(
        ("Ada King", "Can you send the list to the bank?"),
        ("Bob Lee", "Sure, I'll do that."),
    )
    assert (item.owner, item.accepted, item.utterances) == ("Bob Lee", ("u1",), ("u0",))
    (item,) = find(
        ("Ada King", "Can you send the list to the bank?"),
        ("Bob Lee", "Sure, I'll send the list tomorrow."),
    )
    assert (item.kind, item.owner, item.utterances) == (ActionKind.REQUEST, "Bob Lee", ("u0", "u1"))
    assert item.due is not None


def test_the_same_task_twice_is_one_item():
    (item,) = find(
        ("Ada King", "I'll send a mail to Dan."),
        ("Bob Lee", "Blue is a colour."),
        ("Ada King", "So I'll send a mail to Dan and ask."),
    )
    assert (item.task, item.utterances) == ("Send a mail to Dan", ("u0", "u2"))
    both = find(("Ada King", "I'll send a mail to Dan."), ("Bob Lee", "I'll send a mail to Dan."))
    assert [item.owner for item in both] == ["Ada King", "Bob Lee"]


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("I've already sent the invoice to the bank.", Status.DONE),
        ("I'm still waiting for the invoice of the bank.", Status.BLOCKED),
        ("When the invoice to the bank is done we go home.", None),
        ("Is the invoice to the bank done?", None),
        ("That's done.", None),
    ],
)
def test_what_is_reported_of_a_task(reply, status):
    (item,) = find(
        ("Ada King", "I'll send the invoice to the bank."),
        ("Cyd Moe", "Blue is a colour."),
        ("Bob Lee", reply, 0),
    )
    assert item.status is status
    assert item.utterances == (("u0", "u2") if status else ("u0",))


def test_the_owner_reports_without_naming_it_again():
    (item,) = find(
        ("Ada King", "Bob, can you send the list?"),
        ("Bob Lee", "That's done.", 0),
    )
    assert (item.status, item.utterances) == (Status.DONE, ("u0", "u1"))


def test_the_less_a_unit_is_execution_the_more_must_speak_for_it():
    turn = ("Ada King", "I'll check the cables.")
    assert find(turn, execution=600)
    assert not find(turn, execution=590)
    assert find(turn, execution=450, nearness=1)
    assert not find(turn, execution=700, nearness=-1)
    assert find(("Ada King", "I'll send the cables back by Friday."), execution=300)
    assert not find(("Ada King", "I'll send the cables back by Friday."), execution=290)


def test_a_long_task_is_cut_at_a_clause():
    text = (
        "I'll write to all the people who came to the fair in spring and then we can see "
        "whether any of them wants to come once more."
    )
    (item,) = find(("Ada King", text))
    assert item.task == "Write to all the people who came to the fair in spring"
    assert len(item.task.split()) <= ActionSettings().words


def test_without_names_items_are_unassigned():
    (item,) = find((None, "I'll send the list to the bank."))
    assert (item.owner, item.speaker) == (None, None)


TALK = """I'll send you the list can Bob will by Friday please , . ? we need to well it done so if
that's uh let me my your ’ - okay"""
WORDS = st.lists(st.sampled_from(TALK.split()), max_size=14).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from(["Ada King", "Bob Lee", None]), WORDS), max_size=6))
def test_any_talk_gives_items_that_cite_it(turns):
    ids = {f"u{place}" for place in range(len(turns) + 1)}
    speakers = {who for who, _ in (*turns, LAST)}
    for item in find(*turns, execution=1000):
        assert item.task == item.task.strip()
        assert item.task[:1] == item.task[:1].upper()
        assert not item.task.endswith(".")
        assert item.utterances
        assert set(item.utterances) | set(item.accepted) <= ids
        assert item.owner in speakers | {None}
    assert find(*turns, execution=1000) == find(*turns, execution=1000)


def test_an_empty_meeting_has_none():
    found = find_actions(
        (),
        (),
        np.zeros((0, 3), dtype=np.float32),
        book=LEXICON.book("actions"),
        exemplars={},
        cleaner=Cleaner(LEXICON.book("prose")),
        replies=Replies(LEXICON.book("prose")),
        held=None,
        settings=ActionSettings(),
    )
    assert found == ()
