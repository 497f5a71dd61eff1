import json

import pytest

from lvm_meet.codec import dumps
from lvm_meet.errors import InputError
from lvm_meet.pipeline import Pipeline
from lvm_meet.readers import Document, own

KEYS = ("speaker", "text", "start_ms", "end_ms")


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
        ([0.87, 1], {"schema": "lvm-meet/analysis"}, [870, 1000]),
        ([1, 0], {"schema": "lvm-meet/analysis"}, [1000, 0]),
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


WHISPER = json.dumps(
    {
        "language": "en",
        "segments": [
            {"start": 0.0, "end": 2.5, "text": " So we start.", "avg_logprob": -0.21},
            {
                "start": 2.5,
                "end": 4.0,
                "text": " Yes. Right.",
                "words": [
                    {"word": "Yes.", "start": 2.5, "end": 3, "score": 0.5, "speaker": "A &amp; B"},
                    {"word": "Right.", "start": 3.25, "end": 4, "score": 0.999, "speaker": "C"},
                ],
            },
            {"start": 4.0, "end": 5.0, "text": " hm hm hm hm", "confidence": 1},
            {"start": 9.0, "end": 9.5, "text": " hm hm hm hm", "confidence": 0},
            {"text": " and that is all"},
        ],
    }
)


@pytest.mark.parametrize("name", ["standup.vtt", "standup.txt", "standup-whisper.json", None])
def test_an_analysis_reads_back_as_the_transcript_that_it_was_made_of(name, samples, read_bytes):
    data = (samples / name).read_bytes() if name else WHISPER.encode()
    transcript = read_bytes(data)
    analysis = Pipeline.build().analyze(transcript)
    again = read_bytes(dumps(analysis), strict=True)
    assert again.source.kind == "json"
    assert again.segments == transcript.segments
    assert again.language == transcript.language


def test_the_confidences_of_whisper_are_there_to_be_compared(read_bytes):
    found = [segment.confidence for segment in read_bytes(WHISPER).segments]
    assert found == [811, 750, 750, 1000, 0, None]


def test_what_a_saved_analysis_says_is_not_mended_again(rows):
    # each of these would be taken for a copy, a reference, or an open end in any other file
    segments = [
        {"text": "so we go on", "speaker": "A &amp; B", "start_ms": 0, "end_ms": 900},
        {"text": "so we go on", "speaker": "A &amp; B", "start_ms": 900, "end_ms": 1800},
        {"text": "well", "speaker": None, "start_ms": 1800, "end_ms": 9_000_000},
    ]
    data = json.dumps({"schema": "lvm-meet/analysis", "segments": segments})
    assert rows(data) == [tuple(row[key] for key in KEYS) for row in segments]
    unmarked = json.dumps({"segments": segments})
    assert [row[:2] for row in rows(unmarked)] == [("A & B", "so we go on"), (None, "well")]


def test_a_marked_file_with_permille_is_refused(read_bytes):
    segments = [{"text": "hi", "confidence": 870}]
    with pytest.raises(InputError, match="must be from 0 to 1"):
        read_bytes(json.dumps({"schema": "lvm-meet/analysis", "segments": segments}))


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


WORDS = [{"text": "so", "start_ms": 0, "end_ms": 400, "confidence": 0.9}]
SPEECH = {
    "duration_ms": 900, "speech_ms": 400, "words": 1, "confidence": 0.9, "overlap_ms": None,
    "unknown_words": None, "turns": [], "doubts": [], "named": True, "recogniser": "",
    "diarizer": "",
}  # fmt: skip


def marked(schema, **rest):
    segments = [{"text": "so", "start_ms": 0, "end_ms": 400, "words": WORDS}]
    return json.dumps({"schema": f"lvm-meet/{schema}", "segments": segments, **rest})


@pytest.mark.parametrize("schema", ["analysis", "transcript"])
def test_words_and_speech_come_back_from_both_forms(schema, read_bytes):
    transcript = read_bytes(marked(schema, speech=SPEECH))
    (word,) = transcript.segments[0].words
    assert (word.text, word.span.end_ms, word.confidence) == ("so", 400, 900)
    assert (transcript.speech.duration_ms, transcript.speech.overlap_ms) == (900, None)
    assert read_bytes(marked(schema)).speech is None


def test_notes_and_origin_stay_with_a_transcript_but_not_with_an_analysis(read_bytes):
    note = {"code": "cut-off", "message": "it ends", "line": None, "count": 1, "remark": False}
    rest = {"notes": [note], "origin": "base.en 1", "schema_version": 1}
    transcript = read_bytes(marked("transcript", **rest))
    assert transcript.origin == "base.en 1"
    assert [each.code for each in transcript.notes] == ["cut-off"]
    analysis = read_bytes(marked("analysis", **rest))
    assert analysis.origin.endswith("reader json")
    assert {each.code for each in analysis.notes} == {"last-line"}


def test_a_newer_version_is_refused(read_bytes):
    with pytest.raises(InputError, match="schema_version is newer than 1"):
        read_bytes(marked("transcript", schema_version=2))


def test_a_marked_file_is_utf8_whatever_it_looks_like(read_bytes):
    # two characters that together look like one which was encoded twice
    data = marked("transcript").replace('"so"', '"Ã©"')
    assert read_bytes(data).segments[0].text == "Ã©"
    assert read_bytes(marked("transcript").encode("utf-16")).segments[0].text == "so"
