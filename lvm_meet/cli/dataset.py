"""`lvm-meet dataset`: many meetings as tables for research."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import hearing, options, saved
from lvm_meet.cli.told import UNKNOWN, About, Summaries
from lvm_meet.errors import BatchError, InputError, SettingsError, unreadable

if TYPE_CHECKING:
    from lvm_meet.dataset import Gathering, Hider, Written
    from lvm_meet.pipeline import Pipeline

_SAVED = re.compile(rb'"schema"\s*:\s*"lvm-meet/analysis"')
_KEY_SUFFIX = ".key.json"
_MOST_UNSURE = 20


@click.command()
@click.argument("out", metavar="OUT_DIR", type=click.Path(path_type=Path))
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "-f",
    "--format",
    "format_",
    metavar="parquet|csv|both",
    help="What the tables are written as; by default both, or CSV alone where pyarrow is not "
    "installed.",
)
@click.option(
    "--window-ms",
    type=int,
    metavar="MS",
    help="Length of the windows in which each speaker's talk is summed; 5 minutes by default.",
)
@click.option(
    "--pseudonymise",
    is_flag=True,
    help="P1, P2, … in place of speakers' names, also in what was said. A key file says who is "
    "who.",
)
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The key file, which is gone on with where there is one; OUT_DIR.key.json by default.",
)
@click.option("--force", is_flag=True, help="Replace the data set that is there.")
@options.lexicons
@options.encoder
@hearing.options_for_many
def dataset(
    out: Path,
    paths: tuple[str, ...],
    format_: str | None,
    window_ms: int | None,
    pseudonymise: bool,
    key: Path | None,
    force: bool,
    lexicon_dir: Path | None,
    encoder: Path | None,
) -> None:
    """Write meetings as tidy tables: units, turns, speakers, windows, who follows whom.

    PATH is a saved analysis (ANALYSIS.json), a folder with such, a transcript or a recording.
    OUT_DIR gets one file per table, as CSV and Parquet, and datapackage.json, which says what every
    column is. Texts are not changed: a spreadsheet may take one that begins with "=" for a formula.
    """
    from lvm_meet import dataset as tables
    from lvm_meet.settings import DatasetSettings

    chosen = tables.formats(format_)
    settings = DatasetSettings() if window_ms is None else DatasetSettings(window_ms=window_ms)
    out = tables.target_of(out)
    key_file = _key_file(out, key, pseudonymise=pseudonymise)
    if key_file is not None:
        tables.refuse_inside(key_file, out)
    tables.sweep(out)
    tables.require_free(out, force=force)
    sources = _sources(paths)
    with tables.Gathering(out.parent, settings=settings, lexicons=lexicon_dir) as gathering:
        failed = _gather(gathering, sources, lexicon_dir=lexicon_dir, encoder=encoder)
        failed += _tell_different(gathering)
        if not gathering.count:
            raise BatchError(f"none of {len(sources)} files could be used; nothing was written")
        written = gathering.write(out, formats=chosen, key=key_file, force=force)
    _tell(out, written, key_file)
    if format_ is None and tables.Format.PARQUET not in chosen:
        _note(f"the tables are CSV alone; with pyarrow they are Parquet too: {tables.INSTALL}")
    if failed:
        raise BatchError(
            f"{failed} of {len(sources)} files are not in the data set",
            hint="mend them and go on with --force, or leave them out",
        )


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, and whether it is a saved analysis."""

    path: str
    saved: bool
    told: About = UNKNOWN

    def order(self) -> tuple[bool, str, str]:
        """Saved analyses first, then by name: of copies the same one counts in every run."""
        return not self.saved, Path(self.path).name, self.path


def _key_file(out: Path, given: Path | None, *, pseudonymise: bool) -> Path | None:
    if not pseudonymise:
        if given is not None:
            raise SettingsError("--key is for --pseudonymise", hint="give both, or neither")
        return None
    return given or out.with_name(out.name + _KEY_SUFFIX)


def _sources(paths: Sequence[str]) -> list[_Source]:
    """The files that are meant; a folder stands for the saved analyses below it.

    SettingsError where there is none, InputError for a folder without a saved analysis.
    """
    if not paths:
        raise SettingsError("there is no PATH", hint="lvm-meet dataset OUT_DIR ANALYSIS.json …")
    found: dict[str, _Source] = {}
    summaries = Summaries()
    for path in paths:
        if Path(path).is_dir():
            below = [file for file in _json_below(path) if _is_saved(file)]
            if not below:
                raise InputError(
                    "has no saved analysis in it",
                    path=path,
                    hint="lvm-meet batch makes them; transcripts are given by their names",
                )
            found |= {
                os.path.realpath(file): _Source(file, True, summaries.about(Path(file)))
                for file in below
            }
        else:
            own = _is_saved(path)
            told = summaries.about(Path(path)) if own else UNKNOWN
            found.setdefault(os.path.realpath(path), _Source(path, own, told))
    return list(found.values())


