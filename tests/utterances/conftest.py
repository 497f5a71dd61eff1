"""The packaged words of talk, and transcripts from short notation."""

import pytest

from lvm_meet import lexicon
from lvm_meet.model import Segment, Source, Span, Transcript


@pytest.fixture(scope="session")
def words():
    return lexicon.load().words


@pytest.fixture(scope="session")
def transcript():
    """A transcript of (speaker, text) or (speaker, text, start_ms, end_ms) rows."""

    def build(*rows):
        segments = [
            Segment(text, speaker, Span(*times) if times else None)
            for speaker, text, *times in rows
        ]
        return Transcript(Source("test", "test", "", 0), tuple(segments))

    return build
