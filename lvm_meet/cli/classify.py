"""`lvm-meet classify`: JSON Lines in, JSON Lines out, in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options

if TYPE_CHECKING:
    from lvm_meet.model import Signal
    from lvm_meet.signals.rows import Row

CHUNK = 2048
"""rows coded at a time: a file of any length streams through"""


@click.command()
@click.argument("file", metavar="[FILE|-]", default="-")
@options.lexicons
@options.encoder
def classify(file: str, lexicon_dir: Path | None, encoder: Path | None) -> None:
    """Code units: JSON Lines with `text` (and `before`, `speaker`, `id`) in, codes out.

    Each line out has `id`, `label`, `scores` of the five classes (they sum to 1) and `evidence`.
    """
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.signals.rows import parse_rows

    settings = options.settings_with(encoder)
    pipeline = Pipeline.build(settings, lexicon_dir=lexicon_dir)
    rows = parse_rows(lines_of(file), name=file)
    while chunk := list(islice(rows, CHUNK)):
        coding = pipeline.classifier.code_rows(chunk, context=settings.signals.context)
        for row, signal in zip(chunk, coding.signals, strict=True):
            sys.stdout.write(json.dumps(_line(row, signal), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def lines_of(file: str) -> Iterator[str]:
    """The lines of a UTF-8 file, or of standard input for "-"; InputError where it can't be."""
    from lvm_meet.errors import InputError, unreadable
    from lvm_meet.files import standard_input

    try:
        with standard_input(None, name=file) if file == "-" else Path(file).open("rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise InputError(
                        "not UTF-8",
                        path=file,
                        line=number,
                        excerpt=repr(line[:40]),
                        hint="save the file as UTF-8",
                    ) from error
    except OSError as error:
        raise unreadable(file, error) from error


def _line(row: Row, signal: Signal) -> dict[str, object]:
    from lvm_meet.codec import signal_to_json

    return {"id": row.id, **signal_to_json(signal)}
