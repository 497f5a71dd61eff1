"""Lines and columns on a console: wraps, aligns and indents, and leaves no trailing spaces."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from lvm_meet.report import draw
from lvm_meet.report.ink import Ink

NARROWEST, WIDEST = 40, 100
"""beyond 100 columns prose is hard to follow; below 40 the terminal has to wrap by itself"""
STRONG, QUIET = "bold", "dim"
GAP = 2
NAME_MIN = 8


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
        widths[0] = min(widths[0], max(NAME_MIN, room))
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
