import errno
import hashlib
import io
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from lvm_meet.errors import InputError, LvmError, OutputError, SettingsError
from lvm_meet.files import read_at_most, sha256_of, standard_input, write_atomically

NOBODY = 65534


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Grüße\r\nzusammen\n", "Grüße\r\nzusammen\n".encode()),
        (b"\x00\xff", b"\x00\xff"),
        ("", b""),
        ("x" * 3_000_000, b"x" * 3_000_000),
    ],
)
def test_writes_exactly_what_it_was_given(tmp_path, content, expected):
    target = tmp_path / "report.md"
    write_atomically(target, content)
    assert target.read_bytes() == expected
    assert listing(tmp_path) == ["report.md"]


def test_a_new_file_has_the_permissions_of_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "report.md", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.md").stat().st_mode) == 0o640


def test_never_overwrites_without_force(tmp_path):
    target = tmp_path / "report.md"
    target.write_text("old")
    with pytest.raises(SettingsError, match="already exists") as caught:
        write_atomically(target, "new")
    assert "--force" in caught.value.hint
    assert str(target) in str(caught.value)
    assert target.read_text() == "old"
    assert listing(tmp_path) == ["report.md"]


def test_a_private_file_is_for_its_owner_whatever_was_there(tmp_path):
    new, old = tmp_path / "new.json", tmp_path / "old.json"
    old.write_text("old")
    old.chmod(0o644)
    for path in (new, old):
        write_atomically(path, "text", force=True, private=True)
        assert path.read_text() == "text"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_force_replaces_and_keeps_the_permissions(tmp_path):
    target = tmp_path / "report.md"
    target.write_text("old")
    target.chmod(0o600)
    write_atomically(target, "new", force=True)
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert listing(tmp_path) == ["report.md"]


def test_force_writes_through_a_link(tmp_path):
    real, link = tmp_path / "real.md", tmp_path / "latest.md"
    real.write_text("old")
    link.symlink_to("real.md")
    write_atomically(link, "new", force=True)
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_dangling_link_is_something_that_exists(tmp_path):
    link = tmp_path / "latest.md"
    link.symlink_to("nowhere.md")
    with pytest.raises(SettingsError, match="already exists"):
        write_atomically(link, "new")
    assert listing(tmp_path) == ["latest.md"]


def test_only_one_of_many_writers_wins(tmp_path):
    target, start, results = tmp_path / "report.md", threading.Barrier(8), []

    def write(number):
        start.wait()
        try:
            write_atomically(target, str(number) * 100_000)
            results.append(number)
        except SettingsError:
            pass

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 1
    assert target.read_text() == str(results[0]) * 100_000
    assert listing(tmp_path) == ["report.md"]


def test_without_hard_links_it_still_never_overwrites(tmp_path, monkeypatch):
    def no_links(source, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    target = tmp_path / "report.md"
    write_atomically(target, "first")
    with pytest.raises(SettingsError):
        write_atomically(target, "second")
    assert target.read_text() == "first"

    def interrupted(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "other.md", "x")
    assert listing(tmp_path) == ["report.md"]


@pytest.mark.parametrize("force", [False, True])
def test_an_interrupt_leaves_nothing_behind(tmp_path, monkeypatch, force):
    def interrupted(handle):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    (tmp_path / "old.md").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / ("old.md" if force else "new.md"), "new", force=force)
    assert listing(tmp_path) == ["old.md"]
    assert (tmp_path / "old.md").read_text() == "old"


KILLED = """
import os, sys, time
from lvm_meet.files import read_at_most, sha256_of, standard_input, write_atomically
def hang(handle):
    print("written", flush=True)
    time.sleep(60)
os.fsync = hang
write_atomically(sys.argv[1], "new" * 1000, force=True)
"""


@pytest.mark.parametrize("before", [None, "old"])
def test_a_kill_in_the_middle_leaves_no_half_result(tmp_path, before):
    target = tmp_path / "report.md"
    if before:
        target.write_text(before)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target)], stdout=subprocess.PIPE
    ) as child:
        assert child.stdout.readline() == b"written\n"
        child.send_signal(signal.SIGKILL)
    assert (target.read_text() if target.exists() else None) == before


