"""What one meeting leaves open, and what it settles of what earlier ones left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lvm_meet.insights.agenda_words import Words
from lvm_meet.insights.phrases_words import base, stem
from lvm_meet.model import (
    Action,
    ActionKind,
    AgendaItem,
    AgendaOrigin,
    Analysis,
    Due,
    Label,
    NextKind,
    NextReason,
    Question,
    Status,
    spoken_words,
)
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import DraftSettings

_STRONGER = (NextKind.NOT_REACHED, NextKind.DIRECTION, NextKind.QUESTION, NextKind.ACTION)
"""what an item is that came up as several of these: the last"""


@dataclass(frozen=True, slots=True)
class Content:
    """The stems of a title: those of its content words, and those of all its words."""

    words: frozenset[str]
    all_words: frozenset[str]

    def same(self, other: Content, settings: DraftSettings) -> bool:
        """Whether both are about the same."""
        return _shared(self.words, other.words) >= settings.same and (
            _shared(self.all_words, other.all_words) >= settings.same_words
        )


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is open, while the meetings are gone through; `clear` orders directions."""

    kind: NextKind
    title: str
    content: Content
    meeting: int
    utterances: tuple[str, ...]
    reason: NextReason
    owner: str | None = None
    due: Due | None = None
    status: Status | None = None
    nobody: bool = False
    planned: int | None = None
    times: int = 1
    clear: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """One of the meetings: what it settles of what was open, and what it leaves."""

    analysis: Analysis
    number: int
    words: Words
    cleaner: Cleaner
    settings: DraftSettings

    def settles(self, open_: Open) -> bool:
        """Whether something from an earlier meeting is done, or was talked about, in this one."""
        for action in self.analysis.insights.actions:
            if action.status is Status.DONE and is_same(self._action(action), open_, self.settings):
                return True
        if open_.kind is NextKind.ACTION:
            return False
        return any(
            is_same(self._left(item), open_, self.settings)
            for item in self._items()
            if item.reached
        )

    def leaves(self) -> Iterator[Open]:
        """Everything that is open after it."""
        insights = self.analysis.insights
        yield from (self._action(each) for each in insights.actions if each.status != Status.DONE)
        yield from (self._left(item) for item in self._items() if not item.reached)
        yield from (self._question(each) for each in insights.questions)
        yield from self._directions()

    def _items(self) -> tuple[AgendaItem, ...]:
        """The items that somebody planned; topics are no plan."""
        agenda = self.analysis.insights.agenda
        return agenda.items if agenda and agenda.origin is not AgendaOrigin.TOPICS else ()

    def _content(self, title: str) -> Content:
        every = frozenset(stem(base(word)) for word in spoken_words(title))
        every = every or frozenset({title.casefold()})
        return Content(frozenset(self.words.stems(title)) or every, every)

    def _action(self, action: Action) -> Open:
        cited = frozenset(action.utterances)
        reason = NextReason.ASKED_FOR
        if not cited.isdisjoint(self.analysis.profile.orphan_tasks):
            reason = NextReason.NO_PURPOSE
        elif action.kind is ActionKind.COMMITMENT and action.owner in (action.speaker, None):
            reason = NextReason.TAKEN_ON
        # in a talk without names somebody may have it all the same
        hidden = action.kind is ActionKind.COMMITMENT and action.speaker is None
        return Open(
            NextKind.ACTION,
            action.task,
            self._content(action.task),
            self.number,
            action.utterances,
            reason,
            owner=action.owner,
            due=action.due,
            status=action.status,
            nobody=action.owner is None and not action.accepted and not hidden,
        )

    def _left(self, item: AgendaItem) -> Open:
        return Open(
            NextKind.NOT_REACHED,
            item.title,
            self._content(item.title),
            self.number,
            item.announced,
            NextReason.OUT_OF_TIME,
            owner=item.owner,
            planned=item.planned_ms,
        )

    def _question(self, question: Question) -> Open:
        asked = self.analysis.style.questions
        reason = NextReason.OPEN
        if not set(question.utterances).isdisjoint(asked.what_why):
            reason = NextReason.ASKS_WHY
        elif not set(question.utterances).isdisjoint(asked.how_when):
            reason = NextReason.ASKS_HOW
        content = self._content(question.text)
        return Open(
            NextKind.QUESTION, question.text, content, self.number, question.utterances, reason
        )

    def _directions(self) -> Iterator[Open]:
        """Directions without a step; with an empty title where the words can't stand alone."""
        orphans = [each.vision for each in self.analysis.profile.threads if not each.steps]
        said = {unit.id: unit.text for unit in self.analysis.utterances}
        sure = {signal.utterance: signal for signal in self.analysis.signals}
        for id_ in orphans:
            title = self.cleaner.clean(said[id_]).rstrip(" .")
            length = len(title.split())
            fits = self.settings.least_words <= length <= self.settings.title_words
            if not fits or self.cleaner.fragment(said[id_]):
                title = ""
            yield Open(
                NextKind.DIRECTION,
                title,
                self._content(title or said[id_]),
                self.number,
                (id_,),
                NextReason.NO_STEP,
                clear=sure[id_].score(Label.VISION),
            )


def _shared(one: frozenset[str], two: frozenset[str]) -> int:
    """Permille of the words of either that both have (Jaccard); neither set is empty."""
    return 1000 * len(one & two) // len(one | two)


def is_same(one: Open, two: Open, settings: DraftSettings) -> bool:
    """Whether both are about the same, and not in the hands of two people."""
    owners = {one.owner, two.owner} - {None}
    return len(owners) <= 1 and one.content.same(two.content, settings)


def add(found: list[Open], new: Open, settings: DraftSettings) -> None:
    """Add `new`, or add what it says to what it repeats."""
    for place, old in enumerate(found):
        if not is_same(old, new, settings):
            continue
        weaker = _STRONGER.index(new.kind) < _STRONGER.index(old.kind)
        kept, other = (old, new) if weaker else (new, old)
        found[place] = replace(
            kept,
            title=kept.title or other.title,
            owner=kept.owner or other.owner,
            due=kept.due or other.due,
            status=kept.status or other.status,
            nobody=kept.nobody and other.owner is None,
            planned=kept.planned or other.planned,
            times=old.times + (new.meeting != old.meeting),
        )
        return
    found.append(new)
