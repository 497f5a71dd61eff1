"""The sample recording, the text it was made from, and the truth of who speaks when, agree."""

import re
from itertools import groupby
from pathlib import Path

import av
import numpy as np
import pytest

from lvm_meet import readers

RATE = 16_000
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def sound():
    """float32, shape (samples,), at RATE."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    with av.open(SAMPLES / "planning.ogg") as file:
        frames = [each for frame in file.decode(audio=0) for each in resampler.resample(frame)]
    frames += resampler.resample(None)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


@pytest.fixture(scope="module")
def talk():
    """(speaker, start, end) in samples, as the RTTM has them."""
    rows = [line.split(" ") for line in (SAMPLES / "planning.rttm").read_text("utf-8").splitlines()]
    return [
        (
            row[7].replace("_", " "),
            round(RATE * float(row[3])),
            round(RATE * sum(map(float, row[3:5]))),
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def text():
    transcript = readers.read(SAMPLES / "planning.txt")
    assert transcript.notes == ()
    return transcript.segments


def test_the_recording_is_a_small_mono_file_of_a_minute_and_a_half(sound):
    assert (SAMPLES / "planning.ogg").stat().st_size < 500_000
    with av.open(SAMPLES / "planning.ogg") as file:
        (stream,) = file.streams
        assert (stream.type, stream.channels) == ("audio", 1)
        assert file.duration / av.time_base == pytest.approx(len(sound) / RATE, abs=0.1)
    assert 80 < len(sound) / RATE < 110
    assert 0.3 < np.abs(sound).max() < 1  # neither faint nor clipped


def test_the_rttm_is_well_formed_and_ends_with_the_sound(sound, talk):
    line = r"SPEAKER planning 1 \d+\.\d{3} \d+\.\d{3} <NA> <NA> \S+ <NA> <NA>\n"
    assert re.fullmatch(f"({line})+", (SAMPLES / "planning.rttm").read_text("utf-8"))
    assert [start for _, start, _ in talk] == sorted(start for _, start, _ in talk)
    assert 0 <= len(sound) - max(end for *_, end in talk) <= 1.5 * RATE


def test_text_and_rttm_have_the_same_three_people_in_the_same_order(text, talk):
    in_text = [speaker for speaker, _ in groupby(segment.speaker for segment in text)]
    # A turn that goes on while somebody else says "mm-hm" is one stretch of talk and two lines of
    # text: the second begins where the back-channel is over.
    heard = [speaker for speaker, *_ in talk]
    for number, (speaker, _, end) in enumerate(talk):
        inside = [other for other in talk[number + 1 :] if other[2] < end]
        if inside:
            heard.insert(number + 1 + len(inside), speaker)
    assert len(set(in_text)) == 3
    assert [speaker for speaker, _ in groupby(heard)] == in_text


def test_the_words_fit_the_time_in_which_they_are_said(text, talk):
    assert 280 <= sum(len(segment.text.split()) for segment in text) <= 330
    for speaker in {segment.speaker for segment in text}:
        words = sum(len(each.text.split()) for each in text if each.speaker == speaker)
        seconds = sum(end - start for who, start, end in talk if who == speaker) / RATE
        assert 2.5 < words / seconds < 4.5


def test_there_is_sound_where_somebody_speaks_and_next_to_none_elsewhere(sound, talk):
    spoken = np.zeros(len(sound), bool)
    after = np.zeros(len(sound), bool)  # the room still answers
    for _, start, end in talk:
        assert np.sqrt(np.mean(sound[start:end] ** 2)) > 0.02
        spoken[start:end] = True
        after[start - RATE // 20 : end + RATE // 5] = True
    assert np.sqrt(np.mean(sound[~after] ** 2)) < 0.002
    assert 0.8 < spoken.mean() < 0.95


def test_two_voices_are_heard_at_once_now_and_then(sound, talk):
    speaking = np.zeros(len(sound), int)
    for _, start, end in talk:
        speaking[start:end] += 1
    assert speaking.max() == 2
    assert 0.3 < np.sum(speaking == 2) / RATE < 2
