"""What a batch is asked to do: its options, turned into meetings, workers and an order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import delivery, options
from lvm_meet.errors import SettingsError, unknown_choice
from lvm_meet.settings import Settings, Splitter

if TYPE_CHECKING:
    from lvm_meet.batch.manifest import Manifest
    from lvm_meet.batch.run import Order
    from lvm_meet.batch.sources import Filter, Survey
    from lvm_meet.batch.work import Analyse
    from lvm_meet.engines import Crew


class FolderToWatch(click.Path):
    """A folder of this machine; SettingsError for an address."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """See `click.Path`."""
        from lvm_meet.batch.urls import given, is_url

        place = given(os.fspath(value))
        if is_url(place):
            raise SettingsError(
                f"--watch {place}: only a folder of this machine can be watched, as stores tell "
                "nobody what is complete",
                hint="give the address as PATH, every now and then: only what is new is analysed",
            )
        return super().convert(place, param, ctx)


def settings(strict: bool, splitter: str, encoder: Path | None) -> Settings:
    """The default settings with what was chosen; SettingsError where that can't be."""
    if splitter not in list(Splitter):
        raise unknown_choice("--splitter", splitter, Splitter)
    plain = options.settings_with(encoder)
    return replace(
        plain,
        read=replace(plain.read, strict=strict),
        units=replace(plain.units, splitter=Splitter(splitter)),
    )


def suffixes(formats: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(format, suffix) of what is written for each meeting: JSON, and what was asked for."""
    from lvm_meet.export import EXPORTERS

    for format_ in formats:
        if format_ not in EXPORTERS.names():
            raise unknown_choice("--format", format_, EXPORTERS.names())
    names = dict.fromkeys(("json", *formats))
    return tuple((name, delivery.SUFFIXES.get(name, f".{name}")) for name in names)


def manifest(path: Path | None, paths: Sequence[str], watch: str | None) -> Manifest:
    """The manifest, or an empty one; a file in it may also lie below one of the folders."""
    from lvm_meet.batch.manifest import Manifest, read_manifest
    from lvm_meet.batch.urls import is_url

    if path is None:
        return Manifest()
    places = [place for place in (*paths, watch) if place]
    folders = [place for place in places if is_url(place) or Path(place).is_dir()]
    found = read_manifest(path, folders=folders)
    if found.unused:
        note(f"columns of the manifest that mean nothing here: {', '.join(found.unused)}")
    return found


def survey(paths: Sequence[str], table: Manifest, wanted: Filter, watch: str | None) -> Survey:
    """What there is to analyse; SettingsError where that is nothing, and nothing is waited for."""
    from lvm_meet.batch.sources import Survey, find

    if not paths and not table.meetings and watch is None:
        raise SettingsError("there is no PATH to analyse", hint="lvm-meet batch FOLDER --out DIR")
    survey = find(paths, wanted=wanted) if paths else Survey(table.meetings)
    for folder in survey.closed:
        note(f"{folder} can't be looked into, and what is in it is left out")
    if survey.others and wanted.pattern is None:
        note(f"{survey.others} files are neither transcripts nor recordings, and are left out")
    known = {meeting.key for meeting in survey.meetings}
    outside = sum(meeting.key not in known for meeting in table.meetings)
    if outside and watch is None:
        note(f"{outside} meetings of the manifest are not below the paths, and are left out")
    if not survey.meetings and watch is None:
        hint = "transcripts are known by their names (*.vtt, *.srt, …); --pattern takes others"
        if any(Path(path).is_dir() and not wanted.enters(path) for path in paths):
            hint = "results lie there, and nothing among them is a meeting; choose another --out"
        raise SettingsError(f"there is no meeting below {', '.join(paths)}", hint=hint)
    return survey


def crew(engine: str, jobs: int | None, address: str | None) -> Crew:
    """How many workers: as told, else one a core; each gets its part of the cores.

    On a cluster each has one core, and without being told there are as many as cores.
    """
    from lvm_meet import resources
    from lvm_meet.engines import ENGINES, Crew

    if engine not in ENGINES.names():
        raise unknown_choice("--engine", engine, ENGINES.names())
    if engine == "serial" and (jobs or 1) > 1:
        raise SettingsError("--engine serial has one worker", hint="leave --jobs out")
    if address is not None:
        if engine != "ray":
            raise SettingsError(f"--engine {engine} knows no --ray-address", hint="--engine ray")
        return Crew(jobs or 0, 1, address)
    cores = resources.cores()
    jobs = 1 if engine == "serial" else jobs or cores
    return Crew(jobs, max(1, cores // jobs))


def order(
    work: Analyse, survey: Survey, table: Manifest, formats: tuple[tuple[str, str], ...]
) -> Order:
    """What is asked for; whatever is missing is an error here, before the first meeting."""
    from lvm_meet.batch.origins import is_recording
    from lvm_meet.batch.run import Order
    from lvm_meet.pipeline import Pipeline

    pipeline = Pipeline.build(work.settings, lexicon_dir=work.lexicon_dir)
    ears: list[str] = []

    def identify() -> str:
        if not ears:
            ears.append(work.identify_ears(pipeline))
        return ears[0]

    if any(is_recording(each) for each in survey.meetings):
        identify()
    return Order(formats, pipeline.provenance(), identify, table.of, work.resume)


def note(text: str) -> None:
    """Something to know before the work begins."""
    click.echo(options.harmless(f"note: {text}"), err=True)
