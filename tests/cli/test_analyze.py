import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

import lvm_meet
from lvm_meet.cli.main import cli
from lvm_meet.codec import dumps
from lvm_meet.errors import BatchError, InputError, LvmError, OutputError, SettingsError
from lvm_meet.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
MEETING = str(SAMPLES / "standup.vtt")
RECORDING = SAMPLES / "planning.ogg"


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


@pytest.mark.parametrize("format_", ["text", "json", "md", "csv", "html"])
def test_every_format_is_written_whole(tmp_path: Path, format_: str) -> None:
    target = tmp_path / "out"
    assert invoke(MEETING, "-f", format_, "-o", str(target)).exit_code == 0
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_name_of_the_output_says_the_format(tmp_path: Path) -> None:
    assert invoke(MEETING, "-o", str(tmp_path / "a.json")).exit_code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["schema"] == "lvm-meet/analysis"
    result = invoke(MEETING, "-o", str(tmp_path / "a.odt"))
    assert isinstance(result.exception, SettingsError)
    assert not (tmp_path / "a.odt").exists()
    assert invoke(MEETING, "-o", str(tmp_path / "a.odt"), "-f", "md").exit_code == 0


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


# Recordings: heard with the smallest weights, and each of them once.


def hear(*words: str | Path, stdin: bytes | None = None) -> Result:
    return invoke("--model", "tiny.en", *map(str, words), stdin=stdin)