def _json_below(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(files):
            if name.lower().endswith(".json") and not name.startswith("."):
                yield str(Path(here) / name)


def _is_saved(path: str) -> bool:
    """Whether the file says that it is an analysis; False for what can't be read, told later."""
    if not path.lower().endswith(".json"):
        return False
    try:
        with Path(path).open("rb") as file:
            # the first key of those that this program writes; others are looked through
            return bool(_SAVED.search(file.read(4096)) or _SAVED.search(file.read(saved.MAX_BYTES)))
    except (OSError, ValueError):
        return False


def _gather(
    gathering: Gathering,
    sources: Sequence[_Source],
    *,
    lexicon_dir: Path | None,
    encoder: Path | None,
) -> int:
    """Take all meetings in, saved analyses first; how many failed, each of which is told.

    A transcript or recording whose saved analysis is among them is not analysed again.
    """
    from lvm_meet.dataset import Added, Told

    known: dict[str, str] = {}
    pipeline: Pipeline | None = None
    failed = 0
    with _progress(sorted(sources, key=_Source.order)) as waiting:
        for source in waiting:
            try:
                if source.saved:
                    analysis = saved.load(source.path)
                else:
                    sha256 = _sha256(source.path)
                    if sha256 in known:
                        _note(f"{source.path} is the same meeting as {known[sha256]}")
                        continue
                    pipeline = pipeline or _pipeline(sources, lexicon_dir, encoder)
                    analysis = pipeline.analyze(pipeline.read(source.path))
                told = Told(source.told.team, source.told.type)
                added = gathering.add(analysis, path=source.path, told=told)
            except (InputError, SettingsError) as error:
                if len(sources) == 1:
                    raise
                failed += 1
                options.tell(error)
                continue
            first = known.setdefault(analysis.transcript.source.sha256, source.path)
            if added is Added.SAME:
                _note(f"{source.path} is the same meeting as {first}")
    return failed


def _pipeline(
    sources: Sequence[_Source], lexicon_dir: Path | None, encoder: Path | None
) -> Pipeline:
    """What analyses, with what hears if there is a recording; whatever is missing is told here."""
    from lvm_meet.pipeline import Pipeline
    from lvm_meet.speech import is_recording

    heard = hearing.chosen()
    settings = heard.settings(options.settings_with(encoder))
    sound = any(not source.saved and is_recording(source.path) for source in sources)
    listener = heard.listener(settings) if sound else None
    return Pipeline.build(settings, lexicon_dir=lexicon_dir, listener=listener)


def _sha256(path: str) -> str:
    from lvm_meet.files import sha256_of

    try:
        return sha256_of(Path(path))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def _tell_different(gathering: Gathering) -> int:
    """Tell of meetings that were given in several ways; how many files that leaves out."""
    left = 0
    for paths in gathering.different:
        left += len(paths)
        options.tell(
            InputError(
                f"and {', '.join(paths[1:])}: one meeting, analysed in different ways; "
                "it is left out",
                path=paths[0],
                hint="give one of them",
            )
        )
    return left


def _tell(out: Path, written: Written, key: Path | None) -> None:
    rows = written.rows
    _note(
        f"wrote {out}: {rows['meetings']} meetings, {rows['speakers']} speakers, "
        f"{rows['turns']} turns, {rows['units']} units",
        mark="",
    )
    if key is not None and written.hider is not None:
        _note(f"wrote {key}: who is who, for you alone", mark="")
        _note(
            "pseudonyms are no anonymity: what was said can still tell who somebody is. Read the "
            "texts before you give them away."
        )
        _tell_unsure(written.hider)


def _tell_unsure(hider: Hider) -> None:
    """Name parts that are ordinary words too: the user knows best where to look."""
    if hider.unsure:
        shown = ", ".join(hider.unsure[:_MOST_UNSURE])
        more = len(hider.unsure) - _MOST_UNSURE
        _note(
            "parts of names that are ordinary words too were left where they looked like one: "
            + (f"{shown} and {more} more" if more > 0 else shown)
        )


def _note(message: str, *, mark: str = "note: ") -> None:
    click.echo(options.harmless(mark + message), err=True)


@contextmanager
def _progress(sources: Iterable[_Source]) -> Iterator[Iterable[_Source]]:
    """The sources, with a bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield sources
        return
    with click.progressbar(sources, label="meetings", file=sys.stderr, show_pos=True) as bar:
        yield bar
