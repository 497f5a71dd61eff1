from dataclasses import replace
from datetime import date

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.library.records import About
from lvm_meet.library.trends import By, people_in, trends
from lvm_meet.library.values import Selection
from lvm_meet.model import Action, ActionKind, Balance, Status


def fill(library, a_meeting, number=6, *, team=None, month=0, of="kickoff", prefix="m"):
    for day in range(number):
        held = date(2026, 1 + (day % 3 if not month else month - 1), 1 + day)
        library.add(
            a_meeting(f"{prefix}{day}", held=held, of=of),
            about=About(team=team, type="retro" if day % 2 else "stand-up"),
        )


def test_months_in_order_with_everything_summed_up(library, a_meeting) -> None:
    fill(library, a_meeting)
    found = trends(library, by=By.MONTH)
    assert [group.name for group in found.groups] == ["2026-01", "2026-02", "2026-03"]
    assert [group.meetings for group in found.groups] == [2, 2, 2]
    assert found.whole is not None
    assert found.whole.meetings == 6
    balance = sum((each.balance for each in library.meetings()), Balance.zero())
    assert found.whole.figure("vision").cases == balance.vision.units
    assert found.whole.figure("vision").interval.value == pytest.approx(
        1000 * balance.vision.units / balance.talk.words
    )
    assert found.whole.figure("balance").interval.value == pytest.approx(balance.index)
    # the same three tasks in every meeting, opened in the first
    assert [group.figure("actions.opened").cases for group in found.groups] == [3, 0, 0]
    assert found.whole.figure("decisions").interval.value == 2
    assert found.versions == 1
    assert found.undated == 0


def test_all_twelve_aspects_have_both_poles(library, a_meeting) -> None:
    fill(library, a_meeting, 2)
    found = trends(library, by=By.TYPE)
    assert len(found.aspects) >= 11
    for aspect in found.aspects:
        for pole in ("leadership", "management"):
            assert found.whole.figure(f"aspect.{aspect}.{pole}").of > 0
    assert sum(group.meetings for group in found.groups) == 2


def test_done_items_are_closed_ones(library, a_meeting) -> None:
    meeting = a_meeting("monday")
    done = Action("Send it", ActionKind.COMMITMENT, None, None, None, Status.DONE, (), ("u1",))
    insights = replace(meeting.insights, actions=(*meeting.insights.actions, done))
    library.add(replace(meeting, insights=insights))
    (group,) = trends(library, by=By.MONTH).groups
    assert (group.figure("actions.opened").cases, group.figure("actions.closed").cases) == (3, 1)


def test_a_single_meeting_has_the_interval_of_its_report(library, a_meeting) -> None:
    fill(library, a_meeting, 1)
    (group,) = trends(library, by=By.MONTH).groups
    index = library.meetings()[0].index
    found = group.figure("balance").interval
    assert (found.value, found.low, found.high) == (
        index.value / 1000, index.low / 1000, index.high / 1000,
    )  # fmt: skip
    assert group.figure("vision").interval.low is not None
    assert group.figure("actions.opened").interval.low is None


@pytest.mark.parametrize("by", [By.TEAM, By.SPEAKER])
def test_teams_and_people_are_not_shown_below_five(library, a_meeting, by) -> None:
    fill(library, a_meeting, 6, team="Alarm")  # six meetings of three people
    with pytest.raises(SettingsError, match="5 people in 5 meetings") as told:
        trends(library, by=by)
    assert "single people" in str(told.value)
    with pytest.raises(SettingsError, match="not of 3 in 6"):
        trends(library, by=By.MONTH, selection=Selection(team="Alarm"))
    assert trends(library, by=By.MONTH).groups


@pytest.fixture
def two_teams(library, a_meeting):
    """Five people in ten meetings of one team, three in two of another one."""
    fill(library, a_meeting, 5, team="Alarm")
    for number in range(5):
        meeting = a_meeting(f"other{number}", held=date(2026, 4, 1))
        names = {"Anna Berg": "Zoe", "Tom": "Yan", "Dr. Noor Haddad": "anna berg"}
        style = replace(
            meeting.style,
            speakers=tuple(
                replace(each, speaker=names[each.speaker]) for each in meeting.style.speakers
            ),
        )
        library.add(replace(meeting, style=style), about=About(team="Alarm"))
    fill(library, a_meeting, 2, team="Siren", prefix="s")
    return library


def test_a_team_that_is_large_enough_is_shown_and_a_small_one_withheld(two_teams) -> None:
    found = trends(two_teams, by=By.TEAM)
    assert [(group.name, group.meetings, group.people) for group in found.groups] == [
        ("Alarm", 10, 5)
    ]
    assert found.withheld == ("Siren",)
    assert found.whole is None  # the sum would give the small team away


def test_people_stand_by_name_and_only_from_two_meetings_on(two_teams, a_meeting) -> None:
    meeting = a_meeting("once")
    speakers = (replace(meeting.style.speakers[0], speaker="Bo"), *meeting.style.speakers[1:])
    two_teams.add(replace(meeting, style=replace(meeting.style, speakers=speakers)))
    found = trends(two_teams, by=By.SPEAKER)
    names = [group.name for group in found.groups]
    assert names == sorted(names, key=str.casefold)
    assert "Bo" not in names
    assert found.once == 1
    anna = next(group for group in found.groups if group.name.casefold() == "anna berg")
    assert anna.meetings == 12
    assert anna.people == 1


def test_machine_names_are_nobody(library, a_meeting) -> None:
    meeting = a_meeting("monday")
    style = replace(
        meeting.style,
        speakers=tuple(
            replace(each, speaker=f"Speaker {number}")
            for number, each in enumerate(meeting.style.speakers)
        ),
    )
    library.add(replace(meeting, style=style))
    assert people_in(library.meetings(), library.words) == frozenset()


def test_different_ways_of_coding_are_told(library, a_meeting) -> None:
    fill(library, a_meeting, 2)
    other = a_meeting("other")
    library.add(replace(other, provenance=replace(other.provenance, lexicons="ff" * 32)))
    assert trends(library, by=By.MONTH).versions == 2


def test_no_meeting_is_told(library) -> None:
    with pytest.raises(SettingsError, match="no such meeting"):
        trends(library, by=By.MONTH)


@pytest.mark.parametrize("name", ["empty", "no signal", "one unit", "nameless"])
def test_meetings_without_evidence_have_no_figures(library, analyses, name) -> None:
    library.add(analyses[name])
    (group,) = trends(library, by=By.TYPE).groups
    if name != "nameless":
        assert group.figure("balance").interval is None
    assert group.figure("vision").cases <= 5
