import json
from pathlib import Path

from click.testing import CliRunner, Result

from lvm_meet.cli.main import cli
from lvm_meet.errors import InputError
from lvm_meet.model import LABELS


def classify(text: str | bytes, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["classify", "-", *arguments], input=text)


def rows(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.exception
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_lines_come_back_in_order_with_scores_that_sum_to_one() -> None:
    texts = [
        "Can you send the draft to the printers by Friday?",
        "Mm-hm.",
        "In five years nobody should have to travel for this, that's what we're here for.",
        "The cable is about two metres long.",
    ]
    lines = "".join(
        json.dumps({"id": f"a{i}", "text": text}) + "\n" for i, text in enumerate(texts)
    )
    found = rows(classify(lines))
    assert [row["id"] for row in found] == ["a0", "a1", "a2", "a3"]
    for row in found:
        assert list(row["scores"]) == list(LABELS)
        assert round(sum(row["scores"].values()), 9) == 1
        assert row["label"] in list(LABELS)
    assert [row["label"] for row in found] == ["execution", "none", "vision", "none"]
    assert found[1]["evidence"] == {"exemplars": [], "cues": []}
    assert found[0]["evidence"]["exemplars"][0]["similarity"] > 0.3


def test_context_and_unknown_keys_are_welcome() -> None:
    line = {"text": "Yes, by Friday.", "before": ["A: Can you send it?"], "speaker": "B", "x": 1}
    (found,) = rows(classify(json.dumps(line)))
    assert found["id"] == 1


def test_no_lines_give_no_lines() -> None:
    assert rows(classify("")) == []


def test_more_rows_than_a_chunk(monkeypatch) -> None:
    monkeypatch.setattr("lvm_meet.cli.classify.CHUNK", 3)
    lines = "".join(json.dumps({"text": f"We meet on day {i}."}) + "\n" for i in range(8))
    assert [row["id"] for row in rows(classify(lines))] == list(range(1, 9))


def test_a_bad_line_is_an_input_error_after_the_good_ones() -> None:
    result = classify('{"text": "one"}\n{"text": \n')
    assert isinstance(result.exception, InputError)
    assert result.exception.line == 2


def test_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"text": "Zoë"}'.encode("latin-1"))
    result = CliRunner().invoke(cli, ["classify", str(path)])
    assert isinstance(result.exception, InputError)
    assert "UTF-8" in str(result.exception)
