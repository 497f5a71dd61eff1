"""What the report says about a recording: how well it was heard, and whether who spoke is sure.

How far a profile from a poor recording can be trusted is measured in docs/recordings.md. A mean
confidence is a hint and no measure: it knows nothing of words that were not heard at all.
"""

from __future__ import annotations

from dataclasses import replace

from lvm_meet.model import BY_CHANNELS, BY_TURNS, Analysis, Doubt, Speech
from lvm_meet.report.numbers import count, percent
from lvm_meet.report.unnamed import without_names, without_people
from lvm_meet.timecode import format_short

TITLE = "How well the recording was heard"
CLEAR, POOR = 940, 720
"""permille of mean confidence. Seven meetings of AMI had 746 to 928 with Whisper base, and 18 to
35 % of their words wrong; speech without any noise has about 960, and next to none"""

_REASONS = {
    Doubt.ONE_SPEAKER: "only one voice was found in a long recording",
    Doubt.SIMILAR_VOICES: "two of the voices can hardly be told apart",
    Doubt.MUCH_OVERLAP: "much is said by several people at once",
    Doubt.MANY_UNKNOWN: "for many words it is not clear who said them",
}


def shown(analysis: Analysis) -> Analysis:
    """The analysis as a report may show it: without speakers where it is doubtful who spoke."""
    speech = analysis.transcript.speech
    if speech is None or speech.named:
        return analysis
    voices = frozenset(each.speaker for each in analysis.utterances if each.speaker)
    return replace(
        analysis,
        utterances=tuple(replace(each, speaker=None) for each in analysis.utterances),
        style=replace(analysis.style, speakers=()),
        insights=without_names(analysis.insights, speakers=voices),
        profile=without_people(analysis.profile),
    )


def paragraphs(speech: Speech | None) -> tuple[str, ...]:
    """The lines of the section; none for a transcript that was read."""
    if speech is None:
        return ()
    if not speech.words:
        return (f"No speech was heard in {format_short(speech.duration_ms)} of sound.",)
    lines = [_sound(speech), _words(speech)]
    if speech.overlap_ms is not None:
        lines.append(_voices(speech))
    return (*lines, doubt(speech)) if speech.doubts else tuple(lines)


def silent(analysis: Analysis) -> str:
    """Why there are no tables about speakers; "" where that is not for the recording's sake."""
    speech = analysis.transcript.speech
    if speech is None or not speech.words:
        return ""
    if not speech.named:
        return (
            "It is doubtful who spoke (see above), so nothing is said about single people. "
            "--doubtful-speakers shows what was found all the same."
        )
    if any(each.speaker is not None for each in analysis.style.speakers):
        return ""
    if speech.overlap_ms is None:
        return "Nobody looked for speakers, so nothing is said about single people."
    return "Of no word is it clear who said it, so nothing is said about single people."


def doubt(speech: Speech | None) -> str:
    """Why it may be wrong as a whole who is said to have spoken; "" where nothing says so."""
    if speech is None or not speech.doubts:
        return ""
    text = f"It is doubtful who spoke: {'; '.join(_REASONS[each] for each in speech.doubts)}."
    if speech.named:
        return f"{text} What is said about single people here may be wrong."
    return text


def _sound(speech: Speech) -> str:
    part = percent(speech.speech_ms / speech.duration_ms if speech.duration_ms else None)
    return f"It lasts {format_short(speech.duration_ms)}; somebody speaks in {part} of it."


def _words(speech: Speech) -> str:
    if speech.confidence is None:
        return "How surely its words were heard is not known."
    mean = f"Its words were heard with a mean confidence of {speech.confidence / 1000:.2f}"
    if speech.confidence >= CLEAR:
        return f"{mean}, as in a clear recording: few of them are wrong."
    if speech.confidence >= POOR:
        return (
            f"{mean}. Where real meetings were heard as surely as this, about a quarter of the "
            "words were wrong or missing: trust the balance more than quotes, and check those."
        )
    return (
        f"{mean}, which is little: many are wrong or missing. Take the figures as a rough picture "
        "and check every quote against the recording."
    )


def _voices(speech: Speech) -> str:
    overlap = speech.overlap_ms or 0
    share = percent(overlap / speech.speech_ms if speech.speech_ms else None)
    unknown = percent((speech.unknown_words or 0) / speech.words)
    return (
        f"{_found(speech)} Several speak at once in {share} of the speech; of {unknown} of the "
        "words it is not clear who said them."
    )


def _found(speech: Speech) -> str:
    """How many voices there are, and who says so."""
    voices = len({turn.speaker for turn in speech.turns})
    if speech.diarizer == BY_TURNS:
        return f"Who speaks when was given, for {count(voices, 'speaker')}."
    if speech.diarizer == BY_CHANNELS:
        return f"Each channel has a speaker of its own ({voices:,} spoke)."
    if voices < 2:
        return f"{count(voices, 'voice was', 'voices were')} found, which is an estimate."
    return f"{voices:,} voices were told apart, which is an estimate."
