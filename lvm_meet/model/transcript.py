"""What was read or heard: source, pieces with speaker and time, and the notes about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lvm_meet.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript came from. Identity is the content (`sha256`), not the path."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open interval of time, [start_ms, end_ms), in integer milliseconds."""

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if self.start_ms < 0 or self.end_ms < self.start_ms:
            raise SettingsError(f"a span cannot run from {self.start_ms} to {self.end_ms} ms")

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start_ms, other.start_ms), max(self.end_ms, other.end_ms))


@dataclass(frozen=True, slots=True)
class Word:
    """One word as a recogniser heard it; `confidence` is its probability, in permille."""

    text: str
    span: Span
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the source as it was read: a cue, a turn, a row.

    `confidence` is the recogniser's, in permille, where the source gives one; `words` are in
    order, and none where the source times only the whole piece.
    """

    text: str
    speaker: str | None = None
    span: Span | None = None
    confidence: int | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One tolerance that was applied, or one stage that was degraded, said out loud.

    `code` is stable and machine-readable, `line` is 1-based where there is one, `count` says how
    many times it happened (the line is then that of the first). `remark` is True where nothing
    was guessed or mended: the source only has another form than the usual one (a byte order
    mark, CR LF), and what was read is certain. Strict reading allows remarks.
    """

    code: str
    message: str
    line: int | None = None
    count: int = 1
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch in which one voice speaks; turns of several voices may overlap.

    `confidence` says in permille how surely it is this voice, where that was measured.
    """

    speaker: str
    span: Span
    confidence: int | None = None


class Doubt(StrEnum):
    """Why it may be wrong as a whole who is said to have spoken."""

    ONE_SPEAKER = "one-speaker"
    SIMILAR_VOICES = "similar-voices"
    MUCH_OVERLAP = "much-overlap"
    MANY_UNKNOWN = "many-unknown"


BY_TURNS, BY_CHANNELS = "given turns", "channels"
"""what `Speech.diarizer` says where the voices were not told apart by their sound"""


@dataclass(frozen=True, slots=True)
class Speech:
    """How well a recording could be heard. Sums are milliseconds and words.

    `overlap_ms` (two or more voices at once) and `unknown_words` (words whose speaker could not
    be told) are None where nobody looked for speakers. `confidence` is the mean over all words,
    in permille; None without words. `turns` stand in the order of their start. `named` is False
    where `doubts` keep the speakers out of a report.
    """

    duration_ms: int
    speech_ms: int
    words: int
    confidence: int | None
    overlap_ms: int | None = None
    unknown_words: int | None = None
    turns: tuple[Turn, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    named: bool = True
    recogniser: str = ""
    diarizer: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A meeting's words as read. `origin` names the reader or the model, with its version.

    `speech` is there where they come from a recording.
    """

    source: Source
    segments: tuple[Segment, ...]
    language: str | None = None
    origin: str = ""
    notes: tuple[Note, ...] = ()
    speech: Speech | None = None
