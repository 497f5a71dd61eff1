"""JSON of the Whisper family: openai-whisper, faster-whisper, WhisperX, whisper.cpp, pipelines.

The list of pieces is called `segments` (or `chunks`, `transcription`, or the file is the list);
its times are seconds as `start` and `end` (or a pair in `timestamp`, or milliseconds in
`offsets`). Where words carry different speakers inside a segment, it is split there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lvm_meet.model import Transcript
from lvm_meet.readers.document import Document
from lvm_meet.readers.jsons import Value, has_key, load, looks_like_json
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import assemble

_LISTS = ("segments", "chunks", "transcription")
_SHAPES = (
    ("text", "start"),
    ("text", "timestamp"),
    ("text", "offsets"),
    ("text", "words"),
    ("text", "segments"),
    ("text", "language"),
)
_WORD_SCORES = ("probability", "score", "confidence")


def sniff(document: Document) -> bool:
    """True for JSON with the keys of one of the shapes."""
    text = document.text
    return looks_like_json(text) and any(has_key(text, *keys) for keys in _SHAPES)


def read(document: Document) -> Transcript:
    """All segments, split where their words' speakers change. InputError for a wrong shape."""
    root = load(document)
    notes = Notes(numbered=False)
    pieces = [piece for segment in _segments(root) for piece in _split(segment)]
    return document.transcript(
        "whisper",
        assemble(pieces, notes),
        notes=notes.collect(),
        language=_language(root),
    )


def _segments(root: Value) -> list[Value]:
    """The list of segments; a file that holds only text and words is one segment itself."""
    if isinstance(root.raw, list):
        return root.items()
    for key in _LISTS:
        if root.has(key):
            return root.get(key).items()
    if root.has("text"):
        return [root]
    raise root.error(f"the JSON has none of: {', '.join((*_LISTS, 'text'))}")


def _language(root: Value) -> str | None:
    """The recognised language, which whisper.cpp keeps under "result"."""
    if not isinstance(root.raw, dict):
        return None
    holder = root.get("result") if isinstance(root.raw.get("result"), dict) else root
    found = holder.get("language").raw
    return found if isinstance(found, str) and found else None


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a segment, with what is known of it."""

    text: str
    speaker: str | None
    start_ms: int | None
    end_ms: int | None


def _split(segment: Value) -> Iterator[Piece]:
    words = segment.get("words").items() if segment.has("words") else []
    start, end = _times(segment)
    text = segment.get("text").text_or_none()
    if text is None:
        text = " ".join(_word_text(word).strip() for word in words)
    whole = Piece(
        text,
        speaker=segment.get("speaker").name_or_none(),
        start_ms=start,
        end_ms=end,
        confidence=_confidence(segment, words),
    )
    runs = _runs([_word(word) for word in words], whole.speaker)
    if len(runs) < 2:
        if whole.speaker is None and runs:
            whole = replace(whole, speaker=runs[0][0].speaker)
        if whole.start_ms is None and runs:
            whole = replace(whole, start_ms=_first_start(runs[0]), end_ms=_last_end(runs[-1]))
        yield whole
        return
    yield from _cut(whole, runs)


def _word(word: Value) -> _Word:
    start, end = _times(word)
    return _Word(_word_text(word), word.get("speaker").name_or_none(), start, end)


def _word_text(word: Value) -> str:
    return word.get("word" if word.has("word") else "text").text()


def _runs(words: Sequence[_Word], speaker: str | None) -> list[list[_Word]]:
    """Words in runs of one speaker; a word that was not aligned goes with the one before it."""
    if not any(word.speaker for word in words):
        return [list(words)] if words else []
    current = next((word.speaker for word in words if word.speaker), speaker)
    runs: list[list[_Word]] = []
    for word in words:
        if word.speaker is None:
            word = replace(word, speaker=current)
        if not runs or word.speaker != current:
            runs.append([])
        current = word.speaker
        runs[-1].append(word)
    return runs


def _cut(whole: Piece, runs: Sequence[list[_Word]]) -> Iterator[Piece]:
    """Cut the segment's own text at the first word of each run, so that its spacing stays."""
    places: list[int] = []
    at = 0
    for run in runs:
        for place, word in enumerate(run):
            found = whole.text.find(word.text.strip(), at)
            if found < 0:
                break
            if place == 0:
                places.append(found)
            at = found + len(word.text.strip())
    texts = (
        [
            whole.text[first:last]
            for first, last in zip([0, *places[1:]], [*places[1:], None], strict=True)
        ]
        if len(places) == len(runs)
        else [" ".join(word.text.strip() for word in run) for run in runs]
    )
    before = whole.start_ms
    for place, (run, text) in enumerate(zip(runs, texts, strict=True)):
        start = _first_start(run)
        end = whole.end_ms if place == len(runs) - 1 else _last_end(run)
        start = before if start is None else start
        yield replace(whole, text=text, speaker=run[0].speaker, start_ms=start, end_ms=end)
        before = end if end is not None else start


def _first_start(run: Sequence[_Word]) -> int | None:
    return next((word.start_ms for word in run if word.start_ms is not None), None)


def _last_end(run: Sequence[_Word]) -> int | None:
    return next((word.end_ms for word in reversed(run) if word.end_ms is not None), None)


def _times(value: Value) -> tuple[int | None, int | None]:
    if value.has("timestamp"):
        pair = value.get("timestamp").items()
        if len(pair) != 2:
            value.get("timestamp").refuse("a pair of times")
        return pair[0].seconds_or_none(), pair[1].seconds_or_none()
    if value.has("offsets"):
        offsets = value.get("offsets")
        return offsets.get("from").ms_or_none(), offsets.get("to").ms_or_none()
    return value.get("start").seconds_or_none(), value.get("end").seconds_or_none()


def _confidence(segment: Value, words: Sequence[Value]) -> int | None:
    """Permille: the segment's own, else the mean of its words', else that of its tokens."""
    if segment.has("confidence"):
        return _permille(segment.get("confidence").number())
    for key in _WORD_SCORES:
        scores = [word.get(key).number() for word in words if word.has(key)]
        if scores:
            return _permille(sum(scores) / len(scores))
    logprob = segment.get("avg_logprob").raw if isinstance(segment.raw, dict) else None
    # Half-precision runs write NaN here; that says nothing about the words.
    if isinstance(logprob, float) and math.isfinite(logprob) and logprob <= 0:
        return _permille(math.exp(logprob))
    return None


def _permille(share: float) -> int | None:
    return round(share * 1000) if 0 <= share <= 1 else None
