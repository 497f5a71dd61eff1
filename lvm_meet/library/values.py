"""What the library gives back: meetings, and which of them are meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lvm_meet.library.records import About
from lvm_meet.model import Balance, Estimate


class Outcome(StrEnum):
    """What came of adding a meeting."""

    ADDED = "added"
    REPLACED = "replaced"
    """the same recording or transcript, analysed differently"""
    UPDATED = "updated"
    """only its title, day, team or type changed"""
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """The meeting's number in the library, and what came of it."""

    id: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of one meeting; `name` None is talk without a name."""

    name: str | None
    role: str | None
    turns: int
    balance: Balance


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting in the library. `index` None: too little evidence.

    `people` are the speakers who have a name, in the order of their first words.
    """

    id: int
    sha256: str
    file: str
    about: About
    added: datetime
    named: bool
    pseudonymised: bool
    redacted: bool
    speakers: tuple[Speaker, ...]
    index: Estimate | None
    asked: tuple[int, int, int]
    """questions of the forms what/why, how/when/who, and others"""
    provenance: tuple[str, str, str, str]
    """version, settings, lexicons, encoder"""

    @property
    def balance(self) -> Balance:
        return sum((each.balance for each in self.speakers), Balance.zero())

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.speakers if each.name)

    @property
    def day(self) -> date:
        """When it was held; where that is not known, when it was added."""
        return self.about.held or self.added.date()

    @property
    def name(self) -> str:
        """What to call it: its title, else its file."""
        return self.about.title or self.file


@dataclass(frozen=True, slots=True)
class Selection:
    """Which meetings are meant; None leaves it open. `since` and `until` are both included."""

    team: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None

    def holds(self, meeting: Meeting) -> bool:
        """Whether the meeting is one of them; team and type regardless of case."""
        about = meeting.about
        return (
            _is(about.team, self.team)
            and _is(about.type, self.type)
            and (self.since is None or meeting.day >= self.since)
            and (self.until is None or meeting.day <= self.until)
        )


def _is(value: str | None, wanted: str | None) -> bool:
    return wanted is None or (value is not None and value.casefold() == wanted.casefold())
