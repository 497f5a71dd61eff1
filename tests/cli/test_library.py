import json
import os
import runpy
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lvm_meet import resources
from lvm_meet.cli.main import cli
from lvm_meet.codec import dumps
from lvm_meet.errors import BatchError, InputError, LexiconError, LvmError, SettingsError

conclude = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("LVM_MEET_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def save(analyses, tmp_path):
    """save("monday"): the path of a saved analysis of another recording of the kick-off."""

    def write(name: str, *, of: str = "kickoff", folder: str = "saved") -> str:
        found = conclude(analyses[of])
        source = replace(
            found.transcript.source, name=f"{name}.vtt", sha256=sha256(name.encode()).hexdigest()
        )
        found = replace(
            found, title=name.capitalize(), transcript=replace(found.transcript, source=source)
        )
        path = tmp_path / folder / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dumps(found), "utf-8")
        return str(path)

    return write


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def error_of(result: Result) -> LvmError:
    assert isinstance(result.exception, LvmError), result.output
    return result.exception


def test_meetings_are_added_listed_shown_and_removed(save, data) -> None:
    files = [save("monday"), save("tuesday")]
    done = run("library", "add", *files, "--team", "Alarm", "--type", "kick-off")
    assert done.exit_code == 0, done.output
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["added", "1"],
        ["added", "2"],
    ]
    assert "unchanged" in run("library", "add", files[0]).stdout
    listed = run("library", "list").stdout
    assert "Monday" in listed
    assert "2 meetings in" in listed
    assert str(data) in listed.replace("\n", "")
    shown = run("library", "show", "monday.vtt").stdout
    assert "Swap the housings and send the readings" in shown
    assert "Anna Berg, Tom, Dr. Noor Haddad" in shown
    removed = run("library", "remove", "1")
    assert "Monday" in removed.stdout
    assert "1 meeting in" in run("library", "list").stdout


def test_json_has_everything(save) -> None:
    run("library", "add", save("monday"), "--date", "2026-03-31", "--title", "Kick-off")
    listed = json.loads(run("library", "list", "--json").stdout)
    (meeting,) = listed["meetings"]
    assert meeting["title"] == "Kick-off"
    assert meeting["held"] == "2026-03-31"
    shown = json.loads(run("library", "show", "1", "--json").stdout)
    assert len(shown["talk"]) == 30
    assert {each["kind"] for each in shown["conclusions"]} >= {
        "action",
        "decision",
        "risk",
        "topic",
    }
    assert [each["name"] for each in shown["speakers"]] == shown["people"]


