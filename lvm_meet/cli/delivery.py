"""How an analysis leaves a command: in which format, to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options
from lvm_meet.errors import SettingsError, unknown_choice

if TYPE_CHECKING:
    from lvm_meet.model import Analysis

SUFFIXES = {"text": ".txt", "json": ".json", "md": ".md", "csv": ".csv", "html": ".html"}
"""what a file of each packaged format is called; a plug-in's is called by its name"""
_MEANT = {".htm": "html", ".markdown": "md"}
"""other names that files of a format go by"""


def format_of(given: str | None, output: Path | None) -> str:
    """What was asked for; else what the output's name says; else text."""
    from lvm_meet.export import EXPORTERS

    if given is None:
        suffixes = {suffix: name for name, suffix in SUFFIXES.items()} | {"": "text"} | _MEANT
        suffix = "" if output is None or not _is_file_name(output) else output.suffix.lower()
        if suffix not in suffixes:
            raise SettingsError(
                f"{output}: no format is written to *{suffix}",
                hint=f"choose one with --format: {', '.join(EXPORTERS.names())}",
            )
        return suffixes[suffix]
    if given not in EXPORTERS.names():
        raise unknown_choice("--format", given, EXPORTERS.names())
    return given


def _is_file_name(output: Path) -> bool:
    """False for folders and for devices and pipes, whose names say nothing about a format."""
    return output.is_file() or not output.exists()


def deliver(
    analysis: Analysis,
    target: Path | None,
    *,
    format_: str,
    force: bool,
    first: bool = True,
    media: Path | None = None,
) -> None:
    """Write the analysis to `target`, or print it where that is None.

    `first` is False for whatever follows on the same output. `media` is the recording that an
    HTML page plays; the other formats have no use for it.
    """
    from lvm_meet.export import to_bytes
    from lvm_meet.files import write_atomically

    if target is not None:
        content = to_bytes(format_, _rendered(analysis, format_, target=target, media=media))
        write_atomically(target, content, force=force)
        click.echo(options.harmless(f"wrote {target}"), err=True)
    elif format_ == "text":
        from rich.console import Console

        from lvm_meet.report.terminal import render_terminal

        if not first:
            click.echo()
        with options.printing():
            render_terminal(analysis, console=Console(file=sys.stdout))
    else:
        text = _rendered(analysis, format_, target=None, media=media)
        with options.printing():
            # bytes: documents are UTF-8 whatever the terminal's encoding is
            click.echo(text.encode(), nl=False)


def _rendered(analysis: Analysis, format_: str, *, target: Path | None, media: Path | None) -> str:
    if format_ == "html" and media is not None:
        from lvm_meet.report.html import beside, render_page

        return render_page(analysis, media=beside(media, target))
    from lvm_meet.export import render_as

    return render_as(format_, analysis)
