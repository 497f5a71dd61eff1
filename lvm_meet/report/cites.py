"""Ways back to what was said: where it is in the transcript, and how a reader is told.

A place in a report is a number, never the utterance's id: ids of a saved analysis are foreign text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lvm_meet.model import Said
from lvm_meet.report.places import QUOTE_LENGTH, Places, quote
from lvm_meet.report.plain import clean, shorten, speaker_name

MAX_CITES = 4
"""moments cited behind one statement: more of them are in the transcript"""


@dataclass(frozen=True, slots=True)
class Cite:
    """One moment: the number of the utterance, from 0, and its place as people read it."""

    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of the report's or of the speakers', cleaned, and the moments they rest on."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words (`speaker` is "" without a name), and where they were said."""

    text: str
    speaker: str
    cite: Cite


def cite(id_: str, places: Places) -> Cite:
    """The moment of one utterance."""
    return Cite(places.order[id_], places.short(places.utterances[id_]))


def cites(ids: Sequence[str], places: Places, *, limit: int = MAX_CITES) -> tuple[Cite, ...]:
    """The first moments, in the order given, and each place only once; at most `limit`."""
    found: dict[str, Cite] = {}
    for id_ in ids:
        one = cite(id_, places)
        found.setdefault(one.place, one)
        if len(found) == limit:
            break
    return tuple(found.values())


def cited(said: Said, places: Places, *, limit: int = QUOTE_LENGTH, most: int = MAX_CITES) -> Cited:
    """A conclusion's words with at most so many of their moments."""
    return Cited(shorten(clean(said.text), limit), cites(said.utterances, places, limit=most))


def quoted(id_: str, places: Places, *, limit: int = QUOTE_LENGTH) -> Quote:
    """What was said in one utterance."""
    utterance = places.utterances[id_]
    return Quote(quote(utterance, limit=limit), speaker_name(utterance.speaker), cite(id_, places))


def said_quote(said: Said, places: Places, *, limit: int = QUOTE_LENGTH) -> Quote | None:
    """A conclusion's cleaned words as a quote of whoever said the first; None without any."""
    if not said.utterances:
        return None
    first = places.utterances[said.utterances[0]]
    text = shorten(clean(said.text), limit)
    return Quote(text, speaker_name(first.speaker), cite(first.id, places))
