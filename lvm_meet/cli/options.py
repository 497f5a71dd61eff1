"""Options that several commands share, how a result is printed, and how an error is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from lvm_meet.errors import LvmError
from lvm_meet.files import explained
from lvm_meet.settings import Settings

lexicons = click.option(
    "--lexicons",
    "lexicon_dir",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Your own lexicons, added to the packaged ones (see lexicons/README.md).",
)
encoder = click.option(
    "--encoder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A directory with another sentence encoder (CTranslate2 or sentence-transformers).",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def settings_with(encoder: Path | None) -> Settings:
    """The default settings with the encoder that the user chose."""
    plain = Settings()
    return replace(plain, signals=replace(plain.signals, encoder=encoder))


def readable(size: int) -> str:
    """Bytes in the largest unit that fits, as disks are labelled: 145217607 -> "145 MB"."""
    number = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 999.5 or unit == "GB":
            break
        number /= 1000
    return f"{number:.1f} {unit}" if number < 9.95 and unit != "bytes" else f"{number:.0f} {unit}"


def stem(file: str) -> str:
    """What a result of `file` is called in a folder, without its suffix."""
    return "stdin" if file == "-" else Path(file).stem


@contextmanager
def printing() -> Iterator[None]:
    """Whatever prints a result: OutputError where standard output takes no more of it.

    A reader of ours that went away (BrokenPipeError) is `main`'s to deal with.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise explained(error, path="standard output") from error


def tell(error: LvmError) -> None:
    """What is wrong and what to do about it, on stderr; no name in it can steer a terminal."""
    click.echo(harmless(f"error: {error}"), err=True)
    if error.hint:
        click.echo(harmless(f"hint: {error.hint}"), err=True)


def harmless(text: str) -> str:
    """The text without anything that steers a terminal."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )
