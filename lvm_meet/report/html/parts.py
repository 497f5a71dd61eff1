"""The recurring parts of the page: ways to a moment, quotes, figures, sections."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.report.cites import Cite, Cited, Quote
from lvm_meet.report.html.markup import NOTHING, Markup, el, foreign, join, paragraphs
from lvm_meet.report.wording import quoted


def anchor(number: int) -> str:
    """The id of one utterance on the page: never foreign text."""
    return f"s{number + 1}"


def link(cite: Cite, *, label: str = "") -> Markup:
    """A way to one moment in the transcript."""
    return el("a", label or cite.place, attrs={"class": "at", "href": f"#{anchor(cite.number)}"})


def links(cites: Sequence[Cite]) -> Markup:
    """Ways to several moments, in a line of their own colour; nothing without any."""
    if not cites:
        return NOTHING
    return el("span", join([link(cite) for cite in cites], " "), attrs={"class": "ats"})


def cited(entry: Cited, *, kind: str = "") -> Markup:
    """Words with the moments that they rest on."""
    return el("span", foreign(entry.text), " ", links(entry.cites), attrs={"class": kind or None})


def quote(entry: Quote) -> Markup:
    """Somebody's words with name and moment."""
    who = join([foreign(entry.speaker), ", "]) if entry.speaker else NOTHING
    return el(
        "span",
        el("q", entry.text, attrs={"dir": "auto"}),
        " ",
        el("span", who, link(entry.cite), attrs={"class": "who"}),
        attrs={"class": "quote"},
    )


def spoken(entry: Quote) -> Markup:
    """Somebody's words in a block of their own."""
    who = join([foreign(entry.speaker), ", "]) if entry.speaker else NOTHING
    return el(
        "blockquote",
        el("p", quoted(entry.text), attrs={"dir": "auto"}),
        el("footer", who, link(entry.cite)),
    )


def section(id_: str, title: str, *content: str, kind: str = "") -> Markup:
    """A landmark with its heading; nothing where there is no content."""
    inner = join(content)
    if not inner:
        return NOTHING
    heading = el("h2", title, attrs={"id": f"{id_}-title"})
    return el(
        "section",
        heading,
        inner,
        attrs={"id": id_, "aria-labelledby": f"{id_}-title", "class": kind or None},
    )


def absent(id_: str, title: str, sentence: str) -> Markup:
    """A section that has no evidence: its heading and one line."""
    return section(id_, title, nothing(sentence), kind="slim")


def nothing(sentence: str) -> Markup:
    """One line in place of a part that has no evidence."""
    return paragraphs(sentence, kind="none")


def figure(name: str, title: str, *, alternative: str, table: Markup = NOTHING) -> Markup:
    """The place of a chart, with its text alternative and its numbers as a table."""
    numbers = (
        el("details", el("summary", "The numbers of this chart"), table, attrs={"class": "numbers"})
        if table
        else NOTHING
    )
    return el(
        "figure",
        el(
            "div",
            attrs={
                "class": "chart",
                "data-chart": name,
                "role": "img",
                "aria-label": f"{title}. {alternative}",
            },
        ),
        numbers,
        attrs={"class": "figure"},
    )


def badge(label: str) -> Markup:
    """A signal as colour and letter, with its name for those who hear the page."""
    return el(
        "span",
        el("span", label[:1].upper(), attrs={"aria-hidden": "true"}),
        el("span", label, attrs={"class": "unseen"}),
        attrs={"class": f"badge {label}"},
    )
