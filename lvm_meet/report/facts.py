"""What the report says about an analysis: chosen once, laid out by several renderers.

Everything foreign in here (names, quotes, notes) is cleaned: one line each, without controls.
Numbers that a picture needs stay numbers; all others are already words.
"""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import LEADERSHIP, MANAGEMENT, Analysis, Balance, Estimate, Label, Tally
from lvm_meet.report import moments, people, timeline, wording
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten

HASH_LENGTH = 12
NAME_LENGTH = 60
TITLE_LENGTH = 200
NOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One intensity. `rate` is per 1,000 words, None where there is too little talk for it."""

    name: str
    meaning: str
    leads: bool
    whole: bool
    rate: float | None
    rate_text: str
    share: str
    sentences: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One report. Empty strings, empty tuples and None are parts that are left out."""

    title: str
    about: tuple[str, ...]
    headline: tuple[str, ...]
    bars: tuple[Bar, ...]
    bars_remark: str
    index: Estimate | None
    index_text: str
    coded: str
    timeline: timeline.Timeline | None
    people: people.People
    questions: tuple[moments.Questions, ...]
    questions_text: str
    contrasts: tuple[moments.Poles, ...]
    contrasts_text: str
    moments: tuple[moments.Group, ...]
    notes: tuple[str, ...]
    guide: tuple[str, ...]
    made_by: str


def gather(analysis: Analysis) -> Facts:
    """The facts of one analysis; of an empty meeting there is a headline, notes and a guide."""
    places = Places(analysis)
    style = analysis.style
    talk = style.balance.talk
    coded = style.balance.coded.units
    asked = moments.questions(analysis, places)
    poles = moments.poles(style.contrasts) if coded else ()
    near = any(row.leading + row.managing for row in poles)
    return Facts(
        title=shorten(clean(analysis.title or analysis.transcript.source.name), TITLE_LENGTH),
        about=_about(analysis, places),
        headline=_headline(analysis, places),
        bars=_bars(style.balance) if coded else (),
        bars_remark="" if talk.words >= people.MIN_WORDS else wording.few_words(people.MIN_WORDS),
        index=style.index,
        index_text=wording.balance_index(style.index) if coded else "",
        coded=wording.coded(style.balance.coded_share, style.balance.share(style.balance.coded))
        if coded
        else "",
        timeline=timeline.course(analysis, places),
        people=people.people(analysis, places),
        questions=asked,
        questions_text=_questions_text(asked, spoken=talk.units > 0),
        contrasts=poles if near else (),
        contrasts_text=(wording.CONTRASTS_TEXT if near else wording.NO_CONTRASTS) if poles else "",
        moments=moments.groups(analysis, places) if coded else (),
        notes=_notes(analysis),
        guide=wording.GUIDE_TEXT,
        made_by=_made_by(analysis),
    )


def _about(analysis: Analysis, places: Places) -> tuple[str, ...]:
    """The line under the title: file, duration, words, speakers."""
    talk = analysis.style.balance.talk
    parts = [shorten(clean(analysis.transcript.source.name), NAME_LENGTH)] if analysis.title else []
    if places.timed and places.span:
        parts.append(wording.duration(places.span.length_ms))
    parts.append(wording.count(talk.words, "word"))
    named = sum(each.speaker is not None for each in analysis.style.speakers)
    if named:
        parts.append(wording.count(named, "speaker"))
    return tuple(parts)


def _headline(analysis: Analysis, places: Places) -> tuple[str, ...]:
    style = analysis.style
    first = wording.headline(
        units=style.balance.talk.units,
        leading=style.balance.leadership.units,
        managing=style.balance.management.units,
        index=style.index,
    )
    if not style.changes:
        return (first,)
    change = style.changes[0]
    place = places.phrase(places.utterances[change.utterance])
    leads = change.after > change.before
    return first, wording.shifts(place, towards_leadership=leads, number=len(style.changes))


def _bars(balance: Balance) -> tuple[Bar, ...]:
    """Leadership with its two signals, then management with its two."""
    enough = balance.talk.words >= people.MIN_WORDS

    def bar(name: str, meaning: str, tally: Tally, *, leads: bool, whole: bool = False) -> Bar:
        rate = balance.rate(tally) if enough else None
        share = wording.percent(balance.share(tally))
        return Bar(name, meaning, leads, whole, rate, wording.rate(rate), share, f"{tally.units:,}")

    def signal(label: Label, *, leads: bool) -> Bar:
        return bar(label.value, wording.SIGNAL_MEANING[label], balance.of(label), leads=leads)

    return (
        bar(wording.LEADERSHIP, "", balance.leadership, leads=True, whole=True),
        *(signal(label, leads=True) for label in LEADERSHIP),
        bar(wording.MANAGEMENT, "", balance.management, leads=False, whole=True),
        *(signal(label, leads=False) for label in MANAGEMENT),
    )


def _questions_text(asked: tuple[moments.Questions, ...], *, spoken: bool) -> str:
    number = sum(row.number for row in asked)
    if not spoken:
        return ""
    return wording.questions(number) if number else wording.NO_QUESTIONS


def _notes(analysis: Analysis) -> tuple[str, ...]:
    notes = [
        wording.note(note, shorten(clean(note.message), NOTE_LENGTH))
        for note in analysis.transcript.notes
    ]
    notes += [wording.renamed(clean(old), clean(new)) for old, new in analysis.renamed]
    return tuple(notes)


def _made_by(analysis: Analysis) -> str:
    made = analysis.provenance
    model, _, digest = clean(made.encoder).partition("@")
    return wording.made_by(
        version=clean(made.version),
        encoder=shorten(model, NAME_LENGTH) + (f" ({digest[:HASH_LENGTH]})" if digest else ""),
        lexicons=clean(made.lexicons)[:HASH_LENGTH],
        settings=clean(made.settings)[:HASH_LENGTH],
    )
