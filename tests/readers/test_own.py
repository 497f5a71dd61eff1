import json

import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, own


def confidences(read_bytes, *values, **rest):
    segments = [{"text": "hi", "confidence": value} for value in values]
    return [
        segment.confidence
        for segment in read_bytes(json.dumps({"segments": segments, **rest})).segments
    ]


def test_segments_with_integer_times(rows, codes):
    data = json.dumps(
        {
            "segments": [
                {"text": "hi", "speaker": " Ada &amp; Co ", "start_ms": 5, "end_ms": 900},
                {"text": "yes", "speaker": "", "start_ms": None, "end_ms": None},
                {"text": "no"},
            ]
        }
    )
    assert rows(data) == [
        ("Ada & Co", "hi", 5, 900),
        (None, "yes", None, None),
        (None, "no", None, None),
    ]
    assert codes(data) == {}


@pytest.mark.parametrize(
    ("values", "rest", "permille"),
    [
        ([0.5, 1], {}, [500, 1000]),
        ([500, 1], {}, [500, 1]),
        ([1, 0], {}, [1000, 0]),
        ([870, 1], {"schema": "lvm-meet/analysis"}, [870, 1]),
        ([None], {}, [None]),
    ],
)
def test_confidence_is_a_share_or_permille(values, rest, permille, read_bytes):
    assert confidences(read_bytes, *values, **rest) == permille


def test_a_saved_analysis_reads_as_a_transcript(read_bytes):
    data = {
        "schema": "lvm-meet/analysis",
        "schema_version": 1,
        "language": "en",
        "segments": [{"text": "hi", "speaker": None, "start_ms": None, "end_ms": None}],
        "utterances": [{"id": "u1", "text": "hi", "start_ms": None, "segments": [0]}],
        "style": {"windows": [{"start": 1, "timestamp": 2, "words": 3}]},
    }
    transcript = read_bytes(json.dumps(data))
    assert (transcript.source.kind, transcript.language) == ("json", "en")
    assert len(transcript.segments) == 1


@pytest.mark.parametrize(
    ("segment", "message"),
    [
        ({"text": "a", "start_ms": 1.5}, "an integer number of milliseconds"),
        ({"text": "a", "start_ms": "1"}, "an integer number of milliseconds"),
        ({"text": "a", "confidence": 1001}, "between 0 and 1, or 0 and 1000"),
        ({"text": "a", "confidence": -0.5}, "between 0 and 1, or 0 and 1000"),
        ({"text": "a", "confidence": "high"}, "must be a number"),
        ({"text": None}, r"segments\[0\]\.text must be a string"),
        ({"text": "a", "speaker": 5}, "speaker must be a string"),
        ([], "must be an object"),
    ],
)
def test_wrong_shapes_are_refused_with_their_place(segment, message, read_bytes):
    with pytest.raises(InputError, match=message):
        read_bytes(json.dumps({"segments": [segment]}), input_format="json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"segments": [{"text": "a", "start_ms": 1}]}', True),
        ('{"segments": [{"text": "a", "speaker": "B"}]}', True),
        ('{"segments": [{"text": "a", "start": 1.0, "end": 2.0}]}', False),
        ('{"segments": [{"text": "a", "words": []}]}', False),
        ('{"schema": "lvm-meet/analysis"}', True),
        ('{"schema": "other/thing"}', False),
        ("segments: text", False),
    ],
)
def test_sniff_tells_it_from_whispers(text, expected):
    assert own.sniff(Document.from_bytes("x", text.encode())) is expected
