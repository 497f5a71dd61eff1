"""Who follows whom: transitions of the floor, and back-channels, between pairs of speakers."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from lvm_meet.dataset.columns import Column, Kind, Reference, Row, Table, count, id_, name_of
from lvm_meet.dataset.shared import MEETING, OF_MEETING
from lvm_meet.dataset.talk import Talk
from lvm_meet.dataset.units import gap_ms

DYADS_TABLE = Table(
    "dyads",
    "Who follows whom",
    "One row per ordered pair of speakers of a meeting of whom one followed or acknowledged the "
    "other; a pair that is not there never did.",
    (
        MEETING,
        id_("from_speaker_id", "who spoke before"),
        name_of("from_speaker", "name of who spoke before"),
        id_("to_speaker_id", "who followed"),
        name_of("to_speaker", "name of who followed"),
        count("turns", "turns of the second right after a turn of the first", "turns"),
        count("backchannels", "back-channels of the second in turns of the first", "units"),
        count("gaps", "of the turns, those for which the gap is known", "turns"),
        count("overlaps", "of these, those that began before the turn before ended", "turns"),
        Column("gap_sum_ms", Kind.INTEGER, "sum of the gaps; overlaps are below 0", unit="ms"),
        Column("gap_median_ms", Kind.NUMBER, "median of the gaps", unit="ms"),
    ),
    ("from_speaker_id", "to_speaker_id"),
    (
        OF_MEETING,
        Reference("from_speaker_id", "speakers", "speaker_id"),
        Reference("to_speaker_id", "speakers", "speaker_id"),
    ),
)


def dyad_rows(talk: Talk) -> list[Row]:
    """A row per pair, by who spoke before and then by who followed; none for one speaker."""
    turns: Counter[tuple[str | None, str | None]] = Counter()
    gaps: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for before, after in pairwise(talk.floors):
        pair = (before.speaker, after.speaker)
        turns[pair] += 1
        gap = gap_ms(talk, before, after)
        if gap is not None:
            gaps[pair].append(gap)
    acknowledged = Counter(
        (floor.speaker, talk.units[index].speaker)
        for floor in talk.floors
        for index in floor.backchannels
    )
    places = {speaker: place for place, speaker in enumerate(talk.speakers)}
    pairs = sorted({*turns, *acknowledged}, key=lambda pair: (places[pair[0]], places[pair[1]]))
    return [
        DYADS_TABLE.row(
            {
                "meeting_id": talk.meeting,
                "from_speaker_id": talk.speaker_id(pair[0]),
                "from_speaker": pair[0],
                "to_speaker_id": talk.speaker_id(pair[1]),
                "to_speaker": pair[1],
                "turns": turns[pair],
                "backchannels": acknowledged[pair],
                "gaps": len(gaps[pair]),
                "overlaps": sum(gap < 0 for gap in gaps[pair]),
                "gap_sum_ms": sum(gaps[pair]) if gaps[pair] else None,
                "gap_median_ms": float(median(gaps[pair])) if gaps[pair] else None,
            }
        )
        for pair in pairs
    ]
