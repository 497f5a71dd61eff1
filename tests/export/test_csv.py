import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.codec.fields import guard, unguard
from lvm_meet.export.csv import COLUMNS, render

DOC = Path(__file__).parents[2] / "docs" / "schema.md"


def rows(analysis):
    return list(csv.DictReader(io.StringIO(render(analysis), newline="")))


def test_one_row_per_utterance(analyses):
    first, second, *_ = found = rows(analyses["kickoff"])
    assert len(found) == 30
    assert first == {
        "id": "u1",
        "start_ms": "0",
        "end_ms": "9000",
        "speaker": "Anna Berg",
        "label": "execution",
        "vision": "0.017",
        "inspiration": "0.017",
        "execution": "0.93",
        "control": "0.017",
        "none": "0.019",
        "backchannel": "false",
        "words": "17",
        "text": "Good morning, we will first go through the numbers, then the pilot, "
        "and then who does what.",
        "exemplar": "You take the first part and I'll have the second done by Monday.",
        "exemplar_label": "execution",
        "similarity": "0.86",
        "cues": "execution: numbers,",
    }
    assert (second["backchannel"], second["label"]) == ("true", "none")
    assert (second["exemplar"], second["similarity"], second["cues"]) == ("", "", "")


def test_untimed_and_nameless_cells_are_empty(analyses):
    assert {row["start_ms"] + row["end_ms"] for row in rows(analyses["untimed"])} == {""}
    assert {row["speaker"] for row in rows(analyses["nameless"])} == {""}


def test_an_empty_meeting_is_its_header(analyses):
    assert render(analyses["empty"]) == ",".join(COLUMNS) + "\r\n"


def test_foreign_text_stays_in_its_cell(analyses):
    found = rows(analyses["hostile"])
    assert len(found) == 4
    assert "| next cell |" in found[1]["text"]
    assert all("\0" not in cell for row in found for cell in row.values())


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-2 degrees", "'-2 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("\r\nyes", "'\r\nyes"),
        ("a = b", "a = b"),
        ("5 - 3", "5 - 3"),
        ('say "=1", please', 'say "=1", please'),
        ("", ""),
    ],
)
def test_formulas_are_neutralised(text, cell):
    assert guard(text) == cell


@given(st.text(st.characters(codec=None)))
def test_no_cell_begins_as_a_formula_and_nothing_else_changes(text):
    cell = guard(text)
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠") or not cell
    clean = re.sub("[\ud800-\udfff]", "?", text).replace("\0", "\ufffd")
    assert unguard(cell) == clean


def test_columns_are_documented():
    part = DOC.read_text(encoding="utf-8").split("## The CSV form")[1].split("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)) == COLUMNS
