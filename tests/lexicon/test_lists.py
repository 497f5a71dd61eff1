import pytest

from lvm_meet.errors import LexiconError
from lvm_meet.lexicon.lists import LIBRARY, read_lists


def test_the_packaged_lists_read() -> None:
    found = read_lists(LIBRARY)
    assert "promised" in found["action"]
    assert all(found.values())


def test_ones_own_file_adds_or_replaces(tmp_path) -> None:
    path = tmp_path / LIBRARY
    path.write_text('[action]\nwords = ["Vowed"]\n[verbs_knit]\nwords = ["knit"]\n', "utf-8")
    found = read_lists(LIBRARY, own=tmp_path)
    assert {"vowed", "promised"} <= found["action"]
    assert found["verbs_knit"] == {"knit"}
    path.write_text('replace = true\n[action]\nwords = ["Vowed"]\n', "utf-8")
    assert read_lists(LIBRARY, own=tmp_path) == {"action": {"vowed"}}


def test_a_folder_without_the_file_adds_nothing(tmp_path) -> None:
    assert read_lists(LIBRARY, own=tmp_path) == read_lists(LIBRARY)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[actoin]\nwords = ["vowed"]\n', "no section 'actoin'"),
        ('[action]\nphrases = ["vowed"]\n', "'phrases' is not known here"),
        ("[action]\nwords = [1]\n", "not a text"),
        ("[action\n", "not valid TOML"),
        ("action = 3\n", "not a section"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, message) -> None:
    (tmp_path / LIBRARY).write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=message) as told:
        read_lists(LIBRARY, own=tmp_path)
    assert told.value.path == str(tmp_path / LIBRARY)


def test_a_folder_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(LexiconError, match="no such directory"):
        read_lists(LIBRARY, own=tmp_path / "none")
