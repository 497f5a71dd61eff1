"""Spoken words made fit to be read: what is only heard goes, what is claimed stays.

The steps are those of disfluency annotation (Shriberg 1994, "Preliminaries to a theory of speech
disfluencies"): fillers, editing terms and repetitions are taken out; of a restart the repair is
kept where it begins with a word that was said before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from lvm_meet.lexicon import Book
from lvm_meet.prose.grammar import Grammar
from lvm_meet.prose.tokens import BREAK, SOFT, Word, mended, sentences, written

_MOST_PASSES = 12
_REMEMBERED = 8192
_LONGEST_REPEAT = 6
_LONGEST_PIECE = 3
_REACH = 4
"""so many words before a break are looked through for where a restart begins"""

_STRONG = (";", ":")
_Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


class Cleaner:
    """Cleans sentences of talk with the words of the book "prose"; build it once.

    Sections, each with `words`: [fillers] goes everywhere, [asides] where commas set it off;
    [openings] at the beginning of a sentence, [clause_openings] there before a pronoun,
    [kept_openings] names what begins like an opening and isn't one; [tails] goes at the end,
    [set_off_tails] there behind a comma; [doubled] may be said twice, [pieces] are begun words
    that are no words. The rest is `Grammar`'s.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.grammar = Grammar(book)
        self._fillers = frozenset(book.group("fillers").words)
        fillers = "|".join(map(re.escape, sorted(self._fillers, key=len, reverse=True)))
        self._paused = re.compile(rf"\b({fillers or '(?!)'})\s+-\s+", re.IGNORECASE)
        self._asides = _phrases(book, "asides")
        self._openings = _phrases(book, "openings")
        self._clause_openings = _phrases(book, "clause_openings")
        self._kept_openings = _phrases(book, "kept_openings")
        self._tails = _phrases(book, "tails", backwards=True)
        self._set_off_tails = _phrases(book, "set_off_tails", backwards=True)
        self._pieces = frozenset(book.group("pieces").words)
        self.abbreviations = frozenset(book.group("abbreviations").words)
        self._doubled = frozenset(book.group("doubled").words)
        # every kind of conclusion looks at the same sentences
        self._cached = lru_cache(maxsize=_REMEMBERED)(self._clean)

    def clean(self, text: str) -> str:
        """`text` as it would be written down; "" where nothing is left.

        No word is invented and none is moved. Cleaning what was cleaned changes nothing.
        """
        return self._cached(text)

    def _clean(self, text: str) -> str:
        for _ in range(_MOST_PASSES):
            cleaned = self._once(text)
            if cleaned == text:
                break
            text = cleaned
        return text

    def fragment(self, text: str) -> bool:
        """True where the cleaned `text` is no whole sentence; also where it is empty.

        Whole is what holds a finite verb (or begins with one, as a request does), ends in a word
        that may end a sentence, and isn't broken off. Of several sentences all have to be whole.
        """
        found = list(sentences(mended(text), self.abbreviations))
        return not found or any(
            not self.grammar.whole(sentence.keys, asked=sentence.mark == "?")
            or any(word.mark == BREAK for word in sentence.words)
            for sentence in found
        )

    def _once(self, text: str) -> str:
        cleaned = []
        # "uh - when" is a pause; "cross - language" is one word, and stays so
        text = self._paused.sub(r"\1 ", text)
        for sentence in sentences(mended(text), self.abbreviations):
            begun = self._without_fillers(self._anew(sentence.words))
            fluent = self._without_repeats(self._without_pieces(begun))
            words = self._without_opening(self._restarted(fluent))
            shorter = self._without_tail(words)
            mark = sentence.mark
            if mark == "?" and len(shorter) < len(words):
                # "right?" asks for a nod: what stands before it is said, not asked
                mark = "?" if self.grammar.asks([word.key for word in shorter]) else "."
            if shorter:
                cleaned.append(written(shorter, mark))
        return " ".join(cleaned)

    def _anew(self, words: Sequence[Word]) -> Sequence[Word]:
        """With a break before each capital that shows a sentence begun inside another."""
        begun = self.grammar.begun_inside(words)
        return [
            replace(word, mark=BREAK) if place + 1 in begun else word
            for place, word in enumerate(words)
        ]

    def _without_fillers(self, words: Sequence[Word]) -> list[Word]:
        kept: list[Word] = []
        position = 0
        while position < len(words):
            if words[position].key in self._fillers:
                length = 1
            else:
                length = self._aside(words, position, kept[-1].mark if kept else "")
            if not length:
                kept.append(words[position])
                position += 1
                continue
            mark = words[position + length - 1].mark
            position += length
            if kept:
                both = mark == BREAK or kept[-1].mark == BREAK
                mended_mark = kept[-1].mark if kept[-1].mark in _STRONG else SOFT
                kept[-1] = replace(kept[-1], mark=BREAK if both else mended_mark)
        return kept

    def _aside(self, words: Sequence[Word], position: int, before: str) -> int:
        """How many words from `position` are an aside ("you know"); 0 where none is."""
        length = _length(self._asides, words, position)
        if not length or not before:
            return 0
        end = position + length
        if end == len(words):  # a tail
            return 0
        return length if words[end - 1].mark or words[end].key in self._fillers else 0

    def _without_pieces(self, words: Sequence[Word]) -> list[Word]:
        """Without the begun words of a stutter: "th the", "y you", "wh- what"."""
        kept: list[Word] = []
        cased = any(word.text[0].isupper() for word in words)
        for position, word in enumerate(words):
            following = [after.key for after in words[position + 1 : position + 3]]
            stray = cased and word.text.islower() and self._stray(word.text, following)
            begun = stray or word.key.endswith("-") or self._begun(word.key, following)
            if not begun:
                kept.append(word)
            elif kept and (not following or self._clause(word, following[0])):
                kept[-1] = replace(kept[-1], mark=BREAK)
        return kept

    def _clause(self, word: Word, following: str) -> bool:
        return word.mark == BREAK and self.grammar.is_subject(following)

    def _stray(self, text: str, following: Sequence[str]) -> bool:
        """One or two small letters that are no word; where they are meant they are capitals."""
        if text in self._pieces:
            return True
        if text == "i":
            return bool(following) and (
                following[0].startswith("i") or self.grammar.is_subject(following[0])
            )
        if len(text) == 2:
            return bool(following) and text.isalpha() and not self.grammar.is_word(text)
        return len(text) == 1 and text not in ("a", "x") and text.isalpha()

    def _begun(self, key: str, following: Sequence[str]) -> bool:
        if not key.isalpha() or len(key) > _LONGEST_PIECE:
            return False
        if key == "a":  # a word as well: only right before what it can't stand before
            return bool(following) and len(following[0]) > 1 and following[0].startswith("a")
        if self.grammar.is_word(key):
            return False
        reach = following if len(key) == 1 else following[:1]
        return any(other.startswith(key) and other != key for other in reach)

    def _without_repeats(self, words: Sequence[Word]) -> list[Word]:
        """Each run of words that is said again at once is kept once, the later one."""
        kept = list(words)
        position = 0
        while position < len(kept):
            longest = min(_LONGEST_REPEAT, (len(kept) - position) // 2)
            for length in range(longest, 0, -1):
                if length > 1 and kept[position].key != kept[position + length].key:
                    continue
                if self._repeated(kept, position, length):
                    del kept[position : position + length]
                    position = max(position - _LONGEST_REPEAT, 0)
                    break
            else:
                position += 1
        return kept

    def _repeated(self, words: Sequence[Word], position: int, length: int) -> bool:
        first = [word.key for word in words[position : position + length]]
        again = [word.key for word in words[position + length : position + 2 * length]]
        if first[:-1] != again[:-1]:
            return False
        if first[-1] != again[-1] and not again[-1].startswith(f"{first[-1]}'"):
            return False
        if any(
            word.mark in (";", ":") for word in words[position : position + length] if word.mark
        ):
            return False
        if all(self.grammar.is_number(key) for key in first):
            return False
        return length > 1 or first[0] not in self._doubled

    def _restarted(self, words: Sequence[Word]) -> list[Word]:
        """What stands before a break goes where the words behind it say it anew."""
        kept = list(words)
        position = 0
        while position + 1 < len(kept):
            start = self._restart(kept, position) if kept[position].mark == BREAK else None
            if start is None:
                position += 1
                continue
            del kept[start : position + 1]
            position = max(start - 1, 0)
        return kept

    def _restart(self, words: Sequence[Word], end: int) -> int | None:
        """Where the words begin that were given up at the break behind `end`; None: nowhere."""
        repair = words[end + 1].key
        for start in range(end, max(end - _REACH, -1), -1):
            key = words[start].key
            if key == repair or repair.startswith(f"{key}'"):
                return start
        begun = [word.key for word in words[: end + 1]]
        given_up = len(begun) <= _REACH and self.grammar.open_end(begun)
        return 0 if given_up and not self.grammar.denies(begun) else None

    def _without_opening(self, words: Sequence[Word]) -> Sequence[Word]:
        start = 0
        while start < len(words) and not _length(self._kept_openings, words, start):
            length = _length(self._openings, words, start)
            for phrases in (self._clause_openings, self._asides):
                length = length or self._marked_opening(phrases, words, start)
            if not length:
                break
            start += length
        return words[start:]

    def _marked_opening(self, phrases: _Phrases, words: Sequence[Word], start: int) -> int:
        length = _length(phrases, words, start)
        if not length:
            return 0
        end = start + length
        if end == len(words) or words[end - 1].mark:
            return length
        clause = phrases is self._clause_openings and self.grammar.is_subject(words[end].key)
        return length if clause else 0

    def _without_tail(self, words: Sequence[Word]) -> Sequence[Word]:
        end = len(words)
        while end:
            backwards = words[:end][::-1]
            length = _length(self._tails, backwards, 0)
            if not length:
                length = _length(self._set_off_tails, backwards, 0)
                if length == end or not words[end - length - 1].mark:
                    length = 0
            if not length:
                break
            end -= length
        if end == len(words):
            return words
        return [*words[: end - 1], replace(words[end - 1], mark="")] if end else []


def _phrases(book: Book, section: str, *, backwards: bool = False) -> _Phrases:
    """The phrases of a section by their first word, the longest first; `backwards`: by the last."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for text in book.group(section).words:
        phrase = tuple(text.split())[:: -1 if backwards else 1]
        found.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(sorted(each, key=len, reverse=True)) for word, each in found.items()}


def _length(phrases: _Phrases, words: Sequence[Word], start: int) -> int:
    """The length of the longest phrase that begins at `start`, unbroken by marks; 0: none does."""
    for phrase in phrases.get(words[start].key, ()) if start < len(words) else ():
        end = start + len(phrase)
        if end <= len(words) and all(
            word.key == key for word, key in zip(words[start:end], phrase, strict=True)
        ):
            return len(phrase)
    return 0
