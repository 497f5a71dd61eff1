"""How well a recording could be heard, and whether who spoke is in doubt as a whole.

Each doubt is a pattern in which speakers were found wrong although no single word looked unclear:
then a report must not say what one of them said how often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lvm_meet.model import Doubt, Segment, Speech, Turn
from lvm_meet.settings import AttributionSettings, DiarizeSettings, Settings
from lvm_meet.speech.segments import mean_permille
from lvm_meet.speech.values import Diarization


def describe(
    segments: Sequence[Segment],
    diarization: Diarization | None,
    *,
    duration_ms: int,
    speech_ms: int,
    settings: Settings,
    names: Sequence[str] = (),
    recogniser: str = "",
    diarizer: str = "",
) -> Speech:
    """The figures of a recording. `segments` are its words as they were attributed.

    `names` has the name of each voice of the diarization (`Attribution.names`); a voice without
    one is called by its number. Without a diarization there are neither turns nor doubts. With
    doubts `named` is False, unless the settings ask for the speakers all the same.
    """
    words = [word for segment in segments for word in segment.words]
    unknown = sum(len(segment.words) for segment in segments if segment.speaker is None)
    heard = [word.confidence for word in words if word.confidence is not None]
    speech = Speech(
        duration_ms=duration_ms,
        speech_ms=speech_ms,
        words=len(words),
        confidence=mean_permille(heard),
        recogniser=recogniser,
        diarizer=diarizer,
    )
    if diarization is None:
        return speech
    doubts = find_doubts(
        diarization,
        duration_ms=duration_ms,
        words=len(words),
        unknown_words=unknown,
        settings=settings,
    )
    return replace(
        speech,
        overlap_ms=diarization.overlap_ms,
        unknown_words=unknown,
        turns=_turns(diarization, names),
        doubts=doubts,
        named=settings.diarize.report_doubtful or not doubts,
    )


def find_doubts(
    diarization: Diarization,
    *,
    duration_ms: int,
    words: int,
    unknown_words: int,
    settings: Settings,
) -> tuple[Doubt, ...]:
    """Why it may be wrong as a whole who spoke, in the order of Doubt; () for no reason.

    Where nothing was measured of the voices (channels with a speaker each, turns that somebody
    gave), they were not told apart by their sound, and only words of nobody are a reason.
    """
    limits = settings.attribution
    speech = max(1, diarization.speech_ms)
    by_sound = bool(diarization.voices.any())
    found = {
        Doubt.ONE_SPEAKER: by_sound
        and _only_one(diarization, duration_ms, limits, settings.diarize),
        Doubt.SIMILAR_VOICES: by_sound and _alike(diarization, limits),
        Doubt.MUCH_OVERLAP: by_sound
        and 1000 * diarization.overlap_ms >= limits.much_overlap * speech,
        Doubt.MANY_UNKNOWN: 1000 * unknown_words >= limits.many_unknown * max(words, 1),
    }
    return tuple(doubt for doubt in Doubt if found[doubt])


def _only_one(
    diarization: Diarization,
    duration_ms: int,
    limits: AttributionSettings,
    wanted: DiarizeSettings,
) -> bool:
    """Whether a long meeting seems to have had one speaker, and nobody said so."""
    return (
        len({turn.voice for turn in diarization.turns}) == 1
        and wanted.most != 1
        and duration_ms >= limits.one_speaker_ms
        and diarization.speech_ms >= limits.one_speaker_speech_ms
    )


def _alike(diarization: Diarization, limits: AttributionSettings) -> bool:
    """Whether two voices that both speak much sound so alike that they may be mixed up."""
    talk = [0] * len(diarization.voices)
    for turn in diarization.turns:
        if turn.voice < len(talk):
            talk[turn.voice] += turn.span.length_ms
    share = max(1, limits.similar_share * sum(talk))
    much = [place for place, ms in enumerate(talk) if 1000 * ms >= share]
    if len(much) < 2:
        return False
    vectors = diarization.voices[much]
    cosines = vectors @ vectors.T
    return any(
        round(1000 * float(cosines[one, other])) >= limits.similar
        for one in range(len(much))
        for other in range(one)
    )


def _turns(diarization: Diarization, names: Sequence[str]) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            names[turn.voice] if turn.voice < len(names) else f"Speaker {turn.voice + 1}",
            turn.span,
            turn.confidence,
        )
        for turn in diarization.turns
    )
