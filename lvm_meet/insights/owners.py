"""Who is to do what somebody says: the speaker, the person addressed, the one named, or nobody.

A wrong name is worse than none, so None is the answer in every doubt: where talk has no speaker,
where a name fits two people, where "you" may be several. Only people of the meeting own tasks;
whoever is merely talked about never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lvm_meet.insights.action_names import Names, longest_first, plain
from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import finder_of
from lvm_meet.model import Utterance
from lvm_meet.prose.replies import Replies

COMMITMENT, OFFER, REQUEST, INSTRUCTION, NOBODY = CUES = (
    "commitment", "offer", "request", "instruction", "nobody",
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?;](?=\s|$)")
_BEFORE = re.compile(r"\b([^\W\d_]+(?:['’-]\w+)*)\s*,\s*$")
_CLAUSE = re.compile(r"[,;.!?]")
_NEAR = 30
"""characters behind a request in which a word may show that it is put to several"""
_OPENING = 2
"""words that may stand before a name that is called ("okay so Ada, ...")"""
_REACH = 4
"""units behind a request in which it may be taken on"""


def find_owner(
    units: Sequence[Utterance], index: int, *, book: Book, replies: Replies
) -> str | None:
    """The speaker who is to do what `units[index]` says; None: nobody in particular, or in doubt.

    `book` is the lexicon "actions". Whoever asks for many units makes one `Owners` instead.
    """
    return Owners(units, book=book, replies=replies).find(index)


class Owners:
    """The people of one meeting and how they take things on; build it once a meeting."""

    def __init__(self, units: Sequence[Utterance], *, book: Book, replies: Replies) -> None:
        self._units = units
        self._replies = replies
        self._speakers = tuple(dict.fromkeys(u.speaker for u in units if u.speaker))
        self._all_known = all(unit.speaker for unit in units if not unit.backchannel)
        self._names = Names(self._speakers, book=book)
        self._plural = _one_of(book.group("plural").words)
        self._openings = frozenset(book.group("request_openings").words)
        self._cues = finder_of(tuple(p for name in CUES for p in book.group(name).phrases))
        self._kinds = [name for name in CUES for _ in book.group(name).phrases]
        self._no_clitics = _opens_with(book.group("not_clitics").words)
        verbs = "|".join(map(re.escape, sorted(book.group("named").phrases, key=longest_first)))
        self._will = re.compile(rf"\s*,?\s*(?:{verbs})(?![\w'’])", re.I) if verbs else None
        self._asked = _ends_with(book.group("asking_named").words)
        self._to = _opens_with(book.group("asking_named").phrases)
        articles = _either(book.group("articles").words) or "(?!)"
        self._and = re.compile(rf"\s+and\s+(?:(?:{articles})\s+)?$", re.IGNORECASE)
        self._meant = _ends_with(book.group("role_calls").words)

    def find(self, index: int, *, start: int = 0) -> str | None:
        """Who is to do what is said in the unit from character `start` on."""
        unit = self._units[index]
        subject = next((each for each in self.subjects(unit.text) if each[1] >= start), None)
        for begin, end, places in self._cues.find(unit.text):
            if begin < start or self._no_clitics.match(unit.text, begin):
                continue
            if subject is not None and subject[1] <= begin:
                break
            kind = self._kinds[places[0]]
            if kind in (COMMITMENT, OFFER):
                return self.taker(index, begin=begin)
            if kind == NOBODY:
                return None
            return self.addressed(index, cue=(begin, end), asked=kind == REQUEST)
        return subject[0] if subject else None

    def taker(self, index: int, *, begin: int, text: str | None = None) -> str | None:
        """Who takes on what "I'll" at `begin` says: the speaker, unless somebody is joined on.

        `text` is what the offset is in, where that is not the unit's own text (but cleaned).
        """
        unit = self._units[index]
        return None if self._joined(unit.text if text is None else text, begin) else unit.speaker

    def subjects(self, text: str) -> tuple[tuple[str | None, int, int], ...]:
        """(speaker, begin, end behind the verb) of each "Ada will", in the order of the text.

        None for the speaker where another is joined on ("Ada and Bob will").
        """
        found: list[tuple[str | None, int, int]] = []
        for speaker, begin, end in self._names.find(text):
            verb = self._will.match(text, end) if self._will else None
            if verb is None and self._asked.search(text, 0, begin):
                verb = self._to.match(text, end + 1)
            if verb:
                who = None if self._joined(text, begin) else speaker
                found.append((who, begin, verb.end()))
        return tuple(found)

    def uncalled(self, text: str) -> str:
        """`text` without a speaker's name that closes it as a call ("draft the letter, Bob")."""
        people = self._names.find(text)
        called = [begin for _, begin, end in people if not text[end:].strip(" ,.!?")]
        if not called or not text[: called[-1]].rstrip().endswith(","):
            return text
        return text[: called[-1]].rstrip(" ,") + "."

    def addressed(
        self, index: int, *, cue: tuple[int, int], text: str | None = None, asked: bool = True
    ) -> str | None:
        """Whom the request in text[cue[0]:cue[1]] is put to; `text` as in `taker`.

        That is whoever is named beside it, else whoever alone takes it on, else the only other
        person of the meeting. To what is `asked` a yes takes it on; what is only said ("you will")
        wants an "I'll".
        """
        unit = self._units[index]
        text = unit.text if text is None else text
        beside = self.called(index, cue=cue, text=text)
        if beside:
            return next(iter(beside)) if len(beside) == 1 else None
        near = text[cue[0] : cue[1] + _NEAR].lower()
        if unit.speaker is None or self._plural.search(near) or self._calls_another(text, cue[0]):
            return None
        takers = {each.speaker for each in self.accepted(index, asked=asked)}
        if len(takers) == 1:
            return takers.pop()
        others = [speaker for speaker in self._speakers if speaker != unit.speaker]
        return others[0] if not takers and len(others) == 1 and self._all_known else None

    def called(
        self, index: int, *, cue: tuple[int, int], text: str | None = None
    ) -> frozenset[str]:
        """Whoever is named beside the request in text[cue[0]:cue[1]], its speaker aside."""
        unit = self._units[index]
        text = unit.text if text is None else text
        return frozenset(
            speaker
            for speaker, start, end in self._names.find(text)
            if speaker != unit.speaker
            and (_called(text, (start, end), cue) or self._for(text, (start, end), cue))
        )

    def _for(self, text: str, name: tuple[int, int], cue: tuple[int, int]) -> bool:
        """Whether the sentence of the request says whom it is for ("as for the manager, you")."""
        left, _ = _sentence(text, cue[0])
        start, end = name
        if not left <= start < end <= cue[0] or self._meant.search(text, left, start) is None:
            return False
        return not any(end <= other < cue[0] for _, other, _ in self._names.find(text))

    def accepted(self, index: int, *, asked: bool = True) -> tuple[Utterance, ...]:
        """The replies of others, close behind the unit, that take it on (see `addressed`).

        The first word of another that is no back-channel decides whether there are any.
        """
        unit = self._units[index]
        found: list[Utterance] = []
        if unit.speaker is None:
            return ()
        for reply in self._units[index + 1 : index + 1 + _REACH]:
            if reply.speaker is None:
                break
            if reply.speaker == unit.speaker:
                if found and not reply.backchannel:
                    break
            elif self._replies.agrees(reply.text):
                if asked or self._commits(reply.text):
                    found.append(reply)
            elif not reply.backchannel:
                break
        return tuple(found)

    def _commits(self, text: str) -> bool:
        kinds = (self._kinds[places[0]] for _, _, places in self._cues.find(text))
        return next(kinds, None) in (COMMITMENT, OFFER)

    def _calls_another(self, text: str, begin: int) -> bool:
        """Whether a name that no speaker has stands right before the request ("Mia, can you")."""
        word = _BEFORE.search(text[:begin])
        return (
            word is not None
            and word.group(1)[:1].isupper()
            and plain(word.group(1)) not in self._openings
        )

    def _joined(self, text: str, begin: int) -> bool:
        """Whether somebody is joined on in front of a subject ("Ada and I will")."""
        joined = self._and.search(text[:begin])
        if joined is None:
            return False
        named = any(end == joined.start() for _, _, end in self._names.find(text[:begin]))
        clause = _CLAUSE.split(text[: joined.start()])[-1].split()
        return named or (0 < len(clause) <= _OPENING and clause[-1][:1].isupper())


