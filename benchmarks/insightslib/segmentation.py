"""How well topics are told apart, against people's topics and peers in the same run.

    python -m benchmarks.insightslib.segmentation MEETINGS [--price PERMILLE]

MEETINGS is a folder of QMSum files: `topic_list` says which turns a topic has. Measured on the
turns that have words: Pk (Beeferman, Berger & Lafferty 1999) and WindowDiff (Pevzner & Hearst
2002), both by NLTK, with half the mean length of the meeting's own topics as their window; less is
better.

Rows: ours with weights fitted on the other series of meetings only (a series is one group of
people), and as packaged (fitted on all of these meetings); an even split with the true number of
topics; TextTiling on word counts with the true number, and as NLTK has it, a turn a paragraph; no
boundary at all, because Pk is lenient with that.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from nltk.metrics.segmentation import pk, windowdiff
from nltk.tokenize.texttiling import TextTilingTokenizer

from benchmarks.insightslib.texttiling import tiles
from benchmarks.insightslib.topic_meetings import DOMAINS, Boundaries, Meeting, read
from lvm_meet.insights import segmentation
from lvm_meet.insights.topic_features import FEATURES
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import TopicSettings

_REACH = 4
"""units around a boundary that count as partly right when weights are fitted"""
_RIDGE = 3.0
_ROUNDS = 25
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One method's mean figures, and its Pk by domain."""

    method: str
    pk: float
    windowdiff: float
    topics: float
    by_domain: Mapping[str, float]


def even(meeting: Meeting) -> Boundaries:
    """Equal parts, as many as there truly are."""
    count, parts = len(meeting.topics), sum(meeting.reference) + 1
    found = [0] * count
    for number in range(1, parts):
        found[round(number * count / parts)] = 1
    return found


def none(meeting: Meeting) -> Boundaries:
    """One topic."""
    return [0] * len(meeting.topics)


def texttiling(meeting: Meeting, *, stop: Sequence[str]) -> Boundaries:
    """NLTK's TextTiling with its own parameters; one topic where it finds the text too short."""
    text = _PARAGRAPH.join(meeting.texts)
    try:
        tiles = TextTilingTokenizer(stopwords=list(stop)).tokenize(text)
    except ValueError:
        return none(meeting)
    edges, at = set(), 0
    for tile in tiles[:-1]:
        at += len(tile)
        edges.add(at)
    found, at = [], 0
    for turn in meeting.texts:
        reach = range(at - len(_PARAGRAPH), at + len(turn))
        found.append(int(at > 0 and any(edge in reach for edge in edges)))
        at += len(turn) + len(_PARAGRAPH)
    return found


def ours(meeting: Meeting, weights: np.ndarray, *, settings: TopicSettings) -> Boundaries:
    """The packaged segmentation, with these weights, shape (7,)."""
    starts = segmentation.starts_of(meeting.units, meeting.rows @ weights, settings=settings)
    found = none(meeting)
    for start in starts[1:]:
        found[meeting.units[start].segments[0]] = 1
    return [0, *found[1:]]


def fit(meetings: Sequence[Meeting]) -> tuple[np.ndarray, float]:
    """(weights, shape (7,), log-odds without any evidence) of a ridge logistic regression.

    Units near a boundary count as partly right, so that being off by one is no contradiction.
    """
    rows = np.concatenate([meeting.rows for meeting in meetings])
    truth = np.concatenate([_nearness(meeting) for meeting in meetings])
    columns = np.column_stack((np.ones(len(rows)), rows))
    ridge = np.diag([0.0] + [_RIDGE] * rows.shape[1])
    found = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (likely - truth) + ridge @ found
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + ridge
        found -= np.linalg.solve(bend, slope)
    return found[1:], float(found[0])


def _nearness(meeting: Meeting) -> np.ndarray:
    """1 where a topic begins, falling to 0 over the units around, shape (n,)."""
    topics = [meeting.topics[unit.segments[0]] for unit in meeting.units]
    begins = [place for place in range(1, len(topics)) if topics[place] != topics[place - 1]]
    here = np.arange(len(topics))
    distance = np.min([np.abs(here - place) for place in begins], axis=0, initial=len(topics))
    return np.maximum(0, 1 - distance / (_REACH + 1))


