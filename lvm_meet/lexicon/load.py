"""From the packaged lexicon files, and the user's own, to one Lexicon."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import MISSING, asdict, fields, replace
from pathlib import Path
from typing import Any

from lvm_meet import resources
from lvm_meet.errors import LexiconError
from lvm_meet.lexicon import parse
from lvm_meet.lexicon.books import BOOKS, read_book
from lvm_meet.lexicon.entries import Book, CuePhrase, Entry, Lexicon, Poles
from lvm_meet.lexicon.lists import BESIDE
from lvm_meet.model import LABELS, Label, TalkWords

TALK = "talk.toml"
CONTRASTS, ASPECTS, DUTIES, SUGGESTIONS = POLES = (
    "contrasts.toml",
    "aspects.toml",
    "duties.toml",
    "suggestions.toml",
)
_SIGNALS, _INSIGHTS = "signals", "insights"
_RECOGNISER = "recogniser.toml"
_FOLDERS = {f"{label.value}.toml": _SIGNALS for label in LABELS} | {
    f"{name}.toml": _INSIGHTS for name in BOOKS
}
FILES = (*(f"{label.value}.toml" for label in LABELS), TALK, *POLES, *(f"{b}.toml" for b in BOOKS))

_OWN = "own/"
"""before a user's file in entry ids: not its path, so that results don't depend on that"""

_Stack = dict[str, list[parse.Origin]]


def load(extra: Path | None = None, *, base: Path | None = None) -> Lexicon:
    """Read the lexicons of the package (`base` in their place) and add those in `extra`.

    A file in `extra` (DIR/vision.toml or DIR/signals/vision.toml) adds its entries to the
    packaged file of that name, or takes its place where it says `replace = true`. An exemplar or
    cue that the package has too counts once, so that a copy of the packaged folder changes
    nothing. LexiconError where a file is broken, unknown or missing, or where a label is left
    without exemplars.
    """
    stack = _base_files(base or resources.lexicons())
    if extra is not None:
        for name, origin in _extra_files(extra).items():
            stack[name].append(origin)
    entries, cues, definitions = _signals(stack)
    words = _words(stack[TALK])
    contrasts, aspects, duties, suggestions = (_poles(stack[name]) for name in POLES)
    books = tuple(read_book(name, stack[f"{name}.toml"]) for name in BOOKS)
    return Lexicon(
        exemplars=entries,
        cues=cues,
        words=words,
        contrasts=contrasts,
        definitions=definitions,
        sha256=_sha256(
            entries, cues, words, (contrasts, aspects, duties, suggestions), definitions, books
        ),
        aspects=aspects,
        duties=duties,
        suggestions=suggestions,
        books=books,
    )


def _base_files(base: Path) -> _Stack:
    stack: _Stack = {}
    for name in FILES:
        path = base / _FOLDERS.get(name, "") / name
        if not path.is_file():
            raise LexiconError(
                "this lexicon is missing",
                path=str(path),
                hint="to change a packaged lexicon, put a file of the same name into a directory "
                "of your own",
            )
        stack[name] = [parse.Origin(str(path), name)]
    return stack


def _extra_files(extra: Path) -> dict[str, parse.Origin]:
    """The user's lexicon files by name. Files that are not TOML, and hidden ones, are ignored."""
    if not extra.is_dir():
        what = "this is a file" if extra.exists() else "there is no such directory"
        raise LexiconError(
            what, path=str(extra), hint=f"name a directory that holds any of: {', '.join(FILES)}"
        )
    found: dict[str, parse.Origin] = {}
    beside = False
    for directory in (extra, extra / _SIGNALS, extra / _INSIGHTS):
        for path in sorted(directory.glob("*.toml")):
            if path.name.startswith("."):
                continue
            if directory == extra and _is_beside(path):
                beside = True
                continue
            if path.name not in FILES:
                raise LexiconError(
                    "no lexicon has this name",
                    path=str(path),
                    hint=parse.closest(path.name, (*FILES, *BESIDE)),
                )
            if path.name in found:
                raise LexiconError(
                    f"there are two files of this name, here and at {found[path.name].path}",
                    path=str(path),
                    hint="keep one of them",
                )
            found[path.name] = parse.Origin(str(path), _OWN + path.name)
    if not found and not beside:
        raise LexiconError(
            "there is no lexicon in this directory",
            path=str(extra),
            hint=f"a lexicon is a file with one of these names: {', '.join(FILES)}",
        )
    return found


def _is_beside(path: Path) -> bool:
    """Whether a file belongs to the folder and to no analysis of a text: those of the library, and
    the recogniser's as it is packaged. A changed one would do nothing: LexiconError.
    """
    if path.name in BESIDE:
        return True
    if path.name != _RECOGNISER:
        return False
    packaged = parse.Origin(str(resources.lexicons() / _RECOGNISER), _RECOGNISER)
    if parse.read_toml(parse.Origin(str(path), path.name)) != parse.read_toml(packaged):
        raise LexiconError(
            "this file can't be changed from here",
            path=str(path),
            hint="delete it from your folder: the packaged one is used",
        )
    return True


