"""What was heard in a recording, as the cache keeps it: JSON that only this program reads.

Anything in it that does not fit reads as None: then the recording is heard again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from lvm_meet.codec.node import Node, parse
from lvm_meet.errors import InputError, SettingsError
from lvm_meet.model import Note, Span
from lvm_meet.speech.recognise import BlockWords
from lvm_meet.speech.values import Diarization, Heard, VoiceTurn

_T = TypeVar("_T")
_DIMENSIONS = 1 << 16
"""more than any vector of a voice has"""


@dataclass(frozen=True, slots=True)
class Track:
    """What was heard in one sound: the whole recording, or a channel with one speaker.

    `own` are the stretches in which a channel's speaker speaks; None for a sound of everybody.
    """

    words: tuple[Heard, ...]
    own: tuple[Span, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that was heard. `language_share` is permille: how sure the language is."""

    duration_ms: int
    speech_ms: int
    language: str
    language_share: int
    tracks: tuple[Track, ...]
    notes: tuple[Note, ...] = ()

    @property
    def split(self) -> bool:
        """Whether every channel has a speaker of its own."""
        return any(track.own is not None for track in self.tracks)

    @property
    def spoken(self) -> bool:
        """Whether there is any word."""
        return any(track.words for track in self.tracks)


def pack_hearing(hearing: Hearing) -> bytes:
    """The bytes that `unpack_hearing` reads."""
    return _pack(
        {
            "duration_ms": hearing.duration_ms,
            "speech_ms": hearing.speech_ms,
            "language": hearing.language,
            "language_share": hearing.language_share,
            "tracks": [
                {
                    "words": [_word_row(word) for word in track.words],
                    "own": None if track.own is None else _span_rows(track.own),
                }
                for track in hearing.tracks
            ],
            "notes": [[n.code, n.message, n.line, n.count, n.remark] for n in hearing.notes],
        }
    )


def unpack_hearing(data: bytes) -> Hearing | None:
    """None where the bytes are not what `pack_hearing` writes."""

    def build(root: Node) -> Hearing:
        return Hearing(
            duration_ms=root["duration_ms"].whole(),
            speech_ms=root["speech_ms"].whole(),
            language=root["language"].text(),
            language_share=root["language_share"].whole(high=1000),
            tracks=root["tracks"].each(
                lambda track: Track(
                    track["words"].each(_word), track["own"].maybe(lambda own: own.each(_span))
                )
            ),
            notes=root["notes"].each(_note),
        )

    return _unpack(data, build)


def pack_block(block: BlockWords) -> bytes:
    """One finished block of a recording that is being heard."""
    return _pack(
        {
            "words": [_word_row(word) for word in block.words],
            "invented": block.invented,
            "repeated": block.repeated,
        }
    )


def unpack_block(data: bytes) -> BlockWords | None:
    """None where the bytes are not what `pack_block` writes."""
    return _unpack(
        data,
        lambda root: BlockWords(
            root["words"].each(_word), root["invented"].whole(), root["repeated"].whole()
        ),
    )


def pack_diarization(found: Diarization) -> bytes:
    """Turns, voices and sums; a voice's numbers exactly as they are."""
    return _pack(
        {
            "turns": [[t.voice, t.span.start_ms, t.span.end_ms, t.confidence] for t in found.turns],
            "voices": [row.astype("<f4").tobytes().hex() for row in found.voices],
            "dimension": found.voices.shape[1],
            "speech_ms": found.speech_ms,
            "overlap_ms": found.overlap_ms,
        }
    )


def unpack_diarization(data: bytes) -> Diarization | None:
    """None where the bytes are not what `pack_diarization` writes."""

    def build(root: Node) -> Diarization:
        dimension = root["dimension"].whole(high=_DIMENSIONS)
        voices = root["voices"].each(lambda row: np.frombuffer(bytes.fromhex(row.text()), "<f4"))
        return Diarization(
            turns=root["turns"].each(_turn),
            voices=np.array(voices, np.float32).reshape(len(voices), dimension),
            speech_ms=root["speech_ms"].whole(),
            overlap_ms=root["overlap_ms"].whole(),
        )

    return _unpack(data, build)


def _pack(facts: object) -> bytes:
    # ASCII: half a surrogate pair, which a note's file name may hold, can't be encoded otherwise
    return json.dumps(facts, separators=(",", ":")).encode("ascii")


def _unpack(data: bytes, build: Callable[[Node], _T]) -> _T | None:
    try:
        return build(parse(data.decode("ascii"), path=""))
    except (InputError, SettingsError, ValueError):
        return None


def _word_row(word: Heard) -> list[object]:
    return [word.text, word.span.start_ms, word.span.end_ms, word.confidence, word.breaks]


def _word(row: Node) -> Heard:
    text, start, end, confidence, breaks = row.items()
    span = Span(start.whole(), end.whole())
    return Heard(text.text(), span, confidence.whole(high=1000), breaks.flag())


def _turn(row: Node) -> VoiceTurn:
    voice, start, end, confidence = row.items()
    return VoiceTurn(voice.whole(), Span(start.whole(), end.whole()), confidence.whole(high=1000))


def _span_rows(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start_ms, span.end_ms] for span in spans]


def _span(row: Node) -> Span:
    start, end = (number.whole() for number in row.items())
    return Span(start, end)


def _note(row: Node) -> Note:
    code, message, line, count, remark = row.items()
    return Note(code.text(), message.text(), line.maybe(Node.whole), count.whole(), remark.flag())
