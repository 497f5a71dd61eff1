"""The nine situations: how often they are found in real talk, and how often rightly.

    python -m benchmarks.insightslib.situations [SHARED_DIR]

No meetings are annotated with these situations. So every find, in meetings cut evenly into five
parts, was judged by one reader from its evidence and the talk around it; `situations.tsv` keeps
the verdicts by meeting, part and situation, without any text. "worded" are the meetings that the
lexicon was written with (QMSum's validation split, one of ICSI, and two thirds of the other
meetings); "fresh" are the last third, which was coded only when it was finished. Finds that nobody
has judged, because the lexicon or the settings have changed since, are counted apart.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from lvm_meet import resources
from lvm_meet.lexicon.entries import Book
from lvm_meet.model import Topic, Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.profile.situations import SITUATIONS, find_situations
from lvm_meet.signals.store import embed_with_store

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
VERDICTS = Path(__file__).with_name("situations.tsv")
PARTS = 5
HOUR = 9000
"""words; most of these meetings have no times"""
WORDED, FRESH = "worded", "fresh"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    folder = parser.parse_args().folder
    pipeline = Pipeline.build()
    book = pipeline.classifier.lexicon.book("situations")
    vectors = exemplar_vectors(pipeline, book)
    verdicts = read_verdicts()
    found: Counter[tuple[str, str, str]] = Counter()
    words: Counter[str] = Counter()
    for kind, name, units in meetings(folder, pipeline):
        words[kind] += sum(unit.words for unit in units)
        coding = pipeline.classifier.code(units, context=pipeline.settings.signals.context)
        for situation in find_situations(
            units,
            coding.signals,
            coding.vectors,
            topics=parts(units),
            book=book,
            exemplars=vectors,
            settings=pipeline.settings.situations,
        ):
            verdict = verdicts.get((name, situation.topic, situation.name), "not judged")
            found[kind, situation.name, verdict] += 1
    for kind in (WORDED, FRESH):
        print_table(kind, words[kind] / HOUR, found)


def exemplar_vectors(pipeline: Pipeline, book: Book) -> dict[str, object]:
    """By section the vectors of its example sentences."""
    settings, encoder = pipeline.settings.signals, pipeline.classifier.encoder
    directory = settings.encoder or resources.encoder()
    return {
        group.name: embed_with_store(encoder, list(group.exemplars), directory=directory)
        for group in book.groups
        if group.exemplars
    }


def meetings(folder: Path, pipeline: Pipeline) -> Iterator[tuple[str, str, Sequence[Utterance]]]:
    """(kind, name, units): whole meetings, then those of which most units are kept."""
    whole = sorted((folder / "meetings" / "qmsum").glob("*.json"))
    whole.append(folder / "meetings" / "icsi" / "Bns001.vtt")
    for path in whole:
        units, _ = pipeline.unitizer.split(pipeline.read(path))
        yield WORDED, path.stem, units
    rest: dict[str, list[Utterance]] = {}
    known = {path.stem for path in whole}
    words = pipeline.classifier.lexicon.words
    with (folder / "gold" / "unlabelled.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["meeting"] in known:
                continue
            units = rest.setdefault(row["meeting"], [])
            silent = words.is_backchannel(row["text"])
            units.append(
                Utterance(row["id"], row["speaker"], row["text"], None, (len(units),), silent)
            )
    names = sorted(rest)
    for first, kind in ((0, WORDED), (1, WORDED), (2, FRESH)):
        for name in names[first::3]:
            yield kind, name, rest[name]


def parts(units: Sequence[Utterance]) -> list[Topic]:
    """The meeting cut evenly."""
    size = len(units) // PARTS + 1
    cuts = [units[start : start + size] for start in range(0, len(units), size)]
    return [Topic("", (), tuple(unit.id for unit in cut)) for cut in cuts]


def read_verdicts() -> dict[tuple[str, int, str], str]:
    """(meeting, part from 0, situation) -> "right" or "wrong"."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {
            (row["meeting"], int(row["part"]), row["situation"]): row["verdict"]
            for row in csv.DictReader(file, delimiter="\t")
        }


def print_table(kind: str, hours: float, found: Counter[tuple[str, str, str]]) -> None:
    """One line per situation, then all."""
    print(f"\n{kind}: {hours:.1f} hours of {HOUR:,} words")
    print(f"{'':26}{'per hour':>9}{'right':>7}{'wrong':>7}{'not judged':>12}")
    total: Counter[str] = Counter()
    for name in (*SITUATIONS, "all"):
        line = Counter({v: found[kind, name, v] for v in ("right", "wrong", "not judged")})
        line = total if name == "all" else line
        if name != "all":
            total += line
        print(
            f"{name:26}{line.total() / hours if hours else 0:9.2f}"
            f"{line['right']:7}{line['wrong']:7}{line['not judged']:12}"
        )


if __name__ == "__main__":
    main()
