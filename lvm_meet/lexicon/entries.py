"""What a lexicon holds, as values: example sentences, cue phrases, word lists and poles."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import Label, TalkWords


@dataclass(frozen=True, slots=True)
class Entry:
    """One example sentence and the label that it stands for.

    `entry` names its file and place ("vision.toml exemplars.board[3]", counted from 1; a file of
    the user's own begins with "own/"), `group` the list it was written in ("board"). A near-miss
    carries the label that it truly has, not that of its file.
    """

    label: Label
    text: str
    entry: str
    group: str


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """Words that point to a signal, as written in the lexicon; `*` stands for one word."""

    label: Label
    phrase: str
    entry: str


@dataclass(frozen=True, slots=True)
class Poles:
    """Sentences for the two poles of one contrast, aspect or duty ("people-process")."""

    name: str
    leadership: tuple[str, ...]
    management: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One section of a book: what may be said for one thing ("commitment").

    `phrases` are cue phrases (`*` stands for one word), `exemplars` example sentences, `words`
    words and short phrases that are looked up whole. `mode` is "leadership", "management" or "".
    """

    name: str
    phrases: tuple[str, ...] = ()
    exemplars: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """One lexicon file of sections, in the order of the file ("actions")."""

    name: str
    groups: tuple[Group, ...] = ()

    def group(self, name: str) -> Group:
        """The section of that name; an empty one where the file has none."""
        return next((group for group in self.groups if group.name == name), Group(name))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the lexicon files say, in a stable order.

    `exemplars` hold signals, none and near-misses together, in the order of LABELS and of the
    files; every label has at least one. `sha256` (hex) is over the content: comments, spelling of
    the TOML and the place of the files change nothing in it.
    """

    exemplars: tuple[Entry, ...]
    cues: tuple[CuePhrase, ...]
    words: TalkWords
    contrasts: tuple[Poles, ...]
    definitions: tuple[tuple[Label, str], ...]
    sha256: str
    aspects: tuple[Poles, ...] = ()
    duties: tuple[Poles, ...] = ()
    suggestions: tuple[Poles, ...] = ()
    """per contrast what could be said in the one way or the other"""
    books: tuple[Book, ...] = ()

    def book(self, name: str) -> Book:
        """The book of that name; an empty one where there is none."""
        return next((book for book in self.books if book.name == name), Book(name))

    def definition(self, label: Label) -> str:
        """What `label` means, in a sentence or two; "" where no file says it."""
        return dict(self.definitions).get(label, "")

    def entries(self, label: Label) -> tuple[Entry, ...]:
        """The exemplars of `label`, near-misses from other files among them."""
        return tuple(entry for entry in self.exemplars if entry.label is label)
