import json

import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, whisper


def words(*rows):
    keys = ("word", "start", "end", "speaker")
    return [
        {key: value for key, value in zip(keys, row, strict=True) if value is not None}
        for row in rows
    ]


def test_openai_whisper(read_bytes, rows):
    data = json.dumps(
        {
            "text": " Hi. You.",
            "language": "en",
            "segments": [
                {
                    "id": 0,
                    "seek": 0,
                    "start": 0.0,
                    "end": 1.25,
                    "text": " Hi.",
                    "avg_logprob": -0.25,
                },
                {"id": 1, "start": 1.25, "end": 2, "text": " You.", "avg_logprob": float("nan")},
            ],
        }
    )
    assert rows(data) == [(None, "Hi.", 0, 1250), (None, "You.", 1250, 2000)]
    transcript = read_bytes(data)
    assert transcript.language == "en"
    assert [segment.confidence for segment in transcript.segments] == [779, None]


def test_words_of_different_speakers_split_a_segment(rows):
    data = json.dumps(
        {
            "segments": [
                {
                    "start": 0.0,
                    "end": 4.0,
                    "text": " Is it done? Yes, it is.  Good.",
                    "speaker": "A",
                    "words": words(
                        ("Is", 0.0, 0.3, "A"),
                        ("it", None, None, None),
                        ("done?", 0.6, 1.0, "A"),
                        ("Yes,", 1.5, 1.8, "B"),
                        ("it", 1.8, 2.0, "B"),
                        ("is.", 2.0, 2.4, "B"),
                        ("Good.", None, None, "A"),
                    ),
                }
            ]
        }
    )
    assert rows(data) == [
        ("A", "Is it done?", 0, 1000),
        ("B", "Yes, it is.", 1500, 2400),
        ("A", "Good.", 2400, 4000),
    ]


def test_words_that_are_not_in_the_text_are_joined(rows):
    data = json.dumps(
        {
            "segments": [
                {
                    "start": 0,
                    "end": 2,
                    "text": "something else",
                    "words": words((" one", 0, 1, "A"), (" two", 1, 2, "B")),
                }
            ]
        }
    )
    assert rows(data) == [("A", "one", 0, 1000), ("B", "two", 1000, 2000)]


def test_the_speaker_may_stand_at_the_words_only(rows):
    data = json.dumps(
        {
            "segments": [
                {"start": 0, "end": 1, "text": "hi you", "words": words(("hi", 0, 0.5, "B"))}
            ]
        }
    )
    assert rows(data) == [("B", "hi you", 0, 1000)]


@pytest.mark.parametrize(
    ("key", "values", "confidence"),
    [("probability", [0.5, 1.0], 750), ("score", [0.25, 0.5], 375), ("confidence", [2, 3], None)],
)
def test_confidence_is_the_mean_of_the_words(key, values, confidence, read_bytes):
    found = [{"word": "hi", "start": 0, "end": 1, key: value} for value in values]
    data = json.dumps({"segments": [{"start": 0, "end": 1, "text": "hi hi", "words": found}]})
    assert read_bytes(data).segments[0].confidence == confidence


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([{"start": 0, "end": 1, "text": "hi"}], [(None, "hi", 0, 1000)]),
        (
            {"chunks": [{"timestamp": [0, 1.5], "text": "hi"}], "text": "hi"},
            [(None, "hi", 0, 1500)],
        ),
        (
            {"transcription": [{"offsets": {"from": 0, "to": 1500}, "text": " hi"}]},
            [(None, "hi", 0, 1500)],
        ),
        (
            {"text": "hi you", "words": [{"word": "hi", "start": 1, "end": 1.5}]},
            [(None, "hi you", 1000, 1500)],
        ),
        ({"text": "hi you", "language": "en"}, [(None, "hi you", None, None)]),
        (
            {"segments": [{"start": 0, "end": 1, "text": "hi", "speaker": 1}]},
            [("1", "hi", 0, 1000)],
        ),
        (
            {
                "segments": [{"start": 0, "end": 1, "words": [{"text": "a"}, {"text": "b"}]}],
                "text": "",
            },
            [(None, "a b", 0, 1000)],
        ),
    ],
    ids=["list", "pipeline", "whisper.cpp", "words", "text", "number", "no text"],
)
def test_relatives(data, expected, rows):
    assert rows(json.dumps(data)) == expected


def test_whisper_cpp_keeps_the_language_elsewhere(read_bytes):
    data = {
        "result": {"language": "de"},
        "transcription": [{"offsets": {"from": 0, "to": 9}, "text": "ja"}],
    }
    assert read_bytes(json.dumps(data)).language == "de"


def test_a_last_chunk_without_an_end_gets_one(rows, codes):
    data = json.dumps({"chunks": [{"timestamp": [2.0, None], "text": "hi you"}], "text": ""})
    assert rows(data) == [(None, "hi you", 2000, 2800)]
    assert codes(data) == {"inferred-end": (None, 1)}


@pytest.mark.parametrize(
    ("segment", "message"),
    [
        ('{"text": "a", "start": "1", "end": 2}', r"segments\[0\]\.start must be a number"),
        ('{"text": "a", "start": NaN, "end": 2}', r"segments\[0\]\.start must be a number"),
        ('{"text": "a", "start": true, "end": 2}', r"segments\[0\]\.start must be a number"),
        ('{"text": "a", "start": 1e15, "end": 2}', "less than 1000 hours"),
        ('{"text": 5, "start": 1, "end": 2}', r"segments\[0\]\.text must be a string"),
        ('{"text": "a", "start": 1, "words": 5}', "must be an array"),
        ('{"text": "a", "start": 1, "words": [5]}', "must be an object"),
        ('{"text": "a", "start": 1, "words": [{}]}', r"words\[0\]\.text must be a string"),
        ('{"text": "a", "start": 1, "speaker": []}', "must be a string"),
        ('{"text": "a", "timestamp": [1]}', "must be a pair of times"),
        ("5", "must be an object"),
    ],
)
def test_wrong_shapes_are_refused_with_their_place(segment, message, read_bytes):
    data = f'{{"text": "a", "start": 1, "segments": [{segment}]}}'
    with pytest.raises(InputError, match=message):
        read_bytes(data, input_format="whisper")


def test_a_file_without_any_list_says_what_is_wanted(read_bytes):
    with pytest.raises(InputError, match="has none of: segments, chunks, transcription, text"):
        read_bytes('{"a": 1}', input_format="whisper")


def test_sniff():
    assert whisper.sniff(Document.from_bytes("x", b'{"segments": [{"text": "a", "start": 1'))
    assert not whisper.sniff(Document.from_bytes("x", b'{"a": 1}'))
    assert not whisper.sniff(Document.from_bytes("x", b'"text": "start"'))