@contextmanager
def unprivileged():
    """As somebody for whom permissions count: tests may run as root."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        yield


def test_a_folder_that_cannot_be_written_to():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    try:
        with unprivileged(), pytest.raises(OutputError, match="permission denied") as caught:
            write_atomically(folder / "report.md", "x")
        assert "does not allow writing" in caught.value.hint
        assert caught.value.path == str(folder / "report.md")
        assert listing(folder) == []
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("missing/report.md", "no such file or directory", "create it first"),
        ("file/report.md", "not a directory", "is a file, not a folder"),
        ("folder", "is a folder", "name a file inside it"),
        (".", "is a folder", "name a file inside it"),
        ("n" * 300, "name too long", "shorter name"),
        ("circle", "symbolic links", "in a circle"),
        ("nul\0name", "is not a file name", ""),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_impossible_paths_are_named(tmp_path, name, message, hint, force):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    (tmp_path / "circle").symlink_to("circle")
    before = listing(tmp_path)
    with pytest.raises(OutputError, match=message) as caught:
        write_atomically(f"{tmp_path}/{name}", "x", force=force)
    assert caught.value.path == f"{tmp_path}/{name}"
    assert hint in caught.value.hint
    assert listing(tmp_path) == before


def test_text_that_utf8_cannot_hold(tmp_path):
    with pytest.raises(OutputError, match="cannot be encoded"):
        write_atomically(tmp_path / "x", "\ud800")
    assert listing(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_said():
    with pytest.raises(OutputError, match="no space left") as caught:
        write_atomically("/dev/full", "x")
    assert "disk is full" in caught.value.hint
    assert Path("/dev/full").is_char_device()


def test_a_full_disk_leaves_nothing_behind(tmp_path):
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mount.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        write_atomically(tmp_path / "small.md", "x")
        with pytest.raises(OutputError, match="no space left") as caught:
            write_atomically(tmp_path / "large.md", "x" * 1_000_000)
        assert "disk is full" in caught.value.hint
        assert listing(tmp_path) == ["small.md"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_file_larger_than_allowed_leaves_nothing_behind(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OutputError) as caught:
            write_atomically(tmp_path / "report.md", "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "larger than" in caught.value.hint
    assert listing(tmp_path) == []


def test_a_pipe_is_written_straight_through(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    write_atomically(pipe, "through")
    reader.join(timeout=5)
    assert got == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_all_failures_are_of_one_family():
    assert issubclass(OutputError, LvmError)
    assert OutputError.exit_code == 1


def test_the_hash_of_a_file_is_that_of_its_content(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"abc" * 1_000_000)
    assert sha256_of(path) == hashlib.sha256(b"abc" * 1_000_000).hexdigest()
    with pytest.raises(OSError, match="No such file"):
        sha256_of(tmp_path / "none")


def test_no_more_is_read_than_may_be(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(bytes(2 << 20))
    assert read_at_most(path, 2 << 20) == bytes(2 << 20)
    with pytest.raises(InputError, match="is larger than 1 MiB") as caught:
        read_at_most(path, 1 << 20)
    assert caught.value.path == str(path)
    for name in (tmp_path, tmp_path / "none", "nul\0"):
        with pytest.raises(InputError, match="can't be read"):
            read_at_most(name, 9)


def test_standard_input_is_what_is_given_else_that_of_the_process(monkeypatch):
    given, own = io.BytesIO(b"given"), io.TextIOWrapper(io.BytesIO(b"own"))
    monkeypatch.setattr("sys.stdin", own)
    assert standard_input(given, name="x") is given
    assert standard_input(None, name="x") is own.buffer
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match=r"^x: standard input is closed"):
        standard_input(None, name="x")


def test_files_that_belong_together_are_all_there_or_none(tmp_path: Path) -> None:
    from lvm_meet.files import write_together

    old, new = tmp_path / "a.json", tmp_path / "a.md"
    old.write_text("old")
    (tmp_path / "folder").mkdir()
    for bad in (tmp_path / "folder", tmp_path / "nothing" / "x", tmp_path / ("x" * 300)):
        with pytest.raises(OutputError) as caught:
            write_together({old: b"new", new: b"new", bad: b"new"})
        assert caught.value.path == str(bad)
        assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "folder"]
    write_together({old: b"new", new: b"more"})
    assert (old.read_text(), new.read_text()) == ("new", "more")
    write_together({})
