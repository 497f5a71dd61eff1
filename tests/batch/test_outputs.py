import pytest

from lvm_meet.batch.outputs import Names
from lvm_meet.batch.places import Folder

SUFFIXES = (".json", ".html")


def test_results_are_named_after_the_whole_source(tmp_path):
    names = Names(Folder(tmp_path).is_taken)
    assert names.choose("a/x.vtt", SUFFIXES, owner="1") == "a/x.vtt"
    assert names.choose("a/x.srt", SUFFIXES, owner="2") == "a/x.srt"
    assert names.choose("b/x.vtt", SUFFIXES, owner="3") == "b/x.vtt"


@pytest.mark.parametrize("other", ["a/x.vtt", "A/X.VTT"])
def test_two_sources_never_share_a_name(tmp_path, other):
    names = Names(Folder(tmp_path).is_taken)
    assert names.choose("a/x.vtt", SUFFIXES, owner="1") == "a/x.vtt"
    assert names.choose(other, SUFFIXES, owner="2") == f"{other}~2"
    assert names.choose("a/x.vtt", SUFFIXES, owner="1") == "a/x.vtt"


def test_one_letter_spelled_in_two_ways_is_one_name(tmp_path):
    names = Names(Folder(tmp_path).is_taken)
    names.choose("caf\N{LATIN SMALL LETTER E WITH ACUTE}.vtt", SUFFIXES, owner="1")
    assert names.choose("cafe\N{COMBINING ACUTE ACCENT}.vtt", SUFFIXES, owner="2").endswith("~2")


def test_a_suffix_with_two_dots_does_not_bring_two_sources_together(tmp_path):
    names = Names(Folder(tmp_path).is_taken)
    names.choose("x.actions", (".json", ".csv"), owner="1")
    assert names.choose("x", (".json", ".actions.csv"), owner="2") == "x~2"


@pytest.mark.parametrize(("name", "suffix"), [("summary", ".csv"), ("failures", ".csv")])
def test_the_tables_keep_their_names(tmp_path, name, suffix):
    assert Names(Folder(tmp_path).is_taken).choose(name, (suffix,), owner="1") == f"{name}~2"


def test_what_is_not_ours_is_left_alone(tmp_path):
    (tmp_path / "x.vtt.html").write_text("mine")
    names = Names(Folder(tmp_path).is_taken)
    assert names.choose("x.vtt", SUFFIXES, owner="1") == "x.vtt~2"
    assert not names.belongs("x.vtt.html", owner="1")
    names.take(["x.vtt.html"], owner="1")
    assert names.belongs("x.vtt.html", owner="1")


def test_names_too_long_for_a_suffix_are_shortened_and_stay_apart(tmp_path):
    names = Names(Folder(tmp_path).is_taken)
    long = ["ä" * 120 + end for end in ("1.vtt", "2.vtt")]
    first, second = (names.choose(f"a/{each}", SUFFIXES, owner=each) for each in long)
    assert first != second
    for each in (first, second):
        (tmp_path / "a").mkdir(exist_ok=True)
        (tmp_path / f"{each}.actions.csv").touch()
