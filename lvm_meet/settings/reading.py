"""How a transcript is read, cut, coded and counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Splitter(StrEnum):
    """What finds the sentence ends inside a turn."""

    RULES = "rules"
    SPACY = "spacy"


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How a source is read.

    `strict` turns a reader's guesses and repairs into an InputError; notes that are mere remarks
    about the file's form (a byte order mark, CR LF, overlapping times: see `Note.remark`) stay
    notes, because what was read is then certain.
    """

    input_format: str | None = None
    strict: bool = False
    max_bytes: int = 64 * 1024 * 1024
    """a larger file is a mistake: 12 hours of talk are about 1 MB of plain text, and about 20 MB
    of Whisper's JSON with its words"""


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """How segments become sentence-sized units."""

    splitter: Splitter = Splitter.RULES
    join_gap_ms: int = 2000
    """pieces of one speaker closer than this belong to one turn"""
    pause_ms: int = 700
    """a pause this long ends a unit where the text has no punctuation"""
    min_words: int = 4
    """shorter pieces join their neighbour within the turn where there is one"""
    max_words: int = 45
    """a longer piece is cut, unless it is a whole sentence of up to `whole_words`"""
    whole_words: int = 60
    """never below `max_words`"""
    run_words: int = 10
    """without punctuation, a piece this long ends before the next word that opens a sentence"""
    marked_words: int = 75
    """text with fewer sentence marks than one in this many words counts as unpunctuated"""


@dataclass(frozen=True, slots=True)
class SignalSettings:
    """How units are coded."""

    context: int = 2
    """how many pieces before the unit the encoder sees; 0 turns context off"""
    evidence: int = 3
    """how many nearest exemplars are kept as evidence"""
    batch: int = 16
    threads: int = 0
    """threads of the encoder; 0 lets it take the machine's cores"""
    encoder: Path | None = None
    """a directory with another encoder; None is the one in the package"""


@dataclass(frozen=True, slots=True)
class LexiconSettings:
    """How lexicon files are checked. No part of Settings: it changes no result."""

    max_words: int = 60
    """an exemplar is one sentence; a longer entry is a mistake"""
    near_duplicate: int = 850
    """permille of Jaccard index from which two exemplars are nearly the same"""


@dataclass(frozen=True, slots=True)
class StyleSettings:
    """How codes become style, and how much evidence a statement needs."""

    windows: int = 12
    min_units: int = 8
    """coded units below which a balance is "not enough evidence" """
    min_words: int = 100
    """words of talk below which a report gives no rate: one per 1,000 words or per minute would
    be blown up from next to nothing"""
    min_questions: int = 3
    """questions of the two forms that are compared, below which neither can be said to prevail"""
    marked_units: int = 100
    """permille of units with a sentence mark; below, questions are told by how they open"""
    bootstrap: int = 1000
    """resamples behind a 95 % interval"""
    block: int = 10
    """neighbouring units that are resampled together: they are not independent"""
    seed: int = 20
    change_level: int = 25
    """permille: how often a meeting without a change may show one; about 50 where what is said
    next to each other is much alike"""
    contrast_similarity: int = 450
    """permille of cosine from which a coded unit counts as near a contrast's pole"""
