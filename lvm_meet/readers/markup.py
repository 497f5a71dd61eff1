"""The tags of WebVTT (and of SRT files that borrow them): voices are read, the rest is removed."""

from __future__ import annotations

import re

from lvm_meet.readers.clean import clean_name, unescape

# A tag opens with a letter, a digit (inline time) or a slash: "a < b" is no tag. It is bounded, so
# that a lone "<" costs no more than its own line.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*|(?=\d))([^<>]{0,300})>")
# Subtitle editors leave these in SRT: {\an8} places a line, {i} slants it.
_OVERRIDE = re.compile(r"\{(?:\\[^{}]{0,60}|/?[ibuy](?::[^{}]{0,20})?)\}", re.IGNORECASE)
_VOICE = "v"


def has_voices(text: str) -> bool:
    """True where a voice tag stands in `text`."""
    return any(match[2] == _VOICE and not match[1] for match in _TAG.finditer(text))


def strip_tags(text: str) -> str:
    """`text` without any tags, its character references decoded."""
    return unescape(_OVERRIDE.sub("", _TAG.sub("", text)))


def split_voices(text: str) -> list[tuple[str | None, str]]:
    """(speaker, text) for each voice of a cue's payload, in order.

    `<v.loud Ada Cole>` speaks as "Ada Cole" until `</v>`, the next `<v …>` or the end of the cue;
    text outside any voice, or in one without a name, has None. An empty payload gives [].
    """
    voices: list[tuple[str | None, str]] = []
    speaker: str | None = None
    start = 0
    for match in _TAG.finditer(text):
        if match[2] != _VOICE:
            continue
        _append(voices, speaker, text[start : match.start()])
        start = match.end()
        speaker = None if match[1] else _annotation(match[3])
    _append(voices, speaker, text[start:])
    return voices


def _annotation(rest: str) -> str | None:
    """The name in what follows the "v" of a tag: classes (".loud.first") end at the first space."""
    if rest.startswith("."):
        _, _, rest = rest.partition(" ")
    return clean_name(rest)


def _append(voices: list[tuple[str | None, str]], speaker: str | None, text: str) -> None:
    text = strip_tags(text).strip()
    if not text:
        return
    if voices and voices[-1][0] == speaker:
        # Teams opens a tag per line of one voice
        voices[-1] = (speaker, f"{voices[-1][1]} {text}")
    else:
        voices.append((speaker, text))
