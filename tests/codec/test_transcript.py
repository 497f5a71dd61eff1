"""The transcript's own form; test_round_trip of the exporters has the whole way out and back."""

import copy
from functools import reduce

import pytest

from lvm_meet.codec import (
    TRANSCRIPT_VERSION,
    dumps_transcript,
    loads_transcript,
    transcript_from_json,
    transcript_to_json,
)
from lvm_meet.errors import InputError
from lvm_meet.model import Doubt, Note, Segment, Source, Span, Speech, Transcript, Turn, Word


@pytest.fixture(scope="module")
def transcript():
    word = Word("so", Span(0, 400), 912)
    return Transcript(
        Source("a.ogg", "recording", "ab" * 32, 4321),
        (Segment("so", "Ada", word.span, 912, (word,)), Segment("untimed")),
        "en",
        "base.en 1",
        (Note("cut-off", "the recording ends", 3),),
        Speech(900, 400, 1, 912, 0, 0, (Turn("Ada", word.span, 930),), (Doubt.ONE_SPEAKER,)),
    )


@pytest.fixture(scope="module")
def document(transcript):
    return transcript_to_json(transcript)


def test_comes_back_exactly(transcript, document):
    assert loads_transcript(dumps_transcript(transcript)) == transcript
    assert transcript_from_json(document) == transcript


def test_words_are_there_only_where_there_are_some(document):
    assert [("words" in segment) for segment in document["segments"]] == [True, False]


def test_an_empty_transcript_comes_back():
    empty = Transcript(Source("", "", "", 0), ())
    assert loads_transcript(dumps_transcript(empty)) == empty


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["schema"], "lvm-meet/analysis", 'schema must be "lvm-meet/transcript"'),
        (["schema_version"], TRANSCRIPT_VERSION + 1, "schema_version is newer than 1"),
        (["segments", 0, "words"], None, "segments[0].words must be an array"),
        (["segments", 0, "words", 0, "text"], 3, "segments[0].words[0].text must be a string"),
        (["segments", 0, "words", 0, "end_ms"], None, "segments[0].words[0].end_ms must be known"),
        (["segments", 0, "words", 0, "confidence"], 2, "segments[0].words[0].confidence must be f"),
        (["speech"], [], "speech must be an object"),
        (["speech", "words"], -1, "speech.words must be at least 0"),
        (["speech", "doubts", 0], "mood", "speech.doubts[0] must be one of one-speaker, similar"),
        (["speech", "turns", 0, "speaker"], None, "speech.turns[0].speaker must be a string"),
        (["speech", "turns", 0, "end_ms"], 0.5, "speech.turns[0].end_ms must be a whole number"),
        (["speech", "named"], "yes", "speech.named must be true or false"),
    ],
)
def test_names_the_path_of_what_is_wrong(document, path, value, message):
    broken = copy.deepcopy(document)
    *above, last = path
    reduce(lambda node, key: node[key], above, broken)[last] = value
    with pytest.raises(InputError) as caught:
        transcript_from_json(broken, path="a.json")
    assert str(caught.value).startswith(f"a.json: {message}")


def test_a_turn_must_have_a_time(document):
    broken = copy.deepcopy(document)
    broken["speech"]["turns"][0].update(start_ms=None, end_ms=None)
    with pytest.raises(InputError, match=r"speech\.turns\[0\]\.start_ms must be a whole number"):
        transcript_from_json(broken)
