"""Two copies of one run record, after another machine has gone on."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from lvm_meet.batch.records import HEAD, Begun, from_json
from lvm_meet.errors import SettingsError
from lvm_meet.files import SPARE, explained


def merge(fetched: Path, record: Path, *, shown: str) -> None:
    """Make `record` hold what the fetched copy says, and what only the record said.

    Where the record only goes on from the copy (a kill came before it was copied again) it stays
    as it is. Where both went on, of the record's own part the names remain, so that nothing is
    written over, and what it finished is done again: the copy may know newer results. SettingsError
    where the copy is no run record.
    """
    merged = record.with_name(f"{SPARE[0]}merged{SPARE[1]}")
    try:
        with fetched.open("rb") as theirs:
            if theirs.readline() != HEAD:
                raise SettingsError(
                    f"{shown} is no run record of this program",
                    hint="choose another folder with --out",
                )
        with fetched.open("rb") as theirs, merged.open("wb") as out:
            if not record.exists():
                _copy(theirs, out)
            else:
                with record.open("rb") as ours:
                    if not _merge(theirs, ours, out):
                        return
        merged.replace(record)
    except OSError as error:
        raise explained(error, path=str(record)) from error
    finally:
        merged.unlink(missing_ok=True)


def _merge(theirs: BinaryIO, ours: BinaryIO, out: BinaryIO) -> bool:
    """Write what both say; False where ours says all of it."""
    same = 0
    for line in theirs:
        if not line.endswith(b"\n"):
            break
        if ours.readline() != line:
            break
        same += len(line)
    else:
        return False
    theirs.seek(0)
    _copy(theirs, out)
    ours.seek(same)
    for line in ours:
        if line.endswith(b"\n") and isinstance(from_json(line), Begun):
            out.write(line)
    return True


def _copy(theirs: BinaryIO, out: BinaryIO) -> None:
    """Whole lines only."""
    for line in theirs:
        if line.endswith(b"\n"):
            out.write(line)
