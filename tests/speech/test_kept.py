"""What the cache keeps comes back as it was, and nothing else is taken for it."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.model import Note, Span
from lvm_meet.speech.kept import (
    Hearing,
    Track,
    pack_block,
    pack_diarization,
    pack_hearing,
    unpack_block,
    unpack_diarization,
    unpack_hearing,
)
from lvm_meet.speech.recognise import BlockWords
from lvm_meet.speech.values import Diarization, Heard, VoiceTurn

times = st.integers(0, 100_000_000)
permille = st.integers(0, 1000)
counts = st.integers(0, 10_000)
# with half surrogate pairs, which a file name may hold, and with every control character
texts = st.text(st.characters(), max_size=12)
spans = st.tuples(times, times).map(lambda pair: Span(min(pair), max(pair)))
words = st.lists(st.builds(Heard, texts, spans, permille, st.booleans()), max_size=8).map(tuple)
notes = st.lists(
    st.builds(Note, texts, texts, st.none() | counts, counts, st.booleans()), max_size=3
).map(tuple)
tracks = st.builds(Track, words, st.none() | st.lists(spans, max_size=4).map(tuple))
hearings = st.builds(
    Hearing, times, times, texts, permille, st.lists(tracks, max_size=3).map(tuple), notes
)
blocks = st.builds(BlockWords, words, counts, counts)


@st.composite
def diarizations(draw):
    shape = draw(st.integers(0, 4)), draw(st.sampled_from([0, 3, 192]))
    random = np.random.default_rng(draw(st.integers(0, 9)))
    turns = st.builds(VoiceTurn, st.integers(0, 3), spans, permille)
    return Diarization(
        turns=tuple(draw(st.lists(turns, max_size=5))),
        voices=random.normal(size=shape).astype(np.float32),
        speech_ms=draw(times),
        overlap_ms=draw(times),
    )


@given(hearings)
@settings(max_examples=40)
def test_what_was_heard_comes_back(hearing):
    assert unpack_hearing(pack_hearing(hearing)) == hearing


@given(blocks)
def test_a_block_comes_back(block):
    assert unpack_block(pack_block(block)) == block


@given(diarizations())
@settings(max_examples=40)
def test_turns_and_voices_come_back_to_the_last_bit(found):
    back = unpack_diarization(pack_diarization(found))
    assert (back.turns, back.speech_ms, back.overlap_ms) == (
        found.turns,
        found.speech_ms,
        found.overlap_ms,
    )
    assert back.voices.dtype == np.float32
    assert np.array_equal(back.voices, found.voices)
    assert back.voices.shape == found.voices.shape


@given(hearings)
@settings(max_examples=40)
def test_the_same_gives_the_same_bytes(hearing):
    assert pack_hearing(hearing) == pack_hearing(unpack_hearing(pack_hearing(hearing)))


ONE_WORD = Heard(" Yes.", Span(100, 400), 950, breaks=True)
HEARING = Hearing(5000, 300, "en", 990, (Track((ONE_WORD,), (Span(100, 400),)),), (Note("a", "b"),))
BLOCK = BlockWords((ONE_WORD,), 1, 2)
DIARIZATION = Diarization((VoiceTurn(0, Span(100, 400), 900),), np.ones((1, 3), "f4"), 300, 0)
KINDS = {
    "hearing": (pack_hearing(HEARING), unpack_hearing),
    "block": (pack_block(BLOCK), unpack_block),
    "diarization": (pack_diarization(DIARIZATION), unpack_diarization),
}


@pytest.mark.parametrize("kind", KINDS)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(max_examples=40)
def test_garbage_is_nothing(kind, data):
    assert KINDS[kind][1](data) is None


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(max_examples=40)
def test_what_is_cut_short_or_written_over_is_nothing_or_whole(kind, data):
    """Never an error: what still fits was checked by the cache's own sum before."""
    packed, unpack = KINDS[kind]
    place = data.draw(st.integers(0, len(packed) - 1))
    assert unpack(packed[:place]) is None
    damaged = bytearray(packed)
    damaged[place] = data.draw(st.integers(0, 255))
    assert unpack(bytes(damaged)) is None or len(unpack(bytes(damaged)).__slots__) > 2


@pytest.mark.parametrize("kind", KINDS)
def test_another_kind_is_nothing(kind):
    others = [packed for name, (packed, _) in KINDS.items() if name != kind]
    assert [KINDS[kind][1](packed) for packed in others] == [None, None]


def changed(packed, change):
    document = json.loads(packed)
    change(document)
    return json.dumps(document).encode()


def put(*path, value):
    def change(document):
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("hearing", put("duration_ms", value=-1)),
        ("hearing", put("duration_ms", value=1.5)),
        ("hearing", put("duration_ms", value=True)),
        ("hearing", put("language", value=None)),
        ("hearing", put("language_share", value=1001)),
        ("hearing", put("tracks", value={})),
        ("hearing", put("tracks", 0, "own", value=[[400, 100]])),
        ("hearing", put("tracks", 0, "own", value=[[100]])),
        ("hearing", put("tracks", 0, "words", 0, value=[" Yes.", 100, 400, 950])),
        ("hearing", put("tracks", 0, "words", 0, value=" Yes.")),
        ("hearing", put("tracks", 0, "words", 0, 3, value=1001)),
        ("hearing", put("notes", 0, 4, value="no")),
        ("hearing", lambda document: document.pop("notes")),
        ("block", put("words", 0, 0, value=7)),
        ("block", put("invented", value="1")),
        ("diarization", put("voices", 0, value="0")),
        ("diarization", put("voices", 0, value="xyz")),
        ("diarization", put("voices", value=["00000000", "0000000000000000"])),
        ("diarization", put("dimension", value=4)),
        ("diarization", put("dimension", value=10**30)),
        ("diarization", put("turns", 0, 0, value=-1)),
        ("diarization", put("turns", 0, 3, value=1001)),
        ("diarization", put("turns", 0, value=[0, 100, 400, 900, 1])),
    ],
)
def test_what_does_not_fit_is_nothing(kind, change):
    packed, unpack = KINDS[kind]
    assert unpack(packed) is not None
    assert unpack(changed(packed, change)) is None


def test_deep_and_long_documents_are_nothing():
    assert unpack_block(b'{"words":' + b"[" * 100_000) is None
    assert unpack_block(b'{"words":[],"invented":' + b"9" * 5000 + b',"repeated":0}') is None


@pytest.mark.parametrize(
    ("tracks", "split", "spoken"),
    [
        ((), False, False),
        ((Track(()),), False, False),
        ((Track((ONE_WORD,)),), False, True),
        ((Track((), ()), Track((), (Span(0, 1),))), True, False),
        ((Track((), ()), Track((ONE_WORD,), (Span(0, 1),))), True, True),
    ],
)
def test_whether_there_are_channels_and_words(tracks, split, spoken):
    hearing = Hearing(1000, 0, "en", 0, tracks)
    assert (hearing.split, hearing.spoken) == (split, spoken)