def table(meetings: Sequence[Meeting], *, stop: Sequence[str], price: int) -> list[Row]:
    """The rows of all methods. `price`: log-odds of a boundary, in permille, that is enough."""
    settings = TopicSettings()
    apart = {
        series: fit([meeting for meeting in meetings if meeting.series != series])
        for series in {meeting.series for meeting in meetings}
    }

    def crossed(meeting: Meeting) -> Boundaries:
        weights, plain = apart[meeting.series]
        paid = replace(settings, price=round(price - 1000 * plain))
        return ours(meeting, weights, settings=paid)

    packaged = segmentation.weights(settings)
    methods: dict[str, Callable[[Meeting], Boundaries]] = {
        "ours, fitted on other series": crossed,
        "ours, as packaged": lambda meeting: ours(meeting, packaged, settings=settings),
        "even split, true number": even,
        "TextTiling, true number": lambda meeting: tiles(
            meeting.texts, sum(meeting.reference) + 1, stop=frozenset(stop)
        ),
        "TextTiling (NLTK)": lambda meeting: texttiling(meeting, stop=stop),
        "no boundary": none,
        "people": lambda meeting: meeting.reference,
    }
    return [_row(name, meetings, find) for name, find in methods.items()]


def _row(method: str, meetings: Sequence[Meeting], find: Callable[[Meeting], Boundaries]) -> Row:
    figures = np.array([scores(meeting.reference, find(meeting)) for meeting in meetings])
    domains = np.array([meeting.domain for meeting in meetings])
    return Row(
        method,
        *(float(mean) for mean in figures.mean(axis=0)),
        by_domain={
            domain: float(figures[domains == domain, 0].mean())
            for domain in DOMAINS
            if np.any(domains == domain)
        },
    )


def scores(reference: Boundaries, found: Boundaries) -> tuple[float, float, int]:
    """(Pk, WindowDiff, number of topics found) for two sequences of the same length."""
    window = max(2, round(len(reference) / (sum(reference) + 1) / 2))
    one, other = ("".join(map(str, each)) for each in (reference, found))
    return pk(one, other, window), windowdiff(one, other, window), sum(found) + 1


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """The table as text, and how much lower our Pk is than the peers'."""
    heads = "".join(f"{domain:>11}" for domain in DOMAINS)
    yield f"{'':<31}{'Pk':>7}{'WindowDiff':>12}{'topics':>8}   Pk:{heads}"
    for row in rows:
        parts = "".join(f"{row.by_domain.get(domain, float('nan')):>11.3f}" for domain in DOMAINS)
        figures = f"{row.pk:>7.3f}{row.windowdiff:>12.3f}{row.topics:>8.1f}"
        yield f"{row.method:<31}{figures}      {parts}"
    for peer in rows[2:-1]:
        lower = "; ".join(f"{1 - row.pk / peer.pk:.1%} ({row.method})" for row in rows[:2])
        yield f"Pk lower than {peer.method}: {lower}"


def main() -> None:
    """Print the table, and the weights that a fit on all meetings gives."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("meetings", type=Path)
    parser.add_argument("--price", type=int, default=-2000, help="permille of log-odds")
    options = parser.parse_args()
    pipeline = Pipeline.build()
    paths = sorted(options.meetings.glob("*.json"))
    meetings = read(paths, pipeline, settings=TopicSettings())
    stop = pipeline.classifier.lexicon.book("topics").group("stop").words
    print(f"{len(meetings)} meetings, {len({meeting.series for meeting in meetings})} series")
    print("\n".join(lines(table(meetings, stop=stop, price=options.price))))
    weights, plain = fit(meetings)
    each = ", ".join(f"{name} {w:.0f}" for name, w in zip(FEATURES, weights * 1000, strict=True))
    print(f"fitted on all: {each}; price {options.price - 1000 * plain:.0f}")


if __name__ == "__main__":
    main()
