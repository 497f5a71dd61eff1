"""HTML put together from parts; whatever is not `Markup` already is text, and gets escaped.

So a name, a title or a quote can't become markup wherever it stands: in an element, in an
attribute, or in the data of a script.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TypeAlias

from lvm_meet.report.numbers import UNKNOWN

Attributes: TypeAlias = Mapping[str, str | bool | None]

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source"})


class Markup(str):
    """HTML that is finished: it goes into the page as it is."""

    __slots__ = ()


NOTHING = Markup()


def text(content: str) -> Markup:
    """Any text as HTML that shows it; Markup stays as it is."""
    return content if isinstance(content, Markup) else Markup(escape(content, quote=True))


def join(parts: Iterable[str], between: str = "") -> Markup:
    """The parts one after the other; texts among them are escaped, empty ones are left out."""
    return Markup(text(between).join(text(part) for part in parts if part))


def el(name: str, *children: str, attrs: Attributes | None = None) -> Markup:
    """One element. Attributes that are None or False are left out, True is one without a value."""
    shown = "".join(_attribute(key, value) for key, value in (attrs or {}).items())
    if name in _VOID:
        return Markup(f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>{join(children)}</{name}>")


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'


def data(id_: str, value: object) -> Markup:
    """A script element that holds data; no text in it can end the element or begin a comment."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        written = written.replace(sign, code)
    # Halves of surrogate pairs can stand in JSON of others; a UTF-8 file can't hold them.
    written = written.encode("utf-8", "replace").decode("utf-8")
    return Markup(
        f'<script type="application/json" id="{escape(id_, quote=True)}">{written}</script>'
    )


def foreign(content: str) -> Markup:
    """Somebody's name or words, kept from turning the text around them (Arabic, Hebrew)."""
    return el("bdi", content)


def paragraphs(*lines: str, kind: str = "") -> Markup:
    """A paragraph each; empty lines are left out."""
    attrs = {"class": kind} if kind else None
    return join(el("p", line, attrs=attrs) for line in lines if line)


def items(entries: Sequence[str], *, kind: str = "", ordered: bool = False) -> Markup:
    """A list; nothing where there are no entries."""
    if not entries:
        return NOTHING
    attrs = {"class": kind} if kind else None
    return el("ol" if ordered else "ul", *(el("li", entry) for entry in entries), attrs=attrs)


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    caption: str,
    kind: str = "",
    words: Sequence[int] = (0,),
) -> Markup:
    """A table whose first cells are the rows' titles; columns not in `words` hold numbers.

    Every cell knows its column's title, so that a narrow screen can show rows as cards.
    """
    titles = [title.replace("\n", " ") for title in header]
    sides = ["" if column in words else "number" for column in range(len(titles))]
    head = el(
        "tr",
        *(
            el("th", title, attrs={"scope": "col", "class": side or None})
            for title, side in zip(titles, sides, strict=True)
        ),
    )
    body = [
        el(
            "tr",
            *(
                _cell(cell, title, side, first=not column)
                for column, (cell, title, side) in enumerate(zip(row, titles, sides, strict=True))
            ),
        )
        for row in rows
    ]
    inner = el(
        "table",
        el("caption", caption),
        el("thead", head),
        el("tbody", *body),
        attrs={"class": kind or None},
    )
    return el(
        "div",
        inner,
        attrs={"class": "wide", "tabindex": "0", "role": "region", "aria-label": caption},
    )


def _cell(content: str, title: str, side: str, *, first: bool) -> Markup:
    blank = "blank" if content == UNKNOWN else ""
    attrs = {
        "scope": "row" if first else None,
        "class": " ".join(part for part in (side, blank) if part) or None,
        "data-title": title or None,
    }
    return el("th" if first else "td", content, attrs=attrs)
