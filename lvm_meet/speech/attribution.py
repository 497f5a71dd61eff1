"""Words and voices put together: from what was heard to segments with names, and how sure they are.

Names come, in this order, from given turns, from another transcript of the meeting, and from voices
that the user enrolled; the rest are "Speaker 1", "Speaker 2" and so on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lvm_meet.model import (
    BY_CHANNELS,
    BY_TURNS,
    Note,
    Segment,
    Span,
    Speech,
    Transcript,
    Turn,
)
from lvm_meet.settings import Settings
from lvm_meet.speech.doubts import describe
from lvm_meet.speech.kept import Hearing, Track
from lvm_meet.speech.names import name_from_transcript
from lvm_meet.speech.segments import assemble
from lvm_meet.speech.values import Diarization, VoiceTurn
from lvm_meet.speech.voices import VoiceBook, book_path
from lvm_meet.speech.words import attribute

_SURE = 1000


@dataclass(frozen=True, slots=True)
class Voices:
    """A diarization, the names that some of its voices have, and who says so."""

    diarization: Diarization
    names: Mapping[int, str]
    made_by: str


@dataclass(frozen=True, slots=True)
class Attributed:
    """What a recording says: segments by time, how well they were heard, and what is odd."""

    segments: tuple[Segment, ...]
    speech: Speech
    notes: tuple[Note, ...] = ()


def given_voices(turns: Sequence[Turn]) -> Voices:
    """Turns that someone else found, as voices with names; they are taken as sure."""
    ordered = sorted(turns, key=lambda turn: turn.span)
    names = list(dict.fromkeys(turn.speaker for turn in ordered))
    place = {name: number for number, name in enumerate(names)}
    found = tuple(
        VoiceTurn(
            place[turn.speaker], turn.span, _SURE if turn.confidence is None else turn.confidence
        )
        for turn in ordered
    )
    return Voices(_without_vectors(found, len(names)), dict(enumerate(names)), BY_TURNS)


def enrolled_voices(found: Diarization, *, diarizer: str, settings: Settings) -> Voices:
    """What the diarizer found, with the names of enrolled voices where the settings ask for them.

    InputError where the book of voices is damaged.
    """
    names: dict[int, str] = {}
    if settings.diarize.voices:
        book = VoiceBook.load(book_path())
        names = book.match(found.voices, model=diarizer, settings=settings.attribution)
    return Voices(found, names, diarizer)


def channel_voices(tracks: Sequence[Track]) -> Voices:
    """One voice per channel, in the order in which the channels are first heard."""
    firsts = [min((word.span for word in track.words), default=None) for track in tracks]
    order = sorted(
        range(len(tracks)), key=lambda number: (firsts[number] is None, firsts[number], number)
    )
    turns = tuple(
        sorted(
            (
                VoiceTurn(number, span, _SURE)
                for number, each in enumerate(tracks)
                for span in each.own or ()
            ),
            key=lambda turn: (turn.span, turn.voice),
        )
    )
    names = {number: f"Speaker {place}" for place, number in enumerate(order, start=1)}
    return Voices(_without_vectors(turns, len(tracks)), names, BY_CHANNELS)


def attribute_tracks(
    hearing: Hearing,
    voices: Voices | None,
    *,
    settings: Settings,
    recogniser: str,
    names_from: Transcript | None = None,
) -> Attributed:
    """Give each word its speaker. `voices` None: nobody looked for speakers.

    InputError where `names_from` is not of the same meeting.
    """
    notes: tuple[Note, ...] = ()
    segments, names = _spoken_by(hearing.tracks, voices, settings)
    diarization = voices.diarization if voices else None
    if names_from is not None:
        naming = name_from_transcript(segments, names_from, settings=settings.attribution)
        segments, notes = naming.segments, naming.notes
        renamed = dict(naming.names)
        names = [renamed.get(name, name) for name in names]
        if diarization is not None:
            # Who spoke stands in the transcript: that two voices sound alike is no doubt any more.
            diarization = replace(diarization, voices=diarization.voices[:, :0])
    # Where words were looked for holds the pauses between them; turns don't.
    speech_ms = hearing.speech_ms
    if diarization is not None and diarization.turns:
        speech_ms = diarization.speech_ms
    speech = describe(
        segments,
        diarization,
        duration_ms=hearing.duration_ms,
        speech_ms=min(speech_ms, hearing.duration_ms),
        settings=settings,
        names=names,
        recogniser=recogniser,
        diarizer=voices.made_by if voices else "",
    )
    return Attributed(segments, speech, notes + _unmet(voices, settings))


def _unmet(voices: Voices | None, settings: Settings) -> tuple[Note, ...]:
    """What was asked for about speakers, and could not be done."""
    if voices is None or voices.made_by == BY_TURNS:
        return ()
    notes = []
    count, least = len(voices.diarization.voices), settings.diarize.least
    channels = voices.made_by == BY_CHANNELS
    if count < least:
        text = f"{least} speakers were asked for, but only {count} were told apart"
        if channels:
            text += ", one on each channel; --channels mix looks for voices instead"
        notes.append(Note("fewer-speakers", text))
    if channels and settings.diarize.voices:
        notes.append(
            Note(
                "voices-unused",
                "speakers were told apart by their channels, so enrolled voices name nobody; "
                "--channels mix looks for voices instead",
            )
        )
    return tuple(notes)


def _spoken_by(
    tracks: Sequence[Track], voices: Voices | None, settings: Settings
) -> tuple[tuple[Segment, ...], Sequence[str]]:
    """Segments by time, and the name of each voice.

    Tracks are put together by segment, not by word: what two say at once stays readable.
    """
    segments: list[Segment] = []
    names: Sequence[str] = ()
    for number, track in enumerate(tracks or [Track(())]):
        if voices is not None and voices.made_by == BY_CHANNELS:
            # all that is heard on a channel is said by its speaker, whatever the turns cover
            names = [voices.names[place] for place in range(len(tracks))]
            speakers = [names[number]] * len(track.words)
            segments += assemble(track.words, speakers, settings=settings.attribution)
            continue
        found = attribute(
            track.words,
            voices.diarization if voices else None,
            settings=settings.attribution,
            names=voices.names if voices else None,
        )
        segments += found.segments
        names = found.names
    return tuple(sorted(segments, key=lambda segment: segment.span or Span(0, 0))), names


def _without_vectors(turns: tuple[VoiceTurn, ...], count: int) -> Diarization:
    """Turns of voices that nothing was measured of; the sums come from the turns."""
    speech = overlap = 0
    events = sorted(
        [(turn.span.start_ms, 1) for turn in turns] + [(turn.span.end_ms, -1) for turn in turns]
    )
    active = before = 0
    for time, step in events:
        speech += (time - before) * (active > 0)
        overlap += (time - before) * (active > 1)
        active, before = active + step, time
    return Diarization(turns, np.zeros((count, 0), np.float32), speech, overlap)
