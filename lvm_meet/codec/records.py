"""Value types <-> JSON by their fields: the conclusions and the profile of an analysis.

A frozen dataclass is an object with its fields in order, an enum its value, a day its ISO form, a
tuple an array. What can be worked out stands behind the fields and is ignored on reading. The
types of `lvm_meet.model` are thus the published form, and docs/schema.md is tested against it. A
field that an older file lacks takes its default, where it has one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, TypeVar, get_args, get_origin, get_type_hints

from lvm_meet.codec.decode_style import balance_of, estimate_of
from lvm_meet.codec.encode_style import balance_json, estimate_json
from lvm_meet.codec.node import Node
from lvm_meet.errors import LvmError
from lvm_meet.model import AgendaItem, Balance, Decision, Estimate, Ref, Situation

_T = TypeVar("_T")
_Reader = Callable[[Node, frozenset[str]], object]

DERIVED: dict[type, tuple[str, ...]] = {
    AgendaItem: ("reached",),
    Decision: ("missing",),
    Situation: ("fits",),
}
"""properties that are written as well, for people and spreadsheets"""


def record_json(value: object) -> object:
    """The JSON form of a value; LvmError for a type that has none (a fault of the caller)."""
    if isinstance(value, Balance):
        return balance_json(value)
    if isinstance(value, Estimate):
        return estimate_json(value)
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [record_json(each) for each in value]
    if is_dataclass(value):
        names = [field.name for field in fields(value)] + list(DERIVED.get(type(value), ()))
        return {name: record_json(getattr(value, name)) for name in names}
    raise LvmError(f"{type(value).__name__} has no published form")


def read_record(node: Node, type_: type[_T], *, known: frozenset[str]) -> _T:
    """The value of `type_` at `node`; a field of the type Ref has to be one of the ids `known`.

    InputError names the JSON path of what is wrong.
    """
    kind: object = type_
    found = _reader(kind)(node, known)
    assert isinstance(found, type_)
    return found


@cache
def _reader(type_: object) -> _Reader:
    """What reads one type; made once per type, because looking into types is slow."""
    if type_ == Ref:
        return _read_ref
    if get_origin(type_) is Annotated:
        return _reader(get_args(type_)[0])
    if get_origin(type_) is tuple:
        return _tuple_reader(get_args(type_))
    if isinstance(type_, UnionType):
        inner = _reader(next(arg for arg in get_args(type_) if arg is not NoneType))
        return lambda node, known: node.maybe(lambda there: inner(there, known))
    if isinstance(type_, type):
        if simple := _SIMPLE.get(type_):
            return simple
        if issubclass(type_, StrEnum):
            return _enum_reader(type_)
        if is_dataclass(type_):
            return _record_reader(type_)
    raise LvmError(f"{type_} has no published form")


def _tuple_reader(parts: tuple[object, ...]) -> _Reader:
    """Of tuple[X, ...] any number; of tuple[X, Y] exactly these."""
    if len(parts) == 2 and parts[1] is Ellipsis:
        inner = _reader(parts[0])
        return lambda node, known: node.each(lambda each: inner(each, known))
    readers = [_reader(part) for part in parts]

    def read(node: Node, known: frozenset[str]) -> object:
        nodes = list(node.items())
        if len(nodes) != len(readers):
            node.refuse(f"must have {len(readers)} members")
        return tuple(reader(each, known) for reader, each in zip(readers, nodes, strict=True))

    return read


def _enum_reader(type_: type[StrEnum]) -> _Reader:
    def read(node: Node, known: frozenset[str]) -> object:
        name = node.text()
        if name not in set(type_):
            node.refuse(f"must be one of {', '.join(type_)}")
        return type_(name)

    return read


def _record_reader(type_: type) -> _Reader:
    hints = get_type_hints(type_, include_extras=True)
    readers = {field.name: _reader(hints[field.name]) for field in fields(type_)}
    optional = {
        field.name
        for field in fields(type_)
        if field.default is not MISSING or field.default_factory is not MISSING
    }

    def read(node: Node, known: frozenset[str]) -> object:
        values = {
            name: reader(node[name], known)
            for name, reader in readers.items()
            if name not in optional or node.has(name)
        }
        return type_(**values)

    return read


def _read_ref(node: Node, known: frozenset[str]) -> object:
    id_ = node.text()
    if id_ not in known:
        node.refuse("is the id of no utterance")
    return id_


def _read_day(node: Node, known: frozenset[str]) -> object:
    try:
        return date.fromisoformat(node.text())
    except ValueError:
        node.refuse('must be a day such as "2026-05-31"')


_SIMPLE: dict[type, _Reader] = {
    str: lambda node, known: node.text(),
    bool: lambda node, known: node.flag(),
    int: lambda node, known: node.whole(),
    date: _read_day,
    Balance: lambda node, known: balance_of(node),
    Estimate: lambda node, known: estimate_of(node),
}
