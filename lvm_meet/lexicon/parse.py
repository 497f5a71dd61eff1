"""One lexicon file: from bytes to checked values, with errors that say where and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from lvm_meet.errors import LexiconError
from lvm_meet.lexicon.cues import APOSTROPHES, phrase_words
from lvm_meet.lexicon.entries import CuePhrase, Entry
from lvm_meet.model import LABELS, Label, TalkWords
from lvm_meet.settings import LexiconSettings

TomlTable = Mapping[str, object]

POLES = ("leadership", "management")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LINE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file lies (`path`, for errors) and what evidence calls it (`name`)."""

    path: str
    name: str

    def error(self, message: str, *, entry: str = "", hint: str = "") -> LexiconError:
        return LexiconError(message, path=self.path, entry=entry, hint=hint)


@dataclass(frozen=True, slots=True)
class SignalFile:
    """What one file of signals/ holds; `entries` are its exemplars, then its near-misses."""

    label: Label
    replace: bool
    definition: str
    entries: tuple[Entry, ...]
    cues: tuple[CuePhrase, ...]


@dataclass(frozen=True, slots=True)
class TalkFile:
    """What talk.toml holds: the lists that it has, by the field names of TalkWords."""

    replace: bool
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PolesFile:
    """What contrasts.toml and its like hold: (name, pole) -> sentences, in the file's order."""

    replace: bool
    poles: Mapping[tuple[str, str], tuple[str, ...]]


def read_toml(origin: Origin) -> TomlTable:
    """The parsed file. A byte-order mark, as Windows' Notepad writes it, is let pass."""
    try:
        data = Path(origin.path).read_bytes()
    except OSError as error:
        raise origin.error(f"the file can't be read: {error.strerror}") from error
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise origin.error(
            "the file is not in UTF-8",
            entry=f"line {line}",
            hint='save it again and choose "UTF-8" as its encoding',
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(origin, str(error)) from error


def _toml_error(origin: Origin, message: str) -> LexiconError:
    found = _LINE.search(message)
    entry = ""
    if found:
        entry = f"line {found[1]}, column {found[2]}" if found[1] else "at the end of the file"
        message = message[: found.start()]
    return origin.error(
        f"this is not valid TOML: {message}",
        entry=entry,
        hint='each sentence stands between straight quotes ("…") with a comma behind it, and each '
        "list ends with ]; look at that line and the one before it",
    )


def parse_signal(table: TomlTable, label: Label, origin: Origin) -> SignalFile:
    """The content of vision.toml, inspiration.toml, execution.toml, control.toml or none.toml."""
    known = ["label", "definition", "replace", "exemplars"]
    if label is not Label.NONE:
        known += ["near_misses", "cues"]
    known_keys(table, known, origin)
    named = text_of(table, "label", origin, default=label.value)
    if named != label:
        raise origin.error(
            f"the label is {named!r}, but the file is that of {label.value!r}",
            entry="label",
            hint=f'write label = "{label.value}", or leave the line out',
        )
    entries = [
        Entry(label, text, f"{origin.name} {place}", group)
        for group, place, text in _sentences(table, "exemplars", origin)
    ]
    for group, place, text in _sentences(table, "near_misses", origin):
        other = _other_label(group, label, place, origin)
        entries.append(Entry(other, text, f"{origin.name} {place}", group))
    return SignalFile(
        label=label,
        replace=replace_of(table, origin),
        definition=text_of(table, "definition", origin, default=""),
        entries=tuple(entries),
        cues=tuple(_cues(table, label, origin)),
    )


def parse_talk(table: TomlTable, origin: Origin) -> TalkFile:
    """The content of talk.toml: word lists under the field names of TalkWords.

    Words are taken in lower case and with straight apostrophes, however they are written.
    """
    names = [field.name for field in fields(TalkWords)]
    known_keys(table, ["replace", *names], origin)
    lists = {
        name: tuple(
            text.lower().translate(_STRAIGHT) for _, text in list_of(table[name], name, origin)
        )
        for name in names
        if name in table
    }
    return TalkFile(replace_of(table, origin), lists)


def parse_poles(table: TomlTable, origin: Origin) -> PolesFile:
    """The content of contrasts.toml and its like: per table a list of sentences per pole."""
    poles: dict[tuple[str, str], tuple[str, ...]] = {}
    for name, value in table.items():
        if name == "replace":
            continue
        pair = table_of(value, name, origin)
        known_keys(pair, POLES, origin, inside=name)
        for pole in POLES:
            if pole in pair:
                found = list_of(pair[pole], f"{name}.{pole}", origin)
                poles[name, pole] = tuple(text for _, text in found)
    return PolesFile(replace_of(table, origin), poles)


def closest(word: str, known: Iterable[str], *, most: int | None = None) -> str:
    """A hint for a name that isn't known: the one that was probably meant, and all there are, or
    the first `most` of them.
    """
    names = list(known)
    folded = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), folded, n=1)
    guess = f"did you mean {folded[near[0]]!r}? " if near else ""
    more = "" if most is None or len(names) <= most else f" and {len(names) - most} more"
    return f"{guess}known are: {', '.join(names[:most])}{more}"


