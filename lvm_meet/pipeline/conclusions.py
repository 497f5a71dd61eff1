"""From coded units to conclusions and profile: the order of those stages.

topics -> agenda, decisions, actions, questions, risks -> summary; then the profile, which needs the
topics. Where it is in doubt who spoke, all this is done without names: an item with a wrong owner
is worse than one without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from lvm_meet.insights.actions import find_actions
from lvm_meet.insights.agenda import follow_agenda
from lvm_meet.insights.decisions import find_decisions
from lvm_meet.insights.owners import Owners
from lvm_meet.insights.questions import find_questions
from lvm_meet.insights.risks import find_risks
from lvm_meet.insights.summary import summarise
from lvm_meet.insights.topics import find_topics
from lvm_meet.lexicon import Lexicon
from lvm_meet.llm import Rewriter
from lvm_meet.llm.client import AnswerError
from lvm_meet.model import (
    Action,
    Decision,
    Insights,
    Note,
    Plan,
    Profile,
    Signal,
    Style,
    Summary,
    Topic,
    Transcript,
    Utterance,
)
from lvm_meet.plans import day_in
from lvm_meet.profile.answers import find_answers
from lvm_meet.profile.aspects import find_aspects
from lvm_meet.profile.delegation import find_delegations
from lvm_meet.profile.direction import find_threads
from lvm_meet.profile.observations import observe
from lvm_meet.profile.parts import extents, part_styles
from lvm_meet.profile.proposals import find_proposals
from lvm_meet.profile.roles import find_roles
from lvm_meet.profile.situations import find_situations
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.replies import Replies
from lvm_meet.settings import Settings
from lvm_meet.signals.sentences import SentenceVectors


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What draws them, built once. `rewriter` is there where a language model was asked for."""

    settings: Settings
    lexicon: Lexicon
    sentences: SentenceVectors
    cleaner: Cleaner
    replies: Replies
    rewriter: Rewriter | None

    @classmethod
    def build(cls, settings: Settings, lexicon: Lexicon, sentences: SentenceVectors) -> Conclusions:
        """SettingsError or MissingError where a language model was asked for and can't be had."""
        prose = lexicon.book("prose")
        rewriter = Rewriter.build(settings.summary, lexicon.book("rewrite"))
        return cls(settings, lexicon, sentences, Cleaner(prose), Replies(prose), rewriter)

    def draw(
        self,
        transcript: Transcript,
        units: Sequence[Utterance],
        signals: Sequence[Signal],
        vectors: np.ndarray,
        *,
        style: Style,
        plan: Plan,
    ) -> tuple[Insights, Profile, tuple[Note, ...]]:
        """Conclusions and profile of one meeting, and the notes about how they were drawn.

        `vectors` has a row per unit, (n, d) float32. An empty meeting has none of either.
        """
        if transcript.speech is not None and not transcript.speech.named:
            units = [replace(unit, speaker=None) for unit in units]
        talk = _Talk(self, units, signals, vectors)
        held = plan.held or day_in(transcript.source.name)
        insights = talk.insights(style, plan, held)
        insights, notes = self._rewritten(insights, units)
        return insights, talk.profile(insights, plan), notes

    def _rewritten(
        self, insights: Insights, units: Sequence[Utterance]
    ) -> tuple[Insights, tuple[Note, ...]]:
        """With the language model's summary; where it gives none that holds, with our own."""
        summary = insights.summary
        if self.rewriter is None or summary is None:
            return insights, ()
        said = {unit.id: (unit.speaker, unit.text) for unit in units}
        try:
            better: Summary = self.rewriter.rewrite(summary, said)
        except AnswerError as error:
            text = f"the language model did not rewrite the summary: {error.message}"
            return insights, (Note("llm-unused", text),)
        return replace(insights, summary=better), ()


