"""The mix of signals that a team wants of a kind of meeting, and how far it is from that.

A target is the team's own, and so is the past that it is held against: nothing is compared between
teams or people. The distance of two mixes is half the sum of their differences (total variation):
so many in a hundred coded sentences would have to be others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lvm_meet import resources
from lvm_meet.cache import places
from lvm_meet.errors import LexiconError, SettingsError
from lvm_meet.files import read_at_most
from lvm_meet.lexicon.lists import TARGETS
from lvm_meet.library.intervals import Interval, difference
from lvm_meet.library.library import Library
from lvm_meet.library.measures import Figure
from lvm_meet.library.trends import figures_for, refuse_few, sums_of
from lvm_meet.library.values import Meeting, Selection
from lvm_meet.model import SIGNALS, Label

_MOST_BYTES = 1 << 20
_WHOLE = 100

Mix = Mapping[Label, float]
"""the share of each signal, 0 to 1; they make 1"""


@dataclass(frozen=True, slots=True)
class Part:
    """One signal in a mix: now, in one's own past, and as it should be; None: not known.

    `change` is now minus past, `off` now minus target.
    """

    label: Label
    now: Interval | None
    past: Interval | None
    target: float | None
    change: Interval | None
    off: Interval | None


@dataclass(frozen=True, slots=True)
class TypeMix:
    """The mix of one kind of meeting. `recent` and `before` are numbers of meetings, `coded` of
    coded sentences in the recent ones. Distances are 0 to 1; None where either side is missing.
    """

    type: str
    recent: int
    before: int
    coded: int
    parts: tuple[Part, ...]
    to_target: float | None
    to_past: float | None


def targets_path(given: Path | None, *, lexicons: Path | None = None) -> Path:
    """The file that the user names, else targets.toml in their folder of lexicons, in the data
    folder, or the packaged one, which has no target.
    """
    if given is not None:
        return given
    for folder in (lexicons, places.data()):
        if folder is not None and (folder / TARGETS).is_file():
            return folder / TARGETS
    return resources.lexicons() / TARGETS


def read_targets(path: Path) -> dict[str, Mix]:
    """Type in lower case -> its mix; {} where the file has none.

    LexiconError where a section is not four numbers that make 100.
    """
    try:
        table = tomllib.loads(read_at_most(path, _MOST_BYTES).decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(
            f"this is not valid TOML: {error}",
            path=str(path),
            hint='a section is [retro] or ["1:1"] with lines such as vision = 20',
        ) from error
    return {
        " ".join(name.casefold().split()): _mix(path, name, part) for name, part in table.items()
    }


def _mix(path: Path, name: str, part: object) -> Mix:
    names = [label.value for label in SIGNALS]
    hint = f"write the four lines {', '.join(names)}, each a number; together they make {_WHOLE}"
    if not isinstance(part, dict) or set(part) != set(names):
        raise LexiconError("a target has four numbers", path=str(path), entry=name, hint=hint)
    for key, value in part.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 <= value <= _WHOLE:
            raise LexiconError(
                f"{value!r} is no share", path=str(path), entry=f"{name}.{key}", hint=hint
            )
    total = sum(part.values())
    if abs(total - _WHOLE) > 0.5:
        raise LexiconError(
            f"the numbers make {total:g}, not {_WHOLE}", path=str(path), entry=name, hint=hint
        )
    return {label: part[label.value] / total for label in SIGNALS}


def mixes(
    library: Library,
    targets: Mapping[str, Mix],
    *,
    selection: Selection | None = None,
    last: int = 1,
) -> tuple[TypeMix, ...]:
    """Per type the mix of its `last` meetings, beside the target and the earlier meetings of that
    type. Types in the order of their names; meetings without a type are left out.

    SettingsError where a team is asked for that is too small to be shown.
    """
    if last < 1:
        raise SettingsError(f"--last: {last} meetings are none", hint="at least 1")
    meetings = library.meetings(selection)
    if selection is not None and selection.team is not None:
        refuse_few(meetings, library)
    types: dict[str, list[Meeting]] = {}
    for meeting in meetings:
        if meeting.about.type:
            types.setdefault(meeting.about.type.casefold(), []).append(meeting)
    with library.store.read() as connection:
        talk = sums_of(connection, meetings, by_speaker=False)
        return tuple(
            _type_mix(
                of_type[-1].about.type or key,
                figures_for(connection, of_type[-last:], talk, settings=library.settings),
                figures_for(connection, of_type[:-last], talk, settings=library.settings),
                targets.get(" ".join(key.split())),
                counts=(len(of_type[-last:]), len(of_type[:-last])),
            )
            for key, of_type in sorted(types.items())
        )


def _type_mix(
    name: str,
    recent: Sequence[Figure],
    before: Sequence[Figure],
    target: Mix | None,
    *,
    counts: tuple[int, int],
) -> TypeMix:
    now, past = _shares(recent), _shares(before)
    parts = tuple(
        _part(
            label,
            now[label].interval,
            past[label].interval if past else None,
            None if target is None else target[label],
        )
        for label in SIGNALS
    )
    return TypeMix(
        type=name,
        recent=counts[0],
        before=counts[1],
        coded=now[SIGNALS[0]].of,
        parts=parts,
        to_target=_distance([(part.now, part.target) for part in parts]),
        to_past=_distance([(p.now, None if p.past is None else p.past.value) for p in parts]),
    )


def _shares(figures: Sequence[Figure]) -> dict[Label, Figure]:
    """The share of each signal; {} of no meetings."""
    found = {figure.name: figure for figure in figures}
    return {label: found[f"mix.{label.value}"] for label in SIGNALS} if found else {}


def _part(label: Label, now: Interval | None, past: Interval | None, target: float | None) -> Part:
    off = None
    if now is not None and target is not None:
        off = difference(Interval(target, target, target), now)
    change = None if now is None or past is None else difference(past, now)
    return Part(label, now, past, target, change, off)


def _distance(pairs: Sequence[tuple[Interval | None, float | None]]) -> float | None:
    known = [(now.value, other) for now, other in pairs if now is not None and other is not None]
    if len(known) < len(pairs):
        return None
    return sum(abs(now - other) for now, other in known) / 2
