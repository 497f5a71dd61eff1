"""What stands around a decision: who agreed, why, against what, and what kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from lvm_meet.insights.decision_cues import content, cues, overlap, trimmed
from lvm_meet.insights.decision_words import KINDS, OPEN, Statement, sentence_with, wording
from lvm_meet.lexicon import Book
from lvm_meet.model import LEADERSHIP, MANAGEMENT, Said, Scope, Signal, Utterance, spoken_words
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import DecisionSettings

_NEAREST = 2
_BESIDE = 2
_MOST_DROPPED = 2
_LEAST_MEANT, _LEAST_REFERENT, _LEAST_NAMED = 1, 2, 3
_SPEECH = 16
_SHORT = 3
"""words of a unit that ends no exchange"""
_REASONS = ("reason", "since")
_SURE = ("decided", "told", "choosing")


class Context:
    """The talk around a unit, with what it takes to understand it. Statements are made once."""

    def __init__(
        self,
        units: Sequence[Utterance],
        book: Book,
        cleaner: Cleaner,
        replies: Replies,
        settings: DecisionSettings,
    ) -> None:
        self.units, self.book, self.settings = units, book, settings
        self.cleaner, self.replies = cleaner, replies
        self.wording = wording(book)
        self._addressing = frozenset(book.group("addressing").words)
        self._statements: dict[int, Statement] = {}
        self._meant: dict[int, frozenset[str]] = {}
        self._runs = runs(units)

    def statement(self, index: int) -> Statement:
        """The unit's words, cleaned and taken apart."""
        if index not in self._statements:
            cleaned = self.cleaner.clean(self.units[index].text)
            said = sentence_with(cleaned, cues(self.book, KINDS)) or cleaned
            self._statements[index] = self.wording.statement(said, most=self.settings.most_words)
        return self._statements[index]

    def addresses(self, index: int) -> bool:
        """Whether the unit says "you"."""
        return not self._addressing.isdisjoint(spoken_words(self.units[index].text))

    def presented(self, index: int) -> int:
        """How much of a speech it stands in, in permille: who speaks on and on tells, and seldom
        decides. 1000 from `_SPEECH` units of one speaker on, with only back-channels between.
        """
        return 1000 * min(self._runs[index] - 1, _SPEECH) // _SPEECH

    def echoed(self, index: int) -> int:
        """The share of the unit's words that one unit of another, just before, said, in permille.

        A decision takes up what was proposed. Nobody is another where the talk has no names.
        """
        meant, speaker = self._said(index), self.units[index].speaker
        shared = [
            len(meant & self._said(before))
            for before in self.preceding(index, self.settings.before_units)
            if self.units[before].speaker not in (None, speaker)
        ]
        return 1000 * max(shared, default=0) // max(1, len(meant))

    def _said(self, index: int) -> frozenset[str]:
        """The words that carry a unit, as it was spoken: cheaper than its statement."""
        if index not in self._meant:
            self._meant[index] = content(self.units[index].text, self.wording.light)
        return self._meant[index]

    def asks(self, index: int) -> bool:
        """Whether the unit ends in a question mark, or opens as a question does."""
        if self.units[index].text.rstrip(" \"'").endswith("?"):
            return True
        return self.wording.asks(self.statement(index).text)

    def opens_with_reason(self, index: int) -> bool:
        """Whether nothing but openings stands before the first word of a reason."""
        text = self.units[index].text
        hits = [hit for group in cues(self.book, _REASONS).find(text).values() for hit in group]
        if not hits:
            return False
        before = text[: min(hit.start for hit in hits)]
        return not trimmed(before, openings=self.wording.openings)

    def decidable(self, index: int) -> bool:
        """Whether the unit could be what "that's decided" means: a statement with some content."""
        statement = self.statement(index)
        if self.asks(index) or len(statement.meant) < _LEAST_REFERENT:
            return False
        if cues(self.book, (*OPEN, "unsure")).any(self.units[index].text):
            return False
        if not self.cleaner.fragment(statement.text):
            return True
        # "slogan on the back, with the logo": what is being written down needs no verb
        whole = f"{self.wording.we_have} {statement.text[:1].lower()}{statement.text[1:]}"
        return len(statement.meant) >= _LEAST_NAMED and not self.cleaner.fragment(whole)

    def incomplete(self, text: str) -> bool:
        """Whether a statement can't be read alone; "no display, no clock" needs no verb."""
        if not self.cleaner.fragment(text):
            return False
        whole = f"{self.wording.we_have} {text[:1].lower()}{text[1:]}"
        return not self.wording.negated(text) or self.cleaner.fragment(whole)

    def replies_to(self, index: int) -> tuple[tuple[int, ...], bool]:
        """(indexes of the units of others that agree to the unit, whether somebody refuses it).

        Only what follows at once counts: units of others within `reply_units`, up to the next unit
        with content. Where the talk has no names nobody can be told to be another.
        """
        speaker = self.units[index].speaker
        agreed: list[int] = []
        for after in range(index + 1, min(len(self.units), index + 1 + self.settings.reply_units)):
            unit = self.units[after]
            if unit.speaker is None or unit.speaker == speaker:
                continue
            if self.replies.refuses(unit.text):
                return tuple(agreed), True
            if self.replies.agrees(unit.text) or self._echoes(index, after):
                agreed.append(after)
            elif unit.words > _SHORT and not unit.backchannel and not self.asks(after):
                break
        return tuple(agreed), False

    def _echoes(self, index: int, after: int) -> bool:
        """Whether a unit only says again what the unit before it says ("two buttons, yes")."""
        meant = self.statement(after).meant
        if not meant or self.units[after].backchannel or self.asks(after):
            return False
        return 1000 * len(meant & self.statement(index).meant) >= self.settings.same * len(meant)

    def following(self, index: int, most: int) -> Iterator[int]:
        """Up to `most` units by the same speaker behind it, with only back-channels between."""
        speaker, found = self.units[index].speaker, 0
        for after in range(index + 1, len(self.units)):
            unit = self.units[after]
            if unit.backchannel:
                continue
            if unit.speaker != speaker or found == most:
                return
            found += 1
            yield after

    def preceding(self, index: int, most: int) -> Iterator[int]:
        """The units with content among the `most` units before it, nearest first."""
        for before in range(index - 1, max(-1, index - 1 - most), -1):
            if not self.units[before].backchannel:
                yield before


