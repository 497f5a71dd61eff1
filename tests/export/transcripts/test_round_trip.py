"""Every written format reads back with all that it can hold, whatever was said and by whom.

Each test says what that is: the definition at the top of the format's module, as code.
"""

import io
import re
from dataclasses import replace
from itertools import groupby, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lvm_meet import readers
from lvm_meet.codec import dumps_transcript, loads_transcript
from lvm_meet.export.transcripts import render_transcript
from lvm_meet.model import (
    Doubt,
    Note,
    Segment,
    Source,
    Span,
    Speech,
    Transcript,
    Turn,
    Word,
)
from lvm_meet.settings import ReadSettings
from lvm_meet.speech.rttm import parse_rttm

SOURCE = Source("planning.ogg", "recording", "ab" * 32, 4321)
LONGEST_MS = 40 * 3_600_000

NAMES = [
    "Dana", "Speaker 1", "speaker 2", "SPEAKER_03", "Zoë Müller-Lüdenscheidt", "Siobhán O'Neill",
    "Jean-Luc d'Arcy", "7", "نور", "דוד", "田中さん", "Dr. A. Low Jr.", "A & B", "Note", "Unknown",
    "R2: D2", "<v Bob>", "-Dash", "=SUM", "[0:12] X", "&amp;", "Dana (guest)", "100 %", "Who?",
    "'quoted'", "a very long name of a very polite person who has six more of them",
]  # fmt: skip
TOKENS = [
    "hello", "Straße", "Note:", "Dana:", "Speaker 1:", "a:b", "-->", "->", "00:00:01.000",
    "00:00:01,000", "<b>", "</b>", "<v Dana>", "</v>", "<3", "a<b", "&", "&amp;", "&lt;", "AT&T",
    '"quoted"', '"', "'", "'=1", "=1+1", "@x", "- so", "-", "–", "—>", "42", "1", "[0:12]",
    "(0:12)", "{\\an8}", "{i}", "😀", "👩\u200d👧", "مرحبا", "שלום", "日本語。", ",", ";", "\\",
    "NOTE", "STYLE", "WEBVTT", "language: de", "…", "?", "it's", "yes", "yes", "start_ms,end_ms",
    "NOTE Confidence: 0.5", "Unknown:", "ß", "and then we go on and on",
]  # fmt: skip
# Letters that open a character which was encoded twice ("Ã©") come in words only: a file of such
# pairs alone is taken for one that was, whatever it is.
words = st.sampled_from(TOKENS) | st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")).filter(
        lambda letter: not "\u00c2" <= letter <= "\u00f4"
    ),
    min_size=1,
    max_size=5,
)
# as a reader would have it: one line, single blanks
texts = (
    st.lists(words, min_size=1, max_size=8)
    .map(" ".join)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
speakers = st.none() | st.sampled_from(NAMES) | texts
spans = st.tuples(st.integers(0, LONGEST_MS), st.integers(0, 20_000)).map(
    lambda found: Span(found[0], found[0] + found[1])
)
permille = st.none() | st.integers(0, 1000)
segments = st.builds(Segment, texts, speakers, spans, permille)
untimed = st.builds(Segment, texts, speakers, st.none(), permille)


def transcripts(kinds=segments):
    """Strategy: whole transcripts, of the kind of segments that is given."""
    return st.builds(
        Transcript,
        st.just(SOURCE),
        st.lists(kinds, min_size=1, max_size=6).map(tuple),
        st.sampled_from([None, "en", "de-at"]),
    )


@st.composite
def heard(draw):
    """One segment with words that have times, in order, with and without pauses."""
    text = draw(st.lists(words, min_size=1, max_size=60))
    spoken = [part for word in text for part in word.split()] or ["so"]
    clock = draw(st.integers(0, 10_000_000))
    found = []
    for word in spoken:
        clock += draw(st.sampled_from([0, 0, 0, 30, 300, 900, 4000]))
        length = draw(st.integers(0, 900))
        found.append(Word(word, Span(clock, clock + length), draw(permille)))
        clock += length
    span = Span(found[0].span.start_ms, found[-1].span.end_ms)
    return Segment(" ".join(spoken), draw(speakers), span, draw(permille), tuple(found))


def spoken(segments):
    """[(speaker, their words in order)]: what must not change, however talk is cut."""
    result = {}
    for segment in segments:
        result.setdefault(segment.speaker, []).append(segment.text)
    return {speaker: " ".join(texts) for speaker, texts in result.items()}


def in_order(segments):
    return all(one.span.start_ms <= other.span.start_ms for one, other in pairwise(segments))


def read(data, **options):
    return readers.read("-", settings=ReadSettings(**options), stdin=io.BytesIO(data))


def rows(transcript):
    return [(each.speaker, each.text, each.span, each.confidence) for each in transcript.segments]


def lasting(segment):
    """A caption lasts a millisecond at least."""
    span = segment.span
    return replace(segment, span=Span(span.start_ms, max(span.end_ms, span.start_ms + 1)))


def captions(transcript, *, confidence):
    """What a caption format holds of segments that are not cut: in the order of their start."""
    found = sorted(transcript.segments, key=lambda each: each.span.start_ms)
    return [
        (each.speaker, each.text, lasting(each).span, each.confidence if confidence else None)
        for each in found
    ]


# ---------------------------------------------------------------- strict WebVTT

CLOCK = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"
REFERENCE = re.compile(r"&(?:amp|lt|gt|#\d+);")


def check_webvtt(data):
    """The rules of the W3C's WebVTT for authors, as far as a file without settings meets them."""
    text = data.decode("utf-8")
    assert "\r" not in text
    assert "\0" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    header, *blocks = text.rstrip("\n").split("\n\n")
    assert header == "WEBVTT"
    latest = 0
    for block in blocks:
        first, *rest = block.split("\n")
        if first.startswith("NOTE"):
            assert re.match(r"NOTE(?: |$)", first)
            assert "-->" not in block
            continue
        match = re.fullmatch(rf"{CLOCK} --> {CLOCK}", first)
        assert match, first
        values = [int(part) for part in match.groups()]
        start, end = (
            ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
            for hours, minutes, seconds, ms in (values[:4], values[4:])
        )
        assert latest <= start < end
        latest = start
        assert 1 <= len(rest) <= 2
        payload = "\n".join(rest)
        assert all(line.strip() for line in rest)
        assert "-->" not in payload
        voice = re.fullmatch(r"<v ([^\n\r&<>]|&(?:amp|lt|gt);)+>(.+)</v>", payload, re.DOTALL)
        inner = voice[2] if voice else payload
        assert "<" not in inner
        assert ">" not in inner
        assert all(REFERENCE.match(inner, place.start()) for place in re.finditer("&", inner))


@given(transcripts())
def test_vtt_holds_speakers_times_confidence_and_language(transcript):
    data = render_transcript("vtt", transcript)
    check_webvtt(data)
    again = read(data, strict=True)
    assert rows(again) == captions(transcript, confidence=True)
    assert again.language == transcript.language
    assert again.source.kind == "vtt"


@given(transcripts())
def test_srt_holds_speakers_and_times(transcript):
    again = read(render_transcript("srt", transcript), strict=True)
    assert rows(again) == captions(transcript, confidence=False)
    assert again.source.kind == "srt"


@given(st.lists(heard(), min_size=1, max_size=3))
def test_captions_hold_each_word_of_what_is_cut(found):
    # one after the other, so that the order of the captions is that of the segments
    clock, moved = 0, []
    for segment in found:
        shift = clock - segment.span.start_ms
        moved.append(shifted(segment, shift))
        clock = moved[-1].span.end_ms + 1
    transcript = Transcript(SOURCE, tuple(moved))
    for name in ("vtt", "srt"):
        data = render_transcript(name, transcript)
        if name == "vtt":
            check_webvtt(data)
        again = read(data)
        assert spoken(again.segments) == spoken(moved)
        assert again.segments[0].span.start_ms == moved[0].span.start_ms
        assert max(each.span.end_ms for each in again.segments) >= moved[-1].span.end_ms
        assert in_order(again.segments)


def shifted(segment, by):
    def move(span):
        return Span(span.start_ms + by, span.end_ms + by)

    words = tuple(replace(word, span=move(word.span)) for word in segment.words)
    return replace(segment, span=move(segment.span), words=words)


def paragraphs_of(segments):
    """Runs of one speaker, as texts; None and a run's start are checked on their own."""
    return [
        (speaker, " ".join(each.text for each in run))
        for speaker, run in groupby(segments, key=lambda each: each.speaker)
    ]


def starts_of(segments):
    """Start of each run in whole seconds, None where untimed."""
    runs = (list(run) for _, run in groupby(segments, key=lambda each: each.speaker))
    return [run[0].span and run[0].span.start_ms // 1000 * 1000 for run in runs]


@given(transcripts() | transcripts(untimed) | transcripts(segments | untimed))
def test_text_and_documents_hold_speakers_and_the_second_that_a_turn_begins(transcript):
    for name, kind in (("txt", "plain"), ("docx", "docx")):
        again = read(render_transcript(name, transcript))
        assert again.source.kind == kind
        assert paragraphs_of(again.segments) == paragraphs_of(transcript.segments)
        assert starts_of(again.segments) == starts_of(transcript.segments)
        assert {note.code for note in again.notes} <= {"inferred-end", "overlap"}


@given(transcripts() | transcripts(untimed) | transcripts(segments | untimed))
def test_csv_holds_speakers_times_and_confidence(transcript):
    again = read(render_transcript("csv", transcript), strict=True)
    assert rows(again) == rows(transcript)
    assert again.source.kind == "csv"


any_text = st.text(st.characters(codec=None), max_size=12).map(
    # JSON can't tell two halves of a surrogate pair side by side from the character itself
    lambda text: text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
)
turns = st.builds(Turn, any_text, spans, permille)
speeches = st.builds(
    Speech,
    *[st.integers(0, 10**9)] * 3,
    permille,
    *[st.none() | st.integers(0, 10**9)] * 2,
    turns=st.lists(turns, max_size=3).map(tuple),
    doubts=st.lists(st.sampled_from(Doubt), max_size=2).map(tuple),
    named=st.booleans(),
    recogniser=any_text,
    diarizer=any_text,
)
notes = st.builds(Note, any_text, any_text, st.none() | st.integers(1), st.integers(1))


def whole(kinds, text):
    return st.builds(
        Transcript,
        st.builds(Source, text, text, text, st.integers(0)),
        st.lists(kinds, min_size=1, max_size=4).map(tuple),
        st.none() | text,
        text,
        st.lists(notes, max_size=2).map(tuple),
        st.none() | speeches,
    )


anything = st.builds(
    Segment,
    any_text,
    st.none() | any_text,
    st.none() | spans,
    permille,
    st.lists(st.builds(Word, any_text, spans, permille), max_size=3).map(tuple),
)


@given(whole(anything, any_text))
def test_json_holds_everything(transcript):
    text = dumps_transcript(transcript)
    assert loads_transcript(text) == transcript
    assert text.encode("utf-8") == render_transcript("json", transcript)


@given(whole(heard() | segments | untimed, texts))
@example(Transcript(SOURCE, (Segment("Ã©"),)))
@example(Transcript(SOURCE, (Segment("zero\u200bwidth \u200fmarks"),)))
def test_json_reads_as_a_transcript_with_words_and_speech(transcript):
    again = read(render_transcript("json", transcript))
    assert again.source.kind == "json"
    for name in ("segments", "language", "origin", "speech"):
        assert getattr(again, name) == getattr(transcript, name), name
    assert again.notes[: len(transcript.notes)] == transcript.notes


real_names = (st.sampled_from(NAMES) | texts).filter(lambda name: name.strip())


@given(st.lists(st.builds(Turn, real_names, spans, permille), min_size=1, max_size=6))
def test_rttm_holds_turns(found):
    found.sort(key=lambda turn: turn.span.start_ms)
    speech = Speech(1, 1, 1, None, turns=tuple(found))
    transcript = Transcript(SOURCE, (Segment("so"),), speech=speech)
    data = render_transcript("rttm", transcript).decode("utf-8")
    assert parse_rttm(data) == tuple(found)
    for line in data.splitlines():
        assert len(line.split(" ")) == 10


@settings(max_examples=50)
@given(transcripts(), st.sampled_from(["vtt", "srt", "csv", "json"]))
def test_what_came_back_is_written_the_same_again(transcript, name):
    first = read(render_transcript(name, transcript))
    second = read(render_transcript(name, first))
    assert first.segments == second.segments


@settings(max_examples=30)
@given(transcripts(), st.sampled_from(["txt", "docx"]))
def test_paragraphs_that_came_back_say_the_same_again(transcript, name):
    """Not in the same pieces: what was out of order may join once its times are rounded."""

    def said(found):
        return [
            (speaker, " ".join(segment.text for segment in segments))
            for speaker, segments in groupby(found.segments, key=lambda segment: segment.speaker)
        ]

    first = read(render_transcript(name, transcript))
    assert said(read(render_transcript(name, first))) == said(first)