def known_keys(table: TomlTable, known: Iterable[str], origin: Origin, inside: str = "") -> None:
    """LexiconError that names the first key which is not `known`."""
    names = list(known)
    for key in table:
        if key not in names:
            place = f"{inside}.{key}" if inside else key
            raise origin.error(f"{key!r} is not known here", entry=place, hint=closest(key, names))


def replace_of(table: TomlTable, origin: Origin) -> bool:
    """True where the file takes the place of the packaged one."""
    value = table.get("replace", False)
    if not isinstance(value, bool):
        raise origin.error(
            "replace is neither true nor false", entry="replace", hint="replace = true"
        )
    return value


def text_of(table: TomlTable, key: str, origin: Origin, *, default: str) -> str:
    """The text under `key`, with single spaces."""
    value = table.get(key, default)
    if not isinstance(value, str):
        raise origin.error(f"{key} is not a text", entry=key, hint=f'write {key} = "…"')
    return " ".join(value.split())


def table_of(value: object, name: str, origin: Origin) -> TomlTable:
    """`value`, which has to be a section."""
    if not isinstance(value, dict):
        raise origin.error(
            f"{name!r} is not a section",
            entry=name,
            hint=f'write [{name}] on a line of its own, and below it lists such as team = ["…"]',
        )
    return value


def _sentences(table: TomlTable, key: str, origin: Origin) -> Iterable[tuple[str, str, str]]:
    """(group, place, text) of every entry of a section of lists; none where it is missing."""
    for group, value in table_of(table.get(key, {}), key, origin).items():
        for place, text in list_of(value, f"{key}.{group}", origin):
            yield group, place, text


def list_of(value: object, name: str, origin: Origin) -> list[tuple[str, str]]:
    """(place, text) of each entry, with single spaces; the first place is name[1]."""
    if not isinstance(value, list):
        raise origin.error(f"{name} is not a list", entry=name, hint='write a list: ["…", "…"]')
    found = []
    longest = LexiconSettings().max_words
    for number, item in enumerate(value, start=1):
        place = f"{name}[{number}]"
        if not isinstance(item, str):
            raise origin.error(
                f"the entry is {item!r}, not a text", entry=place, hint='put it between quotes: "…"'
            )
        text = " ".join(item.split())
        if not text:
            raise origin.error("the entry is empty", entry=place, hint="fill it in or delete it")
        if len(text.split()) > longest:
            raise origin.error(
                f"the entry has {len(text.split())} words; {longest} are the most",
                entry=place,
                hint="an entry is one sentence as somebody would say it; split or shorten it",
            )
        found.append((place, text))
    return found


def _other_label(group: str, label: Label, place: str, origin: Origin) -> Label:
    others = [other.value for other in LABELS if other is not label]
    if group == label.value:
        raise origin.error(
            f"a near-miss of {group} can't be {group} itself",
            entry=place,
            hint="move it to [exemplars], or to the list of the label that it truly has",
        )
    if group not in others:
        raise origin.error(f"{group!r} is not a label", entry=place, hint=closest(group, others))
    return Label(group)


def _cues(table: TomlTable, label: Label, origin: Origin) -> Iterable[CuePhrase]:
    section = table_of(table.get("cues", {}), "cues", origin)
    known_keys(section, ["phrases"], origin, inside="cues")
    for place, phrase in phrases_of(section.get("phrases", []), "cues.phrases", origin):
        yield CuePhrase(label, phrase, f"{origin.name} {place}")


def phrases_of(value: object, name: str, origin: Origin) -> list[tuple[str, str]]:
    """(place, phrase) of each cue phrase in a list; LexiconError where one can't be searched."""
    found = list_of(value, name, origin)
    for place, phrase in found:
        try:
            phrase_words(phrase)
        except ValueError as error:
            raise origin.error(
                str(error),
                entry=place,
                hint="a phrase holds words, apostrophes and hyphens, and * in place of a word",
            ) from error
    return found
