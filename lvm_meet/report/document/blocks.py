"""What a written report is made of: headings, paragraphs, lists, tables and charts, as values.

They say what stands where and nothing about how it looks: Markdown and Word lay the same blocks
out, so that neither can say more than the other. All texts are cleaned already.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line. `quiet` is what stands beside the words: who, when, how surely."""

    text: str
    strong: bool = False
    quiet: bool = False


Line: TypeAlias = tuple[Run, ...]


class Kind(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    REMARK = "remark"
    """about the report itself: how to read a table, what is left out, that there is nothing"""
    QUOTE = "quote"
    """somebody's own words, in a paragraph of their own"""


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the report's title, 2 a section, 3 a part of one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of any length, and what it is for."""

    line: Line
    kind: Kind = Kind.BODY


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, and what is told of it below."""

    line: Line
    details: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `ordered` where its entries are referred to by number."""

    entries: tuple[Entry, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `title` names it for those who hear it; every row is as long as the header.

    Columns numbered in `words` hold words, the others numbers; rows numbered in `strong` are sums.
    `shares` are the widths of the columns, in parts of the whole; equal ones where it is empty.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[int] = frozenset({0})
    strong: frozenset[int] = frozenset()
    shares: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """The place of a picture (`pictures` draws it by its name), with what it shows in words.

    `sketch` is the same made of characters, for where there are no pictures; it may be empty.
    """

    name: str
    title: str
    alternative: str
    sketch: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """What a picture shows, for those who hear it."""
        said = self.alternative.casefold().startswith(self.title.casefold())
        return self.alternative if said else f"{self.title}. {self.alternative}"


Block: TypeAlias = Heading | Paragraph | Listing | Grid | Chart
