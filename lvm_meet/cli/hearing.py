"""Options of every command that takes recordings, and what they add up to.

The options put their values into the context, so that a command asks `chosen()` once instead of
taking a dozen parameters that it only hands on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lvm_meet.errors import InputError, SettingsError, unknown_choice, unreadable
from lvm_meet.settings import Channels, Settings

if TYPE_CHECKING:
    from lvm_meet.model import Transcript, Turn
    from lvm_meet.speech.listener import Listener

_Command = TypeVar("_Command", bound=Callable[..., Any])
_META = "lvm_meet.hearing."
_RANGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_VOCABULARY_BYTES = 1 << 20


def options(command: _Command) -> _Command:
    """Add all options for recordings to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def options_for_many(command: _Command) -> _Command:
    """Add the options that fit any number of recordings, and leave the resuming to the command."""
    for option in reversed((*_EARS, _CACHE)):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user asked for about recordings."""

    model: str
    language: str | None
    vocabulary: Path | None
    channels: str
    speakers: str | None
    no_diarize: bool
    doubtful_speakers: bool
    voices: bool
    cache: bool
    turns: Path | None = None
    transcript: str | None = None
    resume: bool = True

    def settings(self, plain: Settings) -> Settings:
        """`plain` with what was chosen; SettingsError or InputError where that can't be."""
        if self.channels not in list(Channels):
            raise unknown_choice("--channels", self.channels, Channels)
        least, most = _speakers(self.speakers)
        return replace(
            plain,
            speech=replace(
                plain.speech,
                model=self.model,
                language=self.language,
                vocabulary=_vocabulary(self.vocabulary),
                channels=Channels(self.channels),
            ),
            diarize=replace(
                plain.diarize,
                enabled=not self.no_diarize,
                least=least,
                most=most,
                voices=self.voices,
                report_doubtful=self.doubtful_speakers,
            ),
        )

    def listener(self, settings: Settings) -> Listener:
        """What hears with these settings; MissingError where a model is not installed."""
        from lvm_meet.cache import Cache, recordings
        from lvm_meet.speech.listener import Listener

        cache = Cache(recordings() if self.cache else None)
        return Listener.build(settings, cache=cache, resume=self.resume)

    def given_turns(self) -> tuple[Turn, ...] | None:
        """The turns of --turns."""
        if self.turns is None:
            return None
        from lvm_meet.speech.rttm import read_rttm

        return read_rttm(self.turns)

    def names_from(self) -> Transcript | None:
        """The transcript of --transcript."""
        if self.transcript is None:
            return None
        from lvm_meet import readers

        return readers.read(self.transcript)


def chosen() -> Chosen:
    """What the options of the running command say."""
    meta = click.get_current_context().meta
    given = {name: meta[_META + name] for name in Chosen.__slots__ if _META + name in meta}
    return Chosen(**given)


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    context.meta[f"{_META}{parameter.name}"] = value


def _speakers(text: str | None) -> tuple[int, int | None]:
    """Lowest and highest: "4" is exactly four, "2-5" from two to five."""
    if text is None:
        return 1, None
    found = _RANGE.fullmatch(text.strip())
    least = int(found[1]) if found else 0
    most = int(found[2] or found[1]) if found else 0
    if not 1 <= least <= most:
        raise SettingsError(
            f"--speakers: {text!r} is no number of people", hint='write "4", or a range: "2-5"'
        )
    return least, most


def _vocabulary(path: Path | None) -> tuple[str, ...]:
    """The lines of a text file, without empty ones and those that begin with "#"."""
    if path is None:
        return ()
    try:
        with path.open("rb") as file:
            data = file.read(_VOCABULARY_BYTES + 1)
    except OSError as error:
        raise unreadable(str(path), error) from error
    if len(data) > _VOCABULARY_BYTES:
        raise InputError(
            "is too large for a vocabulary",
            path=str(path),
            hint="some dozens of names and terms are what a recogniser can keep in mind",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "is not UTF-8", path=str(path), line=line, hint="save it as UTF-8 text"
        ) from error
    lines = (" ".join(line.split()) for line in text.splitlines())
    entries = (line for line in lines if line.isprintable() and not line.startswith("#"))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


_option = partial(click.option, expose_value=False, callback=_remember)
_PATH = click.Path(path_type=Path)
_EARS = (
    _option(
        "--model",
        default="auto",
        show_default=True,
        metavar="NAME|DIR",
        help="The speech recogniser: a name of `lvm-meet models list`, or a directory.",
    ),
    _option(
        "--language",
        metavar="CODE",
        help="The recording's language (en, de, …); by default it is found once for all of it.",
    ),
    _option(
        "--vocabulary",
        metavar="FILE",
        type=_PATH,
        help="Names and jargon that occur in the recording, one a line, in UTF-8.",
    ),
    _option(
        "--channels",
        default=Channels.AUTO.value,
        show_default=True,
        metavar="|".join(Channels),
        help="What several channels are: mix hears them as one room, split as a speaker each, "
        "auto finds out.",
    ),
    _option(
        "--speakers", metavar="N|MIN-MAX", help="How many people speak, if you know: 4, or 2-5."
    ),
    _option("--no-diarize", is_flag=True, help="Don't tell the speakers of a recording apart."),
    _option(
        "--doubtful-speakers",
        is_flag=True,
        help="Report on single speakers even where it is doubtful who spoke.",
    ),
    _option("--voices", is_flag=True, help="Name speakers by the voices that you enrolled."),
)
_OF_ONE = (
    _option(
        "--turns", metavar="FILE.rttm", type=_PATH, help="Who spoke when, instead of finding it."
    ),
    _option(
        "--transcript",
        metavar="FILE",
        help="The meeting platform's own transcript: the recording's speakers get its names.",
    ),
)
_CACHE = _option(
    "--cache/--no-cache",
    default=True,
    help="Keep what was heard on this machine, so that a second report is immediate "
    "(`lvm-meet cache`).",
)
_RESUME = _option(
    "--resume/--no-resume",
    default=True,
    help="Go on where an interrupted run stopped (the default).",
)
_OPTIONS = (*_EARS, *_OF_ONE, _CACHE, _RESUME)
