"""JSON text as all published forms have it: one line per row, and nothing that can't be encoded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

# Half a surrogate pair (from a broken source) can't be encoded, and a control character would
# steer the terminal that shows the file; JSON can spell both.
_SPELLED = re.compile("[\x7f-\x9f\ud800-\udfff]")
_ROWS_BELOW = 3
"""depth from which a value stands on one line"""


def lay_out(document: Mapping[str, object]) -> str:
    """The document as JSON text with a line feed at the end.

    Same document, same text. It holds no character that UTF-8 cannot encode, and no control
    character but the line feeds.
    """
    text = "".join(_lines(dict(document), depth=0)) + "\n"
    return _SPELLED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _lines(value: object, *, depth: int) -> Iterator[str]:
    """JSON with a line per member above `_ROWS_BELOW`, and everything from there on one line.

    Indenting it all would make the file three times as long and, in pure Python, ten times as
    slow to write; this way a difference between two files still shows line by line.
    """
    if depth < _ROWS_BELOW and value and isinstance(value, dict | list):
        open_, close = "{}" if isinstance(value, dict) else "[]"
        mark = open_
        inside = value.items() if isinstance(value, dict) else ((None, item) for item in value)
        for key, member in inside:
            name = "" if key is None else f"{json.dumps(key)}: "
            yield f"{mark}\n{' ' * (depth + 1)}{name}"
            # the members of an array are rows: one line each
            yield from _lines(member, depth=depth + 1 if key is not None else _ROWS_BELOW)
            mark = ","
        yield f"\n{' ' * depth}{close}"
    else:
        yield json.dumps(value, ensure_ascii=False)
