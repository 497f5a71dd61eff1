import json

import pytest

from lvm_meet.batch.records import Begun, Ended, Failed, Finished, Started, as_json, from_json

LINES = [
    Started("2026-01-01T00:00:00+00:00", "1", "serial", 1, "s", "l", "e"),
    Begun("/in/a.vtt", "a.vtt", ("a.vtt.json",)),
    Finished(
        "/in/a.vtt",
        "a.vtt",
        "a.vtt",
        "m",
        "h",
        10,
        20,
        ("a.vtt.json",),
        (99,),
        {"title": "T", "words": 3, "balance": -0.5, "date": None},
        "red",
        "retro",
    ),
    Failed("/in/\udcff.vtt", "\udcff.vtt", "InputError", "is empty", "hint"),
    Ended("2026-01-01T00:00:01+00:00", 1, 0, 1, False),
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: type(line).__name__)
def test_a_line_comes_back_as_it_was(line):
    assert from_json(json.dumps(as_json(line)).encode()) == line


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"event": "later"}',
        b'{"event": "begin", "source": "a", "base": "b"}',
        b'{"event": "begin", "source": "a", "base": 3, "outputs": []}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_line_is_none(data):
    assert from_json(data) is None
