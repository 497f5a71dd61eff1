import csv
import hashlib
import json
import re
from datetime import date

import pytest

from lvm_meet.dataset import Format
from lvm_meet.dataset.package import file_names, is_ours
from lvm_meet.dataset.tables import TABLES

TYPES = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"TRUE": True, "FALSE": False}.__getitem__,
    "date": date.fromisoformat,
}


@pytest.fixture
def package(everything):
    return json.loads((everything / "datapackage.json").read_text("utf-8"))


def cells(folder, resource):
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_a_data_package(package):
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names)) == 2 * len(TABLES)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    assert package["lvm-meet"]["schema"] == "lvm-meet/dataset"


def test_files_are_those_that_it_names(everything, package):
    paths = {resource["path"] for resource in package["resources"]}
    assert paths | {"datapackage.json"} == {item.name for item in everything.iterdir()}
    assert {item.name for item in everything.iterdir()} == file_names()
    for resource in package["resources"]:
        data = (everything / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_the_csv_files_keep_to_their_schema(everything, package):
    """What `frictionless validate` checks, by hand."""
    tables = {
        resource["name"]: cells(everything, resource)
        for resource in package["resources"]
        if resource["format"] == "csv"
    }
    for resource in package["resources"]:
        if resource["format"] != "csv":
            continue
        rows, schema = tables[resource["name"]], resource["schema"]
        assert resource["profile"] == "tabular-data-resource"
        assert resource["rows"] == len(rows)
        assert [field["name"] for field in schema["fields"]] == list(rows[0])
        for row in rows:
            for field in schema["fields"]:
                check_cell(row[field["name"]], field)
        primary = schema["primaryKey"]
        primary = [primary] if isinstance(primary, str) else primary
        keys = [tuple(row[name] for name in primary) for row in rows]
        assert len(set(keys)) == len(keys)
        for foreign in schema.get("foreignKeys", ()):
            reference = foreign["reference"]
            there = {row[reference["fields"]] for row in tables[reference["resource"]]} | {""}
            assert {row[foreign["fields"]] for row in rows} <= there


def check_cell(cell, field):
    constraints = field.get("constraints", {})
    if cell == "":
        assert not constraints.get("required"), field["name"]
        return
    value = TYPES[field["type"]](cell)
    assert constraints.get("minimum", value) <= value <= constraints.get("maximum", value)
    assert "enum" not in constraints or value in constraints["enum"]


def test_every_column_is_described(package):
    for resource in package["resources"]:
        assert resource["title"]
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["schema"]["missingValues"] == [""]


def test_parquet_refers_to_parquet(package):
    by_name = {resource["name"]: resource for resource in package["resources"]}
    for resource in package["resources"]:
        for foreign in resource["schema"].get("foreignKeys", ()):
            assert by_name[foreign["reference"]["resource"]]["format"] == resource["format"]


def test_csv_alone_is_a_tabular_package(tmp_path, meetings, write):
    write(tmp_path / "set", [meetings["kickoff"]], formats=(Format.CSV,))
    package = json.loads((tmp_path / "set" / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "tabular-data-package"
    assert {item.suffix for item in (tmp_path / "set").iterdir()} == {".csv", ".json"}


def test_parquet_alone_has_plain_names(tmp_path, meetings, write):
    pytest.importorskip("pyarrow")
    write(tmp_path / "set", [meetings["kickoff"]], formats=(Format.PARQUET,))
    package = json.loads((tmp_path / "set" / "datapackage.json").read_text("utf-8"))
    assert [each["name"] for each in package["resources"]] == [table.name for table in TABLES]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"lvm-meet": 3}', '{"lvm-meet": {"schema": 1}}'])
def test_what_is_no_data_set_of_ours(tmp_path, text):
    assert not is_ours(tmp_path)
    (tmp_path / "datapackage.json").write_text(text)
    assert not is_ours(tmp_path)


def test_what_is_one(everything):
    assert is_ours(everything)
