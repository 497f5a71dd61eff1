"""Labelled units for training: read, merged, weighted, and turned into token sequences."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lvm_meet.lexicon import Lexicon
from lvm_meet.model import LABELS, Label
from lvm_meet.signals.context import context_of

CONTEXT = 2
SECOND_SHARE = 0.3
"""weight of a second label beside the first"""


@dataclass(frozen=True, slots=True)
class Unit:
    """One training unit: `target` is a distribution over LABELS, `exemplar` its place in the bank
    (None for a unit of real talk).
    """

    text: str
    before: str
    target: tuple[float, ...]
    meeting: str = ""
    exemplar: int | None = None


def read_labelled(path: Path) -> list[Unit]:
    """Units with `text`, `before`, `label`, `second`, `meeting` from JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_unit(row, row["label"], row.get("second")) for row in rows]


def read_annotated(texts: Path, labels: Path) -> list[Unit]:
    """Units whose text lies in `texts` (JSON Lines with `id`) and whose label in `labels`.

    `labels` is a gzipped table: id, label, second (may be empty), tab-separated, with a header.
    """
    with gzip.open(labels, "rt", encoding="utf-8") as lines:
        next(lines)
        codes = {
            id_: (label, second)
            for id_, label, second in (line.rstrip("\n").split("\t") for line in lines)
        }
    with texts.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        _unit(row, codes[row["id"]][0], codes[row["id"]][1]) for row in rows if row["id"] in codes
    ]


def exemplar_units(lexicon: Lexicon) -> list[Unit]:
    """The lexicon's sentences as training units; each knows its own place in the bank."""
    return [
        Unit(entry.text, "", _target(entry.label, None), exemplar=index)
        for index, entry in enumerate(lexicon.exemplars)
    ]


def hold_out(units: Sequence[Unit], *, part: int, seed: int) -> tuple[list[Unit], list[Unit]]:
    """(training, held out): every `part`-th meeting is held out whole; 0 holds out none."""
    if part == 0:
        return list(units), []
    meetings = sorted({unit.meeting for unit in units})
    random.Random(seed).shuffle(meetings)
    chosen = set(meetings[: len(meetings) // part])
    return (
        [unit for unit in units if unit.meeting not in chosen],
        [unit for unit in units if unit.meeting in chosen],
    )


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


def _unit(row: dict, label: str, second: str | None) -> Unit:  # type: ignore[type-arg]
    before = context_of(row.get("before") or [], size=CONTEXT)
    return Unit(row["text"], before, _target(label, second), meeting=row.get("meeting", ""))


def _target(label: str, second: str | None) -> tuple[float, ...]:
    target = [0.0] * len(LABELS)
    target[LABELS.index(Label(label))] = 1.0 - SECOND_SHARE if second else 1.0
    if second:
        target[LABELS.index(Label(second))] += SECOND_SHARE
    return tuple(target)
