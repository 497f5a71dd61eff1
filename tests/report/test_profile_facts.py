"""Which of the style profile is said, and how: described, never graded."""

import re
import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from lvm_meet.model import Checked, Giving, Measure, Mode, Seen, Thread, Uptake
from lvm_meet.report import profile_wording as wording
from lvm_meet.report import recording
from lvm_meet.report.course import moments_over_time
from lvm_meet.report.places import Places
from lvm_meet.report.profile_facts import MAX_ROWS, profile_facts

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


def found(analysis):
    return profile_facts(analysis, Places(analysis))


@pytest.fixture(scope="module")
def kickoff(analyses):
    return found(CONCLUDE(analyses["kickoff"]))


@pytest.mark.parametrize("name", ["empty", "no signal", "kickoff"])
def test_without_a_profile_or_a_signal_there_is_none(analyses, name):
    assert found(analyses[name]) is None


def test_an_aspect_has_counts_quotes_and_poles(kickoff):
    assert len(kickoff.aspects) == 12
    second = kickoff.aspects[1]
    assert (second.name, second.leading, second.managing) == ("Main function", 1, 2)
    assert (second.leadership_pole, second.management_pole) == (
        "brings change about", "plans and keeps steady",
    )  # fmt: skip
    assert [quote.speaker for quote in second.leadership] == ["Dr. Noor Haddad"]
    assert [row.name for row in kickoff.aspects if not row.observed] == ["Problem approach"]


def test_a_situation_says_what_it_called_for_and_what_there_was(kickoff):
    assert [fit.text for fit in kickoff.fits] == [
        "A tight deadline calls for managing, and managing prevailed here.",
        "A creative discussion calls for leading; managing prevailed here.",
        "A crisis calls for managing; neither way prevailed here.",
    ]
    assert [fit.fits for fit in kickoff.fits] == [True, False, None]
    assert kickoff.fit_text == (
        "3 situations were recognised: in 1 what was called for prevailed, in 1 the other way, "
        "in 1 neither."
    )


def test_an_observation_has_a_quote_and_a_sentence_to_say_instead(kickoff):
    first, second = kickoff.observations
    assert first.quote.speaker == "Anna Berg"
    assert first.instead == "What leading could sound like: “What do you need from us?”"
    assert second.called_for == "A creative discussion calls for leading."
    assert [cite.number for cite in second.evidence] == [23, 24]


def test_an_experiment_says_how_it_is_checked(analyses, kickoff):
    assert kickoff.experiment.text == "When such a situation comes up again, try leading first."
    assert kickoff.experiment.check.endswith("1 of 2 in this meeting.")
    analysis = CONCLUDE(analyses["kickoff"])
    lost = replace(analysis.profile, observations=())
    assert found(replace(analysis, profile=lost)).experiment is None


def test_directions_with_and_without_steps(analyses, kickoff):
    facts = kickoff.direction
    assert facts.text == "2 directions were set; for 1 of them no step was found."
    assert (len(facts.threads), len(facts.orphans), len(facts.tasks)) == (1, 1, 2)
    analysis = CONCLUDE(analyses["kickoff"])
    many = tuple(Thread(analysis.utterances[17].id, ()) for _ in range(MAX_ROWS + 3))
    more = found(replace(analysis, profile=replace(analysis.profile, threads=many))).direction
    assert len(more.orphans) == MAX_ROWS
    assert more.more == "3 more in the JSON form."


def test_people_stand_in_the_order_of_their_talk(kickoff):
    assert [person.name for person in kickoff.people] == ["Anna Berg", "Dr. Noor Haddad", "Tom"]
    chair, noor, tom = kickoff.people
    assert (chair.role, chair.proposals) == ("chair", "")
    assert noor.proposals == "1 built on"
    assert (tom.proposals, tom.answers) == (
        "1 left", "1 in words of their own, 1 with a mere yes",
    )  # fmt: skip
    assert tom.rates.leadership is None


