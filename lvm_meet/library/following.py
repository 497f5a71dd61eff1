"""What goes from meeting to meeting: tasks that come back, and directions without a step.

Tasks are linked as `items` has it. A direction that got no step in its own meeting is an orphan
until a later action item or decision of the same team shares its words. Words that many meetings
use tie nothing together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lvm_meet.library.conclusions import ORPHAN, Kind
from lvm_meet.library.items import Item, Mention, Weights, linked, team_of
from lvm_meet.library.library import Library
from lvm_meet.library.spots import Spot, conclusion_spots
from lvm_meet.library.values import Meeting, Selection
from lvm_meet.model import Status
from lvm_meet.settings import LibrarySettings

_KINDS = (Kind.ACTION, Kind.DECISION, Kind.DIRECTION, Kind.REPORT)


@dataclass(frozen=True, slots=True)
class Direction:
    """A vision that got no step in its own meeting. `taken_up` is the later conclusion that shares
    its words, None: nobody turned it into a step so far.
    """

    meeting: Meeting
    spot: Spot
    taken_up: Mention | None


@dataclass(frozen=True, slots=True)
class Threads:
    """All items and all directions, in the order in which they first came up."""

    items: tuple[Item, ...]
    directions: tuple[Direction, ...]


def follow(library: Library, selection: Selection | None = None) -> Threads:
    """Follow tasks and directions through the meetings that are meant."""
    meetings = {each.id: each for each in library.meetings(selection)}
    order = {id_: number for number, id_ in enumerate(meetings)}
    with library.store.read() as connection:
        found = [
            (Mention(meetings[spot.meeting], spot), kind)
            for spot, kind in conclusion_spots(connection, _KINDS)
            if spot.meeting in meetings
        ]
    found.sort(key=lambda pair: (order[pair[0].meeting.id], pair[0].spot.place, pair[0].spot.id))
    known = library.words
    weights = Weights.build(
        (mention.spot for mention, kind in found if kind is not Kind.REPORT),
        known,
        library.settings,
    )
    steps = [mention for mention, kind in found if kind in (Kind.ACTION, Kind.DECISION)]
    serving = _Steps.build(steps, order, weights, library.settings)
    directions = [
        Direction(mention.meeting, mention.spot, serving.serving(mention))
        for mention, kind in found
        if kind is Kind.DIRECTION and mention.spot.detail == ORPHAN
    ]
    tasks = [pair for pair in found if pair[1] in (Kind.ACTION, Kind.REPORT)]
    return Threads(linked(tasks, weights, known, library.settings), tuple(directions))


Turnover = Mapping[tuple[int, str | None], tuple[int, int]]
"""(meeting, owner in lower case; None: all) -> how many action items it opened and closed"""


def turnover(library: Library, meetings: Iterable[Meeting]) -> Turnover:
    """What each of these meetings opened and closed.

    An item is opened where it first came up, and closed where it was reported as done, whenever
    it came up: meetings of the same teams that are not meant are looked through too.
    """
    wanted = {meeting.id for meeting in meetings}
    found: dict[tuple[int, str | None], tuple[int, int]] = {}
    for item in follow(library).items:
        first, told = item.mentions[0], item.told
        done = None if item.open or told is None else told.meeting.id
        opened = first.meeting.id if first.spot.status != Status.DONE else None
        for who in {None, item.owner.casefold() if item.owner else None}:
            for place, id_ in enumerate((opened, done)):
                if id_ in wanted and id_ is not None:
                    before = found.get((id_, who), (0, 0))
                    found[id_, who] = (before[0] + (place == 0), before[1] + (place == 1))
    return found


@dataclass(frozen=True, slots=True)
class _Steps:
    """What may serve a direction, by team and word; the earliest first."""

    by_word: Mapping[tuple[str, str], Sequence[Mention]]
    order: Mapping[int, int]
    weights: Weights
    settings: LibrarySettings

    @classmethod
    def build(
        cls,
        steps: Iterable[Mention],
        order: Mapping[int, int],
        weights: Weights,
        settings: LibrarySettings,
    ) -> _Steps:
        by_word: dict[tuple[str, str], list[Mention]] = {}
        for step in steps:
            for word in weights.telling(step.spot):
                by_word.setdefault((team_of(step.meeting), word), []).append(step)
        return cls(by_word, order, weights, settings)

    def serving(self, direction: Mention) -> Mention | None:
        """The first conclusion of a later meeting of that team that may serve the direction."""
        team, when = team_of(direction.meeting), self.order[direction.meeting.id]
        found = {
            step.spot.id: step
            for word in self.weights.telling(direction.spot)
            for step in self.by_word.get((team, word), ())
            if self.order[step.meeting.id] > when and self._serves(step.spot, direction.spot)
        }
        steps = sorted(found.values(), key=lambda m: (self.order[m.meeting.id], m.spot.place))
        return steps[0] if steps else None

    def _serves(self, step: Spot, direction: Spot) -> bool:
        """Whether a step may serve a direction."""
        stems = self.weights.stems
        wanted = stems[direction.id]
        shared = [word for word in stems[step.id] & wanted if word in self.weights.of]
        return len(shared) >= self.settings.taken_up_words and (
            1000 * self.weights.total(shared) >= self.settings.taken_up * self.weights.total(wanted)
        )
