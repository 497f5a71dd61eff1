"""Transcript to utterances: the sentence-sized units that everything else is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lvm_meet.model import Note, TalkWords, Transcript, Utterance
from lvm_meet.settings import Splitter, UnitSettings
from lvm_meet.utterances.pieces import Cutter, is_unmarked
from lvm_meet.utterances.sentences import sentence_ends
from lvm_meet.utterances.turns import Turn, span_of, turns

__all__ = ["split"]

_DIGITS = 4


def split(
    transcript: Transcript, *, words: TalkWords, settings: UnitSettings
) -> tuple[tuple[Utterance, ...], tuple[Note, ...]]:
    """The units of a meeting in file order, and a note for whatever had to be done worse.

    Segments of one speaker that follow each other closely are one turn; a turn is cut into its
    sentences. Every word of the transcript is in exactly one unit. A turn of back-channels only
    is one unit with `backchannel` set. A transcript without words gives no units. The work is
    linear in the number of words. MissingError where the splitter asked for is not installed.
    """
    found = list(turns(transcript.segments, join_gap_ms=settings.join_gap_ms))
    silent = [words.is_backchannel(turn.text) for turn in found]
    spoken = [turn for turn, quiet in zip(found, silent, strict=True) if not quiet]
    sentences, notes = _sentences(spoken, words=words, splitter=settings.splitter)
    cutter = Cutter(words, settings, is_unmarked(spoken, marked_words=settings.marked_words))
    ends = iter(sentences)
    pieces: list[tuple[Turn, int, int, bool]] = []
    for turn, quiet in zip(found, silent, strict=True):
        start = 0
        for end in [len(turn.tokens)] if quiet else cutter.ends(turn, next(ends)):
            pieces.append((turn, start, end, quiet))
            start = end
    width = max(_DIGITS, len(str(len(pieces))))
    units = (
        _unit(transcript, *piece, id_=f"u{number:0{width}d}")
        for number, piece in enumerate(pieces, start=1)
    )
    return tuple(units), notes


def _sentences(
    turns: Sequence[Turn], *, words: TalkWords, splitter: Splitter
) -> tuple[Iterable[list[int]], tuple[Note, ...]]:
    """The sentence ends of each turn, found by the splitter that was asked for."""
    if splitter is Splitter.SPACY:
        from lvm_meet.utterances import parser  # (spaCy takes seconds to import)

        nlp, notes = parser.load()
        return parser.sentence_ends(turns, nlp=nlp), notes
    texts = ([token.text for token in turn.tokens] for turn in turns)
    return (sentence_ends(text, words=words) for text in texts), ()


def _unit(
    transcript: Transcript, turn: Turn, start: int, end: int, backchannel: bool, *, id_: str
) -> Utterance:
    tokens = turn.tokens
    return Utterance(
        id=id_,
        speaker=turn.speaker,
        text=" ".join(token.text for token in tokens[start:end]),
        span=span_of(transcript.segments, tokens, start, end),
        segments=tuple(dict.fromkeys(token.segment for token in tokens[start:end])),
        backchannel=backchannel,
    )