@dataclass(frozen=True, slots=True)
class _Talk:
    """One meeting's coded units, and what reads them."""

    made: Conclusions
    units: Sequence[Utterance]
    signals: Sequence[Signal]
    vectors: np.ndarray

    def exemplars(self, name: str) -> Mapping[str, np.ndarray]:
        return self.made.sentences.books[name]

    def topics(self) -> tuple[Topic, ...]:
        return find_topics(
            self.units,
            self.vectors,
            book=self.made.lexicon.book("topics"),
            exemplars=self.exemplars("topics"),
            settings=self.made.settings.topics,
        )

    def decisions(self, held: date | None) -> tuple[Decision, ...]:
        made = self.made
        return find_decisions(
            self.units,
            self.signals,
            self.vectors,
            book=made.lexicon.book("decisions"),
            exemplars=self.exemplars("decisions"),
            cleaner=made.cleaner,
            replies=made.replies,
            held=held,
            settings=made.settings.decisions,
            owners=Owners(self.units, book=made.lexicon.book("actions"), replies=made.replies),
        )

    def actions(self, held: date | None) -> tuple[Action, ...]:
        made = self.made
        return find_actions(
            self.units,
            self.signals,
            self.vectors,
            book=made.lexicon.book("actions"),
            exemplars=self.exemplars("actions"),
            cleaner=made.cleaner,
            replies=made.replies,
            held=held,
            settings=made.settings.actions,
        )

    def insights(self, style: Style, plan: Plan, held: date | None) -> Insights:
        made, units, signals = self.made, self.units, self.signals
        book, settings = made.lexicon.book, made.settings
        topics = self.topics()
        decisions, actions = self.decisions(held), self.actions(held)
        return Insights(
            topics=topics,
            agenda=follow_agenda(
                units,
                topics=topics,
                plan=plan,
                book=book("agenda"),
                topic_book=book("topics"),
                cleaner=made.cleaner,
                settings=settings.agenda,
            ),
            decisions=decisions,
            actions=actions,
            questions=find_questions(
                units,
                self.vectors,
                book=book("questions"),
                exemplars=self.exemplars("questions"),
                cleaner=made.cleaner,
                replies=made.replies,
                asked=style.questions,
                settings=settings.decisions,
            ),
            risks=find_risks(
                units,
                signals,
                self.vectors,
                book=book("risks"),
                exemplars=self.exemplars("risks"),
                cleaner=made.cleaner,
                settings=settings.decisions,
            ),
            summary=summarise(
                units,
                signals,
                self.vectors,
                topics=topics,
                decisions=decisions,
                actions=actions,
                book=book("summary"),
                cleaner=made.cleaner,
                settings=settings.summary,
            ),
            held=held,
        )

    def profile(self, insights: Insights, plan: Plan) -> Profile:
        made, units, signals, vectors = self.made, self.units, self.signals, self.vectors
        settings, poles = made.settings, made.sentences
        items = insights.agenda.items if insights.agenda else ()
        parts = [topic.utterances for topic in insights.topics]
        parts += [item.utterances for item in items]
        styles = part_styles(units, signals, parts, settings=settings.style)
        led = self._followed(plan)
        situations = find_situations(
            units,
            signals,
            vectors,
            topics=insights.topics,
            book=made.lexicon.book("situations"),
            exemplars=self.exemplars("situations"),
            settings=settings.situations,
        )
        observations, experiment = observe(
            units,
            signals,
            topics=insights.topics,
            situations=situations,
            threads=led.threads,
            orphan_tasks=led.orphan_tasks,
            control_runs=led.control_runs,
            proposals=led.proposals,
            delegations=led.delegations,
            suggestions=made.lexicon.suggestions,
            cleaner=made.cleaner,
            settings=settings.situations,
        )
        return replace(
            led,
            aspects=find_aspects(units, signals, vectors, poles.aspects, settings=settings.aspects),
            duties=find_aspects(units, signals, vectors, poles.duties, settings=settings.aspects),
            extents=extents(units, signals),
            topics=styles[: len(insights.topics)],
            items=styles[len(insights.topics) :],
            situations=situations,
            observations=observations,
            experiment=experiment,
        )

    def _followed(self, plan: Plan) -> Profile:
        """The part of the profile that follows people through the talk."""
        made, units, signals, vectors = self.made, self.units, self.signals, self.vectors
        book, settings = made.lexicon.book("leading"), made.settings.leading
        exemplars, replies = self.exemplars("leading"), made.replies
        threads, orphans = find_threads(units, signals, vectors, book=book, settings=settings)
        delegations, runs = find_delegations(
            units,
            signals,
            vectors,
            book=book,
            exemplars=exemplars,
            replies=replies,
            settings=settings,
        )
        return Profile(
            roles=find_roles([unit.speaker for unit in units], plan.roles, book=book),
            proposals=find_proposals(
                units,
                signals,
                vectors,
                book=book,
                exemplars=exemplars,
                replies=replies,
                settings=settings,
            ),
            answers=find_answers(units, signals, book=book, replies=replies, settings=settings),
            threads=threads,
            orphan_tasks=orphans,
            delegations=delegations,
            control_runs=runs,
        )
