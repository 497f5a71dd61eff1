"""`transcribe` on real sound with the smallest weights; each recording is heard once."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from lvm_meet import readers
from lvm_meet.cache import Cache
from lvm_meet.cli.main import cli
from lvm_meet.cli.transcribe import FORMATS
from lvm_meet.errors import InputError, MissingError, OutputError, SettingsError
from lvm_meet.export.transcripts import TRANSCRIPTS
from lvm_meet.model import Span
from lvm_meet.speech.kept import pack_block
from lvm_meet.speech.recognise import BlockWords
from lvm_meet.speech.rttm import parse_rttm
from lvm_meet.speech.values import Heard

SAMPLES = Path(__file__).parents[2] / "samples"
PLANNING = SAMPLES / "planning.ogg"
RATE = 16_000

pytestmark = pytest.mark.usefixtures("heard_once")


def invoke(*words: str | Path, stdin: bytes | None = None) -> Result:
    arguments = ["transcribe", "--model", "tiny.en", *map(str, words)]
    return CliRunner().invoke(cli, arguments, input=stdin)


def heard(*words: str | Path) -> str:
    """What is printed, of a run that went well and said nothing else."""
    result = invoke(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def document(*words: str | Path) -> dict:
    return json.loads(heard(*words, "-f", "json"))


def words_of(transcript: dict) -> list[str]:
    return " ".join(segment["text"] for segment in transcript["segments"]).split()


def speakers_of(transcript: dict) -> set[str | None]:
    return {segment["speaker"] for segment in transcript["segments"]}


def test_who_said_what_is_printed_and_nothing_else(clip: Path) -> None:
    result = invoke(clip)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith("[0:0")
    assert "shelves" in result.stdout
    assert {"Speaker 1", "Speaker 2", "Speaker 3"} <= {
        line.split("] ")[1].split(":")[0] for line in result.stdout.split("\n\n")
    }


def test_the_formats_in_help_are_those_there_are() -> None:
    assert set(FORMATS) == {name for name, _ in TRANSCRIPTS.table}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_printed_or_written_by_the_name_of_the_output(
    clip: Path, tmp_path: Path, name: str
) -> None:
    printed = invoke(clip, "-f", name)
    assert printed.exit_code == 0
    target = tmp_path / f"out.{name.upper()}"
    written = invoke(clip, "-o", target)
    assert written.exit_code == 0
    assert written.stdout == ""
    assert written.stderr == f"wrote {target}\n"
    assert target.read_bytes() == printed.stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    other = tmp_path / "other"
    assert invoke(clip, "-o", other, "-f", name).exit_code == 0
    assert other.read_bytes() == printed.stdout_bytes


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "rttm"])
def test_what_is_written_reads_back_with_the_same_words_and_speakers(
    tmp_path: Path, name: str
) -> None:
    target = tmp_path / f"planning.{name}"
    assert invoke(PLANNING, "-o", target).exit_code == 0
    found = readers.read(target)
    straight = document(PLANNING)
    assert [word for each in found.segments for word in each.text.split()] == words_of(straight)
    assert {segment.speaker for segment in found.segments} == speakers_of(straight)
    assert not [note for note in found.notes if note.code != "inferred-end" and not note.remark]


def test_rttm_reads_back_as_the_turns(clip: Path) -> None:
    turns = parse_rttm(heard(clip, "-f", "rttm"))
    assert [
        (turn.speaker, turn.span.start_ms, turn.span.end_ms, turn.confidence) for turn in turns
    ] == [
        (row["speaker"], row["start_ms"], row["end_ms"], round(1000 * row["confidence"]))
        for row in document(clip)["speech"]["turns"]
    ]


def test_a_folder_gets_captions_by_the_name_of_the_recording(clip: Path, tmp_path: Path) -> None:
    assert invoke(clip, "-o", tmp_path).exit_code == 0
    assert (tmp_path / "clip.vtt").read_text("utf-8").startswith("WEBVTT\n")
    assert invoke(clip, "-o", tmp_path, "-f", "srt").exit_code == 0
    assert invoke(clip, "-o", tmp_path / "bare").exit_code == 0
    assert (tmp_path / "bare").read_bytes() == (tmp_path / "clip.vtt").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bare", "clip.srt", "clip.vtt"]


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (["-f", "md"], SettingsError, "there is no 'md'"),
        (["-o", "out.md"], SettingsError, r"no format is written to \*\.md"),
        (["-o", "there.vtt"], SettingsError, "already exists"),
        (["-o", "there.vtt", "-f", "srt"], SettingsError, "already exists"),
        (["-o", "no/such/out.vtt"], OutputError, "no such file or directory"),
        (["--rename", "Dana"], SettingsError, "a renaming is"),
        (["--speakers", "many"], SettingsError, "is no number of people"),
        (["--channels", "left"], SettingsError, "there is no 'left'"),
        (["--language", "tlh"], SettingsError, "know English only"),
        (["--model", "gpt"], SettingsError, "there is no 'gpt'"),
        (["--model", "large-v3"], MissingError, "large-v3 are not installed"),
        (["--turns", "no.rttm"], InputError, r"no\.rttm: can't be read"),
        (["--transcript", "no.vtt"], InputError, r"no\.vtt: can't be read"),
    ],
)
def test_what_cannot_be_is_told_before_the_recording_is_opened(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    error: type[Exception],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    (tmp_path / "there.vtt").write_text("mine")
    result = invoke("not-even-there.ogg", *words)
    assert isinstance(result.exception, error)
    with pytest.raises(error, match=message):
        raise result.exception
    assert result.exception.hint
    assert [path.name for path in tmp_path.iterdir()] == ["there.vtt"]


def test_an_existing_file_is_replaced_only_with_force(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.vtt"
    target.write_text("mine")
    assert isinstance(invoke(clip, "-o", target).exception, SettingsError)
    assert target.read_text() == "mine"
    assert invoke(clip, "-o", target, "--force").exit_code == 0
    assert target.read_text("utf-8").startswith("WEBVTT")


def test_names_reach_the_text_the_json_and_the_turns(clip: Path) -> None:
    rename = ("--rename", "Speaker 1=Dana", "--rename", "Speaker 3 = Zoë Ångström")
    assert "Dana: Right" in heard(clip, *rename)
    found = document(clip, *rename)
    assert speakers_of(found) == {"Dana", "Speaker 2", "Zoë Ångström"}
    assert {turn["speaker"] for turn in found["speech"]["turns"]} == speakers_of(found)
    turns = parse_rttm(heard(clip, "-f", "rttm", *rename))
    assert {turn.speaker for turn in turns} == speakers_of(found)


def test_two_voices_can_be_one_person(clip: Path) -> None:
    found = document(clip, "--rename", "Speaker 1=Dana", "--rename", "Speaker 2=Dana")
    assert speakers_of(found) == {"Dana", "Speaker 3"}


def test_who_is_not_there_cannot_be_renamed(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.vtt"
    result = invoke(clip, "--rename", "Speaker 9=Dana", "-o", target)
    assert isinstance(result.exception, SettingsError)
    assert "Speaker 1, Speaker 2, Speaker 3" in result.exception.hint
    assert not target.exists()


@pytest.mark.parametrize("number", ["1", "2-4"])
def test_as_many_people_as_there_are_said_to_be(clip: Path, number: str) -> None:
    found = document(clip, "--speakers", number)
    voices = {turn["speaker"] for turn in found["speech"]["turns"]}
    least, _, most = number.partition("-")
    assert int(least) <= len(voices) <= int(most or least)
    assert words_of(found) == words_of(document(clip))


def test_without_diarization_nobody_has_a_name(clip: Path) -> None:
    found = document(clip, "--no-diarize")
    assert speakers_of(found) == {None}
    assert found["speech"]["turns"] == []
    assert found["speech"]["overlap_ms"] is None
    assert words_of(found) == words_of(document(clip))
    assert "Speaker" not in heard(clip, "--no-diarize")
    result = invoke(clip, "--no-diarize", "-f", "rttm")
    assert isinstance(result.exception, SettingsError)
    assert "vtt" in result.exception.hint


def test_given_turns_say_who_spoke() -> None:
    found = document(PLANNING, "--turns", SAMPLES / "planning.rttm")
    assert speakers_of(found) == {"Hannah_Osei", "Leo_Marchetti", "Nora_Quinn"}
    assert found["speech"]["diarizer"] == "given turns"
    assert found["speech"]["doubts"] == []


def test_names_come_from_the_platforms_transcript() -> None:
    found = document(PLANNING, "--transcript", SAMPLES / "planning.txt")
    assert speakers_of(found) == {"Hannah Osei", "Leo Marchetti", "Nora Quinn"}
    assert {turn["speaker"] for turn in found["speech"]["turns"]} == speakers_of(found)
    assert words_of(found) == words_of(document(PLANNING))
    assert any("planning.txt" in note["message"] for note in found["notes"])


def test_a_transcript_of_another_meeting_is_refused(clip: Path, tmp_path: Path) -> None:
    result = invoke(clip, "--transcript", SAMPLES / "council.vtt", "-o", tmp_path / "out.vtt")
    assert isinstance(result.exception, InputError)
    assert "not of the same meeting" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_notes_are_told_and_no_name_in_them_steers_the_terminal(tmp_path: Path) -> None:
    lines = (SAMPLES / "planning.txt").read_text("utf-8").splitlines(keepends=True)
    part = tmp_path / "a\x1b[31mred.txt"
    part.write_text("".join(line for line in lines if not line.startswith("Nora")), "utf-8")
    result = invoke(PLANNING, "--transcript", part)
    assert result.exit_code == 0
    assert "note: words that are not in a" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_language_is_known_by_its_region_and_its_case(clip: Path) -> None:
    assert document(clip, "--language", "en-US", "--no-diarize")["language"] == "en"
    assert document(clip, "--language", "EN", "--no-diarize")["language"] == "en"


def test_a_vocabulary_changes_what_is_expected(clip: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("# of the library\nHannah Osei\nLeo Marchetti\n", "utf-8")
    found = document(clip, "--vocabulary", names, "--no-diarize")
    same = set(words_of(found)) & set(words_of(document(clip, "--no-diarize")))
    assert len(same) > 20
    names.write_text("", "utf-8")
    assert document(clip, "--vocabulary", names) == document(clip)


def test_more_names_than_fit_are_noted(clip: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("".join(f"Name Number {number}\n" for number in range(90)), "utf-8")
    result = invoke(clip, "--vocabulary", names, "--no-diarize")
    assert result.exit_code == 0
    assert "of 90 entries of the vocabulary fit" in result.stderr


def test_a_speaker_per_channel(sample_sound, write_sound, tmp_path: Path) -> None:
    sound = np.zeros((14 * RATE, 2), np.int16)
    for line in (SAMPLES / "planning.rttm").read_text("utf-8").splitlines():
        row = line.split()
        start, stop = float(row[3]), float(row[3]) + float(row[4])
        rows = slice(round(start * RATE), min(round(stop * RATE), len(sound)))
        sound[rows, int(row[7] == "Nora_Quinn")] = sample_sound[rows, 0]
    path = write_sound(tmp_path / "call.wav", sound)
    split = document(path, "--channels", "split")
    assert split["speech"]["diarizer"] == "channels"
    mixed = document(path, "--channels", "mix", "--no-diarize")
    assert {"shelves", "melon."} <= set(words_of(mixed))
    assert speakers_of(split) == {"Speaker 1", "Speaker 2"}
    nora = [each["text"] for each in split["segments"] if each["speaker"] == "Speaker 2"]
    assert "melon" in " ".join(nora)
    assert "shelves" not in " ".join(nora)


def test_silence_gives_an_empty_transcript_and_says_so(write_sound, tmp_path: Path) -> None:
    path = write_sound(tmp_path / "silence.wav", np.zeros((3 * RATE, 1)))
    result = invoke(path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "note: no speech was heard in this recording\n"
    assert document(path)["segments"] == []


def test_content_decides_and_not_the_name(clip: Path, tmp_path: Path) -> None:
    disguised = tmp_path / "clip.vtt"
    disguised.write_bytes(clip.read_bytes())
    assert heard(disguised) == heard(clip)
    written = tmp_path / "words.wav"
    written.write_bytes((SAMPLES / "standup.vtt").read_bytes())
    result = invoke(written)
    assert isinstance(result.exception, InputError)
    assert "is not a recording" in str(result.exception)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
        ("noise.mp3", bytes(np.random.default_rng(5).integers(0, 256, 5000, np.uint8))),
        ("empty.wav", b""),
        ("broken.wav", b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(range(99))),
        ("turns.rttm", (SAMPLES / "planning.rttm").read_bytes()),
        ("folder", None),
        ("missing.ogg", None),
    ],
)
def test_what_is_no_recording_says_what_to_give(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / "in" / name
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    elif "." not in name:
        path.mkdir()
    result = invoke(path, "-o", tmp_path / "out.vtt")
    assert isinstance(result.exception, InputError)
    assert str(path) in str(result.exception)
    assert result.exception.hint
    assert result.stdout == ""
    assert [each.name for each in tmp_path.iterdir()] == ["in"]


def test_what_an_interrupted_run_had_heard_is_not_heard_again(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path))
    whole = document(clip, "--no-diarize")
    store = Cache(tmp_path / "recordings")
    (entry,) = store.entries()
    assert entry.names == ("words",)  # the blocks are gone when all is heard

    def interrupt() -> None:
        """As if the run had ended behind the first block; in it other words than there are."""
        block = BlockWords((Heard("Kept.", Span(1500, 2000), 990),))
        store.drop(entry.key, "words")
        store.put(entry.key, "block-00000", pack_block(block))

    interrupt()
    assert [each["text"] for each in document(clip, "--no-diarize")["segments"]] == ["Kept."]
    assert store.entries()[0].names == ("words",)
    interrupt()
    assert document(clip, "--no-diarize", "--no-resume") == whole


def test_without_cache_nothing_is_kept(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path))
    heard(clip, "--no-cache", "--no-diarize")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_told(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "file"))
    result = invoke(clip, "--no-diarize")
    assert result.exit_code == 0
    assert "nothing is kept for next time" in result.stderr
    assert "shelves" in result.stdout
