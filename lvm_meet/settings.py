"""Every threshold and option, in frozen parts; the fingerprint tells whether two runs agree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from lvm_meet.errors import SettingsError


class Splitter(StrEnum):
    """What finds the sentence ends inside a turn."""

    RULES = "rules"
    SPACY = "spacy"


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How a source is read. `strict` turns every note of a reader into an error."""

    input_format: str | None = None
    strict: bool = False
    max_bytes: int = 512 * 1024 * 1024
    """a transcript larger than this is a mistake: 12 hours of talk are about 1 MB of text"""


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
    batch: int = 32
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
    min_questions: int = 3
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


@dataclass(frozen=True, slots=True)
class Settings:
    """All parts together; what `lvm_meet.analyze(settings=...)` takes."""

    read: ReadSettings = ReadSettings()
    units: UnitSettings = UnitSettings()
    signals: SignalSettings = SignalSettings()
    style: StyleSettings = StyleSettings()

    def __post_init__(self) -> None:
        rules = (
            (self.read.max_bytes > 0, "read.max_bytes must be above 0"),
            (self.units.join_gap_ms >= 0, "units.join_gap_ms must not be negative"),
            (self.units.pause_ms > 0, "units.pause_ms must be above 0"),
            (
                1 <= self.units.min_words < self.units.max_words,
                "units.min_words must be below max_words",
            ),
            (self.units.run_words >= 1, "units.run_words must be at least 1"),
            (self.units.marked_words >= 1, "units.marked_words must be at least 1"),
            (self.signals.context >= 0, "signals.context must not be negative"),
            (self.signals.evidence >= 1, "signals.evidence must be at least 1"),
            (self.signals.batch >= 1, "signals.batch must be at least 1"),
            (self.style.windows >= 1, "style.windows must be at least 1"),
            (self.style.min_units >= 1, "style.min_units must be at least 1"),
            (self.style.bootstrap >= 100, "style.bootstrap must be at least 100"),
            (0 < self.style.change_level < 1000, "style.change_level must lie between 0 and 1000"),
            (self.style.block >= 1, "style.block must be at least 1"),
        )
        for holds, message in rules:
            if not holds:
                raise SettingsError(message)

    def fingerprint(self) -> str:
        """sha256 (hex) over what changes a result; thread counts and batch sizes do not."""
        facts = asdict(self)
        for key in ("batch", "threads"):
            del facts["signals"][key]
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
