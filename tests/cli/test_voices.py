import json
import wave
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from lvm_meet.cli.main import cli
from lvm_meet.errors import InputError, SettingsError
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.recording import open_recording
from lvm_meet.speech.values import RATE
from lvm_meet.speech.voices import EnrolledVoice, VoiceBook

SAMPLE = Path(__file__).parents[2] / "samples" / "planning.ogg"


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LVM_MEET_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data" / "voices.json"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["voices", *words])


def known(*names: str) -> VoiceBook:
    unit = (1.0, *[0.0] * 191)
    return VoiceBook(tuple(EnrolledVoice(name, unit, 21_600, "2026-05-01", "m") for name in names))


@pytest.fixture(scope="module")
def voice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one person says in the sample meeting, as a file of its own."""
    if not SAMPLE.is_file():
        pytest.skip("the sample recording is not here")
    turns = [line.split() for line in SAMPLE.with_suffix(".rttm").read_text("utf-8").splitlines()]
    name = turns[0][7]
    with open_recording(SAMPLE, settings=SpeechSettings()) as recording:
        sound = recording.mixed()
        pieces = [
            sound.read(round(float(start) * RATE), round((float(start) + float(length)) * RATE))
            for _, _, _, start, length, _, _, who, *_ in turns
            if who == name
        ]
    path = tmp_path_factory.mktemp("sound") / "voice.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.concatenate(pieces) * 32767).astype("<i2").tobytes())
    return path


def test_a_voice_is_learnt_listed_and_forgotten(voice_file: Path, book: Path) -> None:
    done = run("enroll", "Hannah", str(voice_file))
    assert done.exit_code == 0, done.output
    assert str(book) in done.stdout
    assert "biometric" in done.stderr
    assert "ask the person" in done.stderr

    (row,) = json.loads(run("list", "--json").stdout)["voices"]
    assert row["name"] == "Hannah"
    assert row["speech_ms"] > 10_000
    assert len(VoiceBook.load(book).voices[0].embedding) == 192

    assert run("remove", "hannah").exit_code == 0
    assert not book.exists()


def test_silence_is_no_voice(tmp_path: Path, book: Path) -> None:
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(2 * 5 * RATE))
    done = run("enroll", "Nobody", str(path))
    assert isinstance(done.exception, InputError)
    assert not book.exists()


def test_the_list_is_for_people(book: Path) -> None:
    empty = run("list")
    assert (empty.stdout, empty.stderr) == ("", "no voice is enrolled\n")
    known("Ann", "Ben").save(book)
    listed = run("list")
    assert [line.split() for line in listed.stdout.splitlines()] == [
        ["Ann", "2026-05-01", "22", "s", "of", "speech"],
        ["Ben", "2026-05-01", "22", "s", "of", "speech"],
    ]
    assert "2 voices in" in listed.stderr


def test_no_vector_is_ever_printed(book: Path) -> None:
    known("Ann").save(book)
    assert "embedding" not in run("list", "--json").output


def test_removing_who_is_not_there_says_who_is(book: Path) -> None:
    known("Ann").save(book)
    done = run("remove", "Ben")
    assert isinstance(done.exception, SettingsError)
    assert done.exception.hint == "enrolled are: Ann"
    assert book.exists()


@pytest.mark.parametrize("command", [["list"], ["remove", "Ann"], ["enroll", "Ann", "none.wav"]])
def test_a_damaged_book_is_left_as_it_is(book: Path, command: list[str]) -> None:
    book.parent.mkdir()
    book.write_text("{")
    done = run(*command)
    assert isinstance(done.exception, InputError)
    assert done.exception.path == str(book)
    assert book.read_text() == "{"


def test_clear_deletes_also_what_is_damaged(book: Path) -> None:
    book.parent.mkdir()
    book.write_text("{")
    assert str(book) in run("clear").stdout
    assert not book.exists()
    assert run("clear").stdout == "no voice is enrolled\n"


@pytest.mark.parametrize("command", [[], ["enroll"]])
def test_help_says_what_a_voice_is(command: list[str]) -> None:
    text = " ".join(run(*command, "--help").output.split())
    assert "the person" in text
    if not command:
        for fact in ("biometric", "stay on this machine", "only with --voices", "deleted with"):
            assert fact in text
