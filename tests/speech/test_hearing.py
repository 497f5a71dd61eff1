"""The ear: what is heard in a decoded recording, on one sound or on one per channel."""

import runpy
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import ctranslate2
import numpy as np
import pytest

from lvm_meet.model import Span, spoken_words
from lvm_meet.settings import Channels, Settings, SpeechSettings
from lvm_meet.speech import hearing
from lvm_meet.speech.hearing import Ear
from lvm_meet.speech.recognise import BlockWords, Recogniser
from lvm_meet.speech.recording import open_recording
from lvm_meet.speech.values import RATE, Heard

ODD = runpy.run_path(str(Path(__file__).with_name("odd_recordings.py")))
SPEECH = SpeechSettings(block_ms=30_000, threads=1)
SETTINGS = Settings(speech=SPEECH)
BLOCK = BlockWords((Heard(" ja", Span(2000, 2100), 900),), invented=2, repeated=3)


@contextmanager
def recording(sound, folder, name="sound.wav"):
    """A decoded recording of samples, shape (n,) or (n, 2)."""
    with open_recording(ODD["write"](folder / name, sound), settings=SPEECH) as opened:
        yield opened


def hear(weights, opened, *, settings=SETTINGS, done=None, keep=lambda place, words: None):
    return Ear(settings, weights).hear(opened, done=done or {}, keep=keep)


def words_of(track):
    return spoken_words("".join(word.text for word in track.words))


def codes(heard):
    return [note.code for note in heard.notes]


@pytest.fixture(scope="module")
def one_track(tiny, tmp_path_factory):
    """The first 17 seconds of the sample, heard; with the blocks that were kept meanwhile."""
    kept = {}
    with recording(ODD["speech"]()[: 17 * RATE], tmp_path_factory.mktemp("one")) as opened:
        return hear(tiny, opened, keep=kept.__setitem__), kept


def test_everything_is_heard_on_one_track(one_track):
    heard, kept = one_track
    (track,) = heard.tracks
    assert track.own is None
    assert not heard.split
    assert {"shelves", "melon", "windows"} <= set(words_of(track))
    assert [kept[0].words] == [track.words]
    assert (heard.language, heard.language_share) == ("en", 1000)
    assert heard.notes == ()


def test_words_stand_in_order_inside_of_the_recording(one_track):
    heard, _ = one_track
    spans = [word.span for word in heard.tracks[0].words]
    assert all(one.start_ms <= other.start_ms for one, other in pairwise(spans))
    assert spans[0].start_ms >= 0
    assert spans[-1].end_ms <= heard.duration_ms == 17_000
    assert 14_000 < heard.speech_ms <= heard.duration_ms


@pytest.mark.parametrize("name", ["silence", "noise", "music"])
def test_without_speech_no_model_is_opened(name, tmp_path, tiny, monkeypatch):
    monkeypatch.setattr(hearing, "Recogniser", None)
    with open_recording(ODD["RECORDINGS"][name](tmp_path), settings=SPEECH) as opened:
        heard = hear(tiny, opened)
    assert (heard.tracks, heard.speech_ms, heard.language) == ((), 0, "")
    assert not heard.spoken


def left_and_right():
    """Thirteen seconds of a call: the second speaker on the left, the third on the right."""
    part = slice(round(13.45 * RATE), round(26.2 * RATE))
    _, second, third = (voice[part] for voice in ODD["voices"]().values())
    return second, third


@pytest.fixture(scope="module")
def call(tiny, tmp_path_factory):
    """Heard where each side also comes over softly on the other's channel."""
    second, third = left_and_right()
    sound = np.stack([second + 0.1 * third, third + 0.1 * second], axis=1)
    with recording(sound, tmp_path_factory.mktemp("call")) as opened:
        return hear(tiny, opened)


def test_each_channel_has_its_speakers_words(call):
    left, right = call.tracks
    assert call.split
    assert {"windows", "good"} <= set(words_of(left))
    assert {"boys", "noses", "packing"} <= set(words_of(right))
    assert "split-channels" in codes(call)


def test_what_comes_over_from_the_other_channel_is_not_heard_twice(call):
    left, right = call.tracks
    assert not {"boys", "noses", "books", "packing"} & set(words_of(left))
    assert not {"windows"} & set(words_of(right))


def test_a_channels_own_stretches_hold_its_words(call):
    for track in call.tracks:
        assert all(one.end_ms < other.start_ms for one, other in pairwise(track.own))
        for word in track.words:
            assert any(
                span.start_ms - 500 <= word.span.start_ms <= span.end_ms for span in track.own
            ), word
    apart = sum(span.length_ms for track in call.tracks for span in track.own)
    assert call.speech_ms <= apart
    assert call.speech_ms <= call.duration_ms


def test_channels_are_mixed_where_the_settings_say_so(tiny, tmp_path):
    mixed = replace(SETTINGS, speech=replace(SPEECH, channels=Channels.MIX))
    with recording(np.stack(left_and_right(), axis=1), tmp_path) as opened:
        (track,) = hear(tiny, opened, settings=mixed, done={0: BLOCK}).tracks
    assert (track.own, track.words) == (None, BLOCK.words)


