"""Transcript -> JSON: a form of its own, and the part of an analysis that says what was said.

Both forms share these objects (docs/schema.md), keys in a fixed order.
"""

from __future__ import annotations

from lvm_meet.codec.layout import lay_out
from lvm_meet.model import Note, Segment, Source, Span, Speech, Transcript, Turn, Word

TRANSCRIPT_SCHEMA = "lvm-meet/transcript"
TRANSCRIPT_VERSION = 1


def dumps_transcript(transcript: Transcript) -> str:
    """The transcript as JSON text: one line per segment and turn, a line feed at the end.

    Same transcript, same text; it can always be encoded as UTF-8. Without segments the array is
    empty.
    """
    return lay_out(transcript_to_json(transcript))


def transcript_to_json(transcript: Transcript) -> dict[str, object]:
    """The published form, made of dicts, lists, strings, numbers, booleans and None."""
    return {
        "schema": TRANSCRIPT_SCHEMA,
        "schema_version": TRANSCRIPT_VERSION,
        "source": source_json(transcript.source),
        "language": transcript.language,
        "origin": transcript.origin,
        "notes": [note_json(note) for note in transcript.notes],
        "speech": speech_json(transcript.speech),
        "segments": [segment_json(segment) for segment in transcript.segments],
    }


def source_json(source: Source) -> dict[str, object]:
    """Which file it is: its name, and the hash that is its identity."""
    return {
        "name": source.name,
        "kind": source.kind,
        "sha256": source.sha256,
        "size": source.size,
    }


def note_json(note: Note) -> dict[str, object]:
    """One tolerance or degraded stage."""
    return {
        "code": note.code,
        "message": note.message,
        "line": note.line,
        "count": note.count,
        "remark": note.remark,
    }


def segment_json(segment: Segment) -> dict[str, object]:
    """One segment; it has the key `words` only where its words have times."""
    found: dict[str, object] = {
        "text": segment.text,
        "speaker": segment.speaker,
        **span_json(segment.span),
        "confidence": ratio_or_null(segment.confidence),
    }
    if segment.words:
        found["words"] = [_word_json(word) for word in segment.words]
    return found


def _word_json(word: Word) -> dict[str, object]:
    return {
        "text": word.text,
        **span_json(word.span),
        "confidence": ratio_or_null(word.confidence),
    }


def speech_json(speech: Speech | None) -> dict[str, object] | None:
    """How well a recording could be heard; None for a transcript that was read."""
    if speech is None:
        return None
    return {
        "duration_ms": speech.duration_ms,
        "speech_ms": speech.speech_ms,
        "words": speech.words,
        "confidence": ratio_or_null(speech.confidence),
        "overlap_ms": speech.overlap_ms,
        "unknown_words": speech.unknown_words,
        "turns": [_turn_json(turn) for turn in speech.turns],
        "doubts": [doubt.value for doubt in speech.doubts],
        "named": speech.named,
        "recogniser": speech.recogniser,
        "diarizer": speech.diarizer,
    }


def _turn_json(turn: Turn) -> dict[str, object]:
    return {
        "speaker": turn.speaker,
        **span_json(turn.span),
        "confidence": ratio_or_null(turn.confidence),
    }


def span_json(span: Span | None) -> dict[str, object]:
    """`start_ms` and `end_ms`; both null where the time is not known."""
    if span is None:
        return {"start_ms": None, "end_ms": None}
    return {"start_ms": span.start_ms, "end_ms": span.end_ms}


def ratio(permille: int) -> float:
    """Permille as a number with up to three digits."""
    return permille / 1000


def ratio_or_null(permille: int | None) -> float | None:
    """As `ratio`; null where it is not known."""
    return None if permille is None else ratio(permille)
