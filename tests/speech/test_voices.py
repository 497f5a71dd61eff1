import json
import os
import stat
from pathlib import Path

import numpy as np
import pytest

from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.settings import AttributionSettings
from lvm_meet.speech.voices import VoiceBook, book_path, forget

SETTINGS = AttributionSettings()


def vector(*parts: float) -> np.ndarray:
    """A unit vector, float32, (192,), that points into the first dimensions as given."""
    found = np.zeros(192, np.float32)
    found[: len(parts)] = parts
    return np.asarray(found / np.linalg.norm(found), dtype=np.float32)


def add(
    book: VoiceBook,
    name: str,
    embedding: np.ndarray,
    *,
    speech_ms: int = 20_000,
    model: str = "m1",
) -> VoiceBook:
    return book.enroll(
        name, embedding, speech_ms=speech_ms, when="2026-05-01", model=model, settings=SETTINGS
    )


ANN = vector(1)
BEN = vector(0, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "voices.json"


def test_a_book_comes_back_as_it_was_saved(path: Path) -> None:
    book = add(add(VoiceBook(), "Ann Söderberg", vector(1, 2, 3)), "Ben", BEN, speech_ms=7)
    book.save(path)
    assert VoiceBook.load(path) == book
    assert book.names() == ("Ann Söderberg", "Ben")


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_nobody_else_can_read_it(path: Path) -> None:
    add(VoiceBook(), "Ann", ANN).save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    add(VoiceBook(), "Ben", BEN).save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")
def test_a_folder_that_the_user_has_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    add(VoiceBook(), "Ann", ANN).save(tmp_path / "voices.json")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_the_same_name_again_is_the_mean_by_speech() -> None:
    book = add(VoiceBook(), "Ann", vector(1, 0), speech_ms=30_000)
    book = add(book, "  ann ", vector(1, 1), speech_ms=10_000)
    (voice,) = book.voices
    expected = 3 * vector(1, 0) + vector(1, 1)
    assert np.allclose(voice.embedding, expected / np.linalg.norm(expected), atol=1e-5)
    assert (voice.name, voice.speech_ms) == ("Ann", 40_000)


def test_another_voice_under_a_name_is_refused() -> None:
    with pytest.raises(SettingsError, match="does not sound like Ann") as caught:
        add(add(VoiceBook(), "Ann", ANN), "Ann", BEN)
    assert "voices remove" in caught.value.hint


def test_a_vector_of_another_model_is_replaced() -> None:
    book = add(add(VoiceBook(), "Ann", ANN, model="m1"), "Ann", BEN, model="m2")
    assert [(voice.model, voice.embedding[1]) for voice in book.voices] == [("m2", 1.0)]


@pytest.mark.parametrize("name", ["", "  ", "a" * 81, "a\x1b[31mb", "a\u202eb"])
def test_what_cannot_be_a_name(name: str) -> None:
    with pytest.raises(SettingsError, match="cannot be a name"):
        add(VoiceBook(), name, ANN)


@pytest.mark.parametrize("broken", [np.zeros(192), np.full(192, np.nan), np.ones(191)])
def test_what_cannot_be_a_voice(broken: np.ndarray) -> None:
    with pytest.raises(SettingsError, match="192 numbers"):
        add(VoiceBook(), "Ann", broken)


def test_removing_leaves_the_others(path: Path) -> None:
    book = add(add(VoiceBook(), "Ann", ANN), "Ben", BEN)
    assert book.remove("ANN").names() == ("Ben",)
    with pytest.raises(SettingsError, match="Zoe") as caught:
        book.remove("Zoe")
    assert "Ann, Ben" in caught.value.hint
    book.save(path)
    book.remove("Ann").remove("Ben").save(path)
    assert not path.exists()


def test_forgetting_needs_no_readable_book(path: Path) -> None:
    assert not forget(path)
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    assert forget(path)
    assert not path.exists()
    path.mkdir()
    with pytest.raises(OutputError, match="cannot be deleted"):
        forget(path)


GOOD = {"name": "Ann", "when": "2026-05-01", "speech_ms": 1, "model": "m", "embedding": [1.0]}
UNIT = [1.0, *[0.0] * 191]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'{"lvm_meet_voices": 2, "voices": []}',
        b'{"lvm_meet_voices": 1}',
        json.dumps({"lvm_meet_voices": 1, "voices": [GOOD]}).encode(),
        json.dumps({"lvm_meet_voices": 1, "voices": [GOOD | {"embedding": [0] * 192}]}).encode(),
        json.dumps({"lvm_meet_voices": 1, "voices": [GOOD | {"embedding": ["1"] * 192}]}).encode(),
        json.dumps(
            {"lvm_meet_voices": 1, "voices": [GOOD | {"embedding": UNIT, "name": "\x1b[2J"}]}
        ).encode(),
        json.dumps({"lvm_meet_voices": 1, "voices": [GOOD | {"embedding": UNIT}] * 2}).encode(),
    ],
)
def test_a_damaged_book_is_an_error_and_stays_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        VoiceBook.load(path)
    assert caught.value.path == str(path)
    assert "voices clear" in caught.value.hint
    assert path.read_bytes() == content


