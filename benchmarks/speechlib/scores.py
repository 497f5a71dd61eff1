"""The scores: WER by jiwer, DER by pyannote.metrics, cpWER by meeteval, words with the right voice.

All are pooled: errors of all clips by the reference of all clips. Intervals are those of a
bootstrap over clips.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import jiwer
import numpy as np
from meeteval.wer import cp_word_error_rate
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate
from scipy.optimize import linear_sum_assignment

from benchmarks.speechlib.clips import Clip
from benchmarks.speechlib.once import Heard
from benchmarks.speechlib.spoken import Spoken, spoken

RESAMPLES, SEED = 1000, 20


@dataclass(frozen=True, slots=True)
class Score:
    """Errors by kind and what they are counted against, one row per clip.

    `parts` has shape (clips, kinds), `totals` (clips,).
    """

    parts: np.ndarray
    totals: np.ndarray

    @property
    def value(self) -> float:
        """All errors by all of the reference; NaN without any."""
        return float(self.parts.sum() / self.totals.sum()) if self.totals.any() else float("nan")

    @property
    def shares(self) -> np.ndarray:
        """Each kind by all of the reference."""
        shares: np.ndarray = self.parts.sum(axis=0) / self.totals.sum()
        return shares

    def draws(self) -> np.ndarray:
        """`value` of the resamples; the same draws for every score of as many clips."""
        generator = np.random.default_rng(SEED)
        rows = generator.integers(len(self.totals), size=(RESAMPLES, len(self.totals)))
        values: np.ndarray = self.parts.sum(axis=1)[rows].sum(axis=1) / self.totals[rows].sum(
            axis=1
        )
        return values


def interval(values: np.ndarray) -> tuple[float, float]:
    """The middle 95 %."""
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


def wer(clips: Sequence[Clip], heard: Sequence[Heard]) -> Score:
    """[substitutions, deletions, insertions] by reference words, whoever said them."""
    rows, totals = [], []
    for clip, result in zip(clips, heard, strict=True):
        found = _aligned(clip.words, spoken(result.words))
        rows.append((found.substitutions, found.deletions, found.insertions))
        totals.append(found.hits + found.substitutions + found.deletions)
    return Score(np.array(rows, dtype=float), np.array(totals, dtype=float))


def marks(clips: Sequence[Clip], heard: Sequence[Heard]) -> Score:
    """[lost] sentence marks by those of the reference that stand behind a word rightly heard."""
    rows, totals = [], []
    for clip, result in zip(clips, heard, strict=True):
        ends = [(one.ends, other.ends) for one, other in _right(clip, spoken(result.words))]
        rows.append((sum(before and not after for before, after in ends),))
        totals.append(sum(before for before, _ in ends))
    return Score(np.array(rows, dtype=float), np.array(totals, dtype=float))


def _aligned(reference: Sequence[Spoken], hypothesis: Sequence[Spoken]) -> jiwer.WordOutput:
    return jiwer.process_words(
        " ".join(one.word for one in reference), " ".join(one.word for one in hypothesis)
    )


def _right(clip: Clip, hypothesis: Sequence[Spoken]) -> list[tuple[Spoken, Spoken]]:
    """The words that were heard rightly: as they were said and as they were heard."""
    return [
        (clip.words[chunk.ref_start_idx + step], hypothesis[chunk.hyp_start_idx + step])
        for chunk in _aligned(clip.words, hypothesis).alignments[0]
        if chunk.type == "equal"
        for step in range(chunk.ref_end_idx - chunk.ref_start_idx)
    ]


def cpwer(clips: Sequence[Clip], heard: Sequence[Heard]) -> Score:
    """[errors] by reference words, each voice's words against those of its best speaker.

    Words without a speaker are a voice of their own: nothing is gained by leaving them out.
    """
    rows, totals = [], []
    for clip, result in zip(clips, heard, strict=True):
        texts: dict[str, list[str]] = {}
        for speaker, word, _ in spoken(result.words):
            texts.setdefault(speaker or "", []).append(word)
        hypothesis = {speaker: " ".join(words) for speaker, words in texts.items()} or {"": ""}
        found = cp_word_error_rate(
            clip.by_speaker(), hypothesis, reference_sort=False, hypothesis_sort=False
        )
        rows.append((found.errors,))
        totals.append(found.length)
    return Score(np.array(rows, dtype=float), np.array(totals, dtype=float))


def voices(clips: Sequence[Clip], heard: Sequence[Heard]) -> Score:
    """[right, wrong, unknown] by the words that were heard rightly.

    Which voice stands for which speaker is the assignment, one to one, that makes most words
    right.
    """
    rows = []
    for clip, result in zip(clips, heard, strict=True):
        pairs = Counter(
            (one.speaker or "", other.speaker) for one, other in _right(clip, spoken(result.words))
        )
        unknown = sum(count for (_, voice), count in pairs.items() if voice is None)
        right = _best(pairs)
        rows.append((right, sum(pairs.values()) - unknown - right, unknown))
    table = np.array(rows, dtype=float)
    return Score(table, table.sum(axis=1))


def _best(pairs: Counter[tuple[str, str | None]]) -> int:
    """Most words that can be right under a one-to-one assignment."""
    people = sorted({person for person, _ in pairs})
    named = sorted({voice for _, voice in pairs if voice is not None})
    table = np.array([[pairs[person, voice] for voice in named] for person in people])
    if not table.size:
        return 0
    chosen = linear_sum_assignment(table, maximize=True)
    return int(table[chosen].sum())


def der(clips: Sequence[Clip], turns: Sequence[Sequence[tuple[float, float, str]]]) -> Score:
    """[missed, false alarm, confusion] seconds by seconds of reference talk.

    Collar 0, overlap counted, from 0 to the end of each clip.
    """
    rows, totals = [], []
    for clip, found in zip(clips, turns, strict=True):
        metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # (about a missing UEM, which is given)
            parts = metric(
                _annotation(clip.turns),
                _annotation(found),
                uem=Timeline([Segment(0, clip.seconds)]),
                detailed=True,
            )
        rows.append((parts["missed detection"], parts["false alarm"], parts["confusion"]))
        totals.append(parts["total"])
    return Score(np.array(rows, dtype=float), np.array(totals, dtype=float))


def _annotation(turns: Sequence[tuple[float, float, str]]) -> Annotation:
    annotation = Annotation()
    for number, (start, end, speaker) in enumerate(turns):
        if end > start:
            annotation[Segment(start, end), number] = speaker
    return annotation


def difference(ours: Score, peer: Score) -> tuple[float, float, float]:
    """Ours less the peer's, with its interval over the same resamples of clips."""
    low, high = interval(ours.draws() - peer.draws())
    return ours.value - peer.value, low, high
