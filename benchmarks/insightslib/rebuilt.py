"""Meetings put together again from the coded sentences of many: `shared/gold/*.jsonl`.

Each line there is one sentence with `id` (MEETING#TURN.PIECE), `meeting`, `speaker` and `text`.
Most short replies ("yeah") were never coded, so that a rebuilt meeting has gaps where people
agree; whatever rests on agreement is found less often in them than in whole meetings.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.model import Segment, Source, Transcript

FILES = ("unlabelled.jsonl", "train.jsonl", "dev.jsonl")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One meeting; `pieces` are the "TURN.PIECE" of its segments."""

    transcript: Transcript
    pieces: tuple[str, ...]


def read_rebuilt(folder: Path, wanted: Collection[str] | None = None) -> dict[str, Rebuilt]:
    """The meetings of `folder` by name, all or those `wanted`; each sentence is a segment."""
    said: dict[str, dict[tuple[int, int], Segment]] = {}
    for name in FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if wanted is None or row["meeting"] in wanted:
                    place = piece(row["id"].partition("#")[2])
                    segment = Segment(row["text"], row["speaker"])
                    said.setdefault(row["meeting"], {})[place] = segment
    return {name: rebuild(name, sorted(said[name].items())) for name in sorted(said)}


def piece(text: str) -> tuple[int, int]:
    """(turn, piece) of "TURN.PIECE"."""
    turn, _, place = text.partition(".")
    return int(turn), int(place)


def rebuild(name: str, said: Iterable[tuple[tuple[int, int], Segment]]) -> Rebuilt:
    """A transcript of the sentences, in the order in which they are given."""
    rows = list(said)
    transcript = Transcript(
        source=Source(name, "rebuilt", "", 0),
        segments=tuple(segment for _, segment in rows),
        language="en",
        origin="rebuilt",
        notes=(),
    )
    return Rebuilt(transcript, tuple(f"{turn}.{place}" for (turn, place), _ in rows))
