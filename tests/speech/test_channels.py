"""What channels are: rooms, copies, dead and upside-down channels, calls, music."""

import io
import os
import runpy
from pathlib import Path
from types import SimpleNamespace

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet.settings import Channels, SpeechSettings
from lvm_meet.speech.channels import layout
from lvm_meet.speech.recording import open_recording

HERE = Path(__file__).parent
MADE = SimpleNamespace(**runpy.run_path(str(HERE / "made_voices.py")))
WAV = runpy.run_path(str(HERE / "made_recordings.py"))["wav"]
ODD = runpy.run_path(str(HERE / "odd_recordings.py"))["RECORDINGS"]
SHARED = Path(os.environ.get("LVM_MEET_SHARED", HERE.parents[2] / "shared"))
FIRST = ((0, 7), (14, 20), (27, 33))
SECOND = ((6.5, 14.5), (19.5, 27.5), (32, 39))


def opened(*channels):
    data = WAV(MADE.whole_numbers(*channels))
    return open_recording("-", settings=SpeechSettings(), stdin=io.BytesIO(data))


def decided(*channels, choice=Channels.AUTO):
    """Columns and codes of notes."""
    with opened(*channels) as recording:
        found = layout(recording, choice=choice)
        assert len(found.sounds) == len(found.columns)
        assert found.split == (len(found.sounds) > 1)
        for sound, columns in zip(found.sounds, found.columns, strict=True):
            mean = recording.read(0, 5000)[:, columns].mean(axis=1)
            assert np.allclose(sound.read(0, 5000), mean, atol=1e-5)
        return found.columns, {note.code for note in found.notes}


@pytest.fixture(scope="module")
def pair():
    """Two speakers who take turns, each alone."""
    return MADE.voice(1) * MADE.turns(*FIRST), MADE.voice(2) * MADE.turns(*SECOND)


def call(pair, *, bleed=None, second_db=0.0, noise_db=-60.0):
    """Two channels with a speaker each; each hears the other at `bleed` dB."""
    one, other = pair
    channels = []
    for number, (own, far) in enumerate(((one, other), (other, one))):
        sound = own + MADE.noise(10 + number, noise_db)
        if bleed is not None:
            sound = sound + MADE.heard(far, delay_ms=9 + number, decibels=bleed, seed=number)
        channels.append(sound * (MADE.gain(second_db) if number else 1))
    return channels


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"noise_db": -50.0},
        {"bleed": -30.0},
        {"bleed": -15.0},
        {"second_db": -12.0},
        {"second_db": 10.0, "bleed": -20.0},
    ],
    ids=str,
)
def test_a_call_is_split(pair, how):
    columns, notes = decided(*call(pair, **how))
    assert columns == ((0,), (1,))
    assert notes == {"split-channels"}


def room(pair, difference_db, delay_ms=1):
    """A stereo microphone between two people."""
    near = [MADE.heard(each, delay_ms=0, decibels=0, seed=20 + n) for n, each in enumerate(pair)]
    far = [
        MADE.heard(each, delay_ms=delay_ms, decibels=-difference_db, seed=30 + n)
        for n, each in enumerate(pair)
    ]
    return near[0] + far[1] + MADE.noise(1, -50), near[1] + far[0] + MADE.noise(2, -50)


def chords(shift, seconds=MADE.SECONDS):
    time = np.arange(seconds * MADE.RATE) / MADE.RATE
    pitches = (220, 277, 330, 440, 554)
    parts = [
        np.sin(2 * np.pi * pitch * time + shift * number) * np.exp(-3 * ((2 * time) % 1))
        for number, pitch in enumerate(pitches)
    ]
    return np.sum(parts, axis=0) / 20


@pytest.mark.parametrize("difference_db", [0, 3, 6, 8])
def test_a_room_is_mixed(pair, difference_db):
    assert decided(*room(pair, difference_db)) == (((0, 1),), set())


def test_bleed_too_loud_to_tell_is_mixed(pair):
    assert decided(*call(pair, bleed=-6.0))[0] == ((0, 1),)


def test_copies_are_mixed():
    one = MADE.voice(1)
    assert decided(one, one) == (((0, 1),), set())
    assert decided(one, 0.3 * one + MADE.noise(3, -55)) == (((0, 1),), set())


@pytest.mark.parametrize("second", [-1.0, -0.4])
def test_a_channel_upside_down_is_left_out_of_the_mix(second):
    one = MADE.voice(1)
    for choice in (Channels.AUTO, Channels.MIX):
        columns, notes = decided(one, second * one, choice=choice)
        assert columns == ((0,),)
        assert notes == {"opposed-channels"}


def test_a_dead_channel_is_left_out():
    one, dead = MADE.voice(1), np.zeros(MADE.SECONDS * MADE.RATE)
    assert decided(one, dead)[0] == ((0,),)
    assert decided(dead, one)[0] == ((1,),)
    assert decided(dead, dead)[0] == ((0, 1),)
    assert decided(dead, dead, choice=Channels.SPLIT)[0] == ((0,),)


