"""The style of each part of a meeting, and from where to where each signal was seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lvm_meet.balance import balance_of, codes_of, estimate, label_of
from lvm_meet.model import SIGNALS, Extent, PartStyle, Ref, Signal, Utterance
from lvm_meet.settings import StyleSettings


def part_styles(
    units: Sequence[Utterance],
    signals: Sequence[Signal],
    parts: Sequence[Sequence[Ref]],
    *,
    settings: StyleSettings,
) -> tuple[PartStyle, ...]:
    """Balance and index of each part (a topic, an agenda item), in the order of `parts`.

    A part is given by the ids of its units; their order does not matter, since neighbours are
    resampled together in the order of the talk. Parts may overlap, and one without units has an
    empty balance. The index is None below `settings.min_units` coded units. ValueError where
    units and signals differ in length or a part cites a unit that is not there.
    """
    codes = codes_of(units, signals)
    place = {unit.id: index for index, unit in enumerate(units)}
    styles = []
    for ids in parts:
        try:
            inside = np.array(sorted({place[id_] for id_ in ids}), dtype=np.intp)
        except KeyError as error:
            raise ValueError(f"a part cites {error}, which is no unit of the meeting") from error
        styles.append(
            PartStyle(
                balance_of((units[index], signals[index]) for index in inside.tolist()),
                estimate(codes[inside], settings=settings),
            )
        )
    return tuple(styles)


def extents(units: Sequence[Utterance], signals: Sequence[Signal]) -> tuple[Extent, ...]:
    """First and last unit of each signal that occurs, in the order of SIGNALS.

    Back-channels count as none. () without coded talk; ValueError where the two differ in length.
    """
    labels = [label_of(*pair) for pair in zip(units, signals, strict=True)]
    found = []
    for label in SIGNALS:
        ids = [unit.id for unit, each in zip(units, labels, strict=True) if each is label]
        if ids:
            found.append(Extent(label, ids[0], ids[-1], len(ids)))
    return tuple(found)
