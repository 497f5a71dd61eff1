"""Drivers that are no object stores: a file system behind fsspec, and ones that fail oddly."""

import builtins
import sys
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.local import LocalFileSystem

from lvm_meet.batch.places import deliver
from lvm_meet.batch.remote import Remote
from lvm_meet.batch.values import State
from lvm_meet.errors import InputError, MissingError, OutputError, SettingsError


class Shelf(LocalFileSystem):
    """A file system that is not this machine's, as far as anybody can tell."""

    protocol = "shelf"
    full = False

    def ls(self, path, detail=False, **kwargs):
        if "locked" in path:
            raise PermissionError(13, "Permission denied")
        return super().ls(path, detail=detail, **kwargs)

    @classmethod
    def _strip_protocol(cls, path):
        return LocalFileSystem._strip_protocol(path.replace("shelf://", "file://"))

    def pipe_file(self, path, value, mode="overwrite", **kwargs):
        with Path(path).open("wb") as file:
            file.write(value[: len(value) // 2])
            if self.full:
                raise Exception("quota of https://dana:hunter2@host/x?token=hunter2 is used up")
            file.write(value[len(value) // 2 :])


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch) -> str:
    fsspec.register_implementation("shelf", Shelf, clobber=True)
    monkeypatch.setattr(Shelf, "full", False)
    return f"shelf://{tmp_path}"


def test_results_of_a_meeting_get_their_names_when_they_are_whole(shelf, tmp_path):
    targets = {f"{shelf}/out/a/x.json": b"json", f"{shelf}/out/a/x.md": b"md"}
    deliver(targets)
    deliver({f"{shelf}/out/a/x.json": b"again"})
    found = Remote.at(f"{shelf}/out").listed()
    assert {name: state.size for name, state in found.items()} == {"a/x.json": 5, "a/x.md": 2}
    assert (tmp_path / "out/a/x.json").read_bytes() == b"again"
    Shelf.full = True
    with pytest.raises(OutputError) as caught:
        deliver({f"{shelf}/out/a/x.json": b"longer than before"})
    assert "hunter2" not in str(caught.value)
    assert "quota" in str(caught.value)
    assert sorted(path.name for path in (tmp_path / "out/a").iterdir()) == ["x.json", "x.md"]
    assert (tmp_path / "out/a/x.json").read_bytes() == b"again"


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(shelf, tmp_path):
    (tmp_path / "out/locked").mkdir(parents=True)
    with pytest.raises(InputError, match="no permission"):
        Remote.at(f"{shelf}/out").listed()
    assert Remote.at(f"{shelf}/none").listed() == {}


def test_where_the_second_result_cannot_be_written_the_first_is_taken_away():
    deliver({"memory://out/x.json": b"1"})
    with pytest.raises(OutputError):
        deliver({"memory://out/y.json": b"1", "memory://out/x.json/y.md": b"2"})
    assert list(Remote.at("memory://out").listed()) == ["x.json"]
    Remote.at("memory://out/x.json").remove()


def test_a_file_is_known_by_size_and_time_where_a_store_tells_no_more(shelf, tmp_path):
    path = tmp_path / "x.vtt"
    path.write_text("talk")
    state = Remote.at(f"{shelf}/x.vtt").state()
    assert (state.size, state.tag) == (4, "")
    assert abs(state.mtime_ns - path.stat().st_mtime_ns) < 10**6
    assert state.is_still(Remote.at(shelf).listed()["x.vtt"])
    assert Remote.at(f"{shelf}/none").find() is None
    with pytest.raises(InputError, match="is a folder"):
        Remote.at(shelf).state()


@pytest.mark.parametrize(
    ("now", "then", "still"),
    [
        (State(1, 2, "a"), State(1, 3, "a"), True),
        (State(1, 2, "a"), State(1, 2, "b"), False),
        (State(1, 2), State(1, 2), True),
        (State(1, 2), State(1, 3), False),
        (State(1, 0), State(1, 0), False),
        (State(1, 2, "a"), State(1, 2), False),
    ],
)
def test_what_tells_an_unchanged_file(now, then, still):
    assert now.is_still(then) is still


def test_what_is_not_installed_or_not_there_at_all(monkeypatch):
    with pytest.raises(SettingsError, match="begin with steam://"):
        Remote.at("steam://x")
    found = builtins.__import__

    def missing(name, *rest, **facts):
        if name.startswith(("s3fs", "fsspec.core" if gone else "s3fs")):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return found(name, *rest, **facts)

    monkeypatch.setattr(builtins, "__import__", missing)
    gone = True
    with pytest.raises(MissingError) as caught:
        Remote.at("s3://bucket")
    assert caught.value.command == 'pip install "lvm-meet[s3]"'
    with pytest.raises(MissingError) as caught:
        Remote.at("abfs://box")
    assert caught.value.command == 'pip install "lvm-meet[remote]"'
    gone = False
    if "gcsfs" not in sys.modules:
        with pytest.raises(MissingError, match="gs://box: gs:// needs a package"):
            Remote.at("gs://box")
