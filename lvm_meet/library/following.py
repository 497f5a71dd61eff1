"""What goes from meeting to meeting: tasks that come back, and directions without a step.

Two action items are one where they share enough of their rarer words and nobody else's name stands
by one of them. It is open until its latest report says that it is done. A direction that got no
step in its own meeting is an orphan until a later action item or decision of the same team shares
its words. Words that many meetings use tie nothing together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from lvm_meet.library.conclusions import ORPHAN, Kind
from lvm_meet.library.library import Library
from lvm_meet.library.spots import Spot, conclusion_spots
from lvm_meet.library.values import Meeting, Selection
from lvm_meet.library.words import words
from lvm_meet.model import Status
from lvm_meet.settings import LibrarySettings


@dataclass(frozen=True, slots=True)
class Mention:
    """An action item as it came up in one meeting."""

    meeting: Meeting
    spot: Spot


@dataclass(frozen=True, slots=True)
class Item:
    """An action item through the meetings, the earliest mention first; never empty."""

    mentions: tuple[Mention, ...]

    @property
    def latest(self) -> Spot:
        return self.mentions[-1].spot

    @property
    def owner(self) -> str | None:
        """Who has it, as last said; None where nobody was named."""
        return next((each.spot.owner for each in reversed(self.mentions) if each.spot.owner), None)

    @property
    def due(self) -> Spot | None:
        """The latest mention that says when it is due."""
        return next((each.spot for each in reversed(self.mentions) if each.spot.due_text), None)

    @property
    def status(self) -> Status | None:
        """What was last reported of it."""
        found = next((each.spot.status for each in reversed(self.mentions) if each.spot.status), "")
        return Status(found) if found else None

    @property
    def open(self) -> bool:
        return self.status is not Status.DONE

    @property
    def meetings(self) -> int:
        return len({each.meeting.id for each in self.mentions})


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
    kinds = (Kind.ACTION, Kind.DECISION, Kind.DIRECTION)
    with library.store.read() as connection:
        spots = [
            (spot, kind)
            for spot, kind in conclusion_spots(connection, kinds)
            if spot.meeting in meetings
        ]
    spots.sort(key=lambda pair: (order[pair[0].meeting], pair[0].place, pair[0].id))
    tie = _Tie.build([spot for spot, _ in spots], settings=library.settings)
    actions = [Mention(meetings[s.meeting], s) for s, kind in spots if kind is Kind.ACTION]
    steps = [Mention(meetings[s.meeting], s) for s, kind in spots if kind is not Kind.DIRECTION]
    serving = _Steps.build(steps, order, tie)
    directions = [
        Direction(meetings[spot.meeting], spot, serving.serving(spot, meetings[spot.meeting]))
        for spot, kind in spots
        if kind is Kind.DIRECTION and spot.detail == ORPHAN
    ]
    return Threads(_items(actions, tie), tuple(directions))


@dataclass(frozen=True, slots=True)
class _Tie:
    """Content words of every conclusion and how much each word tells."""

    stems: Mapping[int, frozenset[str]]
    weights: Mapping[str, float]
    settings: LibrarySettings

    @classmethod
    def build(cls, spots: Sequence[Spot], *, settings: LibrarySettings) -> _Tie:
        known = words()
        stems = {spot.id: known.content(spot.text) for spot in spots}
        of_meeting: dict[int, set[str]] = {}
        for spot in spots:
            of_meeting.setdefault(spot.meeting, set()).update(stems[spot.id])
        seen = Counter(word for words_ in of_meeting.values() for word in words_)
        count = len(of_meeting)
        most = max(2.0, settings.common / 1000 * count)
        weights = {word: log(1 + count / number) for word, number in seen.items() if number <= most}
        return cls(stems, weights, settings)

    def telling(self, spot: Spot) -> list[str]:
        """The words of a conclusion that tell it from others, in a fixed order."""
        return sorted(self.stems[spot.id] & self.weights.keys())

    def same(self, one: Spot, other: Spot) -> bool:
        """Whether two action items are one."""
        if one.owner and other.owner and one.owner.casefold() != other.owner.casefold():
            return False
        first, second = self.stems[one.id], self.stems[other.id]
        shared = first & second
        if len(shared) < self.settings.same_words or not shared & self.weights.keys():
            return False
        return 1000 * len(shared) >= self.settings.same * len(first | second)

    def serves(self, step: Spot, direction: Spot) -> bool:
        """Whether a step may serve a direction."""
        wanted = self.stems[direction.id]
        shared = [word for word in self.stems[step.id] & wanted if word in self.weights]
        whole = sum(self.weights.get(word, 0.0) for word in wanted)
        return (
            len(shared) >= self.settings.taken_up_words
            and 1000 * sum(self.weights[word] for word in shared) >= self.settings.taken_up * whole
        )


def _items(mentions: Iterable[Mention], tie: _Tie) -> tuple[Item, ...]:
    """A mention goes to the item whose latest mention it is the same as, else it is a new one."""
    items: list[list[Mention]] = []
    by_word: dict[tuple[str, str], list[int]] = {}
    for mention in mentions:
        keys = [(_team(mention.meeting), word) for word in tie.telling(mention.spot)]
        near = sorted({number for key in keys for number in by_word.get(key, ())}, reverse=True)
        number = next((n for n in near if tie.same(items[n][-1].spot, mention.spot)), len(items))
        if number == len(items):
            items.append([])
        items[number].append(mention)
        for key in keys:
            by_word.setdefault(key, []).append(number)
    return tuple(Item(tuple(item)) for item in items)


@dataclass(frozen=True, slots=True)
class _Steps:
    """What may serve a direction, by team and word; the earliest first."""

    by_word: Mapping[tuple[str, str], Sequence[Mention]]
    order: Mapping[int, int]
    tie: _Tie

    @classmethod
    def build(cls, steps: Iterable[Mention], order: Mapping[int, int], tie: _Tie) -> _Steps:
        by_word: dict[tuple[str, str], list[Mention]] = {}
        for step in steps:
            for word in tie.telling(step.spot):
                by_word.setdefault((_team(step.meeting), word), []).append(step)
        return cls(by_word, order, tie)

    def serving(self, spot: Spot, meeting: Meeting) -> Mention | None:
        """The first conclusion of a later meeting of that team that may serve the direction."""
        found = {
            step.spot.id: step
            for word in self.tie.telling(spot)
            for step in self.by_word.get((_team(meeting), word), ())
            if self.order[step.meeting.id] > self.order[meeting.id]
            and self.tie.serves(step.spot, spot)
        }
        steps = sorted(found.values(), key=lambda m: (self.order[m.meeting.id], m.spot.place))
        return steps[0] if steps else None


def _team(meeting: Meeting) -> str:
    return (meeting.about.team or "").casefold()
