"""What was read: source, pieces with speaker and time, and the notes about reading."""

from __future__ import annotations

from dataclasses import dataclass

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
class Segment:
    """One piece of the source as it was read: a cue, a turn, a row.

    `confidence` is the recogniser's, in permille, where the source gives one.
    """

    text: str
    speaker: str | None = None
    span: Span | None = None
    confidence: int | None = None


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
class Transcript:
    """A meeting's words as read. `origin` names the reader or the model, with its version."""

    source: Source
    segments: tuple[Segment, ...]
    language: str | None = None
    origin: str = ""
    notes: tuple[Note, ...] = ()
