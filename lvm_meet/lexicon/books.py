"""Lexicon files of named sections: cue phrases, example sentences and words for one thing each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lvm_meet.lexicon.cues import APOSTROPHES
from lvm_meet.lexicon.entries import Book, Group
from lvm_meet.lexicon.parse import (
    POLES,
    Origin,
    closest,
    known_keys,
    list_of,
    phrases_of,
    read_toml,
    replace_of,
    table_of,
    text_of,
)

BOOKS = (
    "prose",
    "topics",
    "summary",
    "rewrite",
    "actions",
    "decisions",
    "questions",
    "risks",
    "agenda",
    "leading",
    "situations",
)
"""the books by name; each is the file of that name in insights/"""

_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def read_book(name: str, origins: Sequence[Origin]) -> Book:
    """The packaged book with what the user's file adds to its sections.

    LexiconError where a file is broken or a user's file has a section that the packaged one lacks.
    """
    groups: dict[str, Group] = {}
    known: list[str] = []
    for origin in origins:
        table = read_toml(origin)
        if replace_of(table, origin):
            groups = {}
        for section, value in table.items():
            if section == "replace":
                continue
            if known and section not in known:
                raise origin.error(
                    f"there is no section {section!r}",
                    entry=section,
                    hint=closest(section, known),
                )
            group = _group(section, table_of(value, section, origin), origin)
            groups[section] = _joined(groups.get(section, Group(section)), group)
        known = known or list(groups)
    return Book(name, tuple(groups[name] for name in known if name in groups))


def _group(name: str, table: Mapping[str, object], origin: Origin) -> Group:
    known_keys(table, ["phrases", "exemplars", "words", "mode"], origin, inside=name)
    mode = text_of(table, "mode", origin, default="")
    if mode not in ("", *POLES):
        raise origin.error(
            f"the mode {mode!r} is not known", entry=f"{name}.mode", hint=closest(mode, POLES)
        )
    return Group(
        name,
        phrases=tuple(
            text for _, text in phrases_of(table.get("phrases", []), f"{name}.phrases", origin)
        ),
        exemplars=tuple(
            text for _, text in list_of(table.get("exemplars", []), f"{name}.exemplars", origin)
        ),
        words=tuple(
            text.lower().translate(_STRAIGHT)
            for _, text in list_of(table.get("words", []), f"{name}.words", origin)
        ),
        mode=mode,
    )


def _joined(first: Group, more: Group) -> Group:
    return Group(
        first.name,
        phrases=tuple(dict.fromkeys((*first.phrases, *more.phrases))),
        exemplars=tuple(dict.fromkeys((*first.exemplars, *more.exemplars))),
        words=tuple(dict.fromkeys((*first.words, *more.words))),
        mode=more.mode or first.mode,
    )
