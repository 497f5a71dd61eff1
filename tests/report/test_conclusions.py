"""Which of a meeting's conclusions are said, and how."""

import runpy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lvm_meet.model import ActionKind, AgendaOrigin, Due, Insights, Topic
from lvm_meet.report import insight_wording as wording
from lvm_meet.report.conclusions import conclusions
from lvm_meet.report.places import Places

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


def found(analysis):
    return conclusions(analysis, Places(analysis))


@pytest.fixture(scope="module")
def kickoff(analyses):
    return found(CONCLUDE(analyses["kickoff"]))


def test_no_talk_or_an_earlier_version_gives_none(analyses):
    assert found(analyses["empty"]) is None
    assert found(analyses["kickoff"]) is None


def test_every_conclusion_cites_places_that_are_there(analyses, kickoff):
    last = len(analyses["kickoff"].utterances)
    entries = [*kickoff.summary, *kickoff.decisions, *kickoff.actions, *kickoff.questions]
    for entry in [*entries, *kickoff.risks]:
        assert entry.cites
        assert all(0 <= cite.number < last and ":" in cite.place for cite in entry.cites)


def test_a_decision_says_what_nobody_said(kickoff):
    first, second = kickoff.decisions
    assert first.due == "before Thursday noon (Thu 26 November 2026)"
    assert first.missing == "Nobody said who takes it."
    assert second.missing == "Nobody said who takes it, by when or why."
    assert (second.scope, second.speaker, second.reason) == ("", "", None)


def test_nobody_is_guessed(kickoff):
    asked, taken, open_ = kickoff.actions
    assert (asked.owner, asked.assigned, asked.came_up) == (
        "Tom", True, "asked for by Anna Berg, and accepted",
    )  # fmt: skip
    assert (taken.came_up, taken.due_day, taken.status) == ("Dr. Noor Haddad took it on", "", "")
    assert (open_.owner, open_.assigned) == ("unassigned", False)


def test_a_topic_has_its_length_and_style(analyses, kickoff):
    first, second = kickoff.topics
    assert (first.number, first.start.number, first.length) == (1, 0, "2 min")
    assert first.rates.leadership == pytest.approx(5.0)
    assert second.rates.leadership is None
    assert second.rates.index_text == "not enough evidence"
    untimed = found(CONCLUDE(analyses["untimed"])).topics[0]
    assert untimed.length.endswith(" words")


def test_an_item_that_was_not_reached_has_no_style(kickoff):
    numbers, steps = kickoff.agenda.rows
    assert (numbers.planned, numbers.spent, numbers.state) == ("10 min", "2 min", "discussed")
    assert (steps.reached, steps.spent, steps.style, steps.start) == (False, "", None, None)
    assert [entry.text for entry in kickoff.agenda.off] == ["What the alarm is for"]


def test_missing_styles_and_odd_topic_numbers_do_no_harm(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    agenda = replace(analysis.insights.agenda, off=(0, 99))
    bare = replace(
        analysis,
        insights=replace(analysis.insights, agenda=agenda, summary=None),
        profile=replace(analysis.profile, topics=(), items=()),
    )
    facts = found(bare)
    assert facts.headline == ""
    assert len(facts.agenda.off) == 1
    assert facts.topics[0].rates.leadership_text == "–"


def test_only_topics_is_enough(analyses):
    analysis = analyses["one unit"]
    topic = Topic("\x1b[31mCable\n", (), (analysis.utterances[0].id,))
    facts = found(replace(analysis, insights=Insights(topics=(topic,))))
    assert facts.topics[0].title == "\N{REPLACEMENT CHARACTER}[31mCable"
    assert facts.decisions == facts.actions == ()


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((), ""),
        (("due",), "Nobody said by when."),
        (("owner", "reason"), "Nobody said who takes it or why."),
    ],
)
def test_what_is_missing_in_words(parts, text):
    assert wording.missing(parts) == text


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (Due("Friday", None), "Friday"),
        (Due("", date(2026, 3, 1)), "Sun 1 March 2026"),
        (Due("2026-03-01", date(2026, 3, 1)), "Sun 1 March 2026"),
        (Due("the 1st", date(2026, 3, 1)), "the 1st (Sun 1 March 2026)"),
    ],
)
def test_a_date_as_it_was_said_and_as_it_is(due, text):
    assert wording.due(due.text, due.day) == text


def test_a_model_that_worded_the_summary_is_named():
    assert wording.rewritten("extract", 0) == ""
    assert "by the language model tiny;" in wording.rewritten("tiny", 0)
    assert "1 sentence of it was left out" in wording.rewritten("tiny", 1)
    assert wording.rewritten("tiny", 2).endswith("supports them.")


def test_every_kind_has_its_words():
    for kind in ActionKind:
        assert wording.came_up(kind, "", accepted=False)
    assert set(wording.ORIGIN) == set(AgendaOrigin)
