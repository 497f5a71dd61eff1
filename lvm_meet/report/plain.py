"""Foreign text made harmless and short: one line, nothing that steers a terminal or a reader.

Transcripts come from anywhere. Names and quotes pass through here once, when the facts are
chosen; what a single output form needs beyond that (Markdown's signs, a narrow character set) is
done where it is written.
"""

from __future__ import annotations

import re
import unicodedata

NAME_LENGTH = 40

_REPLACED = "\N{REPLACEMENT CHARACTER}"
# C0 and C1 controls (ESC and CSI among them), halves of surrogate pairs, and the two signs that
# XML has no place for: a chart with one of them takes the process down with it
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
# Unseen signs that reorder or hide text: bidirectional embeddings, overrides and isolates, zero
# width spaces, invisible operators, annotations, tags. Joiners and direction marks stay: Persian
# and emoji need the former, and the latter touch only themselves.
_UNSEEN = re.compile(
    "[\xad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_MARK = "\N{LEFT-TO-RIGHT MARK}"
_LEFT, _RIGHT = ("L",), ("R", "AL")


def clean(text: str) -> str:
    """The text on one line: white space is one space, controls a replacement character."""
    return settle(
        " ".join(_CONTROL.sub(_REPLACED, " ".join(_UNSEEN.sub("", text).split())).split())
    )


def settle(text: str) -> str:
    """The text with a mark behind it where it ends in a script that runs from right to left.

    Else the numbers beside an Arabic or Hebrew name would run with it, and the columns of a table
    would show in reverse order.
    """
    if text.isascii():
        return text
    for sign in reversed(text):
        side = unicodedata.bidirectional(sign)
        if side in _LEFT:
            break
        if side in _RIGHT:
            return text + _MARK
    return text


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a space where there is one in the last third."""
    if len(text) <= limit:
        return text
    short = settle(_cut(text, limit))
    return short if len(short) <= limit else settle(_cut(text, limit - 1))


def _cut(text: str, limit: int) -> str:
    head = text[: limit - 1]
    space = head.rfind(" ")
    if space > 2 * limit // 3:
        head = head[:space]
    return head.rstrip(" ,;:–-") + "…"


def speaker_name(name: str | None) -> str:
    """A speaker's name, cleaned and of a length that can stand in a line; "" for none."""
    return shorten(clean(name or ""), NAME_LENGTH)
