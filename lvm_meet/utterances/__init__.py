"""Transcript to utterances: the sentence-sized units that everything else is about."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Note, TalkWords, Transcript, Utterance
from lvm_meet.settings import UnitSettings
from lvm_meet.utterances.finders import SentenceFinder, find_with
from lvm_meet.utterances.language import other_language
from lvm_meet.utterances.pieces import Cutter, is_unmarked
from lvm_meet.utterances.turns import Turn, span_of, turns

__all__ = ["Unitizer", "prepare", "split"]

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Unitizer:
    """Cuts transcripts into units. Made by `prepare`, then good for any number of meetings."""

    words: TalkWords
    settings: UnitSettings
    finder: SentenceFinder

    @property
    def splitter(self) -> str:
        """What finds the sentence ends, with its version: "rules", "spacy en_core_web_sm 3.8.0"."""
        return self.finder.name

    def split(self, transcript: Transcript) -> tuple[tuple[Utterance, ...], tuple[Note, ...]]:
        """The units of a meeting in file order, and a note for whatever had to be done worse.

        So is everything in talk that is not in English.

        Segments of one speaker that follow each other closely are one turn; a turn is cut into
        its sentences. Every word of the transcript is in exactly one unit. A turn of
        back-channels only is one unit with `backchannel` set. A transcript without words gives no
        units. The work is linear in the number of words.
        """
        settings = self.settings
        found = list(turns(transcript.segments, join_gap_ms=settings.join_gap_ms))
        silent = [self.words.is_backchannel(turn.text) for turn in found]
        spoken = [turn for turn, quiet in zip(found, silent, strict=True) if not quiet]
        unmarked = is_unmarked(spoken, marked_words=settings.marked_words)
        cutter = Cutter(self.words, settings, unmarked)
        ends = iter(self.finder.ends(spoken))
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
        other = other_language(transcript, self.words)
        return tuple(units), (*self.finder.notes, *([other] if other else []))


def prepare(*, words: TalkWords, settings: UnitSettings) -> Unitizer:
    """Load what the settings ask for; MissingError where the splitter is not installed."""
    return Unitizer(words, settings, find_with(settings.splitter, words=words))


def split(
    transcript: Transcript, *, words: TalkWords, settings: UnitSettings
) -> tuple[tuple[Utterance, ...], tuple[Note, ...]]:
    """One meeting alone: `prepare` and `Unitizer.split` in one go, with the errors of both."""
    return prepare(words=words, settings=settings).split(transcript)


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
