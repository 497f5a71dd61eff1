"""What speaks for a new topic at a unit: the two stretches of talk on either side, and its words.

Per unit seven figures (FEATURES), larger where a topic rather begins:

cohesion  how unlike the talk before and after is, as TextTiling asks it (Hearst 1997), in the
          words (stems, weighted by how few parts of the meeting they are in), in the vectors, and
          in who speaks; over two lengths of talk, each standardised within the meeting
new       words that come up here first and then again, against such words before (Youmans 1991)
shift     phrases that move the talk on, in the unit or near it
like      likeness to example sentences that move the talk on
end       phrases that end a topic, near the unit
marker    the unit opens as one who starts afresh does
edge      distance from the meeting's ends: there is less to divide there
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from lvm_meet.insights.phrases_words import Clauses, base, clauses_of, stem
from lvm_meet.lexicon import Book
from lvm_meet.lexicon.cues import finder_of
from lvm_meet.model import Utterance
from lvm_meet.settings import TopicSettings

FEATURES = ("cohesion", "new", "shift", "like", "end", "marker", "edge")

_TERMS = 400
"""words that cohesion is counted on; bounds memory"""
_ROWS = 1000
"""units that are compared at a time; bounds memory"""
_BLOCK = 25
"""units of a part, for counting in how many parts a word is"""
_NEW = 15
"""units before and after in which new words are counted"""
_OFTEN = 3
"""times that a word must be said to count as new"""
_BEFORE, _AFTER = 3, 1
"""units before and after a boundary in which a phrase or sentence speaks for it"""
_LIKE = 0.3
"""cosine from which a unit is like an example sentence"""
_NEAREST = 3
"""example sentences that are looked at together"""
_TINY = 1e-9


def features(
    units: Sequence[Utterance],
    vectors: np.ndarray,
    *,
    book: Book,
    exemplars: Mapping[str, np.ndarray],
    settings: TopicSettings,
    spoken: Sequence[Clauses] | None = None,
) -> np.ndarray:
    """The figures of each unit, shape (n, 7), in the order of FEATURES; (0, 7) for no units.

    `vectors` has shape (n, d), rows of length 1 or 0; `exemplars["shift"]` has shape (k, d) and
    may be missing, and everything counts as unlike then; `spoken` are the units' clauses, where
    somebody has them already.
    """
    if not units:
        return np.zeros((0, len(FEATURES)))
    words = np.array([unit.words for unit in units], dtype=np.float64)
    counts = _term_counts(clauses_of(units, book=book) if spoken is None else spoken, book)
    columns = {
        "cohesion": _cohesion(units, words, counts, vectors, settings=settings),
        "new": _standard(_new_words(counts)),
        "shift": _near(_said(units, book.group("shift").phrases)),
        "like": _near(_likeness(vectors, exemplars.get("shift"))),
        "end": _near(_said(units, book.group("end").phrases)),
        "marker": _said(units, book.group("marker").phrases, opening=True),
        "edge": _edge(len(units)),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _term_counts(spoken: Sequence[Clauses], book: Book) -> np.ndarray:
    """How often each unit says each content word, shape (n, at most 600), the commonest first."""
    stop = frozenset(book.group("stop").words)
    said: list[Counter[str]] = []
    for clauses in spoken:
        plain = (base(token) for clause in clauses for token in clause)
        said.append(Counter(stem(word) for word in plain if len(word) > 2 and word not in stop))
    total: Counter[str] = Counter()
    for each in said:
        total.update(each)
    known = sorted((w for w, times in total.items() if times > 1), key=lambda w: (-total[w], w))
    place = {word: column for column, word in enumerate(known[:_TERMS])}
    counts = np.zeros((len(spoken), max(1, len(place))), dtype=np.float32)
    for row, each in enumerate(said):
        for word, times in each.items():
            column = place.get(word)
            if column is not None:
                counts[row, column] = times
    return counts


def _cohesion(
    units: Sequence[Utterance],
    words: np.ndarray,
    counts: np.ndarray,
    vectors: np.ndarray,
    *,
    settings: TopicSettings,
) -> np.ndarray:
    """How unlike the talk before and after each unit is, shape (n,), mean 0 and deviation 1."""
    live = np.any(vectors, axis=1, keepdims=True)
    middle = vectors[live[:, 0]].mean(axis=0) if live.any() else 0
    centred = np.where(live, vectors - middle, 0)
    people: dict[str | None, int] = {}
    for unit in units:
        people.setdefault(unit.speaker, len(people))
    floor = np.zeros((len(units), len(people)), dtype=np.float32)
    floor[np.arange(len(units)), [people[unit.speaker] for unit in units]] = words
    even = np.ones(1, dtype=np.float32)
    total = np.zeros(len(units))
    for rows, weight in ((counts, _rarity(counts)), (centred, None), (floor, even)):
        parts = [
            _standard(_unlikeness(rows, words, length, weight=weight))
            for length in (settings.near_words, settings.far_words)
        ]
        total += _standard(np.sum(parts, axis=0))
    return _standard(total)


def _rarity(counts: np.ndarray) -> np.ndarray:
    """The weight of each word, shape (terms,): less for words that are in many parts."""
    parts = np.array_split(counts > 0, max(2, len(counts) // _BLOCK))
    inside = np.sum([part.any(axis=0) for part in parts], axis=0)
    return np.asarray(np.log((len(parts) + 1) / (inside + 0.5)), dtype=np.float32)


def _unlikeness(
    rows: np.ndarray, words: np.ndarray, length: int, *, weight: np.ndarray | None
) -> np.ndarray:
    """1 - cosine of the sums of `rows` (n, d) over `length` words before and after, shape (n,).

    With a `weight`, of shape (d,) or (1,), the sums are counts: they are weighted, and of each the
    square root is taken, so that what is said often doesn't outweigh all the rest. Where there is
    nothing to compare, at the beginning or in silence, the mean stands.
    """
    count = len(rows)
    begins = np.concatenate(([0.0], np.cumsum(words)))
    # counts stay exact in single precision, however long the meeting
    sums = np.zeros((count + 1, rows.shape[1]), dtype=np.float32)
    np.cumsum(rows, axis=0, dtype=np.float32, out=sums[1:])
    here = np.arange(count)
    low = np.minimum(np.searchsorted(begins, begins[:-1] - length), np.maximum(here - 1, 0))
    high = np.maximum(np.searchsorted(begins, begins[:-1] + length, side="right") - 1, here + 1)
    found = np.empty(count)
    for start in range(0, count, _ROWS):
        part = slice(start, start + _ROWS)
        before = sums[here[part]] - sums[low[part]]
        after = sums[high[part]] - sums[here[part]]
        if weight is not None:
            before, after = np.sqrt(before * weight), np.sqrt(after * weight)
        lengths = np.sqrt((before**2).sum(axis=1) * (after**2).sum(axis=1))
        cosine = (before * after).sum(axis=1) / np.maximum(lengths, _TINY)
        found[part] = np.where(lengths > _TINY, 1 - cosine, np.nan)
    known = ~np.isnan(found)
    return np.where(known, found, found[known].mean() if known.any() else 0)


def _new_words(counts: np.ndarray) -> np.ndarray:
    """Words said first in the next units less those said first in the units before, shape (n,)."""
    often = counts.sum(axis=0) >= _OFTEN
    first = np.bincount((counts[:, often] > 0).argmax(axis=0), minlength=len(counts))
    sums = np.concatenate(([0], np.cumsum(first)))
    here = np.arange(len(counts))
    after = sums[np.minimum(here + _NEW, len(counts))] - sums[here]
    before = sums[here] - sums[np.maximum(here - _NEW, 0)]
    return np.asarray(after - before, dtype=np.float64)


def _said(
    units: Sequence[Utterance], phrases: tuple[str, ...], *, opening: bool = False
) -> np.ndarray:
    """1 where a unit says one of the phrases (`opening`: begins with it), else 0; shape (n,)."""
    finder = finder_of(phrases)
    found = np.zeros(len(units))
    for row, unit in enumerate(units):
        for start, _, _ in finder.find(unit.text):
            if not opening or not any(sign.isalnum() for sign in unit.text[:start]):
                found[row] = 1
            break
    return found


def _likeness(vectors: np.ndarray, examples: np.ndarray | None) -> np.ndarray:
    """By how much units are like the nearest example sentences, shape (n,), 0 to about 0.7."""
    if examples is None or not len(examples):
        return np.zeros(len(vectors))
    cosines = np.sort(vectors @ examples.T, axis=1)[:, -_NEAREST:]
    return np.asarray(np.maximum(cosines.mean(axis=1, dtype=np.float64) - _LIKE, 0))


def _near(values: np.ndarray) -> np.ndarray:
    """The largest value in the units around each, shape (n,)."""
    padded = np.concatenate((np.zeros(_BEFORE), values, np.zeros(_AFTER)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _BEFORE + 1 + _AFTER)
    return np.asarray(windows.max(axis=1))


def _edge(count: int) -> np.ndarray:
    """Distance from the nearer end of the meeting, as a share of its length, shape (n,)."""
    here = np.arange(count)
    return np.minimum(here, count - here) / count


def _standard(values: np.ndarray) -> np.ndarray:
    """Mean 0 and deviation 1; zeros where all values are alike."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > _TINY else np.zeros(len(values))
