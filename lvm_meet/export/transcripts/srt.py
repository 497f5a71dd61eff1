"""SubRip: captions that open with the speaker's name, `Name: what was said`.

Holds who says what and times in milliseconds, in the same captions as WebVTT. It knows no voices
and no escapes: names stand before a colon, nobody is "Unknown" where others have names, and what
a player would take for a tag or a timing is broken up by a no-break space (`codec.turns`).
Doesn't hold confidence, language, the times of single words, or what is known of the recording.
"""

from __future__ import annotations

import re

from lvm_meet.codec.turns import MARK, write_line
from lvm_meet.export.transcripts.cues import Cue, cues, fold
from lvm_meet.model import Transcript
from lvm_meet.timecode import format_clock

# `<b>`, `{\an8}`, `{i}`, `-->`: the no-break space goes in the middle
_MARKUP = re.compile(r"<(?=/?[A-Za-z0-9])|\{(?=[\\/A-Za-z])|--(?=>)")
_BROKEN = "\\g<0>\N{NO-BREAK SPACE}"


def render(transcript: Transcript) -> bytes:
    """The file's bytes; without segments there are none. SettingsError as `cues`."""
    found = cues(transcript)
    named = any(cue.speaker for cue in found)
    blocks = (_block(number, cue, named=named) for number, cue in enumerate(found, start=1))
    return "\n".join(blocks).encode("utf-8")


def _block(number: int, cue: Cue, *, named: bool) -> str:
    line = write_line(cue.text, speaker=cue.speaker, named=named)
    said = _MARKUP.sub(_BROKEN, fold(str(line).removesuffix(MARK)))
    start, end = (format_clock(ms, mark=",") for ms in (cue.start_ms, cue.end_ms))
    return f"{number}\n{start} --> {end}\n{said}{MARK}\n"
