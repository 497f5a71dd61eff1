import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.cache import ENVIRONMENT, Cache, models, recordings, root
from lvm_meet.errors import SettingsError

ROOT = Path(__file__).parents[2]
KEY = "a1" * 32
OTHER = "b2" * 32
THIRD = "c3" * 32
HEADER = 17 + 64 + 1
posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX")


@pytest.fixture
def store(tmp_path):
    return Cache(tmp_path / "recordings")


def age(store, key, *, days):
    """Make everything under `key` look as if it was last used so many days ago."""
    then = time.time() - 86_400 * days
    for path in (store.directory / key).iterdir():
        os.utime(path, (then, then))


def inside(folder):
    return sorted(path.name for path in folder.iterdir())


def everything_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@given(st.binary(max_size=2000))
def test_what_was_put_comes_back(tmp_path_factory, data):
    store = Cache(tmp_path_factory.mktemp("cache"))
    assert store.put(KEY, "words.json", data)
    assert store.get(KEY, "words.json") == data


def test_the_last_writer_of_a_name_wins_and_nothing_else_is_left(store):
    for data in (b"one", b"", b"three"):
        assert store.put(KEY, "words.json", data)
    assert store.get(KEY, "words.json") == b"three"
    assert everything_below(store.directory) == [KEY, f"{KEY}/words.json"]


def test_names_and_drop(store):
    assert store.names(KEY) == ()
    store.put(KEY, "words.json", b"1")
    store.put(KEY, "turns.json", b"2")
    assert store.names(KEY) == ("turns.json", "words.json")
    assert store.drop(KEY, "turns.json")
    assert not store.drop(KEY, "turns.json")
    assert store.names(KEY) == ("words.json",)
    assert store.drop(KEY, "words.json")
    assert everything_below(store.directory) == []


def test_a_cache_that_is_off_keeps_and_finds_nothing():
    store = Cache(None)
    assert not store.put(KEY, "words.json", b"x")
    assert store.get(KEY, "words.json") is None
    assert store.names(KEY) == ()
    assert not store.drop(KEY, "words.json")
    assert store.entries() == ()
    assert store.clear().gone == ()


def test_a_directory_that_is_not_there_is_an_empty_cache(tmp_path):
    store = Cache(tmp_path / "no" / "such")
    assert store.get(KEY, "words.json") is None
    assert store.entries() == ()
    assert store.clear().gone == ()
    assert not store.directory.exists()


@pytest.mark.parametrize(
    "key", ["", "abc", "A1" * 32, "../" + "a" * 64, "a" * 200, "g" * 64, KEY + "\n", "a/" * 20]
)
def test_a_key_is_a_digest(store, key):
    for act in (lambda: store.get(key, "x"), lambda: store.put(key, "x", b""), store.names):
        with pytest.raises(SettingsError, match="no key"):
            act(key) if act == store.names else act()
    assert not store.directory.exists()


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".hidden", "a/b", "../x", "A.json", "a b", "x" * 81, "a\0b", "a\n"]
)
def test_a_name_is_one_plain_file_name(store, name):
    with pytest.raises(SettingsError, match="no name"):
        store.put(KEY, name, b"")
    with pytest.raises(SettingsError, match="no name"):
        store.get(KEY, name)
    assert not store.directory.exists()


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_folders_and_files_are_for_their_owner_only_whatever_the_umask(tmp_path, umask):
    store = Cache(tmp_path / "new" / "root" / "recordings")
    before = os.umask(umask)
    try:
        assert store.put(KEY, "words.json", b"private")
    finally:
        os.umask(before)
    modes = {
        path.relative_to(tmp_path).name: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "new").rglob("*")
    }
    assert modes == {"root": 0o700, "recordings": 0o700, KEY: 0o700, "words.json": 0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert store.get(KEY, "words.json") == b"private"


@posix
def test_a_folder_that_others_could_read_is_closed(store):
    (store.directory / KEY).mkdir(parents=True)
    (store.directory / KEY).chmod(0o755)
    assert store.put(KEY, "words.json", b"private")
    assert stat.S_IMODE((store.directory / KEY).stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: data[: HEADER - 5],
        lambda data: b"",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(b"cache 1", b"cache 2"),
        lambda data: b"0" * len(data),
    ],
)
def test_a_damaged_entry_reads_as_nothing_and_is_removed(store, damage):
    store.put(KEY, "words.json", b"what was said")
    path = store.directory / KEY / "words.json"
    path.write_bytes(damage(path.read_bytes()))
    assert store.get(KEY, "words.json") is None
    assert not path.exists()


