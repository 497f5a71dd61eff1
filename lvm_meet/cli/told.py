"""What `lvm-meet batch` knows of the meetings in its folder and their analyses don't."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from lvm_meet.codec.fields import unguard
from lvm_meet.errors import InputError

_SUMMARY = "summary.csv"
_COLUMNS = {"results", "team", "type"}


@dataclass(frozen=True, slots=True)
class About:
    """Whose meeting it was and what kind; "" where the manifest doesn't say it."""

    team: str = ""
    type: str = ""


UNKNOWN = About()


@dataclass(frozen=True, slots=True)
class Summaries:
    """The summaries of batches, each read once."""

    _read: dict[Path, dict[str, About]] = field(default_factory=dict)

    def about(self, file: Path) -> About:
        """What the summary beside an analysis, or the next one above it, says of its meeting.

        InputError where that can't be read.
        """
        file = file.absolute()
        for folder in file.parents:
            if folder not in self._read:
                self._read[folder] = _rows(folder)
            known = self._read[folder]
            if known:
                return known.get(file.relative_to(folder).with_suffix("").as_posix(), UNKNOWN)
        return UNKNOWN


def _rows(folder: Path) -> dict[str, About]:
    """Name of the results -> what is said of them; {} in a folder without a batch's summary."""
    path = folder / _SUMMARY
    try:
        with path.open("rb") as stream:
            # nothing more is asked of a table that may be somebody else's, in a folder far above
            head = stream.readline().decode("utf-8-sig", "replace")
        if not _COLUMNS.issubset(next(csv.reader([head]), ())):
            return {}
        with path.open(encoding="utf-8-sig", newline="") as text:
            return {
                unguard(row["results"] or ""): About(
                    unguard(row["team"] or ""), unguard(row["type"] or "")
                )
                for row in csv.DictReader(text)
            }
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return {}
    except (OSError, ValueError, csv.Error) as error:
        raise InputError("is no summary of a batch", path=str(path)) from error
