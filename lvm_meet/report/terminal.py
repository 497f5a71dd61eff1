"""The report for a terminal, a pipe or a text file: up to 100 columns wide, colour where it is.

Everything is printed as `Text`, never as markup, so that "[red]" in a transcript stays what it
is. Colour tells leadership from management and is never the only sign of anything.
"""

from __future__ import annotations

import io

from rich.cells import cell_len
from rich.console import Console

from lvm_meet.model import Analysis
from lvm_meet.report import draw, recording, wording
from lvm_meet.report.facts import Bar, Facts, gather
from lvm_meet.report.moments import Group, Moment, Poles, Questions
from lvm_meet.report.page import GAP, QUIET, STRONG, Page
from lvm_meet.report.people import People
from lvm_meet.report.timeline import Timeline

PIPE_WIDTH = 80
LEADS, MANAGES = "cyan", "magenta"
MEANINGS_FROM = 76
"""width from which the balance has room for what its rows mean"""


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
    _balance(page, facts)
    if facts.timeline:
        _timeline(page, facts.timeline)
    _recording(page, facts.recording)
    _people(page, facts.people)
    _questions(page, facts)
    _contrasts(page, facts)
    _moments(page, facts.moments)
    _end(page, facts)


def _side(leads: bool) -> str:
    return LEADS if leads else MANAGES


def _top(page: Page, facts: Facts) -> None:
    page.line(facts.title, STRONG)
    page.line(" · ".join(facts.about), QUIET)
    page.blank()
    for sentence in facts.headline:
        page.line(sentence)


def _balance(page: Page, facts: Facts) -> None:
    if not facts.bars:
        return
    page.heading(wording.BALANCE)
    _bars(page, facts.bars)
    page.line(facts.bars_remark, QUIET)
    page.blank()
    if facts.index is not None:
        left, right = wording.MANAGEMENT.lower(), wording.LEADERSHIP.lower()
        picture = draw.scale(facts.index, min(61, page.width - len(left) - len(right) - 2))
        page.show(page.ink.join((left, MANAGES), (f" {picture} ", ""), (right, LEADS)))
    page.line(facts.index_text)
    page.line(facts.coded)


def _bars(page: Page, bars: tuple[Bar, ...]) -> None:
    meanings = page.width >= MEANINGS_FROM
    names = [row.name if row.whole else f"  {row.name}" for row in bars]
    first = [max(map(len, names))] + [max(len(row.meaning) for row in bars)] * meanings
    last = [max(len(word) for word in title) for title in wording.BALANCE_HEADER]
    room = page.width - sum(first) - sum(last) - GAP * (len(first) + len(last))
    widths = [*first, room, *last]
    blank = [""] * (len(first) + 1)
    left = range(len(blank))
    for titles in zip(*wording.BALANCE_HEADER, strict=True):
        page.row([*blank, *titles], widths, styles=[QUIET] * len(widths))
    top = max((row.rate for row in bars if row.rate is not None), default=0.0)
    for name, row in zip(names, bars, strict=True):
        cells = [name, row.meaning] if meanings else [name]
        cells += [draw.bar(row.rate or 0.0, top, room), row.rate_text, row.share, row.sentences]
        text = STRONG if row.whole else ""
        styles = [text, *[QUIET] * meanings, _side(row.leads), text, text, text]
        page.row(cells, widths, styles=styles, left=left)


def _timeline(page: Page, timeline: Timeline) -> None:
    page.heading(wording.TIMELINE)
    names = wording.LEADERSHIP, wording.MANAGEMENT
    margin = max(map(len, names)) + GAP
    width = page.width - margin
    rows = (timeline.leadership, timeline.management)
    for name, values, leads in zip(names, rows, (True, False), strict=True):
        picture = draw.columns(values, timeline.top, width)
        page.show(page.ink.join((name.ljust(margin), ""), (picture, _side(leads))))
    if timeline.shifts:
        page.line(draw.marks(timeline.shifts, width), indent=margin)
    page.line(draw.axis(timeline.labels, width), QUIET, indent=margin)
    page.line(timeline.text, QUIET)
    for text in timeline.shift_texts:
        page.line(text, indent=2, mark=draw.MARK)


