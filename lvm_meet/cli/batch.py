"""`lvm-meet batch`: a folder of meetings, all at once, and again whatever is new."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import batch_order as order
from lvm_meet.cli import delivery, hearing, meeting, options
from lvm_meet.errors import BatchError
from lvm_meet.settings import Splitter

if TYPE_CHECKING:
    from lvm_meet.batch.places import Place
    from lvm_meet.batch.run import Count, Order, Run
    from lvm_meet.batch.sources import Filter
    from lvm_meet.batch.values import Meeting
    from lvm_meet.batch.work import Analyse
    from lvm_meet.engines import Crew


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    help="The folder for the results, made where it is missing; or an address such as "
    "s3://bucket/results, as PATH can be.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 512),
    metavar="N",
    help="Workers; by default a core each.",
)
@click.option(
    "--engine",
    default="processes",
    show_default=True,
    metavar="NAME",
    help="What runs them: processes, ray (here or on a cluster), or serial (one after the other, "
    "in this process).",
)
@click.option(
    "--ray-address",
    metavar="ADDRESS",
    help='A cluster for --engine ray: "auto" or HOST:PORT. By default Ray is started on '
    "this machine.",
)
@click.option(
    "--pattern",
    metavar="GLOB",
    help='Take the files below a folder whose name or path fits, such as "*.vtt" or "2026/*"; '
    "by default all transcripts and recordings.",
)
@click.option(
    "--manifest",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="A table of what is known about the meetings: file, title, date, team, type, "
    "participants, rename, agenda. Without a PATH its files are analysed.",
)
@click.option(
    "--watch",
    metavar="DIR",
    type=order.FolderToWatch(exists=True, file_okay=False),
    help="Then wait in this folder for what arrives, until Ctrl-C.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    metavar="|".join(delivery.SUFFIXES),
    help="What to write beside the JSON. Repeatable.",
)
@click.option(
    "--resume/--no-resume",
    default=True,
    help="Skip what is finished with the same content, settings and lexicons (the default).",
)
@click.option("--strict", is_flag=True, help="Fail a meeting where its reader would have to guess.")
@click.option(
    "--splitter",
    default=Splitter.RULES.value,
    show_default=True,
    metavar="|".join(Splitter),
    help="What finds the ends of sentences.",
)
@options.lexicons
@options.encoder
@meeting.options_for_many
@hearing.options_for_many
def batch(
    paths: tuple[str, ...],
    out: str,
    jobs: int | None,
    engine: str,
    ray_address: str | None,
    pattern: str | None,
    manifest: Path | None,
    watch: str | None,
    formats: tuple[str, ...],
    resume: bool,
    strict: bool,
    splitter: str,
    lexicon_dir: Path | None,
    encoder: Path | None,
) -> None:
    """Analyse every transcript and recording below PATH, into the folder DIR.

    Each meeting gets DIR/NAME.json, NAME being its own name and folder; summary.csv has a row for
    each, failures.csv says what could not be analysed and why. The same command again goes on
    where it was stopped, and does what is new or has changed.
    """
    from lvm_meet.batch.sources import Filter
    from lvm_meet.batch.state import journal_at
    from lvm_meet.batch.urls import given
    from lvm_meet.batch.work import Analyse

    paths, out = tuple(map(given, paths)), given(out)
    heard = replace(hearing.chosen(), resume=resume)
    settings = order.settings(strict, splitter, encoder)
    settings = meeting.chosen().settings(heard.settings(settings))
    wanted = Filter(pattern, out)
    table = order.manifest(manifest, paths, watch)
    survey = order.survey(paths, table, wanted, watch)
    crew = order.crew(engine, jobs, ray_address)
    settings = replace(
        settings,
        signals=replace(settings.signals, threads=crew.threads),
        speech=replace(settings.speech, threads=crew.threads),
    )
    work = Analyse(settings, lexicon_dir, heard.cache, resume)
    asked = order.order(work, survey, table, order.suffixes(formats))
    work = replace(work, expected=asked.provenance)
    with closing(journal_at(out)) as journal:
        from lvm_meet.batch.run import Run

        if journal.damaged:
            order.note(f"{journal.damaged} lines of the run record are damaged: that is done again")
        run = Run(journal, asked)
        _go(
            run,
            asked,
            work,
            engine=engine,
            crew=crew,
            meetings=survey.meetings,
            watch=None if watch is None else (watch, wanted),
            ahead=() if journal.place.is_here else survey.meetings,
        )
    _tell(run.count, journal.place)


def _go(
    run: Run,
    asked: Order,
    work: Analyse,
    *,
    engine: str,
    crew: Crew,
    meetings: Sequence[Meeting],
    watch: tuple[str, Filter] | None,
    ahead: Sequence[Meeting],
) -> None:
    """Analyse, telling of each that fails; an interrupt says how to go on, or ends the watching."""
    from lvm_meet.batch.origins import sweep
    from lvm_meet.batch.run import started
    from lvm_meet.batch.watch import Arrivals
    from lvm_meet.cli.batch_progress import BatchBar
    from lvm_meet.engines import open_engine

    coming: Iterator[Meeting | None] = iter(meetings)
    if watch is not None:
        coming = chain(coming, Arrivals(watch[0], wanted=watch[1]))
    start = started(asked, engine=engine, jobs=crew.jobs)
    with ExitStack() as stack:
        stack.enter_context(_terminated_is_interrupted())
        bar = BatchBar(run.count, total=len(meetings) if watch is None else None)
        stack.enter_context(bar)
        stack.callback(sweep)
        working = open_engine(engine, crew)
        steps = run.over(coming, engine=working, work=work, start=start, ahead=ahead)
        try:
            for step in stack.enter_context(closing(steps)):
                if step.failure is not None:
                    bar.say(f"failed: {_shown(step.failure.error, step.meeting)}")
                elif watch is not None:
                    bar.say(f"analysed: {step.meeting.name}")
                bar.through()
        except KeyboardInterrupt:
            if watch is not None:
                return
            bar.say(
                f"stopped after {run.count.all} of {len(meetings)} meetings; the same command "
                "goes on from there, and nothing is done twice"
            )
            raise


def _tell(count: Count, place: Place) -> None:
    """The sums of a run; BatchError where some meetings failed."""
    click.echo(
        options.harmless(
            f"{count.done} analysed, {count.skipped} were finished, {count.failed} failed: "
            f"{place.target('summary.csv')}"
        ),
        err=True,
    )
    if count.failed:
        raise BatchError(
            f"{count.failed} of {count.all} meetings could not be analysed",
            hint=f"{place.target('failures.csv')} says why; the same command tries them again",
        )


def _shown(error: str, meeting: Meeting) -> str:
    """The error, with the meeting's name where it does not say which file it is about."""
    return error if meeting.path in error else f"{meeting.path}: {error}"


@contextmanager
def _terminated_is_interrupted() -> Iterator[None]:
    """Let a service manager's request to end (SIGTERM) end us as cleanly as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
