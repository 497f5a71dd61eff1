"""The tables of `benchmarks.drift`, in Markdown: a row per kind of damage, a column per figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.driftlib.change import CLASSES, Change, pairs, side_of, verdict
from lvm_meet.model import Analysis, Estimate, SpeakerStyle

RESAMPLES, SEED = 1000, 20
LEAST_WORDS = 100
"""words of talk below which a report gives a speaker no rate"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One column.

    `sums` gives what a meeting adds, `made` makes the figure of what all meetings add up to; NaN
    where there is nothing to make it of. `form` is how it is written.
    """

    title: str
    sums: Callable[[Change], np.ndarray]
    made: Callable[[np.ndarray], float]
    form: str = "{:+.1f}"


def ratio(sums: np.ndarray) -> float:
    """The first sum by the second."""
    return float(sums[0] / sums[1]) if sums[1] else float("nan")


def kappa(table: np.ndarray) -> float:
    """Cohen's kappa of a square table of counts."""
    total = table.sum()
    if not total:
        return float("nan")
    agreed = np.trace(table) / total
    chance = float((table.sum(axis=0) * table.sum(axis=1)).sum()) / total**2
    return float((agreed - chance) / (1 - chance)) if chance < 1 else float("nan")


def tables(changes: Mapping[str, Sequence[Change]]) -> str:
    """All tables; every row has the same meetings."""
    return "\n\n".join(
        f"{title}\n\n{_table(figures, changes)}"
        for title, figures in (
            ("**The meeting: intensities, per 1,000 words (and relative)**", INTENSITIES),
            ("**The meeting: balance**", BALANCE),
            ("**The four signals, per 1,000 words (and relative)**", SIGNALS),
            ("**Sentences**", SENTENCES),
            ("**Speakers**", SPEAKERS),
        )
    )


def _table(figures: Sequence[Figure], changes: Mapping[str, Sequence[Change]]) -> str:
    lines = [
        "| " + " | ".join(["damage", *(figure.title for figure in figures)]) + " |",
        "| --- |" + " ---: |" * len(figures),
    ]
    for name, found in changes.items():
        cells = [_cell(figure, found) for figure in figures]
        lines.append("| " + " | ".join([name, *cells]) + " |")
    return "\n".join(lines)


def _cell(figure: Figure, changes: Sequence[Change]) -> str:
    """The figure with its 95 % interval over meetings."""
    sums = np.array([figure.sums(change) for change in changes], dtype=float)
    value = figure.made(sums.sum(axis=0))
    if np.isnan(value):
        return "–"
    draws = np.random.default_rng(SEED).integers(len(sums), size=(RESAMPLES, len(sums)))
    values = np.array([figure.made(sums[draw].sum(axis=0)) for draw in draws])
    low, high = np.nanpercentile(values, (2.5, 97.5))
    text = f"{figure.form.format(value)} ({figure.form.format(low)} to {figure.form.format(high)})"
    return text.replace("-", "\N{MINUS SIGN}")


def baseline(before: Sequence[Analysis], changes: Sequence[Change]) -> str:
    """What the undamaged meetings are like: the measure for what follows.

    `changes` are those of any one damage.
    """
    words = sum(analysis.style.balance.talk.words for analysis in before)
    units = sum(len(analysis.utterances) for analysis in before)
    speakers = [style for analysis in before for style in analysis.style.speakers]
    rates = {
        name: np.mean(
            [
                analysis.style.balance.rate(getattr(analysis.style.balance, name)) or 0
                for analysis in before
            ]
        )
        for name in CLASSES
    }
    return "\n".join(
        (
            f"{len(before)} meetings, {words:,} words, {units:,} sentences; per 1,000 words "
            + ", ".join(f"{name} {rate:.1f}" for name, rate in rates.items()),
            f"meetings: {_verdicts([analysis.style.index for analysis in before])}",
            f"speakers: {_verdicts([style.index for style in speakers])}",
            f"pairs of speakers with an index: {_pairs(changes, clear=False)}, "
            f"clearly apart {_pairs(changes, clear=True)}",
        )
    )


