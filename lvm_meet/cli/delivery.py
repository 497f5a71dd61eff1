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

SUFFIXES = {
    "text": ".txt",
    "json": ".json",
    "md": ".md",
    "docx": ".docx",
    "csv": ".csv",
    "html": ".html",
    "actions-csv": ".actions.csv",
    "actions-ics": ".actions.ics",
}
"""what a file of each packaged format is called; a plug-in's is called by its name"""
_MEANT = {".htm": "html", ".markdown": "md", ".ics": "actions-ics"}
"""other names that files of a format go by"""
ALONE = frozenset({"json", "csv", "html", "docx", "actions-csv", "actions-ics"})
"""formats of which one output holds only one document"""
_NO_TEXT = frozenset({"docx"})
"""packaged formats that mean nothing on a terminal"""
charts = click.option(
    "--charts",
    is_flag=True,
    help="With a Markdown file: its charts as pictures, in a folder beside it (NAME_files).",
)


def format_of(given: str | None, output: Path | None, *, charts: bool = False) -> str:
    """What was asked for; else what the output's name says; else text.

    SettingsError where there is no such format, where `charts` have no place in it, or where it
    can't be shown on the terminal that it would be printed to.
    """
    format_ = _asked_for(given, output)
    if charts and (format_ != "md" or output is None):
        raise SettingsError(
            "--charts: only a Markdown file gets its charts as pictures beside it",
            hint="-o REPORT.md; DOCX and HTML have their charts in them",
        )
    if format_ in _NO_TEXT and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise SettingsError(
            f"a {format_} document can't be shown on a terminal",
            hint=f"write it to a file: -o REPORT{SUFFIXES[format_]}",
        )
    return format_


def _asked_for(given: str | None, output: Path | None) -> str:
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
    charts: bool = False,
) -> None:
    """Write the analysis to `target`, or print it where that is None.

    `first` is False for whatever follows on the same output. `media` is the recording that an
    HTML page plays; the other formats have no use for it. With `charts` a Markdown file gets its
    charts beside it.
    """
    from lvm_meet.export import to_bytes
    from lvm_meet.files import write_atomically

    if target is not None:
        if charts:
            content = _illustrated(analysis, target, force=force)
        else:
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
        shown = _rendered(analysis, format_, target=None, media=media)
        with options.printing():
            # bytes: documents are UTF-8 whatever the terminal's encoding is
            click.echo(shown if isinstance(shown, bytes) else shown.encode(), nl=False)


def _illustrated(analysis: Analysis, target: Path, *, force: bool) -> bytes:
    """Markdown for `target`, with its pictures written beside it.

    SettingsError where one of them is there already and `force` is not given: then nothing is
    written.
    """
    from lvm_meet.files import make_folder, require_free, write_atomically
    from lvm_meet.report.markdown import render_illustrated

    folder = target.with_name(f"{target.stem}_files")
    text, pictures = render_illustrated(analysis, folder=folder.name)
    if pictures:
        make_folder(folder)
    for name in pictures:
        require_free(folder / name, force=force)
    for name, picture in pictures.items():
        write_atomically(folder / name, picture, force=force)
    return text.encode()


def _rendered(
    analysis: Analysis, format_: str, *, target: Path | None, media: Path | None
) -> str | bytes:
    if format_ == "html" and media is not None:
        from lvm_meet.report.html import beside, render_page

        return render_page(analysis, media=beside(media, target))
    from lvm_meet.export import render_as

    return render_as(format_, analysis)
