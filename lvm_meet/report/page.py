"""Lines and columns on a console: wraps, aligns and indents, and leaves no trailing spaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from lvm_meet.report import draw, insight_wording
from lvm_meet.report.ink import Ink

NARROWEST, WIDEST = 40, 100
"""beyond 100 columns prose is hard to follow; below 40 the terminal has to wrap by itself"""
STRONG, QUIET = "bold", "dim"
GAP = 2
NAME_MIN = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: where in the meeting, words with their styles, and more about them."""

    place: str
    words: tuple[tuple[str, str], ...]
    details: str = ""


class Page:
    """Prints one report at one width, in the signs that the console's encoding has."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = max(NARROWEST, min(WIDEST, console.width))
        self.ink = Ink(console.encoding)

    def blank(self) -> None:
        self._console.print()

    def line(self, text: str, style: str = "", *, indent: int = 0, mark: str = "") -> None:
        """A paragraph, `indent` columns in; `mark` stands in that margin. "" prints nothing."""
        if text:
            self.show(self.ink.text(text, style), mark=self.ink.text(mark.ljust(indent)))

    def show(self, text: Text, *, mark: Text | None = None) -> None:
        """As `line`, of a text that has its styles; `mark` is as wide as the indent."""
        mark = mark or Text()
        indent = cell_len(mark.plain)
        lines = text.wrap(self._console, self.width - indent, overflow="fold")
        for number, line in enumerate(lines):
            line.rstrip()
            self._put((Text(" " * indent) if number else mark.copy()).append_text(line))

    def items(self, items: Sequence[Item], *, limit: int | None = None) -> None:
        """A list with its places in the margin, or behind the words where that is too wide.

        Of more than `limit` it says how many are left out.
        """
        shown = items[:limit]
        margin = max((cell_len(item.place) for item in shown), default=0) + 2 * GAP
        beside = margin <= self.width // 4
        for item in shown:
            words = self.ink.join(*item.words)
            if beside:
                mark = self.ink.text(f"{'':{GAP}}{item.place}".ljust(margin), QUIET)
            else:
                mark = self.ink.text("- ")
                words.append_text(self.ink.text(f" ({item.place})" if item.place else "", QUIET))
            self.show(words, mark=mark)
            self.line(item.details, QUIET, indent=cell_len(mark.plain))
        if limit is not None:
            self.left_out(len(items) - limit)

    def left_out(self, number: int) -> None:
        """How many entries of a list are not shown; nothing for none."""
        if number > 0:
            self.line(insight_wording.left_out(number), QUIET, indent=GAP)

    def heading(self, title: str) -> None:
        """An empty line, then the title with a rule to its right."""
        title = self.ink.plain(title)
        self.blank()
        rule = draw.LINE * max(0, self.width - cell_len(title) - 1)
        self._put(self.ink.join((f"{title} ", STRONG), (rule, QUIET)))

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The first column to the left, cut where it must be; all others to the right.

        A title of several lines has line feeds in it.
        """
        cells = [[self.ink.plain(cell) for cell in row] for row in rows]
        titles = [self.ink.plain(title).split("\n") for title in header]
        widths = [
            max(map(cell_len, [*titles[column], *(row[column] for row in cells)]))
            for column in range(len(header))
        ]
        room = self.width - sum(widths[1:]) - GAP * (len(widths) - 1)
        if room < min(NAME_MIN, widths[0]):
            self._records(header, cells)
            return
        widths[0] = min(widths[0], room)
        height = max(map(len, titles))
        for number in range(height):
            # aligned to the bottom, so that every title ends above its numbers
            skip = [height - len(lines) for lines in titles]
            line = [
                lines[number - above] if number >= above else ""
                for lines, above in zip(titles, skip, strict=True)
            ]
            self.row(line, widths, styles=[QUIET] * len(widths))
        for row in cells:
            self.row([self.ink.cut(row[0], widths[0]), *row[1:]], widths)

    def _records(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table that is too wide: each row's first cell, and below it the others by name."""
        titles = [" ".join(title.split("\n")).lower() for title in header]
        for first, *others in rows:
            self.line(first, STRONG)
            told = zip(titles[1:], others, strict=True)
            self.line(" · ".join(f"{title} {cell}" for title, cell in told), indent=GAP)

    def row(
        self,
        cells: Sequence[str],
        widths: Sequence[int],
        *,
        styles: Sequence[str] = (),
        left: Sequence[int] = (0,),
    ) -> None:
        """One line of cells in columns of `widths`; those numbered in `left` to the left."""
        line = Text()
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            text = self.ink.text(cell, styles[column] if styles else "")
            space = " " * (width - cell_len(text.plain))
            line.append(" " * GAP if column else "")
            line.append_text(text.append(space) if column in left else Text(space) + text)
        line.rstrip()
        self._put(line)

    def _put(self, line: Text) -> None:
        self._console.print(line, no_wrap=True, overflow="ignore", crop=False, highlight=False)
