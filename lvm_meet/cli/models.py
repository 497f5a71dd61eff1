"""`lvm-meet models`: what is installed, whether it is genuine, and the one explicit download."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lvm_meet.cli import options
from lvm_meet.errors import MissingError


@click.group()
def models() -> None:
    """List, verify or fetch models. Only `fetch` uses the network."""


@models.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """Show the models on this machine, where they came from and their licence."""
    rows = _rows()
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        click.echo(f"{row['name']:<22} {row['role']}")
        click.echo(
            f"  from     {row['origin']}\n  licence  {row['licence']}\n  sha256   {row['sha256']}"
        )
        click.echo(f"  in       {row['directory']}")


@models.command()
def verify() -> None:
    """Check every installed model against its pinned sha256."""
    for row in _rows():
        if not row["genuine"]:
            raise MissingError(
                f"{row['name']} in {row['directory']} is not the pinned model",
                hint="install its package again",
            )
        click.echo(f"ok  {row['name']}  {str(row['sha256'])[:16]}…  {row['origin']}")


@models.command()
def fetch() -> None:
    """Download the stock sentence encoder from the hub (needed for training only)."""
    from lvm_meet.embed import base

    click.echo(f"fetching {base.REPOSITORY} …", err=True)
    found = base.fetch()
    click.echo(f"{found.name} is in {found.directory}")


def _rows() -> list[dict[str, str | bool]]:
    from lvm_meet import resources
    from lvm_meet.embed import base
    from lvm_meet.embed.fast import read_manifest

    directory = resources.encoder()
    manifest = read_manifest(directory)  # raises where a file is not the promised one
    rows: list[dict[str, str | bool]] = [
        {
            "name": manifest["name"],
            "role": "the tuned encoder that codes the signals",
            "origin": "this package",
            "licence": manifest.get("licence", ""),
            "sha256": manifest["sha256"]["model.bin"],
            "directory": str(directory),
            "genuine": True,
        }
    ]
    rows += [
        {
            "name": found.name,
            "role": "the stock encoder, needed for training only",
            "origin": found.origin,
            "licence": found.licence,
            "sha256": found.sha256,
            "directory": str(Path(found.directory)),
            "genuine": found.genuine,
        }
        for found in base.installed()
    ]
    return rows