def document(*words: str | Path) -> dict[str, Any]:
    result = hear(*words, "-f", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def units(analysis: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(row["text"], row["speaker"], row["label"]) for row in analysis["utterances"]]


def talkers(analysis: dict[str, Any]) -> dict[str | None, int]:
    return {
        row["speaker"]: row["balance"]["talk"]["words"] for row in analysis["style"]["speakers"]
    }


def half(folder: Path) -> Path:
    """Who speaks in the first ten seconds of the sample recording; nobody after that."""
    lines = (SAMPLES / "planning.rttm").read_text("utf-8").splitlines(keepends=True)
    path = folder / "half.rttm"
    path.write_text("".join(line for line in lines if float(line.split()[3]) < 8), "utf-8")
    return path


@pytest.mark.usefixtures("heard_once")
def test_a_recording_gets_the_same_report_and_says_how_well_it_was_heard() -> None:
    result = hear(RECORDING)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert max(map(len, result.stdout.splitlines())) <= 80
    text = " ".join(result.stdout.split())
    for words in (
        "How well the recording was heard",
        "It lasts 1:39; somebody speaks in",
        "3 voices were told apart",
        "Speaker 3",
        "Balance index",
    ):
        assert words in text
    assert "## How well the recording was heard" in hear(RECORDING, "-f", "md").stdout
    assert "How well the recording" not in invoke(MEETING).stdout


@pytest.mark.usefixtures("heard_once")
@pytest.mark.parametrize("suffix", ["vtt", "json", "docx"])
def test_by_way_of_a_written_transcript_it_is_the_same(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"planning.{suffix}"
    written = CliRunner().invoke(
        cli, ["transcribe", "--model", "tiny.en", str(RECORDING), "-o", str(target)]
    )
    assert written.exit_code == 0
    straight, round_about = document(RECORDING), document(target)
    assert units(round_about) == units(straight)
    assert talkers(round_about) == talkers(straight)
    assert ("speech" in round_about and round_about["speech"] is not None) == (suffix == "json")


@pytest.mark.usefixtures("heard_once")
def test_python_hears_what_the_command_hears(clip: Path) -> None:
    plain = Settings()
    settings = replace(
        plain,
        speech=replace(plain.speech, model="tiny.en"),
        diarize=replace(plain.diarize, enabled=False),
    )
    printed = hear(clip, "--no-diarize", "-f", "json").stdout
    assert printed == dumps(lvm_meet.analyze(clip, settings=settings))


@pytest.mark.usefixtures("heard_once")
def test_a_recordings_speakers_can_be_renamed(clip: Path) -> None:
    rename = ("--rename", "Speaker 1=Dana")
    assert "Dana" in hear(clip, *rename).stdout
    found = document(clip, *rename)
    assert "Dana" in talkers(found)
    assert "Speaker 1" not in talkers(found)
    assert {turn["speaker"] for turn in found["speech"]["turns"]} >= {"Dana", "Speaker 2"}
    result = hear(clip, "--rename", "Nobody=Dana")
    assert isinstance(result.exception, SettingsError)
    assert "Speaker 1" in result.exception.hint


@pytest.mark.usefixtures("heard_once")
@pytest.mark.parametrize("options", [[], ["--no-diarize"]])
def test_names_from_the_platforms_transcript_are_in_the_tables(options: list[str]) -> None:
    result = hear("--media", RECORDING, "--transcript", SAMPLES / "planning.txt", *options)
    assert result.exit_code == 0
    for name in ("Hannah Osei", "Leo Marchetti", "Nora Quinn"):
        assert f"\n{name} " in result.stdout
    assert "Speaker 1" not in result.stdout
    assert "Nobody looked" not in result.stdout


@pytest.mark.usefixtures("heard_once")
def test_turns_that_were_given_are_no_estimate() -> None:
    text = " ".join(hear(RECORDING, "--turns", SAMPLES / "planning.rttm").stdout.split())
    assert "Who speaks when was given, for 3 speakers." in text
    assert "estimate" not in text
    assert "Hannah_Osei" in text


@pytest.mark.usefixtures("heard_once")
def test_without_diarization_nothing_is_said_about_people(clip: Path) -> None:
    text = " ".join(hear(clip, "--no-diarize").stdout.split())
    assert "Nobody looked for speakers" in text
    assert "voice" not in text
    assert talkers(document(clip, "--no-diarize")).keys() == {None}


@pytest.mark.usefixtures("heard_once")
def test_where_it_is_doubtful_who_spoke_people_are_left_out_unless_asked_for(
    tmp_path: Path,
) -> None:
    turns = ("--turns", half(tmp_path))
    for format_ in ("text", "md"):
        text = hear(RECORDING, *turns, "-f", format_).stdout
        assert "for many words it is not clear who said" in " ".join(text.split())
        assert "Hannah_Osei" not in text
    asked = hear(RECORDING, *turns, "--doubtful-speakers").stdout
    assert "people here may be wrong" in " ".join(asked.split())
    assert "\nHannah_Osei " in asked
    assert "\n(unknown) " in asked
    found = document(RECORDING, *turns)
    assert found["speech"]["doubts"] == ["many-unknown"]
    assert found["speech"]["named"] is False


@pytest.mark.usefixtures("heard_once")
def test_content_decides_what_is_heard_and_what_is_read(clip: Path, tmp_path: Path) -> None:
    disguised, written = tmp_path / "clip.vtt", tmp_path / "standup.wav"
    disguised.write_bytes(clip.read_bytes())
    written.write_bytes(Path(MEETING).read_bytes())
    assert units(document(disguised)) == units(document(clip))
    assert units(document(written)) == units(document(MEETING))


@pytest.mark.usefixtures("heard_once")
def test_in_a_batch_of_all_kinds_the_good_ones_are_written(clip: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(range(99)))
    out = tmp_path / "out"
    result = hear(clip, MEETING, broken, tmp_path / "gone.mp4", "-o", out, "-f", "md")
    assert isinstance(result.exception, BatchError)
    assert "2 of 4 files" in str(result.exception)
    assert result.stdout == ""
    assert sorted(path.name for path in out.iterdir()) == ["clip.md", "standup.md"]
    assert "How well the recording was heard" in (out / "clip.md").read_text("utf-8")
    assert "How well the recording" not in (out / "standup.md").read_text("utf-8")
    for words in (f"error: {broken}: can't be read as a recording", "gone.mp4: can't be read"):
        assert words in result.stderr


@pytest.mark.usefixtures("heard_once")
def test_strict_takes_no_recording_of_which_something_was_guessed(
    clip: Path, write_sound: Callable[..., Path], tmp_path: Path
) -> None:
    assert hear(clip, "--strict").exit_code == 0
    silence = write_sound(tmp_path / "silence.wav", np.zeros((48_000, 1)))
    assert hear(silence).exit_code == 0
    result = hear(silence, "--strict")
    assert isinstance(result.exception, InputError)
    assert "no speech was heard" in str(result.exception)
    assert "no-speech" in result.exception.hint


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (["planning.ogg", "--media", "planning.ogg"], SettingsError, "two names for the same"),
        (["planning.ogg", "standup.vtt", "--transcript", "planning.txt"], SettingsError, "one rec"),
        (["planning.ogg", "standup.vtt", "--turns", "planning.rttm"], SettingsError, "one rec"),
        (["standup.vtt", "--turns", "planning.rttm"], SettingsError, "is no recording"),
        (["standup.vtt", "--transcript", "planning.txt"], SettingsError, "is no recording"),
        (["missing.ogg", "--turns", "planning.rttm"], InputError, "missing.ogg: can't be read"),
        (["planning.ogg", "--transcript", "gone.vtt"], InputError, "gone.vtt: can't be read"),
        (["planning.ogg", "--transcript", "planning.ogg"], InputError, "is an Ogg recording"),
        (["planning.ogg", "--input-format", "vtt"], InputError, "is an Ogg recording"),
        (["planning.ogg", "--speakers", "none"], SettingsError, "is no number of people"),
        (["planning.rttm"], InputError, "is an RTTM file"),
        (["expected"], InputError, "expected: can't be read"),
    ],
)
@pytest.mark.usefixtures("heard_once")
def test_what_does_not_go_together_is_told(
    monkeypatch: pytest.MonkeyPatch, words: list[str], error: type[LvmError], message: str
) -> None:
    monkeypatch.chdir(SAMPLES)
    result = hear(*words)
    assert isinstance(result.exception, error)
    assert message in str(result.exception)
    assert result.exception.hint
    assert result.stdout == ""


@pytest.mark.usefixtures("heard_once")
def test_a_transcript_of_another_meeting_is_refused() -> None:
    result = hear(RECORDING, "--transcript", SAMPLES / "council.vtt")
    assert isinstance(result.exception, InputError)
    assert "not of the same meeting" in str(result.exception)


def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path) -> None:
    result = invoke("not-even-there.ogg", "-o", str(tmp_path / "no" / "report.md"))
    assert isinstance(result.exception, OutputError)
    assert list(tmp_path.iterdir()) == []
