import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.readers.markup import has_voices, split_voices, strip_tags


@pytest.mark.parametrize(
    ("payload", "voices"),
    [
        ("<v Ada Cole>Hello.</v>", [("Ada Cole", "Hello.")]),
        ("<v Ada Cole>Hello.", [("Ada Cole", "Hello.")]),
        ("<v.loud.first Ada>Hi</v>", [("Ada", "Hi")]),
        ("<v Ben &amp; Jo>Hi", [("Ben & Jo", "Hi")]),
        ("<v >Hi</v>", [(None, "Hi")]),
        ("<v>Hi</v>", [(None, "Hi")]),
        ("<v Ada>One</v><v Ben>Two", [("Ada", "One"), ("Ben", "Two")]),
        ("<v Ada>One <v Ben>Two</v> three", [("Ada", "One"), ("Ben", "Two"), (None, "three")]),
        ("<v Ada>One</v>\n<v Ada>more</v>", [("Ada", "One more")]),
        ("no voice", [(None, "no voice")]),
        ("", []),
        ("<v Ada></v>", []),
    ],
)
def test_voices(payload, voices):
    assert split_voices(payload) == voices


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("<i>so</i> <c.yellow.bg_blue>it</c> <b>goes</b>", "so it goes"),
        ("one<00:00:01.500><c> two</c>", "one two"),
        ("{\\an8}up {i}here{/i}", "up here"),
        ("a < b and b > c", "a < b and b > c"),
        ("5 <6", "5 <6"),
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("{braces} stay", "{braces} stay"),
        ("<ruby>a<rt>b</rt></ruby>", "ab"),
        ('<font color="#fff">hi</font>', "hi"),
    ],
)
def test_other_tags_go(payload, text):
    assert strip_tags(payload) == text


def test_has_voices_sees_opening_tags_only():
    assert has_voices("<v Ada>")
    assert not has_voices("</v> <video> v")


@given(st.text(st.sampled_from("<>/v .:&;aA0{}\\\n"), max_size=80))
def test_anything_can_be_split_and_loses_no_letters_outside_tags(payload):
    assert all(text.strip() for _, text in split_voices(payload))
    if "<" not in payload and "{" not in payload and "&" not in payload:
        assert strip_tags(payload) == payload
