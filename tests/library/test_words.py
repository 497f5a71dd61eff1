import pytest

from lvm_meet.library.conclusions import Kind
from lvm_meet.library.words import plain_words, words


@pytest.mark.parametrize(
    ("name", "unnamed"),
    [
        ("Speaker 2", True),
        ("SPEAKER_01", True),
        ("spk3", True),
        ("Unknown speaker", True),
        ("B", True),
        ("7", True),
        ("Anna", False),
        ("Speaker Smith", False),
        ("Userman", False),
        ("Jo", False),
    ],
)
def test_what_a_machine_writes_for_want_of_a_name(name, unnamed) -> None:
    assert words().unnamed(name) is unnamed


def test_ones_own_words_are_added(tmp_path) -> None:
    (tmp_path / "library.toml").write_text(
        '[anonymous]\nwords = ["Mic"]\n[verbs_knit]\nwords = ["knit", "knot up"]\n', "utf-8"
    )
    own = words(tmp_path)
    assert own.unnamed("Mic 3")
    assert own.unnamed("Speaker 2")
    assert not words().unnamed("Mic 3")
    assert own.verbs.groups["knit"] == own.verbs.groups["knot up"] == {"verbs_knit"}


def test_words_ask_for_one_kind_each() -> None:
    kinds = [word for word, _ in words().kinds]
    assert len(kinds) == len(set(kinds))
    assert dict(words().kinds)["promised"] is Kind.ACTION
    assert not words().empty & set(kinds)


def test_content_words_are_stems_of_what_tells_texts_apart() -> None:
    assert words().content("Then we will send the budgets to the steering group") == {
        "send",
        "budget",
        "steer",
    }
    assert words().content("and then, well, you know") == frozenset()


def test_plain_words() -> None:
    assert plain_words("It’s the O'Brien-file_2, OK?") == [
        "it's",
        "the",
        "o'brien",
        "file",
        "2",
        "ok",
    ]
