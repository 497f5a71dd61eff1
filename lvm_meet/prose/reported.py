"""From the first person to the third: what somebody said, told by somebody else.

The rules are those of reported speech in school grammar: pronouns change, auxiliaries go one step
back in time, a yes-or-no question is told with "whether". They are applied only where they are
safe: a sentence that they don't fit has no told form, and the caller quotes it or leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from lvm_meet.lexicon import Book
from lvm_meet.prose.case import capital
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.tense import Tense, pairs
from lvm_meet.prose.tokens import BREAK, Word, mended, sentences, written

_COMMON = ("ing", "ly", "ed")
"""endings of words that are no names"""
_PARTY = re.compile(r"\s*\([^()]*\)\s*$")
"""what minutes put behind a name: a party, an organisation"""
_LINKS = ("that", "whether", "if", "to")


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of the clause, what introduces it, and whether all together are its subject."""

    words: Sequence[Word]
    verb: str
    joint: bool = False


class Reporter:
    """Tells cleaned sentences in the third person with the words of the book "prose".

    Sections, each with `words` of the form "said = told": [attributions] what an opening of the
    speaker's own becomes ("i think that = thought that"), [persons] pronouns, [plain] spoken
    forms ("gonna = going to"); [told] holds what stands for a "statement", a "proposal", a
    "question", for "somebody", the "team" and "team's". Lists: [role_words] end a name that is a
    role, [vocatives] address somebody, [untellable] opens what can only be quoted, [modal_starts]
    follow "we" in a proposal, [joint] follow it in what all did together.
    """

    def __init__(self, book: Book, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        self._grammar = cleaner.grammar
        self._tense = Tense(book, cleaner.grammar)
        self._attributions = {
            tuple(said.split()): told for said, told in pairs(book, "attributions")
        }
        self._persons = dict(pairs(book, "persons"))
        self._plain = dict(pairs(book, "plain"))
        self._told = dict(pairs(book, "told"))
        self._roles = frozenset(book.group("role_words").words)
        self._vocatives = _tuples(book, "vocatives")
        self._untellable = _tuples(book, "untellable")
        self._statements = (self._told["statement"], *book.group("statements").words)
        self._stances = _tuples(book, "stances")
        self._proposing = frozenset(book.group("modal_starts").words)
        self._joint = frozenset(book.group("joint").words)
        self._not_proposed = frozenset(book.group("not_proposed").words)

    def name(self, speaker: str | None) -> str:
        """How a speaker is called within a sentence: "Ada", "the Chair"; nobody: "somebody"."""
        if speaker is None or not speaker.strip():
            return self._told.get("somebody", "somebody")
        name = _PARTY.sub("", speaker.strip()) or speaker.strip()
        return f"the {name}" if name.split()[-1].lower() in self._roles else name

    def told(
        self,
        text: str,
        *,
        speaker: str | None,
        team: bool = True,
        common: Collection[str] = (),
        turn: int = 0,
    ) -> str | None:
        """One cleaned sentence as reported speech, or None where no rule is safe.

        `team`: "we" are the people of the meeting; otherwise it becomes "they". `common` are words
        known to be written small: a sentence that begins with another unknown word keeps its
        capital. `turn` picks among the verbs of saying, so that a text doesn't repeat one. None for
        fragments, for more than one sentence, and for what would not read as a sentence.
        """
        found = list(sentences(mended(text), self._cleaner.abbreviations))
        if len(found) != 1 or self._cleaner.fragment(text):
            return None
        words = self._stance_first(self._plainly(self._without_vocatives(found[0].words)))
        if len(words) < 2 or any(word.mark == BREAK for word in words):
            return None
        told = self._question(words) if found[0].mark == "?" else self._statement(words)
        if told is None:
            return None
        clause = self._third(told.words, team=team, common=common)
        if not clause or not self._reads_well(clause, told.verb):
            return None
        if told.joint:
            return written(clause, ".")
        verb = told.verb
        if verb == self._told["statement"]:
            own = told.words[0].key.partition("'")[0] == "i" and len(clause) > 2
            if own and self._grammar.is_past(clause[1].key):
                return written([*map(Word.of, self.name(speaker).split()), *_own(clause)], ".")
            verb = self._statements[turn % len(self._statements)]
        return written([*map(Word.of, f"{self.name(speaker)} {verb}".split()), *clause], ".")

    def _reads_well(self, clause: Sequence[Word], verb: str) -> bool:
        keys = _keys(clause)
        if any(word.mark and self._grammar.hangs(word.key) for word in clause):
            return False
        named_first = clause[0].mark == "," and not clause[0].key.endswith("ly")
        if named_first and not self._grammar.is_function_word(clause[0].key):
            return False  # "colours, they are important"
        whole = not verb.endswith(("that", "whether")) or self._grammar.complete(keys)
        return whole and self._grammar.smooth(keys)

    def quoted(self, text: str, *, speaker: str | None) -> str:
        """The cleaned sentence in quotation marks behind its speaker's name."""
        name = self.name(speaker)
        return f"{capital(name)}: \u201c{text}\u201d"

    def _without_vocatives(self, words: Sequence[Word]) -> Sequence[Word]:
        kept: list[Word] = []
        place = 0
        while place < len(words):
            length = next(
                (n for n in map(len, self._vocatives) if self._called(words, place, n)), 0
            )
            if not length:
                kept.append(words[place])
            elif kept:
                kept[-1] = replace(kept[-1], mark="")
            place += length or 1
        return kept

    def _called(self, words: Sequence[Word], place: int, length: int) -> bool:
        """True where words[place : place + length] address somebody, with a comma beside them."""
        end = place + length
        if end > len(words) or _keys(words[place:end]) not in self._vocatives:
            return False
        return bool(words[end - 1].mark or (end == len(words) and place and words[place - 1].mark))

    def _stance_first(self, words: list[Word]) -> list[Word]:
        """An opinion named last comes first: "It is cheap, I think" as "I think it is cheap"."""
        for phrase in self._stances:
            length = len(phrase)
            if len(words) > length + 1 and _keys(words[-length:]) == phrase:
                rest = [*words[: -length - 1], replace(words[-length - 1], mark="")]
                if _keys(rest[:length]) == phrase:
                    return rest
                return [*words[-length:], *rest]
        return words

    def _plainly(self, words: Sequence[Word]) -> list[Word]:
        plain: list[Word] = []
        for word in words:
            pieces = [Word.of(piece) for piece in self._plain.get(word.key, "").split()] or [word]
            pieces[-1] = replace(pieces[-1], mark=word.mark)
            plain += pieces
        return plain

    def _statement(self, words: Sequence[Word]) -> _Told | None:
        said = next(
            (n for n in range(min(6, len(words)), 0, -1) if _keys(words[:n]) in self._attributions),
            0,
        )
        verb = self._attributions[_keys(words[:said])] if said else self._told["statement"]
        words = words[said:]
        link = verb.split()[-1]
        if len(words) > 1 and link in _LINKS and words[0].key == link:
            words = words[1:]
        keys = _keys(words)
        if any(keys[: len(phrase)] == phrase for phrase in self._untellable) or len(keys) < 2:
            return None
        if keys[0] == "let's":
            if said or keys[1] in self._not_proposed:
                return None
            proposed = [Word.of("we"), Word.of(self._told["let's"]), *words[1:]]
            return _Told(proposed, self._told["proposal"])
        if link != "that":
            return _Told(words, verb)
        if not self._grammar.whole(keys) or not self._subject_first(keys):
            return None
        if keys[0] == "we" and not said and keys[1] in self._joint:
            return _Told(words, "", joint=True)
        if (
            keys[0] == "we"
            and keys[1] in self._proposing
            and (not said or verb.startswith(self._told["statement"]))
        ):
            return _Told(words, self._told["proposal"])
        if keys[0] == "that" and link == "that":
            verb = verb.rpartition(" ")[0]
        return _Told(words, verb)

    def _subject_first(self, keys: Sequence[str]) -> bool:
        """False for questions and for requests: a verb first."""
        first = keys[0]
        if self._grammar.is_auxiliary(first) or self._grammar.asks(keys):
            return False
        return self._grammar.is_subject(first) or self._grammar.base(first) is None

    def _question(self, words: Sequence[Word]) -> _Told | None:
        """An indirect question, where the subject is a pronoun: "asked whether they could"."""
        start = 1 if words[0].key in self._grammar.question_words else 0
        if len(words) < start + 3:
            return None
        auxiliary, subject, rest = words[start], words[start + 1], words[start + 2 :]
        if auxiliary.key not in self._grammar.auxiliaries or subject.key not in self._persons:
            return None
        if auxiliary.key in ("do", "does", "did"):
            past = self._tense.past(rest[0].key)
            if past is None or auxiliary.key == "did":
                return None
            clause = [subject, replace(Word.of(past), mark=rest[0].mark), *rest[1:]]
        else:
            clause = [subject, Word.of(auxiliary.key, auxiliary.mark), *rest]
        verb = self._told["question"]
        return _Told([*words[:start], *clause], verb if start else f"{verb} whether")

    def _third(
        self, words: Sequence[Word], *, team: bool, common: Collection[str]
    ) -> list[Word] | None:
        """The clause in the third person and one step back in time; None where that is unsafe."""
        told = self._tense.back(words)
        if told is None:
            return None
        clause: list[Word] = []
        named = not team
        for place, word in enumerate(told):
            following = told[place + 1].key if place + 1 < len(told) else ""
            new = self._persons.get(word.key, "")
            if not named and word.key in ("we", "our", "us"):
                named = True
                new = self._told["team's" if word.key == "our" else "team"]
            elif word.key == "were" and clause and clause[-1].key == "team":
                new = "was"
            if not new:
                clause.append(self._small(word, common) if place == 0 else word)
                continue
            pieces = [Word.of(piece) for piece in new.split()]
            pieces[-1] = replace(pieces[-1], mark=word.mark)
            if word.key in ("i", "we") and following == "was" and pieces[-1].key == "they":
                told[place + 1] = replace(told[place + 1], text="were", key="were")
            clause += pieces
        return clause

    def _small(self, word: Word, common: Collection[str]) -> Word:
        """`word` without the capital of a beginning, where it isn't a name."""
        known = (
            word.key in common
            or word.key.endswith(_COMMON)
            or self._grammar.is_function_word(word.key)
        )
        return replace(word, text=word.text[0].lower() + word.text[1:]) if known else word


def _own(clause: Sequence[Word]) -> Sequence[Word]:
    """What follows the subject of a clause about the speaker, who is one person."""
    verb = replace(clause[1], text="was", key="was") if clause[1].key == "were" else clause[1]
    return [verb, *clause[2:]]


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.key for word in words)


def _tuples(book: Book, section: str) -> tuple[tuple[str, ...], ...]:
    found = [tuple(text.split()) for text in book.group(section).words]
    return tuple(sorted(found, key=len, reverse=True))
