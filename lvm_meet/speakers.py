"""Renaming speakers in the transcript itself, so that the names reach every output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from lvm_meet.errors import SettingsError
from lvm_meet.model import Transcript


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
    """The names in a transcript, in the order in which they first speak."""
    return list(dict.fromkeys(part.speaker for part in transcript.segments if part.speaker))


def rename(transcript: Transcript, mapping: Mapping[str, str]) -> Transcript:
    """The transcript with new names; two old names with the same new one are merged.

    All at once: {"A": "B", "B": "A"} swaps two speakers. SettingsError where an old name does
    not occur, with the names that do. Nothing to rename gives the transcript back as it is.
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
    return replace(transcript, segments=tuple(segments))
