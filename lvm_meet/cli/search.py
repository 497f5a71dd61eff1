"""`lvm-meet search`: where in all meetings something was said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lvm_meet.cli import options, shelf
from lvm_meet.errors import MissingError

if TYPE_CHECKING:
    from lvm_meet.library.search import Found, Hit
    from lvm_meet.ports import Embedder
    from lvm_meet.report.page import Page

_KINDS = {
    "action": "action item",
    "decision": "decision",
    "question": "open question",
    "risk": "risk",
    "direction": "direction",
}


@click.command()
@click.argument("words", nargs=-1, required=True)
@shelf.where
@shelf.selecting
@click.option("--meeting", "name", metavar="MEETING", help="Only in this meeting.")
@click.option("--speaker", metavar="NAME", help="Only what this person said or took on.")
@click.option("--exact", is_flag=True, help="By the words alone, not by their meaning too.")
@click.option("-n", "--limit", type=click.IntRange(1, 1000), metavar="N", help="Show so many.")
@options.lexicons
@options.as_json
def search(
    words: tuple[str, ...],
    where: str | None,
    team: str | None,
    type_: str | None,
    since: str | None,
    until: str | None,
    name: str | None,
    speaker: str | None,
    exact: bool,
    limit: int | None,
    lexicon_dir: Path | None,
    as_json: bool,
) -> None:
    """Find in all meetings what was said: lvm-meet search "who promised the budget"

    Any ending of a word is found; "two words" in quotes as they stand, budg* for all words that
    begin so. "promised" or "decided" brings action items or decisions first. A place that has
    none of the words is not found.
    """
    from lvm_meet.library.search import search as look

    opened = shelf.open_library(where, lexicons=lexicon_dir)
    found = look(
        opened,
        " ".join(words),
        selection=shelf.selection(opened, team, type_, since, until),
        meeting=None if name is None else opened.meeting(name),
        speaker=shelf.person(opened, speaker, option="--speaker"),
        embedder=None if exact else _encoder(),
        limit=limit,
    )
    if as_json:
        shelf.print_json(
            {
                "question": found.question.text,
                "looked_for": list(found.question.terms),
                "conclusions": [_json(hit) for hit in found.conclusions],
                "talk": [_json(hit) for hit in found.talk],
            }
        )
        return
    with shelf.page() as page:
        _show(page, found)


def _encoder() -> Embedder | None:
    """The tuned encoder; None where the package has none, and the words alone decide."""
    from lvm_meet.embed import open_encoder

    try:
        return open_encoder()
    except MissingError:
        return None


def _show(page: Page, found: Found) -> None:
    from lvm_meet.report.page import QUIET

    if not found.conclusions and not found.talk:
        page.line(f"Nothing has any of: {', '.join(map(shelf.text_of, found.question.terms))}")
        return
    for hit in (*found.conclusions, *found.talk):
        said = shelf.text_of(hit.spot.speaker, limit=40)
        what = _KINDS.get(hit.kind.value, hit.kind.value) if hit.kind else said or shelf.NOBODY
        page.show(page.ink.join(*_marked(hit)))
        beside = [what, shelf.place_of(hit.spot), shelf.meeting_name(hit.meeting)]
        if hit.kind and hit.spot.owner:
            beside.insert(1, shelf.text_of(hit.spot.owner, limit=40))
        elif hit.kind and said:
            beside.insert(1, f"said by {said}")
        page.line(" · ".join(beside), QUIET, indent=2)


def _marked(hit: Hit) -> list[tuple[str, str]]:
    """The text in pieces (text, style): what was looked for stands out."""
    from lvm_meet.report.page import STRONG

    text, pieces, done = hit.spot.text, [], 0
    for start, end in hit.marked:
        pieces += [(text[done:start], ""), (text[start:end], STRONG)]
        done = end
    pieces.append((text[done:], ""))
    return [(_plain(piece), style) for piece, style in pieces if piece]


def _plain(piece: str) -> str:
    """A piece of foreign text made harmless, with the space at its ends."""
    from lvm_meet.report.places import tidied

    piece = tidied(piece)
    cleaned = shelf.text_of(piece)
    before = " " if piece[:1].isspace() else ""
    behind = " " if piece[-1:].isspace() and cleaned else ""
    return f"{before}{cleaned}{behind}"


def _json(hit: Hit) -> dict[str, object]:
    spot = hit.spot
    return {
        "kind": hit.kind.value if hit.kind else "talk",
        "meeting": hit.meeting.id,
        "title": hit.meeting.about.title or "",
        "file": hit.meeting.file,
        "held": hit.meeting.about.held.isoformat() if hit.meeting.about.held else None,
        "utterance": spot.ref,
        "start_ms": spot.start_ms,
        "speaker": spot.speaker,
        "owner": spot.owner,
        "label": spot.label,
        "text": spot.text,
        "marked": [list(span) for span in hit.marked],
        "score": round(hit.score, 3),
    }
