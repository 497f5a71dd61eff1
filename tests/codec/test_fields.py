import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.codec.fields import guard, spell_name, unguard, unspell_name

anything = st.text(st.characters(codec=None)) | st.text("'=+-@\t\n a％＝")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("''-x", "'''-x"),
        ("'tis", "'tis"),
        ("'  @x", "''  @x"),
        ("'\t", "''\t"),
        ("'", "'"),
        ("", ""),
        ("a = b", "a = b"),
    ],
)
def test_guarded_cells_are_text_and_come_back(text, cell):
    assert guard(text) == cell
    assert unguard(cell) == text


@given(anything)
def test_no_cell_begins_as_a_formula_and_all_come_back(text):
    cell = guard(text)
    assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)
    assert unguard(cell) == re.sub("[\ud800-\udfff]", "?", text).replace("\0", "\ufffd")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Ada Cole", "Ada%20Cole"),
        ("SPEAKER_01", "SPEAKER_01"),
        ("Zoë O'Neill-Müller", "Zoë%20O'Neill-Müller"),
        ("100 %", "100%20%25"),
        ("<NA>", "%3CNA>"),
        (";; x", "%3B;%20x"),
        ("a\u3000b", "a%E3%80%80b"),
    ],
)
def test_names_are_one_field_and_come_back(name, field):
    assert spell_name(name) == field
    assert unspell_name(field) == name


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda name: "\0" not in name))
def test_any_name_is_one_field_and_comes_back(name):
    field = spell_name(name)
    assert field.split() == [field]
    assert field != "<NA>"
    assert unspell_name(field) == name


@pytest.mark.parametrize("field", ["100%", "50%z", "%", "a%2"])
def test_a_lone_percent_sign_of_others_is_just_that(field):
    assert unspell_name(field) == field
