"""`lvm-meet validate`: how far the codes agree with a person's labels."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options
from lvm_meet.cli.classify import lines_of
from lvm_meet.errors import InputError
from lvm_meet.settings import Settings

if TYPE_CHECKING:
    from lvm_meet.signals.validate import Figures


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
    import numpy as np

    from lvm_meet.model import Label
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.report.figures import render_figures
    from lvm_meet.signals.context import context_of
    from lvm_meet.signals.rows import parse_rows
    from lvm_meet.signals.validate import figures

    rows = list(parse_rows(lines_of(file), name=file, labelled=True))
    if not rows:
        raise InputError("holds no labelled unit", path=file)
    plain = Settings()
    settings = replace(plain, signals=replace(plain.signals, encoder=encoder))
    pipeline = Pipeline.build(settings, lexicon_dir=lexicon_dir)
    coding = pipeline.classifier.code_texts(
        [row.text for row in rows],
        [context_of(row.before, size=settings.signals.context) for row in rows],
        ids=[row.id for row in rows],
    )
    scores = np.array([signal.scores for signal in coding.signals], dtype=float)
    guesses = [signal.label for signal in coding.signals]
    labels = [row.label or Label.NONE for row in rows]
    groups = sorted({row.group for row in rows if row.group})
    results: dict[str, Figures] = {"all": figures(labels, guesses, scores)}
    for group in groups if len(groups) > 1 else []:
        mine = [index for index, row in enumerate(rows) if row.group == group]
        results[group] = figures(
            [labels[index] for index in mine], [guesses[index] for index in mine], scores[mine]
        )
    if as_json:
        document = {
            "file": file,
            "provenance": asdict(pipeline.provenance()),
            "figures": {name: asdict(found) for name, found in results.items()},
        }
        click.echo(json.dumps(document, indent=2))
    else:
        click.echo(render_figures(results, name=file), nl=False)
