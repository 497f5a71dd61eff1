"""Saved analyses: how a command reads one, and holds a later one against it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options
from lvm_meet.errors import InputError, SettingsError

if TYPE_CHECKING:
    from lvm_meet.model import Analysis

MAX_BYTES = 1 << 30
"""of a saved analysis; twelve hours of talk take about 20 MiB"""
previous = click.option(
    "--previous",
    metavar="LAST.json",
    type=click.Path(path_type=Path),
    help="The saved analysis of the last meeting: the report says what became of its experiment.",
)


def load(file: str) -> Analysis:
    """The analysis in a file ("-" is standard input); InputError where it can't be read, or is
    none.
    """
    from lvm_meet.codec import loads
    from lvm_meet.files import read_at_most, standard_input

    if file == "-":
        content = standard_input(None, name=file).read(MAX_BYTES)
    else:
        content = read_at_most(file, MAX_BYTES)
    try:
        # a byte order mark is what some editors put in front
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "is no analysis: it is not UTF-8",
            path=file,
            hint=_made_by(file),
        ) from error
    return loads(text, path=file, hint=_made_by(file))


def _made_by(file: str) -> str:
    """The command that makes an analysis of what was given in place of one."""
    path = Path(file)
    if file == "-" or path.suffix.lower() == ".json":  # damaged, or something else
        return "lvm-meet analyze MEETING.vtt -o ANALYSIS.json makes an analysis"
    target = shlex.quote(str(path.with_suffix(".json")))
    return f"lvm-meet analyze {shlex.quote(file)} -o {target} makes an analysis of it"


def against(analysis: Analysis, last: Analysis) -> Analysis:
    """The analysis with what became of the experiment that `last` ended with.

    SettingsError where both are of the same meeting. Where `last` has no experiment, that is told.
    """
    from lvm_meet.profile.measures import check

    if analysis.transcript.source.sha256 == last.transcript.source.sha256:
        raise SettingsError(
            "--previous: it is an analysis of the same meeting", hint="give the one before it"
        )
    if last.profile.experiment is None:
        name = last.title or last.transcript.source.name
        click.echo(options.harmless(f"note: {name} ended with nothing to try next time"), err=True)
    checked = check(last.profile, analysis.profile)
    return replace(analysis, profile=replace(analysis.profile, checked=checked))
