"""Action items: what somebody takes on or is asked to do after the meeting.

A unit holds one where a cue phrase of the lexicon opens a task, and where the unit is coded as
execution surely enough. How sure that must be depends on what else speaks for it: a verb that
leads out of the meeting, a date, somebody who says yes. Each of these can be seen in the unit and
its replies; nothing is learnt from whole meetings. Missing an item costs less than inventing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from lvm_meet.insights.action_closing import closing
from lvm_meet.insights.action_cues import NAMED, Found, TaskCues, weak
from lvm_meet.insights.action_status import Reports
from lvm_meet.insights.action_tasks import Tasks
from lvm_meet.insights.dates import Dates
from lvm_meet.insights.owners import COMMITMENT, INSTRUCTION, NOBODY, OFFER, REQUEST, Owners
from lvm_meet.lexicon import Book
from lvm_meet.model import Action, ActionKind, Label, Signal, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import ActionSettings

_TASK_SECTIONS, _MOVE_SECTIONS = ("commitment", "request"), ("in_meeting",)
_MOST = 2
"""things that speak for an item beyond which a further one counts no more"""
_CLAUSE = re.compile(r"[;.!?]|,(?=[^,]*,)")
_BEFORE = 3
"""units behind a request in which what its owner reports is about it"""
_SHARED = 2
"""words that a later report must share with a task at least to be about it"""


def find_actions(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    cleaner: Cleaner,
    replies: Replies,
    held: date | None,
    settings: ActionSettings,
) -> tuple[Action, ...]:
    """The action items of a meeting, in the order of the talk; of an empty meeting none.

    `units`, `signals` and the rows of `vectors` (n, d) run in parallel. `book` is the lexicon
    "actions", `exemplars` its sections' vectors (k, d), `held` the day of the meeting. A request
    and the "I'll do that" that answers it are one item; so is a task that is said twice.
    """
    finder = _Finder(
        units,
        signals,
        _nearness(vectors, exemplars),
        book=book,
        cleaner=cleaner,
        replies=replies,
        held=held,
        settings=settings,
    )
    return finder.actions()


def _nearness(vectors: np.ndarray, exemplars: Mapping[str, np.ndarray]) -> np.ndarray:
    """Permille by which each unit is nearer to an example of a task than to one of a move, (n,).

    Zeros where one of the two sides has no examples.
    """
    tasks = [exemplars[name] for name in _TASK_SECTIONS if name in exemplars]
    moves = [exemplars[name] for name in _MOVE_SECTIONS if name in exemplars]
    if not len(vectors) or not tasks or not moves:
        return np.zeros(len(vectors), dtype=np.int64)
    near = [(vectors @ np.concatenate(side).T).max(axis=1) for side in (tasks, moves)]
    permille: np.ndarray = np.rint((near[0] - near[1]) * 1000).astype(np.int64)
    return permille


@dataclass(frozen=True, slots=True)
class _Draft:
    """One item before those that are the same are joined; `at` are places of units."""

    action: Action
    content: frozenset[str]
    at: int


class _Finder:
    def __init__(
        self,
        units: Sequence[Utterance],
        signals: Sequence[Signal],
        nearness: np.ndarray,
        *,
        book: Book,
        cleaner: Cleaner,
        replies: Replies,
        held: date | None,
        settings: ActionSettings,
    ) -> None:
        self._units, self._signals, self._settings = units, signals, settings
        self._nearness = nearness
        self._cleaner, self._held = cleaner, held
        self._dates = Dates(book)
        self._cues = TaskCues(book)
        self._tasks = Tasks(book, cues=self._cues, longest=settings.words)
        self._owners = Owners(units, book=book, replies=replies)
        self._reports = Reports(book)
        self._closing = closing(units, book=book, near=settings.closing)

    def actions(self) -> tuple[Action, ...]:
        drafts: list[_Draft] = []
        for index, unit in enumerate(self._units):
            if unit.backchannel:
                continue
            for draft in self._drafts(index, unit):
                self._join(drafts, draft)
            self._report(drafts, index, unit)
        return tuple(draft.action for draft in drafts)

    def _drafts(self, index: int, unit: Utterance) -> Iterator[_Draft]:
        execution = self._signals[index].score(Label.EXECUTION)
        if execution < self._settings.execution - _MOST * self._settings.step:
            return
        heard = unit.text.replace(" '", "'")  # some transcripts set clitics apart: "I 'll"
        if not self._cues.any(heard) and not self._owners.subjects(heard):
            return
        text = self._cleaner.clean(unit.text)
        subjects = {(begin, end): name for name, begin, end in self._owners.subjects(text)}
        founds = list(
            self._cues.find(
                text,
                named=list(subjects),
                called=lambda cue: bool(self._owners.called(index, cue=cue, text=text)),
            )
        )
        for place, found in enumerate(founds):
            end = founds[place + 1].begin if place + 1 < len(founds) else len(text)
            draft = self._draft(
                index, text, found, end=end, named=subjects.get((found.begin, found.end))
            )
            if draft and execution >= self._needed(index, found, draft.action):
                yield draft

    def _draft(
        self, index: int, text: str, found: Found, *, end: int, named: str | None
    ) -> _Draft | None:
        unit = self._units[index]
        said = self._owners.uncalled(text[found.verb : end])
        due = self._dates.find(text[found.begin : end], held=self._held) or self._dates.find(
            _CLAUSE.split(text[: found.begin])[-1] + text[found.begin : found.end], held=self._held
        )
        here = due is None or due.day == (None if found.kind == OFFER else self._held or date.max)
        given = self._given(index, found)
        taken = found.kind == COMMITMENT
        if found.moving and here and not (given and found.handed):
            return None
        if not (found.known or due or given or taken):
            return None
        mine = found.kind in (COMMITMENT, OFFER)
        task = self._tasks.task(
            said, due=due.text if due else "", mine=mine, speaker=None if mine else unit.speaker
        )
        content = self._tasks.content(task)
        if not content and due and mine and not self._tasks.vague(task):
            # "I'll work this out by Monday" is one though nothing says what "this" is
            task = self._tasks.task(said, due="", mine=mine, speaker=None)
            content = self._tasks.content(task)
        if not content:
            return None
        if self._cues.here(task):
            return None
        if found.condition:
            task = self._tasks.under(task, text[slice(*found.condition)], mine=mine)
        asked = found.kind == REQUEST
        accepted = () if mine else self._owners.accepted(index, asked=asked)
        action = Action(
            task=task,
            kind=ActionKind.COMMITMENT if mine or found.kind == NAMED else ActionKind.REQUEST,
            owner=self._owner(index, text, found, named),
            speaker=unit.speaker,
            due=due,
            status=self._reports.status(text),
            accepted=tuple(reply.id for reply in accepted),
            utterances=(unit.id,),
        )
        return _Draft(action, content, index)

    def _owner(self, index: int, text: str, found: Found, named: str | None) -> str | None:
        if found.kind in (COMMITMENT, OFFER):
            return self._owners.taker(index, begin=found.begin, text=text)
        if found.kind == NOBODY:
            return None
        if found.kind == NAMED:
            return named
        cue = (found.begin, found.end)
        return self._owners.addressed(index, cue=cue, text=text, asked=found.kind == REQUEST)

    def _given(self, index: int, found: Found) -> bool:
        """Whether the work is given out to a person: by name, or where the meeting hands it out."""
        return found.given or (self._closing[index] and found.kind in (REQUEST, INSTRUCTION))

    def _needed(self, index: int, found: Found, action: Action) -> int:
        """Permille of execution without which this is no item."""
        nearness = int(self._nearness[index])
        given = self._given(index, found)
        against = (weak(found.kind) and not given) + (not found.known) + 2 * (found.kind == NOBODY)
        against += nearness < 0
        against += found.condition is not None
        support = (
            (nearness >= self._settings.margin)
            + found.strong
            + (action.due is not None)
            + bool(action.accepted)
            + (self._closing[index] and found.kind != NOBODY)
        )
        return self._settings.execution + self._settings.step * (against - min(support, _MOST))

    def _join(self, drafts: list[_Draft], draft: _Draft) -> None:
        """Add a draft, or add what it says to the item that it repeats."""
        for place, other in enumerate(drafts):
            if self._same(other, draft):
                one, two = other.action, draft.action
                drafts[place] = replace(
                    other,
                    action=replace(
                        one,
                        owner=one.owner or two.owner,
                        due=one.due or two.due,
                        status=two.status or one.status,
                        accepted=tuple(dict.fromkeys((*one.accepted, *two.accepted))),
                        utterances=tuple(dict.fromkeys((*one.utterances, *two.utterances))),
                    ),
                )
                return
        drafts.append(draft)

    def _same(self, one: _Draft, two: _Draft) -> bool:
        """Whether two items are one: in the same words, or the second is the yes to the first."""
        if two.action.utterances[0] in one.action.accepted and one.content & two.content:
            return True
        if one.at == two.at and one.content & two.content:
            # a restart, or the same once more
            return one.action.task.split()[0] == two.action.task.split()[0]
        shared = len(one.content & two.content)
        every = len(one.content | two.content)
        owners = {one.action.owner, two.action.owner} - {None}
        return len(owners) <= 1 and shared * 1000 >= self._settings.same * every

    def _report(self, drafts: list[_Draft], index: int, unit: Utterance) -> None:
        """What the unit reports of an item that was named before it."""
        status = self._reports.status(unit.text)
        if status is None:
            return
        content = self._tasks.content(unit.text)
        for place, draft in enumerate(drafts):
            shared = len(draft.content & content)
            about = shared >= _SHARED and shared * 2 > len(draft.content)
            owner = draft.action.owner
            asked = owner is not None and owner != draft.action.speaker
            answers = asked and unit.speaker == owner and index <= draft.at + _BEFORE
            if draft.at < index and (about or answers):
                action = draft.action
                drafts[place] = replace(
                    draft,
                    action=replace(
                        action,
                        status=status,
                        utterances=tuple(dict.fromkeys((*action.utterances, unit.id))),
                    ),
                )
