import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lvm_meet.cli.main import cli
from lvm_meet.codec import dumps
from lvm_meet.dataset import written
from lvm_meet.errors import BatchError, InputError, MissingError, OutputError, SettingsError

SAMPLES = Path(__file__).parents[2] / "samples"


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["dataset", *map(str, arguments)])


def of_source(analysis, name, digits):
    source = replace(analysis.transcript.source, name=name, sha256=digits * 32)
    return replace(analysis, transcript=replace(analysis.transcript, source=source))


@pytest.fixture
def saved(tmp_path, analyses):
    """A folder with two saved analyses and a file that is none."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    for name, digits, key in (("a", "a0", "kickoff"), ("deep/b", "b1", "untimed")):
        text = dumps(of_source(analyses[key], f"{name}.vtt", digits))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    (folder / "other.json").write_text("{}")
    return folder


def rows(out, name="meetings"):
    return (out / f"{name}.csv").read_text("utf-8").splitlines()[1:]


def contents(folder):
    return {item.name: item.read_bytes() for item in folder.iterdir()}


def test_a_folder_stands_for_the_analyses_below_it(tmp_path, saved):
    done = invoke(tmp_path / "out", saved)
    assert done.exit_code == 0, done.output
    assert "2 meetings, 6 speakers" in done.stderr
    assert done.stdout == ""
    assert len(rows(tmp_path / "out")) == 2
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["resources"]


def test_a_batch_s_folder_brings_team_and_type(tmp_path, saved):
    (saved / "summary.csv").write_text(
        "file,results,team,type\nb.vtt,deep/b,Alarm,retro\n", encoding="utf-8"
    )
    done = invoke(tmp_path / "out", saved, "-f", "csv")
    assert done.exit_code == 0, done.output
    with (tmp_path / "out" / "meetings.csv").open(encoding="utf-8", newline="") as file:
        found = {(row["team"], row["type"]) for row in csv.DictReader(file)}
    assert found == {("Alarm", "retro"), ("", "")}


def test_a_transcript_and_its_saved_analysis_are_one_meeting(tmp_path):
    transcript = SAMPLES / "standup.vtt"
    analysis = tmp_path / "standup.json"
    assert CliRunner().invoke(cli, ["analyze", str(transcript), "-o", str(analysis)]).exit_code == 0
    done = invoke(tmp_path / "one", transcript, analysis, "-f", "csv")
    assert done.exit_code == 0
    assert "is the same meeting as" in done.stderr
    assert invoke(tmp_path / "two", transcript, "-f", "csv").exit_code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_copies_of_a_transcript_count_once_in_any_order(tmp_path):
    text = (SAMPLES / "standup.vtt").read_bytes()
    files = [tmp_path / "b.vtt", tmp_path / "a.vtt"]
    for file in files:
        file.write_bytes(text)
    one, two = tmp_path / "one", tmp_path / "two"
    for out, order in ((one, files), (two, files[::-1])):
        done = invoke(out, *order, "-f", "csv")
        assert done.exit_code == 0
        assert "b.vtt is the same meeting as" in done.stderr
    assert contents(one) == contents(two)
    assert len(rows(one)) == 1


def test_one_bad_file_does_not_stop_the_others(tmp_path, saved):
    bad = tmp_path / "bad.json"
    bad.write_text('{"schema": "lvm-meet/analysis", "schema_version": 99}')
    done = invoke(tmp_path / "out", saved, bad, tmp_path / "none.vtt", "-f", "csv")
    assert isinstance(done.exception, BatchError)
    assert done.exception.exit_code == 6
    assert "2 of 4 files" in str(done.exception)
    assert "bad.json" in done.stderr
    assert "none.vtt" in done.stderr
    assert len(rows(tmp_path / "out")) == 2


def test_one_meeting_in_two_ways_is_told_and_left_out(tmp_path, saved, analyses):
    other = tmp_path / "other.json"
    other.write_text(dumps(of_source(analyses["one unit"], "a.vtt", "a0")), encoding="utf-8")
    done = invoke(tmp_path / "out", saved, other, "-f", "csv")
    assert isinstance(done.exception, BatchError)
    assert "analysed in different ways" in done.stderr
    assert len(rows(tmp_path / "out")) == 1


def test_a_single_bad_file_is_its_own_error(tmp_path):
    done = invoke(tmp_path / "out", tmp_path / "none.vtt")
    assert isinstance(done.exception, InputError)
    assert not (tmp_path / "out").exists()


def test_where_all_fail_nothing_is_written(tmp_path):
    done = invoke(tmp_path / "out", tmp_path / "a.vtt", tmp_path / "b.vtt")
    assert isinstance(done.exception, BatchError)
    assert list(tmp_path.iterdir()) == []


def test_force_replaces_a_data_set_and_nothing_else(tmp_path, saved):
    out = tmp_path / "out"
    assert invoke(out, saved, "-f", "csv").exit_code == 0
    before = contents(out)
    assert isinstance(invoke(out, saved / "a.json").exception, SettingsError)
    assert contents(out) == before
    assert invoke(out, saved / "a.json", "--force", "-f", "csv").exit_code == 0
    assert len(rows(out)) == 1
    assert isinstance(invoke(saved, saved / "a.json", "--force").exception, SettingsError)


def test_pseudonyms_and_their_key(tmp_path, saved):
    done = invoke(tmp_path / "out", saved, "--pseudonymise", "-f", "csv")
    assert done.exit_code == 0
    key = tmp_path / "out.key.json"
    assert key.stat().st_mode & 0o777 == 0o600
    assert "Anna Berg" in key.read_text()
    assert "no anonymity" in done.stderr
    assert not any(b"Anna" in data for data in contents(tmp_path / "out").values())


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--key", "k.json"], SettingsError),
        (["--format", "xlsx"], SettingsError),
        (["--window-ms", "10"], SettingsError),
    ],
)
def test_options_that_can_not_be(tmp_path, saved, options, error):
    done = invoke(tmp_path / "out", saved, *options)
    assert isinstance(done.exception, error)
    assert not (tmp_path / "out").exists()


def test_places_that_can_not_be(tmp_path, saved):
    assert isinstance(invoke(tmp_path / "no" / "out", saved).exception, OutputError)
    assert isinstance(invoke(tmp_path / "out").exception, SettingsError)
    (tmp_path / "empty").mkdir()
    assert isinstance(invoke(tmp_path / "out", tmp_path / "empty").exception, InputError)
    inside = invoke(tmp_path / "out", saved, "--pseudonymise", "--key", tmp_path / "out" / "k")
    assert isinstance(inside.exception, SettingsError)


def test_longer_windows_are_fewer(tmp_path, saved):
    assert invoke(tmp_path / "one", saved, "-f", "csv").exit_code == 0
    assert invoke(tmp_path / "two", saved, "-f", "csv", "--window-ms", "10000").exit_code == 0
    assert len(rows(tmp_path / "two", "windows")) > len(rows(tmp_path / "one", "windows"))


def test_parquet_without_pyarrow_names_the_command(tmp_path, saved, monkeypatch):
    monkeypatch.setattr(written, "find_spec", lambda name: None)
    done = invoke(tmp_path / "out", saved, "--format", "parquet")
    assert isinstance(done.exception, MissingError)
    assert "pip install 'lvm-meet[research]'" in done.exception.hint
    done = invoke(tmp_path / "out", saved)
    assert done.exit_code == 0
    assert "CSV alone" in done.stderr
    assert "pip install 'lvm-meet[research]'" in done.stderr
    assert not (tmp_path / "out" / "units.parquet").exists()
    assert "CSV alone" not in invoke(tmp_path / "asked", saved, "--format", "csv").stderr
