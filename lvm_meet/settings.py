"""Every threshold and option, in frozen parts; the fingerprint tells whether two runs agree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from operator import attrgetter
from pathlib import Path

from lvm_meet.errors import SettingsError


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


class Channels(StrEnum):
    """What the channels of a recording are."""

    AUTO = "auto"
    MIX = "mix"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How a recording becomes words."""

    model: str = "auto"
    """a name that `lvm-meet models list` shows, a directory, or "auto" for the best installed"""
    language: str | None = None
    """a code such as "en"; None finds it once for the whole recording"""
    vocabulary: tuple[str, ...] = ()
    """names and jargon that the recogniser should expect"""
    channels: Channels = Channels.AUTO
    beam: int = 5
    batch: int = 8
    """stretches of speech that are decoded together"""
    threads: int = 0
    """of the recogniser and the diarizer; 0 takes the cores that the process may use"""
    max_hours: int = 24
    """a longer recording is a mistake, or a small file made to fill the disk"""


@dataclass(frozen=True, slots=True)
class DiarizeSettings:
    """How a recording's voices are told apart."""

    enabled: bool = True
    least: int = 1
    """speakers that there are at least"""
    most: int | None = None
    """speakers that there are at most; None: as many as are heard"""
    voices: bool = False
    """whether speakers are named by the voices that the user enrolled"""
    report_doubtful: bool = False
    """report single speakers even where it is doubtful who spoke"""


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


_RANGES: tuple[tuple[str, int, int | None], ...] = (
    ("read.max_bytes", 1, None),
    ("speech.beam", 1, None),
    ("speech.batch", 1, None),
    ("speech.threads", 0, None),
    ("speech.max_hours", 1, None),
    ("diarize.least", 1, None),
    ("units.join_gap_ms", 0, None),
    ("units.pause_ms", 1, None),
    ("units.min_words", 1, None),
    ("units.max_words", 1, None),
    ("units.whole_words", 1, None),
    ("units.run_words", 1, None),
    ("units.marked_words", 1, None),
    ("signals.context", 0, None),
    ("signals.evidence", 1, None),
    ("signals.batch", 1, None),
    ("signals.threads", 0, None),
    ("style.windows", 1, None),
    ("style.min_units", 1, None),
    ("style.min_words", 1, None),
    ("style.min_questions", 1, None),
    ("style.marked_units", 0, 1000),
    ("style.bootstrap", 100, None),
    ("style.block", 1, None),
    ("style.seed", 0, None),
    ("style.change_level", 1, 999),
    ("style.contrast_similarity", 0, 1000),
)
"""what each number may be: name, lowest and highest (None: no bound)"""


@dataclass(frozen=True, slots=True)
class Settings:
    """All parts together; what `lvm_meet.analyze(settings=...)` takes."""

    read: ReadSettings = ReadSettings()
    speech: SpeechSettings = SpeechSettings()
    diarize: DiarizeSettings = DiarizeSettings()
    units: UnitSettings = UnitSettings()
    signals: SignalSettings = SignalSettings()
    style: StyleSettings = StyleSettings()

    def __post_init__(self) -> None:
        """SettingsError that names the first option which cannot be."""
        for name, low, high in _RANGES:
            value = attrgetter(name)(self)
            if value < low or (high is not None and value > high):
                fits = f"at least {low}" if high is None else f"from {low} to {high}"
                raise SettingsError(f"{name} must be {fits}, not {value}")
        most = self.diarize.most
        if most is not None and most < self.diarize.least:
            raise SettingsError(
                f"diarize.most ({most}) must not be below diarize.least ({self.diarize.least})"
            )
        units = self.units
        if not units.min_words < units.max_words <= units.whole_words:
            raise SettingsError(
                "units.min_words must be below units.max_words, and that not above "
                f"units.whole_words, not {units.min_words}, {units.max_words}, {units.whole_words}"
            )

    def fingerprint(self) -> str:
        """sha256 (hex) over what changes a result.

        Thread counts do not, nor does what only refuses a file. Batch sizes do: int8 arithmetic
        scales a batch as a whole, so the last digits depend on it.
        """
        facts = asdict(self)
        for part, name in (
            ("read", "max_bytes"),
            ("read", "strict"),
            ("signals", "threads"),
            ("speech", "threads"),
            ("speech", "max_hours"),
        ):
            del facts[part][name]
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
