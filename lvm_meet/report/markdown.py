"""The report as Markdown (GitHub flavour), to be stored beside the minutes or sent on.

Everything is escaped: names and quotes cannot become markup, HTML, table cells, links or
mentions. Addresses ("@", "www.", "://") get an unseen word joiner, because renderers turn bare
addresses into links after all escapes are resolved; who copies one has to type it anew.

`render` gives one text that can be pasted anywhere, with charts made of characters.
`render_illustrated` refers to pictures in a folder beside the text instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import quote

from lvm_meet.model import Analysis
from lvm_meet.report.document import compose
from lvm_meet.report.document.blocks import (
    Block,
    Chart,
    Entry,
    Grid,
    Heading,
    Kind,
    Line,
    Listing,
    Paragraph,
)
from lvm_meet.report.document.pictures import pictures
from lvm_meet.report.facts import gather

_SIGNS = re.compile(r"[\\`*_{}\[\]#~$^]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})
# what begins a list, a rule, an underlined heading or a table's second line
_BLOCK = re.compile(r"^(\d{0,9})([.)](?=\s|$)|(?<!\d)(?:[=:]|-(?=[-\s]|$)|\+(?=\s|$)))")
_ADDRESS = re.compile(r"@|www(?=\.)|:(?=//)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"


def render(analysis: Analysis) -> str:
    """The report as one Markdown document without pictures; ends with a line feed."""
    return _document(compose(gather(analysis), pictures=False), folder="", drawn=())


def render_illustrated(analysis: Analysis, *, folder: str) -> tuple[str, dict[str, bytes]]:
    """The report with its charts as PNG, and these by file name; they belong into `folder`.

    `folder` is a path relative to the document. OutputError where a chart can't be drawn.
    """
    facts = gather(analysis)
    blocks = compose(facts, pictures=True)
    names = [block.name for block in blocks if isinstance(block, Chart)]
    drawn = pictures(facts, names)
    text = _document(blocks, folder=folder, drawn=drawn)
    return text, {f"{name}.png": picture for name, picture in drawn.items()}


def escape(text: str) -> str:
    """One line of cleaned text as Markdown that shows exactly this text, wherever it stands."""
    return _BLOCK.sub(lambda match: f"{match[1]}\\{match[2]}", _inline(text))


def _inline(text: str) -> str:
    """As `escape`, where no block can begin: in a heading, in a cell, within a line."""
    text = _SIGNS.sub(r"\\\g<0>", text).translate(_ENTITIES)
    return _ADDRESS.sub(rf"\g<0>{_JOINER}", text)


def _document(blocks: tuple[Block, ...], *, folder: str, drawn: Collection[str]) -> str:
    """All blocks with an empty line between them."""
    written = (
        "\n".join(_chart(block, folder, drawn) if isinstance(block, Chart) else _block(block))
        for block in blocks
    )
    return "\n\n".join(text for text in written if text) + "\n"


def _block(block: Heading | Paragraph | Listing | Grid) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {_inline(text)}"
        case Paragraph(line, Kind.QUOTE):
            yield f"> {_line(line)}"
        case Paragraph(line):
            yield _line(line)
        case Listing(entries, ordered):
            for number, entry in enumerate(entries, start=1):
                yield from _entry(entry, f"{number}. " if ordered else "- ")
        case Grid():
            yield from _table(block)


def _line(line: Line) -> str:
    """A line; quiet runs look like all others, since Markdown knows no faint text."""
    written = ""
    for run in line:
        if run.strong and run.text:
            written += f"**{_inline(run.text)}**"
        else:
            written += _inline(run.text) if written else escape(run.text)
    return written


def _entry(entry: Entry, mark: str) -> Iterator[str]:
    yield mark + _line(entry.line)
    for detail in entry.details:
        yield f"{' ' * len(mark)}- {_line(detail)}"


def _table(grid: Grid) -> Iterator[str]:
    def row(cells: Collection[str]) -> str:
        return f"| {' | '.join(cells)} |"

    yield row([_inline(title) for title in grid.header])
    yield row([":--" if column in grid.words else "--:" for column in range(len(grid.header))])
    for number, cells in enumerate(grid.rows):
        shown = [_inline(cell) for cell in cells]
        strong = number in grid.strong
        yield row([f"**{cell}**" for cell in shown] if strong else shown)


def _chart(chart: Chart, folder: str, drawn: Collection[str]) -> Iterator[str]:
    """A picture where it was drawn; else our own characters, never anything foreign, as code."""
    if chart.name in drawn:
        address = f"{quote(folder)}/{chart.name}.png"
        yield f"![{_inline(chart.spoken)}]({address})"
    elif chart.sketch:
        yield from ("```text", *chart.sketch, "```")
