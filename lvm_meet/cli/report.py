"""`lvm-meet report`: a saved analysis as a page, a document or text, without analysing again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import delivery, options
from lvm_meet.errors import InputError, SettingsError

if TYPE_CHECKING:
    from lvm_meet.model import Analysis

MAX_BYTES = 1 << 30
"""of a saved analysis; twelve hours of talk take about 20 MiB"""


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
@click.option("--force", is_flag=True, help="Overwrite what is there.")
def report(
    file: str, output: Path | None, format_: str | None, media: Path | None, force: bool
) -> None:
    """Show a saved analysis again, as a page, a document or text.

    ANALYSIS.json is what `lvm-meet analyze -o ANALYSIS.json` wrote; "-" is standard input. Without
    -o the report is printed.
    """
    from lvm_meet.files import require_free

    format_ = delivery.format_of(format_, output)
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
    delivery.deliver(_saved(file), output, format_=format_, force=force, media=media)


def _saved(file: str) -> Analysis:
    """The analysis in a file; InputError where it can't be read, or is none."""
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
            hint="lvm-meet analyze MEETING.vtt -o ANALYSIS.json makes one",
        ) from error
    return loads(text, path=file)
