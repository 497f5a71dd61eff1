"""Names from the platform's transcript: words and times from the recording, who said them from it.

Platforms know who spoke, because everybody has a line of their own; a recording knows what was
said and when. So both are laid side by side word by word, and each word gets the name that stands
beside it. Words that the transcript does not have get the name of their voice, where nearly all
words of that voice have one name, or the name around them. All others have none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lvm_meet.errors import InputError
from lvm_meet.model import Note, Segment, Span, Transcript, Word, spoken_words
from lvm_meet.settings import AttributionSettings
from lvm_meet.speech.alignment import Token, align
from lvm_meet.speech.segments import ends_sentence, mean_permille, pause_ms

_CLOCK_MS = 2000
"""a difference of the clocks that is worth a note"""


@dataclass(frozen=True, slots=True)
class Naming:
    """Segments with the transcript's names. `names`: for each voice that has one, old and new."""

    segments: tuple[Segment, ...]
    names: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the recording: its segment, its voice's name, and what it is."""

    segment: int
    voice: str | None
    word: Word


def name_from_transcript(
    segments: Sequence[Segment], other: Transcript, *, settings: AttributionSettings
) -> Naming:
    """The segments with names instead of voices, split where the name changes inside one.

    Needs `Segment.words`; a segment without keeps its words and gets its voice's name. The clocks
    of the two may differ by a constant. InputError where the transcript names nobody, or where too
    few of its words are in the recording for it to be of the same meeting. No words give no notes.
    """
    if not any(segment.speaker for segment in other.segments):
        raise InputError(
            "nobody is named in it, so the recording's speakers can't be named by it",
            path=other.source.name,
            hint="download the transcript with speakers, or give the recording alone",
        )
    places = [
        _Place(index, segment.speaker, word)
        for index, segment in enumerate(segments)
        for word in segment.words
    ]
    if not places:
        return Naming(tuple(segments))
    beside, note = _beside(places, other, settings)
    voices = _voices(places, beside, settings)
    names = _with_marks(places, _filled(places, beside, voices, settings))
    names = _without_flicker(places, names, settings)
    missing = sum(name is None for name in names)
    notes = [note]
    if missing:
        text = f"words that are not in {other.source.name}, and whose voice has no name"
        notes.append(Note("unnamed-words", text, count=missing))
    return Naming(_renamed(segments, names, voices), tuple(voices.items()), tuple(notes))


def _beside(
    places: Sequence[_Place], other: Transcript, settings: AttributionSettings
) -> tuple[list[str | None], Note]:
    """The name that stands beside each word, None where none does; and the note about it."""
    ours: list[Token] = []
    owners: list[int] = []
    for index, place in enumerate(places):
        for text in spoken_words(place.word.text):
            ours.append(Token(text, place.word.span.start_ms))
            owners.append(index)
    theirs: list[Token] = []
    speakers: list[str | None] = []
    for segment in other.segments:
        tokens = _tokens(segment)
        theirs += tokens
        speakers += [segment.speaker] * len(tokens)
    found = align(ours, theirs)
    least = min(len(ours), len(theirs))
    if 1000 * len(found.pairs) < settings.aligned * least or not found.pairs:
        raise InputError(
            f"only {len(found.pairs)} of its {len(theirs)} words are in the recording, "
            "so it is not of the same meeting",
            path=other.source.name,
            hint="check that the recording and the transcript belong together",
        )
    beside: list[str | None] = [None] * len(places)
    for left, right in found.pairs:
        beside[owners[left]] = speakers[right]
    share = 100 * len(found.pairs) // max(1, len(ours))
    text = f"names are from {other.source.name}, which has {share} % of the words"
    if found.offset_ms is not None and abs(found.offset_ms) >= _CLOCK_MS:
        text += f"; its clock differs by {abs(found.offset_ms) // 1000} s"
    return beside, Note("names-from-transcript", text, remark=True)


