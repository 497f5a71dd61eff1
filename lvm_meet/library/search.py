"""Where in all meetings something was said: by its words, put in order by its meaning.

The words of a question are looked up in the full-text index, whatever their ending ("budgets" finds
"budget"). A word that asks for a kind of conclusion ("promised", "decided") brings the action items
or decisions that fit before what was said. With an encoder the best places by words are put in
order by meaning too; docs/library.md has how much that helps. A place that has none of the words is
not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Select, select

from lvm_meet.errors import SettingsError
from lvm_meet.library import index, tables
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.library import Library
from lvm_meet.library.spots import Spot, conclusion_spots, utterance_spots
from lvm_meet.library.stems import stem
from lvm_meet.library.values import Meeting, Selection
from lvm_meet.library.words import Words, plain_words
from lvm_meet.ports import Embedder
from lvm_meet.settings import LibrarySettings

_TOKEN = re.compile(r'"([^"]+)"|(\S+)')
_PLAIN = (Kind.ACTION, Kind.DECISION)
"""conclusions that are looked through where the question asks for none"""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `terms` are words or phrases in lower case; one that ends in * stands
    for all words that begin so. `kinds` are the conclusions that it asks for, `people` whoever of
    the library it names.
    """

    text: str
    terms: tuple[str, ...]
    kinds: tuple[Kind, ...]
    people: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """Stems of all its words."""
        return frozenset(stem(word) for term in self.terms for word in plain_words(term))


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a meeting; `marked` are the places (start, end) in its text that were looked for.

    `kind` is None for talk; for a conclusion the spot is the first utterance that it cites, and
    the text is the conclusion's.
    """

    meeting: Meeting
    spot: Spot
    kind: Kind | None
    marked: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found: conclusions first, then talk; both the best first."""

    question: Question
    conclusions: tuple[Hit, ...]
    talk: tuple[Hit, ...]


def search(
    library: Library,
    text: str,
    *,
    selection: Selection | None = None,
    meeting: Meeting | None = None,
    speaker: str | None = None,
    embedder: Embedder | None = None,
    limit: int | None = None,
) -> Found:
    """Look for `text` in the meetings that are meant; SettingsError where it has no word.

    `speaker` keeps what one person said or took on. Nothing found is a Found without hits.
    """
    settings = library.settings
    meetings = {each.id: each for each in library.meetings(selection)}
    if meeting is not None:
        meetings = {meeting.id: meeting}
    people = {name for each in meetings.values() for name in each.people}
    question = understood(text, people=people, known=library.words)
    limited = selection is not None or meeting is not None
    with library.store.read() as connection:
        finder = _Finder(connection, question, meetings, limited, speaker, library)
        concluded = finder.concluded()
        talk = finder.said(embedder)
    return Found(question, tuple(concluded), tuple(talk[: limit or settings.hits]))


def understood(text: str, *, people: Iterable[str], known: Words) -> Question:
    """The question in its parts; SettingsError where nothing can be looked for."""
    tokens = [(phrase or word, bool(phrase)) for phrase, word in _TOKEN.findall(text.casefold())]
    kinds = dict(known.kinds)
    asked: dict[Kind, None] = {}
    terms: list[str] = []
    spare: list[str] = []
    for token, phrase in tokens:
        pieces = plain_words(token)
        if not pieces:
            continue
        term = " ".join(pieces) + ("*" if token.endswith("*") and not phrase else "")
        if phrase or term not in known.empty:
            kind = None if phrase else kinds.get(term)
            if kind is not None:
                asked[kind] = None
            terms.append(term)
        else:
            spare.append(term)
    terms = terms or spare
    if not terms:
        raise SettingsError("there is no word to look for", hint='lvm-meet search "the budget"')
    named = frozenset(
        name for name in people if {part.casefold() for part in name.split()} & set(terms)
    )
    return Question(text, tuple(dict.fromkeys(terms)), tuple(asked), named)


