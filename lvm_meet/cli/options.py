"""Options that several commands share, and how an error is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from lvm_meet.errors import LvmError
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


def tell(error: LvmError) -> None:
    """What is wrong and what to do about it, on stderr; no name in it can steer a terminal."""
    click.echo(_harmless(f"error: {error}"), err=True)
    if error.hint:
        click.echo(_harmless(f"hint: {error.hint}"), err=True)


def _harmless(text: str) -> str:
    return "".join(
        sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )
