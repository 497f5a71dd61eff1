"""What is wrong with a file is said with its place and a way out."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvm_meet.errors import LexiconError
from lvm_meet.lexicon.parse import (
    Origin,
    closest,
    parse_poles,
    parse_signal,
    parse_talk,
    read_toml,
)
from lvm_meet.model import Label
from lvm_meet.settings import LexiconSettings

ORIGIN = Origin("words/vision.toml", "own/vision.toml")
LONG = " ".join(["word"] * (LexiconSettings().max_words + 1))


@pytest.mark.parametrize(
    ("data", "entry", "message", "hint"),
    [
        (b'[exemplars]\nus = ["a" "b"]', "line 2, column ", "not valid TOML", "comma"),
        ("[exemplars]\nus = [“a”]".encode(), "line 2, column 7", "not valid TOML", "straight"),
        (b'us = ["a",', "at the end of the file", "not valid TOML", "ends with ]"),
        (b'a = "x"\na = "y"\n', "line 2, column ", "overwrite", ""),
        (b'a = "x"\nb = "caf\xe9"', "line 2", "not in UTF-8", "UTF-8"),
        ("\ufeffa = 1".encode("utf-16"), "line 1", "not in UTF-8", "UTF-8"),
    ],
)
def test_broken_files(tmp_path, data, entry, message, hint):
    path = tmp_path / "vision.toml"
    path.write_bytes(data)
    with pytest.raises(LexiconError, match=message) as caught:
        read_toml(Origin(str(path), "own/vision.toml"))
    assert caught.value.path == str(path)
    assert caught.value.entry.startswith(entry)
    assert hint in caught.value.hint


def test_a_byte_order_mark_and_windows_lines_are_let_pass(tmp_path):
    path = tmp_path / "vision.toml"
    path.write_bytes(b'\xef\xbb\xbfa = "x"\r\nb = ["y",\r\n"z"]\r\n')
    assert read_toml(Origin(str(path), "")) == {"a": "x", "b": ["y", "z"]}


def test_a_file_that_can_not_be_opened(tmp_path):
    with pytest.raises(LexiconError, match="can't be read"):
        read_toml(Origin(str(tmp_path), ""))


@given(st.binary(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_bytes_are_parsed_or_a_lexicon_error(tmp_path, data):
    path = Path(tmp_path) / "any.toml"
    path.write_bytes(data)
    origin = Origin(str(path), "own/any.toml")
    try:
        table = read_toml(origin)
        parsed = parse_signal(table, Label.VISION, origin)
    except LexiconError as error:
        assert error.path == str(path)
    else:
        assert all(entry.text for entry in parsed.entries)


@pytest.mark.parametrize(
    ("text", "entry", "message", "hint"),
    [
        ('lable = "vision"', "lable", "'lable' is not known here", "did you mean 'label'"),
        ("examples = 3", "examples", "not known here", "known are: label, definition, replace"),
        ('label = "control"', "label", "the file is that of 'vision'", 'label = "vision"'),
        ("label = 3", "label", "label is not a text", 'label = "…"'),
        ("definition = []", "definition", "definition is not a text", ""),
        ('replace = "yes"', "replace", "neither true nor false", "replace = true"),
        ('exemplars = ["A."]', "exemplars", "'exemplars' is not a section", "[exemplars]"),
        ('[exemplars]\nus = "A."', "exemplars.us", "is not a list", '["…", "…"]'),
        ('[exemplars]\nus = ["A.", 3]', "exemplars.us[2]", "the entry is 3, not a text", "quotes"),
        ('[exemplars]\nus = [["A."]]', "exemplars.us[1]", "not a text", "quotes"),
        ('[exemplars]\nus = ["A.", ""]', "exemplars.us[2]", "is empty", "delete"),
        ('[exemplars]\nus = [" \\t\\n "]', "exemplars.us[1]", "is empty", "delete"),
        (f'[exemplars]\nus = ["{LONG}"]', "exemplars.us[1]", "61 words; 60 are", "one sentence"),
        ('[near_misses]\nvission = ["A."]', "near_misses.vission[1]", "not a label", "known are"),
        ('[near_misses]\nnon = ["A."]', "near_misses.non[1]", "not a label", "mean 'none'"),
        ('[near_misses]\nvision = ["A."]', "near_misses.vision[1]", "vision itself", "[exemplars]"),
        ('cues = ["a"]', "cues", "not a section", "[cues]"),
        ('[cues]\nphrase = ["a"]', "cues.phrase", "not known here", "did you mean 'phrases'"),
        ('[cues]\nphrases = ["a", "*"]', "cues.phrases[2]", "at least one word", "* in place of"),
        ('[cues]\nphrases = ["year*"]', "cues.phrases[1]", "a whole word", "* in place of"),
        ('[cues]\nphrases = ["why?"]', "cues.phrases[1]", "not part of a word", "apostrophes"),
    ],
)
def test_broken_entries_of_a_signal(text, entry, message, hint):
    with pytest.raises(LexiconError) as caught:
        parse_signal(tomllib.loads(text), Label.VISION, ORIGIN)
    error = caught.value
    assert (error.path, error.entry) == ("words/vision.toml", entry)
    assert message in error.message
    assert hint in error.hint
    assert str(error).startswith(f"words/vision.toml: {entry}: ")


@pytest.mark.parametrize("section", ["near_misses", "cues"])
def test_none_has_neither_near_misses_nor_cues(section):
    with pytest.raises(LexiconError, match="not known here"):
        parse_signal({section: {}}, Label.NONE, ORIGIN)


def test_an_empty_file_is_an_empty_addition():
    parsed = parse_signal({}, Label.VISION, ORIGIN)
    assert (parsed.entries, parsed.cues, parsed.definition, parsed.replace) == ((), (), "", False)


def test_spaces_and_line_breaks_in_an_entry_are_single_spaces():
    parsed = parse_signal({"exemplars": {"us": ["\n We\n  go. "]}}, Label.VISION, ORIGIN)
    assert [entry.text for entry in parsed.entries] == ["We go."]


@pytest.mark.parametrize(
    ("text", "entry", "hint"),
    [
        ('backchanels = ["a"]', "backchanels", "did you mean 'backchannels'"),
        ('breaks = "a"', "breaks", "a list"),
        ('breaks = ["a", ""]', "breaks[2]", "delete"),
    ],
)
def test_broken_word_lists(text, entry, hint):
    with pytest.raises(LexiconError) as caught:
        parse_talk(tomllib.loads(text), Origin("talk.toml", "talk.toml"))
    assert caught.value.entry == entry
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ('people = ["a"]', "people"),
        ('[people]\nleader = ["a"]', "people.leader"),
        ('[people]\nleadership = ["a", 1]', "people.leadership[2]"),
    ],
)
def test_broken_contrasts(text, entry):
    with pytest.raises(LexiconError) as caught:
        parse_poles(tomllib.loads(text), Origin("contrasts.toml", "contrasts.toml"))
    assert caught.value.entry == entry


def test_the_hint_lists_what_is_known_even_where_nothing_is_near():
    assert closest("zzz", ["one", "two"]) == "known are: one, two"
