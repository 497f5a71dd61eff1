"""Tells `Name: text` from a sentence with a colon, file by file.

A line alone can't tell "Note: remember" from "Jane: remember". So lines only propose names
(`propose`: at most 5 words and 40 characters without what stands in parentheses, shaped like a
name, colon followed by a space), and the file decides (`cast`):
- where at least half of its cues or paragraphs open with one, all of them are speakers;
- else those that occur twice or more, if there are two of them and they open at least 20 %: a
  meeting has at least two voices;
- else nobody is.
What transcripts put before a colon without meaning a voice (LABELS) is never a speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lvm_meet.readers.clean import clean_name

MAX_WORDS = 5
MAX_LENGTH = 40
NEARLY_ALL = 0.8
MOST = 0.5
SOME = 0.2

# Headings of minutes and of exported transcripts, not voices.
# fmt: off
LABELS = frozenset((
    "action", "action item", "action items", "actions", "agenda", "apologies", "attendance",
    "attendees", "chapter", "chapters", "comment", "date", "decision", "decisions",
    "description", "duration", "end", "end time", "ended", "example", "fyi", "important",
    "invited", "invitees", "keywords", "kind", "language", "length", "link", "location",
    "meeting", "meeting id", "meeting title", "members", "next steps", "note", "notes",
    "organiser", "organizer", "outcome", "participants", "place", "present", "ps", "recorded",
    "recording", "reminder", "room", "start", "start time", "started", "subject", "summary",
    "time", "title", "to do", "to-do", "todo", "topic", "topics", "transcript", "transcription",
    "type", "url", "version", "warning", "when", "where",
))
# fmt: on
# What may stand around a name: list dashes, subtitlers' chevrons, Markdown's bold, brackets.
_BEFORE = "->»–—•* \t"
_AROUND = "*_[]<> \t"
_LONGEST = 160
_BAD = re.compile(r"[?!;:\"“”…<>{}|\\]|//")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]\s*$")
_PARTICLE = 3
"""lower-case words up to this length may stand inside a name: van, de, of"""
_ABBREVIATION = 4
_REMEMBERED = 4096
"""a meeting has few names and says them often: asking anew for each line took half of the time"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that may be `name: text`. `firm` is False for a shape that needs more support."""

    name: str
    text: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """The names that one file's lines may open with.

    `everywhere` says that nearly all cues have one, so that a cue without is nobody's; where it
    is False, names stand only where the speaker changes.
    """

    names: frozenset[str] = frozenset()
    everywhere: bool = False

    def split(self, line: str) -> tuple[str | None, str]:
        """(name, text) where the line opens with a known name, else (None, line)."""
        if self.names:
            found = propose(line)
            if found is not None and found.name in self.names:
                return found.name, found.text
        return None, line


def propose(line: str) -> Proposal | None:
    """The name and text of a line that may be `Name: text`; None where it can't be."""
    line = line.lstrip(_BEFORE)
    place = line.find(":", 0, _LONGEST)
    if place < 1:
        place = line.find("\N{FULLWIDTH COLON}", 0, _LONGEST)
        if place < 1:
            return None
    elif place + 1 < len(line) and not (line[place + 1].isspace() or line[place + 1] in "*_"):
        return None
    name = clean_name(line[:place].strip(_AROUND))
    if name is None or not is_name(name):
        return None
    text = line[place + 1 :]
    if text[:1] in "*_":
        text = text.lstrip("*_")
    return Proposal(name, text.strip(), is_proper(name))


@lru_cache(maxsize=_REMEMBERED)
def is_name(name: str) -> bool:
    """True where `name` is short enough, has no sentence's punctuation and is no LABEL."""
    bare = _ASIDE.sub("", name)
    words = bare.split()
    if not words or len(words) > MAX_WORDS or len(bare) > MAX_LENGTH:
        return False
    if bare.casefold() in LABELS or _BAD.search(bare) or bare.count(",") > 1:
        return False
    if bare.endswith((",", ".")) and not _closes_a_name(words):
        return False
    # "Dr. Ada J. Cole" has full stops, "Fine. Next" ends a sentence with one
    if any(word.endswith(".") and len(word) > _ABBREVIATION + 1 for word in words):
        return False
    return any(map(str.isalpha, bare)) and (is_proper(bare) or len(words) == 1)


def _closes_a_name(words: list[str]) -> bool:
    """True for a full stop that ends a name and no sentence: "Sam Low Jr.", "Priya K."."""
    last = words[-1]
    initial = len(words) > 1 and len(last) == 2 and last[0].isupper() and last[1] == "."
    return initial or last.lower() in {"jr.", "sr."}


@lru_cache(maxsize=_REMEMBERED)
def is_proper(name: str) -> bool:
    """True where the words of a name start as names do; scripts without case always do."""
    words = [word.lstrip("([\"'’") for word in _ASIDE.sub("", name).split()]
    if not words or words[0][:1].islower() or words[-1][:1].islower():
        return False
    return not any(word[:1].islower() and len(word) > _PARTICLE for word in words)


def most(heads: Sequence[Proposal | None]) -> bool:
    """True where at least half of `heads` may open with a name: one of two is no evidence."""
    named = sum(found is not None for found in heads)
    return named >= MOST * len(heads) and (named > 1 or len(heads) == 1)


def cast(lines: Iterable[Proposal | None], *, heads: Sequence[Proposal | None]) -> Cast:
    """Who speaks in a file: `lines` are the proposals of all of its lines, `heads` those of the
    lines that open cues or turns. No heads, or none that names anybody, give an empty cast.
    """
    opening = [found for found in heads if found]
    if not opening:
        return Cast()
    counts = Counter(found.name for found in lines if found)
    recurring = frozenset(name for name, count in counts.items() if count > 1)
    if most(heads):
        firm = frozenset(found.name for found in opening if found.firm)
        return Cast(firm | recurring, everywhere=len(opening) >= NEARLY_ALL * len(heads))
    covered = [found.name for found in opening if found.name in recurring]
    if len(covered) >= SOME * len(heads) and len(set(covered)) > 1:
        return Cast(recurring)
    return Cast()
