"""What a meeting announces in its opening that it will talk about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lvm_meet.insights.agenda_words import Words
from lvm_meet.insights.phrases_words import base
from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import PhraseFinder, finder_of
from lvm_meet.model import Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import AgendaSettings

_PARTS = re.compile(r"[,;.]|\band (?=then|we|i|the|after|finally|also)\b")


@dataclass(frozen=True, slots=True)
class Announced:
    """One announced item; `places` are the indexes of the units that announce it.

    `sought` are those words of the title that are said again later on: the others ("fight the
    slugs") are how it was announced, and tell nothing of whether it was reached.
    """

    title: str
    places: tuple[int, ...]
    sought: str


def announced_items(
    units: Sequence[Utterance],
    said: Sequence[Sequence[str]],
    *,
    book: Book,
    words: Words,
    cleaner: Cleaner,
    settings: AgendaSettings,
) -> tuple[Announced, ...]:
    """The announced items in order; () unless at least `announced` of them are made out.

    In the first `opening` permille of the units somebody says that there is an agenda; from there
    on the same speaker's steps ("then we'll look at …") are followed. An item has to be of words
    that are said later on as well: what is never talked about again was rather no announcement.
    """
    opening = max(1, len(units) * settings.opening // 1000)
    anchor = finder_of(book.group("announcing").phrases)
    starts = [place for place in range(opening) if any(anchor.find(units[place].text))]
    step = finder_of(book.group("step").phrases)
    best: list[Announced] = []
    for start in starts:
        places = _speech(units, start, settings)
        found: list[Announced] = []
        taken: set[str] = set()
        for place in places:
            later = Counter(word for stems in said[place + 1 :] for word in set(stems))
            for title in _titles(units[place].text, step, book, cleaner, settings):
                strong = {w for w in words.stems(title) if later[w] >= settings.later} - words.frame
                if strong and not strong & taken:
                    taken |= strong
                    found.append(Announced(title, (place,), _sought(title, strong, words)))
        best = max(best, found, key=len)
    return tuple(best) if len(best) >= settings.announced else ()


def _speech(units: Sequence[Utterance], start: int, settings: AgendaSettings) -> list[int]:
    """The units of the speaker of `start` from there on, until somebody else takes the floor."""
    places = []
    for place in range(start, min(len(units), start + settings.announce_units)):
        unit = units[place]
        if unit.speaker == units[start].speaker:
            if not unit.backchannel:
                places.append(place)
        elif unit.words > settings.floor_words:
            break
    return places or [start]


def _sought(title: str, strong: set[str], words: Words) -> str:
    return " ".join(word for word in title.split() if not strong.isdisjoint(words.stems(word)))


def _titles(
    text: str, step: PhraseFinder, book: Book, cleaner: Cleaner, settings: AgendaSettings
) -> list[str]:
    """The titles of the steps that a unit tells, in order; often none.

    A title is what stands behind the words of a step, made fit to be read: "then we'll, uh, look
    at the budget" is "Look at the budget".
    """
    subjects = frozenset(book.group("no_title").words)
    leaning = frozenset(book.group("leaning").words)
    titles = []
    # "then we uh will have": what is only heard stands in the middle of a step's words
    for part in _PARTS.split(cleaner.clean(text)):
        ends = [end for _, end, _ in step.find(part)]
        title = cleaner.clean(part[ends[-1] :]).rstrip(".?!") if ends else ""
        said = [base(word) for word in title.split()]
        fits = 1 < len(said) <= settings.title_words
        if fits and said[0] not in subjects and leaning.isdisjoint(said):
            titles.append(title)
    return titles
