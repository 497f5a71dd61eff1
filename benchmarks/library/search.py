"""How well `lvm-meet search` finds, on QMSum's questions: are its places among those that answer?

    python benchmarks/library/search.py QMSUM_FOLDER [ANALYSES_FOLDER]

QMSUM_FOLDER holds meetings as QMSum publishes them, with questions and the turns that answer each.
Every meeting is analysed once (kept in ANALYSES_FOLDER, where that is given) and put into a library
of its own folder; each question is asked in its own meeting. Intervals are 95 %, by a bootstrap
over series of meetings ("ES2006a" and "ES2006b" are one).
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lvm_meet import codec
from lvm_meet.embed import open_encoder
from lvm_meet.library.library import Library
from lvm_meet.library.search import search
from lvm_meet.model import Analysis
from lvm_meet.pipeline import Pipeline
from lvm_meet.ports import Embedder

PLACES = 10
ROUNDS = 2000
_NOISE = re.compile(r"\{[^}]*\}|[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the indexes of the segments that answer it."""

    question: str
    answers: frozenset[int]


def analysed(folder: Path, kept: Path | None) -> Iterator[tuple[Path, Analysis]]:
    """Each meeting of the folder with its analysis, by name."""
    pipeline: Pipeline | None = None
    for path in sorted(folder.glob("*.json")):
        saved = None if kept is None else kept / path.name
        if saved is not None and saved.is_file():
            yield path, codec.loads(saved.read_text("utf-8"))
            continue
        pipeline = pipeline or Pipeline.build()
        analysis = pipeline.analyze(pipeline.read(path))
        if saved is not None:
            saved.parent.mkdir(parents=True, exist_ok=True)
            saved.write_text(codec.dumps(analysis), "utf-8")
        yield path, analysis


def questions(path: Path, analysis: Analysis) -> list[Asked]:
    """QMSum's specific questions; its turns are found again among the segments by their words,
    since turns of mere noises are no segments.
    """
    document = json.loads(path.read_text("utf-8"))
    segments = [_NOISE.sub("", segment.text.lower()) for segment in analysis.transcript.segments]
    place: dict[int, int] = {}
    following = 0
    for number, turn in enumerate(document["meeting_transcripts"]):
        words = _NOISE.sub("", turn["content"].lower())
        if following < len(segments) and words and words[:20] == segments[following][:20]:
            place[number] = following
            following += 1
    return [
        Asked(
            each["query"],
            frozenset(
                place[turn]
                for first, last in each["relevant_text_span"]
                for turn in range(int(first), int(last) + 1)
                if turn in place
            ),
        )
        for each in document["specific_query_list"]
    ]


def measured(
    library: Library, analysis: Analysis, asked: Asked, embedder: Embedder | None
) -> list[float]:
    """Whether the first place answers, one of the first five does, and 1 / the first that does."""
    segments = {unit.id: set(unit.segments) for unit in analysis.utterances}
    meeting = library.meeting(analysis.transcript.source.sha256)
    found = search(library, asked.question, meeting=meeting, embedder=embedder, limit=PLACES)
    right = [bool(segments[hit.spot.ref] & asked.answers) for hit in found.talk]
    first = next((1 / (rank + 1) for rank, hit in enumerate(right) if hit), 0.0)
    return [float(any(right[:1])), float(any(right[:5])), first]


def interval(values: np.ndarray, series: list[str]) -> tuple[float, float]:
    """95 % interval of the mean of `values`, shape (n,), drawing whole series."""
    groups = [np.flatnonzero(np.array(series) == name) for name in sorted(set(series))]
    rng = np.random.default_rng(1)
    means = []
    for _ in range(ROUNDS):
        drawn = rng.integers(0, len(groups), len(groups))
        means.append(values[np.concatenate([groups[number] for number in drawn])].mean())
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def main() -> None:
    """Ask every question both ways and print what was found."""
    folder = Path(sys.argv[1])
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    encoder = open_encoder()
    rows: dict[str, list[list[float]]] = {"words": [], "words and meaning": []}
    series: list[str] = []
    chance = []
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(str(Path(place) / "library.sqlite"), create=True)
        meetings = list(analysed(folder, kept))
        for _, analysis in meetings:
            library.add(analysis)
        for path, analysis in meetings:
            for asked in questions(path, analysis):
                series.append(re.sub(r"(?<=\d)[a-z]$", "", path.stem))
                rows["words"].append(measured(library, analysis, asked, None))
                rows["words and meaning"].append(measured(library, analysis, asked, encoder))
                share = [bool(asked.answers & set(unit.segments)) for unit in analysis.utterances]
                chance.append(np.mean(share))
    print(f"{len(series)} questions; a random sentence answers {np.mean(chance):.3f} of them")
    print(f"{'':20}{'first':>8}{'in five':>9}{'MRR':>8}")
    for name, values in rows.items():
        first, five, mean = np.array(values).mean(axis=0)
        print(f"{name:20}{first:8.3f}{five:9.3f}{mean:8.3f}")
    gained = np.array(rows["words and meaning"]) - np.array(rows["words"])
    for number, name in enumerate(("first", "in five", "MRR")):
        low, high = interval(gained[:, number], series)
        print(f"meaning adds {gained[:, number].mean():+.3f} ({low:+.3f} to {high:+.3f}) {name}")


if __name__ == "__main__":
    main()