def test_an_entry_under_another_key_or_name_is_not_taken_for_the_one_there(store):
    store.put(KEY, "words.json", b"what was said")
    store.put(OTHER, "words.json", b"something else")
    shutil.copy(store.directory / KEY / "words.json", store.directory / OTHER / "words.json")
    shutil.copy(store.directory / KEY / "words.json", store.directory / KEY / "turns.json")
    assert store.get(OTHER, "words.json") is None
    assert store.get(KEY, "turns.json") is None
    assert store.get(KEY, "words.json") == b"what was said"


@posix
def test_a_link_to_a_file_is_neither_read_nor_written_through(store, tmp_path):
    outside = tmp_path / "outside"
    store.put(KEY, "words.json", b"x")
    path = store.directory / KEY / "words.json"
    path.rename(outside)
    kept = outside.read_bytes()
    path.symlink_to(outside)
    assert store.get(KEY, "words.json") is None
    assert not path.is_symlink()
    path.symlink_to(outside)
    assert store.put(KEY, "words.json", b"new")
    assert not path.is_symlink()
    path.unlink()
    path.symlink_to(outside)
    assert store.drop(KEY, "words.json")
    assert outside.read_bytes() == kept


@posix
def test_a_link_to_a_folder_is_not_followed(store, tmp_path):
    elsewhere = Cache(tmp_path / "elsewhere")
    elsewhere.put(KEY, "words.json", b"x")
    store.directory.mkdir()
    (store.directory / KEY).symlink_to(elsewhere.directory / KEY)
    assert store.get(KEY, "words.json") is None
    assert not store.put(KEY, "words.json", b"y")
    assert not store.drop(KEY, "words.json")
    assert store.names(KEY) == ()
    assert store.entries() == ()
    assert store.clear().gone == ()
    assert elsewhere.get(KEY, "words.json") == b"x"


@posix
def test_a_pipe_or_a_folder_in_place_of_a_result_does_no_harm(store):
    store.put(KEY, "words.json", b"x")
    os.mkfifo(store.directory / KEY / "pipe.json")
    (store.directory / KEY / "folder.json").mkdir()
    assert store.get(KEY, "pipe.json") is None
    assert store.get(KEY, "folder.json") is None
    assert not store.put(KEY, "folder.json", b"y")
    assert store.get(KEY, "words.json") == b"x"
    assert store.names(KEY) == ("words.json",)


@posix
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make somebody else's folder")
def test_somebody_elses_folder_is_neither_used_nor_trusted(store):
    store.put(KEY, "words.json", b"x")
    os.chown(store.directory / KEY, 65534, 65534)
    assert store.get(KEY, "words.json") is None
    assert not store.put(KEY, "words.json", b"y")
    assert store.entries() == ()


def test_a_file_in_the_way_of_the_directory_is_no_error(tmp_path):
    (tmp_path / "recordings").write_text("in the way")
    store = Cache(tmp_path / "recordings")
    assert not store.put(KEY, "words.json", b"x")
    assert store.get(KEY, "words.json") is None
    assert store.entries() == ()
    assert (tmp_path / "recordings").read_text() == "in the way"


