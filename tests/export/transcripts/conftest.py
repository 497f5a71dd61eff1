"""An invented recording, and what each format makes of a transcript when it comes back."""

import io

import pytest

from lvm_meet import readers
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

SOURCE = Source("planning.ogg", "recording", "ab" * 32, 4321)


@pytest.fixture(scope="session")
def come_back():
    """come_back(name, transcript, **settings) -> Transcript: written as `name`, read by content."""

    def back(name, transcript, **settings):
        data = render_transcript(name, transcript)
        return readers.read("-", settings=ReadSettings(**settings), stdin=io.BytesIO(data))

    return back


@pytest.fixture(scope="session")
def read():
    """read(data) -> Transcript, by content alone."""

    def back(data):
        return readers.read("-", stdin=io.BytesIO(data))

    return back


@pytest.fixture(scope="session")
def make():
    """make(*segments, **rest) -> Transcript."""

    def transcript(*segments, **rest):
        return Transcript(SOURCE, segments, **rest)

    return transcript


def said(text, start, *, speaker=None, pace=400, confidence=900):
    """A segment with a time for each word, `pace` ms each."""
    found = [
        Word(word, Span(start + pace * place, start + pace * (place + 1)), confidence)
        for place, word in enumerate(text.split())
    ]
    span = Span(start, found[-1].span.end_ms)
    return Segment(text, speaker, span, confidence, tuple(found))


@pytest.fixture(scope="session")
def planning():
    """An everyday recording: two people, one of them unknown now and then, both at once once."""
    return Transcript(
        SOURCE,
        (
            said("Right, let's start with the shelves.", 12_300, speaker="Hannah Osei"),
            said("Mm-hm.", 13_900, speaker=None, confidence=412),
            said(
                "In five years I want this to be the room where the whole town meets, and where "
                "nobody has to buy a coffee to sit down. Who sends the list?",
                15_000,
                speaker="Jean-Luc Müller",
            ),
            said("I do.", 31_000, speaker="Hannah Osei"),
        ),
        language="en",
        origin="faster-whisper base.en 1",
        notes=(Note("cut-off", "the recording ends in the middle of something"),),
        speech=Speech(
            duration_ms=40_000,
            speech_ms=18_000,
            words=38,
            confidence=871,
            overlap_ms=420,
            unknown_words=1,
            turns=(
                Turn("Hannah Osei", Span(12_250, 14_800), 930),
                Turn("Speaker 3", Span(13_900, 14_320), 240),
                Turn("Jean-Luc Müller", Span(15_010, 30_000)),
            ),
            doubts=(Doubt.SIMILAR_VOICES,),
            named=False,
            recogniser="base.en@1",
            diarizer="pyannote@2",
        ),
    )
