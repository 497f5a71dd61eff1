"""Whatever the bytes: a sound Transcript or an InputError, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvm_meet.errors import InputError
from lvm_meet.readers import READERS, Document, read_document
from lvm_meet.settings import ReadSettings

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.*"))
LONGEST = 1500
TOKENS = [
    b"-->", b"\n\n", b"\r", b"<v ", b"</v>", b">", b":", b'"', b",", b"\t", b"00:00:01.000", b"{",
    b"}", b"[", b"]", b"null", b"NaN", b"1e400", b"-1", b"\0", b"\xff", b"\\ud800", b"true",
    b"&#99999999;", b"0:05", b"99:99:99", b"12:05 PM", b"NOTE", b"9" * 20, b"0001-01-01T00:00",
    b"9999-12-31T23:59:59-23:00", "٣:٤٥".encode(), "²".encode(), b"PK\x03\x04",
]  # fmt: skip
FORMATS = st.sampled_from([None, None, *(name for name, _ in READERS.table)])
QUICK = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check_reading(data, name):
    document = Document.from_bytes("fuzz", data)
    try:
        transcript = read_document(document, settings=ReadSettings(input_format=name))
    except InputError as error:
        str(error).encode("utf-8")
        return
    assert transcript.segments
    for segment in transcript.segments:
        assert segment.text == " ".join(segment.text.split()) != ""
        segment.text.encode("utf-8")
        assert segment.speaker is None or segment.speaker.strip() == segment.speaker != ""
        assert segment.confidence is None or 0 <= segment.confidence <= 1000
    assert len({note.code for note in transcript.notes}) == len(transcript.notes)


@QUICK
@given(st.binary(max_size=400), FORMATS)
def test_any_bytes(data, name):
    check_reading(data, name)


@QUICK
@given(st.lists(st.sampled_from(TOKENS) | st.binary(max_size=4), max_size=40), FORMATS)
def test_any_pieces_of_formats(parts, name):
    check_reading(b"".join(parts), name)


EDITS = st.lists(
    st.tuples(
        st.integers(0, LONGEST), st.integers(0, 40), st.sampled_from(TOKENS) | st.binary(max_size=4)
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@settings(QUICK, max_examples=40)
@given(edits=EDITS, name=FORMATS, cut=st.integers(0, LONGEST) | st.none())
def test_damaged_samples(path, edits, name, cut):
    whole = path.read_bytes()
    data = bytearray(whole if whole.startswith(b"PK") else whole[:LONGEST])
    for place, length, token in edits:
        # in a package the directory at its end is worth damaging as well
        place = place if place % 2 else max(0, len(data) - place)
        data[place : place + length] = token
    check_reading(bytes(data[:cut]), name)
    check_reading(bytes(data), None)
