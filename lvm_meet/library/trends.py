"""Figures over groups of meetings: by month, team, type or speaker. Never a ranking.

Groups stand in the order of time or of their names, whatever their figures are. Of a team, and of
single people, nothing is shown below five people and five meetings: that would be about somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, select

from lvm_meet.errors import SettingsError
from lvm_meet.library import tables
from lvm_meet.library.conclusions import Kind
from lvm_meet.library.following import Turnover, turnover
from lvm_meet.library.library import Library
from lvm_meet.library.measures import ASPECT, Figure, Sums, figures_of
from lvm_meet.library.pieces import single
from lvm_meet.library.values import Meeting, Selection
from lvm_meet.library.words import Words
from lvm_meet.model import Balance
from lvm_meet.settings import LibrarySettings

_WHOLE = "\0all"
"""no team or type is called so"""


class By(StrEnum):
    """What a group of meetings has in common."""

    MONTH = "month"
    TEAM = "team"
    TYPE = "type"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Group:
    """Some meetings and their figures. `name` "" is those that have none (no team, no type)."""

    name: str
    meetings: int
    people: int
    figures: tuple[Figure, ...]

    def figure(self, name: str) -> Figure:
        """The figure of that name."""
        return next(each for each in self.figures if each.name == name)


@dataclass(frozen=True, slots=True)
class Trends:
    """Groups in order, and all together (None where that would give a withheld one away).

    `withheld` are the teams below the threshold, `once` how many people were in one meeting only
    (nothing is said about them), `undated` of how many meetings the day is not known; `versions`
    is how many ways of coding (settings, lexicons, encoder) are mixed in it.
    """

    by: By
    groups: tuple[Group, ...]
    whole: Group | None
    withheld: tuple[str, ...]
    once: int
    undated: int
    aspects: tuple[str, ...]
    versions: int


def trends(library: Library, *, by: By, selection: Selection | None = None) -> Trends:
    """The figures of the meetings that are meant, by month, team, type or speaker.

    SettingsError where there is no such meeting, or where a team or people are asked for and
    there are too few of them. A month, a type and a team have whole meetings, a speaker what that
    person said in them and took on.
    """
    meetings = library.meetings(selection)
    if not meetings:
        raise SettingsError("there is no such meeting", hint="lvm-meet library list shows them")
    of_team = selection is not None and selection.team is not None
    if of_team or by is By.SPEAKER:
        refuse_few(meetings, library)
    members = _by_speaker(meetings, library.words) if by is By.SPEAKER else _by(meetings, _key(by))
    once = {name for name, each in members.items() if by is By.SPEAKER and len(each) == 1}
    few = {
        name
        for name, each in members.items()
        if by is By.TEAM and not _enough([meeting for meeting, _ in each], library)
    }
    if few and len(few) == len(members):
        refuse_few([], library, teams=len(few))
    shown = {name: each for name, each in members.items() if name not in few | once}
    if by is not By.SPEAKER and not few:
        shown[_WHOLE] = [(meeting, None) for meeting in meetings]
    tasks = turnover(library, meetings)
    with library.store.read() as connection:
        talk = sums_of(connection, meetings, by_speaker=by is By.SPEAKER, turnover=tasks)
        aspects = _aspects(talk)
        made = {
            name: _group(connection, name, each, talk, aspects, library)
            for name, each in shown.items()
        }
    return Trends(
        by=by,
        whole=made.pop(_WHOLE, None),
        groups=tuple(made.values()),
        withheld=tuple(sorted(few)),
        once=len(once),
        undated=sum(meeting.about.held is None for meeting in meetings),
        aspects=aspects,
        versions=len({meeting.provenance[1:] for meeting in meetings}),
    )


def refuse_few(meetings: Sequence[Meeting], library: Library, *, teams: int | None = None) -> None:
    """SettingsError where a view of these meetings, or of any of `teams` teams, would be about
    single people.
    """
    if teams is None and _enough(meetings, library):
        return
    settings = library.settings
    found = f"not of {len(people_in(meetings, library.words))} in {len(meetings)}"
    if teams is not None:
        found = "and no team has these"
    raise SettingsError(
        f"a team and its people are shown from {settings.least_people} people in "
        f"{settings.least_meetings} meetings on, {found}: it would be about single people",
        hint="add meetings, or look at one meeting with: lvm-meet library show",
    )


def people_in(meetings: Iterable[Meeting], known: Words) -> frozenset[str]:
    """Everybody who spoke under a name; what a machine writes for want of one is nobody."""
    return frozenset(
        name.casefold()
        for meeting in meetings
        for name in meeting.people
        if not known.unnamed(name)
    )


def sums_of(
    connection: Connection,
    meetings: Sequence[Meeting],
    *,
    by_speaker: bool,
    turnover: Turnover | None = None,
) -> dict[tuple[int, str | None], Sums]:
    """(meeting, speaker in lower case) -> sums; (meeting, None) -> those of the whole meeting.

    Without `turnover` no action item is counted.
    """
    table, insight, tasks = tables.count, tables.insight, turnover or {}
    wanted = {meeting.id for meeting in meetings}
    aspects: dict[tuple[int, str | None], dict[str, tuple[int, int]]] = {}
    rows = connection.execute(
        select(
            table.c.meeting_id, table.c.name, table.c.speaker, table.c.leadership,
            table.c.management,
        ).where(table.c.kind == ASPECT)
    )  # fmt: skip
    for id_, name, speaker, leading, managing in rows:
        for who in {None, speaker.casefold() if speaker and by_speaker else None}:
            known = aspects.setdefault((id_, who), {})
            before = known.get(name, (0, 0))
            known[name] = (before[0] + leading, before[1] + managing)
    decisions: dict[tuple[int, str | None], int] = {}
    made = connection.execute(
        select(insight.c.meeting_id, insight.c.owner, func.count())
        .where(insight.c.kind == Kind.DECISION.value)
        .group_by(insight.c.meeting_id, insight.c.owner)
    )
    for id_, owner, number in made:
        for who in {None, owner.casefold() if owner and by_speaker else None}:
            decisions[id_, who] = decisions.get((id_, who), 0) + number
    found: dict[tuple[int, str | None], Sums] = {}
    for meeting in meetings:
        balances: dict[str | None, Balance] = {None: meeting.balance}
        if by_speaker:
            balances |= {
                each.name.casefold(): each.balance for each in meeting.speakers if each.name
            }
        for who, balance in balances.items():
            key = (meeting.id, who)
            if meeting.id in wanted:
                opened, closed = tasks.get(key, (0, 0))
                found[key] = Sums(
                    balance, aspects.get(key, {}), opened, closed, decisions.get(key, 0)
                )
    return found


def figures_for(
    connection: Connection,
    meetings: Sequence[Meeting],
    talk: Mapping[tuple[int, str | None], Sums],
    *,
    settings: LibrarySettings,
    who: str | None = None,
    aspects: Sequence[str] = (),
) -> tuple[Figure, ...]:
    """All figures of some meetings, or of one person (`who`, in lower case) in them; () of none.

    The intervals of a single meeting come from pieces of it.
    """
    if not meetings:
        return ()
    parts = [talk[meeting.id, who] for meeting in meetings]
    if len(meetings) == 1 and who is None:
        return single(connection, meetings[0], parts[0], aspects=aspects, settings=settings)
    return figures_of(parts, aspects=aspects, settings=settings)


_Members = dict[str, list[tuple[Meeting, str | None]]]


def _by(meetings: Iterable[Meeting], key: Callable[[Meeting], str]) -> _Members:
    """The meetings of each group, groups in the order of their names (months: of time)."""
    found: _Members = {}
    for meeting in meetings:
        found.setdefault(key(meeting), []).append((meeting, None))
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], pair[0].casefold())))


def _key(by: By) -> Callable[[Meeting], str]:
    if by is By.TEAM:
        return lambda meeting: meeting.about.team or ""
    if by is By.TYPE:
        return lambda meeting: meeting.about.type or ""
    return lambda meeting: f"{meeting.day:%Y-%m}"


def _by_speaker(meetings: Iterable[Meeting], known: Words) -> _Members:
    """The meetings of each person, who is called as in the latest of them."""
    names: dict[str, str] = {}
    found: _Members = {}
    for meeting in meetings:
        for name in meeting.people:
            if not known.unnamed(name):
                names[name.casefold()] = name
                found.setdefault(name.casefold(), []).append((meeting, name.casefold()))
    return {names[key]: found[key] for key in sorted(found)}


def _enough(meetings: Sequence[Meeting], library: Library) -> bool:
    settings = library.settings
    return (
        len(meetings) >= settings.least_meetings
        and len(people_in(meetings, library.words)) >= settings.least_people
    )


def _group(
    connection: Connection,
    name: str,
    members: Sequence[tuple[Meeting, str | None]],
    talk: Mapping[tuple[int, str | None], Sums],
    aspects: Sequence[str],
    library: Library,
) -> Group:
    meetings = [meeting for meeting, _ in members]
    who = members[0][1]
    figures = figures_for(
        connection, meetings, talk, who=who, aspects=aspects, settings=library.settings
    )
    people = len(people_in(meetings, library.words)) if who is None else 1
    return Group("" if name == _WHOLE else name, len(meetings), people, figures)


def _aspects(talk: Mapping[tuple[int, str | None], Sums]) -> tuple[str, ...]:
    """The aspects that were seen in any meeting, by name."""
    return tuple(sorted({name for each in talk.values() for name in each.aspects}))
