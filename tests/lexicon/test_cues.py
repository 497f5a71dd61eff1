"""Cue phrases are found where a reader would underline them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.lexicon import CuePhrase
from lvm_meet.lexicon.cues import CueFinder, find_cues, phrase_words
from lvm_meet.model import Label


def phrases(*texts, label=Label.VISION):
    return tuple(CuePhrase(label, text, text) for text in texts)


def underlined(text, *wanted):
    return [text[cue.start : cue.end] for cue in find_cues(text, phrases(*wanted))]


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("That's the bigger picture.", "the bigger picture", ["the bigger picture"]),
        ("THE Bigger Picture", "the bigger picture", ["THE Bigger Picture"]),
        ("the  bigger\n picture", "the bigger picture", ["the  bigger\n picture"]),
        ("Order, order!", "order order", ["Order, order"]),
        ("what’s the status", "what's the status", ["what’s the status"]),
        ("so whats the status", "what's the status", ["whats the status"]),
        ("what's the status", "what’s the status", ["what's the status"]),
        ("a long-term goal", "long term goal", ["long-term goal"]),
        ("a long term goal", "long-term goal", ["long term goal"]),
        ("in five years we", "in * years", ["in five years"]),
        ("in twenty-five years", "in * years", []),
        ("in five long years", "in * years", []),
        ("in years", "in * years", []),
        ("we rethink, you rethink", "rethink", ["rethink", "rethink"]),
        ("rethinking unrethink", "rethink", []),
        ("the goal isn't clear", "the goal is", []),
        ("what if we're late", "what if we", []),
        ("'kay then", "'kay", ["kay"]),
        ("école à bâtir", "à bâtir", ["à bâtir"]),
        ("ÉCOLE", "école", ["ÉCOLE"]),
        ("", "rethink", []),
        ("on time. Is up to you", "time is up", []),
    ],
)
def test_one_phrase(text, phrase, found):
    assert underlined(text, phrase) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["by the end", "by the end of"], ["by the end of"]),
        (["by the end of May", "by the"], ["by the"]),
        (["by * end", "by the end of"], ["by the end of"]),
        (["by the end", "the end of"], ["by the end"]),
        (["by the", "end of"], ["by the", "end of"]),
    ],
)
def test_the_longest_wins_and_cues_never_overlap(wanted, found):
    assert underlined("by the end of June", *wanted) == found


def test_a_phrase_under_two_labels_is_reported_for_both():
    both = phrases("the goal") + phrases("The  goal", label=Label.CONTROL)
    cues = find_cues("so the goal", both)
    assert [(cue.label, cue.start, cue.end) for cue in cues] == [
        (Label.VISION, 3, 11),
        (Label.CONTROL, 3, 11),
    ]


def test_a_phrase_given_twice_is_reported_once():
    assert len(find_cues("the goal", phrases("the goal", "the goal"))) == 1


def test_each_cue_names_the_entry_it_came_from():
    found = find_cues("why we rethink it in ten years", phrases("in * years", "rethink", "why we"))
    assert [cue.entry for cue in found] == ["why we", "rethink", "in * years"]


def test_no_phrases_find_nothing():
    assert CueFinder(()).find("anything") == ()


@pytest.mark.parametrize("phrase", ["", "  ", "*", "* *", "year*", "what?", "e.g", "a/b", "--"])
def test_phrases_that_can_not_be_searched_for(phrase):
    with pytest.raises(ValueError, match=r"word"):
        phrase_words(phrase)


word = st.from_regex(r"[a-z]{1,8}('[a-z]{1,2})?", fullmatch=True)


@given(st.lists(st.lists(word, min_size=1, max_size=4), min_size=1, max_size=12), st.data())
def test_every_phrase_is_found_in_its_own_words_and_offsets_are_true(lists, data):
    wanted = [" ".join(words) for words in lists]
    said = data.draw(st.sampled_from(wanted))
    text = f"{data.draw(st.sampled_from(['', '- ', '« ']))}{said.upper()}{'.'}"
    cues = find_cues(text, phrases(*wanted))
    assert cues
    ends = [0, *(cue.end for cue in cues)]
    for before, cue in zip(ends, cues, strict=False):
        assert before <= cue.start < cue.end <= len(text)
        plain = text[cue.start : cue.end].lower().replace("'", "")
        assert plain == cue.entry.replace("'", "")


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text):
    for cue in find_cues(text, phrases("in * years", "a", "what's up")):
        assert text[cue.start : cue.end].strip() == text[cue.start : cue.end]
