"""WebVTT: captions with the speakers as voice tags.

Holds who says what (nobody known: no voice tag), times in milliseconds, the language, and the
confidence of each cue, in a comment as Microsoft Stream has it. Segments whose words have times
are cut into captions (`cues`), in the order of their start, which the format asks for. Doesn't
hold the times of single words, nor what is known of the recording.
"""

from __future__ import annotations

import html
import re

from lvm_meet.codec.encode_transcript import ratio
from lvm_meet.codec.turns import one_line
from lvm_meet.export.transcripts.cues import Cue, cues, fold
from lvm_meet.model import Transcript
from lvm_meet.timecode import format_clock

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


def render(transcript: Transcript) -> bytes:
    """The file's bytes; without segments its header alone. SettingsError as `cues`."""
    blocks = ["WEBVTT", _comment(transcript), *map(_block, cues(transcript))]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _comment(transcript: Transcript) -> str:
    """What the file is, and of what; its beginning is what it is known by when it comes back."""
    # an arrow would end the comment
    name = one_line(transcript.source.name).replace("-->", "→")
    comment = f"NOTE lvm-meet transcript of {name}" if name else "NOTE lvm-meet transcript"
    language = transcript.language or ""
    return f"{comment}\nlanguage: {language}" if _LANGUAGE.fullmatch(language) else comment


def _block(cue: Cue) -> str:
    text = html.escape(fold(cue.text), quote=False)
    name = html.escape(one_line(cue.speaker or ""), quote=False)
    said = f"<v {name}>{text}</v>" if name else text
    sure = "" if cue.confidence is None else f"NOTE Confidence: {ratio(cue.confidence)}\n\n"
    return f"{sure}{format_clock(cue.start_ms)} --> {format_clock(cue.end_ms)}\n{said}"
