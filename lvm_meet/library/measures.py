"""What is measured over meetings: names, and of each meeting the sums that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lvm_meet.library import intervals
from lvm_meet.library.intervals import Interval
from lvm_meet.model import SIGNALS, Balance, Label
from lvm_meet.settings import LibrarySettings

ASPECT = "aspect"
_PER = 1000
"""rates are per so many words"""


class Unit(StrEnum):
    """What the value of a figure is."""

    INDEX = "index"
    """-1, all management, to 1, all leadership"""
    RATE = "per_1000_words"
    SHARE = "share"
    """0 to 1"""
    PER_MEETING = "per_meeting"


@dataclass(frozen=True, slots=True)
class Sums:
    """What one meeting, or one speaker of it, adds. `aspects` maps a name to (leadership,
    management) units.
    """

    balance: Balance
    aspects: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    opened: int = 0
    closed: int = 0
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of a group of meetings: `cases` of `of`. `interval` None: too little evidence,
    or nothing to divide by. `pole` is the side of an aspect.
    """

    measure: str
    unit: Unit
    interval: Interval | None
    cases: int
    of: int
    pole: str = ""

    @property
    def name(self) -> str:
        """Such as "vision" and "aspect.goal-setting.leadership": one per figure of a group."""
        return f"{ASPECT}.{self.measure}.{self.pole}" if self.pole else self.measure


_Of = Callable[[Sums], int]


def figures_of(
    parts: Sequence[Sums],
    *,
    aspects: Iterable[str],
    settings: LibrarySettings,
    meetings: bool = True,
) -> tuple[Figure, ...]:
    """All figures of some meetings, in a fixed order; without `meetings` the parts are pieces of
    one, and what is counted per meeting is left out.
    """
    made = _Maker(parts, settings)
    found = [made.index()]
    found += [made.rate(name, _units(name)) for name in ("leadership", "management")]
    found += [made.rate(label.value, _units(label.value)) for label in SIGNALS]
    found += [made.mix(label) for label in SIGNALS]
    found.append(made.coded())
    if meetings:
        found.append(made.per_meeting("actions.opened", lambda each: each.opened))
        found.append(made.per_meeting("actions.closed", lambda each: each.closed))
        found.append(made.per_meeting("decisions", lambda each: each.decisions))
    for name in aspects:
        found += [made.aspect(name, pole) for pole in (0, 1)]
    return tuple(found)


def _units(name: str) -> _Of:
    return lambda each: int(getattr(each.balance, name).units)


@dataclass(frozen=True, slots=True)
class _Maker:
    parts: Sequence[Sums]
    settings: LibrarySettings

    def index(self) -> Figure:
        pairs = [(p.balance.leadership.units, p.balance.management.units) for p in self.parts]
        coded = sum(map(sum, pairs))
        found = intervals.index(pairs) if coded >= self.settings.least_coded else None
        return Figure(
            "balance", Unit.INDEX, found, sum(lead - manage for lead, manage in pairs), coded
        )

    def rate(self, name: str, cases: _Of, pole: str = "") -> Figure:
        pairs = [(cases(part), part.balance.talk.words) for part in self.parts]
        words = sum(of for _, of in pairs)
        enough = words >= self.settings.least_words
        found = intervals.rate(pairs, per=_PER) if enough else None
        return Figure(name, Unit.RATE, found, sum(case for case, _ in pairs), words, pole)

    def mix(self, label: Label) -> Figure:
        """The part of one signal among all coded units."""
        pairs = [(p.balance.of(label).units, p.balance.coded.units) for p in self.parts]
        coded = sum(of for _, of in pairs)
        found = intervals.share(pairs) if coded >= self.settings.least_coded else None
        cases = sum(case for case, _ in pairs)
        return Figure(f"mix.{label.value}", Unit.SHARE, found, cases, coded)

    def coded(self) -> Figure:
        """The part of all units that carries a signal."""
        pairs = [(p.balance.coded.units, p.balance.talk.units) for p in self.parts]
        cases, of = sum(case for case, _ in pairs), sum(of for _, of in pairs)
        return Figure("coded", Unit.SHARE, intervals.share(pairs), cases, of)

    def per_meeting(self, name: str, cases: _Of) -> Figure:
        pairs = [(cases(part), 1) for part in self.parts]
        count = sum(case for case, _ in pairs)
        return Figure(name, Unit.PER_MEETING, intervals.rate(pairs), count, len(pairs))

    def aspect(self, name: str, pole: int) -> Figure:
        side = ("leadership", "management")[pole]
        return self.rate(name, lambda each: each.aspects.get(name, (0, 0))[pole], side)
