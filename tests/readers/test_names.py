import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.readers.names import LABELS, MAX_LENGTH, Cast, cast, is_name, is_proper, propose


def cast_of(*lines):
    proposals = [propose(line) for line in lines]
    return cast(proposals, heads=proposals)


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("Ada Cole: hello: you", "Ada Cole", "hello: you"),
        ("Ada:", "Ada", ""),
        ("**Ada:** hello", "Ada", "hello"),
        ("**Ada**: hello", "Ada", "hello"),
        ("- Ada: hello", "Ada", "hello"),
        (">> ADA: hello", "ADA", "hello"),
        ("[SPEAKER_00]: hello", "SPEAKER_00", "hello"),
        ("Ada Cole (she/her): hi", "Ada Cole (she/her)", "hi"),
        ("Cole, Ada: hi", "Cole, Ada", "hi"),
        ("Dr. Ada J. Cole Jr.: hi", "Dr. Ada J. Cole Jr.", "hi"),
        ("Priya K.: Not yet.", "Priya K.", "Not yet."),
        ("Jan van der Berg: hi", "Jan van der Berg", "hi"),
        ("spk_0: hi", "spk_0", "hi"),
        ("张三：你好", "张三", "你好"),
        ("Ben &amp; Jo: hi", "Ben & Jo", "hi"),
    ],
)
def test_lines_that_may_open_with_a_name(line, name, text):
    found = propose(line)
    assert (found.name, found.text) == (name, text)


@pytest.mark.parametrize(
    "line",
    [
        "Note: remember",
        "Action items: none",
        "http://example.org is up",
        "10:30 we meet",
        "at 10:30 we meet",
        "So the thing is: we go",
        "The plan we made: run",
        "Well, yes, and no: maybe",
        "Are you sure? Then: go",
        "We stop here. Now: go",
        "one two three four five six: x",
        "One Two Three Four Five Six: x",
        "A" * (MAX_LENGTH + 1) + ": x",
        ": nothing",
        "no colon",
        "",
    ],
)
def test_lines_that_cannot(line):
    assert propose(line) is None


def test_names_in_most_cues_are_speakers_even_once():
    known = cast_of("Ada: hi", "Ben: hello", "no name here", "Cem: hey")
    assert known == Cast(frozenset({"Ada", "Ben", "Cem"}))
    assert cast_of("Ada: hi", "Ben: hello").everywhere


def test_names_that_recur_are_speakers_where_there_are_two():
    lines = ["talk"] * 6 + ["Ada: hi", "Ben: hi", "Ada: so", "Ben: so", "Careful: hot"]
    assert cast_of(*lines).names == {"Ada", "Ben"}
    assert cast_of(*["talk"] * 6, "Careful: hot", "Careful: wet").names == frozenset()
    assert cast_of(*["talk"] * 40, "Ada: hi", "Ben: hi", "Ada: so", "Ben: so").names == frozenset()


def test_weak_shapes_need_to_recur():
    assert cast_of("mary: hi", "john: yes", "mary: so", "john: no").names == {"mary", "john"}
    assert cast_of("Ada: hi", "Ben: yes", "remember: no").names == {"Ada", "Ben"}


def test_no_lines_no_names():
    assert cast_of() == Cast()
    assert Cast().split("Ada: hi") == (None, "Ada: hi")


def test_a_cast_splits_its_own_names_only():
    known = cast_of("Ada: hi", "Ben: yes")
    assert known.split("Ada: so: what") == ("Ada", "so: what")
    assert known.split("Later: so what") == (None, "Later: so what")


@pytest.mark.parametrize("label", sorted(LABELS))
def test_labels_are_never_names(label):
    assert not is_name(label)
    assert not is_name(label.title())


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("Ada", True),
        ("ada", False),
        ("Ada of", False),
        ("Ada of Cole", True),
        ("Ada said Cole", False),
    ],
)
def test_proper_shapes(name, proper):
    assert is_proper(name) is proper


@given(st.text(st.sampled_from('Aa :.,*[]()-<>"：好0'), max_size=200))
def test_a_proposal_is_always_a_name(line):
    found = propose(line)
    if found is not None:
        assert is_name(found.name)
        assert found.text == found.text.strip()
