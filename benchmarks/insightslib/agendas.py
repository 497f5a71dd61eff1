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

from benchmarks.insightslib.topic_meetings import letters, places, topics_of
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
        transcript = readers.read(path, settings=settings.read)
        units, _ = unitizer.split(transcript)
        document = json.loads(path.read_text("utf-8"))
        turns = [letters(turn["content"]) for turn in document["meeting_transcripts"]]
        spans = [
            (int(first), int(last), number)
            for number, topic in enumerate(document["topic_list"])
            for first, last in topic["relevant_text_span"]
        ]
        kept = places(turns, [letters(segment.text) for segment in transcript.segments])
        topics = topics_of(spans, len(turns))
        truth = np.array([topics[kept[unit.segments[0]]] for unit in units])
        titles = [topic["topic"] for topic in document["topic_list"]]
        meetings.append((path.stem, [words.stems(unit.text) for unit in units], titles, truth))
    right, even, reached, foreign = [], [], [], []
    for number, (name, said, own_titles, truth) in enumerate(meetings):
        others = [each for each in meetings if kind(each[0]) != kind(name)]
        titles, own = mixed(own_titles, others[number % len(others)][2])
        path = align(
            [PlannedItem(title) for title in titles], said, words=words, settings=settings.agenda
        )
        inside = truth >= 0
        right.append(float((path == np.array(own)[truth])[inside].mean()))
        split = np.arange(len(said)) * len(own) // len(said)
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


if __name__ == "__main__":
    main()
