"""A lexicon checked against itself: entries that stand twice, and entries that look misplaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lvm_meet.lexicon.cues import phrase_words
from lvm_meet.lexicon.entries import Entry, Lexicon
from lvm_meet.model import Label, spoken_words
from lvm_meet.settings import LexiconSettings


class FindingKind(StrEnum):
    """What a check found."""

    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near-duplicate"
    MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry to look at. `message` is what to tell the author of the lexicon.

    `other` is the entry that it repeats, "" where it repeats none.
    """

    kind: FindingKind
    entry: str
    message: str
    other: str = ""


def duplicates(lexicon: Lexicon, *, settings: LexiconSettings | None = None) -> tuple[Finding, ...]:
    """Entries that repeat an earlier one, within a label or across labels, in their order.

    Two sentences are the same where only case, spaces and punctuation differ, and nearly the same
    where the Jaccard index of their sets of words (Jaccard 1912) reaches
    `settings.near_duplicate`. Cue phrases are compared word by word. A sentence is reported once,
    against the first that it repeats. A clean lexicon gives ().
    """
    limit = (settings or LexiconSettings()).near_duplicate
    return (*_exemplars_twice(lexicon.exemplars, limit), *_cues_twice(lexicon))


def misplaced(
    lexicon: Lexicon, predict: Callable[[Sequence[str]], Sequence[Label]]
) -> tuple[Finding, ...]:
    """Exemplars to which `predict`, a classifier, gives another label than their own.

    `predict` takes all texts at once, in the lexicon's order, and gives a label for each.
    """
    labels = predict([entry.text for entry in lexicon.exemplars])
    return tuple(
        Finding(
            FindingKind.MISPLACED,
            entry.entry,
            f"stands for {entry.label.value}, but is coded as {label.value}: {entry.text}",
        )
        for entry, label in zip(lexicon.exemplars, labels, strict=True)
        if label is not entry.label
    )


def _exemplars_twice(entries: Sequence[Entry], limit: int) -> Iterator[Finding]:
    words = [tuple(spoken_words(entry.text)) for entry in entries]
    first: dict[tuple[str, ...], int] = {}
    unique: list[int] = []
    findings: dict[int, Finding] = {}
    for index, said in enumerate(words):
        earlier = first.setdefault(said, index)
        if earlier == index:
            unique.append(index)
        else:
            findings[index] = _twice(FindingKind.DUPLICATE, entries[index], entries[earlier])
    for earlier, later in _near([frozenset(words[index]) for index in unique], limit):
        index = unique[later]
        if index not in findings:
            findings[index] = _twice(
                FindingKind.NEAR_DUPLICATE, entries[index], entries[unique[earlier]]
            )
    for index in sorted(findings):
        yield findings[index]


def _near(sets: Sequence[frozenset[str]], limit: int) -> list[tuple[int, int]]:
    """Pairs (earlier, later) whose Jaccard index reaches `limit` permille, in order.

    Compared by size: sets that differ by more than the limit allows can't reach it.
    """
    order = sorted(range(len(sets)), key=lambda index: len(sets[index]))
    pairs = []
    for place, one in enumerate(order):
        for two in order[place + 1 :]:
            if limit * len(sets[two]) > 1000 * len(sets[one]):
                break
            shared = len(sets[one] & sets[two])
            if 1000 * shared >= limit * (len(sets[one]) + len(sets[two]) - shared):
                pairs.append((min(one, two), max(one, two)))
    return sorted(pairs)


def _twice(kind: FindingKind, entry: Entry, earlier: Entry) -> Finding:
    how = "is" if kind is FindingKind.DUPLICATE else "is nearly"
    labels = "" if entry.label is earlier.label else f" ({entry.label.value}/{earlier.label.value})"
    return Finding(
        kind, entry.entry, f"{how} the same as {earlier.entry}{labels}: {entry.text}", earlier.entry
    )


def _cues_twice(lexicon: Lexicon) -> Iterator[Finding]:
    first: dict[tuple[str, ...], str] = {}
    for cue in lexicon.cues:
        earlier = first.setdefault(phrase_words(cue.phrase), cue.entry)
        if earlier != cue.entry:
            yield Finding(
                FindingKind.DUPLICATE,
                cue.entry,
                f"is the same as {earlier}: {cue.phrase}",
                earlier,
            )
