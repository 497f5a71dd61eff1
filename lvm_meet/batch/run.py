"""One run over many meetings: what is finished is skipped, the rest goes through an engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from lvm_meet.batch import origins
from lvm_meet.batch.places import NOT_HERE
from lvm_meet.batch.records import Begun, Ended, Failed, Finished, Started
from lvm_meet.batch.state import Journal
from lvm_meet.batch.tables import Tables
from lvm_meet.batch.values import About, Done, Job, Meeting
from lvm_meet.engines import Engine, Failure, Outcome, Work
from lvm_meet.errors import LvmError, OutputError
from lvm_meet.model import Provenance

_HOPELESS = 5
"""results in a row that can't be written, from which no further one will"""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for, for all meetings alike.

    `formats` are (name, suffix); `provenance` is that of the pipeline; `ears` gives what identifies
    the models for recordings, and is only asked where there is one. Without `resume` everything is
    done again.
    """

    formats: tuple[tuple[str, str], ...]
    provenance: Provenance
    ears: Callable[[], str]
    about: Callable[[Meeting], About]
    resume: bool = True


class Count:
    """How many meetings are analysed, were so already, and have failed, so far in this run."""

    def __init__(self) -> None:
        self.done = self.skipped = self.failed = 0

    @property
    def all(self) -> int:
        return self.done + self.skipped + self.failed


@dataclass(frozen=True, slots=True)
class Step:
    """One meeting is through; `failure` says why it has no results."""

    meeting: Meeting
    failure: Failure | None = None


class Run:
    """A run into the place of `journal`. `count` can be looked at while it goes on."""

    def __init__(self, journal: Journal, order: Order) -> None:
        self.count = Count()
        self._journal, self._order = journal, order
        self._tables = Tables(journal)
        self._ended = False
        self._unwritable = 0
        self._at_work: set[str] = set()

    def over(
        self,
        meetings: Iterable[Meeting | None],
        *,
        engine: Engine,
        work: Work[Job, Done],
        start: Started,
        ahead: Iterable[Meeting] = (),
    ) -> Generator[Step, None, None]:
        """Analyse the meetings; a step for each that was not skipped, as they are finished.

        None among the meetings stands for "nothing yet"; the names of those in `ahead` are put on
        record before anything else, which is worth it where a record is only copied. Closing the
        iterator or an interrupt stops the workers; the tables are written in any case. OutputError
        where the record, or several results in a row, can't be written.
        """
        self._journal.add(start)
        stopped, self._ended = True, False
        self._at_work.clear()
        try:
            self._reserve(ahead)
            with closing(engine.map(work, self._jobs(meetings))) as outcomes:
                for outcome in outcomes:
                    yield self._keep(outcome)
                    self._refresh()
            stopped = False
        except OutputError:
            with suppress(OutputError):  # it would say the same
                self._end(stopped)
            raise
        finally:
            if not self._ended:
                self._end(stopped)

    def _reserve(self, meetings: Iterable[Meeting]) -> None:
        """Put names on record, and the record where the results will be.

        So whoever has a copy of it knows which names are ours, also those of meetings that were
        finished after it was copied. OutputError where nothing can be written there.
        """
        named = ((self._journal.begun(each.key), self._names(each)) for each in meetings)
        self._journal.add(*(known for before, known in named if known != before))
        self._journal.place.copy_record()

    def _jobs(self, meetings: Iterable[Meeting | None]) -> Iterator[Job | None]:
        """What is to be done; each meeting's names are in the record before its job is out."""
        for meeting in self._one_by_one(meetings):
            if meeting is None:
                self._refresh()
                yield None
                continue
            job, known = self._job(meeting)
            if self._order.resume and self._is_finished(job, known):
                self.count.skipped += 1
                continue
            if known != self._journal.begun(meeting.key):
                self._journal.add(known)
            self._at_work.add(meeting.key)
            yield job

    def _one_by_one(self, meetings: Iterable[Meeting | None]) -> Iterator[Meeting | None]:
        """The meetings; one that comes again while it is at work, when that is over: of two workers
        at one meeting, the last to write might be the one who read the older content.
        """
        again: dict[str, Meeting] = {}
        for meeting in meetings:
            for key in sorted(again.keys() - self._at_work):
                yield again.pop(key)
            if meeting is not None and meeting.key in self._at_work:
                again[meeting.key] = meeting
            else:
                yield meeting
        while again:
            yield None
            for key in sorted(again.keys() - self._at_work):
                yield again.pop(key)

    def _names(self, meeting: Meeting) -> Begun:
        """The names of a meeting's results: those that it has, and those that it now needs."""
        journal, suffixes = self._journal, [suffix for _, suffix in self._order.formats]
        known = journal.begun(meeting.key)
        if known is None:
            base = journal.names.choose(meeting.name, suffixes, owner=meeting.key)
            known = Begun(meeting.key, base, ())
        elif not all(
            journal.names.belongs(known.base + suffix, owner=meeting.key) for suffix in suffixes
        ):
            # a form that was not asked for before, and somebody else's file has that name
            base = journal.names.choose(meeting.name, suffixes, owner=meeting.key)
            known = replace(known, base=base)
        names = [known.base + suffix for suffix in suffixes]
        return replace(known, outputs=tuple(dict.fromkeys((*known.outputs, *names))))

    def _job(self, meeting: Meeting) -> tuple[Job, Begun]:
        """The job for a meeting, and the names that it then has."""
        known, place = self._names(meeting), self._journal.place
        targets = tuple(
            (format_, place.target(known.base + suffix)) for format_, suffix in self._order.formats
        )
        about = self._order.about(meeting)
        return Job(meeting, about, targets, self._made_by(meeting, about)), known

    def _made_by(self, meeting: Meeting, about: About) -> str:
        """Hash (hex) of all that the results depend on, beside the file's content."""
        facts = {
            "provenance": asdict(self._order.provenance),
            "plan": asdict(about.plan),
            "rename": about.rename,
            "ears": self._ears(meeting),
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()

    def _ears(self, meeting: Meeting) -> str:
        """What would hear the meeting; "" for a transcript, and where that can't be had."""
        if not origins.is_recording(meeting):
            return ""
        try:
            return self._order.ears()
        except LvmError:
            return ""  # the worker says what is missing

    def _is_finished(self, job: Job, known: Begun) -> bool:
        """Whether the results are there already, of this content, made by the same."""
        journal, meeting = self._journal, job.meeting
        found = journal.outcome(meeting.key)
        if not isinstance(found, Finished) or found.made_by != job.made_by:
            return False
        wanted = {known.base + suffix for _, suffix in self._order.formats}
        if not wanted <= set(found.outputs):
            return False
        if not all(map(journal.place.has, wanted)):
            return False
        try:
            state = origins.state_of(meeting)
            touched = not state.is_still(found.state)
            if touched and origins.hash_of(meeting) != found.sha256:
                return False
        except LvmError:
            return False  # the worker says what is wrong with it
        about, told = job.about, replace(found, name=meeting.name)
        told = replace(told, size=state.size, mtime_ns=state.mtime_ns, tag=state.tag)
        told = replace(told, team=about.team, type=about.type)
        if told != found:
            journal.add(told)
            self._tables.changed()
        return True

    def _keep(self, outcome: Outcome[Job, Done]) -> Step:
        """Put an outcome on record."""
        job, done, failure = outcome.item, outcome.result, outcome.failure
        meeting = job.meeting
        self._at_work.discard(meeting.key)
        self._tables.changed()
        finished = None if done is None else self._finished(job, done)
        if finished is not None and not self._journal.place.made(finished.outputs):
            failure = NOT_HERE
        if failure is not None or finished is None:
            failure = failure or Failure("Nothing", "nothing came of it")
            self.count.failed += 1
            self._tables.presence.seen(meeting.key)
            self._journal.add(Failed.of(meeting, failure))
            self._despair(failure)
            return Step(meeting, failure)
        self.count.done += 1
        self._unwritable = 0
        self._journal.add(finished)
        return Step(meeting)

    def _finished(self, job: Job, done: Done) -> Finished:
        known = self._journal.begun(job.meeting.key)
        base = known.base if known else job.meeting.name
        return Finished(
            source=job.meeting.key,
            name=job.meeting.name,
            base=base,
            made_by=job.made_by,
            sha256=done.sha256,
            size=done.size,
            mtime_ns=done.mtime_ns,
            outputs=tuple(base + suffix for _, suffix in self._order.formats),
            written=done.written,
            facts=done.facts,
            team=job.about.team,
            type=job.about.type,
            tag=done.tag,
        )

    def _despair(self, failure: Failure) -> None:
        """OutputError where one result after the other could not be written."""
        self._unwritable = self._unwritable + 1 if failure.kind == "OutputError" else 0
        if self._unwritable >= _HOPELESS:
            raise OutputError(
                f"{_HOPELESS} results in a row could not be written; the last: {failure.error}",
                path=self._journal.place.shown,
                hint=failure.hint or "mend that, and give the same command again",
            )

    def _refresh(self) -> None:
        """The tables anew, if they are old."""
        try:
            self._tables.refresh()
        except OutputError as error:
            # perhaps the network; it is tried again, as results are
            self._despair(Failure("OutputError", str(error), error.hint))

    def _end(self, stopped: bool) -> None:
        """The last line of the record, and both tables; OutputError where they can't be written."""
        self._ended = True
        count = self.count
        self._journal.add(Ended(now(), count.done, count.skipped, count.failed, stopped))
        self._tables.write()


def started(order: Order, *, engine: str, jobs: int) -> Started:
    """The line with which a run begins."""
    made = order.provenance
    return Started(now(), made.version, engine, jobs, made.settings, made.lexicons, made.encoder)


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
