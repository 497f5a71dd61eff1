"""Transcripts made worse on purpose, as a recogniser and a diarizer would: seeded, word by word.

What the errors look like was measured on what this program makes of seven half-minute openings of
AMI meetings (Whisper base), 509 words, by aligning it with the manual words: WER 24.2 % (jiwer).
The constants below are those counts. They are small numbers; a different recogniser or room has
others, which is why `Mix` is a parameter.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import jiwer

from benchmarks.driftlib.tokens import SENTENCE, Tokens
from benchmarks.speechlib.spoken import plain
from lvm_meet.model import Segment, Transcript, Utterance

MARKS = SENTENCE + ",;:…"
LOST_TURNS = 0.36
"""share of the deleted words that went with a whole short turn, said under somebody else's"""
SHORT_TURN = 6
"""words that the longest of those turns had"""
DELETED_RUNS = {1: 17, 2: 6, 3: 2, 5: 1, 6: 1}
"""how many words went in one go, and how often; without the whole turns"""
SUBSTITUTED_RUNS = {1: 17, 2: 5, 5: 1, 6: 1}
INSERTED_RUNS = {1: 3, 2: 1, 4: 2}
FUNCTION_DELETED = 1.9
FUNCTION_SUBSTITUTED = 0.5
"""how much likelier a function word was deleted (12 % to 6 %) or substituted (6 % to 11 %)"""
STRETCH = 75
"""words in half a minute, which is what the recogniser writes in one go"""
TOLERANCE, ATTEMPTS = 0.002, 8


@dataclass(frozen=True, slots=True)
class Mix:
    """What the errors consist of, as shares that sum to 1: measured, of 38 + 72 + 13 errors."""

    substituted: float = 0.31
    deleted: float = 0.58
    inserted: float = 0.11


@dataclass(frozen=True, slots=True)
class Marks:
    """What becomes of sentence marks, as shares: measured on the words that were heard rightly.

    In `bare` of the half minutes (2 of 7) nearly all marks are missing, `bare_lost` of them (7 of
    9); in the others `lost` of the marks go (4 of 23) and `invented` of the words get one where
    none belongs (4 of 290).
    """

    bare: float = 2 / 7
    bare_lost: float = 7 / 9
    lost: float = 4 / 23
    invented: float = 4 / 290


