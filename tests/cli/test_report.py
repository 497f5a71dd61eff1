import json
import re
import runpy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lvm_meet.cli.main import cli
from lvm_meet.codec import dumps
from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.report.html import render
from lvm_meet.report.markdown import render as markdown

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


def invoke(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, arguments)], input=stdin)


@pytest.fixture
def saved(tmp_path, analyses):
    path = tmp_path / "kickoff.json"
    path.write_text(dumps(CONCLUDE(analyses["kickoff"])), encoding="utf-8")
    return path


def test_the_name_of_the_output_says_the_format(tmp_path, saved, analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    for name, expected in (("a.html", render), ("a.HTM", render), ("a.md", markdown)):
        assert invoke(saved, "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text("utf-8") == expected(analysis)


def test_a_word_document_is_written_or_goes_into_a_pipe(tmp_path, saved):
    target = tmp_path / "a.docx"
    assert invoke(saved, "-o", target).exit_code == 0
    assert target.read_bytes().startswith(b"PK")
    assert invoke(saved, "-f", "docx").stdout_bytes == target.read_bytes()


def test_markdown_gets_its_charts_where_that_is_asked_for(tmp_path, saved):
    assert invoke(saved, "-o", tmp_path / "a.md", "--charts").exit_code == 0
    assert (tmp_path / "a_files" / "timeline.png").is_file()
    assert "](a_files/timeline.png)" in (tmp_path / "a.md").read_text("utf-8")
    assert isinstance(invoke(saved, "--charts").exception, SettingsError)


def test_what_was_saved_comes_back_the_same(saved):
    assert invoke(saved, "-f", "json").output == saved.read_text("utf-8")


def test_action_items_go_to_spreadsheets_and_calendars(tmp_path, saved):
    printed = invoke(saved, "-f", "actions-csv").stdout_bytes
    assert printed.startswith(b"\xef\xbb\xbftask,kind,owner,due")
    assert printed.count(b"\r\n") == 4
    assert invoke(saved, "-o", tmp_path / "tasks.ics").exit_code == 0
    assert (tmp_path / "tasks.ics").read_bytes().count(b"BEGIN:VTODO") == 3
    assert invoke(saved, "-f", "actions-csv", "-o", tmp_path).exit_code == 0
    assert (tmp_path / "kickoff.actions.csv").read_bytes() == printed


def test_without_an_output_it_is_printed(saved):
    assert "Alarm kick-off" in invoke(saved).output
    assert invoke(saved, "-f", "html").output.startswith("<!DOCTYPE html>")


def test_a_folder_gets_a_file_of_the_same_name(tmp_path, saved):
    (tmp_path / "out").mkdir()
    assert invoke(saved, "-f", "html", "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "kickoff.html").is_file()


def test_a_pipe_is_read_with_or_without_a_byte_order_mark(saved):
    content = saved.read_bytes()
    plain = invoke("-", stdin=content)
    assert plain.exit_code == 0
    assert invoke("-", stdin=b"\xef\xbb\xbf" + content).output == plain.output


def test_the_page_refers_to_the_recording_where_it_lies(tmp_path, saved):
    (tmp_path / "sound").mkdir()
    recording = tmp_path / "sound" / "the talk.mp4"
    recording.write_bytes(b"")
    assert invoke(saved, "-o", tmp_path / "a.html", "--media", recording).exit_code == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert re.search(r'<video [^>]*src="sound/the%20talk.mp4"', page)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--media", "no such file", "-f", "html"], InputError),
        (["--media", __file__, "-f", "md"], SettingsError),
        (["-f", "papyrus"], SettingsError),
        (["-o", "a.papyrus"], SettingsError),
        (["-o", "no such folder/a.html"], OutputError),
    ],
)
def test_what_can_not_be_is_said(saved, arguments, error):
    assert isinstance(invoke(saved, *arguments).exception, error)


def test_nothing_is_overwritten_unasked(tmp_path, saved):
    target = tmp_path / "a.md"
    target.write_text("mine")
    assert isinstance(invoke(saved, "-o", target).exception, SettingsError)
    assert target.read_text() == "mine"
    assert invoke(saved, "-o", target, "--force").exit_code == 0


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"{}", b"[1]", b'{"schema": "other"}'])
def test_what_is_no_analysis_is_said(tmp_path, content):
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    found = invoke(path).exception
    assert isinstance(found, InputError)
    assert found.path == str(path)


def test_an_id_that_is_not_there_is_no_traceback(tmp_path, saved):
    document = json.loads(saved.read_text("utf-8"))
    text = json.dumps(document).replace('"u10"', '"nobody"', 1)
    path = tmp_path / "torn.json"
    path.write_text(text, encoding="utf-8")
    found = invoke(path, "-f", "html").exception
    assert found is None or isinstance(found, InputError)
