"""`lvm-meet validate`: how far the codes agree with a person's labels."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from lvm_meet.cli import options
from lvm_meet.cli.classify import lines_of
from lvm_meet.errors import InputError


@click.command()
@click.argument("file", metavar="LABELLED.jsonl")
@options.as_json
@options.lexicons
@options.encoder
def validate(file: str, as_json: bool, lexicon_dir: Path | None, encoder: Path | None) -> None:
    """Compare the codes with labels that people gave.

    Each line of the file is an object with `text`, `label` (vision, inspiration, execution,
    control or none) and, if known, `before` (the pieces said before it) and `domain`.
    """
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.report.figures import render_figures
    from lvm_meet.signals.rows import parse_rows
    from lvm_meet.signals.validate import figures_by_group

    rows = list(parse_rows(lines_of(file), name=file, labelled=True))
    if not rows:
        raise InputError("holds no labelled unit", path=file)
    settings = options.settings_with(encoder)
    pipeline = Pipeline.build(settings, lexicon_dir=lexicon_dir)
    coding = pipeline.classifier.code_rows(rows, context=settings.signals.context)
    results = figures_by_group(rows, coding.signals)
    if as_json:
        document = {
            "file": file,
            "provenance": asdict(pipeline.provenance()),
            "figures": {name: asdict(found) for name, found in results.items()},
        }
        click.echo(json.dumps(document, indent=2))
    else:
        click.echo(render_figures(results, name=file), nl=False)
