import pytest

from lvm_meet.prose.case import capital


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we agree", "We agree"),
        ("We agree", "We agree"),
        ("\u00e9t\u00e9", "\u00c9t\u00e9"),
        ("\u00dfo", "\u00dfo"),
        ("\u00b5m", "\u00b5m"),
        ("3 ovens", "3 ovens"),
        ("", ""),
    ],
)
def test_a_capital_is_the_same_letter(text, expected):
    assert capital(text) == expected
