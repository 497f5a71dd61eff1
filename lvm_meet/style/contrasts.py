"""The four contrasts: which coded units stand at the leadership and the management pole.

Vision against execution and inspiration against control are the labels themselves. People
against process and change against stability cut across them: there a coded unit counts where
it is near one of the pole's exemplars.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lvm_meet.balance import codes_of, label_of
from lvm_meet.model import Contrast, Label, Signal, Utterance
from lvm_meet.nearest import nearest
from lvm_meet.settings import StyleSettings

CONTRASTS = ("vision-execution", "people-process", "inspiration-control", "change-stability")
_BY_LABEL = {
    "vision-execution": (Label.VISION, Label.EXECUTION),
    "inspiration-control": (Label.INSPIRATION, Label.CONTROL),
}


def find_contrasts(
    utterances: Sequence[Utterance],
    signals: Sequence[Signal],
    vectors: np.ndarray,
    poles: Mapping[str, tuple[np.ndarray, np.ndarray]],
    *,
    settings: StyleSettings,
) -> tuple[Contrast, ...]:
    """The contrasts in the order of CONTRASTS, each with the ids at its poles, in order.

    `vectors`: one row per unit, float32, shape (n, d), of length 1, or of zeros where the unit
    was not embedded. `poles`: by name of a contrast the vectors of its leadership and its
    management exemplars, shapes (k, d). A unit coded leadership can only stand at a leadership
    pole, from `contrast_similarity` up to its nearest exemplar and only if no exemplar of the
    other pole is nearer; likewise for management. A contrast without poles stays empty.
    """
    codes = codes_of(utterances, signals)
    found = []
    for name in CONTRASTS:
        if name in _BY_LABEL:
            found.append(_by_label(name, utterances, signals))
        elif name in poles:
            sides = _by_vector(codes, vectors, poles[name], settings=settings)
            found.append(Contrast(name, *(_ids(utterances, side) for side in sides)))
        else:
            found.append(Contrast(name))
    return tuple(found)


def _by_label(name: str, utterances: Sequence[Utterance], signals: Sequence[Signal]) -> Contrast:
    labels = [label_of(*pair) for pair in zip(utterances, signals, strict=True)]
    sides = (
        tuple(unit.id for unit, found in zip(utterances, labels, strict=True) if found is label)
        for label in _BY_LABEL[name]
    )
    return Contrast(name, *sides)


def _by_vector(
    codes: np.ndarray,
    vectors: np.ndarray,
    poles: tuple[np.ndarray, np.ndarray],
    *,
    settings: StyleSettings,
) -> tuple[np.ndarray, np.ndarray]:
    """Indexes of the units at the leadership and the management pole, rising."""
    places = np.flatnonzero(codes)
    leading, managing = (nearest(vectors[places], pole) for pole in poles)
    least = settings.contrast_similarity
    at_leadership = (codes[places] > 0) & (leading >= least) & (leading > managing)
    at_management = (codes[places] < 0) & (managing >= least) & (managing > leading)
    return places[at_leadership], places[at_management]


def _ids(utterances: Sequence[Utterance], indexes: np.ndarray) -> tuple[str, ...]:
    return tuple(utterances[index].id for index in indexes.tolist())
