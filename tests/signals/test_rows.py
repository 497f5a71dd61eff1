import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.errors import InputError
from lvm_meet.model import Label
from lvm_meet.signals.rows import Row, parse_rows


def test_a_full_row() -> None:
    line = json.dumps(
        {
            "id": "a",
            "text": "We ship on Monday.",
            "before": ["Eve: When?"],
            "speaker": "Bo",
            "label": "execution",
            "domain": "product",
            "unknown": 1,
        }
    )
    assert list(parse_rows([line], name="x")) == [
        Row("a", "We ship on Monday.", ("Eve: When?",), "Bo", Label.EXECUTION, "product")
    ]


def test_a_missing_id_is_the_line_number_and_blank_lines_are_passed_over() -> None:
    rows = list(
        parse_rows(['{"text": "one"}', "", "  \n", '{"text": "two", "before": null}'], name="x")
    )
    assert [(row.id, row.text) for row in rows] == [(1, "one"), (4, "two")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not a line of JSON"),
        ("[" * 100_000, "not a line of JSON"),
        ("[]", "not an object"),
        ('{"text": 3}', "not an object with a string"),
        ('{"text": "a", "before": "b"}', "`before`"),
        ('{"text": "a", "before": [1]}', "`before`"),
        ('{"text": "a", "label": "Vision"}', "unknown label"),
        ('{"text": "a", "label": ["vision"]}', "unknown label"),
        ('{"text": "a", "speaker": 4}', "`speaker`"),
        ('{"text": "a", "id": [4]}', "`id`"),
        ('{"text": "a \\ud800"}', "half a character"),
        ('{"text": "a", "before": ["\\ud800"]}', "half a character"),
    ],
)
def test_a_bad_line_is_named(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        list(parse_rows(['{"text": "fine"}', line], name="units.jsonl"))
    assert (caught.value.path, caught.value.line) == ("units.jsonl", 2)


def test_validation_needs_a_label() -> None:
    with pytest.raises(InputError, match="no `label`"):
        list(parse_rows(['{"text": "a"}'], name="x", labelled=True))


@given(st.text())
def test_any_line_is_a_row_or_an_input_error(line: str) -> None:
    try:
        rows = list(parse_rows([line], name="x"))
    except InputError:
        return
    assert len(rows) <= 1
