"""The lines of a run record, and their JSON (docs/batch.md, "The run record")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields

from lvm_meet.batch.values import Fact, Meeting, State
from lvm_meet.engines import Failure

HEAD = b'{"event": "batch", "format": 1}\n'
"""the first line of every run record"""


@dataclass(frozen=True, slots=True)
class Started:
    """A run begins. `at` is UTC, in ISO 8601."""

    at: str
    version: str
    engine: str
    jobs: int
    settings: str
    lexicons: str
    encoder: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A meeting's names: results are `base` with a suffix; `outputs` are all that it ever had."""

    source: str
    base: str
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A meeting's results are there, whole.

    `made_by` stands for settings, lexicons, models and what the manifest says, `sha256` for the
    file's content; `size`, `mtime_ns` and `tag` (see `State`) spare reading a file again that was
    not touched.
    `written` has the bytes of each of `outputs`.
    """

    source: str
    name: str
    base: str
    made_by: str
    sha256: str
    size: int
    mtime_ns: int
    outputs: tuple[str, ...]
    written: tuple[int, ...]
    facts: Mapping[str, Fact]
    team: str = ""
    type: str = ""
    tag: str = ""

    @property
    def state(self) -> State:
        """How the file lay there when it was read."""
        return State(self.size, self.mtime_ns, self.tag)


@dataclass(frozen=True, slots=True)
class Failed:
    """A meeting could not be analysed; `where` is there where the mistake is ours."""

    source: str
    name: str
    kind: str
    error: str
    hint: str = ""
    where: str = ""

    @classmethod
    def of(cls, meeting: Meeting, failure: Failure) -> Failed:
        """The line for a meeting that failed."""
        what = (failure.kind, failure.error, failure.hint, failure.where)
        return cls(meeting.key, meeting.name, *what)


@dataclass(frozen=True, slots=True)
class Ended:
    """A run is over, or was stopped."""

    at: str
    done: int
    skipped: int
    failed: int
    stopped: bool


Line = Started | Begun | Finished | Failed | Ended
_EVENTS: dict[str, type[Line]] = {
    "start": Started,
    "begin": Begun,
    "done": Finished,
    "failed": Failed,
    "end": Ended,
}
_NAMES = {kind: name for name, kind in _EVENTS.items()}
_KINDS: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "bool": bool,
    "tuple[str, ...]": list,
    "tuple[int, ...]": list,
    "Mapping[str, Fact]": dict,
}


def as_json(line: Line) -> dict[str, object]:
    """The line as an object; "event" says which it is."""
    return {"event": _NAMES[type(line)], **asdict(line)}


def from_json(data: bytes) -> Line | None:
    """The line in a line of the file; None where it is damaged, or of a later version."""
    try:
        found = json.loads(data)
        kind = _EVENTS[found.pop("event")]
        values = {
            field.name: found[field.name]
            for field in fields(kind)
            # what earlier versions did not write
            if field.name in found or field.default is MISSING
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    for field in fields(kind):
        if field.name in values and not isinstance(values[field.name], _KINDS[str(field.type)]):
            return None
    for name, value in values.items():
        if isinstance(value, list):
            values[name] = tuple(value)
    line: Line = kind(**values)
    return line