MEASURED_MIX, MEASURED_MARKS, KEPT = Mix(), Marks(), Marks(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged transcript.

    `origins` runs beside its words (blank-separated, all segments in order): the index of the word
    of the undamaged transcript that stood there, None for an inserted one. `errors` are
    substitutions, deletions and insertions by jiwer, `words` the reference words that they are
    counted against.
    """

    transcript: Transcript
    origins: tuple[int | None, ...]
    errors: tuple[int, int, int] = (0, 0, 0)
    words: int = 0

    @property
    def wer(self) -> float:
        return sum(self.errors) / self.words if self.words else 0.0


def damage(
    transcript: Transcript,
    *,
    rate: float,
    mix: Mix = MEASURED_MIX,
    marks: Marks = MEASURED_MARKS,
    seed: int = 1,
) -> Damaged:
    """The transcript at a WER of `rate` (0 to below 1), as jiwer then counts it.

    Fillers are always lost, so that a rate of 0 is a recogniser that gets every word right. Same
    transcript and options, same result. Segments whose words are all lost go.
    """
    meeting = Tokens(transcript)
    goal, result = rate, Damaged(transcript, ())
    for _ in range(ATTEMPTS):
        # One error beside another can look like a single one, so what was done is not what counts.
        rng = random.Random(f"{seed} {transcript.source.sha256} {rate}")
        result = _once(meeting, goal, mix, marks, rng)
        if not result.wer or abs(result.wer - rate) <= TOLERANCE:
            break
        goal = min(0.95, goal * rate / result.wer)
    return result


def _once(meeting: Tokens, rate: float, mix: Mix, marks: Marks, rng: random.Random) -> Damaged:
    counted = meeting.counted()
    errors = rate * len(counted)
    becomes: dict[int, str] = {i: "" for i, word in enumerate(meeting.plain) if not word}
    for index in _lost_turns(meeting, round(LOST_TURNS * mix.deleted * errors), rng):
        becomes[index] = ""
    lost = sum(1 for index in counted if index in becomes)
    weights = [FUNCTION_DELETED if w in meeting.function else 1.0 for w in meeting.plain]
    count = round(mix.deleted * errors) - lost
    for index in _runs(meeting, becomes, count, DELETED_RUNS, weights, rng):
        becomes[index] = ""
    weights = [FUNCTION_SUBSTITUTED if w in meeting.function else 1.0 for w in meeting.plain]
    count = round(mix.substituted * errors)
    for index in _runs(meeting, becomes, count, SUBSTITUTED_RUNS, weights, rng):
        becomes[index] = meeting.instead_of(meeting.plain[index], rng)
    before: dict[int, list[str]] = {}
    places = [index for index in counted if becomes.get(index, "kept")]
    left = round(mix.inserted * errors)
    while left > 0 and places:
        size = min(left, _drawn(INSERTED_RUNS, rng))
        words = [meeting.any_word(rng) for _ in range(size)]
        before.setdefault(rng.choice(places), []).extend(words)
        left -= size
    return _counted(meeting, _written(meeting, becomes, before, marks, rng))


def _drawn(table: dict[int, int], rng: random.Random) -> int:
    return rng.choices(list(table), weights=list(table.values()))[0]


def _lost_turns(meeting: Tokens, count: int, rng: random.Random) -> list[int]:
    """Words of whole short turns, `count` of them where there are as many."""
    turns: list[list[int]] = [[] for _ in meeting.turns]
    for index in meeting.counted():
        turns[meeting.turn_of[index]].append(index)
    short = [turn for turn in turns if 0 < len(turn) <= SHORT_TURN]
    rng.shuffle(short)
    lost: list[int] = []
    for turn in short:
        if len(lost) + len(turn) <= count:
            lost += turn
    return lost


def _runs(
    meeting: Tokens,
    taken: dict[int, str],
    count: int,
    lengths: dict[int, int],
    weights: Sequence[float],
    rng: random.Random,
) -> list[int]:
    """`count` words that are still untouched, in runs inside a turn; fewer where they run out."""
    free = [index for index in meeting.counted() if index not in taken]
    # Weighted order without replacement (Efraimidis and Spirakis): the likelier, the earlier.
    order = sorted(free, key=lambda index: rng.random() ** (1 / weights[index]), reverse=True)
    open_: set[int] = set(free)
    chosen: list[int] = []
    for start in order:
        if len(chosen) >= count:
            break
        size = min(_drawn(lengths, rng), count - len(chosen))
        for index in range(start, min(start + size, len(meeting.tokens))):
            if index not in open_ or meeting.turn_of[index] != meeting.turn_of[start]:
                break
            open_.discard(index)
            chosen.append(index)
    return chosen


def _written(
    meeting: Tokens,
    becomes: dict[int, str],
    before: dict[int, list[str]],
    marks: Marks,
    rng: random.Random,
) -> list[list[tuple[str, int | None]]]:
    """Per turn the words with their origins, with marks and capitals as a recogniser sets them."""
    turns: list[list[tuple[str, int | None]]] = [[] for _ in meeting.turns]
    bare = [rng.random() < marks.bare for _ in range(len(meeting.tokens) // STRETCH + 1)]
    for index, token in enumerate(meeting.tokens):
        turn = turns[meeting.turn_of[index]]
        turn += [(word, None) for word in before.get(index, ())]
        unmarked = bare[index // STRETCH]
        core = token.rstrip(MARKS)
        mark = token[len(core) :]
        if set(mark) & set(SENTENCE):
            mark = "" if rng.random() < (marks.bare_lost if unmarked else marks.lost) else mark
        elif unmarked:
            mark = ""
        elif rng.random() < marks.invented:
            mark = "."
        word = becomes.get(index, core)
        if word:
            turn.append((word + mark, index))
        elif turn and set(mark) & set(SENTENCE):  # the sentence ends all the same
            last, origin = turn[-1]
            turn[-1] = (last.rstrip(MARKS) + mark, origin)
    return [_capitalised(meeting, turn) for turn in turns]


def _capitalised(
    meeting: Tokens, turn: list[tuple[str, int | None]]
) -> list[tuple[str, int | None]]:
    """Capitals after sentence marks and for names and I, and nowhere else."""
    result: list[tuple[str, int | None]] = []
    for text, origin in turn:
        begins = not result or result[-1][0][-1] in SENTENCE
        keeps = plain(text).split("'")[0] in meeting.proper
        word = text if keeps else text[:1].lower() + text[1:]
        result.append((word[:1].upper() + word[1:] if begins or keeps else word, origin))
    return result


def _counted(meeting: Tokens, turns: list[list[tuple[str, int | None]]]) -> Damaged:
    """The damaged transcript with its WER, aligned within each turn."""
    references, heard = [], []
    for turn, words in zip(meeting.turns, turns, strict=True):
        reference = " ".join(filter(None, map(plain, turn)))
        if reference:
            references.append(reference)
            heard.append(" ".join(filter(None, (plain(text) for text, _ in words))))
    segments = tuple(
        Segment(" ".join(text for text, _ in words), speaker=segment.speaker)
        for segment, words in zip(meeting.transcript.segments, turns, strict=True)
        if words
    )
    origins = tuple(origin for words in turns for _, origin in words)
    transcript = replace(meeting.transcript, segments=segments)
    if not references:
        return Damaged(transcript, origins)
    found = jiwer.process_words(references, heard)
    errors = (found.substitutions, found.deletions, found.insertions)
    return Damaged(transcript, origins, errors, found.hits + errors[0] + errors[1])


def swapped(
    transcript: Transcript, units: Sequence[Utterance], *, share: float, seed: int = 1
) -> Transcript:
    """The transcript with `share` of its units given to another of its speakers, a segment each.

    `units` are those of `transcript`. Half of the wrong ones go to the nearest other voice before
    or after, as at a change of turn; half to any other, the more it talks the likelier. With
    fewer than two speakers nothing can be swapped.
    """
    rng = random.Random(f"{seed} {transcript.source.sha256} {share}")
    talk: Counter[str | None] = Counter()
    for unit in units:
        talk[unit.speaker] += unit.words
    speakers = [unit.speaker for unit in units]
    if len(talk) > 1:
        for index in rng.sample(range(len(units)), round(share * len(units))):
            own = units[index].speaker
            others = [name for name in talk if name != own]
            near = _neighbours(units, index)
            if near and rng.random() < 0.5:
                speakers[index] = rng.choice(near)
            else:
                speakers[index] = rng.choices(others, [talk[name] for name in others])[0]
    segments = tuple(
        Segment(unit.text, speaker=speaker) for unit, speaker in zip(units, speakers, strict=True)
    )
    return replace(transcript, segments=segments)


def _neighbours(units: Sequence[Utterance], index: int) -> list[str | None]:
    """The nearest other speaker on either side."""
    own = units[index].speaker
    after = (unit.speaker for unit in units[index + 1 :] if unit.speaker != own)
    back = (unit.speaker for unit in reversed(units[:index]) if unit.speaker != own)
    return [name for name in (next(back, own), next(after, own)) if name != own]
