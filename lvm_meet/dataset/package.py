"""datapackage.json: what every column means (Frictionless Data Package, version 1).

Same tables, same text: it holds no time and no name of a machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lvm_meet.dataset.columns import Column, Kind, Table
from lvm_meet.dataset.tables import TABLES
from lvm_meet.dataset.written import Format
from lvm_meet.files import sha256_of
from lvm_meet.version import __version__

NAME = "datapackage.json"
SCHEMA = "lvm-meet/dataset"
SCHEMA_VERSION = 1
_MEDIA = {Format.CSV: "text/csv", Format.PARQUET: "application/vnd.apache.parquet"}
_DESCRIPTION = (
    "Meetings coded sentence by sentence as vision, inspiration (leadership), execution, control "
    "(management) or none. The codes are those of a classifier, with errors. An empty field is a "
    "missing value, never 0. Texts are as they were said: a spreadsheet may take one that begins "
    "with = for a formula. Ids are made of the content of the sources, and stay the same in every "
    "data set."
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said about the data set as a whole."""

    formats: tuple[Format, ...]
    window_ms: int
    pseudonymised: bool
    rows: Mapping[str, int]
    """of each table"""


def describe(folder: Path, facts: Facts) -> str:
    """The text of datapackage.json for the files in `folder`; OSError where one can't be read."""
    resources = [
        _resource(folder, table, format_, facts) for table in TABLES for format_ in facts.formats
    ]
    plain = facts.formats == (Format.CSV,)
    document = {
        "profile": "tabular-data-package" if plain else "data-package",
        "name": "lvm-meet-dataset",
        "title": "Meetings, coded for leadership and management",
        "description": _DESCRIPTION,
        "keywords": ["meetings", "leadership", "management", "conversation"],
        "lvm-meet": {
            "schema": SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "version": __version__,
            "meetings": facts.rows["meetings"],
            "window_ms": facts.window_ms,
            "pseudonymised": facts.pseudonymised,
        },
        "resources": resources,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def is_ours(folder: Path) -> bool:
    """Whether a data set of ours is in the folder."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
        return bool(found["lvm-meet"]["schema"] == SCHEMA)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def file_names() -> frozenset[str]:
    """All names that files of a data set can have."""
    return frozenset({NAME, *(f"{table.name}.{format_}" for table in TABLES for format_ in Format)})


def _resource(folder: Path, table: Table, format_: Format, facts: Facts) -> dict[str, object]:
    path = folder / f"{table.name}.{format_}"
    # One table is one resource per form. Only CSV can be a "tabular" one in version 1.
    suffix = f"-{format_}" if format_ is Format.PARQUET and len(facts.formats) > 1 else ""
    form: dict[str, object] = (
        {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {
                "delimiter": ",",
                "lineTerminator": "\r\n",
                "quoteChar": '"',
                "header": True,
            },
        }
        if format_ is Format.CSV
        else {"profile": "data-resource"}
    )
    return {
        "name": table.name + suffix,
        "title": table.title,
        "description": table.description,
        "path": path.name,
        "format": format_.value,
        "mediatype": _MEDIA[format_],
        **form,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "rows": facts.rows[table.name],
        "schema": _table_schema(table, suffix),
    }


def _table_schema(table: Table, suffix: str) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": _plain(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": reference.field,
                "reference": {"resource": reference.table + suffix, "fields": reference.key},
            }
            for reference in table.references
        ]
    return schema


def _plain(names: Sequence[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else list(names)


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(column.enum)
    if column.least is not None:
        constraints["minimum"] = column.least
    if column.most is not None:
        constraints["maximum"] = column.most
    field: dict[str, object] = {
        "name": column.name,
        "type": column.kind.value,
        "description": column.description,
    }
    if column.kind is Kind.DATE:
        field["format"] = "default"
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field
