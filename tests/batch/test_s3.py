"""Batches from and to S3, over its real protocol (moto's server), as a user starts them."""

import csv
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lvm_meet.batch.origins import is_recording
from lvm_meet.batch.sources import Filter, find
from lvm_meet.batch.state import Journal
from lvm_meet.cli.main import cli
from lvm_meet.errors import BatchError, InputError, OutputError, SettingsError

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SOURCES = {"a/x.vtt": "standup.vtt", "b/x.vtt": "clinic.txt", "a/x.srt": "standup.srt"}
TABLES = {"failures.csv", "run.jsonl", "summary.csv"}
DENY = {"Effect": "Deny", "Principal": "*"}


def batch(*arguments: object, engine: str = "serial") -> Result:
    return CliRunner().invoke(cli, ["batch", "--engine", engine, *map(str, arguments)])


def put(s3, key: str, sample: str = "standup.vtt") -> None:
    s3.pipe_file(f"talk/{key}", (SAMPLES / sample).read_bytes())


def objects(s3, place: str) -> dict[str, bytes]:
    found = s3.find(f"talk/{place}")
    return {name.removeprefix(f"talk/{place}/"): s3.cat_file(name) for name in found}


def results(s3, place: str) -> dict[str, bytes]:
    return {name: data for name, data in objects(s3, place).items() if name not in TABLES}


def deny(bucket: str, action: str, what: str) -> None:
    import boto3

    rule = DENY | {"Action": [action], "Resource": [f"arn:aws:s3:::{bucket}{what}"]}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]})
    boto3.client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)


@pytest.fixture
def meetings(s3):
    for key, sample in SOURCES.items():
        put(s3, f"in/{key}", sample)
    return s3


def test_whatever_the_engine_and_wherever_it_lies_results_are_the_same_bytes(meetings, tmp_path):
    s3 = meetings
    local = tmp_path / "in"
    for key, sample in SOURCES.items():
        (local / key).parent.mkdir(parents=True, exist_ok=True)
        (local / key).write_bytes((SAMPLES / sample).read_bytes())
    result = batch("s3://talk/in/", "--out", "s3://talk/one/", "-f", "md")
    assert result.exit_code == 0, result.stderr
    assert "3 analysed, 0 were finished, 0 failed: s3://talk/one/summary.csv" in result.stderr
    assert batch("s3://talk/in", "--out", "s3://talk/two", "-f", "md", "-j", 2,
                 engine="processes").exit_code == 0  # fmt: skip
    assert batch(local, "--out", "s3://talk/three", "-f", "md").exit_code == 0
    assert batch("s3://talk/in", "--out", tmp_path / "four", "-f", "md").exit_code == 0
    one = results(s3, "one")
    assert set(one) == {f"{key}.{suffix}" for key in SOURCES for suffix in ("json", "md")}
    assert results(s3, "two") == results(s3, "three") == one
    assert {name: (tmp_path / "four" / name).read_bytes() for name in one} == one
    printed = CliRunner().invoke(cli, ["analyze", str(local / "a/x.vtt"), "-f", "json"])
    assert one["a/x.vtt.json"].decode() == printed.stdout
    assert s3.cat_file("talk/one/summary.csv") == s3.cat_file("talk/two/summary.csv")
    assert not list(Path(tempfile.gettempdir()).glob("lvm-meet-source-*"))
    first = (tmp_path / "state" / "batch").iterdir()
    for folder in first:
        for path in folder.iterdir():
            assert b"not-to-be-seen" not in path.read_bytes()
    for data in objects(s3, "one").values():
        assert b"not-to-be-seen" not in data


def test_what_is_finished_is_skipped_until_an_object_changes(meetings, tmp_path, monkeypatch):
    s3 = meetings
    command = ("s3://talk/in", "--out", "s3://talk/out")
    assert batch(*command).exit_code == 0
    before = {name: s3.info(f"talk/out/{name}")["LastModified"] for name in results(s3, "out")}
    assert "0 analysed, 3 were finished" in batch(*command).stderr
    put(s3, "in/b/x.vtt", "standup-otter.txt")
    put(s3, "in/a/x.vtt")  # written again, with the same content
    time.sleep(1.1)  # S3 tells whole seconds
    assert "1 analysed, 2 were finished" in batch(*command).stderr
    after = {name: s3.info(f"talk/out/{name}")["LastModified"] for name in before}
    assert {name for name in after if after[name] != before[name]} == {"b/x.vtt.json"}
    s3.rm_file("talk/out/a/x.srt.json")
    assert "1 analysed, 2 were finished" in batch(*command).stderr
    # on a machine that knows nothing of it
    monkeypatch.setenv("LVM_MEET_STATE_DIR", str(tmp_path / "other machine"))
    assert "0 analysed, 3 were finished" in batch(*command).stderr
    put(s3, "in/c/x.vtt")
    assert "1 analysed, 3 were finished" in batch(*command).stderr
    # and back on the first one
    monkeypatch.setenv("LVM_MEET_STATE_DIR", str(tmp_path / "state"))
    assert "0 analysed, 4 were finished" in batch(*command).stderr
    assert set(results(s3, "out")) == {*before, "c/x.vtt.json"}


