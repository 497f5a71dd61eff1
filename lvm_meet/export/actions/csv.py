"""One row per action item, for spreadsheets.

UTF-8 with a byte order mark, as spreadsheets want it. Transcripts are foreign text: a cell that
a spreadsheet would run as a formula gets an apostrophe in front (`lvm_meet.codec.fields`).
"""

from __future__ import annotations

import csv
import io

from lvm_meet.codec.fields import guard
from lvm_meet.export.actions.quotes import begin_ms, named_actions, quote, said_in
from lvm_meet.model import Action, Analysis
from lvm_meet.timecode import format_short

COLUMNS = (
    "task",
    "kind",
    "owner",
    "due",
    "due_text",
    "status",
    "said_by",
    "at",
    "utterances",
    "quote",
)


def render(analysis: Analysis) -> bytes:
    """A header and a row per item, ended by CR LF; without items only the header.

    `due` is YYYY-MM-DD and `at` the clock of the recording; what isn't known is an empty cell.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for action in named_actions(analysis):
        writer.writerow(_row(action, analysis))
    return text.getvalue().encode("utf-8-sig")


def _row(action: Action, analysis: Analysis) -> list[str]:
    units = said_in(action, analysis)
    start = begin_ms(units)
    due = action.due
    cells = (
        action.task,
        action.kind.value,
        action.owner,
        due.day.isoformat() if due and due.day else None,
        due.text if due else None,
        action.status.value if action.status else None,
        action.speaker,
        None if start is None else format_short(start),
        " ".join(action.utterances),
        quote(units),
    )
    return [guard(cell or "") for cell in cells]
