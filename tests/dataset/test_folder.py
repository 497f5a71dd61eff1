import signal
import subprocess
import sys

import pytest

from lvm_meet.dataset.folder import published, require_free, sweep, target_of
from lvm_meet.errors import OutputError, SettingsError

OURS = '{"lvm-meet": {"schema": "lvm-meet/dataset"}}'


@pytest.fixture
def out(tmp_path):
    return tmp_path / "set"


def fill(out, text=OURS):
    out.mkdir()
    (out / "datapackage.json").write_text(text)
    (out / "units.csv").write_text("old")


def test_a_folder_appears_whole(out):
    with published(out, force=False) as folder:
        (folder / "units.csv").write_text("new")
        assert not out.exists()
    assert (out / "units.csv").read_text() == "new"
    assert [item.name for item in out.parent.iterdir()] == ["set"]


def test_an_empty_folder_is_as_good_as_none(out):
    out.mkdir()
    with published(out, force=False) as folder:
        (folder / "units.csv").write_text("new")
    assert (out / "units.csv").exists()


def test_an_error_inside_leaves_nothing(out):
    with pytest.raises(KeyboardInterrupt), published(out, force=False):
        raise KeyboardInterrupt
    assert list(out.parent.iterdir()) == []


def test_force_replaces_a_data_set(out):
    fill(out)
    with published(out, force=True) as folder:
        (folder / "turns.csv").write_text("new")
    assert [item.name for item in out.iterdir()] == ["turns.csv"]
    assert [item.name for item in out.parent.iterdir()] == ["set"]


@pytest.mark.parametrize("force", [True, False])
def test_what_is_no_data_set_stays(out, force):
    fill(out, text="{}")
    with pytest.raises(SettingsError, match="no data set"):
        require_free(out, force=force)


@pytest.mark.parametrize("force", [True, False])
def test_other_files_are_not_lost(out, force):
    fill(out)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(SettingsError, match=r"notes\.txt"):
        require_free(out, force=force)


def test_what_appears_in_between_is_not_lost(out):
    with pytest.raises(SettingsError), published(out, force=False) as folder:
        (folder / "units.csv").write_text("new")
        fill(out)
    assert (out / "units.csv").read_text() == "old"


def test_places_that_can_not_be(tmp_path):
    (tmp_path / "file").write_text("")
    for bad in (tmp_path / "file", tmp_path / "a" / "b", tmp_path / "nul\0"):
        with pytest.raises(OutputError):
            require_free(target_of(bad), force=False)


def test_a_link_goes_on_pointing(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with published(target_of(tmp_path / "link"), force=False) as folder:
        (folder / "units.csv").write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "units.csv").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from lvm_meet.dataset import folder
out = Path(sys.argv[1])
if sys.argv[2] == "renaming":
    remove = folder.Path.rename
    def rename(self, target):
        if self.suffix == ".part":
            os.kill(os.getpid(), signal.SIGKILL)
        return remove(self, target)
    folder.Path.rename = rename
with folder.published(out, force=True) as filling:
    (filling / "units.csv").write_text("new")
    if sys.argv[2] == "filling":
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and locks on folders")
@pytest.mark.parametrize("when", ["filling", "renaming"])
def test_what_a_killed_run_left_is_cleared_and_the_old_set_put_back(out, when):
    fill(out)
    done = subprocess.run([sys.executable, "-c", KILLED, str(out), when], check=False)
    assert done.returncode == -signal.SIGKILL
    left = {item.suffix for item in out.parent.iterdir()}
    assert left == ({"", ".part"} if when == "filling" else {".old", ".part"})
    sweep(out)
    assert [item.name for item in out.parent.iterdir()] == ["set"]
    assert (out / "units.csv").read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks on folders")
def test_what_another_run_is_filling_stays(out):
    with published(out, force=False) as first:
        (first / "units.csv").write_text("first")
        sweep(out)
        assert (first / "units.csv").exists()
        with published(out.with_name("other"), force=False) as other:
            sweep(out.with_name("third"))
            assert first.exists()
            assert other.exists()
    assert (out / "units.csv").read_text() == "first"
