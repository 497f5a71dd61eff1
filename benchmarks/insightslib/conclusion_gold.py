"""Decisions, open questions and risks, against what one reader marked in rebuilt meetings.

The reader was a language model; it read each meeting whole, before anything was tuned on any of
them, with this guide:

- decision: the group, or whoever leads it, settles something that binds later work, also without
  saying so ("so no display then", "yeah"); what a board or client laid down counts where the group
  takes it up. Tasks, moves of the meeting, and options that are only presented don't.
- question: about the work, and nobody in the room can answer it, or it is put off.
- risk: what may go wrong with the work, or what is in its way now.

`conclusions.tsv` has a line per find: half, meeting, kind, whether the reader was sure, and up to
three pieces ("TURN.PIECE") in which it is made, without any text. "maybe" are debatable: to find
them is neither right nor wrong. "read" is the last turn that was read, where it wasn't all.

"tuning": words and settings were chosen on these. "test": marked at the same time, by the one who
then wrote the word lists, and not without them in mind: phrases that are found nowhere else in what
was read were taken out again, but it is no clean test. "fresh": marked when the lists and settings
were frozen, and run once. Other meetings of the same groups of speakers were read for the lists.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.insightslib.rebuilt import piece
from lvm_meet.model import Utterance

GOLD = Path(__file__).with_name("conclusions.tsv")
KINDS = ("decision", "question", "risk")
HALVES = ("tuning", "test", "fresh")
PLAIN = {
    "decision": re.compile(
        r"\b(?:decid\w*|decision\w*|agree\w*|let's|we'll|we will|go (?:with|for))\b", re.I
    ),
    "question": re.compile(r"\?\s*$"),
    "risk": re.compile(
        r"\b(?:risk\w*|problem\w*|worr\w+|concern\w*|afraid|danger\w*|too expensive|stuck)\b", re.I
    ),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked in one meeting: by kind the sure and the debatable finds, as pieces."""

    half: str
    sure: dict[str, tuple[frozenset[str], ...]]
    debatable: dict[str, tuple[frozenset[str], ...]]
    last: int | None
    """the last turn that was read; None: all were"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Finds and marks of one kind; fractions are expectations at random."""

    right: float = 0
    wrong: float = 0
    found: float = 0
    """marks that were found"""
    marks: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right,
            self.wrong + other.wrong,
            self.found + other.found,
            self.marks + other.marks,
        )

    def __str__(self) -> str:
        told = self.right + self.wrong
        precision = f"{self.right / told:4.0%}" if told else "   -"
        recall = f"{self.found / self.marks:4.0%}" if self.marks else "   -"
        return (
            f"{precision} ({self.right:5.1f} of {told:5.1f})  "
            f"{recall} ({self.found:4.1f} of {self.marks:2})"
        )


def read_gold(path: Path = GOLD) -> dict[str, Marked]:
    """The marks by meeting, in the order of the file."""
    found: dict[str, Marked] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            known = found.get(row["meeting"], Marked(row["half"], {}, {}, None))
            if row["kind"] == "read":
                known = Marked(known.half, known.sure, known.debatable, int(row["ids"]))
            else:
                marks = known.sure if row["sure"] == "yes" else known.debatable
                marks[row["kind"]] = (*marks.get(row["kind"], ()), frozenset(row["ids"].split()))
            found[row["meeting"]] = known
    return found


def units_read(units: Sequence[Utterance], pieces: Sequence[str], last: int | None) -> int:
    """How many of the units, from the first, belong to turns that were read."""
    if last is None:
        return len(units)
    return sum(piece(pieces[unit.segments[0]])[0] <= last for unit in units)


def places(
    marks: Collection[frozenset[str]], units: Sequence[Utterance], pieces: Sequence[str]
) -> list[frozenset[int]]:
    """Each mark as the indexes of the units that hold its pieces."""
    return [
        frozenset(
            index
            for index, unit in enumerate(units)
            if any(pieces[segment] in mark for segment in unit.segments)
        )
        for mark in marks
    ]


def near(marks: frozenset[int], within: int) -> frozenset[int]:
    """All indexes at most `within` from a mark."""
    return frozenset(place + step for place in marks for step in range(-within, within + 1))


def count(
    finds: Sequence[frozenset[int]],
    sure: Sequence[frozenset[int]],
    debatable: Sequence[frozenset[int]],
    *,
    within: int,
) -> Counts:
    """Finds against marks: one counts where a unit of it is at most `within` from a mark."""
    wanted = [near(mark, within) for mark in sure]
    wide = frozenset().union(*wanted)
    spared = frozenset().union(*(near(mark, within) for mark in debatable))
    said = frozenset().union(*finds)
    right = sum(bool(find & wide) for find in finds)
    wrong = sum(not find & (wide | spared) for find in finds)
    return Counts(right, wrong, sum(bool(mark & said) for mark in wanted), len(wanted))


def count_drawn(
    pool: Sequence[int],
    draws: int,
    sure: Sequence[frozenset[int]],
    debatable: Sequence[frozenset[int]],
    *,
    within: int,
) -> Counts:
    """What `draws` units drawn from `pool` would be expected to get."""
    if not pool:
        return Counts(marks=len(sure))
    wanted = [near(mark, within) for mark in sure]
    wide = frozenset().union(*wanted)
    spared = frozenset().union(*(near(mark, within) for mark in debatable))
    right = sum(place in wide for place in pool) / len(pool)
    wrong = sum(place not in wide and place not in spared for place in pool) / len(pool)
    shares = [sum(place in mark for place in pool) / len(pool) for mark in wanted]
    found = sum(1 - (1 - share) ** draws for share in shares)
    return Counts(draws * right, draws * wrong, found, len(wanted))
