import stat

import pytest

from lvm_meet.dataset.key import Key, Names, load_key, refuse_inside, save_key
from lvm_meet.errors import InputError, SettingsError

EMPTY = Key({}, {})


def test_numbers_come_in_order_and_stay():
    key = EMPTY.with_people(["Zoe", "Ann", "Zoe", " ann "])
    assert key.speakers == {"P1": "Zoe", "P2": "Ann"}
    assert key.with_people(["Ben", "Zoe"]).speakers == {"P1": "Zoe", "P2": "Ann", "P3": "Ben"}


def test_a_number_is_not_given_twice():
    key = Key({"P1": "Zoe", "P3": "Ann"}, {}).with_people(["Ben", "Cem"])
    assert key.speakers == {"P1": "Zoe", "P3": "Ann", "P2": "Ben", "P4": "Cem"}


def test_case_and_blanks_make_no_other_person():
    names = Names.of(EMPTY.with_people(["Anna  Berg"]))
    assert names.pseudonym("ANNA berg") == "P1"


def test_who_is_called_like_a_pseudonym():
    names = Names.of(EMPTY.with_people(["P2", "P1"]))
    assert (names.pseudonym("P2"), names.pseudonym("P1")) == ("P1", "P2")


def test_it_comes_back(tmp_path):
    path = tmp_path / "key.json"
    key = EMPTY.with_people(["نور", "=cmd|'/c'!A1", "\ud800"]).with_files({"m1": "a.vtt"})
    save_key(path, key)
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_open_key_is_closed(tmp_path):
    path = tmp_path / "key.json"
    save_key(path, EMPTY)
    path.chmod(0o644)
    save_key(path, EMPTY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_is_an_empty_key(tmp_path):
    assert load_key(tmp_path / "none") == EMPTY


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "x"}', '{"schema": "lvm-meet/dataset-key"}', "\xff"]
)
def test_what_is_no_key(tmp_path, text):
    path = tmp_path / "key.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match="no key") as told:
        load_key(path)
    assert str(path) in str(told.value)


def test_it_does_not_lie_in_the_data_set(tmp_path):
    refuse_inside(tmp_path / "key.json", tmp_path / "set")
    with pytest.raises(SettingsError, match="lies in the data set"):
        refuse_inside(tmp_path / "set" / "key.json", tmp_path / "set")