@dataclass(frozen=True, slots=True)
class _Finder:
    connection: Connection
    question: Question
    meetings: dict[int, Meeting]
    limited: bool
    speaker: str | None
    library: Library

    @property
    def settings(self) -> LibrarySettings:
        return self.library.settings

    def concluded(self) -> list[Hit]:
        """The conclusions that have enough of the question's words; of its kind, where it has
        one. Of a question without other words, all of that kind, the latest first.
        """
        asked = self.question.kinds
        rest = _other_words(self.question, self.library.words)
        kinds = asked or _PLAIN
        if not rest and not asked:
            return []
        scores: dict[int, float] | None = None
        if rest:
            scores = index.matches(
                self.connection, tables.insight, rest, self._within(tables.insight), limit=500
            )
        found = []
        for spot, kind in conclusion_spots(self.connection, kinds, ids=scores):
            meeting = self.meetings.get(spot.meeting)
            if meeting is None or not self._by(spot, owner=True):
                continue
            hit = self._hit(meeting, spot, kind, 0.0 if scores is None else scores[spot.id])
            if rest and not self._enough(spot, rest, whole=not asked):
                continue
            found.append(hit)
        if scores is None:
            found.sort(key=lambda hit: (hit.meeting.day, hit.meeting.id), reverse=True)
            return found[: self.settings.hits]
        found.sort(key=lambda hit: (-hit.score, hit.meeting.id, hit.spot.id))
        return found[: self.settings.hits if asked else self.settings.concluded]

    def said(self, embedder: Embedder | None) -> list[Hit]:
        """Places in the talk, the best first."""
        scores = index.matches(
            self.connection,
            tables.utterance,
            self.question.terms,
            self._within(tables.utterance),
            limit=self.settings.candidates if self.speaker is None else 2000,
        )
        hits = []
        for spot in utterance_spots(self.connection, scores):
            meeting = self.meetings.get(spot.meeting)
            if meeting is not None and self._by(spot, owner=False):
                hits.append(self._hit(meeting, spot, None, scores[spot.id]))
        hits.sort(key=lambda hit: (-hit.score, hit.spot.id))
        hits = _ordered(hits[: self.settings.candidates], self.question, embedder, self.settings)
        return _apart(hits, self.settings.near)

    def _within(self, table: index.Searched) -> Select[int] | None:
        """The rows of the meetings that are meant, where these are not all."""
        if not self.limited:
            return None
        return select(table.c.id).where(table.c.meeting_id.in_(sorted(self.meetings)))

    def _by(self, spot: Spot, *, owner: bool) -> bool:
        if self.speaker is None:
            return True
        wanted = self.speaker.casefold()
        names = (spot.speaker, spot.owner) if owner else (spot.speaker,)
        return any(name is not None and name.casefold() == wanted for name in names)

    def _enough(self, spot: Spot, terms: Sequence[str], *, whole: bool) -> bool:
        """Whether a conclusion has enough of the words; a named person's counts as said."""
        wanted = {stem(word) for term in terms for word in plain_words(term.rstrip("*"))}
        names = " ".join(filter(None, (spot.speaker, spot.owner)))
        there = {stem(word) for word in plain_words(f"{spot.text} {names}")}
        share = 1000 * len(wanted & there)
        return share >= (1000 if whole else self.settings.covered) * len(wanted)

    def _hit(self, meeting: Meeting, spot: Spot, kind: Kind | None, score: float) -> Hit:
        """A hit with its score: the index's, the share of the question's words that it has, and 1
        where it is by somebody whom the question names.
        """
        stems = self.question.stems
        there = stems.intersection(stem(word) for word in plain_words(spot.text))
        named = {spot.speaker, spot.owner} & self.question.people
        score += len(there) / len(stems) + bool(named)
        return Hit(meeting, spot, kind, _marked(spot.text, self.question), score)


def _other_words(question: Question, known: Words) -> tuple[str, ...]:
    """The terms that don't just ask for a kind of conclusion."""
    kinds = {word for word, _ in known.kinds}
    return tuple(term for term in question.terms if term not in kinds)


def _ordered(
    hits: list[Hit], question: Question, embedder: Embedder | None, settings: LibrarySettings
) -> list[Hit]:
    """By words and meaning together."""
    if embedder is None or not hits:
        return hits
    vectors = embedder.embed([question.text, *(hit.spot.text for hit in hits)])
    near = vectors[1:] @ vectors[0]
    weighed = [
        replace(hit, score=hit.score + settings.meaning / 1000 * float(cosine))
        for hit, cosine in zip(hits, near, strict=True)
    ]
    return sorted(weighed, key=lambda hit: (-hit.score, hit.spot.id))


def _apart(hits: Iterable[Hit], near: int) -> list[Hit]:
    """Without places right beside a better one."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for hit in hits:
        place = (hit.spot.meeting, hit.spot.place)
        if place not in taken:
            kept.append(hit)
            taken |= {(place[0], place[1] + step) for step in range(-near, near + 1)}
    return kept


def _marked(text: str, question: Question) -> tuple[tuple[int, int], ...]:
    """Where the words of the question stand in a text, whatever their ending."""
    stems = question.stems
    begins = tuple(term[:-1] for term in question.terms if term.endswith("*"))
    return tuple(
        found.span()
        for found in re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", text)
        if stem(found[0].lower().replace("’", "'")) in stems
        or (begins and found[0].lower().startswith(begins))
    )
