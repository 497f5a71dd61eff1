"""A meeting in a headline and a few sentences, each resting on utterances that it names.

The summary is extractive: it says what the topics were, in the meeting's own key phrases, and tells
for each stretch what somebody said, in the third person. What was decided goes before what was
only said. It covers the whole meeting in order, however few its sentences are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from lvm_meet.insights.summary_candidates import Candidate, Candidates, Meeting
from lvm_meet.insights.summary_wording import Wording, uncapital
from lvm_meet.lexicon import Book
from lvm_meet.model import Action, Decision, Said, Signal, Summary, Topic, Utterance
from lvm_meet.prose.case import capital
from lvm_meet.prose.clean import Cleaner
from lvm_meet.prose.reported import Reporter
from lvm_meet.settings import SummarySettings

_FEWEST, _MOST = 5, 10
_HEADLINE_PHRASES = 3
_ABOUT_PHRASES = 4
_TOPIC_PHRASES = 3
_GROUP_PHRASES = 6
_OUTCOME_WORDS = 14
_TASKS = 2
_TASK_WORDS = 14
_COMPOUND = 1.5
"""how much more a phrase of several words says than a single word that is said as often"""


def summarise(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    *,
    topics: tuple[Topic, ...],
    decisions: tuple[Decision, ...],
    actions: tuple[Action, ...],
    book: Book,
    cleaner: Cleaner,
    settings: SummarySettings,
) -> Summary | None:
    """The summary of a meeting; None where too little was said or nothing has a topic.

    `signals` and the rows of `vectors` (n, d) run parallel to `units`; `book` is the lexicon's
    book "summary". As many sentences as `settings` ask for, fewer where the talk doesn't give
    them; each cites the utterances that it rests on, and they stand in the order of the talk.
    """
    meeting = Meeting(units, cleaner=cleaner)
    said = sum(map(len, meeting.words))
    if not any(topic.phrases for topic in topics) or not said or said < settings.least_said:
        return None  # "the meeting was about other talk" is no summary
    candidates = Candidates(
        meeting,
        signals,
        vectors,
        topics=topics,
        book=book,
        cleaner=cleaner,
        reporter=Reporter(cleaner.book, cleaner),
        settings=settings,
    )
    wording = Wording(units, meeting.texts, team=candidates.team, book=book)
    writer = _Writer(candidates, wording, topics, said // settings.words_per_sentence)
    return writer.write(decisions, actions, settings=settings)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence and where in the talk it belongs."""

    place: int
    said: Said


