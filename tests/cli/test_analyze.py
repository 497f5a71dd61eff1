import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import lvm_meet
from lvm_meet.cli.main import cli
from lvm_meet.codec import dumps
from lvm_meet.errors import BatchError, InputError, SettingsError

SAMPLES = Path(__file__).parents[2] / "samples"
MEETING = str(SAMPLES / "standup.vtt")


def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["analyze", *arguments], input=stdin)


def test_the_report_is_printed() -> None:
    result = invoke(MEETING)
    assert result.exit_code == 0
    assert "Priya Raman" in result.output
    assert "Balance index" in result.output


def test_python_gives_what_the_command_prints() -> None:
    assert invoke(MEETING, "-f", "json").output == dumps(lvm_meet.analyze(MEETING))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert invoke(MEETING, "-f", "json").output == invoke(MEETING, "-f", "json").output


def test_standard_input_is_a_dash() -> None:
    result = invoke("-", "-f", "json", stdin=Path(MEETING).read_bytes())
    assert result.exit_code == 0
    assert json.loads(result.output)["utterances"]


@pytest.mark.parametrize("format_", ["text", "json", "md", "csv"])
def test_every_format_is_written_whole(tmp_path: Path, format_: str) -> None:
    target = tmp_path / "out"
    assert invoke(MEETING, "-f", format_, "-o", str(target)).exit_code == 0
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_name_of_the_output_says_the_format(tmp_path: Path) -> None:
    assert invoke(MEETING, "-o", str(tmp_path / "a.json")).exit_code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["schema"] == "lvm-meet/analysis"
    result = invoke(MEETING, "-o", str(tmp_path / "a.docx"))
    assert isinstance(result.exception, SettingsError)
    assert not (tmp_path / "a.docx").exists()
    assert invoke(MEETING, "-o", str(tmp_path / "a.docx"), "-f", "md").exit_code == 0


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("mine")
    result = invoke(MEETING, "-f", "md", "-o", str(target))
    assert isinstance(result.exception, SettingsError)
    assert target.read_text() == "mine"
    assert invoke(MEETING, "-f", "md", "-o", str(target), "--force").exit_code == 0
    assert target.read_text() != "mine"


def test_a_file_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    picture = tmp_path / "picture.vtt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    result = invoke(str(picture), "-f", "json", "-o", str(target))
    assert isinstance(result.exception, InputError)
    assert not target.exists()


def test_several_files_go_into_a_directory_and_one_bad_one_stops_no_other(tmp_path: Path) -> None:
    bad = tmp_path / "empty.vtt"
    bad.touch()
    out = tmp_path / "made" / "out"
    result = invoke(MEETING, str(bad), str(SAMPLES / "clinic.txt"), "-f", "json", "-o", str(out))
    assert isinstance(result.exception, BatchError)
    assert sorted(path.name for path in out.iterdir()) == ["clinic.json", "standup.json"]
    assert "empty.vtt" in result.stderr


def test_two_files_of_one_name_are_not_written_over_each_other(tmp_path: Path) -> None:
    result = invoke(MEETING, str(SAMPLES / "standup.srt"), "-f", "json", "-o", str(tmp_path))
    assert isinstance(result.exception, SettingsError)
    assert list(tmp_path.iterdir()) == []


def test_names_reach_every_output() -> None:
    for format_ in ("text", "json", "md", "csv"):
        output = invoke(MEETING, "-f", format_, "--rename", "Priya Raman=Dana").output
        assert output.count("Dana") > 3
        assert output.count("Priya Raman") <= 1  # said once: who is called what


def test_two_speakers_become_one() -> None:
    result = invoke(
        MEETING, "-f", "json", "--rename", "Priya Raman=Dana", "--rename", "Tom Okafor=Dana"
    )
    speakers = {row["speaker"] for row in json.loads(result.output)["style"]["speakers"]}
    assert speakers == {"Dana", "Marcus Webb", "Zoë Lindqvist"}


def test_strict_refuses_what_a_lenient_reader_notes(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("Zoë: we decide on Monday what the café needs.\n".encode("latin-1") * 3)
    assert invoke(str(path)).exit_code == 0
    assert isinstance(invoke(str(path), "--strict").exception, InputError)


def test_strict_takes_a_file_as_windows_writes_it_and_the_report_does_not_mention_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "standup.vtt"
    text = Path(MEETING).read_text("utf-8").rstrip()
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    result = invoke(str(path), "--strict", "-f", "json")
    assert result.exit_code == 0
    remarks = {note["code"] for note in json.loads(result.output)["notes"] if note["remark"]}
    assert remarks >= {"byte-order-mark", "line-ends", "last-line"}
    for format_ in ("text", "md"):
        said = invoke(str(path), "-f", format_).output
        assert said == invoke(MEETING, "-f", format_).output


def test_own_lexicons_change_the_result_at_once(tmp_path: Path) -> None:
    unit = next(
        row
        for row in json.loads(invoke(MEETING, "-f", "json").output)["utterances"]
        if row["label"] == "none" and not row["backchannel"] and row["scores"]["none"] > 0.8
    )
    text = unit["text"].replace("\\", "").replace('"', "'")
    (tmp_path / "vision.toml").write_text(f'[exemplars]\nmine = ["{text}"]\n', "utf-8")
    changed = json.loads(invoke(MEETING, "-f", "json", "--lexicons", str(tmp_path)).output)
    after = next(row for row in changed["utterances"] if row["id"] == unit["id"])
    assert after["scores"]["vision"] > unit["scores"]["vision"]
    assert after["evidence"]["exemplars"][0]["entry"].startswith("own/vision.toml")


def test_the_other_splitter_says_what_it_used() -> None:
    pytest.importorskip("spacy")
    document = json.loads(invoke(MEETING, "-f", "json", "--splitter", "spacy").output)
    assert document["provenance"]["splitter"].startswith("spacy ")
