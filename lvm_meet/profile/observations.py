"""What is worth telling of a meeting's style: at most three observations, and one thing to try.

The order is fixed: a situation that called for the other way, a direction without a step, tasks
without a why, control of one person in a row, proposals that nobody came back to; then what
fitted. Nothing is said that can't be quoted. Nobody is named: an observation is about a moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lvm_meet.lexicon.entries import Poles
from lvm_meet.model import (
    LEADERSHIP,
    MANAGEMENT,
    ControlRun,
    Delegation,
    Experiment,
    Label,
    Measure,
    Mode,
    Observation,
    Profile,
    Proposal,
    Ref,
    Said,
    Seen,
    Signal,
    Situation,
    Thread,
    Topic,
    Uptake,
    Utterance,
    spoken_words,
)
from lvm_meet.profile.measures import measured
from lvm_meet.profile.suggestions import suggest
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import SituationSettings

_VISION_EXECUTION, _PEOPLE_PROCESS = "vision-execution", "people-process"
_INSPIRATION_CONTROL, _CHANGE_STABILITY = "inspiration-control", "change-stability"
_CONTRAST = {
    "crisis": _INSPIRATION_CONTROL,
    "process-trouble": _PEOPLE_PROCESS,
    "training-newcomers": _PEOPLE_PROCESS,
    "tight-deadline": _VISION_EXECUTION,
    "critical-delegation": _INSPIRATION_CONTROL,
    "confident-team": _INSPIRATION_CONTROL,
    "need-for-new-approaches": _CHANGE_STABILITY,
    "creative-discussion": _CHANGE_STABILITY,
    "self-directed-work": _INSPIRATION_CONTROL,
}
"""the contrast in which what a situation calls for is said"""
_MEASURES = {
    (_VISION_EXECUTION, Mode.LEADERSHIP): Measure.TASKS_WITH_WHY,
    (_VISION_EXECUTION, Mode.MANAGEMENT): Measure.VISIONS_WITH_STEP,
    (_PEOPLE_PROCESS, Mode.LEADERSHIP): Measure.PROPOSALS_ANSWERED,
    (_INSPIRATION_CONTROL, Mode.LEADERSHIP): Measure.OUTCOME_DELEGATIONS,
    (_CHANGE_STABILITY, Mode.LEADERSHIP): Measure.PROPOSALS_ANSWERED,
}
"""what can be counted in the next meeting if somebody says such a sentence"""
_MOST_OF_A_KIND = {Seen.MISMATCH: 2}
"""observations of a kind; one of any other"""


@dataclass(frozen=True, slots=True)
class _Case:
    """What might be told: the utterances that could be quoted, the best first, and the rest."""

    seen: Seen
    quotes: tuple[Ref, ...]
    evidence: tuple[Ref, ...]
    contrast: str
    calls_for: Mode
    situation: str | None = None


def observe(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    *,
    topics: Sequence[Topic],
    situations: Sequence[Situation],
    threads: Sequence[Thread],
    orphan_tasks: Sequence[Ref],
    control_runs: Sequence[ControlRun],
    proposals: Sequence[Proposal],
    delegations: Sequence[Delegation],
    suggestions: Sequence[Poles],
    cleaner: Cleaner,
    settings: SituationSettings,
) -> tuple[tuple[Observation, ...], Experiment | None]:
    """At most `observations` of them, the most telling first, and what to try next time.

    At most two are of one kind, and these of different situations. What fitted is told where
    there is room, never with something to say instead. Without evidence there is nothing, and no
    experiment where nothing can be counted or nothing is left to win. ValueError where units and
    signals differ in length.
    """
    talk = _Talk(units, signals, cleaner=cleaner, settings=settings)
    cases = [
        *_situated(talk, situations, topics, fits=False),
        *_orphan_visions(talk, threads),
        *_orphan_tasks(talk, orphan_tasks),
        *_control_runs(talk, control_runs),
        *_left(proposals, settings=settings),
        *_situated(talk, situations, topics, fits=True),
    ]
    told = _told(talk, cases, suggestions)
    profile = Profile(
        situations=tuple(situations),
        threads=tuple(threads),
        orphan_tasks=tuple(orphan_tasks),
        proposals=tuple(proposals),
        delegations=tuple(delegations),
    )
    return told, _experiment(told, profile)


class _Talk:
    """Units and codes by id, and what of them can be quoted."""

    def __init__(
        self,
        units: Sequence[Utterance],
        signals: Sequence[Signal],
        *,
        cleaner: Cleaner,
        settings: SituationSettings,
    ) -> None:
        self.units = {unit.id: unit for unit in units}
        self.places = {unit.id: place for place, unit in enumerate(units)}
        pairs = zip(units, signals, strict=True)
        self.signals = {unit.id: signal for unit, signal in pairs}
        self.settings = settings
        self._cleaner = cleaner

    def sure(self, id_: Ref) -> bool:
        """True where the unit's code is sure enough to be quoted."""
        return self.score(id_) >= self.settings.quote_score

    def score(self, id_: Ref) -> int:
        """How probable the unit's own code is, in permille; 0 for none or an unknown id."""
        signal = self.signals.get(id_)
        return 0 if signal is None or signal.label is Label.NONE else signal.score(signal.label)

    def nearest(self, ids: Sequence[Ref], place: int) -> tuple[Ref, ...]:
        """Those of the same moment before those of others, of a moment the surest first."""
        moment = self.settings.moment
        return tuple(
            sorted(ids, key=lambda i: (abs(self.places[i] - place) // moment, -self.score(i)))
        )

    def longest(self, ids: Sequence[Ref]) -> tuple[Ref, ...]:
        most = self.settings.quote_most_words // 2
        return tuple(sorted(ids, key=lambda id_: -min(self.units[id_].words, most)))

    def surest(self, ids: Iterable[Ref]) -> tuple[Ref, ...]:
        return tuple(sorted(ids, key=lambda id_: -self.score(id_)))

    def quote(self, ids: Iterable[Ref]) -> Said | None:
        """The first that is a whole sentence of fit length; None where none is."""
        for id_ in ids:
            text = self._cleaner.clean(self.units[id_].text) if id_ in self.units else ""
            least, most = self.settings.quote_words, self.settings.quote_most_words
            if least <= len(text.split()) <= most and not self._cleaner.fragment(text):
                return Said(text, (id_,))
        return None

    def words(self, ids: Iterable[Ref]) -> frozenset[str]:
        texts = [self.units[id_].text for id_ in ids if id_ in self.units]
        return frozenset(word for text in texts for word in spoken_words(text))


def _situated(
    talk: _Talk, situations: Sequence[Situation], topics: Sequence[Topic], *, fits: bool
) -> Iterator[_Case]:
    """Situations that got what they called for, or the other way; those with most to show first.

    Quoted is the talk that was used, the sure units around what shows the situation first; of a
    mismatch not what shows the situation, which can't be what didn't fit it.
    """
    chosen = [each for each in situations if each.fits is fits and each.topic < len(topics)]
    for situation in sorted(chosen, key=lambda each: -len(each.utterances)):
        labels = LEADERSHIP if situation.used is Mode.LEADERSHIP else MANAGEMENT
        here = [id_ for id_ in topics[situation.topic].utterances if id_ in talk.units]
        coded = [id_ for id_ in here if talk.signals[id_].label in labels and talk.sure(id_)]
        if not fits:
            coded = [id_ for id_ in coded if id_ not in situation.utterances]
        shown = [talk.places[id_] for id_ in situation.utterances if id_ in talk.places]
        if shown and situation.name in _CONTRAST:
            yield _Case(
                Seen.FIT if fits else Seen.MISMATCH,
                talk.nearest(coded, shown[0]),
                situation.utterances,
                _CONTRAST[situation.name],
                situation.calls_for,
                situation.name,
            )


def _orphan_visions(talk: _Talk, threads: Sequence[Thread]) -> Iterator[_Case]:
    orphans = talk.surest(thread.vision for thread in threads if not thread.steps)
    sure = tuple(id_ for id_ in orphans if talk.sure(id_))
    if sure:
        evidence = orphans[: talk.settings.shown]
        yield _Case(Seen.ORPHAN_VISION, sure, evidence, _VISION_EXECUTION, Mode.MANAGEMENT)


def _orphan_tasks(talk: _Talk, tasks: Sequence[Ref]) -> Iterator[_Case]:
    """Several tasks; the longest are quoted, because nobody asks why a mail is sent."""
    orphans = talk.surest(tasks)
    sure = tuple(id_ for id_ in orphans if talk.sure(id_))
    if len(sure) >= talk.settings.several_tasks:
        sure = talk.longest(sure)
        evidence = sure[: talk.settings.shown]
        yield _Case(Seen.ORPHAN_TASK, sure, evidence, _VISION_EXECUTION, Mode.LEADERSHIP)


def _control_runs(talk: _Talk, runs: Sequence[ControlRun]) -> Iterator[_Case]:
    for run in sorted(runs, key=lambda each: -len(each.utterances)):
        quotes = talk.surest(run.utterances)
        yield _Case(Seen.CONTROL_RUN, quotes, run.utterances, _INSPIRATION_CONTROL, Mode.LEADERSHIP)


def _left(proposals: Sequence[Proposal], *, settings: SituationSettings) -> Iterator[_Case]:
    """Several proposals, and at least half of all, that nobody came back to."""
    left = [each.utterances for each in proposals if each.uptake is Uptake.LEFT]
    if len(left) >= settings.several and 2 * len(left) >= len(proposals):
        firsts = tuple(ids[0] for ids in left if ids)
        evidence = firsts[: settings.shown]
        yield _Case(Seen.LEFT_PROPOSALS, firsts, evidence, _PEOPLE_PROCESS, Mode.LEADERSHIP)


def _told(
    talk: _Talk, cases: Sequence[_Case], suggestions: Sequence[Poles]
) -> tuple[Observation, ...]:
    """The first cases that can be quoted, no utterance quoted twice."""
    told: list[Observation] = []
    for case in cases:
        if len(told) == talk.settings.observations:
            break
        kinds = Counter(each.seen for each in told)
        again = case.situation and case.situation in (each.situation for each in told)
        if again or kinds[case.seen] >= _MOST_OF_A_KIND.get(case.seen, 1):
            continue
        quoted = {each.quote.utterances[0] for each in told}
        quote = talk.quote(id_ for id_ in case.quotes if id_ not in quoted)
        if quote is None:
            continue
        instead = None
        if case.seen is not Seen.FIT:
            instead = suggest(
                suggestions,
                contrast=case.contrast,
                mode=case.calls_for,
                words=talk.words((*quote.utterances, *case.evidence)),
                salt=quote.text,
                used=[each.instead.entry for each in told if each.instead],
            )
        told.append(
            Observation(case.seen, quote, case.situation, case.calls_for, instead, case.evidence)
        )
    return tuple(told)


def _experiment(told: Sequence[Observation], profile: Profile) -> Experiment | None:
    """For the first observation with a sentence to try and something left to win."""
    for place, observation in enumerate(told):
        if observation.instead is None:
            continue
        by_contrast = _MEASURES.get((observation.instead.contrast, observation.instead.mode))
        fallback = Measure.SITUATIONS_FITTING if observation.seen is Seen.MISMATCH else None
        for measure in (by_contrast, fallback):
            if measure is not None:
                value, of = measured(profile, measure)
                if value < of:
                    return Experiment(place, measure, value, of)
    return None