def runs(units: Sequence[Utterance]) -> list[int]:
    """For each unit, how many with content its speaker says in a row; 1 where nobody is named."""
    lengths = [1] * len(units)
    run: list[int] = []
    for index, unit in enumerate((*units, None)):
        if unit is not None and unit.backchannel:
            continue
        if run and (unit is None or unit.speaker != units[run[-1]].speaker or not unit.speaker):
            for each in run:
                lengths[each] = len(run)
            run = []
        run.append(index)
    return lengths


def reason_near(context: Context, index: int, statement: Statement) -> Said | None:
    """The reason for a decision that was said beside it, or in the discussion just before.

    Beside it: a unit of the same speaker that opens with a reason. Before it: anybody's reason in
    a unit that shares a word with the decision. None where there is no such unit.
    """
    speaker = context.units[index].speaker
    beside = [*context.following(index, 1)]
    beside += [
        before
        for before in context.preceding(index, _BESIDE)
        if context.units[before].speaker == speaker
    ]
    for near in beside:
        reason = _reason_of(context, near) if context.opens_with_reason(near) else ""
        if reason:
            return Said(reason, (context.units[near].id,))
    for before in context.preceding(index, context.settings.before_units):
        reason = _reason_of(context, before)
        if reason and statement.meant & context.statement(before).meant:
            return Said(reason, (context.units[before].id,))
    return None


def _reason_of(context: Context, index: int) -> str:
    """The reason that the unit gives in whole words; "" where it gives none."""
    text = context.units[index].text
    if not cues(context.book, _REASONS).any(text) or context.asks(index):
        return ""
    if cues(context.book, _SURE).any(text):
        return ""  # it is the reason of another decision
    said = context.statement(index)
    # Cleaning takes "because" off where a unit begins with it: then all of it is the reason.
    reason = said.reason or (said.text if context.opens_with_reason(index) else "")
    if not reason or context.cleaner.fragment(reason):
        return ""
    return reason


def dropped_before(context: Context, index: int, statement: Statement) -> list[Said]:
    """Options that somebody proposed just before and somebody else refused; often none."""
    found: list[Said] = []
    for before in context.preceding(index, context.settings.before_units):
        if not cues(context.book, ("proposing",)).any(context.units[before].text):
            continue
        option = context.statement(before)
        refused = context.replies_to(before)[1]
        if not refused or len(option.meant) < _LEAST_MEANT:
            continue
        if context.cleaner.fragment(option.text):
            continue
        if overlap(option.meant, statement.meant) >= context.settings.same:
            continue
        found.append(Said(option.text, (context.units[before].id,)))
    return found[:_MOST_DROPPED][::-1]


def scope_of(
    vectors: np.ndarray, signal: Signal, exemplars: Mapping[str, np.ndarray], *, margin: int
) -> Scope | None:
    """Strategic or operational, by the nearer exemplars and by the code of the unit.

    `vectors` (k, d) are those of the decision's units; they are compared by the mean of the two
    nearest exemplars of either kind. Leadership in the code speaks for the first, management for
    the second, each with `margin`. None where the two are within `margin` of each other.
    """
    near = {}
    for kind in Scope:
        known = exemplars.get(kind.value)
        if known is None or not len(known) or not len(vectors):
            return None
        cosines = np.sort(vectors @ known.T, axis=1)[:, -_NEAREST:]
        near[kind] = float(cosines.mean(axis=1).max())
    lead = round(1000 * (near[Scope.STRATEGIC] - near[Scope.OPERATIONAL]))
    lead += margin * ((signal.label in LEADERSHIP) - (signal.label in MANAGEMENT))
    if abs(lead) < margin:
        return None
    return Scope.STRATEGIC if lead > 0 else Scope.OPERATIONAL
