import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lvm_meet.cli.main import cli
from lvm_meet.errors import InputError

UNITS = [
    ("Can you send the draft to the printers by Friday?", "execution", "a"),
    ("We're over budget, so that's not approved.", "control", "a"),
    ("Thank you so much, that was wonderful work by all of you.", "inspiration", "b"),
    ("In five years nobody should have to travel for this.", "vision", "b"),
    ("The cable is about two metres long.", "none", "b"),
]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    lines = [json.dumps({"text": t, "label": label, "domain": d}) for t, label, d in UNITS]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_table_has_what_a_reader_needs(labelled: Path) -> None:
    result = CliRunner().invoke(cli, ["validate", str(labelled)])
    assert result.exit_code == 0
    for word in ("macro-F1", "kappa", "calibration error", "95 % interval", "precision", "domain"):
        assert word in result.output
    assert max(map(len, result.output.splitlines()[1:])) <= 80


def test_the_json_has_the_same_figures(labelled: Path) -> None:
    result = CliRunner().invoke(cli, ["validate", str(labelled), "--json"])
    document = json.loads(result.output)
    assert set(document["figures"]) == {"all", "a", "b"}
    whole = document["figures"]["all"]
    assert whole["units"] == 5
    assert sum(map(sum, whole["confusion"])) == 5
    assert whole["accuracy"] >= 0.8
    assert document["provenance"]["encoder"]


def test_an_empty_file_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.touch()
    assert isinstance(CliRunner().invoke(cli, ["validate", str(path)]).exception, InputError)
