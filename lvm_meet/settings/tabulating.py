"""How a data set is cut and written. No analysis depends on it, so it is no part of `Settings`."""

from __future__ import annotations

from dataclasses import dataclass

from lvm_meet.errors import SettingsError

LEAST_WINDOW_MS = 1000


@dataclass(frozen=True, slots=True)
class DatasetSettings:
    """Times are milliseconds."""

    window_ms: int = 300_000
    """length of the windows in which each speaker's talk is summed"""
    most_cells: int = 500_000
    """speakers times windows of one meeting; more of them come from a broken clock"""
    group_rows: int = 20_000
    """rows that are held before they are written as one row group of a Parquet file"""

    def __post_init__(self) -> None:
        if self.window_ms < LEAST_WINDOW_MS:
            raise SettingsError(
                f"a window can't have {self.window_ms} ms",
                hint=f"--window-ms {LEAST_WINDOW_MS} or more",
            )
        if self.most_cells < 1 or self.group_rows < 1:
            raise SettingsError("most_cells and group_rows must be at least 1")