def _pairs(changes: Sequence[Change], *, clear: bool) -> str:
    """How many there are before the damage, and in how many meetings."""
    same = [replace(c, speakers=tuple((old, old) for old, _ in c.speakers)) for c in changes]
    counts = [pairs(change, clear=clear)[1] for change in same]
    return f"{sum(counts)} in {sum(map(bool, counts))} meetings"


def _verdicts(estimates: Sequence[Estimate | None]) -> str:
    known = [estimate for estimate in estimates if estimate]
    counts = [(name, sum(verdict(e) == name for e in estimates)) for name in VERDICTS]
    half = np.mean([(estimate.high - estimate.low) / 2000 for estimate in known])
    return (
        f"{len(known)} of {len(estimates)} with a balance index, half the width of its interval "
        f"{half:.2f} on average; " + ", ".join(f"{name} {count}" for name, count in counts)
    )


VERDICTS = ("lead", "manage", "no clear lean", "too little")


def _absolute(row: int) -> Callable[[Change], np.ndarray]:
    return lambda change: np.array([change.rates[row, 1] - change.rates[row, 0], 1])


def _relative(row: int) -> Callable[[Change], np.ndarray]:
    return lambda change: np.array(
        [100 * (change.rates[row, 1] - change.rates[row, 0]), change.rates[row, 0]]
    )


def _index_shift(change: Change, *, size: bool) -> np.ndarray:
    """[shift, 1] where both indexes are there, [0, 0] where not."""
    before, after = change.index
    if before is None or after is None:
        return np.zeros(2)
    shift = (after.value - before.value) / 1000
    return np.array([abs(shift) if size else shift, 1])


def _leaves(before: Estimate | None, after: Estimate | None) -> np.ndarray:
    """[100 where the index is outside what was its interval, 1 where there are both]."""
    if before is None or after is None:
        return np.zeros(2)
    return np.array([0 if before.low <= after.value <= before.high else 100, 1])


def _turns(before: Estimate | None, after: Estimate | None) -> np.ndarray:
    """[100 where the verdict is another, 1 where there was one]."""
    if before is None:
        return np.zeros(2)
    return np.array([0 if verdict(before) == verdict(after) else 100, 1])


def _reverses(before: Estimate | None, after: Estimate | None) -> np.ndarray:
    """[100 where "lead" became "manage" or the other way round, 1 where it was one of them]."""
    sides = {"lead": "manage", "manage": "lead"}
    if verdict(before) not in sides:
        return np.zeros(2)
    return np.array([100 if verdict(after) == sides[verdict(before)] else 0, 1])


def _of_speakers(
    one: Callable[[SpeakerStyle, SpeakerStyle | None], np.ndarray],
) -> Callable[[Change], np.ndarray]:
    """The sum over all speakers of a meeting."""
    return lambda change: sum((one(old, new) for old, new in change.speakers), np.zeros(2))


def _speaker_rate(side: str) -> Callable[[SpeakerStyle, SpeakerStyle | None], np.ndarray]:
    """[100 times how far the rate is off, the rate before] of speakers with enough talk."""

    def change(old: SpeakerStyle, new: SpeakerStyle | None) -> np.ndarray:
        if old.balance.talk.words < LEAST_WORDS:
            return np.zeros(2)
        before = old.balance.rate(getattr(old.balance, side)) or 0.0
        after = new.balance.rate(getattr(new.balance, side)) or 0.0 if new else 0.0
        return np.array([100 * abs(after - before), before])

    return change


def _speaker_shift(old: SpeakerStyle, new: SpeakerStyle | None) -> np.ndarray:
    if old.index is None or new is None or new.index is None:
        return np.zeros(2)
    return np.array([abs(new.index.value - old.index.value) / 1000, 1])


def _turned(change: Change, *, clear: bool) -> np.ndarray:
    """[percent of a meeting's pairs that turned round, 1]: large meetings don't count for more."""
    wrong, total = pairs(change, clear=clear)
    return np.array([100 * wrong / total, 1]) if total else np.zeros(2)


