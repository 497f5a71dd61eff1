"""A row per segment, for spreadsheets and statistics (docs/schema.md).

Holds who says what (nobody known: an empty cell), times in milliseconds and confidence. Doesn't
hold the times of words, the language, or what is known of the recording. Cells that a spreadsheet
would run as a formula get an apostrophe in front, which reading takes away again.
"""

from __future__ import annotations

import csv
import io

from lvm_meet.codec.encode_transcript import ratio_or_null
from lvm_meet.codec.fields import COLUMNS, guard
from lvm_meet.codec.turns import one_line
from lvm_meet.model import Segment, Transcript


def render(transcript: Transcript) -> bytes:
    """A header and a row per segment, with a byte order mark, without which spreadsheets take
    "ü" for "Ã¼"; without segments the header alone. A segment without text is left out.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(segment) for segment in transcript.segments if one_line(segment.text))
    return text.getvalue().encode("utf-8-sig")


def _row(segment: Segment) -> list[object]:
    span = segment.span
    return [
        span.start_ms if span else None,
        span.end_ms if span else None,
        guard(one_line(segment.speaker or "")),
        ratio_or_null(segment.confidence),
        guard(one_line(segment.text)),
    ]
