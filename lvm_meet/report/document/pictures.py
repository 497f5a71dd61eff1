"""The charts of a written report as PNG, by the names that its blocks give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lvm_meet.report import charts
from lvm_meet.report.facts import Facts

_THEME = charts.PAPER
_GROUND = "#ffffff"
"""pictures stand in documents that may be shown dark, and their ink is dark as well"""
_MAX_TOPICS = 12
"""with more of them the picture fills a page, and says what the table says"""


def pictures(facts: Facts, names: Sequence[str]) -> dict[str, bytes]:
    """The charts in `names` as PNG; those that have nothing to show are missing.

    Altair and vl-convert are imported here, which takes about half a second; OutputError where a
    chart can't be drawn.
    """
    found: dict[str, bytes] = {}
    for name in names:
        spec = _DRAWN[name](facts)
        if spec is not None:
            found[name] = charts.png({**spec, "background": _GROUND})
    return found


def _topics(facts: Facts) -> charts.Spec | None:
    topics = facts.conclusions.topics if facts.conclusions else ()
    if not 1 < len(topics) <= _MAX_TOPICS:
        return None
    return charts.pairs(
        [
            charts.PairRow(
                f"{each.number}. {each.title}", each.rates.leadership, each.rates.management
            )
            for each in topics
        ],
        _THEME,
    )


def _people(facts: Facts) -> charts.Spec | None:
    people = facts.profile.people if facts.profile else ()
    return charts.pairs(
        [
            charts.PairRow(each.name, each.rates.leadership, each.rates.management)
            for each in people
        ],
        _THEME,
    )


_DRAWN: dict[str, Callable[[Facts], charts.Spec | None]] = {
    "intensities": lambda facts: charts.intensities(facts.bars, _THEME),
    "balance": lambda facts: charts.balance(facts.index, _THEME),
    "timeline": lambda facts: charts.timeline(facts.course, _THEME),
    "topics": _topics,
    "people": _people,
    "aspects": lambda facts: charts.diverging(
        facts.profile.aspects if facts.profile else (), _THEME
    ),
    "duties": lambda facts: charts.diverging(facts.profile.duties if facts.profile else (), _THEME),
}