def test_names_that_are_taken_and_keys_that_no_path_can_be(s3, tmp_path):
    put(s3, "out/x.vtt.json")
    put(s3, "in/x.vtt")
    put(s3, "in/X.vtt")
    put(s3, "in/a//x#1?y::z é.vtt")
    s3.pipe_file("talk/in/../../../x.vtt", b"hidden")
    s3.pipe_file("talk/in/empty/", b"")
    result = batch("s3://talk/in", "--out", "s3://talk/out")
    assert result.exit_code == 0, result.stderr
    assert set(results(s3, "out")) == {
        "x.vtt.json", "X.vtt.json", "x.vtt~2.json", "a/_/x#1?y::z é.vtt.json"
    }  # fmt: skip
    assert s3.cat_file("talk/out/x.vtt.json") == (SAMPLES / "standup.vtt").read_bytes()
    assert batch("s3://talk/in", "--out", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "state"]


def test_results_below_the_meetings_are_no_meetings(meetings):
    out = "s3://talk/in/results"
    assert batch("s3://talk/in", "--out", out, "--pattern", "a*").exit_code == 0
    put(meetings, "in/more/x.json")
    survey = find(["s3://talk/in"], wanted=Filter("*", "s3://talk/in/more"))
    assert {meeting.name for meeting in survey.meetings} == set(SOURCES)


def test_one_that_fails_is_told_by_its_address(meetings):
    s3 = meetings
    s3.pipe_file("talk/in/bad.vtt", b"")
    result = batch("s3://talk/in", "--out", "s3://talk/out")
    assert isinstance(result.exception, BatchError)
    assert "failed: s3://talk/in/bad.vtt: is empty" in result.stderr
    rows = list(csv.reader(s3.cat_file("talk/out/failures.csv").decode("utf-8-sig").splitlines()))
    assert [row[:2] for row in rows[1:]] == [["bad.vtt", "s3://talk/in/bad.vtt: is empty"]]
    s3.rm_file("talk/in/bad.vtt")
    assert batch("s3://talk/in", "--out", "s3://talk/out").exit_code == 0
    assert s3.cat_file("talk/out/failures.csv").count(b"\n") == 1


