"""RTTM: who spoke when, for the tools that score and correct diarization. No words.

Holds speakers, times in milliseconds and how sure each turn is. They are the turns of the voices
where the transcript comes from a recording, else its segments with a name. Blanks in names are
written as "%20" (`codec.fields`), because RTTM parts its fields by blanks; `lvm_meet.speech.rttm`
reads it all back.
"""

from __future__ import annotations

from pathlib import PurePath

from lvm_meet.codec.encode_transcript import ratio
from lvm_meet.codec.fields import spell_name
from lvm_meet.codec.turns import one_line
from lvm_meet.errors import SettingsError
from lvm_meet.model import Transcript, Turn

_NOTHING = "<NA>"


def render(transcript: Transcript) -> bytes:
    """A SPEAKER line per turn, in the order of their start; without segments nothing.

    SettingsError where there is talk, but nowhere a speaker with a time.
    """
    turns = _turns(transcript)
    if transcript.segments and not turns:
        raise SettingsError(
            "this transcript can't be written as RTTM: it does not say who spoke when",
            hint="choose a format that holds words: vtt, srt, txt, json, csv or docx",
        )
    name = spell_name(one_line(PurePath(transcript.source.name).stem) or "transcript")
    return "".join(_line(name, turn) for turn in turns).encode("utf-8")


def _turns(transcript: Transcript) -> list[Turn]:
    found = list(transcript.speech.turns) if transcript.speech else []
    if not found:
        found = [
            Turn(segment.speaker, segment.span)
            for segment in transcript.segments
            if segment.speaker and segment.span
        ]
    return sorted(found, key=lambda turn: turn.span.start_ms)


def _line(recording: str, turn: Turn) -> str:
    sure = _NOTHING if turn.confidence is None else str(ratio(turn.confidence))
    times = f"{_seconds(turn.span.start_ms)} {_seconds(turn.span.length_ms)}"
    said = f"{_NOTHING} {_NOTHING} {spell_name(turn.speaker)} {sure} {_NOTHING}"
    return f"SPEAKER {recording} 1 {times} {said}\n"


def _seconds(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds}.{rest:03d}"
