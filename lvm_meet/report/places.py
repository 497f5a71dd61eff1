"""Where in the meeting something was said: the time where there is one, else the word."""

from __future__ import annotations

import re

from lvm_meet.model import Analysis, Span, Utterance
from lvm_meet.report import wording
from lvm_meet.report.plain import clean, shorten
from lvm_meet.timecode import format_short

QUOTE_LENGTH = 200
_GAP = re.compile(r" +(?=[,.?!;:]+(?:\s|$))")


class Places:
    """Look-ups over the utterances of one analysis.

    `timed` says that every utterance has its time, and that time passes (some tools write 0:00
    everywhere): only then is talk time compared. `span` covers the whole talk (None without any
    times).
    """

    def __init__(self, analysis: Analysis) -> None:
        utterances = analysis.utterances
        self.utterances = {utterance.id: utterance for utterance in utterances}
        spans = [each.span for each in utterances if each.span is not None]
        self.timed = len(spans) == len(utterances) and any(span.length_ms for span in spans)
        self.order = {utterance.id: number for number, utterance in enumerate(utterances)}
        self.words: dict[str, int] = {}
        total = 0
        for utterance in utterances:
            self.words[utterance.id] = total
            total += utterance.words
        self.total = total
        self.span: Span | None = None
        for utterance in utterances:
            if utterance.span is not None:
                self.span = self.span.cover(utterance.span) if self.span else utterance.span

    def short(self, utterance: Utterance) -> str:
        """Such as "12:04" or "word 1,204": beside a quote."""
        if utterance.span is not None:
            return format_short(utterance.span.start_ms)
        return wording.word(self.words[utterance.id] + 1)

    def phrase(self, utterance: Utterance) -> str:
        """Such as "at 12:04" or "at word 1,204": in a sentence."""
        return wording.at(self.short(utterance))


def quote(utterance: Utterance, *, limit: int = QUOTE_LENGTH) -> str:
    """What was said, cleaned and at most `limit` characters long; "right ?" is "right?"."""
    return shorten(tidied(clean(utterance.text)), limit)


def tidied(text: str) -> str:
    """The text without the spaces that some transcripts have before a mark."""
    return _GAP.sub("", text)
