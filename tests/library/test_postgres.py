"""The same library on a real PostgreSQL, where one can be started here."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from lvm_meet.library import tables
from lvm_meet.library.comparing import compare
from lvm_meet.library.following import follow
from lvm_meet.library.library import Library
from lvm_meet.library.records import About
from lvm_meet.library.search import search
from lvm_meet.library.trends import By, trends
from lvm_meet.library.values import Outcome


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a fresh database."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    if not (shutil.which("initdb") and shutil.which("pg_ctl")):
        pytest.skip("there is no PostgreSQL here")
    folder = Path(tempfile.mkdtemp(prefix="lvm-pg-"))  # a socket's path may not be long
    who = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    account = pwd.getpwnam(who)
    os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(0o700)

    def run(*words: str) -> None:
        user = account.pw_uid if os.geteuid() == 0 else None
        done = subprocess.run(
            words,
            user=user,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=120,
        )
        if done.returncode:
            pytest.skip(f"PostgreSQL does not start here: {words[0]}")

    data = str(folder / "data")
    try:
        run(
            "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "lvm",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        options = f"-k {folder} -c listen_addresses=''"
        run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql+psycopg://lvm@/postgres?host={folder}"
        run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_library_on_a_server_does_what_a_file_does(server, a_meeting, analyses) -> None:
    library = Library.open(server, create=True)
    for day in (1, 2):
        done = library.add(a_meeting(f"m{day}", held=date(2026, 1, day)), about=About(type="retro"))
        assert done.outcome is Outcome.ADDED
    assert library.add(a_meeting("m1")).outcome is Outcome.UNCHANGED
    library.add(analyses["hostile"])
    with library.store.read() as connection:
        different = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    # the indexes for search have no counterpart among the tables
    assert {name for name, *_ in different} == {"remove_index"}
    hit = search(library, "approving").talk[0]
    assert "approve" in hit.spot.text
    assert search(library, 'hous* "test run" o\'brien -- ;').talk
    assert search(library, "who promised the summary").conclusions
    assert trends(library, by=By.TYPE).whole.meetings == 3
    assert compare(library, library.meeting("1"), library.meeting("2")).pairs
    assert follow(library).items
    assert library.remove([library.meeting("2")]) == 1
    assert [each.id for each in Library.open(server).meetings()] == [1, 3]
