"""Meetings as tidy tables for research: CSV, Parquet and a data dictionary (docs/dataset.md).

`Gathering` takes analyses one by one and writes the folder; `tables` says what is in it.
"""

from lvm_meet.dataset.build import Added, Gathering, Written
from lvm_meet.dataset.folder import require_free, sweep, target_of
from lvm_meet.dataset.hiding import Hider
from lvm_meet.dataset.key import refuse_inside
from lvm_meet.dataset.meetings import Told
from lvm_meet.dataset.written import INSTALL, Format, formats

__all__ = [
    "INSTALL",
    "Added",
    "Format",
    "Gathering",
    "Hider",
    "Told",
    "Written",
    "formats",
    "refuse_inside",
    "require_free",
    "sweep",
    "target_of",
]
