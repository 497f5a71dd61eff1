import pytest

from lvm_meet.dataset.folder import published, require_free, target_of
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