def test_no_file_is_an_empty_book(path: Path) -> None:
    assert VoiceBook.load(path) == VoiceBook()
    assert VoiceBook().names() == ()


def test_a_folder_in_its_place_is_an_error(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(InputError, match="cannot be read"):
        VoiceBook.load(path)


def at(cosine: float) -> np.ndarray:
    """A voice with this cosine to Ann's, and 0 to all others'."""
    return vector(cosine, 0, 0, (1 - cosine**2) ** 0.5)


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ([ANN, BEN], {0: "Ann", 1: "Ben"}),
        ([BEN, ANN], {0: "Ben", 1: "Ann"}),
        ([at(0.51)], {0: "Ann"}),
        ([at(0.49)], {}),
        # one voice gets a name, the one that is most like it
        ([at(0.7), at(0.9)], {1: "Ann"}),
        # between two enrolled voices
        ([vector(1, 1)], {}),
        ([vector(1, 0.95)], {}),
        ([vector(1, 0.7)], {0: "Ann"}),
        # channels
        ([np.zeros(192)], {}),
        ([], {}),
    ],
)
def test_who_a_voice_is(voices: list[np.ndarray], expected: dict[int, str]) -> None:
    book = add(add(VoiceBook(), "Ann", ANN), "Ben", BEN)
    rows = np.array(voices, dtype=np.float32).reshape(-1, 192)
    assert book.match(rows, model="m1", settings=SETTINGS) == expected


def test_only_vectors_of_the_same_model_are_compared() -> None:
    book = add(VoiceBook(), "Ann", ANN, model="m1")
    assert book.match(ANN[None], model="m2", settings=SETTINGS) == {}
    assert VoiceBook().match(ANN[None], model="m1", settings=SETTINGS) == {}
    channels = np.zeros((0, 192), np.float32)
    assert book.match(channels, model="m1", settings=SETTINGS) == {}


def test_where_the_book_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVM_MEET_DATA_DIR", str(tmp_path))
    assert book_path() == tmp_path / "voices.json"
    monkeypatch.delenv("LVM_MEET_DATA_DIR")
    assert book_path().parent.name == "lvm-meet"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_in_place_of_the_book_is_not_waited_for(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(InputError, match="it is no file") as error:
        VoiceBook.load(path)
    assert "voices clear" in error.value.hint
    assert forget(path)


def test_a_book_without_an_end_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lvm_meet.speech.voices._MAX_BYTES", 1 << 20)
    path.parent.mkdir()
    path.write_bytes(b" " * ((1 << 20) + 1))
    with pytest.raises(InputError, match="is larger than 1 MiB"):
        VoiceBook.load(path)
