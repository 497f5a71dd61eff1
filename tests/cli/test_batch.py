import csv
import json
import resource
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lvm_meet.cli.main import cli
from lvm_meet.errors import BatchError, InputError, LvmError, SettingsError

SAMPLES = Path(__file__).parents[2] / "samples"


def batch(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["batch", "--engine", "serial", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good meetings of one name, and one that is none."""
    place = tmp_path / "in"
    for name in ("a", "b"):
        (place / name).mkdir(parents=True)
    shutil.copy(SAMPLES / "standup.vtt", place / "a" / "x.vtt")
    shutil.copy(SAMPLES / "clinic.txt", place / "b" / "x.vtt")
    return place


def results(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_a_bad_file_stops_no_other_and_the_next_run_does_what_is_left(folder, tmp_path):
    out = tmp_path / "out"
    (folder / "a" / "bad.vtt").touch()
    result = batch(folder, "--out", out, "-f", "md")
    assert isinstance(result.exception, BatchError)
    assert result.exception.exit_code == 6
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line for line in lines if line.startswith("failed: ")] == [
        f"failed: {folder / 'a' / 'bad.vtt'}: is empty"
    ]
    assert results(out) == [
        "a/x.vtt.json", "a/x.vtt.md", "b/x.vtt.json", "b/x.vtt.md",
        "failures.csv", "run.jsonl", "summary.csv",
    ]  # fmt: skip
    with (out / "failures.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["file"] for row in csv.DictReader(file)] == ["a/bad.vtt"]
    printed = CliRunner().invoke(cli, ["analyze", str(folder / "a" / "x.vtt"), "-f", "json"])
    assert (out / "a/x.vtt.json").read_text("utf-8") == printed.stdout
    before = {name: (out / name).stat().st_mtime_ns for name in results(out)[:4]}
    shutil.copy(SAMPLES / "standup.srt", folder / "a" / "bad.vtt")
    again = batch(folder, "--out", out, "-f", "md")
    assert again.exit_code == 0
    assert "1 analysed, 2 were finished, 0 failed" in again.stderr
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["file"] for row in csv.DictReader(file)] == ["a/bad.vtt", "a/x.vtt", "b/x.vtt"]


def test_the_manifest_alone_says_what_to_analyse(folder, tmp_path):
    manifest = folder / "meetings.csv"
    manifest.write_text(
        "file,title,date,team,type,participants,rename,room\n"
        "a/x.vtt,Monday,2026-06-01,red,stand-up,Dana=Lead,Priya Raman=Dana,4\n",
        "utf-8",
    )
    out = tmp_path / "out"
    result = batch("--manifest", manifest, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert "mean nothing here: room" in result.stderr
    document = json.loads((out / "a/x.vtt.json").read_text("utf-8"))
    assert document["title"] == "Monday"
    with (out / "summary.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert [row[name] for name in ("file", "team", "type", "title", "date")] == [
        "a/x.vtt", "red", "stand-up", "Monday", "2026-06-01",
    ]  # fmt: skip


def test_a_result_too_large_for_the_disk_fails_alone_and_leaves_nothing(folder, tmp_path):
    out = tmp_path / "out"
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, old[1]))
    try:
        result = batch(folder, "--out", out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert isinstance(result.exception, BatchError)
    lines = result.stderr.splitlines()
    assert len([line for line in lines if line.startswith("failed: ")]) == 2
    assert "larger than this system allows" in (out / "failures.csv").read_text("utf-8")
    assert results(out) == ["failures.csv", "run.jsonl", "summary.csv"]
    assert batch(folder, "--out", out).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ([], SettingsError, "no PATH"),
        (["nothing"], InputError, "can't be read"),
        (["empty"], SettingsError, "no meeting"),
        (["in", "--engine", "steam"], SettingsError, "steam"),
        (["in", "--jobs", "2"], SettingsError, "one worker"),
        (["in", "-f", "papyrus"], SettingsError, "papyrus"),
        (["in", "--splitter", "axe"], SettingsError, "axe"),
        (["in", "--pattern", "*.doc"], SettingsError, "no meeting"),
        (["in", "--manifest", "none.csv"], InputError, "none.csv"),
        (["in", "--lexicons", "none"], LvmError, "none"),
        (["in", "--encoder", "none"], LvmError, "none"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_done(
    folder, tmp_path, monkeypatch, arguments, error, words
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    result = batch(*arguments, "--out", "out")
    assert isinstance(result.exception, error), result.exception
    assert words in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_results_cannot_go_where_a_file_is(folder, tmp_path):
    (tmp_path / "out").write_text("mine")
    result = batch(folder, "--out", tmp_path / "out")
    assert isinstance(result.exception, LvmError)
    assert (tmp_path / "out").read_text() == "mine"


def test_results_in_the_folder_of_the_meetings_are_told_apart_from_no_meetings(folder):
    batch(folder, "--out", folder / "a")
    result = batch(folder / "a", "--out", folder / "a")
    assert isinstance(result.exception, SettingsError)
    assert "choose another --out" in result.exception.hint
    (folder / "none").mkdir()
    result = batch(folder / "none", "--out", folder / "out")
    assert "--pattern takes others" in result.exception.hint
