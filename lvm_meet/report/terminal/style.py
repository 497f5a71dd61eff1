"""How the meeting was led and managed, in a terminal: bars, columns and counts."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.report import draw, profile_wording, wording
from lvm_meet.report.cites import Quote
from lvm_meet.report.document import phrases
from lvm_meet.report.facts import Bar, Facts
from lvm_meet.report.page import GAP, QUIET, STRONG, Item, Page
from lvm_meet.report.profile_facts import (
    AspectFacts,
    DirectionFacts,
    FitFacts,
    ObservationFacts,
    ProfileFacts,
)

LEADS, MANAGES = "cyan", "magenta"
MEANINGS_FROM, SHARES_FROM = 76, 50
"""width from which the balance has room for what its rows mean, and for shares of the words"""
SHORTEST_BAR = 6
MAX_QUOTES, MAX_FITS = 1, 3
TWO_COLUMNS_FROM = 76


def side(leads: bool) -> str:
    """The colour of leadership or of management."""
    return LEADS if leads else MANAGES


def balance(page: Page, facts: Facts) -> None:
    """Both intensities and the balance index; the headline stands here unless it stood on top."""
    if not facts.bars and not facts.conclusions:
        return
    page.heading(wording.BALANCE)
    if facts.conclusions:
        page.line(" ".join(facts.headline))
    if not facts.bars:
        return
    _bars(page, facts.bars)
    page.line(facts.bars_remark, QUIET)
    if facts.index is not None:
        left, right = wording.MANAGEMENT.lower(), wording.LEADERSHIP.lower()
        picture = draw.scale(facts.index, min(61, page.width - len(left) - len(right) - 2))
        page.show(page.ink.join((left, MANAGES), (f" {picture} ", ""), (right, LEADS)))
    page.line(f"{facts.index_text} {facts.coded}")


def _bars(page: Page, bars: tuple[Bar, ...]) -> None:
    """Name, meaning, bar, rate, share and sentences; meaning, bar and share where there is room."""
    names = [row.name if row.whole else f"  {row.name}" for row in bars]
    rate, share, sentences = wording.BALANCE_HEADER
    numbers = [(rate, [row.rate_text for row in bars])]
    if page.width >= SHARES_FROM:
        numbers.append((share, [row.share for row in bars]))
    numbers.append((sentences, [row.sentences for row in bars]))
    words = [names]
    if page.width >= MEANINGS_FROM:
        words.append([row.meaning for row in bars])
    first = [max(map(len, cells)) for cells in words]
    last = [max(map(len, title)) for title, _ in numbers]
    room = page.width - sum(first) - sum(last) - GAP * (len(first) + len(last))
    drawn = room >= SHORTEST_BAR
    widths = [*first, *[room] * drawn, *last]
    blank = [""] * (len(first) + drawn)
    for titles in zip(*(title for title, _ in numbers), strict=True):
        page.row([*blank, *titles], widths, styles=[QUIET] * len(widths))
    top = max((row.rate for row in bars if row.rate is not None), default=0.0)
    for number, row in enumerate(bars):
        cells = [each[number] for each in words]
        cells += [draw.bar(row.rate or 0.0, top, room)] * drawn
        cells += [each[number] for _, each in numbers]
        text = STRONG if row.whole else ""
        styles = [text, *[QUIET] * (len(words) - 1), *[side(row.leads)] * drawn]
        styles += [text] * len(numbers)
        page.row(cells, widths, styles=styles, left=range(len(blank)))


def timeline(page: Page, facts: Facts) -> None:
    """Both intensities as columns, and where the style shifts."""
    found = facts.timeline
    if found is None:
        return
    page.heading(wording.TIMELINE)
    names = wording.LEADERSHIP, wording.MANAGEMENT
    margin = max(map(len, names)) + GAP
    width = page.width - margin
    rows = (found.leadership, found.management)
    for name, values, leads in zip(names, rows, (True, False), strict=True):
        picture = draw.columns(values, found.top, width)
        page.show(page.ink.join((name.ljust(margin), ""), (picture, side(leads))))
    if found.shifts:
        page.line(draw.marks(found.shifts, width), indent=margin)
    page.line(draw.axis(found.labels, width), QUIET, indent=margin)
    page.line(found.text, QUIET)
    for text in found.shift_texts:
        page.line(text, indent=2, mark=draw.MARK)


def fit(page: Page, profile: ProfileFacts) -> None:
    """Situations that got the other way, observations in full, and what could be tried."""
    page.heading(profile_wording.FIT)
    page.line(profile.fit_text, "" if profile.fits else QUIET)
    differing = [_fit(each) for each in profile.fits if each.fits is False]
    page.items(differing, limit=MAX_FITS)
    if profile.checked:
        page.line(profile.checked)
    for number, each in enumerate(profile.observations, start=1):
        _observation(page, each, number)
    if profile.checked:
        lead = (f"{profile_wording.SINCE}: ", STRONG)
        page.show(page.ink.join(lead, (profile.checked, "")))
    if profile.experiment:
        lead = (f"{profile_wording.EXPERIMENT}: ", STRONG)
        page.show(page.ink.join(lead, (profile.experiment.text, "")))
        page.line(profile.experiment.check, QUIET)


def _fit(found: FitFacts) -> Item:
    place = found.topic.cites[0].place if found.topic.cites else ""
    return Item(place, ((found.text, ""), (phrases.beside(found.topic.text), QUIET)))


def _observation(page: Page, seen: ObservationFacts, number: int) -> None:
    mark = f"{number}. "
    parts = [(f"{seen.title}: " if seen.quote else seen.title, STRONG)]
    if seen.quote:
        parts += _words(seen.quote)
    page.show(page.ink.join(*parts), mark=page.ink.text(mark))
    told = " ".join(part for part in (seen.called_for, phrases.behind(seen)) if part)
    page.line(told, indent=len(mark))
    page.line(seen.instead, indent=len(mark))


def _words(quote: Quote) -> list[tuple[str, str]]:
    """A quote with name and moment behind it."""
    words, who = phrases.quote(quote)
    return [(words.text, ""), (who.text, QUIET)]


def _said(quote: Quote, details: str = "") -> Item:
    who = f"{quote.speaker}: " if quote.speaker else ""
    return Item(quote.cite.place, ((who, STRONG), (wording.quoted(quote.text), "")), details)


def direction(page: Page, found: DirectionFacts | None) -> None:
    """Directions with and without steps, and tasks without a reason: the first of each."""
    page.heading(profile_wording.DIRECTION)
    if found is None:
        page.line(profile_wording.NO_DIRECTION, QUIET)
        return
    page.line(found.text)
    page.items(
        [
            _said(each.vision, f"{profile_wording.STEP}: {_plain(each.steps[0])}")
            for each in found.threads
        ],
        limit=MAX_QUOTES,
    )
    for title, quotes in (
        (profile_wording.WITHOUT_STEP, found.orphans),
        (profile_wording.WITHOUT_REASON, found.tasks),
    ):
        if quotes:
            page.line(f"{title}:")
            page.items(list(map(_said, quotes)), limit=MAX_QUOTES)


def _plain(quote: Quote) -> str:
    return "".join(run.text for run in phrases.quote(quote))


def counts(page: Page, facts: Facts) -> None:
    """Aspects as a table of counts at either pole; duties and contrasts as running lines."""
    profile = facts.profile
    contrasts = [
        (" – ".join(filter(None, (row.leadership, row.management))), row.leading, row.managing)
        for row in facts.contrasts
    ]
    if not profile and not contrasts:
        return
    page.heading(profile_wording.COUNTS)
    page.line(profile_wording.COUNTS_TEXT, QUIET)
    if profile:
        page.line(f"{profile_wording.ASPECTS}:")
        _pairs(page, _seen(profile.aspects))
        page.line(_missing(profile.aspects), QUIET, indent=GAP)
        found = [_count(*row) for row in _seen(profile.duties)]
        missing = _missing(profile.duties)
        text = "; ".join([*found, *([missing] if missing else [])])
        page.line(f"{profile_wording.DUTIES}: {text}.")
    if contrasts:
        text = "; ".join(_count(*row) for row in contrasts)
        page.line(f"{wording.CONTRASTS}: {text}.")


def _seen(rows: Sequence[AspectFacts]) -> list[tuple[str, int, int]]:
    return [(row.name, row.leading, row.managing) for row in rows if row.observed]


def _missing(rows: Sequence[AspectFacts]) -> str:
    missing = ", ".join(row.name.lower() for row in rows if not row.observed)
    return f"{profile_wording.NOT_OBSERVED}: {missing}" if missing else ""


def _count(name: str, leading: int, managing: int) -> str:
    # without spaces, so that no line breaks within
    return f"{name.lower()} {leading:,}:{managing:,}"


def _pairs(page: Page, rows: Sequence[tuple[str, int, int]]) -> None:
    """Rows "name  3 : 12", two beside each other where there is room."""
    if not rows:
        return
    cells = [(f"{leading:,}", f"{managing:,}") for _, leading, managing in rows]
    left, right = (max(len(cell[number]) for cell in cells) for number in (0, 1))
    columns = 2 if page.width >= TWO_COLUMNS_FROM else 1
    name = (page.width - columns * GAP) // columns - left - right - 3 - GAP
    name = min(name, max(len(row[0]) for row in rows))
    for start in range(0, len(rows), columns):
        parts: list[tuple[str, str]] = []
        for (title, _, _), (leading, managing) in list(zip(rows, cells, strict=True))[
            start : start + columns
        ]:
            text = page.ink.cut(title, name)
            parts += [(f"{'':{GAP}}{text:<{name}}{'':{GAP}}", ""), (f"{leading:>{left}}", LEADS)]
            parts += [(" : ", ""), (f"{managing:<{right}}", MANAGES), ("  ", "")]
        page.show(page.ink.join(*parts))
