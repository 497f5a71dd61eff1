import json

from lvm_meet.export.transcripts.json import render


def test_an_everyday_recording(planning):
    text = render(planning).decode()
    document = json.loads(text)
    assert list(document)[:3] == ["schema", "schema_version", "source"]
    assert document["schema"] == "lvm-meet/transcript"
    assert document["segments"][1] == {
        "text": "Mm-hm.",
        "speaker": None,
        "start_ms": 13_900,
        "end_ms": 14_300,
        "confidence": 0.412,
        "words": [{"text": "Mm-hm.", "start_ms": 13_900, "end_ms": 14_300, "confidence": 0.412}],
    }
    assert document["speech"]["turns"][2] == {
        "speaker": "Jean-Luc Müller",
        "start_ms": 15_010,
        "end_ms": 30_000,
        "confidence": None,
    }
    assert document["speech"]["doubts"] == ["similar-voices"]
    assert sum(line.startswith('  {"text"') for line in text.split("\n")) == 4, "one line each"


def test_comes_back_whole(planning, come_back):
    again = come_back("json", planning)
    for name in ("segments", "language", "origin", "notes", "speech"):
        assert getattr(again, name) == getattr(planning, name)
