"""The library: analysed meetings that stay together, as text and sums, on this machine.

Whatever changes it is one transaction: it is done as a whole, or the library is as it was. Any
number of processes may add at the same time; they wait for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, insert, select

from lvm_meet.errors import InputError, SettingsError
from lvm_meet.library import entities, pseudonyms, rows, tables
from lvm_meet.library.masks import hidden, redacted
from lvm_meet.library.places import Place, place_of
from lvm_meet.library.records import About, Record, record_of
from lvm_meet.library.store import Store
from lvm_meet.library.values import Added, Meeting, Outcome, Selection
from lvm_meet.library.words import Words, words
from lvm_meet.model import Analysis
from lvm_meet.settings import LibrarySettings

_HASH = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for all meetings of a library; `key` names the key file that goes with it."""

    pseudonymise: bool = False
    redact: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """An open library. `key` is where the user keeps the key file, None: in the usual folder."""

    store: Store
    settings: LibrarySettings
    key: Path | None = None
    words: Words = field(default_factory=words, repr=False)
    """those of lexicons/library.toml, with what the user's own file adds"""

    @classmethod
    def open(
        cls,
        given: str | None = None,
        *,
        create: bool = False,
        key: Path | None = None,
        lexicons: Path | None = None,
        settings: LibrarySettings | None = None,
    ) -> Library:
        """The library at `given` (a file or postgresql+psycopg://…); None: the user's own.

        `lexicons` is a folder of the user's, whose library.toml adds to the packaged one.
        InputError, OutputError, MissingError, SettingsError or LexiconError where it can't be had.
        """
        settings = settings or LibrarySettings()
        known = words(lexicons)
        store = Store.open(place_of(given), create=create, settings=settings)
        return cls(store, settings, key, known)

    @property
    def place(self) -> Place:
        return self.store.place

    def policy(self) -> Policy:
        """What holds for all its meetings."""
        with self.store.read() as connection:
            return _policy(connection)

    def agree(self, *, pseudonymise: bool, redact: bool) -> Policy:
        """Settle for an empty library what is hidden in it; later on, what was settled holds.

        SettingsError where more is asked for than was settled: the meetings that are in it would
        still have names.
        """
        asked = Policy(pseudonymise, redact)
        with self.store.write() as connection:
            settled = _policy(connection)
            begun = connection.execute(select(tables.meeting.c.id).limit(1)).first() is not None
            more = {
                "--pseudonymise": pseudonymise and not settled.pseudonymise,
                "--redact": redact and not settled.redact,
            }
            if not any(more.values()):
                return settled
            if begun:
                options = " and ".join(option for option, asked_for in more.items() if asked_for)
                raise SettingsError(
                    f"{options}: meetings are in this library that were added without",
                    hint="make another library with --library, and add them there",
                )
            key = settled.key
            if pseudonymise and not key:
                made = pseudonyms.new_key()
                path = pseudonyms.key_path(made.library, self.key)
                pseudonyms.refuse_beside(path, self.place.path)
                if path.exists():
                    raise SettingsError(f"--key: {path} is there already", hint="name another file")
                pseudonyms.save(path, made)
                key = made.library
            agreed = Policy(
                settled.pseudonymise or pseudonymise, settled.redact or asked.redact, key
            )
            _settle(connection, agreed)
            return agreed

    def add(
        self,
        analysis: Analysis,
        *,
        about: About | None = None,
        finder: entities.NameFinder | None = None,
    ) -> Added:
        """Keep a meeting. The same content again changes nothing; another analysis of the same
        source takes the place of the earlier one, under the same number.

        What `about` does not say stays as it is kept, else as the analysis has it. `finder` finds
        names for a library that redacts (`entities.find`). OutputError where it can't be written.
        """
        record = record_of(analysis, known=self.words, settings=self.settings)
        record = replace(record, about=(about or About()).over(record.about))
        policy = self.policy()
        if policy.redact:
            record = redacted(
                record, finder=finder, spare_people=policy.pseudonymise, known=self.words
            )
        with self.store.write() as connection:
            settled = _policy(connection)
            if settled != policy:
                raise InputError(
                    "was changed by another process in the meantime",
                    path=self.place.name,
                    hint="nothing was added; try again",
                )
            if policy.pseudonymise:
                record = self._hidden(record, policy)
            return _add(connection, record, policy)

    def meetings(self, selection: Selection | None = None) -> list[Meeting]:
        """The meetings that are meant, the earliest first."""
        with self.store.read() as connection:
            found = rows.all_meetings(connection)
        return [each for each in found if selection is None or selection.holds(each)]

    def meeting(self, name: str) -> Meeting:
        """The one meeting of that number, hash (six signs are enough), file or title.

        SettingsError where there is none, or more than one.
        """
        found = self.meetings()
        for fits in (
            partial(_has_number, name=name),
            partial(_has_name, name=name),
            partial(_has_hash, name=name),
        ):
            matching = [each for each in found if fits(each)]
            if len(matching) == 1:
                return matching[0]
            if matching:
                numbers = ", ".join(str(each.id) for each in matching)
                raise SettingsError(
                    f"{len(matching)} meetings are called {name!r}",
                    hint=f"name one by its number: {numbers}",
                )
        raise SettingsError(
            f"no meeting is called {name!r}",
            hint="lvm-meet library list shows the numbers, titles and files",
        )

    def people(self) -> frozenset[str]:
        """Everybody who speaks or has to do something in a meeting, as the names are written."""
        with self.store.read() as connection:
            return frozenset(_people(connection))

    def aged(self, before: date) -> list[Meeting]:
        """The meetings that were held before a day, or added where that day is not known."""
        return [each for each in self.meetings() if each.day < before]

    def remove(self, meetings: Sequence[Meeting]) -> int:
        """Take meetings out, and whoever was in none of the others out of the key.

        Gives how many were still there. What is deleted is overwritten on the disk.
        """
        with self.store.write() as connection:
            there = set(connection.execute(select(tables.meeting.c.id)).scalars())
            ids = [each.id for each in meetings if each.id in there]
            rows.drop(connection, ids)
            policy = _policy(connection)
            if policy.pseudonymise and ids:
                path, key = self._key(policy)
                pseudonyms.save(path, key.without(_people(connection)))
        if ids:
            self.store.tidy()
        return len(ids)

    def _key(self, policy: Policy) -> tuple[Path, pseudonyms.Key]:
        path = pseudonyms.key_path(policy.key, self.key)
        return path, pseudonyms.load(path, library=policy.key)

    def _hidden(self, record: Record, policy: Policy) -> Record:
        """The record under pseudonyms; new people are in the key file before it is written."""
        path, known = self._key(policy)
        key = known.with_people(record.people)
        if key != known:
            pseudonyms.save(path, key)
        return hidden(record, key, known=self.words)


