"""Which format an analysis leaves a command in, and what is written."""

import re
from pathlib import Path

import pytest

from lvm_meet.cli.delivery import SUFFIXES, deliver, format_of
from lvm_meet.errors import SettingsError
from lvm_meet.export import EXPORTERS


@pytest.mark.parametrize(
    ("given", "output", "expected"),
    [
        (None, None, "text"),
        (None, "a.HTML", "html"),
        (None, "a.htm", "html"),
        (None, "a.markdown", "md"),
        (None, "folder", "text"),
        ("csv", "a.html", "csv"),
    ],
)
def test_what_was_asked_for_goes_before_the_name(given, output, expected):
    assert format_of(given, output and Path(output)) == expected


@pytest.mark.parametrize(("given", "output"), [("papyrus", None), (None, "a.papyrus")])
def test_a_format_that_there_is_not(given, output):
    with pytest.raises(SettingsError) as error:
        format_of(given, output and Path(output))
    assert "html" in error.value.hint


@pytest.mark.parametrize("name", ["a.docx", "A.DOCX"])
def test_word_is_known_by_its_name(name):
    assert format_of(None, Path(name)) == "docx"


def test_a_document_is_not_shown_on_a_terminal(monkeypatch, tmp_path):
    assert format_of("docx", None) == "docx"  # into a pipe it goes
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(SettingsError) as error:
        format_of("docx", None)
    assert error.value.hint.endswith("-o REPORT.docx")
    assert format_of("docx", tmp_path / "a.docx") == "docx"
    assert format_of("md", None) == "md"


@pytest.mark.parametrize(
    ("given", "output"), [("md", None), (None, "a.html"), ("docx", "a.docx"), (None, None)]
)
def test_charts_belong_to_a_markdown_file(given, output):
    with pytest.raises(SettingsError, match="--charts"):
        format_of(given, output and Path(output), charts=True)
    assert format_of(None, Path("a.md"), charts=True) == "md"


def test_charts_lie_beside_their_document(tmp_path, analyses):
    target = tmp_path / "my report.md"
    deliver(analyses["kickoff"], target, format_="md", force=False, charts=True)
    text = target.read_text("utf-8")
    pictures = sorted((tmp_path / "my report_files").iterdir())
    assert [each.name for each in pictures] == ["balance.png", "intensities.png", "timeline.png"]
    for each in pictures:
        assert f"](my%20report_files/{each.name})" in text


def test_pictures_that_are_there_already_are_kept(tmp_path, analyses):
    folder = tmp_path / "a_files"
    folder.mkdir()
    (folder / "timeline.png").write_bytes(b"mine")
    target = tmp_path / "a.md"
    with pytest.raises(SettingsError):
        deliver(analyses["kickoff"], target, format_="md", force=False, charts=True)
    assert [each.name for each in folder.iterdir()] == ["timeline.png"]
    assert not target.exists()
    deliver(analyses["kickoff"], target, format_="md", force=True, charts=True)
    assert (folder / "timeline.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_chart_there_is_no_folder(tmp_path, analyses):
    deliver(analyses["empty"], tmp_path / "a.md", format_="md", force=False, charts=True)
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_every_suffix_belongs_to_a_format():
    assert set(SUFFIXES) <= set(EXPORTERS.names())


def test_a_page_gets_the_recording_and_other_formats_have_no_use_for_it(tmp_path, analyses):
    recording = tmp_path / "talk.ogg"
    for name in ("html", "md"):
        target = tmp_path / f"a.{name}"
        deliver(analyses["kickoff"], target, format_=name, force=False, media=recording)
    assert re.search(r'<audio [^>]*src="talk.ogg"', (tmp_path / "a.html").read_text("utf-8"))
    assert "talk.ogg" not in (tmp_path / "a.md").read_text("utf-8")


def test_printed_is_what_would_be_written(tmp_path, analyses, capsys):
    deliver(analyses["kickoff"], tmp_path / "a.md", format_="md", force=False)
    deliver(analyses["kickoff"], None, format_="md", force=False)
    assert capsys.readouterr().out == (tmp_path / "a.md").read_text("utf-8")