def _kept(change: Change, *, sides: bool) -> np.ndarray:
    """[100 times coded sentences with the same label (or side) after, coded sentences]."""
    table = side_of(change.labels) if sides else change.labels
    return np.array([100 * np.trace(table[:-1, :-1]), table[:-1].sum()])


def _true(change: Change) -> np.ndarray:
    """[100 times sentences coded after that had that label before, those coded after]."""
    return np.array([100 * np.trace(change.labels[:-1, :-1]), change.labels[:, :-1].sum()])


INTENSITIES = (
    Figure("WER, %", lambda c: np.array([100 * c.wer, 1]), ratio, "{:.1f}"),
    Figure("leadership", _absolute(0), ratio),
    Figure("relative, %", _relative(0), ratio, "{:+.0f}"),
    Figure("management", _absolute(1), ratio),
    Figure("relative, %", _relative(1), ratio, "{:+.0f}"),
)
BALANCE = (
    Figure("index", lambda c: _index_shift(c, size=False), ratio, "{:+.2f}"),
    Figure("index, size", lambda c: _index_shift(c, size=True), ratio, "{:.2f}"),
    Figure("leaves its interval, %", lambda c: _leaves(*c.index), ratio, "{:.0f}"),
    Figure("other verdict, %", lambda c: _turns(*c.index), ratio, "{:.0f}"),
    Figure("opposite verdict, %", lambda c: _reverses(*c.index), ratio, "{:.0f}"),
)
SIGNALS = tuple(
    figure
    for row, name in enumerate(CLASSES[2:], start=2)
    for figure in (
        Figure(name, _absolute(row), ratio),
        Figure("%", _relative(row), ratio, "{:+.0f}"),
    )
)
SENTENCES = (
    Figure(
        "other label, %",
        lambda c: np.array([100 * (c.labels.sum() - np.trace(c.labels)), c.labels.sum()]),
        ratio,
        "{:.1f}",
    ),
    Figure("kappa", lambda c: c.labels, kappa, "{:.2f}"),
    Figure("kappa of the side", lambda c: side_of(c.labels), kappa, "{:.2f}"),
    Figure("coded: same signal, %", lambda c: _kept(c, sides=False), ratio, "{:.0f}"),
    Figure("coded: same side, %", lambda c: _kept(c, sides=True), ratio, "{:.0f}"),
    Figure(
        "coded: not heard, %",
        lambda c: np.array([100 * c.coded_lost, c.labels[:-1].sum()]),
        ratio,
        "{:.1f}",
    ),
    Figure("coded after: same before, %", _true, ratio, "{:.0f}"),
)
SPEAKERS = (
    Figure("leadership off by, %", _of_speakers(_speaker_rate("leadership")), ratio, "{:.0f}"),
    Figure("management off by, %", _of_speakers(_speaker_rate("management")), ratio, "{:.0f}"),
    Figure("index off by", _of_speakers(_speaker_shift), ratio, "{:.2f}"),
    Figure(
        "leaves its interval, %",
        _of_speakers(lambda o, n: _leaves(o.index, n.index if n else None)),
        ratio,
        "{:.0f}",
    ),
    Figure(
        "other verdict, %",
        _of_speakers(lambda o, n: _turns(o.index, n.index if n else None)),
        ratio,
        "{:.0f}",
    ),
    Figure(
        "opposite verdict, %",
        _of_speakers(lambda o, n: _reverses(o.index, n.index if n else None)),
        ratio,
        "{:.0f}",
    ),
    Figure(
        "too little left, %",
        _of_speakers(lambda o, n: np.array([0 if n and n.index else 100, 1]) * bool(o.index)),
        ratio,
        "{:.0f}",
    ),
    Figure("pairs turned round, %", lambda c: _turned(c, clear=False), ratio, "{:.0f}"),
    Figure("clear pairs turned round, %", lambda c: _turned(c, clear=True), ratio, "{:.0f}"),
)
