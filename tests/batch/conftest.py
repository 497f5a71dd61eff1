"""An S3 server of our own, which workers in other processes find by the environment."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

SECRET = "wJalr-not-to-be-seen"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    server = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    logging.getLogger("werkzeug").disabled = True
    threaded = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    threaded.start()
    host, port = threaded.get_host_and_port()
    yield f"http://{host}:{port}"
    threaded.stop()


@pytest.fixture
def s3(s3_server, monkeypatch, tmp_path: Path):
    """A driver for an empty server, which it is also for whatever runs in this environment."""
    import fsspec
    import requests

    requests.post(f"{s3_server}/moto-api/reset", timeout=10)
    for name, value in {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_ACCESS_KEY_ID": "AKIA-not-to-be-seen",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "LVM_MEET_STATE_DIR": str(tmp_path / "state"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    system = fsspec.filesystem("s3", use_listings_cache=False)
    system.mkdir("talk")
    return system
