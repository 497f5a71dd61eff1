"""What a series leaves for its next meeting: what is open once, with what it calls for."""

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import lexicon as lexicons
from lvm_meet.insights.agenda_words import Words
from lvm_meet.insights.upcoming import MODES, plan_next
from lvm_meet.model import (
    Action,
    ActionKind,
    Agenda,
    AgendaItem,
    AgendaOrigin,
    Due,
    Insights,
    Lens,
    Mode,
    NextKind,
    NextReason,
    Profile,
    Question,
    Status,
    Thread,
)
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import DraftSettings

LEXICON = lexicons.load()
WORDS = Words.of(LEXICON.book("agenda"), LEXICON.book("topics"))
CLEANER = Cleaner(LEXICON.book("prose"))
CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


def drafted(*analyses, on=None, **changes):
    return plan_next(
        analyses, words=WORDS, cleaner=CLEANER, settings=DraftSettings(**changes), on=on
    )


@pytest.fixture
def meeting(analyses):
    """An analysis of the kick-off with these insights and nothing else."""

    def make(held=None, profile=None, **insights):
        return replace(
            analyses["kickoff"],
            insights=Insights(held=held, **insights),
            profile=profile or Profile(),
        )

    return make


def task(text="Send the readings to the workshop", kind=ActionKind.REQUEST, *, owner="Tom", **more):
    facts = {"speaker": "Anna Berg", "due": None, "status": None, "accepted": ()} | more
    return Action(text, kind, owner, utterances=("u10",), **facts)


def agenda(*items, origin=AgendaOrigin.FILE):
    return Agenda(
        origin,
        tuple(
            AgendaItem(title, planned, None, ("u1", "u2") if reached else (), None, 9)
            for title, planned, reached in items
        ),
    )


def test_nothing_open_is_an_empty_draft(meeting):
    assert drafted(meeting()) == drafted() == drafted(meeting(), meeting())
    assert not drafted().items
    assert drafted().minutes == 0


@pytest.mark.parametrize(
    ("action", "reason", "mode"),
    [
        (task(status=Status.BLOCKED), NextReason.BLOCKED, Mode.MANAGEMENT),
        (task(due=Due("by Friday", date(2026, 11, 27))), NextReason.DUE, Mode.MANAGEMENT),
        (task(due=Due("soon", None)), NextReason.ASKED_FOR, Mode.MANAGEMENT),
        (task(owner=None), NextReason.UNASSIGNED, Mode.MANAGEMENT),
        (task(owner=None, accepted=("u11",)), NextReason.ASKED_FOR, Mode.MANAGEMENT),
        (
            task(kind=ActionKind.COMMITMENT, owner="Tom", speaker="Tom"),
            NextReason.TAKEN_ON,
            Mode.LEADERSHIP,
        ),
        # "Tom will send them", said by another, is no work that Tom took on
        (task(kind=ActionKind.COMMITMENT), NextReason.ASKED_FOR, Mode.MANAGEMENT),
        # in a talk without names whoever said "I'll do it" is somebody
        (
            task(kind=ActionKind.COMMITMENT, owner=None, speaker=None),
            NextReason.TAKEN_ON,
            Mode.LEADERSHIP,
        ),
    ],
)
def test_why_a_task_is_there_and_what_it_calls_for(meeting, action, reason, mode):
    (item,) = drafted(meeting(actions=(action,))).items
    assert (item.kind, item.reason, item.mode) == (NextKind.ACTION, reason, mode)
    assert (item.title, item.owner, item.utterances) == (action.task, action.owner, ("u10",))


def test_a_task_whose_purpose_nobody_said_calls_for_leading(meeting):
    (item,) = drafted(meeting(actions=(task(),), profile=Profile(orphan_tasks=("u10",)))).items
    assert (item.reason, item.mode) == (NextReason.NO_PURPOSE, Mode.LEADERSHIP)


def test_what_is_done_is_left_out(meeting):
    assert not drafted(meeting(actions=(task(status=Status.DONE),))).items


def test_a_task_is_due_where_its_day_is_not_after_the_next_meeting(meeting):
    made = meeting(actions=(task(due=Due("by Friday", date(2026, 11, 27))),))
    assert drafted(made, on=date(2026, 11, 27)).items[0].reason is NextReason.DUE
    assert drafted(made, on=date(2026, 11, 26)).items[0].reason is NextReason.ASKED_FOR


def test_due_tasks_come_first_by_their_day(meeting):
    made = meeting(
        actions=(
            task("Book the hall"),
            task("Paint the fence", due=Due("later", date(2026, 12, 9))),
            task("Order some seeds", due=Due("soon", date(2026, 12, 2))),
            task("Mend the pump", status=Status.BLOCKED),
        )
    )
    titles = [item.title for item in drafted(made).items]
    assert titles == ["Mend the pump", "Order some seeds", "Paint the fence", "Book the hall"]


