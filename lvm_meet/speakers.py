"""Renaming speakers in the transcript itself, so that the names reach every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from lvm_meet.errors import SettingsError
from lvm_meet.model import Speech, Transcript, Turn


def parse_renames(options: Iterable[str]) -> dict[str, str]:
    """Strings "OLD=NEW" as a mapping from the old name to the new; {} for none.

    Blanks around the names don't count, and only the first "=" parts them. SettingsError where
    there is no "=", a name is empty, or an old name is given two new ones.
    """
    renames: dict[str, str] = {}
    for option in options:
        old, mark, new = (part.strip() for part in option.partition("="))
        if not (old and mark and new):
            raise SettingsError(
                f"a renaming is {option!r}", hint='write it as "OLD=NEW": "SPEAKER_01=Dana"'
            )
        if renames.setdefault(old, new) != new:
            raise SettingsError(
                f"{old!r} is renamed to both {renames[old]!r} and {new!r}",
                hint="give each speaker one new name",
            )
    return renames


def speaker_names(transcript: Transcript) -> list[str]:
    """The names in a transcript, in the order in which they first speak.

    Voices that were heard, but that no words were given to, come last.
    """
    spoken = [part.speaker for part in transcript.segments if part.speaker]
    heard = [turn.speaker for turn in transcript.speech.turns] if transcript.speech else []
    return list(dict.fromkeys(spoken + heard))


def rename(transcript: Transcript, mapping: Mapping[str, str]) -> Transcript:
    """The transcript with new names; two old names with the same new one are merged.

    All at once: {"A": "B", "B": "A"} swaps two speakers. The turns of the voices are renamed with
    the words. SettingsError where an old name does not occur, with the names that do. Nothing to
    rename gives the transcript back as it is.
    """
    names = speaker_names(transcript)
    missing = [old for old in mapping if old not in names]
    if missing:
        known = ", ".join(names) if names else "none has a name"
        raise SettingsError(
            f"there is no speaker {', '.join(map(repr, sorted(missing)))}",
            hint=f"speakers in this meeting: {known}",
        )
    if not mapping:
        return transcript
    segments = (
        replace(segment, speaker=mapping.get(segment.speaker, segment.speaker))
        if segment.speaker
        else segment
        for segment in transcript.segments
    )
    speech = transcript.speech
    return replace(
        transcript,
        segments=tuple(segments),
        speech=speech and _rename_turns(speech, mapping),
    )


def _rename_turns(speech: Speech, mapping: Mapping[str, str]) -> Speech:
    """The turns under their new names; what one person was said to speak twice at once, once.

    Two voices that turn out to be one person don't overlap: that time is taken off `overlap_ms`.
    """
    renamed = [
        replace(turn, speaker=mapping.get(turn.speaker, turn.speaker)) for turn in speech.turns
    ]
    old = {(turn.speaker, new.speaker) for turn, new in zip(speech.turns, renamed, strict=True)}
    counts = Counter(new for _, new in old)
    turns = _joined(renamed, {name for name, count in counts.items() if count > 1})
    overlap = speech.overlap_ms
    if overlap is not None:
        overlap = max(0, overlap - _overlap_ms(renamed) + _overlap_ms(turns))
    return replace(speech, turns=tuple(turns), overlap_ms=overlap)


def _joined(turns: Iterable[Turn], merged: Container[str]) -> list[Turn]:
    """The turns in their order; those of a `merged` speaker that overlap become one.

    It is no surer than the least sure of them, and of unknown sureness if one of them is.
    """
    result: list[Turn] = []
    last: dict[str, int] = {}
    for turn in sorted(turns, key=lambda turn: turn.span.start_ms):
        place = last.get(turn.speaker) if turn.speaker in merged else None
        before = result[place] if place is not None else None
        if place is None or before is None or turn.span.start_ms >= before.span.end_ms:
            last[turn.speaker] = len(result)
            result.append(turn)
            continue
        sure = None
        if before.confidence is not None and turn.confidence is not None:
            sure = min(before.confidence, turn.confidence)
        result[place] = replace(before, span=before.span.cover(turn.span), confidence=sure)
    return result


def _overlap_ms(turns: Iterable[Turn]) -> int:
    """Time in which two or more of the turns go on at once."""
    events = sorted(
        event for turn in turns for event in ((turn.span.start_ms, 1), (turn.span.end_ms, -1))
    )
    total = before = speaking = 0
    for time, step in events:
        if speaking > 1:
            total += time - before
        before, speaking = time, speaking + step
    return total
