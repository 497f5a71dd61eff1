"""An agenda held against the talk, measured on QMSum's topics as if they had been the agenda.

    python -m benchmarks.insightslib.agendas [MEETINGS_DIR]

There are no real agendas with who-talked-when beside them, so people's titles of what was talked
about stand in, which is harder: they were written afterwards, in words that nobody may have said.
Each meeting's titles are mixed with as many foreign ones, from a meeting of another kind, that
were surely not reached. Printed: the share of foreign items that count as reached, of own items
that do, and of the units inside the annotated spans that get their item, beside an even split that
knows which items are foreign.
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import numpy as np

from lvm_meet import lexicon as lexicons
from lvm_meet import readers, utterances
from lvm_meet.insights.agenda_words import Words, align
from lvm_meet.model import PlannedItem
from lvm_meet.settings import Settings

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared"))
KINDS = {"ES": "product", "IS": "product", "TS": "product", "co": "committee", "ed": "committee"}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "meetings" / "qmsum")
    options = parser.parse_args()
    settings, lexicon = Settings(), lexicons.load()
    words = Words.of(lexicon.book("agenda"), lexicon.book("topics"))
    unitizer = utterances.prepare(words=lexicon.words, settings=settings.units)
    meetings = []
    for path in sorted(options.folder.glob("*.json")):
        units, _ = unitizer.split(readers.read(path, settings=settings.read))
        topics = json.loads(path.read_text("utf-8"))["topic_list"]
        meetings.append((path.stem, [(words.stems(u.text), u.segments[0]) for u in units], topics))
    right, even, reached, foreign = [], [], [], []
    for number, (name, units, topics) in enumerate(meetings):
        others = [each for each in meetings if kind(each[0]) != kind(name)]
        strange = others[number % len(others)][2]
        titles, own = mixed([t["topic"] for t in topics], [t["topic"] for t in strange])
        path = align(
            [PlannedItem(title) for title in titles],
            [stems for stems, _ in units],
            words=words,
            settings=settings.agenda,
        )
        truth = np.array([place_of(segment, topics) for _, segment in units])
        inside = truth >= 0
        right.append(float((path == np.array(own)[truth])[inside].mean()))
        split = np.arange(len(units)) * len(topics) // len(units)
        even.append(float((split == truth)[inside].mean()))
        counted = [
            int((path == item).sum()) >= settings.agenda.least_units for item in range(len(titles))
        ]
        reached += [counted[item] for item in own]
        foreign += [counted[item] for item in range(len(titles)) if item not in own]
    print(f"{len(meetings)} meetings, {len(reached)} own and {len(foreign)} foreign items")
    print(f"foreign items that count as reached   {np.mean(foreign):6.1%}")
    print(f"own items that count as reached       {np.mean(reached):6.1%}")
    print(f"units with their item                 {np.mean(right):6.1%}")
    print(f"  even split over the own items       {np.mean(even):6.1%}")


def kind(name: str) -> str:
    """The kind of a QMSum meeting by its name."""
    return KINDS.get(name[:2], "academic")


def mixed(own: list[str], foreign: list[str]) -> tuple[list[str], list[int]]:
    """Own and foreign titles in turn, and the places of the own ones."""
    titles: list[str] = []
    places = []
    for place in range(max(len(own), len(foreign))):
        if place < len(own):
            places.append(len(titles))
            titles.append(own[place])
        titles += foreign[place : place + 1]
    return titles, places


def place_of(segment: int, topics: list[dict]) -> int:
    """The topic that the turn belongs to, the last where several do; -1 for none."""
    found = -1
    for place, topic in enumerate(topics):
        for first, last in topic["relevant_text_span"]:
            if int(first) <= segment <= int(last):
                found = place
    return found


if __name__ == "__main__":
    main()
