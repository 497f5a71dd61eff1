"""The report for a terminal, a pipe or a text file: up to 100 columns wide, colour where it is.

First what people look for: what it was about, how it was led, what was decided, who does what. The
rest follows in short; what is cut is in the HTML report. Everything is printed as `Text`, never as
markup, so that "[red]" in a transcript stays what it is. Colour tells leadership from management
and is never the only sign of anything.
"""

from __future__ import annotations

import io

from rich.console import Console

from lvm_meet.model import Analysis
from lvm_meet.report import insight_wording, recording, wording
from lvm_meet.report.facts import Facts, gather
from lvm_meet.report.page import QUIET, STRONG, Page
from lvm_meet.report.terminal import outcome, people, style

PIPE_WIDTH = 80
MAX_NOTES = 6


def render(analysis: Analysis) -> str:
    """The report as plain text, 80 columns wide, in Unicode; same analysis, same text."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=PIPE_WIDTH,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
        _environ={},
    )
    render_terminal(analysis, console=console)
    return file.getvalue()


def render_terminal(analysis: Analysis, *, console: Console) -> None:
    """Print the report; what the console's encoding lacks is shown by the nearest sign it has."""
    facts = gather(analysis)
    page = Page(console)
    _top(page, facts)
    style.balance(page, facts)
    if facts.conclusions:
        outcome.conclusions(page, facts.conclusions)
    if facts.profile:
        style.fit(page, facts.profile)
    style.timeline(page, facts)
    if facts.conclusions:
        outcome.topics(page, facts.conclusions)
    _recording(page, facts)
    if facts.profile:
        style.direction(page, facts.profile.direction)
    people.people(page, facts)
    people.questions(page, facts)
    style.counts(page, facts)
    people.strongest(page, facts)
    _end(page, facts)


def _top(page: Page, facts: Facts) -> None:
    page.line(facts.title, STRONG)
    page.line(" · ".join(facts.about), QUIET)
    page.blank()
    if facts.conclusions:
        outcome.summary(page, facts.conclusions)
        return
    for sentence in facts.headline:
        page.line(sentence)
    if facts.course is not None:
        page.line(insight_wording.NO_CONCLUSIONS, QUIET)


def _recording(page: Page, facts: Facts) -> None:
    if facts.recording:
        page.heading(recording.TITLE)
    for line in facts.recording:
        page.line(line)


def _end(page: Page, facts: Facts) -> None:
    if facts.notes:
        page.heading(wording.NOTES)
        for note in facts.notes[:MAX_NOTES]:
            page.line(note, indent=2, mark="-")
        page.left_out(len(facts.notes) - MAX_NOTES)
    page.blank()
    page.line(wording.GUIDE_SHORT, QUIET)
    page.line(facts.made_by, QUIET)
