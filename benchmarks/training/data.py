"""Labelled units for training: read, merged, weighted, and turned into token sequences."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lvm_meet.lexicon import Lexicon
from lvm_meet.model import LABELS, Label
from lvm_meet.signals.context import context_of

CONTEXT = 2
HELD_OUT = "held-out.jsonl"
SECOND_SHARE = 0.3
"""weight of a second label beside the first"""


@dataclass(frozen=True, slots=True)
class Code:
    """What a unit was labelled: after all readings, with a second label ("" for none), at first."""

    label: str
    second: str
    first: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One training unit: `target` is a distribution over LABELS, `first` the label of the first
    reading (a second one looked only at what a model found doubtful, so it must not be measured
    against), `exemplar` its place in the bank
    (None for a unit of real talk).
    """

    text: str
    before: str
    target: tuple[float, ...]
    first: Label
    meeting: str = ""
    exemplar: int | None = None

    @property
    def label(self) -> Label:
        """The main label."""
        return LABELS[self.target.index(max(self.target))]


def read_codes(path: Path) -> dict[str, Code]:
    """Codes by unit id, from a gzipped table: id, label, second ("" for none), first."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {id_: Code(*rest) for id_, *rest in rows}


def read_labelled(path: Path, codes: Mapping[str, Code] | None = None) -> list[Unit]:
    """Units with `text`, `before`, `label`, `second`, `meeting` from JSON Lines.

    Where `codes` has a unit's id, its label is taken from there: a second reader corrected it.
    """
    codes = codes or {}
    return [
        _unit(
            row,
            codes.get(row.get("id", ""))
            or Code(row["label"], row.get("second") or "", row["label"]),
        )
        for row in _rows(path)
    ]


def read_annotated(path: Path, codes: Mapping[str, Code]) -> list[Unit]:
    """The units among those in `path` (JSON Lines with `id`) for which there is a code."""
    return [_unit(row, codes[row["id"]]) for row in _rows(path) if row["id"] in codes]


def _rows(path: Path) -> list[dict]:  # type: ignore[type-arg]  # JSON
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def exemplar_units(lexicon: Lexicon) -> list[Unit]:
    """The lexicon's sentences as training units; each knows its own place in the bank."""
    return [
        Unit(entry.text, "", _target(entry.label, ""), entry.label, exemplar=index)
        for index, entry in enumerate(lexicon.exemplars)
    ]


def hold_out(units: Sequence[Unit], *, part: int, seed: int) -> tuple[list[Unit], list[Unit]]:
    """(training, held out): every `part`-th meeting is held out whole."""
    meetings = sorted({unit.meeting for unit in units})
    random.Random(seed).shuffle(meetings)
    chosen = set(meetings[: len(meetings) // part])
    return (
        [unit for unit in units if unit.meeting not in chosen],
        [unit for unit in units if unit.meeting in chosen],
    )


def write_held_out(path: Path, units: Sequence[Unit]) -> None:
    """JSON Lines with `text`, `before` (one string) and `label`, for `convert.py`."""
    lines = [
        json.dumps({"text": unit.text, "before": unit.before, "label": unit.first.value})
        for unit in units
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def without_context(unit: Unit) -> Unit:
    """The same unit as if nothing had been said before."""
    return replace(unit, before="")


def class_weights(units: Sequence[Unit]) -> np.ndarray:
    """Square root of the inverse class frequency, scaled so that the mean unit weighs 1."""
    counts = np.array([unit.target for unit in units]).sum(axis=0)
    weights = np.sqrt(counts.sum() / counts)
    result: np.ndarray = weights * counts.sum() / (weights * counts).sum()
    return result


def sha256(path: Path) -> str:
    """Of a file's content, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unit(row: dict, code: Code) -> Unit:  # type: ignore[type-arg]  # JSON
    before = context_of(row.get("before") or [], size=CONTEXT)
    return Unit(
        row["text"],
        before,
        _target(code.label, code.second),
        Label(code.first),
        meeting=row.get("meeting", ""),
    )


def _target(label: str, second: str) -> tuple[float, ...]:
    target = [0.0] * len(LABELS)
    target[LABELS.index(Label(label))] = 1.0 - SECOND_SHARE if second else 1.0
    if second:
        target[LABELS.index(Label(second))] += SECOND_SHARE
    return tuple(target)
