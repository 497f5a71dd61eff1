"""What `lvm-meet batch` knows of the meetings in its folder and their analyses don't."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

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
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            if not _COLUMNS.issubset(rows.fieldnames or ()):
                return {}
            return {
                row["results"] or "": About(row["team"] or "", row["type"] or "") for row in rows
            }
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, csv.Error) as error:
        raise InputError("is no summary of a batch", path=str(path)) from error
