"""Verbs one step back in time, as reported speech wants them: "is" is told as "was".

Only what is safe is changed: auxiliaries, contractions with a pronoun, and verbs right behind the
pronoun that is their subject. Another verb in the present stays; reported speech allows that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvm_meet.lexicon import Book
from lvm_meet.prose.grammar import Grammar
from lvm_meet.prose.tokens import Word

_CLITICS = {"'m": "was", "'re": "were", "'ve": "had", "'ll": "would", "'d": "would", "'s": "was"}
_SINGULAR = ("it", "he", "she", "that", "this", "which", "who", "there", "what")
_VOWELS = "aeiou"


class Tense:
    """The past forms of the book "prose"; build it once.

    Sections, each with `words` of the form "go = went": [pasts] of irregular verbs, [back] for
    auxiliaries ("can = could"); [adverbs] may stand between a pronoun and its verb, [modals] are
    followed by a base form, [clause_starts] come before the subject of a clause.
    """

    def __init__(self, book: Book, grammar: Grammar) -> None:
        self._grammar = grammar
        self._pasts = dict(pairs(book, "pasts"))
        self._back = dict(pairs(book, "back"))
        self._adverbs = frozenset(book.group("adverbs").words)
        self._modals = frozenset(book.group("modals").words)
        self._starts = frozenset(book.group("clause_starts").words)
        self._always = frozenset(book.group("subject_pronouns").words)
        self._objects = frozenset(book.group("object_pronouns").words)

    def past(self, key: str) -> str | None:
        """The past of a verb in its base or its -s form; None where `key` is no known verb."""
        if key in self._back:
            return self._back[key]
        base = self._grammar.base(key)
        if base is None:
            return None
        if base in self._pasts:
            return self._pasts[base]
        if base.endswith("e"):
            return f"{base}d"
        if base.endswith("y") and base[-2] not in _VOWELS:
            return f"{base[:-1]}ied"
        short = len(base) <= 4 and base[-1] not in (*_VOWELS, "w", "x", "y") and base[-2] in _VOWELS
        doubled = base[-1] if short and base[-3:-2] not in tuple(_VOWELS) else ""
        return f"{base}{doubled}ed"

    def back(self, words: Sequence[Word]) -> list[Word] | None:
        """The clause one step back in time; None where a pronoun's verb isn't known."""
        told: list[Word] = []
        for place, word in enumerate(words):
            before = [other.key for other in words[max(place - 3, 0) : place]]
            pieces = self._contracted(word, words[place + 1].key if place + 1 < len(words) else "")
            if pieces:
                told += pieces
                continue
            shifted = self._shifted(word, before)
            if shifted is None:
                return None
            told.append(shifted)
        return told

    def _contracted(self, word: Word, following: str) -> list[Word]:
        """The two words of "it's"; nothing where `word` is not a pronoun and its verb."""
        head, sign, tail = word.key.partition("'")
        clitic = f"'{tail}" if sign else ""
        if clitic not in _CLITICS or head in ("let", "y") or not head:
            return []
        if clitic == "'s" and not (head in _SINGULAR or head in ("here", "where", "how", "one")):
            return []
        verb = _CLITICS[clitic]
        if clitic == "'d" and following in ("better", "been"):
            verb = "had"
        if clitic == "'s" and following in ("been", "got", "become"):
            verb = "had"
        return [Word.of(word.text[: len(head)]), Word.of(verb, word.mark)]

    def _shifted(self, word: Word, before: Sequence[str]) -> Word | None:
        key = word.key
        last = next((each for each in reversed(before) if each not in self._adverbs), "")
        governed = any(each in self._modals for each in before[-2:])
        if key in self._back:
            if governed or (before and not word.text.islower()):
                return word
            return replace(Word.of(self._back[key]), mark=word.mark)
        if not last or governed or key in self._adverbs or self._grammar.is_auxiliary(key):
            return word
        place = len(before) - 1 - list(reversed(before)).index(last)
        starts = place == 0 or before[place - 1] in self._starts
        subject = last in self._always or (last in self._objects and starts)
        if not subject and not (last in _SINGULAR and key.endswith("s")):
            return word
        past = self.past(key)
        if past is not None:
            return replace(Word.of(past), mark=word.mark)
        # past already, or no verb: "they all", "we as a team"
        safe = self._grammar.is_past(key) or key in self._starts or last in self._objects
        return word if safe or last in _SINGULAR else None


def pairs(book: Book, section: str) -> list[tuple[str, str]]:
    """The words of a section that are written "one = other", in their order."""
    found = []
    for text in book.group(section).words:
        one, sign, other = text.partition("=")
        if sign:
            found.append((one.strip(), other.strip()))
    return found
