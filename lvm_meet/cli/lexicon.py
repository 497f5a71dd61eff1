"""`lvm-meet lexicon`: check or show the words behind the signals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options
from lvm_meet.errors import LexiconError, unknown_choice

if TYPE_CHECKING:
    from lvm_meet.lexicon.check import Finding


@click.group()
def lexicon() -> None:
    """Check or show the words behind the signals."""


@lexicon.command()
@options.lexicons
@options.encoder
@options.as_json
def check(lexicon_dir: Path | None, encoder: Path | None, as_json: bool) -> None:
    """Find broken files, duplicates, and exemplars that the classifier itself puts elsewhere.

    Each exemplar is coded with itself left out. A misplaced one is a place to look: the wording
    may be unclear, or it may be what the lexicon needs most. Exit code 5 where a file is broken
    or an entry stands twice.
    """
    from lvm_meet.lexicon.check import duplicates, misplaced
    from lvm_meet.pipeline import Pipeline

    pipeline = Pipeline.build(options.settings_with(encoder), lexicon_dir=lexicon_dir)
    if lexicon_dir is not None:
        _check_beside(lexicon_dir)
    found = pipeline.classifier.lexicon
    twice = duplicates(found)
    elsewhere = misplaced(found, lambda _: pipeline.classifier.label_exemplars())
    if as_json:
        document = [
            {"kind": finding.kind, "entry": finding.entry, "message": finding.message}
            for finding in (*twice, *elsewhere)
        ]
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        for finding in sorted((*twice, *elsewhere), key=_own_first):
            click.echo(f"{finding.kind}: {finding.entry}: {finding.message}")
        click.echo(
            f"{len(found.exemplars)} exemplars: {len(twice)} duplicates, "
            f"{len(elsewhere)} coded elsewhere",
            err=True,
        )
    if twice:
        raise LexiconError(
            f"{len(twice)} duplicates",
            entry=twice[0].entry,
            hint="remove or reword one of each pair",
        )


def _check_beside(folder: Path) -> None:
    """Read what the folder has for the library of meetings; LexiconError where that is broken."""
    from lvm_meet.lexicon.lists import LIBRARY, TARGETS, read_lists

    read_lists(LIBRARY, own=folder)
    if (folder / TARGETS).is_file():
        from lvm_meet.library.targets import read_targets

        read_targets(folder / TARGETS)


def _own_first(finding: Finding) -> bool:
    """The user's own entries before the packaged ones, which are not theirs to change."""
    return not finding.entry.startswith("own/")


@lexicon.command()
@click.argument("label", metavar="SIGNAL")
@options.lexicons
@options.as_json
def show(label: str, lexicon_dir: Path | None, as_json: bool) -> None:
    """Show all that counts as a signal: definition, exemplars (near-misses of others too), cues."""
    from lvm_meet import lexicon as lexicons
    from lvm_meet.model import LABELS, Label

    if label not in list(LABELS):
        raise unknown_choice("SIGNAL", label, LABELS)
    found = lexicons.load(lexicon_dir)
    wanted = Label(label)
    entries = found.entries(wanted)
    cues = [cue.phrase for cue in found.cues if cue.label is wanted]
    definition = found.definition(wanted)
    if as_json:
        document = {
            "label": label,
            "definition": definition,
            "exemplars": [{"entry": entry.entry, "text": entry.text} for entry in entries],
            "cues": cues,
        }
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    click.echo(f"{label}: {definition}\n")
    for entry in entries:
        click.echo(f"  {entry.text}\n      {entry.entry}")
    if cues:
        click.echo("\ncue phrases: " + " · ".join(cues))
