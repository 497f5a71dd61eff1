"""JSON -> Transcript: the objects that a transcript and an analysis share, each value checked."""

from __future__ import annotations

from collections.abc import Mapping

from lvm_meet.codec.encode_transcript import TRANSCRIPT_SCHEMA, TRANSCRIPT_VERSION
from lvm_meet.codec.node import Node, parse
from lvm_meet.model import Doubt, Note, Segment, Source, Span, Speech, Transcript, Turn, Word


def loads_transcript(text: str, *, path: str = "") -> Transcript:
    """The transcript in the JSON text that `dumps_transcript` wrote; `path` names it in errors.

    InputError where the text is not JSON, or is not a transcript of a known schema version.
    """
    return _transcript(parse(text, path=path))


def transcript_from_json(document: Mapping[str, object], *, path: str = "") -> Transcript:
    """The transcript in a parsed document; InputError names the JSON path of what is wrong."""
    return _transcript(Node(dict(document), path))


def _transcript(root: Node) -> Transcript:
    check_schema(
        root, TRANSCRIPT_SCHEMA, newest=TRANSCRIPT_VERSION, hint="is this file a transcript?"
    )
    return transcript_of(root)


def transcript_of(root: Node) -> Transcript:
    """The transcript in the keys that both forms have at their top."""
    return Transcript(
        source=_source(root["source"]),
        segments=root["segments"].each(segment_of),
        language=root["language"].maybe(Node.text),
        origin=root["origin"].text(),
        notes=root["notes"].each(note_of),
        speech=speech_of(root),
    )


def check_schema(root: Node, schema: str, *, newest: int, hint: str) -> None:
    """InputError unless the document is of `schema`, in a version up to `newest`."""
    if root["schema"].text() != schema:
        root["schema"].refuse(f'must be "{schema}"', hint=hint)
    check_version(root["schema_version"], newest=newest)


def check_version(version: Node, *, newest: int) -> None:
    """InputError where a document is of a later version than this program knows."""
    if version.whole(low=1) > newest:
        version.refuse(
            f"is newer than {newest}, the newest that this program reads",
            hint="update lvm-meet (pip install --upgrade lvm-meet)",
        )


def span_of(node: Node) -> Span | None:
    """The span in `start_ms` and `end_ms`; None where both are null."""
    start, end = node["start_ms"].maybe(Node.whole), node["end_ms"].maybe(Node.whole)
    if start is None and end is None:
        return None
    if start is None or end is None:
        node["end_ms" if end is None else "start_ms"].refuse("must be known where the other is")
    if end < start:
        node["end_ms"].refuse(f"must not be before start_ms, {start}")
    return Span(start, end)


def _known_span(node: Node) -> Span:
    span = span_of(node)
    if span is None:
        node["start_ms"].refuse("must be a whole number")
    return span


def _confidence(node: Node) -> int | None:
    return node["confidence"].maybe(lambda value: value.permille(low=0))


def segment_of(node: Node) -> Segment:
    """One segment, with its words where it has the key `words`."""
    return Segment(
        text=node["text"].text(),
        speaker=node["speaker"].maybe(Node.text),
        span=span_of(node),
        confidence=_confidence(node),
        words=node["words"].each(_word) if node.has("words") else (),
    )


def _word(node: Node) -> Word:
    return Word(text=node["text"].text(), span=_known_span(node), confidence=_confidence(node))


def speech_of(root: Node) -> Speech | None:
    """How well the recording could be heard; None for null, and in files older than the key."""
    return root["speech"].maybe(_speech) if root.has("speech") else None


def _speech(node: Node) -> Speech:
    return Speech(
        duration_ms=node["duration_ms"].whole(),
        speech_ms=node["speech_ms"].whole(),
        words=node["words"].whole(),
        confidence=_confidence(node),
        overlap_ms=node["overlap_ms"].maybe(Node.whole),
        unknown_words=node["unknown_words"].maybe(Node.whole),
        turns=node["turns"].each(_turn),
        doubts=node["doubts"].each(_doubt),
        named=node["named"].flag(),
        recogniser=node["recogniser"].text(),
        diarizer=node["diarizer"].text(),
    )


def _turn(node: Node) -> Turn:
    return Turn(
        speaker=node["speaker"].text(), span=_known_span(node), confidence=_confidence(node)
    )


def _doubt(node: Node) -> Doubt:
    name = node.text()
    if name not in set(Doubt):
        node.refuse(f"must be one of {', '.join(Doubt)}")
    return Doubt(name)


def _source(node: Node) -> Source:
    return Source(
        name=node["name"].text(),
        kind=node["kind"].text(),
        sha256=node["sha256"].text(),
        size=node["size"].whole(),
    )


def note_of(node: Node) -> Note:
    """One tolerance or degraded stage."""
    return Note(
        code=node["code"].text(),
        message=node["message"].text(),
        line=node["line"].maybe(lambda line: line.whole(low=1)),
        count=node["count"].whole(low=1),
        remark=node["remark"].flag(),
    )
