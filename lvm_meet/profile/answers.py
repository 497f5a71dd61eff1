"""How people answer what is asked of them: in words of their own, or with a mere yes.

Requests can be met with commitment (somebody makes the task theirs), with compliance (somebody
does as told) or with resistance (Yukl 2013). Words show only the beginning of that, so both kinds
are reported as what was said, and never as what somebody feels. Where somebody refuses, answers
something else, or nobody answers, there is no Answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.lexicon import Book
from lvm_meet.model import MANAGEMENT, Answer, AnswerKind, Label, Signal, Utterance
from lvm_meet.profile.exchange import Exchange
from lvm_meet.profile.people import People
from lvm_meet.profile.phrases import Heard, mended
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import LeadSettings

_NEVER = ("no_request", "procedure")
_SECTIONS = ("request", "told", "imperative", "commitment", "no_commitment", *_NEVER)
_TURN = 4
"""units of the answer's turn that are read for words of their own"""


def find_answers(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    *,
    book: Book,
    replies: Replies,
    settings: LeadSettings,
) -> tuple[Answer, ...]:
    """The answers to requests, in the order of the requests; often none.

    A request is a unit coded execution that asks somebody for something to be done. `book` is
    "leading". Units without a speaker neither ask nor answer.
    """
    reader = AnswerReader(units, signals, book=book, replies=replies, settings=settings)
    found = (reader.answer(place) for place in range(len(units)) if reader.requests(place))
    return tuple(answer for answer in found if answer is not None)


class AnswerReader:
    """Reads requests and their answers in one meeting; build it once."""

    def __init__(
        self,
        units: Sequence[Utterance],
        signals: Sequence[Signal],
        *,
        book: Book,
        replies: Replies,
        settings: LeadSettings,
    ) -> None:
        self._units = units
        self._signals = signals
        self._replies = replies
        self._settings = settings
        self._people = People(units, book=book)
        self._exchange = Exchange(units, within=settings.answer_units, within_ms=settings.reply_ms)
        self._heard = Heard(units, book=book, sections=_SECTIONS)

    def requests(self, place: int) -> bool:
        """Whether the unit asks somebody for something to be done."""
        unit, signal = self._units[place], self._signals[place]
        if unit.backchannel or unit.speaker is None or signal.label is not Label.EXECUTION:
            return False
        score = sum(signal.score(label) for label in MANAGEMENT)
        asks = self._heard.within(place, "request", *_NEVER) or self._heard.opens(
            place, "imperative", "procedure"
        )
        if asks:
            return score >= self._settings.delegation_score
        return score >= self._settings.task_score and self._heard.within(place, "told", *_NEVER)

    def answer(self, place: int) -> Answer | None:
        """The answer to what is asked at `place`; None where it gets none of the two kinds.

        The one who is named in the request answers, else whoever answers first. Once the asker
        has gone on to another request, a bare yes belongs to that one.
        """
        asked = self._people.named(self._units[place])
        for reply in self._exchange.replies(place, spoken=2):
            unit = self._units[reply]
            if asked not in (None, unit.speaker):
                continue
            if any(self.requests(between) for between in range(place + 1, reply)):
                return None
            kind = self._kind(reply)
            if kind is not None:
                return Answer(kind, unit.speaker, unit.id, self._units[place].id)
            if not unit.backchannel:
                return None
        return None

    def _kind(self, reply: int) -> AnswerKind | None:
        text = mended(self._units[reply].text)
        if self._replies.refuses(text) or text.rstrip().endswith("?"):
            return None
        agrees = self._replies.agrees(text)
        turn = self._exchange.turn(reply, most=_TURN if agrees else 1)
        if any(self._takes_on(place) for place in turn):
            return AnswerKind.COMMITMENT
        return AnswerKind.COMPLIANCE if agrees else None

    def _takes_on(self, place: int) -> bool:
        unit = self._units[place]
        return not unit.text.rstrip().endswith("?") and self._heard.within(
            place, "commitment", "no_commitment"
        )
