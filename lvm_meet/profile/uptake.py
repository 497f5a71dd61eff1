"""What the others make of a proposal: the verdict over its replies."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from lvm_meet.model import Proposal, Uptake, Utterance
from lvm_meet.profile.content import Content
from lvm_meet.profile.exchange import Exchange
from lvm_meet.profile.phrases import Heard, mended
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import LeadSettings

_CITED = 3
"""replies that are cited for a proposal: enough to look it up"""
_FIRST_WORDS = 6
"""words of a reply among which a plain acceptance has to begin ("I think that's a good idea")"""


class Reply(StrEnum):
    """What one reply does with a proposal."""

    YES = "yes"
    NO = "no"
    GOES_ON = "goes_on"
    NOTICES = "notices"
    """a mere "yeah", a question back, a word in common: too little to say what becomes of it"""
    NOTHING = "nothing"


class Judge:
    """Reads the replies to the proposals of one meeting; build it once."""

    sections = ("acceptance", "acceptance.words", "building")
    """what it needs to have been heard"""

    def __init__(
        self,
        units: Sequence[Utterance],
        *,
        content: Content,
        heard: Heard,
        replies: Replies,
        settings: LeadSettings,
        proposed: Sequence[int],
    ) -> None:
        """`proposed` are the places of all proposals: a yes belongs to the last one before it."""
        self._units = units
        self._content = content
        self._replies = replies
        self._settings = settings
        self._proposed = frozenset(proposed)
        self._exchange = Exchange(units, within=settings.reply_units, within_ms=settings.reply_ms)
        self._heard = heard

    def of(self, group: Sequence[int]) -> Proposal | None:
        """The proposal made in these units, and what became of it; None where nobody can tell."""
        last = self._units[group[-1]]
        words = self._content.of(group)
        if last.speaker is None or not words:
            return None
        answers = self._answers(group, words)
        uptake, cited = _verdict(answers)
        if uptake is None:
            uptake, cited = self._silence(group[-1], words, answers)
        if uptake is None:
            return None
        return Proposal(
            last.speaker,
            uptake,
            utterances=tuple(self._units[place].id for place in group),
            replies=tuple(self._units[place].id for place in cited[:_CITED]),
        )

    def _answers(self, group: Sequence[int], words: frozenset[str]) -> list[tuple[int, Reply]]:
        """Each reply with what it does. A yes or no belongs to the last proposal before it, and to
        none that is long past; behind that only words in common tie a reply to this one.
        """
        answers = []
        spoken, answering = 0, True
        for place in self._exchange.replies(group[-1], spoken=self._settings.reply_spoken):
            answers.append((place, self._does(place, words, answering=answering)))
            spoken += not self._units[place].backchannel
            answering = (
                answering
                and place not in self._proposed
                and spoken < self._settings.reply_answering
            )
        return answers

    def _does(self, place: int, words: frozenset[str], *, answering: bool) -> Reply:
        unit = self._units[place]
        text = mended(unit.text)
        asks = text.rstrip().endswith("?")
        agrees = self._replies.agrees(text)
        if answering and self._replies.refuses(text):
            return Reply.NO
        if answering and not asks and self._accepts(place, agrees=agrees):
            return Reply.YES
        if unit.backchannel:
            return Reply.NOTICES if agrees else Reply.NOTHING
        weight = self._content.shared(words, self._content.words[place])
        if weight >= self._settings.built_on:
            return Reply.GOES_ON
        if answering and self._heard.opens(place, "building"):
            return Reply.GOES_ON
        noticed = agrees or (asks and answering) or weight >= self._settings.noticed
        return Reply.NOTICES if noticed else Reply.NOTHING

    def _accepts(self, place: int, *, agrees: bool) -> bool:
        """A yes that is more than a sign of listening."""
        plain = self._heard.at(place, "acceptance")
        if plain is not None and plain < _FIRST_WORDS:
            return True
        return agrees and self._heard.opens(place, "acceptance.words")

    def _silence(
        self, place: int, words: frozenset[str], answers: list[tuple[int, Reply]]
    ) -> tuple[Uptake | None, list[int]]:
        """Where no reply answers: left; None where that can't be told."""
        spoken = sum(not self._units[reply].backchannel for reply, _ in answers)
        if len(words) < self._settings.left_words or spoken < self._settings.left_spoken:
            return None, []
        noticed = any(does is Reply.NOTICES for _, does in answers)
        if noticed or self._comes_back(place, words):
            return None, []
        return Uptake.LEFT, []

    def _comes_back(self, place: int, words: frozenset[str]) -> bool:
        """Whether another speaker talks about the same things anywhere in the rest of the talk."""
        speaker = self._units[place].speaker
        return any(
            self._units[later].speaker != speaker
            and self._content.shared(words, self._content.words[later]) >= self._settings.comes_back
            for later in range(place + 1, len(self._units))
        )


def _verdict(answers: list[tuple[int, Reply]]) -> tuple[Uptake | None, list[int]]:
    """What the replies make of a proposal, and those that show it; None where none does."""
    told = {kind: [place for place, does in answers if does is kind] for kind in Reply}
    yes, no, on = told[Reply.YES], told[Reply.NO], told[Reply.GOES_ON]
    if yes and no:
        return Uptake.BUILT_ON, sorted([*yes, *no, *on])
    if no:
        return Uptake.DECLINED, no
    if yes:
        return Uptake.TAKEN_UP, yes
    return (Uptake.BUILT_ON, on) if on else (None, [])