class _Writer:
    """Puts the parts of a summary together."""

    def __init__(
        self, candidates: Candidates, wording: Wording, topics: Sequence[Topic], longer: int
    ) -> None:
        self._candidates = candidates
        self._wording = wording
        self._topics = topics
        self._usual = min(_FEWEST + longer, _MOST)
        self._ids = [unit.id for unit in candidates.meeting.units]
        self._place = {unit: place for place, unit in enumerate(self._ids)}

    def write(
        self,
        decisions: Sequence[Decision],
        actions: Sequence[Action],
        *,
        settings: SummarySettings,
    ) -> Summary:
        wanted = settings.sentences or self._usual
        about = self._about()
        tasks = self._tasks(actions) if wanted >= _FEWEST else None
        left = wanted - 1 - (tasks is not None)
        decided = self._decided(decisions)
        sentences = [self._opening(about)]
        if left > 0:
            groups = self._groups(max(left // 2, 1))
            told = self._told(groups, decided, left - len(groups))
            for number, group in enumerate(groups):
                sentences.append(self._discussed(group, number, len(groups)))
                sentences += [part.said for part in told if self._inside(part, group)]
        if tasks is not None:
            sentences.append(tasks)
        phrases = [*about][:_HEADLINE_PHRASES]
        outcome = self._outcome(decided) or self._counts(len(decisions), len(actions))
        headline = self._wording.headline(phrases, outcome)
        return Summary(headline=headline, sentences=tuple(sentences))

    def _about(self) -> dict[str, int]:
        """The key phrases of the whole meeting, strongest first, with the topic of each."""
        weights: dict[str, tuple[float, int]] = {}
        for number, topic in enumerate(self._topics):
            for phrase in topic.phrases:
                compound = _COMPOUND if " " in phrase else 1.0
                weight = self._wording.mentions(phrase) * compound
                if weight > weights.get(phrase, (0.0, 0))[0]:
                    weights[phrase] = (weight, number)
        chosen: dict[str, int] = {}
        for phrase, (_, number) in sorted(weights.items(), key=lambda each: (-each[1][0], each[0])):
            words = set(phrase.lower().split())
            if not any(words & set(other.lower().split()) for other in chosen):
                chosen[phrase] = number
            if len(chosen) == _ABOUT_PHRASES:
                break
        return chosen or {self._wording.titled(self._topics[0]): 0}

    def _opening(self, about: dict[str, int]) -> Said:
        cited = {
            unit
            for phrase, number in about.items()
            for unit in self._wording.cited(self._topics[number], [phrase])
        }
        what = self._wording.listed([self._wording.named(phrase) for phrase in about])
        return Said(self._wording.pattern("about", what=what), self._ordered(cited))

    def _groups(self, most: int) -> list[Sequence[Topic]]:
        """The topics in at most `most` runs of about as many topics each."""
        count = min(most, len(self._topics))
        edges = [len(self._topics) * number // count for number in range(count + 1)]
        return [self._topics[edges[n] : edges[n + 1]] for n in range(count)]

    def _discussed(self, group: Sequence[Topic], number: int, count: int) -> Said:
        phrases: list[tuple[Topic, str]] = []
        for topic in group:
            own = topic.phrases or (self._wording.titled(topic),)
            most = _TOPIC_PHRASES if len(group) == 1 else 2 if len(group) == 2 else 1
            phrases += [(topic, phrase) for phrase in own[:most]]
        phrases = phrases[:_GROUP_PHRASES]
        cited = {u for topic, phrase in phrases for u in self._wording.cited(topic, [phrase])}
        what = self._wording.listed([self._wording.named(phrase) for _, phrase in phrases])
        if count == 1:
            section, turn = "only", 0
        elif number == 0:
            section, turn = "first", 0
        elif number == count - 1 and count > 2:
            section, turn = "last", 0
        else:
            section, turn = "between", number - 1
        text = self._wording.pattern(section, turn=turn, what=what)
        return Said(text, self._ordered(cited))

    def _inside(self, part: _Part, group: Sequence[Topic]) -> bool:
        first, last = group[0].utterances[0], group[-1].utterances[-1]
        return self._place[first] <= part.place <= self._place[last]

    def _told(
        self, groups: Sequence[Sequence[Topic]], decided: Sequence[Candidate], count: int
    ) -> list[_Part]:
        """The best sentences: one for each group, then the best that are left, in order."""
        ranked = sorted(
            [*decided, *self._candidates.all()], key=lambda each: (-each.worth, each.place)
        )
        group_of = [number for number, group in enumerate(groups) for _ in group]
        taken = [0] * len(groups)
        chosen: list[Candidate] = []
        for limit in (1, count):
            for candidate in ranked:
                group = group_of[candidate.topic]
                if len(chosen) == count:
                    break
                if taken[group] >= limit or not self._candidates.fresh(candidate, chosen):
                    continue
                if self._candidates.tell(candidate, turn=0) is not None:
                    taken[group] += 1
                    chosen.append(candidate)
        chosen.sort(key=lambda each: each.place)
        return [
            _Part(each.place, Said(text, self._ordered(each.utterances)))
            for turn, each in enumerate(chosen)
            if (text := self._candidates.tell(each, turn=turn)) is not None
        ]

    def _decided(self, decisions: Sequence[Decision]) -> list[Candidate]:
        known = (each for each in decisions if each.utterances and each.text)
        return [
            candidate
            for each in known
            if (candidate := self._candidates.decided(each, self._place.get(each.utterances[0])))
        ]

    def _outcome(self, decided: Sequence[Candidate]) -> str:
        """The first short decision as a clause, for the headline; "" where there is none."""
        for candidate in decided:
            if len(candidate.text.split()) <= _OUTCOME_WORDS:
                told = self._candidates.tell(candidate, turn=0)
                if told is not None and told.lower().startswith(self._wording.everybody):
                    return f"{told[0].lower()}{told[1:-1]}"
        return ""

    def _counts(self, decisions: int, actions: int) -> str:
        counts = (("decisions", decisions), ("actions", actions))
        return self._wording.listed([self._wording.counted(n, k) for n, k in counts if k])

    def _tasks(self, actions: Sequence[Action]) -> Said | None:
        """Who took on what, as one sentence; None where nothing fits to be told."""
        ranked = sorted(
            (action for action in actions if action.owner and action.utterances),
            key=lambda action: -self._candidates.weight(action.task),
        )
        chosen: list[Action] = []
        for action in ranked:
            if len(chosen) == _TASKS:
                break
            told = any(action.owner == other.owner for other in chosen)
            if not told and self._candidates.tellable(action.task, most=_TASK_WORDS):
                chosen.append(action)
        chosen.sort(key=lambda action: self._place.get(action.utterances[0], 0))
        if not chosen:
            return None
        clauses = [
            self._wording.task(self._candidates.name(action.owner), uncapital(action.task))
            for action in chosen
        ]
        text = self._wording.listed(clauses)
        cited = [unit for action in chosen for unit in action.utterances]
        return Said(f"{capital(text).rstrip('. ')}.", self._ordered(cited))

    def _ordered(self, cited: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({u for u in cited if u in self._place}, key=self._place.__getitem__))
