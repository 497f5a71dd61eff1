"""A parsed JSON document that knows where it is: every broken value is named by its path.

`Node(document)["style"]["balance"].whole()` gives the value or raises an InputError that says
"style.balance must be a whole number". Paths are put together only when an error needs one, so
that reading stays as fast as plain indexing allows.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from lvm_meet.errors import InputError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document. `name` of the root is the file's, below it a key or an index."""

    value: object
    name: str | int = ""
    parent: Node | None = None

    def __getitem__(self, key: str) -> Node:
        """The member `key` of an object; InputError where there is none or this is no object."""
        if not isinstance(self.value, dict):
            self.refuse("must be an object")
        if key not in self.value:
            Node(None, key, self).refuse("is missing", show=False)
        return Node(self.value[key], key, self)

    def has(self, key: str) -> bool:
        """Whether an object has the member `key`, for members that older files do without."""
        return isinstance(self.value, dict) and key in self.value

    def items(self) -> Iterator[Node]:
        """The members of an array, in order; InputError where this is none."""
        if not isinstance(self.value, list):
            self.refuse("must be an array")
        return (Node(value, index, self) for index, value in enumerate(self.value))

    def each(self, build: Callable[[Node], _T]) -> tuple[_T, ...]:
        """`build` of every member of an array, as a tuple."""
        return tuple(build(node) for node in self.items())

    def maybe(self, build: Callable[[Node], _T]) -> _T | None:
        """None for null, else `build` of this node."""
        return None if self.value is None else build(self)

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.refuse("must be a string")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse("must be true or false")
        return self.value

    def whole(self, *, low: int = 0, high: int | None = None) -> int:
        """A whole number from `low` to `high` (None: without an upper end)."""
        # bool is an int in Python but not in JSON
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("must be a whole number")
        if self.value < low or (high is not None and self.value > high):
            self.refuse(f"must be {_range(low, high)}")
        return self.value

    def permille(self, *, low: int) -> int:
        """A ratio from `low` to 1, as integer permille."""
        value = self.value
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not math.isfinite(value)
        ):
            self.refuse("must be a number")
        if not low <= value <= 1:
            self.refuse(f"must be {_range(low, 1)}")
        return round(value * 1000)

    @property
    def path(self) -> str:
        """Where this is, such as "style.speakers[2].turns"; empty at the root."""
        if self.parent is None:
            return ""
        above = self.parent.path
        if isinstance(self.name, int):
            return f"{above}[{self.name}]"
        return f"{above}.{self.name}" if above else self.name

    def refuse(self, message: str, *, show: bool = True, hint: str = "") -> NoReturn:
        """Raise the InputError that says `message` about this value; `show` quotes the value."""
        root = self
        while root.parent is not None:
            root = root.parent
        raise InputError(
            f"{self.path or 'the document'} {message}",
            path=str(root.name),
            excerpt=_quote(self.value) if show else "",
            hint=hint,
        )


def parse(text: str, *, path: str, hint: str = "") -> Node:
    """The root node of a JSON text; InputError, with the line and `hint`, where it is not JSON."""
    try:
        return Node(json.loads(text, parse_constant=_refuse_constant), path)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        excerpt = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
        raise InputError(
            f"is not JSON: {error.msg}",
            path=path,
            line=error.lineno,
            excerpt=excerpt.strip(),
            hint=hint,
        ) from error
    except (ValueError, RecursionError) as error:
        # NaN, a number with thousands of digits, or brackets nested beyond Python's stack
        raise InputError(f"is not JSON that can be read: {error}", path=path, hint=hint) from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _range(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else f"from {low} to {high}"


def _quote(value: object) -> str:
    """A short JSON form of a value; of containers only what they are."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, str):
        return json.dumps(value[:100], ensure_ascii=False)
    return (
        json.dumps(value) if value is None or isinstance(value, bool | float) else f"{value:.20g}"
    )
