import pytest

from lvm_meet.errors import MissingError, SettingsError
from lvm_meet.registry import Registry

THINGS = Registry(
    "thing",
    "lvm_meet.no_such_group",
    (
        ("loads", "json:loads"),
        ("module", "json"),
        ("gone", "no_such_package.part:name"),
    ),
)


def test_a_name_gives_an_attribute_or_a_module() -> None:
    import json

    assert THINGS.load("loads") is json.loads
    assert THINGS.load("module") is json


def test_a_miss_lists_what_exists() -> None:
    with pytest.raises(SettingsError) as caught:
        THINGS.load("lodes")
    assert caught.value.hint == "choose one of: gone, loads, module"


def test_a_missing_dependency_comes_with_its_install_line() -> None:
    with pytest.raises(MissingError, match="no_such_package") as caught:
        THINGS.load("gone")
    assert caught.value.command == "pip install no_such_package"
