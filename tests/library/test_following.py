from dataclasses import replace
from datetime import date

import pytest

from lvm_meet.library.following import follow
from lvm_meet.library.records import About
from lvm_meet.model import Action, ActionKind, Due, Status, Thread


def meeting_with(a_meeting, name, day, *tasks, threads=(), team="Alarm"):
    """(analysis, about) of a meeting with tasks (text, owner, status)."""
    found = a_meeting(name, held=date(2026, 1, day))
    actions = tuple(
        Action(text, ActionKind.COMMITMENT, owner, owner, None, status, (), ("u10",))
        for text, owner, status in tasks
    )
    insights = replace(found.insights, actions=actions, decisions=())
    profile = replace(found.profile, threads=tuple(threads))
    return replace(found, insights=insights, profile=profile), About(team=team)


def add(library, *meetings):
    for analysis, about in meetings:
        library.add(analysis, about=about)
    return follow(library)


OPEN, DONE = Status.OPEN, Status.DONE


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Send the pilot report", "Tom", None), ("Send the pilot report", "Tom", None), True),
        (("Send the pilot report", "Tom", None), ("Sending pilot reports", None, None), True),
        (("Send the pilot report", "Tom", None), ("Send the pilot report", "Anna", None), False),
        (("Send the pilot report", "Tom", None), ("Send the invoice", "Tom", None), False),
        (("Look into that", None, None), ("Look into that", None, None), False),
    ],
)
def test_the_same_task_in_two_meetings(library, a_meeting, first, second, same) -> None:
    found = add(
        library, meeting_with(a_meeting, "a", 1, first), meeting_with(a_meeting, "b", 8, second)
    )
    assert len(found.items) == (1 if same else 2)
    if same:
        (item,) = found.items
        assert item.meetings == 2
        assert item.owner == "Tom"
        assert [each.meeting.file for each in item.mentions] == ["a.vtt", "b.vtt"]


def test_a_later_report_closes_an_item(library, a_meeting) -> None:
    found = add(
        library,
        meeting_with(a_meeting, "a", 1, ("Send the pilot report", "Tom", None)),
        meeting_with(a_meeting, "b", 8, ("Send pilot report", "Tom", DONE)),
    )
    (item,) = found.items
    assert not item.open
    assert item.status is DONE


def test_an_item_that_is_taken_up_again_is_open(library, a_meeting) -> None:
    found = add(
        library,
        meeting_with(a_meeting, "a", 1, ("Send the pilot report", "Tom", DONE)),
        meeting_with(a_meeting, "b", 8, ("Send the pilot report", "Tom", OPEN)),
    )
    assert found.items[0].open


def test_teams_are_apart(library, a_meeting) -> None:
    task = ("Send the pilot report", "Tom", None)
    found = add(
        library,
        meeting_with(a_meeting, "a", 1, task),
        meeting_with(a_meeting, "b", 8, task, team="Siren"),
    )
    assert len(found.items) == 2


def test_words_that_every_meeting_has_tie_only_what_is_the_same(library, a_meeting) -> None:
    tasks = ("Update the weekly status", "Update the weekly status of the pumps")
    meetings = [
        meeting_with(a_meeting, f"m{day}", day, (tasks[day % 2], None, None))
        for day in range(1, 25)
    ]
    found = add(library, *meetings)
    assert [item.meetings for item in found.items] == [12, 12]


def test_an_item_that_stays_open_for_long_stays_one(library, a_meeting) -> None:
    task = ("Paint the garden fence", "Tom", None)
    found = add(library, *(meeting_with(a_meeting, f"m{d}", d, task) for d in range(1, 25)))
    assert [item.meetings for item in found.items] == [24]


def test_what_was_done_and_is_taken_on_once_more_is_a_new_item(library, a_meeting) -> None:
    found = add(
        library,
        meeting_with(a_meeting, "a", 1, ("Send the pilot report", "Tom", DONE)),
        meeting_with(a_meeting, "b", 8, ("Send the pilot report", "Tom", None)),
    )
    assert [item.open for item in found.items] == [False, True]


def test_the_latest_due_date_counts(library, a_meeting) -> None:
    analysis, about = meeting_with(a_meeting, "a", 1, ("Send the pilot report", "Tom", None))
    due = replace(analysis.insights.actions[0], due=Due("by Friday", date(2026, 1, 9)))
    library.add(replace(analysis, insights=replace(analysis.insights, actions=(due,))), about=about)
    found = add(library, meeting_with(a_meeting, "b", 8, ("Send the pilot report", None, None)))
    assert found.items[0].due.due_day == date(2026, 1, 9)


VISION = "u20"  # "Imagine a house that looks after an old person so quietly …"


@pytest.mark.parametrize(
    ("task", "taken_up"),
    [
        ("Sketch the house that quietly looks after old persons and its device", True),
        ("Order new chairs", False),
    ],
)
def test_a_direction_that_a_later_meeting_turns_into_a_step(
    library, a_meeting, task, taken_up
) -> None:
    found = add(
        library,
        meeting_with(a_meeting, "a", 1, threads=[Thread(VISION, ())]),
        meeting_with(a_meeting, "b", 8, (task, None, None)),
    )
    (direction,) = found.directions
    assert direction.spot.ref == VISION
    assert (direction.taken_up is not None) is taken_up
    if direction.taken_up is not None:
        assert direction.taken_up.meeting.file == "b.vtt"


def test_a_direction_with_a_step_is_no_orphan_and_an_earlier_task_is_no_step(
    library, a_meeting
) -> None:
    task = ("Sketch the house that quietly looks after old persons and its device", None, None)
    found = add(
        library,
        meeting_with(a_meeting, "a", 1, task),
        meeting_with(a_meeting, "b", 8, threads=[Thread(VISION, ()), Thread("u18", ("u28",))]),
    )
    (direction,) = found.directions
    assert direction.spot.ref == VISION
    assert direction.taken_up is None


def test_nothing_to_follow(library, analyses) -> None:
    assert follow(library).items == ()
    library.add(analyses["empty"])
    assert follow(library).directions == ()
