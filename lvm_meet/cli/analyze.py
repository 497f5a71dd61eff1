"""`lvm-meet analyze`: from transcripts to reports."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from lvm_meet.cli import options
from lvm_meet.errors import BatchError, LvmError, SettingsError, unknown_choice
from lvm_meet.settings import Settings, Splitter

SUFFIXES = {"text": ".txt", "json": ".json", "md": ".md", "csv": ".csv"}


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write to this file, or into this directory when there are several FILEs.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    default="text",
    show_default=True,
    metavar="|".join(SUFFIXES),
    help="What to write.",
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@click.option(
    "--input-format",
    metavar="NAME",
    help="How to read FILE, instead of looking at its content (vtt, srt, plain, …).",
)
@click.option("--strict", is_flag=True, help="Fail where the reader would be lenient.")
@click.option(
    "--rename",
    "renames",
    metavar="OLD=NEW",
    multiple=True,
    help="Give a speaker another name; two with one name are merged. Repeatable.",
)
@click.option("--title", default="", help="The meeting's title in the report.")
@click.option(
    "--splitter",
    default=Splitter.RULES.value,
    show_default=True,
    metavar="|".join(Splitter),
    help="What finds the ends of sentences.",
)
@options.lexicons
@options.encoder
def analyze(
    files: tuple[str, ...],
    output: Path | None,
    format_: str,
    force: bool,
    input_format: str | None,
    strict: bool,
    renames: tuple[str, ...],
    title: str,
    splitter: str,
    lexicon_dir: Path | None,
    encoder: Path | None,
) -> None:
    """Analyse transcripts: who set direction, inspired, organised, kept control, and when.

    FILE is a transcript (WebVTT, SRT, text, DOCX, CSV, TSV, Whisper JSON, …); "-" is standard
    input. Without -o the result is printed.
    """
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.speakers import parse_renames

    if format_ not in SUFFIXES:
        raise unknown_choice("--format", format_, SUFFIXES)
    settings = _settings(input_format, strict, splitter, encoder)
    rename = parse_renames(renames)
    targets = _targets(files, output, format_, force)
    pipeline = Pipeline.build(settings, lexicon_dir=lexicon_dir)
    failed = 0
    for number, (file, target) in enumerate(zip(files, targets, strict=True)):
        try:
            analysis = pipeline.analyze(pipeline.read(file), rename=rename, title=title)
            _deliver(analysis, target, format_, force=force, first=number == 0)
        except LvmError as error:
            if len(files) == 1:
                raise
            failed += 1
            click.echo(
                f"error: {error}" + (f"\nhint: {error.hint}" if error.hint else ""), err=True
            )
    if failed:
        raise BatchError(f"{failed} of {len(files)} files could not be analysed")


def _settings(
    input_format: str | None, strict: bool, splitter: str, encoder: Path | None
) -> Settings:
    if splitter not in list(Splitter):
        raise unknown_choice("--splitter", splitter, Splitter)
    plain = Settings()
    return replace(
        plain,
        read=replace(plain.read, input_format=input_format, strict=strict),
        units=replace(plain.units, splitter=Splitter(splitter)),
        signals=replace(plain.signals, encoder=encoder),
    )


def _targets(
    files: tuple[str, ...], output: Path | None, format_: str, force: bool
) -> list[Path | None]:
    """Where each result goes (None: printed); SettingsError before any work is done."""
    if output is None:
        if len(files) > 1 and format_ in ("json", "csv"):
            raise SettingsError(
                f"several {format_} documents can't share standard output",
                hint="give a directory with -o DIR",
            )
        return [None] * len(files)
    if len(files) == 1 and not output.is_dir():
        targets = [output]
    else:
        if not output.is_dir():
            raise SettingsError(f"{output} is not a directory", hint=f"mkdir -p {output}")
        targets = [output / (_stem(file) + SUFFIXES[format_]) for file in files]
    seen: dict[Path, str] = {}
    for file, target in zip(files, targets, strict=True):
        if target in seen:
            raise SettingsError(
                f"{seen[target]} and {file} would both be written to {target}",
                hint="analyse them into different directories",
            )
        seen[target] = file
        if target.exists() and not force:
            raise SettingsError(f"{target} exists", hint="--force overwrites it")
    return list(targets)


def _stem(file: str) -> str:
    return "stdin" if file == "-" else Path(file).stem


def _deliver(
    analysis: object, target: Path | None, format_: str, *, force: bool, first: bool
) -> None:
    from lvm_meet.export import render_as, to_bytes
    from lvm_meet.files import write_atomically
    from lvm_meet.model import Analysis

    assert isinstance(analysis, Analysis)
    if target is not None:
        write_atomically(target, to_bytes(format_, render_as(format_, analysis)), force=force)
        click.echo(f"wrote {target}", err=True)
    elif format_ == "text":
        from rich.console import Console

        from lvm_meet.report.terminal import render_terminal

        if not first:
            click.echo()
        render_terminal(analysis, console=Console(file=sys.stdout))
    else:
        click.echo(render_as(format_, analysis), nl=False)
