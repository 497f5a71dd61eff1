import os
import shutil
from pathlib import Path

import pytest

from lvm_meet.batch.sources import Filter, find
from lvm_meet.batch.state import Journal
from lvm_meet.errors import InputError

SAMPLES = Path(__file__).parents[2] / "samples"


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Anna: so where do we stand?\n")


def names(*paths: Path | str, **facts: object) -> list[str]:
    return [m.name for m in find([str(p) for p in paths], wanted=Filter(**facts)).meetings]


def test_transcripts_by_name_and_recordings_by_content_in_one_order(tmp_path):
    touch(tmp_path / "b/x.vtt", tmp_path / "a/x.SRT", tmp_path / "z.txt", tmp_path / "a.docx")
    touch(tmp_path / "notes.md", tmp_path / "picture.png")
    shutil.copy(SAMPLES / "planning.ogg", tmp_path / "b" / "talk.bin")
    survey = find([str(tmp_path)], wanted=Filter())
    assert [m.name for m in survey.meetings] == [
        "a.docx", "z.txt", "a/x.SRT", "b/talk.bin", "b/x.vtt",
    ]  # fmt: skip
    assert survey.others == 2
    assert all(Path(m.path).is_file() for m in survey.meetings)


def test_hidden_and_unfinished_files_are_none(tmp_path):
    touch(tmp_path / ".x.vtt", tmp_path / "~$x.docx", tmp_path / ".git/x.vtt", tmp_path / "x.vtt")
    assert names(tmp_path) == ["x.vtt"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("*.vtt", ["y.vtt", "2026/x.vtt"]), ("2026/*", ["2026/notes.md", "2026/x.vtt"]), ("q*", [])],
)
def test_a_pattern_decides_by_name_or_path(tmp_path, pattern, expected):
    touch(tmp_path / "2026/x.vtt", tmp_path / "2026/notes.md", tmp_path / "y.vtt")
    assert names(tmp_path, pattern=pattern) == expected


def test_several_paths_are_told_apart_by_their_names(tmp_path):
    touch(tmp_path / "a/rec/x.vtt", tmp_path / "b/rec/x.vtt", tmp_path / "c/x.vtt")
    assert names(tmp_path / "a", tmp_path / "c") == ["a/rec/x.vtt", "c/x.vtt"]
    assert names(tmp_path / "a/rec", tmp_path / "b/rec") == ["a/rec/x.vtt", "b/rec/x.vtt"]
    assert names(tmp_path / "a/rec/x.vtt", tmp_path / "c") == ["x.vtt", "c/x.vtt"]


def test_what_is_given_twice_counts_once(tmp_path, monkeypatch):
    touch(tmp_path / "a/x.vtt", tmp_path / "a/y.vtt")
    monkeypatch.chdir(tmp_path)
    assert names("a", "a/x.vtt", tmp_path / "a" / ".." / "a" / "y.vtt") == ["a/x.vtt", "a/y.vtt"]


def test_results_are_no_meetings(tmp_path):
    touch(tmp_path / "x.vtt", tmp_path / "out/x.vtt.json", tmp_path / "old/x.vtt.json")
    Journal(tmp_path / "old").close()
    assert names(tmp_path, out=tmp_path / "out") == ["x.vtt"]


def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path):
    touch(tmp_path / "in/x.vtt", tmp_path / "other/y.vtt")
    (tmp_path / "in/circle").symlink_to(tmp_path / "in")
    (tmp_path / "in/y.vtt").symlink_to(tmp_path / "other/y.vtt")
    (tmp_path / "in/z.vtt").symlink_to(tmp_path / "in/z.vtt")
    assert names(tmp_path / "in") == ["x.vtt", "y.vtt"]


def test_a_path_that_there_is_not(tmp_path):
    with pytest.raises(InputError) as caught:
        names(tmp_path / "nothing")
    assert caught.value.path.endswith("nothing")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path):
    touch(tmp_path / "in/x.vtt", tmp_path / "in/closed/y.vtt")
    (tmp_path / "in/closed").chmod(0)
    try:
        survey = find([str(tmp_path / "in")], wanted=Filter())
    finally:
        (tmp_path / "in/closed").chmod(0o700)
    assert [m.name for m in survey.meetings] == ["x.vtt"]
    assert survey.closed == (str(tmp_path / "in/closed"),)