def _tokens(segment: Segment) -> list[Token]:
    """A cue's words, its time shared out among them."""
    words = spoken_words(segment.text)
    span = segment.span
    if span is None:
        return [Token(word) for word in words]
    return [
        Token(word, span.start_ms + span.length_ms * place // len(words))
        for place, word in enumerate(words)
    ]


def _voices(
    places: Sequence[_Place], beside: Sequence[str | None], settings: AttributionSettings
) -> dict[str, str]:
    """The name of each voice nearly all of whose aligned words have one name."""
    counts: dict[str, Counter[str]] = {}
    for place, name in zip(places, beside, strict=True):
        if place.voice is not None and name is not None:
            counts.setdefault(place.voice, Counter())[name] += 1
    voices = {}
    for voice, names in counts.items():
        name, count = names.most_common(1)[0]
        if 1000 * count >= settings.agreed * names.total():
            voices[voice] = name
    return voices


def _filled(
    places: Sequence[_Place],
    beside: Sequence[str | None],
    voices: Mapping[str, str],
    settings: AttributionSettings,
) -> list[str | None]:
    """A name for the words that have none beside them, where it is clear.

    Between two words of one name that are near it is that name, unless another voice says them
    than those two; else it is their voice's.
    """
    names = list(beside)
    named = [index for index, name in enumerate(beside) if name is not None]
    for before, after in zip([-1, *named], [*named, len(places)], strict=True):
        bridge, heard = None, set()
        if before >= 0 and after < len(places) and after - before <= settings.name_gap_words + 1:
            bridge = beside[before] if beside[before] == beside[after] else None
            heard = {None, places[before].voice, places[after].voice}
        for index in range(before + 1, after):
            voice = places[index].voice
            own = voices.get(voice) if voice is not None else None
            names[index] = bridge if bridge is not None and voice in heard else own or bridge
    return names


def _with_marks(places: Sequence[_Place], names: Sequence[str | None]) -> list[str | None]:
    """What is no word, such as a mark that stands alone, belongs to the word before it."""
    result = list(names)
    for index in range(1, len(places)):
        if not spoken_words(places[index].word.text):
            result[index] = result[index - 1]
    return result


def _without_flicker(
    places: Sequence[_Place], names: Sequence[str | None], settings: AttributionSettings
) -> list[str | None]:
    """One or two words of another name inside a sentence get the name around them."""
    result = list(names)
    starts = [i for i in range(len(names)) if i == 0 or names[i] != names[i - 1]]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        if not 0 < start <= end < len(names) or end - start > 2:
            continue
        around = result[start - 1]
        edges = ((start - 1, start), (end - 1, end))
        if names[end] == around and not any(_parts(places, *edge, settings) for edge in edges):
            result[start:end] = [around] * (end - start)
    return result


def _parts(
    places: Sequence[_Place], before: int, after: int, settings: AttributionSettings
) -> bool:
    """Whether a change of speaker is likely there: a sentence ends, or there is a pause."""
    first, second = places[before].word, places[after].word
    return ends_sentence(first.text) or pause_ms(first.span, second.span) >= settings.pause_ms


def _renamed(
    segments: Sequence[Segment], names: Sequence[str | None], voices: Mapping[str, str]
) -> tuple[Segment, ...]:
    """The segments with the names of their words, split where those change."""
    result: list[Segment] = []
    at = 0
    for segment in segments:
        own = names[at : at + len(segment.words)]
        at += len(segment.words)
        if len(set(own)) == 1:
            result.append(replace(segment, speaker=own[0]))
        elif not own:
            voice = segment.speaker
            result.append(replace(segment, speaker=voices.get(voice) if voice else None))
        else:
            result += _split(segment, own)
    return tuple(result)


def _split(segment: Segment, names: Sequence[str | None]) -> list[Segment]:
    """One segment per run of one name; the text is cut, so that its spacing stays."""
    starts = [i for i in range(len(names)) if i == 0 or names[i] != names[i - 1]]
    offsets, at = [], 0
    for word in segment.words:
        found = segment.text.find(word.text, at)
        at = found if found >= 0 else at
        offsets.append(at)
        at += len(word.text)
    offsets[0] = 0
    offsets.append(len(segment.text))
    return [
        _part(segment, start, end, names[start], segment.text[offsets[start] : offsets[end]])
        for start, end in zip(starts, [*starts[1:], len(names)], strict=True)
    ]


def _part(segment: Segment, start: int, end: int, name: str | None, text: str) -> Segment:
    words = segment.words[start:end]
    span: Span = words[0].span
    for word in words[1:]:
        span = span.cover(word.span)
    heard = [word.confidence for word in words if word.confidence is not None]
    return Segment(text.strip(), name, span, mean_permille(heard), words)
