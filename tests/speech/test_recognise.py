"""Words of real speech by real weights: in order, always the same, and none where nobody speaks."""

import runpy
from collections import namedtuple
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Event

import ctranslate2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import resources
from lvm_meet.errors import LexiconError, MissingError
from lvm_meet.model import Span, spoken_words
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech import recognise
from lvm_meet.speech.activity import cut_blocks, find_speech
from lvm_meet.speech.lexicon import recogniser_words
from lvm_meet.speech.recognise import BlockWords, Recogniser
from lvm_meet.speech.recording import open_recording
from lvm_meet.speech.values import PER_MS, RATE, Heard, Samples

ODD = runpy.run_path(str(Path(__file__).with_name("odd_recordings.py")))
SETTINGS = SpeechSettings(block_ms=30_000, threads=1)
ANYTHING = SpeechSettings(block_ms=30_000, threads=1, speech_from=1, speech_until=1)
"""takes everything for speech, so that it is up to the recogniser alone"""


def cut(start, stop):
    """Seconds of the sample recording."""
    return Samples(ODD["speech"]()[round(start * RATE) : round(stop * RATE)])


def whole(sound):
    return [(sound, Span(0, sound.samples // PER_MS))]


def hear(recogniser, tasks, *, done=None, keep=lambda place, words: None, progress=None):
    return recogniser.hear(tasks, language="en", done=done or {}, keep=keep, progress=progress)


def text(blocks):
    return "".join(word.text for block in blocks for word in block.words).strip()


@pytest.fixture(scope="module")
def recogniser(tiny):
    return Recogniser(tiny, settings=SETTINGS)


@pytest.fixture(scope="module")
def tasks():
    """Two blocks: the first 34 seconds of the sample, with three speakers."""
    sound = cut(0, 34.3)
    spans = find_speech(sound, settings=SETTINGS)
    return [(sound, block) for block in cut_blocks(spans, sound, settings=SETTINGS)]


@pytest.fixture(scope="module")
def heard(recogniser, tasks):
    return hear(recogniser, tasks)


def test_what_is_said_is_heard(heard):
    lines = (ODD["SAMPLES"] / "planning.txt").read_text("utf-8").splitlines()[:9]
    said = spoken_words(" ".join(line.partition(": ")[2] for line in lines))
    found = spoken_words(text(heard))
    assert len(set(said) & set(found)) > 0.9 * len(set(said))
    assert abs(len(said) - len(found)) < 6
    assert (heard[0].invented, heard[0].repeated) == (0, 0)


def test_words_stand_in_the_order_of_time_inside_of_their_block(heard, tasks):
    for block, (_, span) in zip(heard, tasks, strict=True):
        spans = [word.span for word in block.words]
        assert len(spans) > 30
        assert all(span.start_ms <= each.start_ms <= each.end_ms <= span.end_ms for each in spans)
        assert all(
            one.start_ms <= other.start_ms and one.end_ms <= other.end_ms
            for one, other in pairwise(spans)
        )
        assert all(0 <= word.confidence <= 1000 for word in block.words)
        assert block.words[0].breaks
        assert all(word.text.startswith(" ") for word in block.words)


def test_words_are_where_they_are_said(heard):
    at = {word.text.strip(" ,.?").lower(): word.span.start_ms for word in heard[0].words}
    assert at["right"] == pytest.approx(1300, abs=500)
    assert at["walked"] == pytest.approx(7900, abs=400)
    assert at["windows"] == pytest.approx(14_000, abs=400)


def test_the_number_of_threads_changes_nothing(tiny, tasks, heard):
    two = Recogniser(tiny, settings=SpeechSettings(block_ms=30_000, threads=2))
    assert hear(two, tasks) == heard


class Watching:
    """Notes how far it is."""

    def __init__(self):
        self.said = []

    def stage(self, name, total_ms):
        self.said.append((name, total_ms))

    def at(self, done_ms):
        self.said.append(done_ms)

    def say(self, message):
        self.said.append(message)


def test_what_is_done_is_not_heard_again(recogniser, tasks, heard):
    before = BlockWords((Heard(" before", Span(0, 1), 1),))
    kept, progress = {}, Watching()
    found = hear(recogniser, tasks, done={0: before}, keep=kept.__setitem__, progress=progress)
    assert found == [before, heard[1]]
    assert kept == {1: heard[1]}
    first, second = (span.length_ms for _, span in tasks)
    assert progress.said == [("transcribe", first + second), first, first + second]


def test_all_done_needs_no_hearing(recogniser, tasks):
    done = {place: BlockWords(()) for place in range(5)}  # and more than there are now
    found = hear(recogniser, tasks, done=done, keep=None)
    assert found == [BlockWords(())] * 2


def test_no_blocks_give_no_words(recogniser):
    assert hear(recogniser, []) == []


def test_an_interrupt_gives_up_the_blocks_that_are_left(recogniser, tasks, monkeypatch):
    begun, kept = [], {}
    inner = recogniser._hear_block

    def spied(sound, block, language, given_up):
        begun.append(block)
        return inner(sound, block, language, given_up)

    def interrupt(place, words):
        kept[place] = words
        raise KeyboardInterrupt

    monkeypatch.setattr(recogniser, "_hear_block", spied)
    with pytest.raises(KeyboardInterrupt):
        hear(recogniser, tasks * 4, keep=interrupt)
    assert list(kept) == [0]
    assert len(begun) <= 2  # the next one was begun before the interrupt


def test_a_block_that_is_given_up_ends_with_its_batch(recogniser):
    given_up = Event()
    given_up.set()
    assert recogniser._hear_block(*whole(cut(78, 80.3))[0], "en", given_up) == BlockWords(())


@pytest.mark.parametrize(
    ("name", "vocabulary"), [("noise", ()), ("music", ()), ("music", ("Hannah Osei", "Nora"))]
)
def test_nothing_is_invented_where_nobody_speaks(tiny, name, vocabulary, tmp_path):
    recogniser = Recogniser(tiny, settings=replace(ANYTHING, vocabulary=vocabulary))
    with open_recording(ODD["RECORDINGS"][name](tmp_path), settings=SETTINGS) as recording:
        sound = Samples(recording.mixed().read(0, 10 * RATE))
    assert hear(recogniser, whole(sound))[0].words == ()


def test_silence_is_not_even_looked_at(recogniser):
    silence = Samples(np.zeros(5 * RATE, np.float32))
    assert hear(recogniser, whole(silence)) == [BlockWords(())]


def test_a_loop_is_cut_and_counted(recogniser):
    start, stop = ODD["QUESTION"]
    sound = Samples(np.tile(cut(start, stop).data, 6))
    (block,) = hear(recogniser, whole(sound))
    assert spoken_words(text([block])).count("piano") <= 3
    assert block.repeated >= 12


def test_what_failed_is_heard_once_more(tiny):
    """The first decoding is called a failure whatever it gives: the second one has the words."""
    strict = SpeechSettings(block_ms=30_000, threads=1, least_likely=0)
    (block,) = hear(Recogniser(tiny, settings=strict), whole(cut(78, 86.5)))
    assert {"grandmother's", "piano", "broken", "scratch"} <= set(spoken_words(text([block])))


def test_names_of_the_vocabulary_are_written_so(tiny):
    known = Recogniser(
        tiny, settings=SpeechSettings(block_ms=30_000, threads=1, vocabulary=("Norah",))
    )
    sound = whole(cut(34.0, 41.2))
    assert "Norah" in text(hear(known, sound))
    assert known.vocabulary_fits == 1


@pytest.mark.parametrize(
    ("vocabulary", "fits"),
    [
        ((), 0),
        (("Nora",) * 60, 60),
        (("word " * 300,), 0),
        (("Nora", "word " * 300, "Leo"), 1),
    ],
)
def test_how_much_of_a_vocabulary_fits(tiny, recogniser, vocabulary, fits):
    settings = SpeechSettings(block_ms=30_000, threads=1, vocabulary=vocabulary)
    counting = Recogniser.__new__(Recogniser)
    counting._settings, counting._model = settings, recogniser._model
    assert counting.vocabulary_fits == fits


def test_english_only_weights_hear_english(recogniser):
    assert recogniser.find_language(cut(0, 3), [Span(0, 3000)]) == ("en", 1000)


def test_the_language_is_found(base):
    recogniser = Recogniser(base, settings=SETTINGS)
    language, share = recogniser.find_language(cut(8, 20), [Span(0, 12_000)])
    assert language == "en"
    assert 800 < share <= 1000
    assert recogniser.find_language(cut(8, 20), []) == ("en", 0)


Word = namedtuple("Word", "word start end probability")
seconds = st.floats(-5, 40).map(lambda value: round(value, 2))


@given(
    st.lists(
        st.lists(st.builds(Word, st.sampled_from([" a", " ", ""]), seconds, seconds, seconds))
    ),
    st.integers(0, 5000),
)
@settings(max_examples=50)
def test_whatever_times_a_recogniser_gives_words_keep_their_order(segments, origin):
    inside = Span(origin, origin + 30_000)
    found = recognise._heard(segments, origin, inside)
    assert len(found) == sum(bool(word.word.strip()) for words in segments for word in words)
    assert found == sorted(found, key=lambda word: word.span)
    assert all(inside.start_ms <= word.span.start_ms for word in found)
    assert all(word.span.end_ms <= inside.end_ms for word in found)
    assert all(0 <= word.confidence <= 1000 for word in found)
    begin = sum(any(word.word.strip() for word in words) for words in segments)
    assert sum(word.breaks for word in found) == begin


def test_damaged_weights_are_missing_ones(tiny, tmp_path):
    for file in tiny.directory.iterdir():
        if file.name != "model.bin":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.bin").write_bytes(b"no weights")
    with pytest.raises(MissingError, match="do not load") as caught:
        Recogniser(replace(tiny, directory=tmp_path), settings=SETTINGS)
    assert "models verify" in caught.value.hint


def test_a_graphics_card_that_does_not_work_is_done_without(tiny, monkeypatch):
    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is a graphics card")
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    assert recognise.has_gpu()
    recogniser = Recogniser(tiny, settings=SETTINGS)
    assert not recogniser.on_gpu
    assert recogniser._model.model.device == "cpu"


def test_a_broken_lexicon_is_told_before_anything_is_heard(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "lexicons", lambda: tmp_path)
    recogniser_words.cache_clear()
    try:
        with pytest.raises(LexiconError):
            Recogniser(tiny, settings=SETTINGS)
    finally:
        recogniser_words.cache_clear()
