"""Who said which word: the recogniser's words joined with the diarizer's turns.

Both are unsharp. Turns end some tenths of a second early or late, twenty milliseconds of one voice
appear inside another's sentence, and a recogniser's words are stretched into the silence before or
after them. So words do not each choose for themselves: the whole sequence of voices is chosen that
leaves the least talk unexplained, where each change of voice has its price. A change is cheap
where people do change, after a sentence mark or a pause, and dear inside a sentence. One rule thus
removes the flicker of single words, moves changes to the sentence's end, and keeps a short answer
between two sentences.

Nobody ("unknown") is one more voice that explains a fixed part of every word. It wins where no turn
is near, where the turns are unsure, and where two voices have the whole sentence to themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lvm_meet.model import Segment
from lvm_meet.settings import AttributionSettings
from lvm_meet.speech.segments import assemble, ends_sentence, pause_ms
from lvm_meet.speech.values import Diarization, Heard, VoiceTurn

_NO_TURN = 1 << 40
"""a distance in ms that nothing reaches"""
_BARRED = 1 << 20
"""cost of a voice where it has no turn near, in ms: more than any change"""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words with their speakers. `names` has the name of each voice, by the voice's number.

    Both are empty where nothing was heard; without a diarization there are no names.
    """

    segments: tuple[Segment, ...]
    names: tuple[str, ...] = ()


def attribute(
    heard: Sequence[Heard],
    diarization: Diarization | None,
    *,
    settings: AttributionSettings,
    names: Mapping[int, str] | None = None,
) -> Attribution:
    """Segments of one speaker each; no word is lost and their order stays.

    `heard` is in the order of speaking. Voices are called "Speaker 1", "Speaker 2" and so on in
    the order in which they first get words (those without words come last); `names` says
    otherwise for some of them, and does not move the numbers of the rest. A word whose voice is
    not clear belongs to a segment without a speaker, as do all without a diarization.
    """
    spoken = [word for word in heard if word.text.strip()]
    if diarization is None:
        return Attribution(assemble(spoken, [None] * len(spoken), settings=settings))
    voices = choose_voices(spoken, diarization, settings=settings)
    called = _called(voices, _count(diarization), names or {})
    speakers = [None if voice is None else called[voice] for voice in voices]
    return Attribution(assemble(spoken, speakers, settings=settings), called)


def choose_voices(
    heard: Sequence[Heard], diarization: Diarization, *, settings: AttributionSettings
) -> list[int | None]:
    """The voice of each word, None where it is not clear; runs in parallel to `heard`."""
    count = _count(diarization)
    if not heard or not count:
        return [None] * len(heard)
    costs = _costs(heard, diarization.turns, count, settings)
    path = _cheapest(costs, [0, *_changes(heard, settings)])
    return [None if voice == count else voice for voice in path]


def _count(diarization: Diarization) -> int:
    """How many voices there are; channels have turns, but no vectors."""
    return max([len(diarization.voices), *(turn.voice + 1 for turn in diarization.turns)])


