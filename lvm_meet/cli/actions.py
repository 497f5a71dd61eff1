"""`lvm-meet actions`: what is to do, and which directions got no step, across all meetings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, shelf

if TYPE_CHECKING:
    from lvm_meet.library.following import Direction
    from lvm_meet.library.items import Item, Mention
    from lvm_meet.report.page import Page

_DIRECTIONS = 10
"""directions without a step that are shown, the latest first"""
_MENTIONS, _REPORTS = 4, 2
"""how often an item came up again and was reported on, as far as that is shown; the latest"""


@click.command()
@click.option("--open", "only_open", is_flag=True, help="Only what nobody reported as done.")
@click.option("--owner", metavar="NAME", help="Only what this person has.")
@shelf.where
@shelf.selecting
@options.lexicons
@options.as_json
def actions(
    only_open: bool,
    owner: str | None,
    where: str | None,
    team: str | None,
    type_: str | None,
    since: str | None,
    until: str | None,
    lexicon_dir: Path | None,
    as_json: bool,
) -> None:
    """Show the action items of all meetings; what came up again is one item.

    Below them the directions that nobody turned into a step, in their own meeting or a later one
    of the same team. An item is open until a meeting reports it as done ("I've sent it"), be it a
    later one: what was done and never told is still open here.
    """
    from lvm_meet.library.following import follow

    opened = shelf.open_library(where, lexicons=lexicon_dir)
    owner = shelf.person(opened, owner, option="--owner")
    found = follow(opened, shelf.selection(opened, team, type_, since, until))
    items = [
        item
        for item in found.items
        if (item.open or not only_open) and (owner is None or _has(item, owner))
    ]
    orphans = [each for each in found.directions if each.taken_up is None]
    taken_up = [each for each in found.directions if each.taken_up is not None]
    if as_json:
        shelf.print_json(
            {
                "actions": [_item_json(item) for item in items],
                "directions_without_step": [_direction_json(each) for each in orphans],
                "directions_taken_up_later": [_direction_json(each) for each in taken_up],
            }
        )
        return
    with shelf.page() as page:
        _show_items(page, items, only_open=only_open)
        if owner is None:
            _show_directions(page, orphans, taken_up)


def _has(item: Item, owner: str) -> bool:
    return item.owner is not None and item.owner.casefold() == owner.casefold()


def _show_items(page: Page, items: list[Item], *, only_open: bool) -> None:
    from lvm_meet.report import numbers
    from lvm_meet.report.page import QUIET
    from lvm_meet.report.wording import quoted

    what = "open action item" if only_open else "action item"
    page.heading(numbers.count(len(items), what).capitalize())
    today = datetime.now().astimezone().date()
    for item in items:
        latest = item.latest
        page.show(
            page.ink.join((shelf.text_of(latest.text), ""), (_facts(item, today), "bold")),
            mark=page.ink.text("- "),
        )
        came_up = "; again in ".join(_mention(each) for each in _shown(item.mentions))
        page.line(came_up, QUIET, indent=2)
        for report in item.reports[-_REPORTS:]:
            said = quoted(shelf.quote_of(report.spot.text))
            who = shelf.text_of(report.spot.speaker, limit=40) or shelf.NOBODY
            page.line(f"{who} in {_mention(report)}: {said}", QUIET, indent=2)


def _shown(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The first mention and the latest ones; what lies between is in --json."""
    return (*mentions[:1], *mentions[1:][-_MENTIONS:])


def _facts(item: Item, today: date) -> str:
    """Who, until when, and how it stands, behind the task."""
    parts = [shelf.text_of(item.owner, limit=40) or "nobody named"]
    due = item.due
    if due is not None:
        day = due.due_day
        told = shelf.text_of(due.due_text, limit=40)
        parts.append(f"{told} ({day.isoformat()})" if day else told)
        if day is not None and day < today and item.open:
            parts.append("overdue")
    if item.status is not None:
        parts.append(item.status.value)
    if item.meetings > 1:
        parts.append(f"in {item.meetings} meetings")
    return f"  [{', '.join(parts)}]"


def _mention(mention: Mention) -> str:
    return f"{shelf.meeting_name(mention.meeting)}, {shelf.place_of(mention.spot)}"


def _show_directions(page: Page, orphans: list[Direction], taken_up: list[Direction]) -> None:
    from lvm_meet.report.page import QUIET

    if orphans:
        page.heading("Directions without a step so far")
        for each in list(reversed(orphans))[:_DIRECTIONS]:
            _show_direction(page, each)
        if len(orphans) > _DIRECTIONS:
            page.line(f"… and {len(orphans) - _DIRECTIONS} more (--json has them)", QUIET, indent=2)
    if taken_up:
        page.heading("Directions that a later meeting took up")
        for each in reversed(taken_up):
            _show_direction(page, each)
            step = each.taken_up
            if step is not None:
                page.line(f"→ {shelf.text_of(step.spot.text)}", indent=2)
                page.line(_mention(step), QUIET, indent=4)


def _show_direction(page: Page, direction: Direction) -> None:
    from lvm_meet.report.page import QUIET
    from lvm_meet.report.wording import quoted

    page.line(quoted(shelf.quote_of(direction.spot.text)), indent=2, mark="- ")
    who = shelf.text_of(direction.spot.speaker, limit=40) or shelf.NOBODY
    where = f"{shelf.meeting_name(direction.meeting)}, {shelf.place_of(direction.spot)}"
    page.line(f"{who} · {where}", QUIET, indent=2)


def _mention_json(mention: Mention) -> dict[str, object]:
    spot = mention.spot
    return {
        "meeting": mention.meeting.id,
        "title": mention.meeting.about.title or "",
        "file": mention.meeting.file,
        "held": mention.meeting.about.held.isoformat() if mention.meeting.about.held else None,
        "utterance": spot.ref or None,
        "start_ms": spot.start_ms,
        "task": spot.text,
        "owner": spot.owner,
        "speaker": spot.speaker,
        "due": spot.due_text,
        "due_day": spot.due_day.isoformat() if spot.due_day else None,
        "status": spot.status,
    }


def _report_json(report: Mention) -> dict[str, object]:
    """What a later meeting said of an item."""
    known = _mention_json(report)
    keys = ("meeting", "title", "file", "held", "utterance", "start_ms", "speaker", "status")
    return {key: known[key] for key in keys} | {"text": report.spot.text}


def _item_json(item: Item) -> dict[str, object]:
    return {
        "task": item.latest.text,
        "owner": item.owner,
        "open": item.open,
        "status": item.status.value if item.status else None,
        "mentions": [_mention_json(each) for each in item.mentions],
        "reports": [_report_json(each) for each in item.reports],
    }


def _direction_json(direction: Direction) -> dict[str, object]:
    spot = direction.spot
    return {
        "text": spot.text,
        "speaker": spot.speaker,
        "meeting": direction.meeting.id,
        "title": direction.meeting.about.title or "",
        "file": direction.meeting.file,
        "utterance": spot.ref or None,
        "start_ms": spot.start_ms,
        "taken_up": None if direction.taken_up is None else _mention_json(direction.taken_up),
    }