def run(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@posix
def test_a_full_disk_is_no_error_and_leaves_nothing(store):
    script = (
        "import resource, sys; from pathlib import Path; from lvm_meet.cache import Cache\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "store = Cache(Path(sys.argv[1]))\n"
        "print(store.put(sys.argv[2], 'big.json', bytes(200_000)),\n"
        "      store.put(sys.argv[2], 'small.json', bytes(20_000)))"
    )
    assert run(script, store.directory, KEY).communicate()[0].split() == ["False", "True"]
    assert everything_below(store.directory / KEY) == ["small.json"]


@posix
def test_a_writer_killed_in_the_middle_leaves_the_old_entry_and_later_no_rest(store):
    store.put(KEY, "words.json", b"old")
    script = (
        "import sys, time; from pathlib import Path\n"
        "from lvm_meet.cache import Cache, private\n"
        "def hang(self, target):\n"
        "    print('written', flush=True); time.sleep(60)\n"
        "Path.replace = hang\n"
        "Cache(Path(sys.argv[1])).put(sys.argv[2], 'words.json', b'new')"
    )
    writer = run(script, store.directory, KEY)
    assert writer.stdout.readline() == "written\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    rest = [name for name in inside(store.directory / KEY) if name != "words.json"]
    assert len(rest) == 1
    assert store.get(KEY, "words.json") == b"old"
    assert store.names(KEY) == ("words.json",)
    assert store.put(OTHER, "words.json", b"x")
    assert rest[0] in inside(store.directory / KEY), "another writer may still be at it"
    age(store, KEY, days=1)
    store.put(OTHER, "words.json", b"x")
    assert inside(store.directory / KEY) == ["words.json"]


@posix
def test_clearing_takes_what_a_killed_writer_left(store):
    (store.directory / KEY).mkdir(parents=True)
    (store.directory / KEY / ".5e.part").write_bytes(b"private words")
    (entry,) = store.entries()
    assert (entry.names, entry.size) == ((), 13)
    assert store.clear().gone == (entry,)
    assert everything_below(store.directory) == []


@posix
def test_concurrent_writers_readers_and_clearing_never_show_half_a_result(store):
    script = (
        "import sys; from pathlib import Path; from lvm_meet.cache import Cache\n"
        "store = Cache(Path(sys.argv[1]), max_bytes=300_000)\n"
        "mine = sys.argv[3].encode() * 50_000\n"
        "for turn in range(60):\n"
        "    assert store.put(sys.argv[2], 'words.json', mine), turn\n"
        "    found = store.get(sys.argv[2], 'words.json')\n"
        "    assert found is None or (len(set(found)) == 1 and len(found) == 50_000), turn\n"
        "    if turn % 7 == 0: store.clear()\n"
    )
    writers = [run(script, store.directory, KEY, letter) for letter in "xyz"]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert [name for name in everything_below(store.directory) if ".part" in name] == []


def test_beyond_its_cap_the_least_recently_used_go_and_never_the_newest(tmp_path):
    store = Cache(tmp_path, max_bytes=3 * (1000 + HEADER))
    for days, key in ((3, KEY), (2, OTHER), (1, THIRD)):
        assert store.put(key, "words.json", bytes(1000))
        age(store, key, days=days)
    assert store.get(KEY, "words.json") is not None  # used now: OTHER is the oldest
    assert store.put("d4" * 32, "words.json", bytes(1000))
    assert {entry.key for entry in store.entries()} == {KEY, THIRD, "d4" * 32}
    assert store.put("e5" * 32, "words.json", bytes(2500))
    assert [entry.key for entry in store.entries()] == ["e5" * 32]


def test_within_a_recording_the_oldest_part_goes_first(tmp_path):
    store = Cache(tmp_path, max_bytes=2 * (1000 + HEADER))
    for name in ("a", "b"):
        store.put(KEY, name, bytes(1000))
        age(store, KEY, days=1)
    assert store.get(KEY, "a") is not None
    store.put(KEY, "c", bytes(1000))
    assert store.names(KEY) == ("a", "c")


def test_a_result_larger_than_the_cap_is_not_kept_and_displaces_nothing(tmp_path):
    store = Cache(tmp_path, max_bytes=2000)
    store.put(KEY, "words.json", b"x")
    assert not store.put(OTHER, "words.json", bytes(2000))
    assert [entry.key for entry in store.entries()] == [KEY]


def test_entries_tell_size_names_and_last_use_newest_first(store):
    store.put(KEY, "words.json", bytes(10))
    store.put(KEY, "turns.json", bytes(20))
    store.put(OTHER, "words.json", bytes(5))
    age(store, KEY, days=2)
    newest, oldest = store.entries()
    assert (newest.key, newest.names, newest.size) == (OTHER, ("words.json",), 5 + HEADER)
    assert (oldest.names, oldest.size) == (("turns.json", "words.json"), 30 + 2 * HEADER)
    two_days = datetime.now(UTC) - oldest.last_used
    assert timedelta(days=1.9) < two_days < timedelta(days=2.1)
    assert oldest.last_used.tzinfo is UTC


def test_clear_by_age_and_whole(store):
    for days, key in ((40, KEY), (2, OTHER), (0, THIRD)):
        store.put(key, "words.json", b"x")
        age(store, key, days=days)
    assert [entry.key for entry in store.clear(older_than_days=30).gone] == [KEY]
    assert not (store.directory / KEY).exists()
    assert {entry.key for entry in store.clear().gone} == {OTHER, THIRD}
    assert store.entries() == ()
    with pytest.raises(SettingsError, match="negative"):
        store.clear(older_than_days=-1)


def test_clear_leaves_alone_what_is_not_of_the_cache(store):
    store.put(KEY, "words.json", b"x")
    (store.directory / "notes.txt").write_text("mine")
    (store.directory / "folder").mkdir()
    store.clear()
    assert everything_below(store.directory) == ["folder", "notes.txt"]


@posix
def test_what_cannot_be_cleared_is_told():
    # For root everything can be removed: a process that gives its rights away does it.
    script = (
        "import os, sys, tempfile; from pathlib import Path; from lvm_meet.cache import Cache\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    store = Cache(Path(folder)); store.put(sys.argv[1], 'words.json', b'x')\n"
        "    (Path(folder) / sys.argv[1]).chmod(0o500)\n"
        "    done = store.clear()\n"
        "    (Path(folder) / sys.argv[1]).chmod(0o700)\n"
        "    print(len(done.gone), *(entry.key for entry in done.left))"
    )
    assert run(script, KEY).communicate()[0].split() == ["0", KEY]


def test_the_environment_names_another_root(monkeypatch, tmp_path):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    assert root() == tmp_path
    assert recordings() == tmp_path / "recordings"
    assert models() == tmp_path / "models"
    monkeypatch.setenv(ENVIRONMENT, "")
    assert "lvm-meet" in root().parts
    monkeypatch.setenv(ENVIRONMENT, "relative")
    assert root().is_absolute()


def test_what_was_not_used_for_half_a_year_goes_when_something_is_put(store):
    for key in (KEY, OTHER):
        store.put(key, "words.json", b"1")
        store.put(key, "voices.json", b"2")
    age(store, KEY, days=181)
    age(store, OTHER, days=181)
    store.get(OTHER, "words.json")  # one use keeps all that is known of a recording
    assert store.put(THIRD, "words.json", b"3")
    assert [entry.key for entry in store.entries()] in ([THIRD, OTHER], [OTHER, THIRD])
    assert store.names(OTHER) == ("voices.json", "words.json")
    assert inside(store.directory) == [OTHER, THIRD]


def test_another_age_may_be_chosen(store):
    short = Cache(store.directory, max_age_days=3)
    store.put(KEY, "words.json", b"1")
    age(store, KEY, days=4)
    assert short.put(KEY, "voices.json", b"2")  # its own key is in use again
    assert short.names(KEY) == ("voices.json", "words.json")
    age(store, KEY, days=4)
    assert short.put(OTHER, "words.json", b"3")
    assert inside(store.directory) == [OTHER]
