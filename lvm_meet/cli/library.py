"""`lvm-meet library`: the analysed meetings that stay together on this machine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, shelf

if TYPE_CHECKING:
    from lvm_meet.library.spots import Spot
    from lvm_meet.library.values import Meeting
    from lvm_meet.report.page import Page

_LATER = {
    "add": "lvm_meet.cli.library_changes:add",
    "purge": "lvm_meet.cli.library_changes:purge",
    "remove": "lvm_meet.cli.library_changes:remove",
    "targets": "lvm_meet.cli.library_targets:targets",
}
_LINES = {
    "add": "Keep analysed meetings.",
    "list": "Show which meetings are kept.",
    "purge": "Delete meetings that are older than so long.",
    "remove": "Delete meetings.",
    "show": "Show what is kept of a meeting.",
    "targets": "Hold kinds of meetings against what you want them to be.",
}


class _Group(click.Group):
    """Its commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_LINES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _LATER:
            module, _, attribute = _LATER[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_LINES.items()))


@click.group(cls=_Group)
def library() -> None:
    """Keep analysed meetings together: to search them, and to see how they change.

    What is kept is text: who said what, the codes, the conclusions. It stays on this machine, in a
    file for you only (LVM_MEET_DATA_DIR names another folder, --library another file). Look into
    it with: lvm-meet search, trends, compare and actions.
    """


@library.command("list")
@shelf.where
@shelf.selecting
@options.as_json
def list_(
    where: str | None,
    team: str | None,
    type_: str | None,
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Show which meetings are kept, the earliest first."""
    from lvm_meet.report import numbers

    opened = shelf.open_library(where)
    meetings = opened.meetings(shelf.selection(opened, team, type_, since, until))
    if as_json:
        shelf.print_json(
            {
                "library": opened.place.name,
                "meetings": [shelf.meeting_json(each) for each in meetings],
            }
        )
        return
    with shelf.page() as page:
        header = ("Meeting", "No.", "Held", "Team", "Type", "People", "Words", "Balance")
        rows = [_row(each) for each in meetings]
        if rows:
            page.table(header, rows)
        page.line(f"{numbers.count(len(meetings), 'meeting')} in {opened.place.name}", "dim")


def _row(meeting: Meeting) -> tuple[str, ...]:
    from lvm_meet.report import numbers

    about, index = meeting.about, meeting.index
    return (
        shelf.text_of(meeting.name, limit=40),
        str(meeting.id),
        about.held.isoformat() if about.held else numbers.UNKNOWN,
        shelf.text_of(about.team, limit=16) or numbers.UNKNOWN,
        shelf.text_of(about.type, limit=16) or numbers.UNKNOWN,
        str(len(meeting.people)),
        f"{meeting.balance.talk.words:,}",
        numbers.UNKNOWN if index is None else numbers.index(index.value),
    )


@library.command()
@click.argument("meeting")
@shelf.where
@options.as_json
def show(meeting: str, where: str | None, as_json: bool) -> None:
    """Show what is kept of MEETING: its number, file, title, or the start of its hash.

    With --json also all that was said.
    """
    from lvm_meet.library.contents import conclusions, talk

    opened = shelf.open_library(where)
    found = opened.meeting(meeting)
    concluded = conclusions(opened, found)
    if as_json:
        shelf.print_json(
            {
                **shelf.meeting_json(found),
                "speakers": [_speaker_json(found, number) for number in range(len(found.speakers))],
                "conclusions": [_conclusion_json(spot, kind.value) for spot, kind in concluded],
                "talk": [
                    {
                        "id": spot.ref,
                        "speaker": spot.speaker,
                        "start_ms": spot.start_ms,
                        "text": spot.text,
                        "label": spot.label,
                    }
                    for spot in talk(opened, found)
                ],
            }
        )
        return
    with shelf.page() as page:
        _show(page, found, [(spot, kind.value) for spot, kind in concluded])


_HEADINGS = (
    ("summary", "Summary"),
    ("decision", "Decisions"),
    ("action", "Action items"),
    ("question", "Open questions"),
    ("risk", "Risks and blockers"),
)


def _show(page: Page, meeting: Meeting, concluded: list[tuple[Spot, str]]) -> None:
    from lvm_meet.report import numbers
    from lvm_meet.report.page import QUIET, STRONG, Item

    about, index = meeting.about, meeting.index
    page.line(shelf.text_of(meeting.name), STRONG)
    facts = [
        f"number {meeting.id}",
        about.held.isoformat() if about.held else "day not known",
        shelf.text_of(about.team and f"team {about.team}"),
        shelf.text_of(about.type),
        shelf.text_of(meeting.file),
    ]
    page.line(" · ".join(fact for fact in facts if fact), QUIET)
    page.blank()
    words = numbers.count(meeting.balance.talk.words, "word")
    if index is None:
        page.line(f"{words}; too little evidence for a balance.")
    else:
        page.line(
            f"{words}; balance {numbers.index(index.value)} "
            f"({numbers.index(index.low)} to {numbers.index(index.high)})."
        )
    if meeting.people:
        page.line(f"Who spoke: {', '.join(shelf.text_of(name) for name in meeting.people)}.")
    for kind, heading in _HEADINGS:
        items = [
            Item(
                shelf.place_of(spot),
                ((shelf.text_of(spot.text), ""), (_beside(spot), QUIET)),
            )
            for spot, of in concluded
            if of == kind
        ]
        if items:
            page.heading(heading)
            page.items(items)


def _beside(spot: Spot) -> str:
    """Who has a task and until when, behind its text."""
    parts = [shelf.text_of(spot.owner), shelf.text_of(spot.due_text), spot.status or ""]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _speaker_json(meeting: Meeting, number: int) -> dict[str, object]:
    speaker = meeting.speakers[number]
    balance = speaker.balance
    return {
        "name": speaker.name,
        "role": speaker.role,
        "turns": speaker.turns,
        "words": balance.talk.words,
        "talk_ms": balance.talk.talk_ms,
        "vision": balance.vision.units,
        "inspiration": balance.inspiration.units,
        "execution": balance.execution.units,
        "control": balance.control.units,
    }


def _conclusion_json(spot: Spot, kind: str) -> dict[str, object]:
    return {
        "kind": kind,
        "text": spot.text,
        "speaker": spot.speaker,
        "owner": spot.owner,
        "due": spot.due_text,
        "due_day": spot.due_day.isoformat() if spot.due_day else None,
        "status": spot.status,
        "detail": spot.detail,
        "utterance": spot.ref or None,
        "start_ms": spot.start_ms,
    }
