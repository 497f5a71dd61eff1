"""`lvm-meet report`: a saved analysis as a page, a document or text, without analysing again."""

from __future__ import annotations

from pathlib import Path

import click

from lvm_meet.cli import delivery, options, saved
from lvm_meet.errors import InputError, SettingsError


@click.command()
@click.argument("file", metavar="ANALYSIS.json")
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write to this file, or into this folder.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="|".join(delivery.SUFFIXES),
    help="What to write; by default what OUT's name says, else text.",
)
@click.option(
    "--media",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The recording, for a player in the HTML page. The page refers to it where it lies.",
)
@delivery.charts
@saved.previous
@click.option("--force", is_flag=True, help="Overwrite what is there.")
def report(
    file: str,
    output: Path | None,
    format_: str | None,
    media: Path | None,
    charts: bool,
    previous: Path | None,
    force: bool,
) -> None:
    """Show a saved analysis again, as a page, a document or text.

    ANALYSIS.json is what `lvm-meet analyze -o ANALYSIS.json` wrote; "-" is standard input. Without
    -o the report is printed.
    """
    from lvm_meet.files import require_free

    format_ = delivery.format_of(format_, output, charts=charts)
    if media is not None:
        if format_ != "html":
            raise SettingsError("--media: only an HTML page has a player", hint="--format html")
        if not media.is_file():
            raise InputError("there is no such recording", path=str(media))
    if output is not None:
        if output.is_dir():
            suffix = delivery.SUFFIXES.get(format_, f".{format_}")
            output = output / (options.stem(file) + suffix)
        require_free(output, force=force)
    analysis = saved.load(file)
    if previous is not None:
        analysis = saved.against(analysis, saved.load(str(previous)))
    delivery.deliver(analysis, output, format_=format_, force=force, media=media, charts=charts)
