import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.errors import InputError
from lvm_meet.readers import Document
from lvm_meet.readers.jsons import has_key, load, looks_like_json
from lvm_meet.readers.piece import LONGEST_MS


def value(text):
    return load(Document.from_bytes("a.json", text.encode()))


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('{"a": 1,\n "b":', 2, "Expecting value", "cut off"),
        ('{"a": "no end', 1, "Unterminated string", "cut off"),
        ('{"a": 1,\n\n "b" 2}', 3, "Expecting ':'", ""),
        ('{"a": 1}\n{"a": 2}', 2, "Extra data", "one array"),
        ('{"a": 1,\n "a": 2}', None, "'a' stands twice", ""),
        ("[" * 100_000, None, "nested too deeply", ""),
        ('{"a": 1' + "0" * 9000 + "}", None, "thousands of digits", ""),
    ],
    ids=["cut", "string", "broken", "lines", "twice", "deep", "digits"],
)
def test_broken_json_names_the_line(text, line, message, hint):
    with pytest.raises(InputError, match=message) as caught:
        value(text)
    assert caught.value.line == line
    assert caught.value.path == "a.json"
    assert hint in caught.value.hint
    if line:
        assert caught.value.excerpt


ROOT = (
    '{"a": [{"n": 1.5, "i": 7, "s": "x", "t": true, "z": null, "nan": NaN, "inf": 1e999, "h": 1H}]}'
)


def member(key):
    return value(ROOT.replace("1H", "1" + "0" * 400)).get("a").items()[0].get(key)


@pytest.mark.parametrize("key", ["s", "t", "z", "nan", "inf", "missing"])
def test_a_number_is_a_finite_number(key):
    with pytest.raises(InputError, match=rf"a\[0\]\.{key} must be a number"):
        member(key).number()


def test_sound_values_come_out():
    assert member("n").number() == 1.5
    assert member("n").seconds_or_none() == 1500
    assert member("i").ms_or_none() == 7
    assert member("z").seconds_or_none() is None
    assert member("z").ms_or_none() is None
    assert member("s").text() == "x"
    assert member("i").name_or_none() == "7"
    assert member("z").name_or_none() is None
    assert member("n").has("n") is False


@pytest.mark.parametrize(
    ("key", "read", "wanted"),
    [
        ("n", "text", "a string"),
        ("n", "items", "an array"),
        ("n", "ms_or_none", "an integer number"),
        ("t", "ms_or_none", "an integer number"),
        ("t", "name_or_none", "a string"),
        ("h", "ms_or_none", "less than 1000 hours"),
        ("h", "seconds_or_none", "less than 1000 hours"),
    ],
)
def test_wrong_values_are_refused_with_their_place(key, read, wanted):
    with pytest.raises(InputError, match=wanted) as caught:
        getattr(member(key), read)()
    assert str(caught.value).startswith(f"a.json: a[0].{key} must be")
    assert len(caught.value.excerpt) <= 80


def test_members_are_asked_of_objects_only():
    with pytest.raises(InputError, match="must be an object"):
        member("s").get("x")
    with pytest.raises(InputError, match="the JSON must be an array"):
        value("{}").items()


def test_times_have_a_bound_that_is_still_allowed():
    assert value(f'{{"a": {LONGEST_MS}}}').get("a").ms_or_none() == LONGEST_MS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', True),
        ("  [\n{", True),
        ("[[1]]", True),
        ("{}", True),
        ("[1, 2]", True),
        ("[00:01] hi", False),
        ("[Ada] hi", False),
        ("{laughs}", False),
        ("", False),
    ],
)
def test_looks_like_json(text, expected):
    assert looks_like_json(text) is expected


def test_keys_are_found_whole_and_not_in_what_is_said():
    assert has_key('{"start" : 1}', "start")
    assert not has_key(r'{"text": "he said \"start\": now"}', "start")
    assert not has_key('["start"]', "start")


@given(st.text(st.sampled_from('{}[]",:01.eE-truefalsnN\\ \n'), max_size=60))
def test_any_text_is_json_or_an_input_error(text):
    try:
        value(text)
    except InputError as error:
        assert error.path == "a.json"