def test_blocks_of_all_channels_are_put_together_again(tiny, tmp_path):
    """Blocks are numbered through: those of the first channel, then those of the second."""
    blocks = {
        place: BlockWords((Heard(f" {place}", Span(place, place), 900),)) for place in range(4)
    }
    pause = np.zeros(52 * RATE)
    left, right = (np.concatenate([voice, pause, voice]) for voice in left_and_right())
    with recording(np.stack([left, right], axis=1), tmp_path) as opened:
        tracks = hear(tiny, opened, done=blocks).tracks
    assert [words_of(track) for track in tracks] == [["0", "1"], ["2", "3"]]


def test_one_language_for_all_blocks(base, tmp_path, monkeypatch):
    """Found once, and the same for every block."""
    found, used = [], []

    class Spying(Recogniser):
        def find_language(self, sound, spans):
            found.append(super().find_language(sound, spans))
            return found[-1]

        def _hear_block(self, sound, block, language, given_up):
            used.append(language)
            return BlockWords(())

    monkeypatch.setattr(hearing, "Recogniser", Spying)
    with recording(ODD["speech"]()[: 70 * RATE], tmp_path) as opened:
        heard = hear(base, opened)
    assert len(found) == 1
    assert used == ["en"] * 3
    assert (heard.language, heard.language_share) == found[0]
    assert "unsure-language" not in codes(heard)


def test_a_given_language_is_not_looked_for(base, tmp_path, monkeypatch):
    used = []

    class Spying(Recogniser):
        find_language = None

        def _hear_block(self, sound, block, language, given_up):
            used.append(language)
            return BLOCK

    monkeypatch.setattr(hearing, "Recogniser", Spying)
    german = replace(SETTINGS, speech=replace(SPEECH, language="de"))
    with recording(ODD["speech"]()[: 8 * RATE], tmp_path) as opened:
        heard = hear(base, opened, settings=german)
    assert used == ["de"]
    assert (heard.language, heard.language_share) == ("de", 1000)
    assert {note.code: note.count for note in heard.notes} == {
        "invented-words": 2,
        "repeated-words": 3,
    }


def test_a_guessed_language_is_noted(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(Recogniser, "find_language", lambda self, sound, spans: ("en", 499))
    with recording(ODD["speech"]()[: 8 * RATE], tmp_path) as opened:
        heard = hear(tiny, opened, done={0: BlockWords(())})
    assert codes(heard) == ["unsure-language"]
    assert "0.50" in heard.notes[0].message


def test_a_vocabulary_that_does_not_fit_is_noted(tiny, tmp_path):
    names = tuple(f"Aloysius Featherstonehaugh the {number}th" for number in range(90))
    many = replace(SETTINGS, speech=replace(SPEECH, vocabulary=names))
    with recording(ODD["speech"]()[: 8 * RATE], tmp_path) as opened:
        heard = hear(tiny, opened, settings=many, done={0: BlockWords(())})
    assert codes(heard) == ["vocabulary-cut"]
    assert "of 90 entries" in heard.notes[0].message


def test_a_graphics_card_of_no_use_is_noted(tiny, tmp_path, monkeypatch):
    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a graphics card")
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    with recording(ODD["speech"]()[: 8 * RATE], tmp_path) as opened:
        heard = hear(tiny, opened, done={0: BlockWords(())})
    assert codes(heard) == ["gpu-unused"]
    assert heard.notes[0].remark


def test_notes_of_the_recording_and_its_channels_come_along(tiny, tmp_path):
    dead = np.stack([np.zeros(8 * RATE), ODD["speech"]()[: 8 * RATE]], axis=1)
    split = replace(SETTINGS, speech=replace(SPEECH, channels=Channels.SPLIT))
    with recording(dead, tmp_path) as opened:
        heard = hear(tiny, opened, settings=split, done={0: BlockWords(())})
    assert codes(heard) == ["silent-channels"]
    assert not heard.split


class Stages:
    def __init__(self):
        self.begun = []

    def stage(self, name, total_ms):
        self.begun.append((name, total_ms))

    def at(self, done_ms):
        pass

    def say(self, message):
        raise AssertionError(message)


def test_voices_are_told_apart(tiny, tmp_path):
    stages = Stages()
    with recording(ODD["speech"]()[: 17 * RATE], tmp_path) as opened:
        found = Ear(SETTINGS, tiny).diarize(opened, progress=stages)
    assert len(found.voices) == 3
    assert stages.begun == [("diarize", 17_000)]


def test_ids_name_what_hears(tiny):
    ear = Ear(SETTINGS, tiny)
    assert ear.recogniser_id == f"whisper-tiny.en@{tiny.sha256[:12]}"
    assert ear.diarizer_id.startswith("lvm-meet-voices-")
