from itertools import pairwise

import pytest

from lvm_meet.errors import SettingsError
from lvm_meet.export.transcripts.cues import LINE, cues, fold
from lvm_meet.model import Segment, Span, Word

TALK = (
    "Right, so the first thing that I want us to look at is the list of the rooms, because we "
    "have to book them by Monday. After that, Leo will say something about the van. And then, "
    "well, whatever else there is to talk about, we do that at the end of the meeting."
)


def said(text, start=0, *, pace=300, pauses=()):
    """A segment of timed words; `pauses` maps a word's place to the silence before it, in ms."""
    pauses, clock, words = dict(pauses), start, []
    for place, word in enumerate(text.split()):
        clock += pauses.get(place, 0)
        words.append(Word(word, Span(clock, clock + pace)))
        clock += pace
    return Segment(text, "Ada", Span(start, clock), 900, tuple(words))


def texts(make, *segments):
    return [cue.text for cue in cues(make(*segments))]


def test_what_fits_stays_whole(make):
    segment = said("Short enough. And whole.")
    (cue,) = cues(make(segment))
    assert (cue.text, cue.speaker, cue.start_ms, cue.end_ms, cue.confidence) == (
        segment.text,
        "Ada",
        0,
        1200,
        900,
    )


def test_long_talk_is_cut_at_sentences_and_commas(make):
    found = cues(make(said(TALK)))
    assert [cue.text for cue in found] == [
        "Right, so the first thing that I want us to look at is the list of the rooms,",
        "because we have to book them by Monday.",
        "After that, Leo will say something about the van. And then, well,",
        "whatever else there is to talk about, we do that at the end of the meeting.",
    ]
    assert " ".join(cue.text for cue in found) == TALK


def test_cues_have_the_times_of_their_words(make):
    segment = said(TALK, 5000)
    found = cues(make(segment))
    starts = {word.span.start_ms for word in segment.words}
    assert (found[0].start_ms, found[-1].end_ms) == (5000, segment.span.end_ms)
    assert all(cue.start_ms in starts for cue in found)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(found))


@pytest.mark.parametrize("pace", [150, 300, 800, 2000])
def test_no_cue_is_longer_than_can_be_read(make, pace):
    for cue in cues(make(said(TALK, pace=pace))):
        assert len(cue.text) <= 2 * LINE
        assert cue.end_ms - cue.start_ms <= 7000


def test_without_marks_pauses_part_cues(make):
    text = " ".join(["well"] * 12)
    found = cues(make(said(text, pace=600, pauses={5: 900})))
    assert [len(cue.text.split()) for cue in found] == [5, 7]


def test_a_word_longer_than_a_cue_stands_alone(make):
    endless = "o" * 200
    assert texts(make, said(f"so {endless} then")) == ["so", endless, "then"]
    stretched = said("well then now", pace=9000)
    assert texts(make, stretched) == ["well", "then", "now"]


def test_scripts_without_blanks_are_cut_behind_their_marks(make):
    parts = ["会議を", "始めます。", "まず", "名簿を", "見ましょう、", "それから", "部屋です。"] * 3
    words = tuple(
        Word(part, Span(1000 * place, 1000 * place + 900)) for place, part in enumerate(parts)
    )
    segment = Segment("".join(parts), None, Span(0, 21_000), None, words)
    found = texts(make, segment)
    assert "".join(found) == segment.text
    assert len(found) > 2
    assert all(text[-1] in "。、" for text in found)


@pytest.mark.parametrize(
    "words",
    [
        (),
        (Word("other", Span(0, 500)), Word("words", Span(500, 20_000))),
        (Word(TALK.split()[0], Span(0, 500)), Word("look", Span(500, 20_000))),
    ],
    ids=["none", "of another text", "not all"],
)
def test_without_the_times_of_its_words_a_segment_stays_whole(make, words):
    segment = Segment(TALK, "Ada", Span(0, 20_000), None, words)
    assert texts(make, segment) == [TALK]


def test_words_that_run_over_each_other_still_make_cues_in_order(make):
    segment = said(TALK)
    words = tuple(
        Word(word.text, Span(max(0, word.span.start_ms - 200), word.span.end_ms + 900))
        for word in segment.words
    )
    found = cues(make(Segment(TALK, None, Span(0, 17_000), None, words)))
    assert all(cue.start_ms < cue.end_ms for cue in found)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(found))


def test_cues_stand_in_the_order_of_their_start(make):
    late, early = Segment("b", "B", Span(900, 1000)), Segment("a", "A", Span(0, 5000))
    assert texts(make, late, early) == ["a", "b"]


def test_a_cue_lasts_a_millisecond_at_least_and_says_something(make):
    (cue,) = cues(make(Segment("so", None, Span(5, 5)), Segment(" \n", None, None)))
    assert (cue.start_ms, cue.end_ms) == (5, 6)
    assert cues(make()) == []


@pytest.mark.parametrize(
    ("timed", "message"), [(0, "it has no times"), (1, "1 of 2 segments have no times")]
)
def test_without_times_there_are_no_captions(make, timed, message):
    segments = [Segment("a", "A", Span(0, 1) if place < timed else None) for place in range(2)]
    with pytest.raises(SettingsError, match=message) as caught:
        cues(make(*segments))
    assert "txt, json, csv or docx" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("o" * 60, ["o" * 60]),
        ("First we look at the list of the rooms that are left", None),
        ("word " * 30, ["word " * 30]),
    ],
)
def test_a_long_line_is_folded_in_the_middle(text, lines):
    found = fold(text).split("\n")
    if lines is None:
        assert len(found) == 2
        assert abs(len(found[0]) - len(found[1])) < 10
        assert " ".join(found) == text
    else:
        assert found == lines


def test_takes_linear_time(make):
    import time

    def seconds(count):
        segment = said(" ".join(["word"] * count))
        start = time.perf_counter()
        cues(make(segment))
        return time.perf_counter() - start

    small = min(seconds(500) for _ in range(3))
    assert seconds(4000) < 8 * small * 5
