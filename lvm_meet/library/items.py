"""Action items through the meetings: what came up again, and what was reported of it later.

Two action items of a team are one where their verbs fit, enough of their other words are the same,
and nobody else's name stands by one of them. What was reported as done is closed: the same task
taken on later is a new one, unless somebody says that it is still to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log

from lvm_meet.library.conclusions import Kind
from lvm_meet.library.reports import reported
from lvm_meet.library.spots import Spot
from lvm_meet.library.tasks import Report, Task, same, task_of
from lvm_meet.library.values import Meeting
from lvm_meet.library.words import Words
from lvm_meet.model import Status
from lvm_meet.settings import LibrarySettings


@dataclass(frozen=True, slots=True)
class Mention:
    """A conclusion as it came up in one meeting."""

    meeting: Meeting
    spot: Spot


@dataclass(frozen=True, slots=True)
class Item:
    """An action item through the meetings, the earliest mention first; never empty. `reports` are
    what later meetings said of it, the earliest first; each has a status.
    """

    mentions: tuple[Mention, ...]
    reports: tuple[Mention, ...] = ()

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
    def told(self) -> Mention | None:
        """Where its status was last told; None where it never was."""
        told = [each for each in (*self.mentions, *self.reports) if each.spot.status]
        return max(told, key=_when, default=None)

    @property
    def status(self) -> Status | None:
        """What was last reported of it."""
        return Status(self.told.spot.status) if self.told and self.told.spot.status else None

    @property
    def open(self) -> bool:
        return self.status is not Status.DONE

    @property
    def meetings(self) -> int:
        """In how many meetings it was a task."""
        return len({each.meeting.id for each in self.mentions})


def _when(mention: Mention) -> tuple[object, ...]:
    return mention.meeting.day, mention.meeting.id, mention.spot.place


@dataclass(frozen=True, slots=True)
class Weights:
    """Content words of conclusions, and how much each word tells: the fewer meetings have it, the
    more. Words of many meetings have no weight.
    """

    stems: Mapping[int, frozenset[str]]
    of: Mapping[str, float]

    @classmethod
    def build(cls, spots: Iterable[Spot], known: Words, settings: LibrarySettings) -> Weights:
        stems: dict[int, frozenset[str]] = {}
        of_meeting: dict[int, set[str]] = {}
        for spot in spots:
            stems[spot.id] = known.content(spot.text)
            of_meeting.setdefault(spot.meeting, set()).update(stems[spot.id])
        seen = Counter(word for words_ in of_meeting.values() for word in words_)
        count = len(of_meeting)
        most = max(settings.common_least, settings.common / 1000 * count)
        weights = {word: log(1 + count / number) for word, number in seen.items() if number <= most}
        return cls(stems, weights)

    def telling(self, spot: Spot) -> list[str]:
        """The words of a conclusion that tell it from others, in a fixed order."""
        return sorted(self.stems[spot.id] & self.of.keys())

    def total(self, stems: Iterable[str]) -> float:
        return sum(self.of.get(word, 0.0) for word in sorted(stems))


def team_of(meeting: Meeting) -> str:
    """The team as it is compared; "" where none is known."""
    return (meeting.about.team or "").casefold()


def linked(
    found: Iterable[tuple[Mention, Kind]], weights: Weights, known: Words, settings: LibrarySettings
) -> tuple[Item, ...]:
    """The items of action items and reports, which come in the order of time; items in the order
    in which they first came up.
    """
    book = _Book(weights, known, settings)
    for mention, kind in found:
        if kind is Kind.ACTION:
            book.add(mention)
        else:
            book.tell(mention)
    return tuple(Item(tuple(d.mentions), tuple(d.reports)) for d in book.drafts)


class _Draft:
    """An item while the meetings are gone through; `tasks` are those of its mentions."""

    def __init__(self, mention: Mention, task: Task) -> None:
        self.mentions = [mention]
        self.tasks = [task]
        self.reports: list[Mention] = []
        self.done = False

    @property
    def owner(self) -> str | None:
        return next((each.spot.owner for each in reversed(self.mentions) if each.spot.owner), None)

    @property
    def objects(self) -> frozenset[str]:
        return self.tasks[0].objects | self.tasks[-1].objects


class _Book:
    """The items so far, and where to look one up: by team and word."""

    def __init__(self, weights: Weights, known: Words, settings: LibrarySettings) -> None:
        self.drafts: list[_Draft] = []
        self._weights, self._known, self._settings = weights, known, settings
        self._by_word: dict[tuple[str, str], list[int]] = {}

    def add(self, mention: Mention) -> None:
        """A mention goes to the item that it shares most with, else it is a new one."""
        task = task_of(mention.spot.text, self._known)
        team, spot = team_of(mention.meeting), mention.spot
        again = spot.status in (Status.OPEN.value, Status.BLOCKED.value)
        fitting = [
            number
            for number in self._near(team, task.objects)
            if (again or not self.drafts[number].done)
            and not _differ(self.drafts[number].owner, spot.owner)
            and self._same(self.drafts[number], task)
        ]
        if fitting:
            number = max(fitting, key=partial(self._closeness, task.objects))
            draft = self.drafts[number]
            draft.mentions.append(mention)
            draft.tasks.append(task)
        else:
            number, draft = len(self.drafts), _Draft(mention, task)
            self.drafts.append(draft)
        if spot.status:
            draft.done = spot.status == Status.DONE
        for word in sorted(task.objects):
            listed = self._by_word.setdefault((team, word), [])
            if number not in listed[-1:]:
                listed.append(number)

    def tell(self, mention: Mention) -> None:
        """A report goes to the one open item of an earlier meeting that it is about, if any."""
        report = reported(mention.spot.text, self._known)
        if report is None:
            return
        asked = self._known.content(mention.spot.detail or "")
        objects = report.objects | asked
        near = [
            number
            for number in self._near(team_of(mention.meeting), objects)
            if not self.drafts[number].done
            and self.drafts[number].mentions[0].meeting.id != mention.meeting.id
        ]
        fitting = [number for number in near if self._about(number, mention, report, objects, near)]
        if fitting:
            draft = self.drafts[max(fitting, key=partial(self._closeness, objects))]
            draft.reports.append(mention)
            draft.done = report.status is Status.DONE

    def _near(self, team: str, objects: Iterable[str]) -> list[int]:
        """Items that share a word, the earliest first."""
        return sorted({n for word in objects for n in self._by_word.get((team, word), ())})

    def _same(self, draft: _Draft, task: Task) -> bool:
        settings = self._settings
        for other in (draft.tasks[-1], draft.tasks[0]):
            shared = task.objects & other.objects
            if task.objects != other.objects and not shared & self._weights.of.keys():
                continue
            if same(
                task,
                other,
                share=settings.same,
                share_verb=settings.same_verb,
                least=settings.same_words,
            ):
                return True
        return False

    def _about(
        self,
        number: int,
        mention: Mention,
        report: Report,
        objects: frozenset[str],
        near: Sequence[int],
    ) -> bool:
        """Whether a report is about an item: by most of its words, or by one that only this item
        has, where its owner says so in few words.
        """
        draft = self.drafts[number]
        if not any(report.about(task) for task in (draft.tasks[0], draft.tasks[-1])):
            return False
        if not draft.tasks[-1].others <= report.others | self._known.verbs.others.intersection(
            (mention.spot.detail or "").lower().split()
        ):
            return False
        least = self._settings.same_words
        for task in (draft.tasks[-1], draft.tasks[0]):
            shared = task.objects & objects
            needed = self._settings.told_verb if report.names(task) else self._settings.told
            if len(shared) >= least and 1000 * len(shared) >= needed * len(task.objects):
                return True
        speaker, owner = mention.spot.speaker, draft.owner
        if not speaker or not owner or _differ(speaker, owner) or self._known.unnamed(owner):
            return False
        if len(mention.spot.text.split()) > self._settings.told_words:
            return False
        if report.verbs and not report.names(draft.tasks[-1]):
            return False
        others = (self.drafts[n].objects for n in near if n != number)
        return bool((draft.tasks[-1].objects & objects).difference(*others))

    def _closeness(self, objects: frozenset[str], number: int) -> tuple[float, int]:
        tasks = (self.drafts[number].tasks[0], self.drafts[number].tasks[-1])
        return max(self._weights.total(objects & task.objects) for task in tasks), number


def _differ(one: str | None, other: str | None) -> bool:
    """Whether two names are those of two people."""
    return bool(one and other and one.casefold() != other.casefold())
