"""The sections about how the meeting was led and managed."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.report import profile_wording, wording
from lvm_meet.report.cites import Cite
from lvm_meet.report.facts import Bar, Facts
from lvm_meet.report.html.markup import NOTHING, Markup, el, items, join, paragraphs, table
from lvm_meet.report.html.parts import (
    absent,
    badge,
    cited,
    figure,
    link,
    links,
    quote,
    section,
    spoken,
)
from lvm_meet.report.profile_facts import (
    AspectFacts,
    DirectionFacts,
    FitFacts,
    ObservationFacts,
    ProfileFacts,
)


def balance(facts: Facts) -> Markup:
    """Both intensities and the balance index, in words, as charts and as a table."""
    if not facts.bars:
        return section("balance", wording.BALANCE, paragraphs(*facts.headline))
    header = (
        "Signal",
        *(" ".join(part for part in title if part) for title in wording.BALANCE_HEADER),
    )
    numbers = table(header, list(map(_bar, facts.bars)), caption=wording.BALANCE)
    first, *others = facts.headline
    known = any(bar.rate is not None for bar in facts.bars)
    return section(
        "balance",
        wording.BALANCE,
        el("p", first, attrs={"class": "finding"}),
        paragraphs(*others),
        figure("intensities", wording.BALANCE, alternative=_alternative(facts), table=numbers)
        if known
        else numbers,
        paragraphs(facts.bars_remark, kind="remark"),
        figure("balance", "Balance index", alternative=facts.index_text)
        if facts.index
        else NOTHING,
        paragraphs(facts.index_text, facts.coded),
    )


def _alternative(facts: Facts) -> str:
    parts = [f"{bar.name} {bar.rate_text}" for bar in facts.bars]
    return f"Per 1,000 words: {', '.join(parts)}."


def _bar(bar: Bar) -> Sequence[str]:
    name = (
        el("b", bar.name) if bar.whole else join([badge(bar.name), f" {bar.name}: {bar.meaning}"])
    )
    return name, bar.rate_text, bar.share, bar.sentences


def timeline(facts: Facts) -> Markup:
    """Every coded sentence over the meeting; a click leads to it."""
    if facts.course is None:
        return NOTHING
    course = facts.course
    lead = (
        "Each stroke is one coded sentence: point at it to read the words, select it to go there."
    )
    lead += " Numbered bands are the topics." if course.bands else ""
    lead += " A dashed line is where the style shifts." if course.shifts else ""
    shifts = zip(
        facts.timeline.shift_texts if facts.timeline else (),
        facts.timeline.shift_numbers if facts.timeline else (),
        strict=True,
    )
    extents = facts.profile.extents if facts.profile else ()
    return section(
        "timeline",
        wording.TIMELINE,
        paragraphs(lead, kind="lead"),
        figure(
            "timeline",
            wording.TIMELINE,
            alternative=f"{len(course.ticks):,} coded sentences on four lanes; the transcript "
            "below has them all, and can be filtered by signal.",
        ),
        items(
            [join([line, " ", link(Cite(number, "go there"))]) for line, number in shifts],
            kind="points",
        ),
        items([cited(each) for each in extents], kind="points"),
    )


def fit(profile: ProfileFacts) -> Markup:
    """What stood out, what could be tried, and the situations behind it."""
    observations = [
        el("li", _observation(each), attrs={"id": f"observation-{number + 1}"})
        for number, each in enumerate(profile.observations)
    ]
    return section(
        "fit",
        profile_wording.FIT,
        paragraphs(profile.fit_text, kind="lead" if profile.fits else "none"),
        paragraphs(profile.checked),
        el("ol", *observations, attrs={"class": "cards"}) if observations else NOTHING,
        _experiment(profile),
        items([_fit(each) for each in profile.fits], kind="fits"),
    )


def _observation(seen: ObservationFacts) -> Markup:
    return join(
        [
            el("h3", seen.title),
            spoken(seen.quote) if seen.quote else NOTHING,
            paragraphs(seen.called_for, kind="detail"),
            el("p", "Behind it: ", links(seen.evidence), attrs={"class": "detail"})
            if seen.evidence
            else NOTHING,
            paragraphs(seen.instead, kind="instead leads" if seen.leads else "instead"),
        ]
    )


def _experiment(profile: ProfileFacts) -> Markup:
    if profile.experiment is None:
        return NOTHING
    return el(
        "aside",
        el("h3", profile_wording.EXPERIMENT),
        paragraphs(profile.experiment.text),
        paragraphs(profile.experiment.check, kind="remark"),
        attrs={"class": "experiment", "aria-label": profile_wording.EXPERIMENT},
    )


def _fit(found: FitFacts) -> Markup:
    topic = el("p", "Topic: ", cited(found.topic), attrs={"class": "detail"})
    quotes = join(el("p", quote(each), attrs={"class": "detail"}) for each in found.quotes)
    return join([found.text, topic if found.topic.text else NOTHING, quotes])


def direction(found: DirectionFacts | None) -> Markup:
    """Directions with the steps that follow from them, and those without."""
    if found is None:
        return absent("direction", profile_wording.DIRECTION, profile_wording.NO_DIRECTION)
    threads = [
        join(
            [
                badge("vision"),
                " ",
                quote(thread.vision),
                items(
                    [join([badge("execution"), " ", quote(each)]) for each in thread.steps],
                    kind="steps",
                ),
                paragraphs(thread.more, kind="remark"),
            ]
        )
        for thread in found.threads
    ]
    orphans = items(
        [join([badge("vision"), " ", quote(each)]) for each in found.orphans], kind="points"
    )
    tasks = items(
        [join([badge("execution"), " ", quote(each)]) for each in found.tasks], kind="points"
    )
    return section(
        "direction",
        profile_wording.DIRECTION,
        paragraphs(profile_wording.DIRECTION_TEXT, kind="lead"),
        paragraphs(found.text),
        items(threads, kind="threads"),
        join([el("h3", "Directions without a step"), orphans]) if orphans else NOTHING,
        join([el("h3", "Tasks without a reason"), tasks]) if tasks else NOTHING,
        paragraphs(found.more, kind="remark"),
    )


def aspects(id_: str, title: str, lead: str, rows: Sequence[AspectFacts]) -> Markup:
    """A diverging chart with the quotes behind every count."""
    if not rows:
        return NOTHING
    if not any(row.observed for row in rows):
        return absent(id_, title, profile_wording.NO_ASPECTS)
    header = ("", "Managing", "", "", "Leading")
    numbers = [
        (
            row.name,
            row.management_pole,
            f"{row.managing:,}",
            f"{row.leading:,}",
            row.leadership_pole,
        )
        for row in rows
    ]
    return section(
        id_,
        title,
        paragraphs(lead, kind="lead"),
        figure(
            id_,
            title,
            alternative="Counts of coded sentences at either pole; the table has the numbers.",
            table=table(header, numbers, caption=title, words=(0, 1, 4)),
        ),
        el(
            "details",
            el("summary", "The clearest sentences of each"),
            el("dl", *(part for row in rows for part in _aspect(row)), attrs={"class": "aspects"}),
            attrs={"class": "quotes"},
        ),
    )


def _aspect(row: AspectFacts) -> Sequence[Markup]:
    if not row.observed:
        missing = el("span", profile_wording.NOT_OBSERVED, attrs={"class": "none"})
        return el("dt", row.name), el("dd", missing)
    parts = [el("dt", row.name)]
    for side, pole, quotes in (
        ("leading", row.leadership_pole, row.leadership),
        ("managing", row.management_pole, row.management),
    ):
        shown = join(el("p", quote(each)) for each in quotes)
        if shown:
            name = side if pole.endswith(side) else f"{side}: {pole}"
            parts.append(el("dd", el("span", name, attrs={"class": f"pole {side}"}), shown))
    return parts


def contrasts(facts: Facts) -> Markup:
    """The four contrasts as counts."""
    if not facts.contrasts_text:
        return NOTHING
    rows = [
        (row.leadership, f"{row.leading:,}", f"{row.managing:,}", row.management)
        for row in facts.contrasts
    ]
    header = (wording.LEADERSHIP, "", "", wording.MANAGEMENT)
    return section(
        "contrasts",
        wording.CONTRASTS,
        paragraphs(facts.contrasts_text, kind="lead"),
        table(header, rows, caption=wording.CONTRASTS, words=(0, 3)) if rows else NOTHING,
    )
