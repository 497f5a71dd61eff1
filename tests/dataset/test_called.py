import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.dataset.build import _name_reader
from lvm_meet.dataset.called import plain

READER = _name_reader()


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("Anna Berg", ["anna berg", "anna", "berg"]),
        ("Anna", ["anna"]),
        ("Dr. Noor Haddad", ["noor haddad", "noor", "haddad"]),
        ("Ludwig van der Hoef", ["ludwig van der hoef", "ludwig", "hoef"]),
        ("Mia O'Dell", ["mia o dell", "mia", "o dell"]),
        ("Jo A. Reed", ["jo reed", "jo", "reed"]),
        ("Hon. Lea Marsh (Northfield, Lib.)", ["lea marsh", "lea", "marsh"]),
        ("The Chair (Mr. Ron Mill (Northfield))", ["ron mill", "ron", "mill"]),
        ("Zoë Çelik", ["zoe celik", "zoe", "celik"]),
        ("نور", ["نور"]),
        ("Project Manager", []),
        ("The Chair", []),
        ("PhD C", []),
        ("SPEAKER_03", []),
        ("Speaker 2", []),
        ("mn021", []),
        ("???", []),
        ("", []),
    ],
)
def test_what_of_a_label_is_a_name(label, forms):
    assert [" ".join(form.words) for form in READER.forms(label)] == forms


def test_only_all_of_a_name_is_whole():
    assert [form.whole for form in READER.forms("Anna Berg")] == [True, False, False]
    assert [form.whole for form in READER.forms("Anna")] == [False]


@given(st.text(max_size=40))
def test_any_label_can_be_read(label):
    for form in READER.forms(label):
        assert form.words
        assert all(word == plain(word) for word in form.words)
