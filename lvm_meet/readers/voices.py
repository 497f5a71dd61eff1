"""From cues to pieces: who speaks in a cue, by its tags or by names before a colon."""

from __future__ import annotations

from collections.abc import Sequence

from lvm_meet.readers.cues import Cue
from lvm_meet.readers.markup import has_voices, split_voices, strip_tags
from lvm_meet.readers.names import NEARLY_ALL, Cast, cast, is_name, is_proper, propose
from lvm_meet.readers.notes import Notes
from lvm_meet.readers.piece import Piece
from lvm_meet.readers.pieces import share_out

_FEW = 3
"""voices that are closed in so many cues before the last are closed on purpose"""
_DASHES = ("- ", "– ", "— ", ">>")


def attribute(cues: Sequence[Cue], notes: Notes) -> list[Piece]:
    """One piece per voice of each cue, in order.

    Voice tags decide for the whole file where there is one; else `Name: text`, by the rules of
    `names`, or names on a line of their own. Without any, a cue's lines that each open with a
    dash are voices without a name.
    """
    if any(has_voices("\n".join(cue.lines)) for cue in cues):
        _note_open_end(cues, notes)
        return [
            piece
            for cue in cues
            for piece in share_out(split_voices("\n".join(cue.lines)), _whole(cue), notes)
        ]
    texts = [strip_tags("\n".join(cue.lines)).split("\n") for cue in cues]
    heads = [line for lines in texts if (line := _first(lines))]
    known = cast(
        (propose(line) for lines in texts for line in lines),
        heads=[propose(line) for line in heads],
    )
    result: list[Piece] = []
    if not known.names and _have_name_lines(texts):
        for cue, lines in zip(cues, texts, strict=True):
            name, *rest = [line for line in lines if line.strip()] or [""]
            voice = (name, " ".join(rest)) if rest else (None, name)
            result += share_out([voice], _whole(cue), notes)
        return result
    speaker: str | None = None
    for cue, lines in zip(cues, texts, strict=True):
        if not known.names:
            result += share_out(_dashed(lines), _whole(cue), notes)
            continue
        voices = _named(lines, known)
        if voices and voices[0][0] is None:
            _note_unnamed(voices[0][1], cue, known, notes, speaker)
            if not known.everywhere:
                voices[0] = (speaker, voices[0][1])
        if voices:
            speaker = voices[-1][0]
        result += share_out(voices, _whole(cue), notes)
    return result


def _note_open_end(cues: Sequence[Cue], notes: Notes) -> None:
    """Where the last voice alone is not closed, the file stops in the middle of it."""
    closed = [any("</v" in line for line in cue.lines) for cue in cues if cue.lines]
    if len(closed) > _FEW and all(closed[:-1]) and not closed[-1]:
        notes.add("cut-off", cues[-1].line, detail="inside the last cue")


def _whole(cue: Cue) -> Piece:
    return Piece(
        "",
        start_ms=cue.start_ms,
        end_ms=cue.end_ms,
        line=cue.line,
        confidence=cue.confidence,
    )


def _have_name_lines(texts: Sequence[Sequence[str]]) -> bool:
    """True where nearly every cue is a name that recurs, on a line of its own above the text."""
    names: list[str] = []
    for lines in texts:
        spoken = [line.strip() for line in lines if line.strip()]
        if len(spoken) > 1 and is_name(spoken[0]) and is_proper(spoken[0]):
            names.append(spoken[0])
    return len(names) >= NEARLY_ALL * len(texts) and len(set(names)) * 2 <= len(names)


def _first(lines: Sequence[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _named(lines: Sequence[str], known: Cast) -> list[tuple[str | None, str]]:
    """Cut a cue's lines before each one that opens with a known name."""
    voices: list[tuple[str | None, str]] = []
    for line in lines:
        name, text = known.split(line)
        if name is None and voices:
            voices[-1] = (voices[-1][0], f"{voices[-1][1]} {text}")
        elif name is not None or text.strip():
            voices.append((name, text))
    return voices


def _note_unnamed(text: str, cue: Cue, known: Cast, notes: Notes, speaker: str | None) -> None:
    found = propose(text)
    if found is not None and found.firm:
        notes.add("unsure-name", cue.line)
    if not known.everywhere and speaker is not None:
        notes.add("continued-speaker", cue.line)


def _dashed(lines: Sequence[str]) -> list[tuple[str | None, str]]:
    """Subtitles set a dialogue as lines that each open with a dash; else it is one voice."""
    spoken = [line.strip() for line in lines if line.strip()]
    bare = [line.lstrip("->–— ") if line.startswith(_DASHES) else line for line in spoken]
    if len(spoken) > 1 and all(line.startswith(_DASHES) for line in spoken):
        return [(None, line) for line in bare]
    return [(None, " ".join(bare))] if bare else []
