"""Speaker by window: one row for each speaker and each window, also where nothing is said."""

from __future__ import annotations

from collections import defaultdict

from lvm_meet.dataset.columns import Row, Table, time
from lvm_meet.dataset.shared import (
    MEETING,
    OF_MEETING,
    OF_SPEAKER,
    SPEAKER,
    SPEAKER_ID,
    UNITS,
    WORDS,
    number,
    per_label,
)
from lvm_meet.dataset.talk import Talk, units_by_label, words_by_label
from lvm_meet.errors import InputError
from lvm_meet.settings import DatasetSettings

WINDOWS_TABLE = Table(
    "windows",
    "Speaker by window",
    "One row per speaker and window of every meeting, also where the speaker says nothing. Windows "
    "have one length and begin with the first talk; the last one ends with the talk. Time is split "
    "where a window ends; a unit counts in the window of its middle. A meeting without times is "
    "one window.",
    (
        MEETING,
        number("window", "place of the window in the meeting"),
        SPEAKER_ID,
        SPEAKER,
        time("start_ms", "when the window begins, from the beginning of the source"),
        time("end_ms", "when it ends"),
        time("talk_ms", "time that the speaker spoke in it; empty where the talk has no times"),
        UNITS,
        WORDS,
        *per_label("units"),
        *per_label("words"),
    ),
    ("meeting_id", "window", "speaker_id"),
    (OF_MEETING, OF_SPEAKER),
)


def window_rows(talk: Talk, *, settings: DatasetSettings) -> list[Row]:
    """A row per window and speaker, windows first; none for an empty meeting.

    InputError where a broken clock makes so many windows that nobody can have meant them.
    """
    edges = _edges(talk, settings)
    spoken = _spoken(talk, edges) if edges else {}
    inside = _units_in(talk, edges)
    rows = []
    for window in range(max(1, len(edges) - 1)):
        for speaker in talk.speakers:
            balance = talk.balance(inside[window, speaker])
            rows.append(
                WINDOWS_TABLE.row(
                    {
                        "meeting_id": talk.meeting,
                        "window": window + 1,
                        "speaker_id": talk.speaker_id(speaker),
                        "speaker": speaker,
                        "start_ms": edges[window] if edges else None,
                        "end_ms": edges[window + 1] if edges else None,
                        "talk_ms": spoken.get((window, speaker), 0) if edges else None,
                        "units": balance.talk.units,
                        "words": balance.talk.words,
                        **units_by_label(balance),
                        **words_by_label(balance),
                    }
                )
            )
    return rows


def _edges(talk: Talk, settings: DatasetSettings) -> list[int]:
    """The edges of the windows, one more than there are windows; [] for a meeting without times."""
    start, end = talk.start_ms, talk.end_ms
    if start is None or end is None or not talk.timed:
        return []
    length = settings.window_ms
    count = max(1, -(-(end - start) // length))
    if count * len(talk.speakers) > settings.most_cells:
        raise InputError(
            f"its times are {end - start} ms apart: that would be {count} windows",
            path=talk.analysis.transcript.source.name,
            hint="see whether a time in it is wrong, or give longer windows with --window-ms",
        )
    return [start + number * length for number in range(count)] + [end]


def _spoken(talk: Talk, edges: list[int]) -> dict[tuple[int, str | None], int]:
    """Milliseconds that each speaker spoke in each window, split exactly where a window ends."""
    length = edges[1] - edges[0]
    last = len(edges) - 2
    spoken: dict[tuple[int, str | None], int] = defaultdict(int)
    for unit in talk.units:
        if unit.span is None or not unit.span.length_ms:
            continue
        first = (unit.span.start_ms - edges[0]) // length
        for window in range(min(first, last), last + 1):
            begin, end = max(unit.span.start_ms, edges[window]), unit.span.end_ms
            if begin >= end:
                break
            spoken[window, unit.speaker] += min(end, edges[window + 1]) - begin
    return spoken


def _units_in(talk: Talk, edges: list[int]) -> dict[tuple[int, str | None], list[int]]:
    """Indexes of the units in each window, by speaker; one without a time follows the one before.

    Without edges all are in one window.
    """
    inside: dict[tuple[int, str | None], list[int]] = defaultdict(list)
    length = edges[1] - edges[0] if edges else 1
    window = 0
    for index, unit in enumerate(talk.units):
        if unit.span is not None and edges:
            middle = (unit.span.start_ms + unit.span.end_ms) // 2
            window = min(len(edges) - 2, (middle - edges[0]) // max(1, length))
        inside[window, unit.speaker].append(index)
    return inside
