"""Whether two action items are one task, and what talk reports of one, by verbs and key words.

The encoder is no help here: it is tuned for signals, and two tasks are near each other because both
are tasks (docs/library.md has the figures). So the verb of a task is looked up in the lists of
lexicons/library.toml, and the other words that tell something are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lvm_meet.library.words import Verbs, Words, plain_words, verb_stem
from lvm_meet.model import Status

_VERB_WORDS = (2, 1)
_CAUSATIVE = "get"
_AHEAD = 6
"""words before a verb among which one shows that nothing was done"""


@dataclass(frozen=True, slots=True)
class Task:
    """An action item in its parts. `verb` is its first word as a stem, `groups` the lists that
    name it; `objects` are stems of the other words that tell something, `others` words such as
    "second" of which one task has the same throughout, `numbers` those that don't contradict.
    """

    verb: str
    groups: frozenset[str]
    carries_on: bool
    objects: frozenset[str]
    others: frozenset[str]
    numbers: frozenset[str] = frozenset()

    def fits(self, other: Task) -> bool:
        """Whether both verbs can be about one task."""
        return (
            self.carries_on
            or other.carries_on
            or self.verb == other.verb
            or not self.groups.isdisjoint(other.groups)
        )


def task_of(text: str, known: Words) -> Task:
    """The task that an action item's text names, its verb first."""
    said = plain_words(text)
    if said[:1] == [_CAUSATIVE] and len(said) > 1 and _is_past(said[-1], known.verbs):
        said = [said[-1], *said[1:-1]]  # "get the printer repaired"
    verb, length = verb_at(said, 0, known.verbs)
    rest = said[length:]
    return Task(
        verb=verb,
        groups=known.verbs.groups.get(verb, frozenset()),
        carries_on=verb in known.verbs.carry_on,
        objects=known.content_of(rest),
        others=known.verbs.others.intersection(rest),
        numbers=frozenset(
            word
            for word in rest
            if word.isdecimal() or (word in known.digits and word not in known.common)
        ),
    )


def verb_at(said: Sequence[str], place: int, verbs: Verbs) -> tuple[str, int]:
    """The verb at a place, as it is looked up, and of how many words it is: the longest listed
    one, else the one word; ("", 0) behind the end.
    """
    for length in _VERB_WORDS:
        found = verb_stem(said[place : place + length])
        if place + length <= len(said) and (found in verbs.groups or found in verbs.carry_on):
            return found, length
    return (verb_stem(said[place : place + 1]), 1) if place < len(said) else ("", 0)


def same(one: Task, other: Task, *, share: int, share_verb: int, least: int) -> bool:
    """Whether two action items are one: verbs that fit, and of the other words `least` that both
    have, which are `share` permille of all (with the same verb `share_verb`), or all that one of
    them has.
    """
    shared = one.objects & other.objects
    if len(shared) < least or one.others != other.others or not one.fits(other):
        return False
    whole = shared in (one.objects, other.objects)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return False
    needed = share_verb if one.verb == other.verb else share
    return whole or 1000 * len(shared) >= needed * len(one.objects | other.objects)


@dataclass(frozen=True, slots=True)
class Report:
    """What a unit of talk reports: `verbs` that were done, () where it only says how it stands
    ("it's done"); `objects` and `others` as in a task.
    """

    status: Status
    verbs: tuple[Task, ...]
    objects: frozenset[str]
    others: frozenset[str]

    def about(self, task: Task) -> bool:
        """Whether a task's verb is among what was done, or none is told."""
        return not self.verbs or any(each.fits(task) for each in self.verbs)

    def names(self, task: Task) -> bool:
        """Whether just that verb, or one of its group, is told."""
        return any(
            each.verb == task.verb or not each.groups.isdisjoint(task.groups) for each in self.verbs
        )


def report_of(text: str, status: Status | None, known: Words) -> Report | None:
    """What a unit reports; None for nothing. `status` is what its words say by themselves.

    Without one, something was done where a listed verb stands in the past behind "I" or "we", or
    behind "is" and "was"; not in a question, and not behind "not", "if", "would" and the like.
    """
    said = plain_words(text)
    verbs: list[Task] = []
    if status is None and not text.rstrip().endswith("?"):
        places = [at for at in range(len(said)) if _done_at(said, at, known.verbs)]
        verbs = [_verb_task(said, at, known.verbs) for at in places]
        status = Status.DONE if verbs else None
    if status is None:
        return None
    return Report(
        status, tuple(verbs), known.content_of(said), known.verbs.others.intersection(said)
    )


def _done_at(said: Sequence[str], place: int, verbs: Verbs) -> bool:
    """Whether the word at this place is a listed verb in the past of which nobody says less."""
    if not _is_past(said[place], verbs):
        return False
    stem, _ = verb_at(said, place, verbs)
    if stem not in verbs.groups and stem not in verbs.carry_on:
        return False
    before = place - 1
    while before >= 0 and said[before] in verbs.between:
        before -= 1
    if before < 0:
        return False
    behind = said[before] in verbs.reporters or said[before] in verbs.reported_of
    if not behind and said[place] not in verbs.arrived:
        return False
    ahead = said[max(0, place - _AHEAD) : place]
    pairs = {" ".join(pair) for pair in pairwise(ahead)}
    return verbs.undone.isdisjoint(ahead) and verbs.undone.isdisjoint(pairs)


def _is_past(word: str, verbs: Verbs) -> bool:
    return word.endswith("ed") or word in verbs.pasts


def _verb_task(said: Sequence[str], place: int, verbs: Verbs) -> Task:
    verb, _ = verb_at(said, place, verbs)
    groups = verbs.groups.get(verb, frozenset())
    return Task(verb, groups, verb in verbs.carry_on, frozenset(), frozenset())