def test_a_manifest_names_objects_by_address_or_below_the_path(meetings, tmp_path):
    s3 = meetings
    manifest = tmp_path / "meetings.csv"
    manifest.write_text("file,title\ns3://talk/in/a/x.vtt,Monday\ns3://talk/in/none.vtt,\n")
    result = batch("--manifest", manifest, "--out", "s3://talk/out")
    assert isinstance(result.exception, BatchError)
    assert "s3://talk/in/none.vtt: can't be found: there is no such file" in result.stderr
    assert json.loads(s3.cat_file("talk/out/x.vtt.json"))["title"] == "Monday"
    manifest.write_text("file,title\nb/x.vtt,Tuesday\n")
    assert batch("s3://talk/in", "--manifest", manifest, "--out", "s3://talk/2").exit_code == 0
    assert json.loads(s3.cat_file("talk/2/b/x.vtt.json"))["title"] == "Tuesday"


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["s3://none/in", "--out", "out"], InputError, "s3://none/in: can't be listed"),
        (["s3://talk/no", "--out", "out"], InputError, "s3://talk/no: can't be found"),
        (["s3://talk/in", "--out", "s3://none/out"], OutputError, "s3://none/out: can't be"),
        (["s3://talk/in", "--out", "s3://closed/out"], OutputError, "no permission"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_done(
    meetings, tmp_path, monkeypatch, arguments, error, words
):
    monkeypatch.chdir(tmp_path)
    meetings.mkdir("closed")
    deny("closed", "s3:PutObject", "/*")
    result = batch(*arguments)
    assert isinstance(result.exception, error), result.exception
    assert words in str(result.exception)
    assert result.exception.hint
    assert not (tmp_path / "out").exists()


def test_whom_a_store_does_not_know_is_told_so(meetings, s3_server, tmp_path):
    import requests

    requests.post(f"{s3_server}/moto-api/reset-auth", data="0", timeout=10)
    try:
        result = batch("s3://talk/in", "--out", tmp_path / "out")
        assert isinstance(result.exception, InputError)
        assert "s3://talk/in: can't be listed: no permission" in str(result.exception)
        result = batch(SAMPLES / "standup.vtt", "--out", "s3://talk/out")
        assert isinstance(result.exception, OutputError)
        assert "no permission" in str(result.exception)
    finally:
        requests.post(f"{s3_server}/moto-api/reset-auth", data="inf", timeout=10)


def test_where_results_are_forbidden_the_run_stops(s3):
    for number in range(6):
        put(s3, f"in/{number}.vtt")
    deny("talk", "s3:PutObject", "/out/*.json")
    result = batch("s3://talk/in", "--out", "s3://talk/out")
    assert isinstance(result.exception, OutputError)
    assert "5 results in a row" in str(result.exception)
    assert set(objects(s3, "out")) == TABLES


def test_killed_in_the_middle_it_goes_on(s3, tmp_path, monkeypatch):
    for number in range(4):
        put(s3, f"in/{number}.vtt")
    command = [
        "batch",
        "s3://talk/in",
        "--out",
        "s3://talk/out",
        "--engine",
        "processes",
        "-j",
        "1",
    ]
    run = [sys.executable, "-c", "from lvm_meet.cli.main import run; run()", *command]
    with subprocess.Popen(run, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        while not any(name.endswith(".json") for name in s3.find("talk/out")):
            time.sleep(0.05)
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
    result = batch(*command[1:4])
    assert result.exit_code == 0, result.stderr
    assert "4 analysed" not in result.stderr
    names = {f"{number}.vtt.json" for number in range(4)}
    assert set(results(s3, "out")) == names
    # The machine is lost, with all that was finished since the record was copied.
    start = s3.cat_file("talk/out/run.jsonl").split(b'{"event": "done"')[0]
    s3.pipe_file("talk/out/run.jsonl", start)
    monkeypatch.setenv("LVM_MEET_STATE_DIR", str(tmp_path / "other machine"))
    assert "4 analysed" in batch(*command[1:4]).stderr
    assert set(results(s3, "out")) == names


def test_two_machines_at_once_are_noticed_and_one_is_kept_from_it(meetings, tmp_path, monkeypatch):
    from lvm_meet.batch.distant import Distant

    first = Journal(Distant("s3://talk/out"))
    with pytest.raises(SettingsError, match="another batch"):
        Distant("s3://talk/out")
    first.place.copy_record()
    monkeypatch.setenv("LVM_MEET_STATE_DIR", str(tmp_path / "other machine"))
    assert batch("s3://talk/in", "--out", "s3://talk/out").exit_code == 0
    first.place._copied_bytes = 0
    with pytest.raises(SettingsError, match="another machine"):
        first.place.copy_record()
    first.close()


def test_a_recording_is_known_by_its_content(s3):
    s3.put_file(str(SAMPLES / "planning.ogg"), "talk/in/talk.bin")
    s3.pipe_file("talk/in/notes.bin", b"no sound")
    put(s3, "in/x.vtt")
    survey = find(["s3://talk/in"], wanted=Filter())
    kinds = {each.name: each.recording for each in survey.meetings}
    assert (kinds, survey.others) == ({"talk.bin": True, "x.vtt": False}, 1)
    for pattern, sound in (("*.bin", [False, True]), ("*.vtt", [False])):
        survey = find(["s3://talk/in"], wanted=Filter(pattern))
        assert [is_recording(each) for each in survey.meetings] == sound
    assert [each.name for each in find(["s3://talk/in/talk.bin"], wanted=Filter()).meetings] == [
        "talk.bin"
    ]


def test_an_address_beside_paths_gives_its_name_to_what_is_below_it(meetings, tmp_path):
    (tmp_path / "y.vtt").touch()
    meetings.mkdir("other")
    meetings.pipe_file("other/in/z.vtt", b"z")
    paths = ["s3://talk/in", "s3://other/in", str(tmp_path / "y.vtt")]
    survey = find(paths, wanted=Filter())
    assert [each.name for each in survey.meetings] == [
        "talk/in/a/x.srt", "talk/in/a/x.vtt", "talk/in/b/x.vtt", "other/in/z.vtt", "y.vtt"
    ]  # fmt: skip
