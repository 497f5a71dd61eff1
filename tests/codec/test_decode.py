import copy
from functools import reduce

import pytest

from lvm_meet.codec import SCHEMA_VERSION, from_json, loads, to_json
from lvm_meet.errors import InputError


@pytest.fixture(scope="module")
def document(analyses):
    return to_json(analyses["kickoff"])


def changed(document, path, value):
    """A copy of the document with the value at `path` (keys and indexes) replaced."""
    document = copy.deepcopy(document)
    *above, last = path
    reduce(lambda node, key: node[key], above, document)[last] = value
    return document


BROKEN = [
    (["title"], 3, "title must be a string [3]"),
    (["source"], [], "source must be an object [an array]"),
    (["source", "size"], "big", 'source.size must be a whole number ["big"]'),
    (["source", "size"], -1, "source.size must be at least 0 [-1]"),
    (["source", "size"], True, "source.size must be a whole number [true]"),
    (["notes", 0, "line"], 0, "notes[0].line must be at least 1 [0]"),
    (["notes", 0, "remark"], 0, "notes[0].remark must be true or false [0]"),
    (["renamed", 0, "to"], None, "renamed[0].to must be a string [null]"),
    (["segments"], {}, "segments must be an array [an object]"),
    (["segments", 2, "confidence"], 1.5, "segments[2].confidence must be from 0 to 1 [1.5]"),
    (["segments", 1, "end_ms"], None, "segments[1].end_ms must be known where the other is [null]"),
    (["segments", 1, "start_ms"], None, "segments[1].start_ms must be known where the other is"),
    (["utterances", 1, "end_ms"], 5, "utterances[1].end_ms must not be before start_ms, 10000 [5]"),
    (["utterances", 1, "start_ms"], 1.5, "utterances[1].start_ms must be a whole number [1.5]"),
    (["utterances", 1, "id"], "u1", "utterances[1].id is the id of an earlier utterance"),
    (["utterances", 0, "segments", 0], 99, "utterances[0].segments[0] is beyond the 30 segments"),
    (["utterances", 0, "backchannel"], 0, "utterances[0].backchannel must be true or false [0]"),
    (["utterances", 0, "label"], "joy", "utterances[0].label must be one of vision, inspiration"),
    (["utterances", 0, "scores", "none"], 1, "utterances[0].scores must sum to 1, not"),
    (["utterances", 0, "scores", "none"], "1", "utterances[0].scores.none must be a number"),
    (["utterances", 0, "scores", "none"], float("nan"), "utterances[0].scores.none must be a num"),
    (["utterances", 0, "scores", "none"], False, "utterances[0].scores.none must be a number"),
    (["utterances", 0, "scores"], {}, "utterances[0].scores.vision is missing"),
    (
        ["utterances", 0, "evidence", "cues", 0, "end"],
        999,
        "utterances[0].evidence.cues[0].end must be from 0 to 91 [999]",
    ),
    (
        ["utterances", 0, "evidence", "exemplars", 1, "similarity"],
        -1.01,
        "utterances[0].evidence.exemplars[1].similarity must be from -1 to 1",
    ),
    (["style", "balance", "vision", "units"], 0.5, "style.balance.vision.units must be a whole"),
    (["style", "index", "low"], 2, "style.index.low must be from -1 to 1 [2]"),
    (["style", "index"], 7, "style.index must be an object [7]"),
    (["style", "speakers", 1, "turns"], None, "style.speakers[1].turns must be a whole number"),
    (["style", "windows", 0, "first"], "u99", "style.windows[0].first is the id of no utterance"),
    (["style", "changes", 0, "utterance"], "x", "style.changes[0].utterance is the id of no utt"),
    (["style", "questions", "other", 0], "x", "style.questions.other[0] is the id of no utterance"),
    (["style", "contrasts", 0, "name"], [], "style.contrasts[0].name must be a string"),
    (["style", "minimum", "coded"], 0, "style.minimum.coded must be at least 1 [0]"),
    (["style", "minimum"], None, "style.minimum must be an object [null]"),
    (["provenance", "encoder"], None, "provenance.encoder must be a string [null]"),
    (["schema"], "other/thing", 'schema must be "lvm-meet/analysis" ["other/thing"]'),
    (["schema_version"], 0, "schema_version must be at least 1 [0]"),
]


@pytest.mark.parametrize(("path", "value", "message"), BROKEN)
def test_names_the_path_of_what_is_wrong(document, path, value, message):
    with pytest.raises(InputError) as caught:
        from_json(changed(document, path, value), path="saved.json")
    assert str(caught.value).startswith(f"saved.json: {message}")
    assert caught.value.path == "saved.json"


def keys_of(value, above=()):
    """The paths of all members of objects; of arrays the first item stands for all."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key != "figures":
                yield (*above, key)
                yield from keys_of(member, (*above, key))
    elif isinstance(value, list) and value:
        yield from keys_of(value[0], (*above, 0))


def test_every_field_is_needed(document):
    # files that are older than these are read without them
    younger = ("speech", "insights", "profile")
    paths = [path for path in keys_of(document) if path[0] not in younger]
    assert len(paths) > 90
    for path in paths:
        *above, last = path
        partial = copy.deepcopy(document)
        del reduce(lambda node, key: node[key], above, partial)[last]
        with pytest.raises(InputError, match=rf"{last} is missing"):
            from_json(partial)


@pytest.mark.parametrize("key", ["speech", "insights", "profile"])
def test_files_older_than_a_key_are_read(document, analyses, key):
    older = {name: value for name, value in document.items() if name != key}
    assert from_json(older) == analyses["kickoff"]


def test_a_newer_schema_is_refused_with_a_hint(document):
    with pytest.raises(InputError, match="newer than 1") as caught:
        from_json(document | {"schema_version": SCHEMA_VERSION + 1})
    assert "update lvm-meet" in caught.value.hint


def test_keys_of_later_versions_are_ignored(document, analyses):
    assert from_json(document | {"mood": "none"}) == analyses["kickoff"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "is not JSON"),
        ('{\n "schema": \n}', 3, "is not JSON"),
        ("[" * 100_000, None, "is not JSON that can be read"),
        ('{"schema": NaN}', None, "NaN is not a JSON number"),
        ('{"schema": ' + "9" * 5000 + "}", None, "is not JSON that can be read"),
        ("[]", None, "the document must be an object"),
        ("null", None, "the document must be an object"),
        ("{}", None, "schema is missing"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\nHi", 1, "is not JSON"),
    ],
)
def test_foreign_text_is_an_input_error(text, line, message):
    with pytest.raises(InputError, match=message) as caught:
        loads(text, path="x.json")
    assert caught.value.line == line
    assert caught.value.path == "x.json"
