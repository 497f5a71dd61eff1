"""As much of English grammar as it takes to tell a sentence from a piece of one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lvm_meet.lexicon import Book
from lvm_meet.prose.tokens import Word

_BE = ("am", "is", "are", "was", "were", "be")
_CONTRACTED = ("'m", "'re", "'ve", "'ll", "'d", "n't")
_COMMANDS = ("do", "don't", "have", "be", "let", "let's", "dunno")
_LONGEST_SHORT_WORD = 3


class Grammar:
    """The words of the book "prose" that tell what a word can do; build it once.

    Sections, each with `words`: [subjects] pronouns that begin a clause, [auxiliaries], [verbs]
    in their base form and as irregular pasts, [noun_verbs] that are nouns as often, [open_ends]
    after which a sentence goes on, [subordinators] and [question_words] that open a clause,
    [short_words] of up to three letters, [numbers], [denials].
    """

    def __init__(self, book: Book) -> None:
        self.subjects = frozenset(book.group("subjects").words)
        self.auxiliaries = frozenset(book.group("auxiliaries").words)
        self.question_words = frozenset(book.group("question_words").words)
        self._verbs = frozenset(book.group("verbs").words)
        self._noun_verbs = frozenset(book.group("noun_verbs").words)
        pasts = {text.partition("=")[2].strip() for text in book.group("pasts").words}
        bases = {text.partition("=")[0].strip() for text in book.group("pasts").words}
        self._verbs |= pasts | bases
        self._base_verbs = (self._verbs - pasts) | bases
        self._open = frozenset(book.group("open_ends").words)
        self._stranded = frozenset(book.group("stranded_ends").words)
        self._subordinators = frozenset(book.group("subordinators").words)
        self._begins = frozenset(book.group("beginnings").words) | self.question_words
        self._clause_openers = self.question_words | {
            word for word in self._subordinators if word not in ("as", "like", "than", "so", "even")
        }
        self._articles = frozenset(book.group("articles").words)
        self._nominatives = frozenset(book.group("subject_pronouns").words)
        self._prepositions = frozenset(book.group("prepositions").words)
        self._clashes = {tuple(text.split()) for text in book.group("clashes").words}
        self._short = frozenset(book.group("short_words").words)
        self._numbers = frozenset(book.group("numbers").words)
        self._denials = frozenset(book.group("denials").words)
        self.function_words = self.subjects.union(
            self.auxiliaries,
            self._begins,
            self._open,
            self._stranded,
            self._subordinators,
            self._numbers,
            self._denials,
        )

    def is_word(self, key: str) -> bool:
        """False for a short string of letters that is no English word, as a stutter leaves it."""
        return len(key) > _LONGEST_SHORT_WORD or not self._short or key in self._short

    def is_number(self, key: str) -> bool:
        """True for digits and number words: said twice they mean something else."""
        return key in self._numbers or any(sign.isdigit() for sign in key)

    def is_subject(self, key: str) -> bool:
        """True for a pronoun that begins a clause, contracted or not ("we", "it's")."""
        return key.partition("'")[0] in self.subjects or key in self.subjects

    def begins(self, key: str) -> bool:
        """True for what mostly stands at the beginning of a sentence, "I" aside."""
        if key.partition("'")[0] == "i":
            return False
        return self.is_subject(key) or key in self._begins or self.is_auxiliary(key)

    def begun_inside(self, words: Sequence[Word]) -> frozenset[int]:
        """The places of words whose capital shows that a sentence begins there, unmarked."""
        keys = [word.key for word in words]
        return frozenset(
            place
            for place, (before, word) in enumerate(pairwise(words), start=1)
            if word.text[0].isupper()
            and not before.mark
            and before.text[0].islower()
            and self.begins(word.key)
            # "May" and "Will" are names, unless somebody asks: "May I …"
            and (not self.is_auxiliary(word.key) or self.asks(keys[place:]))
        )

    def denies(self, keys: Sequence[str]) -> bool:
        """True where a word says no ("not", "can't", "never")."""
        return any(key.endswith("n't") or key in self._denials for key in keys)

    def asks(self, keys: Sequence[str]) -> bool:
        """True where the words are put as a question: a question word or "do you" first."""
        if not keys:
            return False
        if keys[0].partition("'")[0] in self.question_words:
            return True
        return len(keys) > 1 and self.is_auxiliary(keys[0]) and self.is_subject(keys[1])

    def is_auxiliary(self, key: str) -> bool:
        """True for "is", "can", "won't", ... standing alone."""
        return key in self.auxiliaries or (key.endswith("n't") and key != "n't")

    def is_finite(self, key: str, before: str) -> bool:
        """True where `key`, behind the word `before` ("" at the beginning), can be the verb."""
        if key in self.auxiliaries or key.endswith(_CONTRACTED):
            return True
        if key.endswith("'s"):
            return self.is_subject(key) or key[:-2] in self.question_words
        if before in ("to", "the", "a", "an", "of"):
            return False
        if key in self._noun_verbs:
            return not before or before in self.subjects
        return any(form in self._verbs or form in self._noun_verbs for form in _bases(key))

    def base(self, key: str) -> str | None:
        """The base form of a verb in its base or its -s form; None for other words."""
        for form in (key, *(_bases(key) if key.endswith("s") else ())):
            if form in self._base_verbs or form in self._noun_verbs:
                return form
        return None

    def is_past(self, key: str) -> bool:
        """True for a past form: an irregular one, or one in -ed."""
        if key in ("was", "were", "had", "did", "didn't", "hadn't", "wasn't", "weren't"):
            return True
        if key in self._verbs and key not in self._base_verbs:
            return True
        return key.endswith("ed") and not key.endswith("eed") and len(key) > _LONGEST_SHORT_WORD

    def is_function_word(self, key: str) -> bool:
        """True for words that never are names: pronouns, articles, conjunctions, auxiliaries."""
        head = key.partition("'")[0]
        known = key in self.function_words or head in self.function_words
        return known or key in self._prepositions or key in self._articles

    def open_end(self, keys: Sequence[str]) -> bool:
        """True where the last word asks for another: "of", "the", "because"."""
        if not keys or keys[-1] in self._open or keys[-1].endswith(("'re", "'ve", "'ll", "'m")):
            return True
        if keys[-1] in ("that", "this", "it") and keys[-2:-1] and keys[-2] in self._subordinators:
            return True
        if keys[-1] not in self._stranded:
            return False
        # "what it is for", "the thing we talked about": the object stands in front
        return not any(key in self.question_words or key == "that" for key in keys[:-1])

    def complete(self, keys: Sequence[str]) -> bool:
        """True where there is a verb for each clause: "blue, because it sells" has one too few."""
        clauses = sum(
            key in self._clause_openers and keys[place + 2 : place + 3] != ["to"]
            for place, key in enumerate(keys[1:])
        )
        return self._finite(keys) > clauses

    def _finite(self, keys: Sequence[str]) -> int:
        """How many finite verbs there are; "would have" is one."""
        count = 0
        before = ""
        for key in keys:
            if self.is_finite(key, before) and not self._leads_verb(before):
                count += 1
            before = key
        return count

    def _leads_verb(self, key: str) -> bool:
        return self.is_auxiliary(key) or key.endswith(_CONTRACTED)

    def smooth(self, keys: Sequence[str]) -> bool:
        """False where two words follow each other as they only do in a sentence that went wrong."""
        again = any(
            keys[place : place + 2] == keys[place + gap : place + gap + 2]
            for gap in (2, 3)
            for place in range(len(keys) - gap - 1)
        )
        coupled = any(
            one == other and link in ("and", "or")
            for one, link, other in zip(keys, keys[1:], keys[2:], strict=False)
        )
        return (
            not again
            and not coupled
            and not any(
                (after.startswith(key) and len(key) > 1 and not self.is_number(key))
                or (key, after) in self._clashes
                or self._clash(key, after)
                for key, after in pairwise(keys)
            )
        )

    def hangs(self, key: str) -> bool:
        """True for a word that no comma follows in a sentence that goes right."""
        return key in self._articles or key in self._prepositions

    def _clash(self, key: str, after: str) -> bool:
        if key in self._articles:
            closed = after in self.function_words and not self.is_number(after)
            return closed or after in self._nominatives
        if key in self._nominatives:
            return (
                after in self._nominatives
                or after in self._articles
                or (after in self._stranded and not self.is_auxiliary(after))
            )
        if after in self._nominatives:
            return key in self._prepositions or key in ("it", "there", *_BE)
        if key in ("to", "which", "who") and after in self._prepositions:
            return True
        if key in self._prepositions:
            return self.is_auxiliary(after) and after not in ("do", "be", "have")
        if key in _BE:
            return self.is_auxiliary(after) and after != "be"
        return False

    def whole(self, keys: Sequence[str], *, asked: bool = False) -> bool:
        """True where the words (lower case) are a whole sentence; `asked`: with a question mark."""
        if len(keys) < 2 or self.open_end(keys):
            return False
        finite = self._finite(keys)
        if not finite:
            return False
        first, second = keys[0], keys[1]
        if asked:
            return True
        if first == "that" and (second in self.subjects or second in ("the", "a", "an")):
            return finite > 1
        if self.asks(keys[:1]) or first in self._subordinators:
            return finite > 1
        if self.is_auxiliary(first) and first not in _COMMANDS:
            return self.is_subject(second) or second in ("the", "a", "an", "any", "your", "our")
        return True


def _bases(key: str) -> tuple[str, ...]:
    """What `key` may be an inflected form of, itself first; forms in -ing are never finite."""
    if key.endswith("ied") or key.endswith("ies"):
        return (key, f"{key[:-3]}y")
    if key.endswith("ed"):
        doubled = (key[:-3],) if len(key) > 4 and key[-3] == key[-4] else ()
        return (key, key[:-2], key[:-1], *doubled)
    if key.endswith("es"):
        return (key, key[:-1], key[:-2])
    if key.endswith("s"):
        return (key, key[:-1])
    return (key,)