def test_handing_over_counts_every_way(kickoff):
    assert [(row[0], row[2]) for row in kickoff.handing_over.rows] == [
        ("Outcome given", 0), ("Method given", 1), ("Follow-up", 1),
    ]  # fmt: skip
    assert kickoff.handing_over.runs[0].text == "Tom was checked 2 times in a row by Anna Berg."


def test_where_it_is_doubtful_who_spoke_nothing_rests_on_it(analyses):
    analysis = recording.shown(CONCLUDE(analyses["doubtful recording"]))
    facts = found(analysis)
    assert facts.people == ()
    assert facts.handing_over is None
    assert [each.title for each in facts.observations] == [
        "Another way than the situation called for"
    ]
    assert facts.experiment.observation == 0
    assert {each.owner for each in analysis.insights.actions} == {None}
    assert {each.speaker for each in analysis.insights.decisions} == {None}
    assert all(quote.speaker == "" for row in facts.aspects for quote in row.leadership)


def test_every_choice_has_its_words():
    assert set(wording.SEEN) == set(Seen)
    assert set(wording.GIVING) == set(Giving)
    assert set(wording.UPTAKE) == set(Uptake)
    for measure in Measure:
        for mode in (*Mode, None):
            assert "{" not in wording.attempt(measure, mode)
        assert wording.checked(measure, 0, 0).endswith("none to count in this meeting.")


def test_nothing_is_graded():
    said = " ".join(
        value for value in vars(wording).values() if isinstance(value, str) and "\n" not in value
    )
    assert not re.search(r"\b(good|bad|poor|weak|best|worst|score|should)\b", said)


def test_names_that_are_not_known_are_shown_as_words():
    assert wording.situation("board-room_coup") == "board room coup"
    assert wording.poles("something-else") == ("by leading", "by managing")


@pytest.mark.parametrize(
    ("name", "unit", "end"), [("kickoff", "minutes", 4.1833), ("untimed", "words", 377)]
)
def test_the_course_counts_what_the_talk_has(analyses, name, unit, end):
    analysis = CONCLUDE(analyses[name])
    course = moments_over_time(analysis, Places(analysis))
    assert (course.unit, course.end) == (unit, pytest.approx(end, abs=0.2))
    assert len(course.ticks) == analysis.style.balance.coded.units
    assert [band.number for band in course.bands] == [1, 2]
    assert course.bands[0].end == course.bands[1].start
    assert len(course.shifts) == 1


def test_long_meetings_are_counted_in_hours(build_analysis):
    analysis = build_analysis("Ann | 0 | 3600 | vision | One day we will.\n" * 4)
    assert moments_over_time(analysis, Places(analysis)).unit == "hours"
    assert moments_over_time(build_analysis(""), Places(build_analysis(""))) is None


@pytest.mark.parametrize(
    ("checked", "text"),
    [
        (
            Checked(Measure.VISIONS_WITH_STEP, 2, 16, 9, 14),
            "Last time 2 of 16 directions had a step, this time 9 of 14.",
        ),
        (
            Checked(Measure.VISIONS_WITH_STEP, 0, 1, 3, 4),
            "Last time 0 of 1 direction had a step, this time 3 of 4. "
            "These are few cases: a difference may be chance.",
        ),
        (
            Checked(Measure.TASKS_WITH_WHY, 2, 5, 0, 0),
            "Last time 2 of 5 tasks had a reason; this time there was none to count.",
        ),
        (
            Checked(Measure.OUTCOME_DELEGATIONS, 0, 0, 2, 12),
            "Last time there was none to count; this time 2 of 12 times work was handed over as "
            "an outcome.",
        ),
    ],
)
def test_a_checked_experiment_is_then_and_now_and_few_cases_are_called_so(analyses, checked, text):
    concluded = CONCLUDE(analyses["kickoff"])
    assert found(concluded).checked == ""
    assert (
        found(replace(concluded, profile=replace(concluded.profile, checked=checked))).checked
        == text
    )


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_can_be_told_then_and_now(measure):
    assert wording.then_and_now(Checked(measure, 1, 20, 2, 20)).startswith("Last time 1 of 20 ")