def _signals(
    stack: _Stack,
) -> tuple[tuple[Entry, ...], tuple[CuePhrase, ...], tuple[tuple[Label, str], ...]]:
    """Entries, cues and definitions of all labels: in the order of LABELS, then of the files."""
    entries: list[Entry] = []
    cues: list[CuePhrase] = []
    definitions: list[tuple[Label, str]] = []
    for label in LABELS:
        files: list[parse.SignalFile] = []
        definition = ""
        for origin in stack[f"{label.value}.toml"]:
            file = parse.parse_signal(parse.read_toml(origin), label, origin)
            files = [file] if file.replace else [*files, _new_in(file, files)]
            definition = file.definition or definition
        entries += [entry for file in files for entry in file.entries]
        cues += [cue for file in files for cue in file.cues]
        definitions.append((label, definition))
    for label in LABELS:
        if not any(entry.label is label for entry in entries):
            origin = stack[f"{label.value}.toml"][-1]
            raise origin.error(
                f"no exemplar of {label.value!r} is left",
                hint="a file with replace = true must bring exemplars of its own",
            )
    return tuple(entries), tuple(cues), tuple(definitions)


def _new_in(file: parse.SignalFile, before: Sequence[parse.SignalFile]) -> parse.SignalFile:
    """What the files before it don't have, to the letter."""
    said = {(entry.label, entry.text) for other in before for entry in other.entries}
    cues = {(cue.label, cue.phrase) for other in before for cue in other.cues}
    return replace(
        file,
        entries=tuple(each for each in file.entries if (each.label, each.text) not in said),
        cues=tuple(each for each in file.cues if (each.label, each.phrase) not in cues),
    )


def _words(origins: list[parse.Origin]) -> TalkWords:
    """The word lists, a user's words behind the packaged ones."""
    lists: dict[str, tuple[str, ...]] = {}
    for origin in origins:
        file = parse.parse_talk(parse.read_toml(origin), origin)
        if file.replace:
            lists = {}
        for name, words in file.lists.items():
            lists[name] = tuple(dict.fromkeys((*lists.get(name, ()), *words)))
    missing = [f.name for f in fields(TalkWords) if f.name not in lists and f.default is MISSING]
    if missing:
        raise origins[-1].error(
            f"these lists are missing: {', '.join(missing)}",
            hint="an empty list is written as []; without replace = true the packaged ones stay",
        )
    # annotations are strings here: tuple[...] where the order of the list counts
    ordered = {field.name for field in fields(TalkWords) if str(field.type).startswith("tuple")}
    values: dict[str, Any] = {
        name: words if name in ordered else frozenset(words) for name, words in lists.items()
    }
    return TalkWords(**values)


def _poles(origins: list[parse.Origin]) -> tuple[Poles, ...]:
    """The pairs, in the order of the packaged file; a user's file can't invent another."""
    what = origins[0].name.removesuffix(".toml")
    what = {"duties": "duty"}.get(what, what.removesuffix("s"))
    poles: dict[tuple[str, str], tuple[str, ...]] = {}
    known: list[str] = []
    for origin in origins:
        file = parse.parse_poles(parse.read_toml(origin), origin)
        known = known or list(dict.fromkeys(name for name, _ in file.poles))
        if file.replace:
            poles = {}
        for (name, pole), texts in file.poles.items():
            if name not in known:
                raise origin.error(
                    f"there is no {what} {name!r}", entry=name, hint=parse.closest(name, known)
                )
            poles[name, pole] = tuple(dict.fromkeys((*poles.get((name, pole), ()), *texts)))
    present = [name for name in known if any(key[0] == name for key in poles)]
    for name in present:
        for pole in parse.POLES:
            if not poles.get((name, pole)):
                raise origins[-1].error(
                    f"this {what} has no sentence for {pole}",
                    entry=name,
                    hint=f'write {pole} = ["…"] below [{name}]',
                )
    return tuple(Poles(n, poles[n, "leadership"], poles[n, "management"]) for n in present)


def _sha256(
    entries: tuple[Entry, ...],
    cues: tuple[CuePhrase, ...],
    words: TalkWords,
    poles: Sequence[tuple[Poles, ...]],
    definitions: tuple[tuple[Label, str], ...],
    books: tuple[Book, ...],
) -> str:
    lists = {field.name: getattr(words, field.name) for field in fields(words)}
    content = {
        "exemplars": [[entry.label, entry.text, entry.entry, entry.group] for entry in entries],
        "cues": [[cue.label, cue.phrase, cue.entry] for cue in cues],
        "words": {
            name: sorted(found) if isinstance(found, frozenset) else found
            for name, found in lists.items()
        },
        "poles": [[[each.name, each.leadership, each.management] for each in f] for f in poles],
        "books": [asdict(book) for book in books],
        "definitions": definitions,
    }
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
