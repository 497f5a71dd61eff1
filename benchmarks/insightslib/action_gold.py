"""Action items against what one reader marked in rebuilt meetings.

    python -m benchmarks.insightslib.action_gold [FOLDER] [--part tuning|test|closings] [--show]

FOLDER holds the coded sentences (`shared/gold` beside the repository; LVM_MEET_SHARED names another
`shared`). The reader was a language model, one reader alone, who also tuned the finder; how far a
second reader would agree is not known. Its guide:

- An action item is something somebody is to do after the meeting: taken on (commitment), or asked
  for or handed out (request). What a group takes on counts, and so does a task that is given out
  with few words ("you're the working design, then").
- No item: a move of the meeting; what the product should do; when the group meets again; an open
  invitation ("mail me if you like"); a wish; what may be done some day.
- Owner: who is said to do it, by name, by role, or as the speaker's "I" or the addressee of "you"
  where the talk makes clear who that is; empty for a group, and where it isn't said.

`actions.tsv` has a line per item: part, meeting, kind, owner, and the pieces ("TURN.PIECE") in
which it is made, without any text. The six meetings of "tuning" were read first. Words and settings
were then tuned on them, and by eye on what was found in some fifty further rebuilt meetings of
other groups. Only after that were the six of "test" read, before anything was run on them: five
whole, of education_19 only the sentences with words of promises and requests. "closings" is a
second test made the same way: the last fifth, from the piece marked "from", of twelve more product
meetings, where most work is handed out.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.insightslib.acts import SHARED, Count, baselines, coded_actions
from benchmarks.insightslib.rebuilt import Rebuilt, read_rebuilt
from lvm_meet.model import Action, Utterance
from lvm_meet.pipeline import Pipeline

GOLD = Path(__file__).with_name("actions.tsv")
PARTS = ("tuning", "test", "closings")
FROM = "from"
NEAR = 1
"""units that a find may lie beside a mark"""


@dataclass(frozen=True, slots=True)
class Marked:
    """One item as it was marked; `owner` None where nobody in particular is to do it."""

    kind: str
    owner: str | None
    pieces: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnerCount:
    """Owners of the items found: right names among those given, and names given at all.

    `items` are all items, `wrong_items` the named ones that are no items at all.
    """

    right: int = 0
    named: int = 0
    items: int = 0
    wrong_items: int = 0

    def __add__(self, other: OwnerCount) -> OwnerCount:
        return OwnerCount(
            self.right + other.right,
            self.named + other.named,
            self.items + other.items,
            self.wrong_items + other.wrong_items,
        )


def read_gold(part: str, path: Path = GOLD) -> dict[str, list[Marked]]:
    """The marks of a part by meeting, in the order of the file; "from" is where reading began."""
    found: dict[str, list[Marked]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["part"] == part:
                mark = Marked(row["kind"], row["owner"] or None, frozenset(row["ids"].split()))
                found.setdefault(row["meeting"], []).append(mark)
    return found


def places(
    marks: Sequence[Marked], units: Sequence[Utterance], pieces: Sequence[str]
) -> list[list[int]]:
    """The places of the units that hold the pieces of each mark."""
    return [
        [
            place
            for place, unit in enumerate(units)
            if any(pieces[segment] in mark.pieces for segment in unit.segments)
        ]
        for mark in marks
    ]


def touches(one: Sequence[int], two: Sequence[int]) -> bool:
    """Whether two sets of places come within NEAR units of each other."""
    return any(abs(first - second) <= NEAR for first in one for second in two)


def count(items: Sequence[Sequence[int]], marks: Sequence[Sequence[int]]) -> Count:
    """Found items that touch a mark, and marks that are touched."""
    return Count(
        sum(any(touches(item, mark) for mark in marks) for item in items),
        len(items),
        sum(any(touches(item, mark) for item in items) for mark in marks),
        len(marks),
    )


def count_owners(
    actions: Sequence[Action],
    items: Sequence[Sequence[int]],
    marks: Sequence[Marked],
    at: Sequence[Sequence[int]],
) -> OwnerCount:
    """A name is right where a mark that the item touches has it."""
    total = OwnerCount()
    for action, item in zip(actions, items, strict=True):
        owners = [mark.owner for mark, place in zip(marks, at, strict=True) if touches(item, place)]
        named = action.owner is not None
        total += OwnerCount(
            int(named and action.owner in owners),
            int(named and bool(owners)),
            1,
            int(named and not owners),
        )
    return total


def score(
    pipeline: Pipeline, rebuilt: Rebuilt, marks: Sequence[Marked], *, show: bool
) -> tuple[dict[str, Count], OwnerCount]:
    """The counts of each method on one meeting, those of the finder by kind of mark as well."""
    units, signals, actions = coded_actions(pipeline, rebuilt.transcript)
    place = {unit.id: index for index, unit in enumerate(units)}
    items = [[place[each] for each in action.utterances] for action in actions]
    begin = [mark for mark in marks if mark.kind == FROM]
    marks = [mark for mark in marks if mark.kind != FROM]
    first = min((min(place) for place in places(begin, units, rebuilt.pieces)), default=0)
    kept = [index for index, item in enumerate(items) if max(item) >= first]
    actions, items = tuple(actions[index] for index in kept), [items[index] for index in kept]
    at = places(marks, units, rebuilt.pieces)
    execution, cues = (
        [item for item in found if item[0] >= first] for found in baselines(units, signals)
    )
    counts = {"action items": count(items, at)}
    for kind in ("commitment", "request"):
        some = [where for mark, where in zip(marks, at, strict=True) if mark.kind == kind]
        found = count(items, some)
        counts[f"  {kind}s"] = Count(0, 0, found.found, found.coded)
    counts["coded execution"] = count(execution, at)
    counts["plain pattern"] = count(cues, at)
    if show:
        for action, item in zip(actions, items, strict=True):
            right = any(touches(item, where) for where in at)
            print(f"  {'+' if right else '-'} {action.owner}: {action.task}")
    return counts, count_owners(actions, items, marks, at)


def main() -> None:
    """Print precision and recall of each method, and how many owners are right."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED / "gold")
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--show", action="store_true", help="print every item found")
    options = parser.parse_args()
    gold = read_gold(options.part)
    pipeline = Pipeline.build()
    totals: dict[str, Count] = {}
    owners = OwnerCount()
    for name, rebuilt in read_rebuilt(options.folder, gold).items():
        counts, named = score(pipeline, rebuilt, gold[name], show=options.show)
        print(f"{name:<16}{counts['action items'].row}")
        for method, counted in counts.items():
            totals[method] = totals.get(method, Count()) + counted
        owners += named
    print(f"\n{options.part} (within {NEAR} unit)\n{'':<16}{'precision':<16}{'recall':<14}")
    for method, counted in totals.items():
        print(f"{method:<16}{counted.row}")
    print(
        f"owners: {owners.right} right of {owners.named} named on right items; "
        f"{owners.items} items in all, {owners.wrong_items} with a name though they are none"
    )


if __name__ == "__main__":
    main()
