"""The blocks that Markdown and Word lay out: all that the facts say, in one order."""

import runpy
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from lvm_meet.model import Insights
from lvm_meet.report import insight_wording, profile_wording, wording
from lvm_meet.report.cites import Cited, Quote
from lvm_meet.report.document import compose
from lvm_meet.report.document.blocks import Chart, Grid, Heading, Kind, Listing, Paragraph
from lvm_meet.report.facts import gather

CONCLUDE = runpy.run_path(str(Path(__file__).parents[2] / "made_conclusions.py"))["conclude"]


def composed(analysis, *, pictures=False):
    return compose(gather(analysis), pictures=pictures)


def text_of(line):
    return "".join(run.text for run in line)


def lines_of(blocks):
    """Every line and every cell."""
    for block in blocks:
        match block:
            case Heading(_, text):
                yield text
            case Paragraph(line):
                yield text_of(line)
            case Listing(entries):
                for entry in entries:
                    yield from (text_of(line) for line in (entry.line, *entry.details))
            case Grid():
                yield from (cell for row in (block.header, *block.rows) for cell in row)


def sections(blocks):
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]


@pytest.fixture(scope="module")
def kickoff(analyses):
    return composed(CONCLUDE(analyses["kickoff"]))


def test_what_people_look_for_stands_first(kickoff):
    assert sections(kickoff)[:6] == [
        insight_wording.SUMMARY,
        wording.BALANCE,
        insight_wording.DECISIONS,
        insight_wording.ACTIONS,
        insight_wording.OPEN_QUESTIONS,
        insight_wording.RISKS,
    ]
    assert sections(kickoff)[-2:] == [wording.NOTES, wording.GUIDE]


def said(facts):
    """Every conclusion's words, quotes and texts of facts, however deep."""
    if isinstance(facts, Cited | Quote):
        yield facts.text
        yield from (cite.place for cite in getattr(facts, "cites", ()))
    elif isinstance(facts, tuple):
        for each in facts:
            yield from said(each)
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from said(getattr(facts, field.name))
    elif isinstance(facts, str):
        yield facts


# poles of what was not observed, lengths and dates in another form, and parts of sentences
LEFT_OUT = {"due_day", "leadership_pole", "management_pole"}


@pytest.mark.parametrize("name", ["kickoff", "untimed", "nameless", "hostile", "right to left"])
def test_nothing_of_the_facts_is_lost(analyses, name):
    facts = gather(CONCLUDE(analyses[name]))
    seen = " ".join(lines_of(compose(facts, pictures=False)))
    found, profile = facts.conclusions, facts.profile
    parts = [found.headline, found.decisions, found.questions, found.risks, profile.observations]
    parts += [profile.experiment.text, profile.experiment.check, profile.direction, profile.fits]
    parts += [[each.text.rstrip(".") for each in found.summary]]
    parts += [
        (each.task, each.owner, each.due, each.status, each.came_up) for each in found.actions
    ]
    parts += [(each.title, each.length, each.start.place) for each in found.topics]
    parts += [(row.title, row.planned, row.spent, row.state) for row in found.agenda.rows]
    parts += [found.agenda.off, tuple((row.leadership, row.management) for row in profile.aspects)]
    parts += [profile.handing_over.runs if profile.handing_over else ()]
    for text in said(tuple(map(tuple_of, parts))):
        assert text in seen, (name, text)


def tuple_of(part):
    return tuple(part) if isinstance(part, list) else part


def test_where_nothing_was_found_one_line_says_so(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    bare = Insights(topics=analysis.insights.topics)
    profile = replace(
        analysis.profile,
        threads=(),
        orphan_tasks=(),
        situations=(),
        observations=(),
        experiment=None,
    )
    blocks = composed(replace(analysis, insights=bare, profile=profile))
    remarks = [
        text_of(block.line)
        for block in blocks
        if isinstance(block, Paragraph) and block.kind is Kind.REMARK
    ]
    for nothing in (
        insight_wording.NO_SUMMARY,
        insight_wording.NO_DECISIONS,
        insight_wording.NO_ACTIONS,
        insight_wording.NO_QUESTIONS,
        insight_wording.NO_RISKS,
        profile_wording.NO_SITUATIONS,
        profile_wording.NO_DIRECTION,
    ):
        assert nothing in remarks


def test_an_analysis_of_an_earlier_version_says_so(analyses):
    assert insight_wording.NO_CONCLUSIONS in list(lines_of(composed(analyses["kickoff"])))
    assert insight_wording.NO_CONCLUSIONS not in list(lines_of(composed(analyses["empty"])))


@pytest.mark.parametrize("pictures", [True, False])
def test_every_meeting_can_be_composed(analyses, pictures):
    for name, analysis in analyses.items():
        for each in (analysis, CONCLUDE(analysis)) if analysis.utterances else (analysis,):
            blocks = composed(each, pictures=pictures)
            assert isinstance(blocks[0], Heading), name
            assert [block.level for block in blocks if isinstance(block, Heading)].count(1) == 1
            for block in blocks:
                if isinstance(block, Grid):
                    assert all(len(row) == len(block.header) for row in block.rows)
                    assert not block.shares or len(block.shares) == len(block.header)
                if isinstance(block, Listing):
                    assert block.entries


def test_only_one_list_is_numbered(kickoff):
    assert sum(isinstance(block, Listing) and block.ordered for block in kickoff) == 1


def test_a_sketch_is_told_as_a_sketch_and_a_picture_as_a_picture(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    sketched, drawn = composed(analysis), composed(analysis, pictures=True)
    names = [block.name for block in sketched if isinstance(block, Chart)]
    assert names == [block.name for block in drawn if isinstance(block, Chart)]
    assert set(names) == {
        "intensities", "balance", "timeline", "topics", "people", "aspects", "duties"
    }  # fmt: skip
    assert any("equal parts" in line for line in lines_of(sketched))
    assert not any("equal parts" in line for line in lines_of(drawn))
    assert any(profile_wording.STROKES in line for line in lines_of(drawn))


def test_where_it_is_doubtful_who_spoke_nobody_is_named(analyses):
    blocks = composed(CONCLUDE(analyses["doubtful recording"]))
    seen = "\n".join(lines_of(blocks))
    assert "It is doubtful who spoke" in seen
    # in decisions and actions; somebody may be named in what was said
    assert "said by Anna" not in seen
    assert "took it on" not in seen
    assert profile_wording.HANDING_OVER not in sections(blocks)
    assert "(Anna Berg" not in seen


def test_what_came_of_the_last_experiment_is_told(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    facts = gather(analysis)
    facts = replace(facts, profile=replace(facts.profile, checked="Last time 1 of 2."))
    assert "Last time 1 of 2." in list(lines_of(compose(facts, pictures=False)))


def test_an_agenda_without_owners_has_no_column_for_them(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    agenda = analysis.insights.agenda
    items = tuple(replace(item, owner=None, planned_ms=None) for item in agenda.items)
    bare = replace(analysis.insights, agenda=replace(agenda, items=items))
    grids = [
        block for block in composed(replace(analysis, insights=bare)) if isinstance(block, Grid)
    ]
    header = next(grid.header for grid in grids if grid.title == insight_wording.AGENDA)
    assert header == ("Item", "Spent", "What became of it")


def test_nobody_is_graded(kickoff):
    seen = " ".join(lines_of(kickoff)).lower()
    assert not any(f" {word} " in seen for word in ("score", "rank", "grade", "rating"))