def _called(text: str, name: tuple[int, int], cue: tuple[int, int]) -> bool:
    """Whether a name is a call to that person, in the sentence of the request at `cue`.

    It stands right before or behind the request, opens the sentence before a comma, or closes it
    behind one.
    """
    left, right = _sentence(text, cue[0])
    start, end = name
    if not left <= start < right:
        return False
    if end <= cue[0] and not text[end : cue[0]].strip():
        return True
    if not text[cue[1] : start].strip(" ,") and start >= cue[1]:
        return True
    before, after = text[left:start].strip(), text[end:right].strip()
    opens = after.startswith(",") and len(_CLAUSE.split(before)[-1].split()) <= _OPENING
    return opens or (before.endswith(",") and not after)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Begin and end of the sentence around an offset."""
    left = max((match.end() for match in _SENTENCE.finditer(text, 0, at)), default=0)
    following = _SENTENCE.search(text, at)
    return left, following.start() if following else len(text)


def _opens_with(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(words, key=longest_first))
    return re.compile(rf"(?:{either})(?![\w'’])" if either else r"(?!)", re.IGNORECASE)


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(words, key=longest_first))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=longest_first))


def _ends_with(words: Iterable[str]) -> re.Pattern[str]:
    either = _either(words)
    return re.compile(rf"(?<!\w)(?:{either})\s+$" if either else r"(?!)", re.IGNORECASE)
