"""Plain text, as people and tools save it: `Name: text`, times, names and times on their own line.

What a line is, the file decides (see `layout` and `names`): a time in brackets or a range always
counts, a bare time at the start of a line where half of the lines have one, `Name  0:05` where
such lines recur, `Name: text` where names recur or most turns have one, with a time before the name
or behind it (`Name (0:05): text`) or without. A line without a name continues the turn above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lvm_meet.model import Segment, Transcript
from lvm_meet.readers.document import Document
from lvm_meet.readers.layout import Layout, lay_out
from lvm_meet.readers.names import propose
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.ours import read_text
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import assemble, rebase
from lvm_meet.readers.stamps import Kind, Line

_LOOK = 400
"""lines that tell how a text is laid out"""


def sniff(document: Document) -> bool:
    """True where the text has names or times in one of the known shapes; prose has neither."""
    layout = lay_out(document.lines()[:_LOOK])
    return layout.named or layout.timed


def read(document: Document) -> Transcript:
    """The turns of a text. Without names or times: one segment per paragraph, or per line where
    no blank line parts them, speaker None.
    """
    notes = Notes()
    segments = read_lines(document.lines(), notes)
    return document.transcript("plain", segments, notes=notes.collect())


def read_lines(lines: Sequence[str], notes: Notes, *, title: bool = False) -> tuple[Segment, ...]:
    """The turns in `lines`, for every format that holds such text; `title`: see `ours`."""
    ours = read_text(lines, title=title)
    if ours is not None:
        return assemble(ours, notes, settled=True)
    return assemble(_pieces(lines, notes), notes)


def _pieces(lines: Iterable[str], notes: Notes) -> list[Piece]:
    layout = lay_out(lines)
    if layout.named or layout.timed:
        pieces = _Turns(layout, notes).pieces()
    else:
        pieces = list(_paragraphs(layout.lines))
    return rebase(pieces, notes) if layout.daily else pieces


def _paragraphs(lines: Sequence[Line]) -> Iterator[Piece]:
    """Speakerless text: paragraphs where blank lines part it, else lines."""
    talk = [line for line in lines if line.kind is Kind.TALK]
    by_line = not any(line.top for line in talk[1:])
    texts: list[str] = []
    number = 1
    for line in talk:
        if texts and (by_line or line.top):
            yield Piece(" ".join(texts), line=number)
            texts = []
        if not texts:
            number = line.number
        texts.append(line.text)
    if texts:
        yield Piece(" ".join(texts), line=number)


class _Turns:
    """Folds settled lines into turns. `clock` is a time that waits for the turn below it."""

    def __init__(self, layout: Layout, notes: Notes) -> None:
        self.layout = layout
        self.notes = notes
        self.done: list[tuple[Line, str | None, list[str]]] = []
        self.clock: Line | None = None

    def pieces(self) -> list[Piece]:
        """One piece per turn, in order."""
        for line in self.layout.lines:
            if line.kind is Kind.HEAD:
                self.begin(line, line.name, "")
            elif line.kind is Kind.TURN:
                self.begin(line, line.name, line.rest)
            elif line.kind is Kind.CLOCK:
                self.clock = line
            elif line.kind is Kind.STAMP:
                name, text = self.layout.cast.split(line.rest)
                self.begin(line, name or self.continued(line.rest, line), text)
            elif line.kind is Kind.TALK:
                self.talk(line)
        return [
            Piece(" ".join(texts), speaker, line.start_ms, line.end_ms, line.number)
            for line, speaker, texts in self.done
        ]

    def talk(self, line: Line) -> None:
        """A line of talk: a turn of its own with a name or behind a time, else more of the last."""
        name, text = self.layout.cast.split(line.text)
        if name is not None:
            self.begin(line, name, text)
        elif self.clock is not None:
            self.begin(line, self.continued(line.text, line), text)
        elif self.done:
            self.check_name(line.text, line)
            self.done[-1][2].append(text)
        else:
            self.notes.add("preamble", line.number)

    def begin(self, line: Line, speaker: str | None, text: str) -> None:
        timed = line if line.start_ms is not None or self.clock is None else self.clock
        self.clock = None
        self.done.append((timed, speaker, [text] if text else []))

    def continued(self, text: str, line: Line) -> str | None:
        """The last speaker, for a timed line without a name in a file that has names."""
        if not self.layout.named or not self.done:
            return None
        self.check_name(text, line)
        speaker = self.done[-1][1]
        if speaker is not None:
            self.notes.add("continued-speaker", line.number)
        return speaker

    def check_name(self, text: str, line: Line) -> None:
        found = propose(text) if self.layout.cast.names else None
        beside_time = line.kind is Kind.TALK and line.name is not None
        if beside_time or (found is not None and found.firm):
            self.notes.add("unsure-name", line.number)
