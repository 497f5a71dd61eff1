"""From segments to captions: pieces of a size that can be read, cut where talk breathes.

Where the words of a segment have times it is cut so that no cue has more than two lines of text
or lasts longer than a viewer waits; of all such cuts the cheapest are taken, as the prices below
say. A segment whose words have no times stays one cue: its inner times would be made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lvm_meet.codec.turns import one_line
from lvm_meet.errors import SettingsError
from lvm_meet.model import Segment, Span, Transcript

LINE = 42
"""characters of a caption's line, as broadcasters have it"""
_LONGEST = 2 * LINE
_LONGEST_MS = 7000
_PAUSE_MS, _LONG_PAUSE_MS = 250, 700
_SHORT = 15
"""characters below which a cue is gone before it is read"""

# What a cut costs by what stands before it, and a cue by itself; a dearer sum is a worse cut.
_CUE, _SHORT_CUE = 100, 60
_AT_SENTENCE, _AT_LONG_PAUSE, _AT_CLAUSE, _AT_PAUSE, _ANYWHERE = 0, 10, 30, 45, 120

_SENTENCE = (".", "?", "!", "…", "。", "？", "！", "؟", "।")
_CLAUSE = (",", ";", ":", "–", "—", "，", "、", "；", "：", "،", "؛")
_WIDE = frozenset("。？！，、；：")
"""marks that no blank follows, in scripts that part no words: a cue may end behind them"""
_CLOSING = "\"'”’»)]}"


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: `end_ms` is after `start_ms`, `confidence` is permille."""

    text: str
    speaker: str | None
    start_ms: int
    end_ms: int
    confidence: int | None


def cues(transcript: Transcript) -> list[Cue]:
    """The captions of a transcript in the order of their start; no segments give [].

    A segment without a length lasts a millisecond, because no caption may last nothing; one
    without text is left out. SettingsError where segments have no times.
    """
    spoken = [segment for segment in transcript.segments if one_line(segment.text)]
    untimed = sum(segment.span is None for segment in spoken)
    if untimed:
        some = f"{untimed} of {len(spoken)} segments have" if untimed < len(spoken) else "it has"
        raise SettingsError(
            f"this transcript can't be written as captions: {some} no times",
            hint="choose a format that does without: txt, json, csv or docx",
        )
    found = [
        cue
        for segment in spoken
        if segment.span is not None
        for cue in _cues_of(segment, segment.span)
    ]
    return sorted(found, key=lambda cue: cue.start_ms)


def fold(text: str) -> str:
    """`text` on two lines of like length where it is too long for one.

    What is too long for two is left to the player, which knows its screen.
    """
    if not LINE < len(text) <= 2 * LINE + _SHORT:
        return text
    blanks = [place for place, letter in enumerate(text) if letter == " "]
    if not blanks:
        return text
    place = min(blanks, key=lambda place: max(place, len(text) - place - 1))
    return f"{text[:place]}\n{text[place + 1 :]}"


def _cues_of(segment: Segment, span: Span) -> Iterator[Cue]:
    places = _places(segment)
    ends = [len(places)]
    if len(segment.text) > _LONGEST or span.length_ms > _LONGEST_MS:
        ends = _ends(segment, places)
    first, start = 0, span.start_ms
    for end in ends:
        last = end == len(places)
        stop = span.end_ms if last else segment.words[end - 1].span.end_ms
        text = segment.text[
            places[first] if first else 0 : len(segment.text) if last else places[end]
        ]
        # a recogniser's words may overlap or run over: a cue begins no earlier than the one before
        stop = max(stop if last else min(stop, segment.words[end].span.start_ms), start + 1)
        yield Cue(one_line(text), segment.speaker, start, stop, segment.confidence)
        if not last:
            first, start = end, max(start, segment.words[end].span.start_ms)


def _places(segment: Segment) -> list[int]:
    """Where each word begins in the text; [] where the words are not those of the text."""
    places: list[int] = []
    at = 0
    for word in segment.words:
        text = word.text.strip()
        found = segment.text.find(text, at)
        # nothing may stand between two words but what belongs to the one before
        if not text or found < 0 or segment.text[at:found].strip():
            return []
        places.append(found)
        at = found + len(text)
    return places


def _ends(segment: Segment, places: Sequence[int]) -> list[int]:
    """Ends of the cues, as exclusive indexes of words; the last is the number of words.

    `best[end]` is the least price of words [0, end), `came[end]` where its last cue begins.
    """
    count = len(places)
    best: list[int | None] = [0] + [None] * count
    came = [0] * (count + 1)
    cuts = [first == 0 or _may_cut(segment.text, place) for first, place in enumerate(places)]
    for end in range(1, count + 1):
        if end < count and not cuts[end]:
            continue
        here = _price_of_cut(segment, end)
        for first in range(end - 1, -1, -1):
            before = best[first]
            if not cuts[first] or before is None:
                continue
            size = (places[end] if end < count else len(segment.text)) - places[first]
            lasts = segment.words[end - 1].span.end_ms - segment.words[first].span.start_ms
            if (size > _LONGEST + 1 or lasts > _LONGEST_MS) and best[end] is not None:
                break
            price = before + _CUE + here + (_SHORT_CUE if size < _SHORT else 0)
            known = best[end]
            if known is None or price < known:
                best[end], came[end] = price, first
    ends = [count]
    while count and came[ends[-1]]:
        ends.append(came[ends[-1]])
    return ends[::-1]


def _may_cut(text: str, place: int) -> bool:
    return place == 0 or text[place - 1].isspace() or text[place - 1] in _WIDE


def _price_of_cut(segment: Segment, place: int) -> int:
    """What a cut before word `place` costs; nothing at the end of the segment."""
    if place == len(segment.words):
        return 0
    before, after = segment.words[place - 1], segment.words[place]
    text = before.text.rstrip().rstrip(_CLOSING)
    pause = after.span.start_ms - before.span.end_ms
    if text.endswith(_SENTENCE):
        return _AT_SENTENCE
    if pause >= _LONG_PAUSE_MS:
        return _AT_LONG_PAUSE
    if text.endswith(_CLAUSE):
        return _AT_CLAUSE
    return _AT_PAUSE if pause >= _PAUSE_MS else _ANYWHERE
