"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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
