"""Words with their speakers: from turns, channels, another transcript or enrolled voices."""

import numpy as np
import pytest

from lvm_meet.errors import InputError
from lvm_meet.model import BY_CHANNELS, BY_TURNS, Doubt, Segment, Source, Span, Transcript, Turn
from lvm_meet.settings import DiarizeSettings, Settings
from lvm_meet.speech.attribution import (
    Voices,
    attribute_tracks,
    channel_voices,
    enrolled_voices,
    given_voices,
)
from lvm_meet.speech.kept import Hearing, Track
from lvm_meet.speech.values import Diarization, Heard, VoiceTurn
from lvm_meet.speech.voices import ENVIRONMENT, VoiceBook, book_path

SETTINGS = Settings()
MODEL = "voices-1@abc"


def heard(text, start=0, *, confidence=900):
    """Words of 400 ms, one after the other."""
    return tuple(
        Heard(
            f" {word}", Span(start + 400 * place, start + 400 * place + 380), confidence, not place
        )
        for place, word in enumerate(text.split())
    )


def hearing(*tracks, duration_ms=20_000, speech_ms=19_000):
    return Hearing(duration_ms, speech_ms, "en", 1000, tracks)


def told(found):
    return [(segment.speaker, segment.text) for segment in found.segments]


def diarization(*turns, voices=None, speech_ms=0):
    count = 1 + max((voice for voice, *_ in turns), default=-1)
    return Diarization(
        tuple(VoiceTurn(voice, Span(start, end), 950) for voice, start, end in turns),
        np.eye(192, dtype=np.float32)[:count] if voices is None else voices,
        speech_ms or sum(end - start for _, start, end in turns),
        0,
    )


def attributed(of, voices, *, settings=SETTINGS, names_from=None):
    return attribute_tracks(
        of, voices, settings=settings, recogniser="whisper-x", names_from=names_from
    )


TALK = hearing(Track((*heard("Shall we begin?"), *heard("Yes, let us do that.", 2000))))
TWO = diarization((0, 0, 1300), (1, 1900, 4100))


def test_without_voices_nobody_is_named():
    found = attributed(TALK, None)
    assert [segment.speaker for segment in found.segments] == [None] * len(found.segments)
    assert "".join(segment.text for segment in found.segments).count("begin") == 1
    assert (found.speech.overlap_ms, found.speech.unknown_words) == (None, None)
    assert (found.speech.turns, found.speech.diarizer) == ((), "")
    assert found.speech.speech_ms == TALK.speech_ms


def test_voices_are_numbered_as_they_are_heard():
    voices = Voices(diarization((1, 0, 1300), (0, 1900, 4100)), {}, MODEL)
    found = attributed(TALK, voices)
    assert told(found) == [("Speaker 1", "Shall we begin?"), ("Speaker 2", "Yes, let us do that.")]
    assert [turn.speaker for turn in found.speech.turns] == ["Speaker 1", "Speaker 2"]
    assert (found.speech.recogniser, found.speech.diarizer) == ("whisper-x", MODEL)
    assert found.speech.words == 8
    assert found.speech.confidence == 900


def test_time_of_speech_is_that_of_the_turns():
    """The recogniser's stretches hold the pauses: with them somebody would always speak."""
    assert attributed(TALK, Voices(TWO, {}, MODEL)).speech.speech_ms == 3500
    assert attributed(TALK, Voices(diarization(), {}, MODEL)).speech.speech_ms == TALK.speech_ms
    late = given_voices([Turn("Ada", Span(0, 90_000))])
    assert attributed(TALK, late).speech.speech_ms == TALK.duration_ms


def test_given_turns_name_the_speakers():
    turns = (
        Turn("Ada", Span(1900, 4100)),
        Turn("Ben", Span(0, 1300), 400),
        Turn("Ada", Span(5000, 6000), 1000),
    )
    voices = given_voices(turns)
    assert [voices.names[turn.voice] for turn in voices.diarization.turns] == ["Ben", "Ada", "Ada"]
    assert [turn.voice for turn in voices.diarization.turns] == [0, 1, 1]
    assert [turn.confidence for turn in voices.diarization.turns] == [400, 1000, 1000]
    assert voices.made_by == BY_TURNS
    sure = tuple(Turn(turn.speaker, turn.span) for turn in turns)
    found = attributed(TALK, given_voices(sure))
    assert told(found) == [("Ben", "Shall we begin?"), ("Ada", "Yes, let us do that.")]
    assert found.speech.turns == tuple(
        Turn(turn.speaker, turn.span, 1000) for turn in sorted(sure, key=lambda turn: turn.span)
    )


def test_given_turns_that_overlap_are_summed():
    voices = given_voices([Turn("Ada", Span(0, 3000)), Turn("Ben", Span(2000, 5000))])
    assert (voices.diarization.speech_ms, voices.diarization.overlap_ms) == (5000, 1000)
    assert attributed(TALK, voices).speech.overlap_ms == 1000


def test_no_given_turns_know_nobody():
    found = attributed(TALK, given_voices(()))
    assert {segment.speaker for segment in found.segments} == {None}
    assert found.speech.unknown_words == 8
    assert found.speech.doubts == (Doubt.MANY_UNKNOWN,)


def test_words_far_from_all_turns_are_nobodys():
    of = hearing(Track((*heard("Shall we begin?"), *heard("Hello there", 12_000))))
    found = attributed(of, Voices(TWO, {}, MODEL))
    assert told(found) == [("Speaker 1", "Shall we begin?"), (None, "Hello there")]
    assert found.speech.unknown_words == 2


LEFT = Track(
    heard("I think that this is what all of us want now."), (Span(0, 1200), Span(2000, 4500))
)
RIGHT = Track(heard("Yes, yes.", 2200), (Span(2100, 3100),))


