"""Which coded units stand at which pole of the twelve aspects and of the shared duties.

The aspects of one side lie close together: a unit near a sentence of one is near sentences of
several, and the nearest sentence alone often names the wrong one. So the sentences of all rows are
weighed against each other, by regularised least squares (ridge regression: Hoerl & Kennard 1970;
as a classifier: Rifkin, Yeo & Poggio 2003). Each row's weights are those with which the row's own
sentences come out at 1 and the sentences of all other rows at 0, as nearly as the smoothing
allows; what all rows have in common cancels out. A unit's membership in a row is the weighted sum
of its cosines with all sentences of that side, so it still rests on likeness to sentences alone:
a unit that is like none of them is 0 everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lvm_meet.balance import codes_of
from lvm_meet.model import Aspect, Ref, Signal, Utterance
from lvm_meet.nearest import nearest
from lvm_meet.settings import AspectSettings


def find_aspects(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    poles: Mapping[str, tuple[np.ndarray, np.ndarray]],
    *,
    settings: AspectSettings,
) -> tuple[Aspect, ...]:
    """One Aspect for each of `poles`, in their order, each with the ids at its poles.

    `vectors`: one row per unit, float32, shape (n, d), of length 1, or of zeros where the unit was
    not embedded. `poles`: by name of an aspect (or duty) the vectors of its leadership and its
    management sentences, shapes (k, d). A unit coded leadership is measured against leadership
    sentences only, one coded management against the others. It stands in every row in which its
    membership reaches `settings.membership` and its nearest sentence `settings.similarity`, if it
    has `settings.words` words. Ids come by membership, the largest first, then in the order of
    the talk. Without talk, or without sentences, all are empty. ValueError where units and
    signals differ in length.
    """
    codes = codes_of(units, signals)
    enough = np.array([unit.words >= settings.words for unit in units], dtype=bool)
    leadership, management = (
        _rows(
            units,
            np.flatnonzero(enough & (codes == code)),
            vectors,
            [pair[side] for pair in poles.values()],
            settings=settings,
        )
        for side, code in enumerate((1, -1))
    )
    return tuple(map(Aspect, poles, leadership, management))


def memberships(
    vectors: np.ndarray, rows: Sequence[np.ndarray], *, settings: AspectSettings
) -> np.ndarray:
    """How far each unit belongs to each row, in permille: int64, shape (n, len(rows)).

    `vectors` has shape (n, d), `rows` the sentences of each row, shapes (k, d). A row without
    sentences gets 0.
    """
    counts = [len(row) for row in rows]
    if not len(vectors) or not sum(counts):
        return np.zeros((len(vectors), len(rows)), dtype=np.int64)
    sentences = np.concatenate([row for row in rows if len(row)]).astype(np.float64)
    targets = np.repeat(np.eye(len(rows)), counts, axis=0)
    alike = sentences @ sentences.T + settings.ridge / 1000 * np.eye(len(sentences))
    fitted = vectors @ (sentences.T @ np.linalg.solve(alike, targets))
    result: np.ndarray = np.rint(1000 * fitted).astype(np.int64)
    return result


def _rows(
    units: Sequence[Utterance],
    places: np.ndarray,
    vectors: np.ndarray,
    rows: Sequence[np.ndarray],
    *,
    settings: AspectSettings,
) -> list[tuple[Ref, ...]]:
    """For each row the ids of those of the units at `places` that belong to it, clearest first."""
    mine = vectors[places]
    found = []
    for row, column in zip(rows, memberships(mine, rows, settings=settings).T, strict=True):
        fits = (column >= settings.membership) & (nearest(mine, row) >= settings.similarity)
        order = np.argsort(-column, kind="stable")
        inside = places[order[fits[order]]]
        found.append(tuple(units[index].id for index in inside.tolist()))
    return found
