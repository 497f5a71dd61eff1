"""`lvm-meet transcribe`: from a recording to a transcript with speakers and times."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import hearing, options
from lvm_meet.errors import SettingsError, unknown_choice
from lvm_meet.settings import Settings

if TYPE_CHECKING:
    from lvm_meet.model import Transcript

FORMATS = ("vtt", "srt", "txt", "json", "csv", "docx", "rttm")


@click.command()
@click.argument("file", metavar="FILE")
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
    metavar="|".join(FORMATS),
    help="What to write; by default what OUT's name says, else vtt, and txt where it is printed.",
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    help='Give a speaker a name: "Speaker 1=Dana". Repeatable.',
)
@hearing.options
def transcribe(
    file: str, output: Path | None, format_: str | None, force: bool, renames: tuple[str, ...]
) -> None:
    """Write down a recording: who said what, and when.

    FILE is any usual audio or video; "-" is standard input. Without -o the result is printed.
    """
    from lvm_meet import speakers
    from lvm_meet.cli.progress import Bar
    from lvm_meet.export.transcripts import render_transcript
    from lvm_meet.files import require_free, write_atomically

    heard = hearing.chosen()
    format_ = _format(format_, output)
    if output is not None and output.is_dir():
        output = output / f"{options.stem(file)}.{format_}"
    if output is not None:
        require_free(output, force=force)
    elif format_ == "docx" and sys.stdout.isatty():
        raise SettingsError("a Word document can't be shown on a terminal", hint="write it with -o")
    rename = speakers.parse_renames(renames)
    settings = heard.settings(Settings())
    turns, names_from = heard.given_turns(), heard.names_from()
    listener = heard.listener(settings)
    with Bar() as bar:
        transcript = listener.listen(file, turns=turns, names_from=names_from, progress=bar)
    _tell(transcript)
    transcript = speakers.rename(transcript, rename) if rename else transcript
    content = render_transcript(format_, transcript)
    if output is None:
        with options.printing():
            click.echo(content, nl=False)
    else:
        write_atomically(output, content, force=force)
        click.echo(options.harmless(f"wrote {output}"), err=True)


def _format(given: str | None, output: Path | None) -> str:
    """What was asked for; else what the output's name says; else captions, and text to print."""
    from lvm_meet.export.transcripts import TRANSCRIPTS

    if given is not None:
        if given not in TRANSCRIPTS.names():
            raise unknown_choice("--format", given, TRANSCRIPTS.names())
        return given
    if output is None:
        return "txt"
    if output.is_dir() or not output.suffix:
        return "vtt"
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in TRANSCRIPTS.names():
        raise SettingsError(
            f"{output}: no format is written to *.{suffix}",
            hint=f"choose one with --format: {', '.join(TRANSCRIPTS.names())}",
        )
    return suffix


def _tell(transcript: Transcript) -> None:
    """What the formats that people read have no place for goes to stderr."""
    from lvm_meet.report import recording

    for note in transcript.notes:
        if not note.remark:
            times = f" ({note.count} times)" if note.count > 1 else ""
            click.echo(options.harmless(f"note: {note.message}{times}"), err=True)
    doubt = recording.doubt(transcript.speech)
    if doubt:
        click.echo(f"note: {doubt}", err=True)
