"""From segments to paragraphs, for the forms that people read on paper: one per turn.

What one speaker says in a row stands together; a pause or sheer length begins a new paragraph, so
that a recording in which nobody was told apart does not become a single one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lvm_meet.codec.turns import Line, one_line, write_line
from lvm_meet.model import Segment, Transcript
from lvm_meet.timecode import format_short

_PAUSE_MS = 2000
_LONGEST = 600
"""characters from which the next segment begins a new paragraph"""


def paragraphs(transcript: Transcript) -> Iterator[Line]:
    """The lines of a transcript's turns, in its order; segments without text are left out.

    Each has the time of its first segment, in whole seconds, where that has one.
    """
    spoken = [segment for segment in transcript.segments if one_line(segment.text)]
    named = any(one_line(segment.speaker or "") for segment in spoken)
    for group in _groups(spoken):
        span = group[0].span
        yield write_line(
            " ".join(segment.text for segment in group),
            speaker=group[0].speaker,
            named=named,
            time=format_short(span.start_ms) if span else None,
        )


def _groups(spoken: Sequence[Segment]) -> Iterator[list[Segment]]:
    group = list(spoken[:1])
    for before, after in pairwise(spoken):
        if _goes_on(before, after) and sum(len(each.text) for each in group) < _LONGEST:
            group.append(after)
        else:
            yield group
            group = [after]
    if group:
        yield group


def _goes_on(before: Segment, after: Segment) -> bool:
    """Whether `after` belongs to the paragraph of `before`."""
    if before.speaker != after.speaker or (before.span is None) != (after.span is None):
        return False
    if before.span is None or after.span is None:
        return True
    forward = after.span.start_ms >= before.span.start_ms
    return forward and after.span.start_ms - before.span.end_ms < _PAUSE_MS
