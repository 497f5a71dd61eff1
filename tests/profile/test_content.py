import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.profile.content import Content, content_words

FUNCTION = frozenset({"the", "and", "we", "that"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the Button and the buttons", {"button"}),
        ("Designing, designed, designs", {"design"}),
        ("the team's batteries", {"team", "battery"}),
        ("we stopped the press", {"stop", "press"}),
        ("a 12 b_2 x", set()),
        ("", set()),
    ],
)
def test_endings_and_function_words_are_left_out(text, words):
    assert content_words(text, function=FUNCTION) == words


@given(st.text())
def test_any_text_gives_words_of_three_letters_or_so(text):
    assert all(len(word) >= 2 for word in content_words(text, function=FUNCTION))


def test_rare_words_weigh_more(talk, leading):
    units, _, _ = talk("""
        Ann: The garden has a fountain.
        Bob: The garden has a fence.
        Ann: The garden needs water.
        Bob: Yeah.
        Ann: The fountain needs water.
    """)
    content = Content(units, book=leading)
    assert content.words[3] == frozenset()
    assert content.weights["fence"] == 1
    garden = content.shared(content.words[0], content.words[2])
    fountain = content.shared(content.words[0], content.words[4])
    assert 0 < garden < fountain < 1000
    assert content.shared(content.words[0], content.words[3]) == 0
    assert content.of((1, 2)) == content.words[1] | content.words[2]


@pytest.mark.parametrize("text", ["Ann: Yes.", "Ann: Fountain."])
def test_a_meeting_of_hardly_a_word_is_no_error(talk, leading, text):
    units, _, _ = talk(text)
    assert Content(units, book=leading).weight(["never"]) == 0
    assert Content((), book=leading).words == ()
