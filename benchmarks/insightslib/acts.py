"""Action items held against human codes of dialogue acts.

    python -m benchmarks.insightslib.acts [FOLDER]

The ICSI meetings of FOLDER (`shared/meetings/icsi` beside the repository; LVM_MEET_SHARED names
another `shared`) carry the codes of the meeting recorder dialogue act corpus (Shriberg et al.
2004): `cc` commitment, `co` command, `cs` suggestion. A found item is right where an utterance
with the code lies within two utterances of it, an utterance with the code is found where an item
does. That is no gold of action items: `cc` holds moves within the meeting ("I'll read mine
first"), `co` orders to the room ("leave them on"), and nobody says "we need to" only of tasks. So
the baselines stand beside: every unit coded as execution, and one plain pattern.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.insights.actions import find_actions
from lvm_meet.model import Action, ActionKind, Label, Signal, Transcript, Utterance
from lvm_meet.pipeline import Pipeline
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
NEAR = 2
PATTERN = re.compile(r"\b(?:i'?ll|we need to|can you|action item)\b", re.IGNORECASE)
_PARTS = re.compile(r"[\^|:.]")
TASKS = (
    ("commitments against cc", "commitment", {"cc"}),
    ("requests against co", "request", {"co"}),
    ("requests against co, cs", "request", {"co", "cs"}),
    ("all against cc, co", "all", {"cc", "co"}),
    ("all against cc, co, cs", "all", {"cc", "co", "cs"}),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many found items are right, and how many coded utterances were found."""

    right: int = 0
    items: int = 0
    found: int = 0
    coded: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.right + other.right,
            self.items + other.items,
            self.found + other.found,
            self.coded + other.coded,
        )

    @property
    def row(self) -> str:
        precision = f"{self.right / self.items:6.1%}" if self.items else "     –"
        recall = f"{self.found / self.coded:6.1%}" if self.coded else "     –"
        return (
            f"{precision} {self.right:>4}/{self.items:<4}{recall} {self.found:>3}/{self.coded:<3}"
        )


def count(items: Sequence[Sequence[int]], coded: Sequence[int]) -> Count:
    """`items` are places of the units of each item, `coded` places of units with the code."""
    places = sorted({place for item in items for place in item})
    return Count(
        sum(any(near(place, coded) for place in item) for item in items),
        len(items),
        sum(near(place, places) for place in coded),
        len(coded),
    )


def near(place: int, others: Iterable[int]) -> bool:
    """Whether one of the others lies within NEAR units."""
    return any(abs(place - other) <= NEAR for other in others)


def coded_units(units: Sequence[Utterance], rows: Sequence[Mapping[str, str]]) -> list[set[str]]:
    """The codes of each unit: of all rows of its speaker that begin within its span."""
    codes: list[set[str]] = [set() for _ in units]
    for row in rows:
        at = round(float(row["start"]) * 1000)
        for place, unit in enumerate(units):
            if (
                unit.speaker == row["speaker"]
                and unit.span
                and unit.span.start_ms <= at < max(unit.span.end_ms, unit.span.start_ms + 1)
            ):
                codes[place] |= set(_PARTS.split(row["act"]))
                break
    return codes


def coded_actions(
    pipeline: Pipeline, transcript: Transcript
) -> tuple[tuple[Utterance, ...], tuple[Signal, ...], tuple[Action, ...]]:
    """The units of a meeting, their codes, and its action items."""
    units, _ = pipeline.unitizer.split(transcript)
    coding = pipeline.classifier.code(units, context=pipeline.settings.signals.context)
    lexicon = pipeline.classifier.lexicon
    book, prose = lexicon.book("actions"), lexicon.book("prose")
    actions = find_actions(
        units,
        coding.signals,
        coding.vectors,
        book=book,
        exemplars={
            group.name: pipeline.classifier.encoder.embed(group.exemplars)
            for group in book.groups
            if group.exemplars
        },
        cleaner=Cleaner(prose),
        replies=Replies(prose),
        held=None,
        settings=pipeline.settings.actions,
    )
    return units, coding.signals, actions


def baselines(
    units: Sequence[Utterance], signals: Sequence[Signal]
) -> tuple[list[list[int]], list[list[int]]]:
    """The places of all units coded as execution, and of those in which the plain pattern is."""
    execution = [[index] for index, signal in enumerate(signals) if signal.label is Label.EXECUTION]
    return execution, [[index] for index, unit in enumerate(units) if PATTERN.search(unit.text)]


def found_items(
    pipeline: Pipeline, path: Path
) -> tuple[tuple[Utterance, ...], dict[str, dict[str, list[list[int]]]]]:
    """The units of a meeting, and per method and kind the places of its items."""
    units, signals, actions = coded_actions(pipeline, pipeline.read(path))
    place = {unit.id: index for index, unit in enumerate(units)}
    ours: dict[str, list[list[int]]] = {"commitment": [], "request": [], "all": []}
    for action in actions:
        item = [place[each] for each in action.utterances]
        ours["all"].append(item)
        ours["commitment" if action.kind is ActionKind.COMMITMENT else "request"].append(item)
    execution, cues = baselines(units, signals)
    return units, {
        "action items": ours,
        "coded execution": dict.fromkeys(ours, execution),
        "plain pattern": dict.fromkeys(ours, cues),
    }


def main() -> None:
    """Print a table per task: each method on each meeting and on all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "meetings" / "icsi")
    options = parser.parse_args()
    pipeline = Pipeline.build()
    meetings = []
    for path in sorted(options.folder.glob("*.vtt")):
        units, methods = found_items(pipeline, path)
        with path.with_suffix(".acts.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        meetings.append((path.stem, methods, coded_units(units, rows)))
    for title, kind, wanted in TASKS:
        print(f"\n{title} (within {NEAR} utterances)")
        print(f"{'':<18}{'':<10}{'precision':<16}{'recall':<14}")
        for method in ("action items", "coded execution", "plain pattern"):
            total = Count()
            for name, methods, codes in meetings:
                coded = [place for place, here in enumerate(codes) if here & wanted]
                counted = count(methods[method][kind], coded)
                total += counted
                print(f"{method:<18}{name:<10}{counted.row}")
            print(f"{method:<18}{'all':<10}{total.row}")


if __name__ == "__main__":
    main()
