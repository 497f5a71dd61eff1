"""What the report says of the style profile: chosen once, laid out by several renderers.

People are described in the order of their talk time, and none of them is compared with another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lvm_meet.model import Analysis, Aspect, Giving, Mode, Observation
from lvm_meet.prose.case import capital
from lvm_meet.report import profile_wording as wording
from lvm_meet.report.cites import Cite, Cited, Quote, cites, quoted, said_quote
from lvm_meet.report.conclusions import topic_title
from lvm_meet.report.person_facts import PersonFacts, person_facts
from lvm_meet.report.places import Places
from lvm_meet.report.plain import clean, shorten, speaker_name

QUOTES = 2
"""quotes shown at either pole of an aspect, and of a situation: enough to check it"""
QUOTE_LENGTH = 160
MAX_ROWS = 12
"""threads, orphans and moments shown of each kind; the JSON form has them all"""
MAX_STEPS = 3
"""steps shown of one direction"""
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class AspectFacts:
    """One aspect or duty: how many sentences at either pole, and the clearest of them."""

    name: str
    leadership_pole: str
    management_pole: str
    leading: int
    managing: int
    leadership: tuple[Quote, ...]
    management: tuple[Quote, ...]

    @property
    def observed(self) -> bool:
        return bool(self.leading or self.managing)


@dataclass(frozen=True, slots=True)
class FitFacts:
    """One situation in one topic; `fits` is None where neither way prevailed."""

    text: str
    topic: Cited
    fits: bool | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """Something that was seen: the moment, what it called for ("" for nothing), and a sentence
    that could be said instead; `leads` says whether that one is leadership's.
    """

    title: str
    quote: Quote | None
    called_for: str
    instead: str
    leads: bool
    evidence: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ExperimentFacts:
    """What to try next time, and how it will be checked. `observation` counts from 0."""

    text: str
    check: str
    observation: int


@dataclass(frozen=True, slots=True)
class ThreadFacts:
    """A direction and the first steps that serve it; `more` says how many are left out."""

    vision: Quote
    steps: tuple[Quote, ...]
    more: str


@dataclass(frozen=True, slots=True)
class DirectionFacts:
    """Directions with steps, directions without, and tasks that nobody gave a reason for."""

    text: str
    threads: tuple[ThreadFacts, ...]
    orphans: tuple[Quote, ...]
    tasks: tuple[Quote, ...]
    more: str


@dataclass(frozen=True, slots=True)
class HandingFacts:
    """How work was handed over: (what, meaning, number, quotes) as rows, and runs of checks."""

    rows: tuple[tuple[str, str, int, tuple[Quote, ...]], ...]
    runs: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """The whole profile. Empty tuples have their sentence in `profile_wording`.

    `checked` is what became of the last meeting's experiment, "" where none was given.
    """

    extents: tuple[Cited, ...]
    fit_text: str
    fits: tuple[FitFacts, ...]
    observations: tuple[ObservationFacts, ...]
    experiment: ExperimentFacts | None
    checked: str
    direction: DirectionFacts | None
    people: tuple[PersonFacts, ...]
    handing_over: HandingFacts | None
    aspects: tuple[AspectFacts, ...]
    duties: tuple[AspectFacts, ...]


def profile_facts(analysis: Analysis, places: Places) -> ProfileFacts | None:
    """The profile; None where an earlier version made the analysis, or there is no signal."""
    profile = analysis.profile
    if not profile.aspects or not analysis.style.balance.coded.units:
        return None
    return ProfileFacts(
        extents=_extents(analysis, places),
        fit_text=_fit_text(analysis),
        fits=_fits(analysis, places),
        observations=tuple(_observation(each, places) for each in profile.observations),
        experiment=_experiment(analysis),
        checked=wording.then_and_now(profile.checked) if profile.checked else "",
        direction=_direction(analysis, places),
        people=person_facts(analysis, places),
        handing_over=_handing_over(analysis, places),
        aspects=tuple(_aspect(each, places) for each in profile.aspects),
        duties=tuple(_aspect(each, places) for each in profile.duties),
    )


def _quotes(ids: Sequence[str], places: Places, limit: int = QUOTES) -> tuple[Quote, ...]:
    return tuple(quoted(id_, places, limit=QUOTE_LENGTH) for id_ in ids[:limit])


def _aspect(aspect: Aspect, places: Places) -> AspectFacts:
    leadership_pole, management_pole = wording.poles(clean(aspect.name))
    return AspectFacts(
        name=shorten(capital(wording.plain_name(clean(aspect.name))), NAME_LENGTH),
        leadership_pole=leadership_pole,
        management_pole=management_pole,
        leading=len(aspect.leadership),
        managing=len(aspect.management),
        leadership=_quotes(aspect.leadership, places),
        management=_quotes(aspect.management, places),
    )


def _extents(analysis: Analysis, places: Places) -> tuple[Cited, ...]:
    return tuple(
        Cited(wording.extent(each.label, each.units), cites((each.first, each.last), places))
        for each in analysis.profile.extents
    )


def _fits(analysis: Analysis, places: Places) -> tuple[FitFacts, ...]:
    topics = analysis.insights.topics
    found = []
    for each in analysis.profile.situations:
        topic = topics[each.topic] if each.topic < len(topics) else None
        title = Cited(topic_title(topic), cites(topic.utterances[:1], places)) if topic else None
        found.append(
            FitFacts(
                text=wording.fit(clean(each.name), calls_for=each.calls_for, used=each.used),
                topic=title or Cited("", ()),
                fits=each.fits,
                quotes=_quotes(each.utterances, places, 1),
            )
        )
    return tuple(found)


def _fit_text(analysis: Analysis) -> str:
    found = [each.fits for each in analysis.profile.situations]
    if not found:
        return wording.NO_SITUATIONS
    return wording.fits(
        matched=found.count(True), mismatched=found.count(False), unclear=found.count(None)
    )


def _observation(observation: Observation, places: Places) -> ObservationFacts:
    instead = observation.instead
    text = shorten(clean(instead.text), QUOTE_LENGTH) if instead else ""
    return ObservationFacts(
        title=wording.SEEN[observation.seen],
        quote=said_quote(observation.quote, places),
        called_for=wording.called_for(
            observation.seen, clean(observation.situation or "") or None, observation.calls_for
        ),
        instead=wording.instead(instead.mode, text) if instead else "",
        leads=instead is not None and instead.mode is Mode.LEADERSHIP,
        evidence=cites(observation.evidence, places),
    )


def _experiment(analysis: Analysis) -> ExperimentFacts | None:
    found, seen = analysis.profile.experiment, analysis.profile.observations
    if found is None or found.observation >= len(seen):
        return None
    about = seen[found.observation]
    return ExperimentFacts(
        text=wording.attempt(found.measure, about.calls_for),
        check=wording.checked(found.measure, found.value, found.of),
        observation=found.observation,
    )


def _direction(analysis: Analysis, places: Places) -> DirectionFacts | None:
    threads, tasks = analysis.profile.threads, analysis.profile.orphan_tasks
    if not threads and not tasks:
        return None
    served = [each for each in threads if each.steps]
    orphans = [each.vision for each in threads if not each.steps]
    left = sum(max(0, len(each) - MAX_ROWS) for each in (served, orphans, tasks))
    return DirectionFacts(
        text=wording.directions(len(threads), len(orphans)) if threads else wording.NO_DIRECTION,
        threads=tuple(
            ThreadFacts(
                quoted(each.vision, places, limit=QUOTE_LENGTH),
                _quotes(each.steps, places, MAX_STEPS),
                wording.more(len(each.steps) - MAX_STEPS) if len(each.steps) > MAX_STEPS else "",
            )
            for each in served[:MAX_ROWS]
        ),
        orphans=_quotes(orphans, places, MAX_ROWS),
        tasks=_quotes(tasks, places, MAX_ROWS),
        more=wording.more(left) if left else "",
    )


def _handing_over(analysis: Analysis, places: Places) -> HandingFacts | None:
    given, runs = analysis.profile.delegations, analysis.profile.control_runs
    if not given and not runs:
        return None
    rows = []
    for kind in Giving:
        ids = [each.utterances[0] for each in given if each.giving is kind and each.utterances]
        rows.append((*wording.GIVING[kind], len(ids), _quotes(ids, places)))
    return HandingFacts(
        rows=tuple(rows),
        runs=tuple(
            Cited(
                wording.control_run(
                    speaker_name(each.giver), speaker_name(each.receiver), len(each.utterances)
                ),
                cites(each.utterances, places),
            )
            for each in runs[:MAX_ROWS]
        ),
    )
