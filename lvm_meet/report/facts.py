"""What the report says about an analysis: chosen once, laid out by several renderers.

Everything foreign in here (names, quotes, notes) is cleaned: one line each, without controls.
Numbers that a picture needs stay numbers; all others are already words.
"""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.model import (
    LEADERSHIP,
    MANAGEMENT,
    Analysis,
    Balance,
    Estimate,
    Label,
    Style,
    Tally,
)
from lvm_meet.report import (
    insight_wording,
    moments,
    numbers,
    people,
    recording,
    timeline,
    wording,
)
from lvm_meet.report.conclusions import Conclusions, conclusions
from lvm_meet.report.course import Course, moments_over_time
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten
from lvm_meet.report.profile_facts import ProfileFacts, profile_facts

HASH_LENGTH = 12
"""hex digits that tell two versions apart; the JSON form has all 64"""
NAME_LENGTH, TITLE_LENGTH, NOTE_LENGTH = 60, 200, 300
"""characters of a file's or model's name, a title and a note: foreign text may have any length,
and more than this would push the report itself out of sight"""


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
    recording: tuple[str, ...]
    people: people.People
    questions: tuple[moments.Questions, ...]
    questions_text: str
    contrasts: tuple[moments.Poles, ...]
    contrasts_text: str
    moments: tuple[moments.Group, ...]
    notes: tuple[str, ...]
    guide: tuple[str, ...]
    made_by: str
    conclusions: Conclusions | None
    profile: ProfileFacts | None
    course: Course | None


def gather(analysis: Analysis) -> Facts:
    """The facts of one analysis; of an empty meeting there is a headline, notes and a guide."""
    analysis = recording.shown(analysis)
    places = Places(analysis)
    style, least = analysis.style, analysis.style.minimum
    talk = style.balance.talk
    coded = style.balance.coded.units
    poles = moments.poles(style.contrasts) if coded else ()
    near = any(row.leading + row.managing for row in poles)
    return Facts(
        title=shorten(clean(analysis.title or analysis.transcript.source.name), TITLE_LENGTH),
        about=_about(analysis, places),
        headline=_headline(analysis, places),
        bars=_bars(style.balance, enough=talk.words >= least.words) if coded else (),
        bars_remark="" if talk.words >= least.words else wording.few_words(least),
        index=style.index,
        index_text=wording.balance_index(style.index, minimum=least) if coded else "",
        coded=wording.coded(style.balance.coded_share, style.balance.share(style.balance.coded))
        if coded
        else "",
        timeline=timeline.course(analysis, places),
        recording=recording.paragraphs(analysis.transcript.speech),
        people=people.people(analysis, places),
        questions=moments.questions(analysis, places),
        questions_text=_questions_text(style) if talk.units else "",
        contrasts=poles if near else (),
        contrasts_text=(wording.CONTRASTS_TEXT if near else wording.NO_CONTRASTS) if poles else "",
        moments=moments.groups(analysis, places) if coded else (),
        notes=_notes(analysis),
        guide=wording.guide(least),
        made_by=_made_by(analysis),
        conclusions=conclusions(analysis, places),
        profile=profile_facts(analysis, places),
        course=moments_over_time(analysis, places),
    )


def _about(analysis: Analysis, places: Places) -> tuple[str, ...]:
    """The line under the title: file, duration, words, speakers."""
    talk = analysis.style.balance.talk
    parts = [shorten(clean(analysis.transcript.source.name), NAME_LENGTH)] if analysis.title else []
    if analysis.insights.held is not None:
        parts.append(insight_wording.held(analysis.insights.held))
    if places.timed and places.span:
        parts.append(numbers.duration(places.span.length_ms))
    parts.append(numbers.count(talk.words, "word"))
    named = sum(each.speaker is not None for each in analysis.style.speakers)
    if named:
        parts.append(numbers.count(named, "speaker"))
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


def _bars(balance: Balance, *, enough: bool) -> tuple[Bar, ...]:
    """Leadership with its two signals, then management with its two; rates with `enough` talk."""

    def bar(name: str, meaning: str, tally: Tally, *, leads: bool, whole: bool = False) -> Bar:
        rate = balance.rate(tally) if enough else None
        share = numbers.percent(balance.share(tally))
        return Bar(name, meaning, leads, whole, rate, numbers.rate(rate), share, f"{tally.units:,}")

    def signal(label: Label, *, leads: bool) -> Bar:
        return bar(label.value, wording.SIGNAL_MEANING[label], balance.of(label), leads=leads)

    return (
        bar(wording.LEADERSHIP, "", balance.leadership, leads=True, whole=True),
        *(signal(label, leads=True) for label in LEADERSHIP),
        bar(wording.MANAGEMENT, "", balance.management, leads=False, whole=True),
        *(signal(label, leads=False) for label in MANAGEMENT),
    )


def _questions_text(style: Style) -> str:
    lens = style.questions
    if not lens.asked:
        return wording.NO_QUESTIONS
    return wording.questions(lens.asked, told=lens.told, minimum=style.minimum)


def _notes(analysis: Analysis) -> tuple[str, ...]:
    """What was guessed or mended; remarks about a file's form stay in the JSON form."""
    notes = [
        wording.note(note, shorten(clean(note.message), NOTE_LENGTH))
        for note in analysis.transcript.notes
        if not note.remark
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
