"""The sections about how the meeting was led and managed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lvm_meet.report import draw, wording
from lvm_meet.report import profile_wording as style_wording
from lvm_meet.report.document import phrases
from lvm_meet.report.document.blocks import (
    Block,
    Chart,
    Entry,
    Grid,
    Heading,
    Kind,
    Line,
    Listing,
    Paragraph,
    Run,
)
from lvm_meet.report.facts import Bar, Facts
from lvm_meet.report.profile_facts import (
    AspectFacts,
    DirectionFacts,
    FitFacts,
    ObservationFacts,
    ProfileFacts,
    ThreadFacts,
)
from lvm_meet.report.timeline import Timeline

SKETCH_WIDTH = 60
"""characters of a sketch: with the names beside it, a line of 80"""


def balance(facts: Facts) -> Iterator[Block]:
    """Both intensities and the balance index: in words, as a table and as charts."""
    if not facts.bars:
        if facts.conclusions:
            yield from phrases.section(wording.BALANCE, *facts.headline)
        return
    yield from phrases.section(wording.BALANCE, *(facts.headline if facts.conclusions else ()))
    titles = (" ".join(part for part in lines if part) for lines in wording.BALANCE_HEADER)
    yield Grid(
        wording.BALANCE,
        ("Signal", *titles),
        tuple(map(_bar, facts.bars)),
        strong=frozenset(number for number, row in enumerate(facts.bars) if row.whole),
        shares=(46, 20, 18, 16),
    )
    yield from phrases.remarks(facts.bars_remark)
    spoken = ", ".join(f"{bar.name} {bar.rate_text}" for bar in facts.bars)
    yield Chart("intensities", wording.BALANCE, f"Per 1,000 words: {spoken}.")
    if facts.index is not None:
        scale = draw.scale(facts.index, SKETCH_WIDTH + 1)
        left, right = wording.MANAGEMENT.lower(), wording.LEADERSHIP.lower()
        sketch = (f"{left} {scale} {right}",)
        yield Chart("balance", "Balance index", facts.index_text, sketch)
    yield from phrases.paragraphs(facts.index_text, facts.coded)


def _bar(row: Bar) -> tuple[str, ...]:
    name = f"{row.name}: {row.meaning}" if row.meaning else row.name
    return name, row.rate_text, row.share, row.sentences


def timeline(facts: Facts, *, pictures: bool) -> Iterator[Block]:
    """The course of the meeting: as a picture of every coded sentence, else as columns."""
    course, found = facts.course, facts.timeline
    if course is None:
        return
    yield Heading(2, wording.TIMELINE)
    if pictures:
        parts = (
            style_wording.STROKES,
            style_wording.BANDS if course.bands else "",
            style_wording.DASHES if course.shifts else "",
        )
        yield from phrases.paragraphs(" ".join(part for part in parts if part))
    alternative = f"{len(course.ticks):,} coded sentences on four lanes."
    sketch = _sketch(found) if found else ()
    yield Chart("timeline", wording.TIMELINE, alternative, sketch)
    if found and not pictures:
        yield from phrases.paragraphs(found.text)
    lines = [*(found.shift_texts if found else ())]
    lines += [phrases.extent(each) for each in (facts.profile.extents if facts.profile else ())]
    if lines:
        yield Listing(tuple(Entry(phrases.plain(line)) for line in lines))


def _sketch(found: Timeline) -> tuple[str, ...]:
    margin = max(len(wording.LEADERSHIP), len(wording.MANAGEMENT)) + 2
    rows = (wording.LEADERSHIP, found.leadership), (wording.MANAGEMENT, found.management)
    lines = [
        name.ljust(margin) + draw.columns(values, found.top, SKETCH_WIDTH) for name, values in rows
    ]
    if found.shifts:
        lines.append(" " * margin + draw.marks(found.shifts, SKETCH_WIDTH))
    lines.append(" " * margin + draw.axis(found.labels, SKETCH_WIDTH))
    return tuple(line.rstrip() for line in lines)


def fit(profile: ProfileFacts) -> Iterator[Block]:
    """What stood out, what could be tried, and the situations behind it."""
    yield Heading(2, style_wording.FIT)
    if profile.fits:
        yield from phrases.paragraphs(profile.fit_text)
    else:
        yield from phrases.remarks(profile.fit_text)
    yield from phrases.paragraphs(profile.checked)
    for number, each in enumerate(profile.observations, start=1):
        yield from _observation(each, number)
    if profile.checked:
        yield Heading(3, style_wording.SINCE)
        yield from phrases.paragraphs(profile.checked)
    if profile.experiment:
        yield Heading(3, style_wording.EXPERIMENT)
        yield from phrases.paragraphs(profile.experiment.text, profile.experiment.check)
    if profile.fits:
        yield Heading(3, style_wording.SITUATIONS)
        yield Listing(tuple(map(_fit, profile.fits)))


def _observation(seen: ObservationFacts, number: int) -> Iterator[Block]:
    yield Heading(3, f"{number}. {seen.title}")
    if seen.quote:
        yield Paragraph(phrases.quote(seen.quote), Kind.QUOTE)
    behind = phrases.behind(seen)
    if seen.called_for or behind:
        between = " " if seen.called_for and behind else ""
        yield Paragraph((Run(seen.called_for + between), Run(behind, quiet=True)))
    yield from phrases.paragraphs(seen.instead)


def _fit(found: FitFacts) -> Entry:
    where = phrases.beside(phrases.topic(found.topic))
    return Entry((Run(found.text), Run(where, quiet=True)), tuple(map(phrases.quote, found.quotes)))


def direction(found: DirectionFacts | None) -> Iterator[Block]:
    """Directions with the steps that follow from them, and those without."""
    yield Heading(2, style_wording.DIRECTION)
    if found is None:
        yield from phrases.remarks(style_wording.NO_DIRECTION)
        return
    yield from phrases.paragraphs(found.text)
    if found.threads:
        yield from phrases.remarks(style_wording.DIRECTION_TEXT)
        yield Listing(tuple(map(_thread, found.threads)))
    for title, quotes in (
        (style_wording.WITHOUT_STEP, found.orphans),
        (style_wording.WITHOUT_REASON, found.tasks),
    ):
        if quotes:
            yield Heading(3, title)
            yield Listing(tuple(Entry(phrases.quote(each)) for each in quotes))
    yield from phrases.remarks(found.more)


def _thread(thread: ThreadFacts) -> Entry:
    steps: list[Line] = [phrases.quote(each, lead=style_wording.STEP) for each in thread.steps]
    if thread.more:
        steps.append(phrases.quiet(thread.more))
    return Entry(phrases.quote(thread.vision), tuple(steps))


def aspects(name: str, title: str, lead: str, rows: Sequence[AspectFacts]) -> Iterator[Block]:
    """Counts at both poles, as a table and as a chart, and the clearest sentences."""
    if not rows:
        return
    if not any(row.observed for row in rows):
        yield Heading(2, title)
        yield from phrases.remarks(style_wording.NO_ASPECTS)
        return
    yield from phrases.section(title, lead)
    yield Chart(name, title, "Counts of coded sentences at either pole; the table has the numbers.")
    yield Grid(
        title,
        (
            style_wording.DUTY if name == "duties" else style_wording.ASPECT,
            *style_wording.SIDES_HEADER,
        ),
        tuple(map(_aspect, rows)),
        words=frozenset({0, 1, 2}),
        shares=(30, 35, 35),
    )
    seen = tuple(Entry(_name(row), _quotes(row)) for row in rows if row.observed)
    yield Heading(3, style_wording.CLEAREST)
    yield Listing(seen)


def _name(row: AspectFacts) -> Line:
    return (Run(row.name, strong=True),)


def _aspect(row: AspectFacts) -> tuple[str, ...]:
    if not row.observed:
        return row.name, style_wording.NOT_OBSERVED, style_wording.NOT_OBSERVED
    sides = (row.leadership_pole, row.leading), (row.management_pole, row.managing)
    return row.name, *(style_wording.counted(pole, number) for pole, number in sides)


def _quotes(row: AspectFacts) -> tuple[Line, ...]:
    lines: list[Line] = []
    for side, pole, quotes in (
        (style_wording.LEADING_WAY, row.leadership_pole, row.leadership),
        (style_wording.MANAGING_WAY, row.management_pole, row.management),
    ):
        name = side if pole.endswith(side) else f"{side}, {pole}"
        lines += [phrases.quote(each, lead=name.capitalize()) for each in quotes]
    return tuple(lines)


def contrasts(facts: Facts) -> Iterator[Block]:
    """The four contrasts as counts."""
    if not facts.contrasts_text:
        return
    yield from phrases.section(wording.CONTRASTS, facts.contrasts_text)
    if facts.contrasts:
        yield Grid(
            wording.CONTRASTS,
            (wording.LEADERSHIP, "", "", wording.MANAGEMENT),
            tuple(
                (row.leadership, f"{row.leading:,}", f"{row.managing:,}", row.management)
                for row in facts.contrasts
            ),
            words=frozenset({0, 3}),
            shares=(35, 15, 15, 35),
        )
