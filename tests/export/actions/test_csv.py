import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from lvm_meet.export.actions.csv import COLUMNS, render
from lvm_meet.model import Action, ActionKind, Due, Insights, Status

ITEM = Action(
    task="Send the list",
    kind=ActionKind.REQUEST,
    owner="Tom",
    speaker="Anna Berg",
    due=Due("by Friday", date(2024, 3, 15)),
    status=Status.DONE,
    accepted=("u2",),
    utterances=("u1", "u3"),
)


def rows(analysis):
    text = render(analysis).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_actions(analysis, *actions):
    return replace(analysis, insights=Insights(actions=actions))


def test_one_row_per_item(analyses):
    analysis = with_actions(analyses["kickoff"], ITEM)
    (row,) = rows(analysis)
    quote = " / ".join(analysis.utterances[place].text for place in (0, 2))
    assert row == {
        "task": "Send the list",
        "kind": "request",
        "owner": "Tom",
        "due": "2024-03-15",
        "due_text": "by Friday",
        "status": "done",
        "said_by": "Anna Berg",
        "at": "0:00",
        "utterances": "u1 u3",
        "quote": quote,
    }


def test_what_is_not_known_is_empty(analyses):
    bare = replace(ITEM, owner=None, speaker=None, due=None, status=None)
    (row,) = rows(with_actions(analyses["untimed"], bare))
    assert {row[name] for name in ("owner", "said_by", "due", "due_text", "status", "at")} == {""}
    (row,) = rows(with_actions(analyses["kickoff"], replace(ITEM, due=Due("soon", None))))
    assert (row["due"], row["due_text"]) == ("", "soon")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_spreadsheet_runs_a_cell(analyses, sign):
    item = replace(ITEM, task=f"{sign}1+1", owner=f"{sign}2")
    (row,) = rows(with_actions(analyses["kickoff"], item))
    assert (row["task"], row["owner"]) == (f"'{sign}1+1", f"'{sign}2")


def test_where_speakers_are_doubtful_nobody_is_named(analyses):
    (row,) = rows(with_actions(analyses["doubtful recording"], ITEM))
    assert (row["owner"], row["said_by"]) == ("", "")


def test_without_items_it_is_the_header(analyses):
    assert render(analyses["empty"]) == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"
