"""`lvm-meet models`: what is installed, whether it is genuine, and the one explicit download."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options
from lvm_meet.errors import MissingError
from lvm_meet.files import sha256_of

if TYPE_CHECKING:
    from lvm_meet.speech.weights import Copy


@dataclass(frozen=True, slots=True)
class _Row:
    """One model in the list. `genuine` None: `verify` tells, because it takes its time."""

    name: str
    role: str
    origin: str
    licence: str
    sha256: str
    directory: str
    file: str
    """what `sha256` is of"""
    bytes: int
    genuine: bool | None


@click.group()
def models() -> None:
    """List, verify or fetch models. Only `fetch` uses the network."""


@models.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """Show the models on this machine, where they came from and their licence."""
    rows = [*_encoders(), *_voices(), *_whisper()]
    with options.printing():
        if as_json:
            click.echo(json.dumps([asdict(row) for row in rows], indent=2))
        else:
            for row in rows:
                click.echo(_text(row))
    _say_what_recognises_speech()


@models.command()
def verify() -> None:
    """Check every installed model against its pinned sha256."""
    from lvm_meet.speech import weights

    for row in (*_encoders(), *_voices()):
        if not row.genuine:
            raise MissingError(
                f"{Path(row.directory) / row.file} is not the pinned file",
                hint="install its package again",
            )
        _say_ok(row.name, row.sha256, row.origin)
    for copy in weights.everything():
        _verify_whisper(copy)
        _say_ok(copy.weights.name, copy.weights.sha256, copy.weights.origin)


@models.command()
@click.argument("name", required=False)
def fetch(name: str | None) -> None:
    """Download a model from the hub.

    NAME is a model that recognises speech, such as small or large-v3. Without it: the stock
    sentence encoder, which is needed for training only.
    """
    if name is not None:
        from lvm_meet.speech import weights

        click.echo(f"fetching {weights.called(name).name} …", err=True)
        fetched = weights.fetch(name)
        with options.printing():
            click.echo(f"{fetched.name} is in {fetched.directory}")
        return
    from lvm_meet.embed import base

    click.echo(f"fetching {base.REPOSITORY} …", err=True)
    found = base.fetch()
    with options.printing():
        click.echo(f"{found.name} is in {found.directory}")


def _text(row: _Row) -> str:
    return (
        f"{row.name:<22} {row.role}\n"
        f"  from     {row.origin}\n"
        f"  licence  {row.licence}\n"
        f"  sha256   {row.sha256}\n"
        f"  size     {options.readable(row.bytes)}\n"
        f"  in       {row.directory}"
    )


def _say_ok(name: str, sha256: str, origin: str) -> None:
    with options.printing():
        click.echo(f"ok  {name}  {sha256[:16]}…  {origin}")


def _verify_whisper(copy: Copy) -> None:
    """MissingError with the file that is wrong; a joined copy is joined again instead."""
    from lvm_meet.speech import weights

    wrong = weights.damaged(copy)
    if not wrong:
        return
    if copy.joinable and wrong[0].parent == copy.weights.directory:
        weights.join(copy, again=wrong)
        with options.printing():
            click.echo(f"mended: {', '.join(map(str, wrong))} was damaged; it was joined again")
        return
    raise MissingError(
        f"{wrong[0]} is not the pinned file",
        command=copy.remedy,
        hint="" if copy.remedy else f"{copy.weights.origin}: remove it there",
    )


def _say_what_recognises_speech() -> None:
    from lvm_meet.speech import weights

    try:
        best = weights.best()
    except MissingError as error:
        click.echo(f"{error}; {error.hint}", err=True)
    else:
        click.echo(f"--model auto takes {best.name}", err=True)


def _encoders() -> Iterator[_Row]:
    from lvm_meet import resources
    from lvm_meet.embed import base
    from lvm_meet.embed.fast import read_manifest

    directory = resources.encoder()
    manifest = read_manifest(directory)  # raises where a file is not the promised one
    yield _Row(
        name=manifest["name"],
        role="the tuned encoder that codes the signals",
        origin="this package",
        licence=manifest.get("licence", ""),
        sha256=manifest["sha256"]["model.bin"],
        directory=str(directory),
        file="model.bin",
        bytes=(directory / "model.bin").stat().st_size,
        genuine=True,
    )
    for found in base.installed():
        yield _Row(
            name=found.name,
            role="the stock encoder, needed for training only",
            origin=found.origin,
            licence=found.licence,
            sha256=found.sha256,
            directory=str(found.directory),
            file=base.WEIGHTS,
            bytes=(found.directory / base.WEIGHTS).stat().st_size,
            genuine=found.genuine,
        )


def _voices() -> Iterator[_Row]:
    """The networks that tell voices apart, as their manifest describes them."""
    from lvm_meet import resources

    directory = resources.diarizer()
    path = directory / "manifest.json"
    try:
        manifest = json.loads(path.read_text("utf-8"))
        for file, facts in manifest["models"].items():
            yield _Row(
                name=facts["name"],
                role="tells voices apart",
                origin="this package",
                licence=facts["licence"],
                sha256=manifest["sha256"][file],
                directory=str(directory),
                file=file,
                bytes=(directory / file).stat().st_size,
                genuine=sha256_of(directory / file) == manifest["sha256"][file],
            )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MissingError(
            f"{path} does not describe the networks that tell voices apart: {error}",
            command="pip install --force-reinstall lvm-meet",
        ) from error


def _whisper() -> Iterator[_Row]:
    from lvm_meet.speech import weights

    for copy in weights.everything():
        if not copy.usable:
            continue
        found = copy.weights
        languages = "many languages" if found.multilingual else "English only"
        later = "" if copy.complete else ", joined at the first use"
        yield _Row(
            name=found.name,
            role=f"Whisper, recognises speech; {languages}",
            origin=found.origin + later,
            licence=found.licence,
            sha256=found.sha256,
            directory=str(found.directory),
            file="model.bin",
            bytes=found.bytes,
            genuine=None,
        )
