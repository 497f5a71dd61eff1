import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lvm_meet import resources
from lvm_meet.cli.main import cli
from lvm_meet.errors import LexiconError
from lvm_meet.model import LABELS


@pytest.mark.parametrize("label", LABELS)
def test_show_prints_definition_and_exemplars(label: str) -> None:
    result = CliRunner().invoke(cli, ["lexicon", "show", label])
    assert result.exit_code == 0
    assert result.output.startswith(f"{label}: ")
    assert f"{label}.toml exemplars." in result.output


def test_show_as_json() -> None:
    document = json.loads(CliRunner().invoke(cli, ["lexicon", "show", "vision", "--json"]).output)
    assert len(document["exemplars"]) >= 60
    assert document["cues"]


def test_the_example_in_the_guide_is_not_coded_elsewhere(tmp_path) -> None:
    guide = (resources.lexicons() / "README.md").read_text("utf-8")
    example = next(part for part in guide.split("```toml\n")[1:] if "our_team = [" in part)
    (tmp_path / "inspiration.toml").write_text(example.partition("```")[0], "utf-8")
    result = CliRunner().invoke(cli, ["lexicon", "check", "--lexicons", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "own/" not in result.stdout


def test_the_packaged_lexicons_pass_their_check() -> None:
    result = CliRunner().invoke(cli, ["lexicon", "check"])
    assert result.exit_code == 0, result.output
    assert "0 duplicates" in result.stderr


def test_check_finds_a_duplicate_and_a_misplaced_sentence(tmp_path: Path) -> None:
    (tmp_path / "vision.toml").write_text(
        '[exemplars]\nmine = ["Mr Smith has the red folder on his desk.",'
        ' "mr smith has the red folder on his desk",'
        ' "Could you send me the figures by Friday noon, please?"]\n'
    )
    result = CliRunner().invoke(cli, ["lexicon", "check", "--lexicons", str(tmp_path)])
    assert isinstance(result.exception, LexiconError)
    assert result.exception.exit_code == 5
    assert "duplicate: own/vision.toml exemplars.mine[2]" in result.output
    assert "misplaced: own/vision.toml exemplars.mine[3]" in result.output


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "vision.toml").write_text("[exemplars\n")
    result = CliRunner().invoke(cli, ["lexicon", "check", "--lexicons", str(tmp_path)])
    assert isinstance(result.exception, LexiconError)
    assert "vision.toml" in str(result.exception)


@pytest.mark.parametrize(
    ("name", "text"),
    [("library.toml", "[actoin]\nwords = []\n"), ("targets.toml", "[retro]\nvision = 3\n")],
)
def test_files_of_the_library_are_checked_too(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    result = CliRunner().invoke(cli, ["lexicon", "check", "--lexicons", str(tmp_path)])
    assert isinstance(result.exception, LexiconError)
    assert name in str(result.exception)
