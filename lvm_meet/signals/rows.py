"""JSON Lines in: units to classify, and labelled units to validate against."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lvm_meet.errors import InputError
from lvm_meet.model import LABELS, Label


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as given: `before` are the pieces said before it, oldest first.

    `id` is as it was given, or the line's number. `label` is the annotator's (None where not
    given); `group` is the row's `domain`, "" without.
    """

    id: str | int | float
    text: str
    before: tuple[str, ...] = ()
    speaker: str | None = None
    label: Label | None = None
    group: str = ""


def parse_rows(lines: Iterable[str], *, name: str, labelled: bool = False) -> Iterator[Row]:
    """One Row per line that is not blank.

    InputError with the line where one is not a JSON object with a `text` (and, if `labelled`, a
    `label` among the five).
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _parse(line, number, name=name, labelled=labelled)


def _parse(line: str, number: int, *, name: str, labelled: bool) -> Row:
    def wrong(message: str, hint: str = "") -> InputError:
        return InputError(message, path=name, line=number, excerpt=line.strip(), hint=hint)

    try:
        facts = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise wrong(
            "not a line of JSON",
            'one object per line: {"text": "Can you send it?", "before": ["We need it."]}',
        ) from error
    if not isinstance(facts, dict) or not isinstance(facts.get("text"), str):
        raise wrong("not an object with a string `text`")
    before = facts.get("before") or []
    if not isinstance(before, list) or not all(isinstance(piece, str) for piece in before):
        raise wrong("`before` is not a list of strings", 'write "before": ["one", "two"]')
    label = facts.get("label")
    if label is not None and label not in list(LABELS):
        raise wrong(f"unknown label {label!r}", "one of: " + ", ".join(LABELS))
    if labelled and label is None:
        raise wrong("no `label`", "one of: " + ", ".join(LABELS))
    speaker = facts.get("speaker")
    if speaker is not None and not isinstance(speaker, str):
        raise wrong("`speaker` is not a string")
    id_ = facts.get("id")
    if id_ is not None and not isinstance(id_, str | int | float):
        raise wrong("`id` is not a string or a number")
    try:
        "".join((facts["text"], *before, str(id_), speaker or "")).encode()
    except UnicodeEncodeError as error:
        raise wrong("holds half a character (a lone surrogate)") from error
    return Row(
        id=number if id_ is None else id_,
        text=facts["text"],
        before=tuple(before),
        speaker=speaker,
        label=Label(label) if label is not None else None,
        group=str(facts.get("domain") or ""),
    )