def test_a_channel_with_nothing_of_its_own_is_no_speaker(pair):
    one = MADE.voice(1)
    for other in (
        MADE.noise(5, -55),  # an open microphone
        MADE.noise(5, -60) + MADE.heard(one, delay_ms=8, decibels=-25, seed=3),  # hears the first
        MADE.noise(5, -60) + MADE.voice(2) * MADE.turns((20, 20.8)),  # a cough
    ):
        assert len(decided(one + MADE.noise(6, -60), other)[0]) == 1


def test_music_and_noise_are_mixed(pair):
    assert decided(chords(0.0) + 0.4 * chords(1.0), chords(2.5) + 0.3 * chords(1.0))[0] == ((0, 1),)
    assert decided(MADE.noise(1, -30), MADE.noise(2, -30))[0] == ((0, 1),)
    # a singer on one side, the band on the other
    assert decided(chords(0.0), pair[0])[0] == ((0, 1),)


def test_three_microphones_and_an_open_one():
    spans = (((0, 10), (26, 31)), ((10, 19), (31, 36)), ((18, 26), (36, 39)))
    own = [MADE.voice(seed) * MADE.turns(*each) for seed, each in enumerate(spans)]
    channels = [
        own[place]
        + sum(
            MADE.heard(own[other], delay_ms=8, decibels=-18, seed=10 * place + other)
            for other in range(3)
            if other != place
        )
        + MADE.noise(40 + place, -60)
        for place in range(3)
    ]
    columns, notes = decided(*channels, MADE.noise(50, -60))
    assert columns == ((0,), (1,), (2,))
    assert notes == {"split-channels", "silent-channels"}


def test_surround_sound_is_mixed_from_what_sounds(pair):
    dead, both = np.zeros(MADE.SECONDS * MADE.RATE), sum(pair)
    assert decided(dead, dead, both, dead, dead, dead)[0] == ((2,),)
    columns, _ = decided(0.5 * both, 0.5 * both, both, dead, 0.2 * both, 0.2 * both)
    assert columns == ((0, 1, 2, 4, 5),)


def test_whoever_asks_gets_it(pair):
    channels = call(pair)
    assert decided(*channels, choice=Channels.MIX)[0] == ((0, 1),)
    assert decided(*room(pair, 3), choice=Channels.SPLIT)[0] == ((0,), (1,))
    dead = np.zeros_like(channels[0])
    columns, notes = decided(channels[0], dead, channels[1], choice=Channels.SPLIT)
    assert columns == ((0,), (2,))
    assert notes == {"silent-channels"}
    columns, notes = decided(channels[0], -channels[0], channels[1], choice=Channels.SPLIT)
    assert columns == ((0,), (2,))
    assert notes == {"same-channels"}


def test_one_channel_is_one_channel():
    one = MADE.voice(1)
    assert decided(one) == (((0,),), set())
    assert decided(one, choice=Channels.MIX) == (((0,),), set())
    assert decided(one, choice=Channels.SPLIT) == (((0,),), {"one-channel"})


@given(
    length=st.integers(1, 3000) | st.sampled_from([16_000, 65_536, 480_001]),
    channels=st.integers(1, 4),
    level=st.sampled_from([0, 1, 3000, 40_000]),
    choice=st.sampled_from(Channels),
)
@settings(max_examples=40)
def test_any_recording_has_a_layout(length, channels, level, choice):
    sound = np.random.default_rng(length).normal(size=(length, channels)) * level / 32768
    columns, _ = decided(*sound.T, choice=choice)
    assert columns
    assert all(columns)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("channel_each", ((0,), (1,))),
        ("same_twice", ((0, 1),)),
        ("one_channel_dead", ((1,),)),
        ("opposed", ((0,),)),
    ],
)
def test_odd_recordings_of_real_words(tmp_path, name, columns):
    with open_recording(ODD[name](tmp_path), settings=SpeechSettings()) as recording:
        assert layout(recording, choice=Channels.AUTO).columns == columns


@pytest.mark.skipif(not (SHARED / "audio").is_dir(), reason="the meeting clips are not here")
def test_two_real_voices():
    def clip(name):
        with av.open(str(SHARED / "audio" / f"{name}.wav")) as file:
            sound = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
        sound = sound[: 30 * MADE.RATE].astype(np.float64)
        return sound / np.sqrt(np.mean(sound**2)) / 12

    def alternating(name, *spans):
        return clip(name) * MADE.turns(*spans, seconds=30)

    one = alternating("trn03", (0, 6), (11, 17), (22, 27))
    other = alternating("trn09", (5.5, 11.5), (16.5, 22.5), (26, 30))
    assert decided(one, other)[0] == ((0,), (1,))
    near = MADE.heard(one, delay_ms=0, decibels=0, seed=1)
    far = MADE.heard(other, delay_ms=2, decibels=-6, seed=2)
    middle = MADE.heard(one, delay_ms=2, decibels=-6, seed=3)
    close = MADE.heard(other, delay_ms=0, decibels=0, seed=4)
    assert decided(near + far, middle + close)[0] == ((0, 1),)
    # everybody on both channels, at their own distances
    assert decided(clip("dev00"), 0.8 * clip("dev00"))[0] == ((0, 1),)
