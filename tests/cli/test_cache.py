import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from lvm_meet.cache import Cache
from lvm_meet.cli.main import cli
from lvm_meet.cli.options import readable
from lvm_meet.errors import SettingsError

ROOT = Path(__file__).parents[2]
OLD, NEW = "a1" * 32, "b2" * 32


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A cache with a result of 40 days ago and one of now."""
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path))
    store = Cache(tmp_path / "recordings")
    for key, days in ((OLD, 40), (NEW, 0)):
        store.put(key, "words.json", bytes(123_456))
        then = time.time() - 86_400 * days
        os.utime(store.directory / key / "words.json", (then, then))
    return store


def run(*arguments):
    result = CliRunner().invoke(cli, ["cache", *arguments])
    assert result.exit_code == 0, result.exception
    return result.stdout


def test_list_says_where_how_much_and_when(store):
    newest, oldest, total = run("list").splitlines()
    assert newest.startswith(f"{NEW[:12]}…     124 kB  last used 20")
    assert newest.endswith("words.json")
    assert oldest.startswith(OLD[:12])
    assert total == (
        f"2 results, 247 kB in {store.directory} "
        "(at most 2.0 GB are kept, and for 180 days after their last use)"
    )


def test_list_as_json(store):
    found = json.loads(run("list", "--json"))
    assert found["directory"] == str(store.directory)
    assert [row["key"] for row in found["recordings"]] == [NEW, OLD]
    assert found["bytes"] == sum(row["bytes"] for row in found["recordings"]) == 247_076
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}\+00:00", found["recordings"][0]["last_used"])


def test_clear_deletes_what_is_old_and_says_so(store):
    assert run("clear", "--older-than", "30d").splitlines()[-1] == (
        f"deleted 1 result, 124 kB from {store.directory}"
    )
    assert [entry.key for entry in store.entries()] == [NEW]


def test_clear_deletes_everything_but_models(store, tmp_path):
    (tmp_path / "models").mkdir()
    first, second, total = run("clear").splitlines()
    assert first.startswith(f"deleted  {OLD[:12]}")
    assert second.startswith(f"deleted  {NEW[:12]}")
    assert total.startswith("deleted 2 results, 247 kB")
    assert list(store.directory.iterdir()) == []
    assert (tmp_path / "models").is_dir()


def test_clear_as_json(store):
    found = json.loads(run("clear", "--json"))
    assert [row["key"] for row in found["deleted"]] == [OLD, NEW]
    assert found["left"] == []


def test_an_empty_cache_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "none"))
    assert run("list").startswith("0 results, 0 bytes in ")
    assert run("clear").startswith("deleted 0 results, 0 bytes from ")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("age", "left"), [("41d", 2), ("959h", 1), ("961h", 2), ("5w", 1), ("0d", 0)]
)
def test_ages(store, age, left):
    time.sleep(0.01)
    run("clear", "--older-than", age)
    assert len(store.entries()) == left


@pytest.mark.parametrize("age", ["", "30", "d", "-3d", "3.5d", "3y", "30 days", "9999999d"])
def test_what_is_no_age_deletes_nothing(store, age):
    result = CliRunner().invoke(cli, ["cache", "clear", "--older-than", age])
    assert isinstance(result.exception, SettingsError)
    assert "30d" in result.exception.hint
    assert len(store.entries()) == 2


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9949, "9.9 kB"),
        (99_499, "99 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (145_217_607, "145 MB"),
        (3_087_284_237, "3.1 GB"),
        (5 * 10**12, "5000 GB"),
    ],
)
def test_sizes_in_the_largest_unit_that_fits(size, text):
    assert readable(size) == text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
@pytest.mark.parametrize(
    "arguments", [["cache", "list"], ["cache", "list", "--json"], ["cache", "clear"]]
)
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