def test_the_same_task_in_two_meetings_stands_once_with_its_latest_mention(meeting):
    first = meeting(date(2026, 11, 2), actions=(task("Send the readings to the workshop"),))
    later = meeting(
        date(2026, 11, 9),
        actions=(task("Send the workshop the readings", owner=None, status=Status.BLOCKED),),
    )
    # in whatever order they are given
    for analyses, number in (((first, later), 1), ((later, first), 0)):
        (item,) = drafted(*analyses).items
        assert (item.meeting, item.times, item.owner) == (number, 2, "Tom")
        assert item.reason is NextReason.BLOCKED


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (task("Send an email"), task("Email me your presentations")),
        (task("Look at the budget concept"), task("Work on the budget plan")),
        (task(owner="Tom"), task(owner="Ada")),
    ],
)
def test_two_tasks_stay_two(meeting, one, two):
    assert len(drafted(meeting(actions=(one,)), meeting(actions=(two,))).items) == 2


def test_what_a_later_meeting_reports_as_done_is_not_open(meeting):
    first = meeting(actions=(task(),))
    assert not drafted(first, meeting(actions=(task(status=Status.DONE),))).items


def test_items_that_were_not_reached(meeting):
    made = meeting(agenda=agenda(("Pump repair", 1_200_000, False), ("Fence colour", None, True)))
    (item,) = drafted(made).items
    assert (item.title, item.minutes, item.kind) == ("Pump repair", 20, NextKind.NOT_REACHED)
    assert (item.reason, item.mode) == (NextReason.OUT_OF_TIME, Mode.MANAGEMENT)
    # twice: does it still matter?
    (item,) = drafted(made, made).items
    assert (item.reason, item.mode, item.times) == (NextReason.LEFT_AGAIN, Mode.LEADERSHIP, 2)


def test_topics_are_no_agenda_that_could_be_missed(meeting):
    made = meeting(agenda=agenda(("Pump repair", None, False), origin=AgendaOrigin.TOPICS))
    assert not drafted(made).items


def test_what_was_talked_about_as_an_item_is_settled_but_for_tasks(meeting):
    question = Question("Who could mend the pump in winter?", "Tom", ("u4",))
    first = meeting(questions=(question,), actions=(task("Order some seeds"),))
    second = meeting(
        agenda=agenda(
            ("Who could mend the pump in winter?", None, True), ("Order some seeds", None, True)
        )
    )
    assert [item.title for item in drafted(first, second).items] == ["Order some seeds"]


def test_an_item_that_repeats_a_task_stays_the_task(meeting):
    first = meeting(actions=(task("Order some seeds"),))
    second = meeting(agenda=agenda(("Order some seeds", None, False)))
    (item,) = drafted(first, second).items
    assert (item.kind, item.owner, item.times, item.meeting) == (NextKind.ACTION, "Tom", 2, 0)


@pytest.mark.parametrize(
    ("asked", "reason", "mode"),
    [
        (Lens(what_why=("u4",)), NextReason.ASKS_WHY, Mode.LEADERSHIP),
        (Lens(how_when=("u4",)), NextReason.ASKS_HOW, Mode.MANAGEMENT),
        (Lens(other=("u4",)), NextReason.OPEN, None),
    ],
)
def test_questions_by_their_form(meeting, asked, reason, mode):
    made = meeting(questions=(Question("What is the pump for?", "Tom", ("u4",)),))
    made = replace(made, style=replace(made.style, questions=asked))
    (item,) = drafted(made).items
    assert (item.kind, item.reason, item.mode) == (NextKind.QUESTION, reason, mode)


def test_directions_without_a_step_the_clearest_first_and_not_all_of_them(meeting):
    threads = (Thread("u20", ()), Thread("u22", ()), Thread("u18", ("u28",)), Thread("u26", ()))
    found = drafted(meeting(profile=Profile(threads=threads)), directions=2)
    assert [item.utterances for item in found.items] == [("u20",), ("u22",)]
    assert {(item.reason, item.mode) for item in found.items} == {
        (NextReason.NO_STEP, Mode.MANAGEMENT)
    }
    assert found.left == 1


def test_what_does_not_fit_is_there_if_time_is_left(meeting):
    made = meeting(
        agenda=agenda(("Pump repair", 3_000_000, False), ("Fence colour", 1_200_000, False)),
        actions=(task("Order some seeds"), task("Mend the roof", status=Status.BLOCKED)),
    )
    found = drafted(made)
    assert [item.title for item in found.items] == ["Mend the roof", "Pump repair"]
    assert [item.title for item in found.spare] == ["Order some seeds", "Fence colour"]
    assert found.minutes == 60


def test_an_item_longer_than_the_meeting_fills_it(meeting):
    found = drafted(meeting(agenda=agenda(("Pump repair", 9_000_000, False))))
    assert [item.minutes for item in found.items] == [60]


def test_every_reason_says_what_it_calls_for():
    assert set(MODES) == set(NextReason)


@given(data=st.data())
def test_every_citation_is_an_utterance_of_its_meeting(analyses, data):
    made = [CONCLUDE(each) for each in analyses.values() if each.utterances]
    series = data.draw(st.lists(st.sampled_from(made), max_size=4))
    found = drafted(*series)
    assert found.minutes <= 60
    for item in found.items + found.spare:
        ids = {unit.id for unit in series[item.meeting].utterances}
        assert item.title
        assert set(item.utterances) <= ids
        assert item.minutes > 0
        assert 1 <= item.times <= len(series)
