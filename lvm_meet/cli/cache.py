"""`lvm-meet cache`: what is kept of recordings on this machine, and how to get rid of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options
from lvm_meet.errors import OutputError, SettingsError

if TYPE_CHECKING:
    from lvm_meet.cache import Entry

_AGE = re.compile(r"([0-9]{1,6})([hdw])")
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0}


@click.group()
def cache() -> None:
    """Show or clear what is kept of recordings.

    What was worked out from a recording (its words and who said them) is kept on this machine, for
    you only, so that a second report is immediate. Words and voices are two results, and other
    models make others. What was not used for half a year goes by itself. LVM_MEET_CACHE_DIR names
    another folder.
    """


@cache.command("list")
@options.as_json
def list_(as_json: bool) -> None:
    """Show what is kept, how much it is and when it was last used."""
    from lvm_meet.cache import Cache, recordings

    store = Cache(recordings())
    entries = store.entries()
    if as_json:
        document = {
            "directory": str(store.directory),
            "bytes": sum(entry.size for entry in entries),
            "max_bytes": store.max_bytes,
            "max_age_days": store.max_age_days,
            "recordings": [_as_dict(entry) for entry in entries],
        }
        with options.printing():
            click.echo(json.dumps(document, indent=2))
        return
    with options.printing():
        for entry in entries:
            click.echo(_line(entry))
        click.echo(
            f"{_total(entries)} in {store.directory} (at most "
            f"{options.readable(store.max_bytes)} are kept, and for {store.max_age_days} days "
            "after their last use)"
        )


@cache.command()
@click.option(
    "--older-than",
    metavar="AGE",
    help="Only what was not used for so long: 30d, 12h or 2w.",
)
@options.as_json
def clear(older_than: str | None, as_json: bool) -> None:
    """Delete what is kept of recordings, and say what was deleted. Models stay."""
    from lvm_meet.cache import Cache, recordings

    store = Cache(recordings())
    done = store.clear(older_than_days=None if older_than is None else _days(older_than))
    if as_json:
        document = {
            "directory": str(store.directory),
            "deleted": [_as_dict(entry) for entry in done.gone],
            "left": [_as_dict(entry) for entry in done.left],
        }
        with options.printing():
            click.echo(json.dumps(document, indent=2))
    else:
        with options.printing():
            for entry in done.gone:
                click.echo(f"deleted  {_line(entry)}")
            click.echo(f"deleted {_total(done.gone)} from {store.directory}")
    if done.left:
        raise OutputError(
            f"{len(done.left)} could not be deleted, the first is {done.left[0].key}",
            path=str(store.directory),
            hint="see whether you may write in this folder, and delete it by hand",
        )


def _days(age: str) -> float:
    found = _AGE.fullmatch(age.strip().lower())
    if found is None:
        raise SettingsError(
            f"--older-than: {age!r} is no age",
            hint="a number and h, d or w for hours, days or weeks, such as 30d",
        )
    return int(found[1]) * _DAYS[found[2]]


def _line(entry: Entry) -> str:
    used = entry.last_used.astimezone().strftime("%Y-%m-%d %H:%M")
    what = ", ".join(entry.names) or "unfinished"
    return f"{entry.key[:12]}…  {options.readable(entry.size):>9}  last used {used}  {what}"


def _total(entries: tuple[Entry, ...]) -> str:
    # of one recording its words and its voices are kept apart, and both again for another model
    many = "1 result" if len(entries) == 1 else f"{len(entries)} results"
    return f"{many}, {options.readable(sum(entry.size for entry in entries))}"


def _as_dict(entry: Entry) -> dict[str, object]:
    return {
        "key": entry.key,
        "names": list(entry.names),
        "bytes": entry.size,
        "last_used": entry.last_used.isoformat(timespec="seconds"),
    }
