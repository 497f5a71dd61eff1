"""One run over many meetings: what is finished is skipped, the rest goes through an engine."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from lvm_meet.batch.records import Begun, Ended, Failed, Finished, Started
from lvm_meet.batch.state import Journal
from lvm_meet.batch.summary import write_tables
from lvm_meet.batch.values import About, Done, Job, Meeting
from lvm_meet.engines import Engine, Failure, Outcome, Work
from lvm_meet.errors import LvmError, OutputError
from lvm_meet.files import sha256_of
from lvm_meet.model import Provenance
from lvm_meet.speech import is_recording

_HOPELESS = 5
"""results in a row that can't be written, from which no further one will"""
_TABLES_S = 30
"""seconds after which the tables are written anew while the run goes on; they cost little more
than a line a meeting"""


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
    """A run into the folder of `journal`. `count` can be looked at while it goes on."""

    def __init__(self, journal: Journal, order: Order) -> None:
        self.count = Count()
        self._journal, self._order = journal, order
        self._written_at = time.monotonic()
        self._stale = False
        self._unwritable = 0

    def over(
        self,
        meetings: Iterable[Meeting | None],
        *,
        engine: Engine,
        work: Work[Job, Done],
        start: Started,
    ) -> Generator[Step, None, None]:
        """Analyse the meetings; a step for each that was not skipped, as they are finished.

        None among the meetings stands for "nothing yet". Closing the iterator or an interrupt
        stops the workers; the tables are written in any case. OutputError where the record or
        several results in a row can't be written: nothing that follows could be.
        """
        self._journal.add(start)
        stopped = True
        try:
            with closing(engine.map(work, self._jobs(meetings))) as outcomes:
                for outcome in outcomes:
                    yield self._keep(outcome)
                    self._refresh()
            stopped = False
        finally:
            count = self.count
            self._journal.add(Ended(now(), count.done, count.skipped, count.failed, stopped))
            write_tables(self._journal)

    def _jobs(self, meetings: Iterable[Meeting | None]) -> Iterator[Job | None]:
        """What is to be done; each meeting's names are in the record before its job is out."""
        for meeting in meetings:
            if meeting is None:
                self._refresh()
                yield None
                continue
            job, known = self._job(meeting)
            if self._order.resume and self._is_finished(job, known):
                self.count.skipped += 1
                continue
            self._journal.add(known)
            yield job

    def _job(self, meeting: Meeting) -> tuple[Job, Begun]:
        """The job for a meeting, and the names that it then has."""
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
        known = replace(known, outputs=tuple(dict.fromkeys((*known.outputs, *names))))
        targets = tuple(
            (format_, str(journal.folder / name))
            for (format_, _), name in zip(self._order.formats, names, strict=True)
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
        if not is_recording(meeting.path):
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
        if not all((journal.folder / name).is_file() for name in wanted):
            return False
        try:
            state = Path(meeting.path).stat()
            touched = (state.st_size, state.st_mtime_ns) != (found.size, found.mtime_ns)
            if touched and sha256_of(Path(meeting.path)) != found.sha256:
                return False
        except OSError:
            return False  # the worker says what is wrong with it
        about = job.about
        if touched or (about.team, about.type, meeting.name) != (
            found.team,
            found.type,
            found.name,
        ):
            times = {"size": state.st_size, "mtime_ns": state.st_mtime_ns}
            told = {"team": about.team, "type": about.type, "name": meeting.name}
            journal.add(replace(found, **times, **told))  # type: ignore[arg-type]
            self._stale = True
        return True

    def _keep(self, outcome: Outcome[Job, Done]) -> Step:
        """Put an outcome on record."""
        job, done, failure = outcome.item, outcome.result, outcome.failure
        meeting = job.meeting
        self._stale = True
        if failure is not None or done is None:
            failure = failure or Failure("Nothing", "nothing came of it")
            self.count.failed += 1
            self._journal.add(
                Failed(
                    meeting.key,
                    meeting.name,
                    failure.kind,
                    failure.error,
                    failure.hint,
                    failure.where,
                )
            )
            self._despair(failure)
            return Step(meeting, failure)
        self.count.done += 1
        self._unwritable = 0
        self._journal.add(self._finished(job, done))
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
        )

    def _despair(self, failure: Failure) -> None:
        """OutputError where one result after the other could not be written."""
        self._unwritable = self._unwritable + 1 if failure.kind == "OutputError" else 0
        if self._unwritable >= _HOPELESS:
            raise OutputError(
                f"{_HOPELESS} results in a row could not be written; the last: {failure.error}",
                path=str(self._journal.folder),
                hint=failure.hint or "mend that, and give the same command again",
            )

    def _refresh(self) -> None:
        """The tables anew, if they are old."""
        if self._stale and time.monotonic() - self._written_at > _TABLES_S:
            write_tables(self._journal)
            self._stale = False
            self._written_at = time.monotonic()


def started(order: Order, *, engine: str, jobs: int) -> Started:
    """The line with which a run begins."""
    made = order.provenance
    return Started(now(), made.version, engine, jobs, made.settings, made.lexicons, made.encoder)


def now() -> str:
    """The present moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