def test_all_words_of_a_channel_are_its_speakers():
    of = hearing(LEFT, RIGHT)
    found = attributed(of, channel_voices(of.tracks))
    assert told(found) == [
        ("Speaker 1", "I think that this is what all of us want now."),
        ("Speaker 2", "Yes, yes."),
    ]
    assert found.speech.unknown_words == 0
    assert (found.speech.diarizer, found.speech.named) == (BY_CHANNELS, True)
    assert (found.speech.speech_ms, found.speech.overlap_ms) == (3700, 1000)
    assert found.speech.turns == (
        Turn("Speaker 1", Span(0, 1200), 1000),
        Turn("Speaker 1", Span(2000, 4500), 1000),
        Turn("Speaker 2", Span(2100, 3100), 1000),
    )


def test_channels_are_numbered_as_they_are_heard_and_silent_ones_last():
    tracks = (Track((), ()), Track((), (Span(0, 50),)), RIGHT, LEFT)
    voices = channel_voices(tracks)
    assert voices.names == {0: "Speaker 3", 1: "Speaker 4", 2: "Speaker 2", 3: "Speaker 1"}
    found = attributed(hearing(*tracks), voices)
    assert {segment.speaker for segment in found.segments} == {"Speaker 1", "Speaker 2"}
    assert found.speech.turns[0].speaker == "Speaker 4"


@pytest.mark.parametrize(
    "voices",
    [None, given_voices([Turn("Ada", Span(0, 4500)), Turn("Ben", Span(2100, 3100))])],
    ids=["nobody", "given"],
)
def test_what_two_channels_say_at_once_is_not_mixed_word_by_word(voices):
    found = attributed(hearing(LEFT, RIGHT), voices)
    assert "I think that this is what all of us want now." in " ".join(
        segment.text for segment in found.segments if "yes" not in segment.text.lower()
    )
    starts = [segment.span.start_ms for segment in found.segments]
    assert starts == sorted(starts)


def other(*rows):
    """A transcript of the platform, untimed."""
    return Transcript(
        Source("teams.vtt", "vtt", "0" * 64, 1), tuple(Segment(text, who) for who, text in rows)
    )


def test_names_come_from_another_transcript():
    names = other(("Ada", "Shall we begin?"), ("Ben", "Yes, let us do that."))
    found = attributed(TALK, Voices(TWO, {}, MODEL), names_from=names)
    assert told(found) == [("Ada", "Shall we begin?"), ("Ben", "Yes, let us do that.")]
    assert [turn.speaker for turn in found.speech.turns] == ["Ada", "Ben"]
    assert [note.code for note in found.notes] == ["names-from-transcript"]


def test_names_come_from_another_transcript_without_voices_too():
    names = other(("Ada", "Shall we begin?"), ("Ben", "Yes, let us do that."))
    assert told(attributed(TALK, None, names_from=names)) == [
        ("Ada", "Shall we begin?"),
        ("Ben", "Yes, let us do that."),
    ]


def test_names_of_channels_come_from_another_transcript():
    names = other(("Ada", "I think that this is what all of us want now."), ("Ben", "Yes, yes."))
    of = hearing(LEFT, RIGHT)
    found = attributed(of, channel_voices(of.tracks), names_from=names)
    assert [who for who, _ in told(found)] == ["Ada", "Ben"]
    assert {turn.speaker for turn in found.speech.turns} == {"Ada", "Ben"}


def test_another_meetings_transcript_is_refused():
    with pytest.raises(InputError, match="not of the same meeting"):
        attributed(TALK, None, names_from=other(("Ada", "Quite different words were spoken here")))


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The user's own book of voices, empty."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
    return VoiceBook()


def enrol(book, vector):
    book.enroll(
        "Dana",
        vector,
        speech_ms=9000,
        when="2026-01-01",
        model=MODEL,
        settings=SETTINGS.attribution,
    ).save(book_path())


ASKED = Settings(diarize=DiarizeSettings(voices=True))


def test_an_enrolled_voice_has_its_name(book):
    enrol(book, TWO.voices[1])
    voices = enrolled_voices(TWO, diarizer=MODEL, settings=ASKED)
    assert voices.names == {1: "Dana"}
    assert [who for who, _ in told(attributed(TALK, voices))] == ["Speaker 1", "Dana"]


def test_enrolled_voices_are_used_only_where_asked_for(book):
    enrol(book, TWO.voices[1])
    assert enrolled_voices(TWO, diarizer=MODEL, settings=SETTINGS).names == {}
    assert enrolled_voices(TWO, diarizer="others@1", settings=ASKED).names == {}


def test_a_damaged_book_is_an_error_only_where_it_is_asked_for(book):
    book_path().write_text("{", "utf-8")
    assert enrolled_voices(TWO, diarizer=MODEL, settings=SETTINGS).names == {}
    with pytest.raises(InputError):
        enrolled_voices(TWO, diarizer=MODEL, settings=ASKED)


@pytest.mark.parametrize(
    ("tracks", "voices"),
    [
        ((), None),
        ((Track(()),), None),
        ((), given_voices([Turn("Ada", Span(0, 900))])),
        ((), Voices(TWO, {1: "Dana"}, MODEL)),
        ((Track((), ()), Track((), ())), channel_voices((Track((), ()), Track((), ())))),
    ],
)
def test_nothing_said_gives_no_segments(tracks, voices):
    found = attributed(hearing(*tracks), voices)
    assert found.segments == ()
    assert (found.speech.words, found.speech.confidence) == (0, None)
    known = {*voices.names.values(), "Speaker 1"} if voices else set()
    assert {turn.speaker for turn in found.speech.turns} <= known
    assert len(found.speech.turns) == (len(voices.diarization.turns) if voices else 0)
