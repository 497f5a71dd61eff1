"""JSON from strangers: parsed safely, and each value checked where it is taken out."""

from __future__ import annotations

import json
import math
import re
import reprlib
from dataclasses import dataclass
from json import JSONDecodeError
from typing import NoReturn

from lvm_meet.errors import InputError
from lvm_meet.readers.document import Document
from lvm_meet.readers.piece import LONGEST_MS

_OPENING = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*(?:[\[\]{\"]|-?\d[\d.]{0,20}\s*,))")
_AROUND = 40


def looks_like_json(text: str) -> bool:
    """True where the text opens as a JSON object or array of them does ("[00:01] hi" doesn't)."""
    return _OPENING.match(text) is not None


def has_key(text: str, *keys: str) -> bool:
    """True where each key stands in the JSON `text` as a whole, at whatever depth.

    A quotation inside a JSON string is escaped, so text that talks about keys has none.
    """
    return all(re.search(rf'"{key}"\s*:', text) for key in keys)


def load(document: Document) -> Value:
    """The whole JSON value of a document.

    InputError, with the line where there is one, for what is broken, cut off, nested too deeply,
    or says the same key twice.
    """
    try:
        found: object = json.loads(document.text, object_pairs_hook=_object)
    except JSONDecodeError as error:
        text = document.text
        rest = text[error.pos :].strip()
        hint = ""
        if not rest or error.msg.startswith("Unterminated"):
            hint = "the file looks cut off: get it again from its source"
        elif error.msg == "Extra data":
            hint = "one JSON value per file; for several lines of JSON, put them into one array"
        raise document.error(
            f"is broken JSON: {error.msg}",
            line=error.lineno,
            excerpt=text[max(0, error.pos - _AROUND) : error.pos + _AROUND].strip(),
            hint=hint,
        ) from error
    except _DuplicateError as error:
        raise document.error(
            f"is ambiguous JSON: the key {error} stands twice in one object"
        ) from error
    except RecursionError as error:
        raise document.error("is JSON that is nested too deeply") from error
    except ValueError as error:
        # json itself raises it for nothing else
        raise document.error("is JSON with a number of thousands of digits") from error
    return Value(document, "", found)


class _DuplicateError(Exception):
    """Raised while parsing; never leaves this module."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateError(repr(key))
            seen.add(key)
    return found


@dataclass(frozen=True, slots=True)
class Value:
    """One JSON value of a document; `where` is its place, as in "segments[3].start"."""

    document: Document
    where: str
    raw: object

    def refuse(self, wanted: str) -> NoReturn:
        """Raise the InputError that says what should be here."""
        raise self.error(f"{self.where or 'the JSON'} must be {wanted}")

    def error(self, message: str) -> InputError:
        return self.document.error(message, excerpt=reprlib.repr(self.raw))

    def get(self, key: str) -> Value:
        """The member `key` of an object; its raw value is None where there is none."""
        if not isinstance(self.raw, dict):
            self.refuse("an object")
        where = f"{self.where}.{key}" if self.where else key
        return Value(self.document, where, self.raw.get(key))

    def has(self, key: str) -> bool:
        return isinstance(self.raw, dict) and self.raw.get(key) is not None

    def items(self) -> list[Value]:
        """The members of an array."""
        if not isinstance(self.raw, list):
            self.refuse("an array")
        return [
            Value(self.document, f"{self.where}[{place}]", member)
            for place, member in enumerate(self.raw)
        ]

    def text(self) -> str:
        if not isinstance(self.raw, str):
            self.refuse("a string")
        return self.raw

    def text_or_none(self) -> str | None:
        return None if self.raw is None else self.text()

    def name_or_none(self) -> str | None:
        """A speaker: a string, or the number that some diarizers give."""
        if isinstance(self.raw, int) and not isinstance(self.raw, bool):
            return str(self.raw)
        return self.text_or_none()

    def number(self) -> float:
        """A finite number; NaN, infinity, true and "1.5" are none."""
        raw = self.raw
        if isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if not isinstance(raw, float) or not math.isfinite(raw):
            self.refuse("a number")
        return raw

    def seconds_or_none(self) -> int | None:
        """Milliseconds of a number of seconds."""
        return None if self.raw is None else self._ms(self.number(), 1000)

    def ms_or_none(self) -> int | None:
        """An integer number of milliseconds."""
        if self.raw is None:
            return None
        if isinstance(self.raw, bool) or not isinstance(self.raw, int):
            self.refuse("an integer number of milliseconds")
        return self._ms(self.raw, 1)

    def _ms(self, number: float, factor: int) -> int:
        if abs(number) * factor > LONGEST_MS:
            self.refuse("a time of less than 1000 hours")
        return round(number * factor)
