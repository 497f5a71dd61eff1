"""What a report says about the recording that it was made from."""

from dataclasses import replace

import pytest

from lvm_meet.model import BY_CHANNELS, BY_TURNS, Doubt, Span, Speech, Turn
from lvm_meet.report import recording, wording
from lvm_meet.report.facts import gather
from lvm_meet.report.markdown import render as as_markdown
from lvm_meet.report.terminal import render as as_text


def heard(**facts):
    usual = {
        "duration_ms": 100_000,
        "speech_ms": 80_000,
        "words": 200,
        "confidence": 900,
        "overlap_ms": 8_000,
        "unknown_words": 10,
        "turns": (Turn("Speaker 1", Span(0, 9)), Turn("Speaker 2", Span(9, 12))),
        "diarizer": "voices-1@beef",
    }
    return Speech(**(usual | facts))


def said(**facts):
    return " ".join(recording.paragraphs(heard(**facts)))


def with_speech(analysis, **facts):
    transcript = analysis.transcript
    return replace(
        analysis, transcript=replace(transcript, speech=replace(transcript.speech, **facts))
    )


def test_nothing_is_said_of_a_transcript_that_was_read(analyses):
    assert recording.paragraphs(None) == ()
    facts = gather(analyses["kickoff"])
    assert facts.recording == ()
    assert recording.silent(analyses["kickoff"]) == ""
    assert recording.TITLE not in as_text(analyses["kickoff"])


def test_a_recording_without_speech_says_so_and_no_more():
    lines = recording.paragraphs(heard(words=0, speech_ms=0, confidence=None))
    assert lines == ("No speech was heard in 1:40 of sound.",)


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1000, "few of them are wrong"),
        (recording.CLEAR, "few of them are wrong"),
        (recording.CLEAR - 1, "about a quarter of the words"),
        (recording.POOR, "about a quarter of the words"),
        (recording.POOR - 1, "which is little"),
        (0, "which is little"),
        (None, "is not known"),
    ],
)
def test_the_steps_of_confidence(confidence, words):
    assert words in said(confidence=confidence)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "It lasts 1:40; somebody speaks in 80% of it."),
        ({"speech_ms": 99_900}, "somebody speaks in >99% of it."),
        ({"duration_ms": 0, "speech_ms": 0}, "somebody speaks in – of it."),
        ({}, "2 voices were told apart, which is an estimate."),
        ({}, "at once in 10% of the speech; of 5% of the words"),
        ({"turns": (Turn("A", Span(0, 9)),) * 3}, "1 voice was found, which is an estimate."),
        ({"turns": ()}, "0 voices were found"),
        ({"diarizer": BY_TURNS}, "Who speaks when was given, for 2 speakers."),
        ({"diarizer": BY_CHANNELS}, "Each channel has a speaker of its own (2 spoke)."),
        ({"unknown_words": None, "overlap_ms": 0}, "in 0% of the speech; of 0% of the words"),
    ],
)
def test_sums_become_shares(facts, words):
    assert words in said(**facts)


def test_voices_are_not_spoken_of_where_nobody_looked_for_them():
    assert "voice" not in said(overlap_ms=None, unknown_words=None, turns=())


@pytest.mark.parametrize("doubt", list(Doubt))
def test_every_doubt_has_words(doubt):
    text = said(doubts=(doubt,), named=False)
    assert "It is doubtful who spoke: " in text
    assert "may be wrong" not in text
    assert "may be wrong" in said(doubts=(doubt,), named=True)


def test_several_doubts_stand_in_one_sentence():
    text = said(doubts=(Doubt.SIMILAR_VOICES, Doubt.MUCH_OVERLAP), named=False)
    assert "can hardly be told apart; much is said by several people at once." in text


def test_where_it_is_doubtful_who_spoke_nobody_is_named(analyses):
    doubtful = analyses["doubtful recording"]
    facts = gather(doubtful)
    assert facts.people.talk is None
    assert facts.people.style is None
    assert "--doubtful-speakers" in facts.people.silent
    assert not any("speaker" in part for part in facts.about)
    for text in (as_text(doubtful), as_markdown(doubtful)):
        assert "Anna Berg" not in text
        assert "Noor Haddad" not in text
        assert "more leadership" not in text.lower().split("leadership and management")[0]


def test_the_meeting_as_a_whole_stays_what_it_is(analyses):
    doubtful = analyses["doubtful recording"]
    shown, asked = gather(doubtful), gather(with_speech(doubtful, named=True))
    assert (shown.bars, shown.index, shown.timeline) == (asked.bars, asked.index, asked.timeline)
    assert [group.name for group in shown.moments] == [group.name for group in asked.moments]


def test_who_asks_for_doubtful_speakers_gets_them_with_a_warning(analyses):
    text = as_text(with_speech(analyses["doubtful recording"], named=True))
    assert "Anna Berg" in text
    assert "single people here may be" in text


def test_nobody_is_unknown_and_not_nameless(analyses):
    facts = gather(analyses["recording"])
    assert [row[0] for row in facts.people.talk.rows][-1] == wording.UNKNOWN_VOICE
    assert all(row[0] != wording.UNKNOWN_VOICE for row in facts.people.style.rows)
    assert wording.NO_NAME not in as_text(analyses["recording"])
    assert wording.UNKNOWN_VOICE not in as_text(analyses["one nameless"])


def test_without_diarization_nothing_is_said_about_people(analyses):
    nameless = replace(
        analyses["nameless"], transcript=with_speech(analyses["recording"]).transcript
    )
    alone = with_speech(nameless, overlap_ms=None, unknown_words=None, turns=())
    assert gather(alone).people.silent.startswith("Nobody looked for speakers")
    unclear = gather(nameless).people
    assert unclear.silent.startswith("Of no word is it clear")


def test_names_from_a_transcript_are_shown_although_nobody_looked_for_voices(analyses):
    named = with_speech(analyses["recording"], overlap_ms=None, unknown_words=None, turns=())
    assert gather(named).people.talk is not None
    assert gather(named).people.silent == ""