def _costs(
    heard: Sequence[Heard], turns: Sequence[VoiceTurn], count: int, settings: AttributionSettings
) -> np.ndarray:
    """What each voice leaves unexplained of each word, in ms; int64, shape (words, count + 1).

    The last column is nobody's.
    """
    starts = np.array([word.span.start_ms for word in heard], dtype=np.int64)
    ends = np.array([word.span.end_ms for word in heard], dtype=np.int64)
    lengths = np.maximum(ends - starts, 1)  # a word without a length is where it starts
    ends = starts + lengths
    evidence = np.zeros((len(heard), count + 1), dtype=np.int64)
    distance = np.full((len(heard), count), _NO_TURN, dtype=np.int64)
    stretches: list[list[tuple[int, int, int]]] = [[] for _ in range(count)]
    anyone: list[tuple[int, int, int]] = []
    for start, end, active in _stretches(turns):
        anyone.append((start, end, 1))
        sure = {voice: min(1000, 1000 * each // settings.sure) for voice, each in active.items()}
        for voice, own in sure.items():
            rival = max((each for other, each in sure.items() if other != voice), default=0)
            lost = (1000 - settings.shared) * min(rival, own) // 1000
            stretches[voice].append((start, end, own - lost))
    silent = lengths - _covered(anyone, starts, ends)
    for voice, spoken in enumerate(stretches):
        if spoken:
            distance[:, voice] = _distance(spoken, starts, ends)
            near = settings.near * np.maximum(0, settings.reach_ms - distance[:, voice])
            evidence[:, voice] = _covered(spoken, starts, ends)
            evidence[:, voice] += silent * near // settings.reach_ms
    evidence[:, count] = settings.unknown * lengths
    weights = np.clip(lengths, settings.least_word_ms, settings.most_word_ms)
    whole = 1000 * lengths[:, None]
    costs = np.asarray(weights[:, None] * (whole - evidence) // whole, dtype=np.int64)
    costs[:, :count][distance >= settings.reach_ms] += _BARRED
    return costs


def _stretches(turns: Sequence[VoiceTurn]) -> Iterator[tuple[int, int, dict[int, int]]]:
    """Stretches [start, end) in which the same voices speak: voice -> confidence, never none."""
    events = sorted(
        (time, opens, place)
        for place, turn in enumerate(turns)
        for time, opens in ((turn.span.start_ms, True), (turn.span.end_ms, False))
        if turn.span.length_ms
    )
    active: dict[int, VoiceTurn] = {}
    before = 0
    for time, opens, place in events:
        if active and time > before:
            voices: dict[int, int] = {}
            for turn in active.values():
                voices[turn.voice] = max(turn.confidence, voices.get(turn.voice, 0))
            yield before, time, voices
        before = time
        if opens:
            active[place] = turns[place]
        else:
            del active[place]


def _covered(
    stretches: Sequence[tuple[int, int, int]], starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Weighted ms of each interval that the stretches cover; they are sorted and don't overlap."""
    if not stretches:
        return np.zeros(len(starts), dtype=np.int64)
    opens, closes, weights = np.array(stretches, dtype=np.int64).T
    before = np.concatenate([[0], np.cumsum((closes - opens) * weights)])

    def until(times: np.ndarray) -> np.ndarray:
        place = np.searchsorted(opens, times, side="right") - 1
        inside = np.minimum(times, closes[place]) - opens[place]
        return np.where(place < 0, 0, before[place] + inside * weights[place])

    return np.asarray(until(ends) - until(starts), dtype=np.int64)


def _distance(
    stretches: Sequence[tuple[int, int, int]], starts: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Ms between each interval and the nearest stretch, 0 where they touch."""
    opens, closes, _ = np.array(stretches, dtype=np.int64).T
    after = np.searchsorted(opens, ends)
    to_next = np.append(opens, _NO_TURN)[after] - ends
    since_last = starts - np.insert(closes, 0, -_NO_TURN)[after]
    return np.asarray(np.maximum(0, np.minimum(to_next, since_last)), dtype=np.int64)


def _changes(heard: Sequence[Heard], settings: AttributionSettings) -> Iterator[int]:
    """What a change of voice costs before each word but the first, in ms."""
    for before, after in pairwise(heard):
        loose = (
            after.breaks
            or ends_sentence(before.text)
            or pause_ms(before.span, after.span) >= settings.pause_ms
        )
        yield settings.change_at_end_ms if loose else settings.change_ms


def _cheapest(costs: np.ndarray, changes: Sequence[int]) -> list[int]:
    """The column for each row with the lowest sum of costs and changes (Viterbi).

    Of equals the one that stays, then the lowest column, so that the result is always the same.
    """
    columns = np.arange(costs.shape[1])
    total = costs[0].copy()
    came = np.empty(costs.shape, dtype=np.int64)
    for row in range(1, len(costs)):
        best = int(total.argmin())
        moved = total[best] + changes[row]
        came[row] = np.where(moved < total, best, columns)
        total = np.minimum(total, moved) + costs[row]
    path = [int(total.argmin())]
    for row in range(len(costs) - 1, 0, -1):
        path.append(int(came[row, path[-1]]))
    return path[::-1]


def _called(voices: Sequence[int | None], count: int, names: Mapping[int, str]) -> tuple[str, ...]:
    """The name of each of `count` voices."""
    order = list(dict.fromkeys([*(voice for voice in voices if voice is not None), *range(count)]))
    given = set(names.values())
    called: dict[int, str] = {}
    number = 0
    for voice in order:
        number += 1
        while f"Speaker {number}" in given:
            number += 1
        called[voice] = names.get(voice, f"Speaker {number}")
    return tuple(called[voice] for voice in range(count))