def _recording(page: Page, lines: tuple[str, ...]) -> None:
    if lines:
        page.heading(recording.TITLE)
    for line in lines:
        page.line(line)


def _people(page: Page, people: People) -> None:
    if people.silent:
        page.heading(wording.TALK)
        page.line(people.silent)
    for title, table in ((wording.TALK, people.talk), (wording.SPEAKERS, people.style)):
        if table:
            page.heading(title)
            page.table(table.header, table.rows)
    for remark in people.remarks:
        page.line(remark, QUIET)


def _questions(page: Page, facts: Facts) -> None:
    if not facts.questions_text:
        return
    page.heading(wording.QUESTIONS)
    page.line(facts.questions_text)
    for row in facts.questions:
        _question(page, row)


def _question(page: Page, row: Questions) -> None:
    meaning = f"  {row.meaning}" if row.meaning else ""
    page.show(
        page.ink.join((row.name, ""), (meaning, QUIET)), mark=page.ink.text(f"{row.number:>5,}  ")
    )
    if row.example:
        example = row.example
        page.line(wording.said(example.quote, example.speaker, example.place), QUIET, indent=7)


def _contrasts(page: Page, facts: Facts) -> None:
    if not facts.contrasts_text:
        return
    page.heading(wording.CONTRASTS)
    page.line(facts.contrasts_text)
    if facts.contrasts:
        _wings(page, facts.contrasts)


def _wings(page: Page, rows: tuple[Poles, ...]) -> None:
    top = max(max(row.leading, row.managing) for row in rows)
    left = min(20, max(cell_len(row.leadership) for row in rows))
    right = min(20, max(cell_len(row.management) for row in rows))
    digits = len(f"{top:,}")
    half = min(20, (page.width - left - right - 2 * digits - 5) // 2)
    for row in rows:
        name, other = page.ink.cut(row.leadership, left), page.ink.cut(row.management, right)
        one, two = draw.wings(row.leading, row.managing, top, half)
        page.show(
            page.ink.join(
                (" " * (left - cell_len(name)) + f"{name} {row.leading:>{digits},} ", ""),
                (one, LEADS),
                (draw.MIDDLE, ""),
                (two, MANAGES),
                (f" {row.managing:>{digits},} {other}", ""),
            )
        )


def _moments(page: Page, groups: tuple[Group, ...]) -> None:
    if not groups:
        return
    page.heading(wording.MOMENTS)
    for number, group in enumerate(groups):
        if number:
            page.blank()
        style = f"{STRONG} {_side(group.leads)}"
        page.show(page.ink.join((group.name, style), (f" {group.meaning}", QUIET)))
        page.line(group.empty, QUIET, indent=2)
        margin = max((len(moment.place) for moment in group.moments), default=0) + 2 + GAP
        for moment in group.moments:
            _moment(page, moment, margin=margin)


def _moment(page: Page, moment: Moment, *, margin: int) -> None:
    speaker = f"{moment.speaker}: " if moment.speaker else ""
    page.show(
        page.ink.join((speaker, STRONG), (wording.quoted(moment.quote), "")),
        mark=page.ink.text(f"  {moment.place}".ljust(margin), QUIET),
    )
    page.line(moment.because, QUIET, indent=margin)


def _end(page: Page, facts: Facts) -> None:
    if facts.notes:
        page.heading(wording.NOTES)
        for note in facts.notes:
            page.line(note, indent=2, mark="-")
    page.heading(wording.GUIDE)
    for paragraph in facts.guide:
        page.line(paragraph, QUIET)
    page.blank()
    page.line(facts.made_by, QUIET)