def test_a_folder_of_a_batch_brings_team_and_type(save, tmp_path) -> None:
    save("monday", folder="out")
    save("tuesday", folder="out")
    (tmp_path / "out" / "run.json").write_text("{}")
    (tmp_path / "out" / "summary.csv").write_text(
        "file,results,team,type\nmonday.vtt,monday,Alarm,retro\n", "utf-8-sig"
    )
    done = run("library", "add", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    meetings = {each["title"]: each for each in _listed()}
    assert (meetings["Monday"]["team"], meetings["Monday"]["type"]) == ("Alarm", "retro")
    assert (meetings["Tuesday"]["team"], meetings["Tuesday"]["type"]) == (None, None)


def _listed() -> list[dict]:
    return json.loads(run("library", "list", "--json").stdout)["meetings"]


def test_of_several_files_the_good_ones_go_in(save, tmp_path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    done = run("library", "add", str(broken), save("monday"))
    assert isinstance(error_of(done), BatchError)
    assert "broken.json" in done.stderr
    assert len(_listed()) == 1


@pytest.mark.parametrize(
    ("words", "kind", "message"),
    [
        (["library", "list"], InputError, "no library yet"),
        (["library", "add", "nothing.json"], InputError, "nothing.json"),
        (["library", "add", "."], InputError, "no analysis"),
        (["library", "add", "x", "--date", "tomorrow"], SettingsError, "no day"),
        (["library", "add", "x", "y", "--title", "T"], SettingsError, "one meeting"),
        (["library", "purge", "--older-than", "old"], InputError, "no library yet"),
        (["library", "list", "--library", "mysql://x/y"], SettingsError, "mysql"),
        (["trends", "--by", "mood"], SettingsError, "mood"),
        (["trends", "--chart", "x.pdf"], SettingsError, "x.pdf"),
    ],
)
def test_what_cannot_be_is_told(words, kind, message, tmp_path, monkeypatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    error = error_of(run(*words))
    assert isinstance(error, kind)
    assert message in str(error)


@pytest.mark.parametrize("age", ["old", "3", "-3d", "3 months", "99999y"])
def test_an_age_that_is_none_is_told(save, age) -> None:
    run("library", "add", save("monday"))
    assert isinstance(
        error_of(run("library", "purge", f"--older-than={age}", "--yes")), SettingsError
    )


def test_old_meetings_are_shown_before_they_are_deleted(save) -> None:
    run("library", "add", save("monday"), "--date", "2020-01-01")
    run("library", "add", save("tuesday"), "--date", datetime.now(UTC).date().isoformat())
    shown = run("library", "purge", "--older-than", "180d")
    assert shown.exit_code == 0
    assert "Monday" in shown.stdout
    assert "Tuesday" not in shown.stdout
    assert "nothing was deleted" in shown.stderr
    assert len(_listed()) == 2
    assert "deleted 1" in run("library", "purge", "--older-than", "180d", "--yes").stdout
    assert [each["title"] for each in _listed()] == ["Tuesday"]
    assert "nothing is older" in run("library", "purge", "--older-than", "26w").stderr


def test_names_are_hidden_from_the_first_meeting_on(save, data) -> None:
    done = run("library", "add", save("monday"), "--pseudonymise")
    assert done.exit_code == 0, done.output
    assert "pseudonyms" in done.stderr
    assert "pseudonyms" in run("library", "add", save("tuesday")).stderr
    everything = run("library", "show", "1", "--json").stdout + run("search", "Noor housing").stdout
    for name in ("Anna", "Tom", "Haddad"):
        assert name not in everything
    assert "P1" in everything
    (key,) = (data / "keys").iterdir()
    assert key.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_search_names_speaker_time_and_file(save) -> None:
    run("library", "add", save("monday"))
    found = run("search", "who", "promised", "the", "summary", "--exact").stdout
    assert "Write the summary for the steering group" in found.splitlines()[0]
    assert "action item · Dr. Noor Haddad" in found
    assert "monday.vtt" in found
    document = json.loads(run("search", "housing", "--json", "--exact").stdout)
    assert document["talk"][0]["file"] == "monday.vtt"
    assert document["talk"][0]["start_ms"] is not None
    assert "Nothing has any of" in run("search", "zeppelin", "--exact").stdout
    assert isinstance(error_of(run("search", "?")), SettingsError)


def test_search_by_meaning_too(save) -> None:
    run("library", "add", save("monday"))
    scores = [
        hit["score"]
        for hit in json.loads(run("search", "swap the housing", "--json").stdout)["talk"]
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores


def test_trends_as_text_table_and_chart(save, tmp_path) -> None:
    for day in range(1, 4):
        run("library", "add", save(f"m{day}"), "--date", f"2026-0{day}-15")
    shown = run("trends", "--aspects").stdout
    for words in ("2026-01", "2026-03", "All", "Vision", "opened", "goal setting", "95% interval"):
        assert words in shown
    document = json.loads(run("trends", "--json").stdout)
    assert [group["group"] for group in document["groups"]] == ["2026-01", "2026-02", "2026-03"]
    for suffix, head in ((".png", b"\x89PNG"), (".svg", b"<svg"), (".json", b"{")):
        path = tmp_path / f"chart{suffix}"
        assert run("trends", "--chart", str(path)).exit_code == 0
        assert path.read_bytes().startswith(head)
        assert isinstance(error_of(run("trends", "--chart", str(path))), SettingsError)
    table = tmp_path / "trends.csv"
    run("trends", "--csv", str(table))
    rows = table.read_text("utf-8-sig").splitlines()
    assert rows[0] == "by,group,meetings,people,measure,pole,unit,value,low,high,cases,of"
    assert len({len(row.split(",")) for row in rows}) == 1
    assert run("trends", "--csv", "-").stdout.splitlines() == rows
    assert isinstance(error_of(run("trends", "--by", "speaker")), SettingsError)


def test_every_option_of_trends_has_a_help_text() -> None:
    shown = " ".join(run("trends", "--help").stdout.split())
    assert "What makes a row" in shown


def test_two_meetings_side_by_side(save) -> None:
    run("library", "add", save("monday"), save("tuesday"))
    shown = run("compare", "Monday", "2").stdout
    assert "B minus A" in shown
    assert "No difference is clear" in shown
    document = json.loads(run("compare", "1", "2", "--json").stdout)
    assert {each["measure"] for each in document["figures"]} >= {"balance", "vision", "control"}
    assert isinstance(error_of(run("compare", "1", "Monday")), SettingsError)


def test_action_items_over_all_meetings(save) -> None:
    run("library", "add", save("monday"), "--date", "2026-01-01")
    run("library", "add", save("tuesday"), "--date", "2026-01-08")
    shown = run("actions", "--open").stdout
    assert "in 2 meetings" in shown
    assert "again in Tuesday" in shown.replace("\n  ", " ")
    document = json.loads(run("actions", "--json").stdout)
    assert {item["owner"] for item in document["actions"]} == {"Tom", "Dr. Noor Haddad", None}
    assert all(len(item["mentions"]) == 2 for item in document["actions"])
    mine = json.loads(run("actions", "--owner", "tom", "--json").stdout)
    assert [item["owner"] for item in mine["actions"]] == ["Tom"]


@pytest.mark.parametrize(
    "words", [["search", "budget"], ["actions"], ["trends"], ["library", "list"]]
)
@pytest.mark.parametrize(
    ("option", "message"),
    [("--team", "no meeting has the team 'Alrm'"), ("--type", "no meeting has the type 'Alrm'")],
)
def test_a_team_or_type_that_no_meeting_has_is_told(save, words, option, message) -> None:
    run("library", "add", save("monday"), "--team", "Alarm", "--type", "Alarm")
    run("library", "add", save("tuesday"), "--team", "Siren")
    error = error_of(run(*words, option, "Alrm"))
    assert isinstance(error, SettingsError)
    assert message in str(error)
    assert error.hint.startswith("did you mean 'Alarm'? known are: Alarm")


def test_the_same_where_no_meeting_has_a_team(save) -> None:
    run("library", "add", save("monday"))
    hint = error_of(run("actions", "--team", "Alarm")).hint
    assert "lvm-meet library add ANALYSIS.json --team NAME" in hint


@pytest.mark.parametrize("words", [["search", "housing", "--speaker"], ["actions", "--owner"]])
def test_a_person_goes_by_a_part_of_the_name_that_only_one_has(save, words) -> None:
    run("library", "add", save("monday"))
    whole = run(*words, "Dr. Noor Haddad")
    part = run(*words, "noor")
    assert part.exit_code == 0
    assert part.stdout == whole.stdout
    assert part.stderr == "note: 'noor' is Dr. Noor Haddad\n"
    assert whole.stderr == run(*words, "tom").stderr == ""
    error = error_of(run(*words, "Tim"))
    assert isinstance(error, SettingsError)
    assert "nobody is called 'Tim'" in str(error)
    assert error.hint == "did you mean 'Tom'? known are: Anna Berg, Dr. Noor Haddad, Tom"
    assert "nobody is called ''" in str(error_of(run(*words, "")))


def test_a_part_of_a_name_that_two_people_have_is_refused(save, analyses, tmp_path) -> None:
    found = analyses["kickoff"]
    shared = {"Anna Berg": "Anna Berg", "Tom": "Tom Berg"}
    segments = tuple(
        replace(each, speaker=shared.get(each.speaker, each.speaker))
        for each in found.transcript.segments
    )
    utterances = tuple(
        replace(each, speaker=shared.get(each.speaker, each.speaker)) for each in found.utterances
    )
    found = replace(
        found, utterances=utterances, transcript=replace(found.transcript, segments=segments)
    )
    path = tmp_path / "bergs.json"
    path.write_text(dumps(found), "utf-8")
    assert run("library", "add", str(path)).exit_code == 0
    error = error_of(run("search", "housing", "--speaker", "Berg"))
    assert isinstance(error, SettingsError)
    assert {"Anna Berg", "Tom Berg"} == set(error.hint.removeprefix("name one: ").split(", "))


@pytest.mark.parametrize("words", [["--suggest"], []])
def test_targets_need_a_type(save, words) -> None:
    run("library", "add", save("monday"))
    error = error_of(run("library", "targets", *words))
    assert "no meeting has a type" in str(error)
    assert "--type retro" in error.hint


@pytest.mark.parametrize("words", [["report"], ["library", "add"], ["agenda", "next"]])
def test_a_transcript_in_place_of_an_analysis_names_the_command(words, tmp_path) -> None:
    talk = tmp_path / "kick off.vtt"
    talk.write_text("WEBVTT\n")
    error = error_of(run(*words, str(talk)))
    assert isinstance(error, InputError)
    made = tmp_path / "kick off.json"
    assert error.hint == f"lvm-meet analyze '{talk}' -o '{made}' makes an analysis of it"
    sound = tmp_path / "kickoff.mp3"
    sound.write_bytes(b"\xff\xfb\x90")
    assert f"lvm-meet analyze {sound} -o" in error_of(run(*words, str(sound))).hint
    made.write_text("{")
    assert error_of(run(*words, str(made))).hint == (
        "lvm-meet analyze MEETING.vtt -o ANALYSIS.json makes an analysis"
    )


def test_a_target_of_ones_own(save, data, tmp_path) -> None:
    for day in (1, 2):
        run("library", "add", save(f"m{day}"), "--type", "1:1", "--date", f"2026-01-0{day}")
    assert "There is no target yet" in run("library", "targets").stdout.replace("\n", " ")
    suggested = run("library", "targets", "--suggest").stdout
    path = tmp_path / "targets.toml"
    path.write_text(suggested, "utf-8")
    document = json.loads(run("library", "targets", "--targets", str(path), "--json").stdout)
    (found,) = document["types"]
    assert found["type"] == "1:1"
    assert found["distance_to_target"] < 0.02
    assert found["distance_to_past"] == 0
    assert "off the target" in run("library", "targets", "--targets", str(path)).stdout


def test_hostile_names_steer_nothing(save, analyses, tmp_path) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(dumps(conclude(analyses["hostile"], words="\x1b[31mred =cmd|x")), "utf-8")
    run("library", "add", str(path), "--team", "\x1b[31mteam")
    for words in (["library", "list"], ["library", "show", "1"], ["search", "red"], ["actions"],
                  ["trends", "--by", "type"], ["trends", "--csv", "-"]):  # fmt: skip
        done = run(*words)
        assert done.exit_code == 0, done.output
        assert "\x1b" not in done.stdout


def test_an_unknown_command_of_the_group_is_told() -> None:
    done = run("library", "frobnicate")
    assert done.exit_code == 2
    assert "No such command" in done.output
    assert "purge" in run("library", "--help").output


def test_a_batch_s_file_by_itself_brings_team_and_type(save, tmp_path) -> None:
    file = save("monday")
    (tmp_path / "saved" / "summary.csv").write_text(
        "file,results,team,type\nmonday.vtt,monday,Alarm,retro\n", "utf-8"
    )
    assert run("library", "add", file).exit_code == 0
    (found,) = json.loads(run("library", "list", "--json").stdout)["meetings"]
    assert (found["team"], found["type"]) == ("Alarm", "retro")


def test_a_copied_folder_of_lexicons_works_whole(save, tmp_path) -> None:
    own = tmp_path / "own"
    shutil.copytree(resources.lexicons(), own)
    four = "vision = 40\ninspiration = 20\nexecution = 20\ncontrol = 20\n"
    (own / "targets.toml").write_text(f"[retro]\n{four}", "utf-8")
    text = (own / "library.toml").read_text("utf-8")
    text = text.replace('"promise", ', '"promise", "vowed", ', 1)
    (own / "library.toml").write_text(text, "utf-8")
    with_own = ("--lexicons", str(own))
    assert run("lexicon", "check", *with_own).exit_code == 0
    assert run("library", "add", save("monday"), "--type", "retro", *with_own).exit_code == 0
    shown = json.loads(run("library", "targets", "--json", *with_own).stdout)
    assert shown["targets"] == str(own / "targets.toml")
    assert shown["types"][0]["mix"][0]["target"] == 0.4
    asked = run("search", "who vowed the readings", "--exact", "--json")
    assert not json.loads(asked.stdout)["conclusions"]
    asked = run("search", "who vowed the readings", "--exact", "--json", *with_own)
    assert {hit["kind"] for hit in json.loads(asked.stdout)["conclusions"]} == {"action"}
    for words in (["actions"], ["trends"]):
        assert run(*words, *with_own).exit_code == 0


def test_a_folder_of_lexicons_that_is_not_there_is_told(save) -> None:
    run("library", "add", save("monday"))
    assert isinstance(error_of(run("actions", "--lexicons", "nowhere")), LexiconError)


def test_a_later_report_is_shown_with_the_item(tmp_path) -> None:
    series = Path(__file__).parents[1] / "library" / "series" / "garden"
    for number in "12":
        file = tmp_path / f"{number}.json"
        assert run("analyze", str(series / f"{number}.txt"), "-o", str(file)).exit_code == 0
        run("library", "add", str(file), "--team", "Garden", "--date", f"2026-01-0{number}")
    shown = " ".join(run("actions").stdout.split())
    assert "Renew the insurance for the garden before it runs out [Ruth Adeyemi, done]" in shown
    assert "Ruth Adeyemi in 2.txt (2026-01-02), sentence 5: “The insurance is done" in shown
    assert "Renew the insurance" not in run("actions", "--open").stdout
    document = json.loads(run("actions", "--json").stdout)
    (item,) = [item for item in document["actions"] if item["task"].startswith("Renew")]
    assert (item["status"], item["reports"][0]["meeting"]) == ("done", 2)
