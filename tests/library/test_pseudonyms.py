import json

import pytest

from lvm_meet.errors import InputError, SettingsError
from lvm_meet.library import pseudonyms
from lvm_meet.library.pseudonyms import Key


def test_everybody_gets_the_next_number_once() -> None:
    key = Key("k", 1, {}).with_people(["Anna", "Tom", "anna ", "Tom"])
    assert key.names == {"Anna": "P1", "Tom": "P2"}
    assert key.pseudonym("ANNA") == "P1"
    left = key.without(["P2"])
    assert left.names == {"Tom": "P2"}
    assert left.with_people(["Noor"]).names["Noor"] == "P3"


def test_a_key_comes_back_and_is_for_its_owner_only(tmp_path) -> None:
    key = Key("k", 3, {"Änna": "P1", "Tom \ud800": "P2"})
    path = tmp_path / "keys" / "k.json"
    pseudonyms.save(path, key)
    assert pseudonyms.load(path, library="k").names["Änna"] == "P1"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "missing"),
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"library": "k", "next": 1, "names": 3}', "damaged"),
        (json.dumps({"library": "other", "next": 1, "names": {}}), "another library"),
    ],
)
def test_a_key_that_is_none_is_told(tmp_path, content, words) -> None:
    path = tmp_path / "k.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=words) as told:
        pseudonyms.load(path, library="k")
    assert "--key" in told.value.hint


def test_a_key_does_not_lie_beside_its_library(tmp_path) -> None:
    with pytest.raises(SettingsError, match="beside the library"):
        pseudonyms.refuse_beside(tmp_path / "k.json", tmp_path / "l.sqlite")
    pseudonyms.refuse_beside(tmp_path / "keys" / "k.json", tmp_path / "l.sqlite")
    pseudonyms.refuse_beside(tmp_path / "k.json", None)
