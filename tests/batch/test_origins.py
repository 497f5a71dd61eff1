import subprocess
import sys
import tempfile
from pathlib import Path

import fsspec
import pytest

from lvm_meet.batch.origins import Presence, hash_of, is_recording, opened, state_of, sweep
from lvm_meet.batch.values import Meeting, State
from lvm_meet.errors import InputError
from lvm_meet.files import sha256_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def talk(tmp_path, monkeypatch) -> Meeting:
    """A source in memory; copies of sources go to a folder of the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fsspec.filesystem("memory").pipe_file("/in/talk 1.vtt", b"talk")
    yield Meeting("memory://in/talk 1.vtt", "talk 1.vtt")
    fsspec.filesystem("memory").rm("/in", recursive=True)


def test_a_copy_has_the_name_of_the_source_and_is_gone_afterwards(talk, tmp_path):
    with opened(talk) as path:
        assert path.name == "talk 1.vtt"
        assert path.read_bytes() == b"talk"
        sweep()
        assert path.exists()
        assert hash_of(talk) == sha256_of(path)
    assert list(tmp_path.iterdir()) == []


def test_an_error_names_the_source_and_the_copy_is_gone(talk, tmp_path):
    with pytest.raises(InputError) as caught, opened(talk) as path:
        raise InputError(f"{path} is odd", path=str(path), hint=f"look at {path}")
    said = str(caught.value) + caught.value.hint
    assert said.count("memory://in/talk 1.vtt") == 3
    assert str(tmp_path) not in said
    assert list(tmp_path.iterdir()) == []


def test_a_source_of_this_machine_is_read_where_it_is(tmp_path):
    (tmp_path / "x.vtt").write_text("talk")
    meeting = Meeting(str(tmp_path / "x.vtt"), "x.vtt")
    with opened(meeting) as path:
        assert path == tmp_path / "x.vtt"
    assert state_of(meeting).size == 4
    with pytest.raises(InputError, match="can't be read"):
        state_of(Meeting(str(tmp_path / "none"), "none"))


def test_what_a_killed_worker_left_is_swept_away(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    script = (
        "import fsspec, time; from lvm_meet.batch.origins import opened; "
        "from lvm_meet.batch.values import Meeting\n"
        "fsspec.filesystem('memory').pipe_file('/x.vtt', b'talk')\n"
        "with opened(Meeting('memory://x.vtt', 'x')) as path:\n"
        "    print(path, flush=True); time.sleep(60)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE,
        env={"TMPDIR": str(tmp_path), "PATH": ""}, text=True,
    )  # fmt: skip
    assert worker.stdout is not None
    with worker, worker.stdout as said:
        copy = Path(said.readline().strip())
        assert copy.parent.parent == tmp_path
        sweep()
        assert copy.exists()
        worker.kill()
    sweep()
    assert list(tmp_path.iterdir()) == []


def test_what_a_list_told_is_not_asked_for_again():
    state = State(4, 0, "tag")
    meeting = Meeting("nowhere://x.vtt", "x.vtt", state, recording=True)
    assert state_of(meeting) == state
    assert is_recording(meeting)


def test_presence_is_asked_for_once(talk):
    presence = Presence()
    presence.seen("memory://in/none")
    assert presence.of("memory://in/none")
    assert presence.of(talk.path)
    assert not presence.of("memory://in/other")
    fsspec.filesystem("memory").pipe_file("/in/other", b"")
    assert not presence.of("memory://in/other")
