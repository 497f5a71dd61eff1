import json

import pytest

from lvm_meet.errors import InputError
from lvm_meet.readers import Document, qmsum


def meeting(*turns):
    return json.dumps(
        {
            "topic_list": [],
            "meeting_transcripts": [{"speaker": who, "content": text} for who, text in turns],
        }
    )


def test_turns_lose_the_corpus_marks(rows, codes):
    data = meeting(
        ("Project Manager", "Okay . {vocalsound} Right ."),
        ("Marketing", "{vocalsound}"),
        ("", "So {disfmarker} we go ."),
    )
    assert rows(data) == [
        ("Project Manager", "Okay . Right .", None, None),
        (None, "So we go .", None, None),
    ]
    assert codes(data) == {}


def test_an_empty_turn_is_noted(codes):
    assert codes(meeting(("A", "hi"), ("B", ""), ("B", " . "))) == {"empty-cue": (None, 2)}


def test_a_bare_list_reads_as_well(rows):
    assert rows('[{"speaker": "A", "content": "hi"}]') == [("A", "hi", None, None)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"meeting_transcripts": {}}', "must be an array"),
        ('{"meeting_transcripts": [5]}', "must be an object"),
        (
            '{"meeting_transcripts": [{"speaker": "A"}]}',
            r"transcripts\[0\]\.content must be a string",
        ),
        ('{"meeting_transcripts": [{"speaker": [], "content": "a"}]}', "speaker must be a string"),
    ],
)
def test_wrong_shapes_are_refused_with_their_place(data, message, read_bytes):
    with pytest.raises(InputError, match=message):
        read_bytes(data)


def test_sniff():
    assert qmsum.sniff(Document.from_bytes("x", meeting(("A", "hi")).encode()))
    assert not qmsum.sniff(Document.from_bytes("x", b'{"speaker": "A"}'))
