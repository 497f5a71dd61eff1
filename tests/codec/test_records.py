"""Conclusions and profile as JSON: there and back, and what is said of broken ones."""

import copy

import pytest

from lvm_meet.codec import dumps, from_json, loads, to_json
from lvm_meet.codec.records import record_json
from lvm_meet.errors import InputError, LvmError


def test_there_and_back(concluded):
    assert loads(dumps(concluded)) == concluded


def test_what_follows_from_the_fields_is_written_beside_them(concluded):
    document = to_json(concluded)
    assert document["insights"]["decisions"][1]["missing"] == ["owner", "due", "reason"]
    assert [item["reached"] for item in document["insights"]["agenda"]["items"]] == [True, False]
    assert [each["fits"] for each in document["profile"]["situations"]] == [False, None]
    assert document["insights"]["actions"][0]["due"] == {"text": "by Friday", "day": "2026-11-27"}


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("insights.topics.0.utterances.0", "u999999", "is the id of no utterance"),
        ("insights.actions.0.kind", "wish", "must be one of commitment, request"),
        ("insights.actions.0.due.day", "tomorrow", "must be a day"),
        ("insights.held", 5, "must be a string"),
        ("insights.agenda.off.0", 7, "is beyond the 1 topics"),
        ("insights.agenda.items.0.spent_ms", -1, "must be at least 0"),
        ("insights.summary.sentences", None, "must be an array"),
        ("profile.roles.0", ["Ada"], "must have 2 members"),
        ("profile.situations.0.topic", 1, "is beyond the 1 topics"),
        ("profile.topics", [], "must be as many as insights.topics"),
        ("profile.items", [], "must be as many as insights.agenda.items"),
        ("profile.experiment.observation", 2, "is beyond the 2 observations"),
        ("profile.threads.0.vision", 3, "must be a string"),
    ],
)
def test_a_broken_value_is_named_by_its_path(concluded, path, value, message):
    document = copy.deepcopy(to_json(concluded))
    node = document
    *above, last = (int(part) if part.isdigit() else part for part in path.split("."))
    for part in above:
        node = node[part]
    node[last] = value
    with pytest.raises(InputError, match=message):
        from_json(document)


def test_a_type_without_a_form_is_a_fault_of_the_caller():
    with pytest.raises(LvmError, match="float has no published form"):
        record_json(0.5)