def _add(connection: Connection, record: Record, policy: Policy) -> Added:
    columns = tables.meeting.c
    there = connection.execute(
        select(
            columns.id, columns.content, columns.title, columns.held, columns.team, columns.type
        ).where(columns.sha256 == record.sha256)
    ).first()
    if there is not None:
        known = About(there.title or None, there.held, there.team, there.type)
        record = replace(record, about=record.about.over(known))
        if there.content == record.content:
            if record.about == known:
                return Added(there.id, Outcome.UNCHANGED)
            rows.put_about(connection, there.id, record.about)
            return Added(there.id, Outcome.UPDATED)
    id_ = rows.put(
        connection,
        record,
        id_=None if there is None else there.id,
        pseudonymised=policy.pseudonymise,
        redacted=policy.redact,
    )
    return Added(id_, Outcome.ADDED if there is None else Outcome.REPLACED)


def _policy(connection: Connection) -> Policy:
    rows_ = connection.execute(select(tables.policy.c.name, tables.policy.c.value))
    found = {row.name: row.value for row in rows_}
    return Policy(
        pseudonymise=found.get("pseudonymise") == "yes",
        redact=found.get("redact") == "yes",
        key=found.get("key", ""),
    )


def _settle(connection: Connection, policy: Policy) -> None:
    connection.execute(tables.policy.delete())
    values = {
        "pseudonymise": "yes" if policy.pseudonymise else "no",
        "redact": "yes" if policy.redact else "no",
        "key": policy.key,
    }
    connection.execute(
        insert(tables.policy), [{"name": name, "value": value} for name, value in values.items()]
    )


def _people(connection: Connection) -> Iterable[str]:
    """Everybody who is still in a meeting, as a speaker or an owner."""
    for column in (tables.speaker.c.name, tables.insight.c.owner, tables.insight.c.speaker):
        yield from connection.execute(select(column).where(column.is_not(None))).scalars()


def _has_number(meeting: Meeting, *, name: str) -> bool:
    return name.isdecimal() and len(name) < 10 and meeting.id == int(name)


def _has_name(meeting: Meeting, *, name: str) -> bool:
    return name in (meeting.file, meeting.about.title)


def _has_hash(meeting: Meeting, *, name: str) -> bool:
    return _HASH.fullmatch(name) is not None and meeting.sha256.startswith(name)
