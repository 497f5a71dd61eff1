"""Options about the meeting itself: what was known of it before, and what is made of it after.

As in `hearing` the options put their values into the context, and a command asks `chosen()`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from lvm_meet.errors import SettingsError
from lvm_meet.settings import Settings

if TYPE_CHECKING:
    from lvm_meet.model import Plan

_Command = TypeVar("_Command", bound=Callable[..., Any])
_META = "lvm_meet.meeting."


def options(command: _Command) -> _Command:
    """Add all options about the meeting to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def options_for_many(command: _Command) -> _Command:
    """Add the options that fit any number of meetings."""
    for option in reversed(_MADE_OF_IT):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user said about the meeting."""

    sentences: int
    llm: str
    llm_model: str
    title: str = ""
    date: str | None = None
    agenda: Path | None = None
    role: tuple[str, ...] = ()

    def settings(self, plain: Settings) -> Settings:
        """`plain` with what was chosen; SettingsError where that can't be."""
        summary = replace(
            plain.summary, sentences=self.sentences, llm=self.llm, llm_model=self.llm_model
        )
        return replace(plain, summary=summary)

    def plan(self, files: Sequence[str]) -> Plan:
        """What was known of the meeting; what an option says goes before the agenda's file.

        SettingsError where an option can't be, or belongs to one meeting and there are several
        files; InputError where the agenda can't be read.
        """
        from lvm_meet.model import Plan
        from lvm_meet.plans import read_plan

        for name, given in (("--date", self.date), ("--agenda", self.agenda)):
            if given is not None and len(files) > 1:
                raise SettingsError(
                    f"{name} belongs to one meeting, not to several",
                    hint="analyse the files one by one",
                )
        plan = Plan() if self.agenda is None else read_plan(self.agenda)
        return replace(
            plan,
            title=self.title.strip() or plan.title,
            held=_day(self.date) or plan.held,
            roles=_roles(self.role),
        )


def chosen() -> Chosen:
    """What the options of the running command say."""
    meta = click.get_current_context().meta
    given = {name: meta[_META + name] for name in Chosen.__slots__ if _META + name in meta}
    return Chosen(**given)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise SettingsError(f"--date: {text!r} is no day", hint="write it as 2026-05-31") from error


def _roles(options: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Strings "NAME=ROLE" as sorted pairs."""
    roles: dict[str, str] = {}
    for option in options:
        name, mark, role = (part.strip() for part in option.partition("="))
        if not (name and mark and role):
            raise SettingsError(
                f"--role: {option!r} is no role", hint='write it as "NAME=ROLE": "Dana=Team lead"'
            )
        if roles.setdefault(name, role) != role:
            raise SettingsError(f"--role: {name!r} is given two roles", hint="give one")
    return tuple(sorted(roles.items()))


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    context.meta[f"{_META}{parameter.name}"] = value


_option = partial(click.option, expose_value=False, callback=_remember)
_KNOWN_BEFORE = (
    _option("--title", default="", help="The meeting's title in the report."),
    _option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The day of the meeting, so that “by Friday” gets a date; else the agenda's, or the "
        "day in FILE's name.",
    ),
    _option(
        "--agenda",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="The agenda: text or Markdown, or the meeting's ICS invitation.",
    ),
    _option(
        "--role",
        metavar="NAME=ROLE",
        multiple=True,
        help="Somebody's role, shown beside the name. Repeatable.",
    ),
)
_MADE_OF_IT = (
    _option(
        "--sentences",
        type=click.IntRange(0, 100),
        default=0,
        metavar="N",
        help="How long the summary is; by default the meeting's length decides.",
    ),
    _option(
        "--llm",
        default="",
        metavar="URL",
        help="Let a language model on your own machine or network (Ollama, llama.cpp, …) word the "
        "summary. The summary and what it cites are sent there, and nowhere else.",
    ),
    _option("--llm-model", default="", metavar="NAME", help="Which of its models; else the first."),
)
_OPTIONS = (*_KNOWN_BEFORE, *_MADE_OF_IT)
