"""From a recording to a transcript, and what an earlier or an interrupted run has left of it."""

import io
import os
import runpy
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import ctranslate2
import numpy as np
import pytest

from lvm_meet import readers, resources
from lvm_meet.cache import Cache
from lvm_meet.errors import InputError, MissingError, SettingsError
from lvm_meet.model import BY_CHANNELS, BY_TURNS, Segment, Source, Transcript, Turn, spoken_words
from lvm_meet.settings import Channels, DiarizeSettings, Settings, SpeechSettings
from lvm_meet.speech import is_recording, listener
from lvm_meet.speech.hearing import Ear
from lvm_meet.speech.kept import unpack_diarization
from lvm_meet.speech.lexicon import RecogniserWords
from lvm_meet.speech.listener import Listener
from lvm_meet.speech.recognise import Recogniser
from lvm_meet.speech.rttm import read_rttm
from lvm_meet.speech.values import RATE
from lvm_meet.speech.voices import ENVIRONMENT, VoiceBook, book_path

ODD = runpy.run_path(str(Path(__file__).with_name("odd_recordings.py")))
SAMPLES = ODD["SAMPLES"]
ROOT = SAMPLES.parent
SPEECH = SpeechSettings(model="tiny.en", block_ms=30_000, threads=1)
SETTINGS = Settings(speech=SPEECH)
UNNAMED = replace(SETTINGS, diarize=DiarizeSettings(enabled=False))
SECONDS = 34.3


def listen(path, cache, *, settings=SETTINGS, resume=True, **options):
    return Listener.build(settings, cache=cache, resume=resume).listen(path, **options)


def names(cache):
    return sorted(name for entry in cache.entries() for name in entry.names)


@pytest.fixture(scope="module")
def meeting(tmp_path_factory):
    """The first 34 seconds of the sample: three people, two blocks."""
    sound = ODD["speech"]()[: round(SECONDS * RATE)]
    return ODD["write"](tmp_path_factory.mktemp("meeting") / "meeting.wav", sound)


@pytest.fixture(scope="module")
def full(tiny, tmp_path_factory):
    """A cache in which everything about the meeting is kept. Not to be written to."""
    return Cache(tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def uninterrupted(meeting, full):
    return listen(meeting, full)


@pytest.fixture(scope="module")
def unnamed(meeting, full, uninterrupted):
    """The same without speakers: telling them apart again takes as long as hearing it."""
    return listen(meeting, full, settings=UNNAMED)


@pytest.fixture
def cache(full, uninterrupted, tmp_path):
    """A copy of the full cache, to be spoilt."""
    shutil.copytree(full.directory, tmp_path / "cache")
    return Cache(tmp_path / "cache")


class Heard(Exception):  # noqa: N818
    """The recording was heard, although it should not have been."""


@pytest.fixture
def deaf(monkeypatch):
    """Whatever is decoded, or opens a model, raises Heard."""

    def refuse(*arguments, **options):
        raise Heard

    monkeypatch.setattr(listener, "open_recording", refuse)
    monkeypatch.setattr(Ear, "hear", refuse)
    monkeypatch.setattr(Ear, "diarize", refuse)


@pytest.fixture
def blocks_heard(monkeypatch):
    """The blocks that a recogniser hears in this test."""
    begun = []
    inner = Recogniser._hear_block

    def spied(self, sound, block, *rest):
        begun.append(block)
        return inner(self, sound, block, *rest)

    monkeypatch.setattr(Recogniser, "_hear_block", spied)
    return begun


def test_a_meeting_is_written_down(uninterrupted, tiny):
    lines = (SAMPLES / "planning.txt").read_text("utf-8").splitlines()[:9]
    said = spoken_words(" ".join(line.partition(": ")[2] for line in lines))
    found = spoken_words(" ".join(segment.text for segment in uninterrupted.segments))
    assert len(set(said) & set(found)) > 0.9 * len(set(said))
    assert uninterrupted.language == "en"
    assert uninterrupted.origin.startswith(f"whisper-tiny.en@{tiny.sha256[:12]}, faster-whisper ")
    assert uninterrupted.source.name == "meeting.wav"
    assert {segment.speaker for segment in uninterrupted.segments} >= {
        "Speaker 1",
        "Speaker 2",
        "Speaker 3",
    }


def test_words_stand_in_order_inside_of_the_recording(uninterrupted):
    words = [word for segment in uninterrupted.segments for word in segment.words]
    assert all(one.span.start_ms <= other.span.start_ms for one, other in pairwise(words))
    assert words[0].span.start_ms >= 0
    assert words[-1].span.end_ms <= uninterrupted.speech.duration_ms == 1000 * SECONDS
    assert len(words) == uninterrupted.speech.words


def test_speech_is_the_time_in_which_somebody_speaks(uninterrupted):
    truth = sum(
        turn.span.length_ms
        for turn in read_rttm(SAMPLES / "planning.rttm")
        if turn.span.end_ms < 1000 * SECONDS
    )
    assert uninterrupted.speech.speech_ms == pytest.approx(truth, rel=0.08)


@pytest.mark.usefixtures("deaf")
def test_the_second_time_nothing_is_heard_and_all_is_the_same(
    meeting, full, uninterrupted, monkeypatch
):
    monkeypatch.setattr(ctranslate2.models, "Whisper", None)
    assert listen(meeting, full) == uninterrupted
    assert names(full) == ["voices", "words"]


@pytest.mark.usefixtures("deaf")
def test_content_counts_and_not_the_name(meeting, full, uninterrupted, tmp_path):
    again = listen(shutil.copy(meeting, tmp_path / "renamed.mp3"), full)
    assert again.source == replace(uninterrupted.source, name="renamed.mp3")
    assert again.segments == uninterrupted.segments
    with meeting.open("rb") as stdin:
        assert listen("-", full, stdin=stdin).segments == uninterrupted.segments


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize(
    "parts",
    [
        {"speech": {"threads": 2}},
        {"speech": {"max_hours": 1}},
        {"diarize": {"report_doubtful": True}},
        {"attribution": {"segment_pause_ms": 600}},
    ],
    ids=str,
)
def test_what_changes_no_word_takes_what_is_kept(meeting, full, uninterrupted, parts):
    found = listen(meeting, full, settings=changed(parts))
    assert found.speech.words == uninterrupted.speech.words


def changed(parts):
    return replace(
        SETTINGS,
        **{name: replace(getattr(SETTINGS, name), **values) for name, values in parts.items()},
    )


@pytest.mark.usefixtures("deaf", "uninterrupted")
@pytest.mark.parametrize(
    "parts",
    [
        {"speech": {"language": "en"}},
        {"speech": {"vocabulary": ("Nora",)}},
        {"speech": {"beam": 1}},
        {"speech": {"batch": 3}},
        {"speech": {"block_ms": 60_000}},
        {"speech": {"channels": Channels.MIX}},
        {"speech": {"silence_ms": 900}},
        {"speech": {"doubtful_word": 400}},
        {"speech": {"guessed_word": 50}},
        {"diarize": {"most": 2}},
        {"diarize": {"least": 2}},
        {"diarize": {"voices": True}},
        {"diarize": {"people_cut": 500}},
    ],
    ids=str,
)
def test_other_settings_do_not_take_what_is_kept(meeting, full, parts):
    with pytest.raises(Heard):
        listen(meeting, full, settings=changed(parts))


@pytest.mark.usefixtures("deaf", "uninterrupted")
def test_other_weights_do_not_take_what_is_kept(meeting, full, base):
    with pytest.raises(Heard):
        listen(meeting, full, settings=changed({"speech": {"model": base.name}}))


@pytest.mark.usefixtures("deaf", "uninterrupted")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("recogniser_words", lambda: RecogniserWords(frozenset({"other"}), {})),
        ("has_gpu", lambda: True),
        ("version", lambda name: "0"),
        ("_GENERATION", 0),
    ],
)
def test_other_versions_do_not_take_what_is_kept(meeting, full, name, value, monkeypatch):
    monkeypatch.setattr(listener, name, value)
    with pytest.raises(Heard):
        listen(meeting, full)


@pytest.mark.usefixtures("deaf", "uninterrupted")
def test_other_recordings_do_not_take_what_is_kept(full, tmp_path):
    with pytest.raises(Heard):
        listen(ODD["write"](tmp_path / "meeting.wav", ODD["speech"]()[: 34 * RATE]), full)


class Interrupting(Cache):
    """A cache whose user presses Ctrl-C as soon as the first block is kept."""

    def put(self, key, name, data):
        kept = super().put(key, name, data)
        if name.startswith("block-"):
            raise KeyboardInterrupt
        return kept


@pytest.fixture(scope="module")
def half(meeting, tiny, tmp_path_factory):
    """What an interrupted run leaves. Not to be written to."""
    cache = Interrupting(tmp_path_factory.mktemp("half"))
    with pytest.raises(KeyboardInterrupt):
        listen(meeting, cache)
    return Cache(cache.directory)


def copied(cache, folder):
    shutil.copytree(cache.directory, folder)
    return Cache(folder)


def test_an_interrupted_run_goes_on_where_it_stopped(
    meeting, half, unnamed, tmp_path, blocks_heard
):
    assert names(half) == ["block-00000"]
    cache = copied(half, tmp_path / "cache")
    assert listen(meeting, cache, settings=UNNAMED) == unnamed
    assert len(blocks_heard) == 1
    assert blocks_heard[0].start_ms > 10_000
    assert names(cache) == ["words"]


def test_without_resume_all_is_heard_again(meeting, half, tmp_path, monkeypatch):
    given = []

    def hear(self, recording, *, done, keep, progress):
        given.append(dict(done))
        raise Heard

    monkeypatch.setattr(Ear, "hear", hear)
    for resume in (False, True):
        with pytest.raises(Heard):
            listen(meeting, copied(half, tmp_path / str(resume)), resume=resume)
    assert [sorted(done) for done in given] == [[], [0]]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-5]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"words", b"wordy")),
        lambda path: path.write_bytes(b""),
        lambda path: path.rename(path.with_name("block-00001")),
        lambda path: path.rename(path.with_name("block-00000 (conflicting copy)")),
        lambda path: path.rename(path.with_name("BLOCK-00000")),
        lambda path: path.rename(path.with_name("block-x")),
    ],
)
def test_a_damaged_block_is_heard_again(meeting, half, tmp_path, monkeypatch, spoil):
    def hear(self, recording, *, done, keep, progress):
        assert done == {}
        raise Heard

    monkeypatch.setattr(Ear, "hear", hear)
    cache = copied(half, tmp_path / "cache")
    (path,) = cache.directory.glob("*/block-00000")
    spoil(path)
    with pytest.raises(Heard):
        listen(meeting, cache)


KILLED = """
import sys, time
from pathlib import Path
from lvm_meet.cache import Cache
from lvm_meet.settings import Settings, SpeechSettings
from lvm_meet.speech.listener import Listener

class Telling(Cache):
    def put(self, key, name, data):
        super().put(key, name, data)
        sys.stdout.write(name + "\\n")
        sys.stdout.flush()
        time.sleep(60)

settings = Settings(speech=SpeechSettings(model="tiny.en", block_ms=30_000, threads=1))
Listener.build(settings, cache=Telling(Path(sys.argv[2]))).listen(sys.argv[1])
"""


def run(code, *arguments):
    """Python in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_killed_run_goes_on_where_it_stopped(meeting, unnamed, tmp_path, blocks_heard):
    cache = Cache(tmp_path / "cache")
    with run(KILLED, meeting, cache.directory) as process:
        first = process.stdout.readline()
        process.kill()
    assert first == "block-00000\n"
    assert names(cache) == ["block-00000"]
    assert listen(meeting, cache, settings=UNNAMED) == unnamed
    assert len(blocks_heard) == 1


INTERRUPTED = """
import sys
from lvm_meet.speech.recognise import Recogniser

inner = Recogniser._hear_block

def spied(*arguments):
    sys.stderr.write("hearing\\n")
    sys.stderr.flush()
    return inner(*arguments)

Recogniser._hear_block = spied
from lvm_meet.cli.main import run
run()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.usefixtures("tiny")
def test_ctrl_c_ends_quickly_and_leaves_nothing_half_written(tmp_path, monkeypatch):
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(tmp_path / "cache"))
    out = tmp_path / "out.vtt"
    arguments = ["transcribe", SAMPLES / "planning.ogg", "--model", "tiny.en", "-o", out]
    with run(INTERRUPTED, *arguments) as process:
        assert process.stderr.readline() == "hearing\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        _, told = process.communicate(timeout=30)
        took = time.monotonic() - begun
    assert process.returncode == 130
    assert "interrupted" in told
    assert "Traceback" not in told
    assert took < 3
    assert not out.exists()
    assert list(tmp_path.glob("*")) in ([], [tmp_path / "cache"])


@pytest.mark.parametrize("name", ["words", "voices"])
@pytest.mark.parametrize("content", [b"", b"lvm-meet cache 1 ", None])
@pytest.mark.usefixtures("deaf")
def test_a_damaged_result_is_made_again(meeting, cache, name, content):
    (path,) = cache.directory.glob(f"*/{name}")
    path.write_bytes(path.read_bytes()[:-1] if content is None else content)
    with pytest.raises(Heard):
        listen(meeting, cache)


@pytest.mark.usefixtures("deaf")
def test_a_result_of_another_form_is_made_again(meeting, cache):
    for entry in cache.entries():
        for name in entry.names:
            cache.put(entry.key, name, b'{"words":"of a version to come"}')
    with pytest.raises(Heard):
        listen(meeting, cache)


class Saying:
    def __init__(self):
        self.said = []

    def stage(self, name, total_ms):
        self.said.append(name)

    def at(self, done_ms):
        pass

    def say(self, message):
        self.said.append(message)


@pytest.mark.usefixtures("tiny")
def test_a_cache_that_cannot_be_written_does_no_harm_and_is_told_once(tmp_path):
    short = ODD["write"](tmp_path / "short.wav", ODD["speech"]()[: 7 * RATE])
    place = tmp_path / "cache"
    place.write_text("a file, where a folder should be", "utf-8")
    progress = Saying()
    found = listen(short, Cache(place), progress=progress)
    assert {"shelves", "helpers"} <= set(spoken_words(found.segments[0].text))
    (message,) = [said for said in progress.said if "can't be written" in said]
    assert str(place) in message
    # told while there is time to do something about it
    assert progress.said.index(message) < progress.said.index("diarize")
    assert progress.said[0] == "decode"


@pytest.mark.usefixtures("deaf")
def test_blocks_stay_where_the_whole_could_not_be_kept(meeting, half, tmp_path, monkeypatch):
    class Full(Cache):
        def put(self, key, name, data):
            return name != "words" and super().put(key, name, data)

    done = Full(copied(half, tmp_path / "cache").directory)
    heard = Listener.build(SETTINGS, cache=done)
    monkeypatch.setattr(listener, "open_recording", lambda *media, **options: io.BytesIO())
    monkeypatch.setattr(Ear, "hear", lambda *all, **options: listener.Hearing(1000, 0, "", 0, ()))
    assert heard.listen(meeting).segments == ()
    assert names(done) == ["block-00000"]


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("name", ["silence", "noise", "music", "very_short", "one_sample"])
def test_a_recording_without_speech_gives_an_empty_transcript_that_says_so(
    name, tmp_path, monkeypatch
):
    monkeypatch.setattr(Ear, "diarize", None)  # whose voices, where nobody says a word?
    found = listen(ODD["RECORDINGS"][name](tmp_path), None)
    assert found.segments == ()
    # 0.2 s out of a word are speech, but no word: what the recogniser makes of it is a guess
    said = ["invented-words", "no-words"] if name == "very_short" else ["no-speech"]
    assert [note.code for note in found.notes] == said
    assert (found.speech.words, found.speech.turns, found.speech.doubts) == (0, (), ())
    assert found.language == ("en" if name == "very_short" else None)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("name", ["header_only", "video_only"])
def test_no_sound_is_an_error(name, tmp_path):
    with pytest.raises(InputError):
        listen(ODD["RECORDINGS"][name](tmp_path), None)


@pytest.mark.usefixtures("deaf", "uninterrupted")
def test_given_turns_are_taken_instead_of_the_diarizer(meeting, full):
    turns = read_rttm(SAMPLES / "planning.rttm")
    found = listen(meeting, full, turns=turns)
    assert {segment.speaker for segment in found.segments} <= {
        "Hannah_Osei",
        "Leo_Marchetti",
        "Nora_Quinn",
        None,
    }
    assert found.segments[0].speaker == "Hannah_Osei"
    assert found.speech.diarizer == BY_TURNS
    assert len(found.speech.turns) == len(turns)
    # also where nobody should be told apart
    assert listen(meeting, full, settings=UNNAMED, turns=turns).segments == found.segments


@pytest.mark.usefixtures("deaf", "uninterrupted")
def test_no_turns_given_are_turns_as_well(meeting, full):
    found = listen(meeting, full, turns=())
    assert {segment.speaker for segment in found.segments} == {None}


@pytest.mark.usefixtures("deaf", "uninterrupted")
def test_names_come_from_another_transcript(meeting, full):
    other = readers.read(SAMPLES / "planning.txt")
    found = listen(meeting, full, names_from=other)
    speakers = [segment.speaker for segment in found.segments]
    assert speakers[0] == "Hannah Osei"
    assert {"Leo Marchetti", "Nora Quinn"} < set(speakers)
    assert {turn.speaker for turn in found.speech.turns} <= {
        "Hannah Osei",
        "Leo Marchetti",
        "Nora Quinn",
    }
    assert "names-from-transcript" in [note.code for note in found.notes]


@pytest.mark.usefixtures("deaf", "uninterrupted")
def test_names_of_another_meeting_are_refused(meeting, full):
    other = Transcript(
        Source("other.vtt", "vtt", "0" * 64, 1),
        (Segment("Quite different words were spoken on that occasion", "Ada"),),
    )
    with pytest.raises(InputError, match="not of the same meeting"):
        listen(meeting, full, names_from=other)


def test_without_diarization_nobody_is_named(unnamed, uninterrupted):
    assert {segment.speaker for segment in unnamed.segments} == {None}
    assert unnamed.speech.words == uninterrupted.speech.words
    assert (unnamed.speech.turns, unnamed.speech.diarizer) == ((), "")


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "data"))
    return tmp_path / "data"


def kept_voices(cache):
    """The vectors of the voices that are kept, by entry."""
    found = [cache.get(entry.key, "voices") for entry in cache.entries()]
    return [unpack_diarization(data).voices for data in found if data is not None]


def test_enrolled_voices_have_their_names(meeting, cache, data_folder, request):
    """Only where it is asked for; nobody's voice print is kept before that."""
    asked = changed({"diarize": {"voices": True}})
    assert [voices.shape[1] < 192 for voices in kept_voices(cache)] == [True]
    assert listen(meeting, cache, settings=asked).segments[0].speaker == "Speaker 1"
    (prints,) = [voices for voices in kept_voices(cache) if voices.shape[1] == 192]
    VoiceBook().enroll(
        "Hannah",
        prints[0],
        speech_ms=5000,
        when="2026-01-01",
        model=Ear(SETTINGS, None).diarizer_id,
        settings=SETTINGS.attribution,
    ).save(book_path())
    assert data_folder in book_path().parents
    request.getfixturevalue("deaf")
    assert listen(meeting, cache, settings=asked).segments[0].speaker == "Hannah"
    assert listen(meeting, cache).segments[0].speaker == "Speaker 1"


@pytest.mark.usefixtures("tiny")
def test_a_damaged_book_of_voices_is_an_error_before_work(data_folder):
    data_folder.mkdir()
    (data_folder / "voices.json").write_text("{", "utf-8")
    Listener.build(SETTINGS)
    with pytest.raises(InputError):
        Listener.build(changed({"diarize": {"voices": True}}))
    off = {"diarize": {"voices": True, "enabled": False}}
    Listener.build(changed(off))


@pytest.mark.usefixtures("tiny")
def test_missing_networks_are_an_error_before_work(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "diarizer", lambda: tmp_path)
    with pytest.raises(MissingError):
        Listener.build(SETTINGS)
    assert Listener.build(UNNAMED).settings.speech == SPEECH


@pytest.mark.parametrize("language", ["xx", "english", "", "de"])
@pytest.mark.usefixtures("tiny")
def test_languages_that_the_weights_do_not_know_are_an_error_before_work(language):
    with pytest.raises(SettingsError):
        Listener.build(changed({"speech": {"language": language}}))


@pytest.mark.usefixtures("tiny")
def test_a_language_goes_by_its_code():
    built = Listener.build(changed({"speech": {"language": "EN_us"}}))
    assert built.settings.speech.language == "en"


def test_unknown_weights_are_an_error_before_work():
    with pytest.raises(SettingsError):
        Listener.build(changed({"speech": {"model": "enormous"}}))


@pytest.fixture(scope="module")
def call(tmp_path_factory):
    """A speaker on each channel, one of whom talks into the other's words."""
    part = slice(round(13.45 * RATE), round(24.9 * RATE))
    _, second, third = (voice[part] for voice in ODD["voices"]().values())
    second, third = second.copy(), third.copy()
    question = ODD["speech"]()[round(82.9 * RATE) : round(86.3 * RATE)]  # the second speaker's
    second[5 * RATE : 5 * RATE + len(question)] = question
    sound = np.stack([second + 0.08 * third, third + 0.08 * second], axis=1)
    return ODD["write"](tmp_path_factory.mktemp("call") / "call.wav", sound)


@pytest.fixture(scope="module")
def call_cache(tiny, tmp_path_factory):
    return Cache(tmp_path_factory.mktemp("call-cache"))


@pytest.fixture(scope="module")
def heard_call(call, call_cache):
    return listen(call, call_cache)


def text_of(transcript, speaker):
    return spoken_words(
        " ".join(each.text for each in transcript.segments if each.speaker == speaker)
    )


def test_each_channel_is_a_speaker(heard_call):
    first, second = text_of(heard_call, "Speaker 1"), text_of(heard_call, "Speaker 2")
    assert {"windows", "scratch", "door"} <= set(first)
    assert {"boys", "noses", "packing"} <= set(second)
    assert {segment.speaker for segment in heard_call.segments} == {"Speaker 1", "Speaker 2"}
    assert (heard_call.speech.diarizer, heard_call.speech.unknown_words) == (BY_CHANNELS, 0)
    assert heard_call.speech.overlap_ms > 1000
    assert heard_call.speech.doubts == ()


def test_crosstalk_is_not_written_twice(heard_call):
    words = [word for segment in heard_call.segments for word in spoken_words(segment.text)]
    assert [words.count(word) for word in ("windows", "scratch", "boys", "noses")] == [1, 1, 1, 1]


@pytest.mark.usefixtures("deaf", "heard_call")
def test_channels_without_diarization_and_with_given_turns(call, call_cache, heard_call):
    unnamed = listen(call, call_cache, settings=UNNAMED)
    assert {segment.speaker for segment in unnamed.segments} == {None}
    assert [segment.text for segment in unnamed.segments] == [
        segment.text for segment in heard_call.segments
    ]
    turns = [
        Turn({"Speaker 1": "Leo", "Speaker 2": "Nora"}[turn.speaker], turn.span)
        for turn in heard_call.speech.turns
    ]
    given = listen(call, call_cache, turns=turns)
    assert {"Leo", "Nora"} <= {segment.speaker for segment in given.segments}
    assert given.segments[0].speaker == "Leo"
    assert given.speech.words == heard_call.speech.words


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", True),
        (b"OggS\x00\x02\x00\x00", True),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n", False),
        (b"", False),
        (b"\x00\x01\x02\x03" * 50, False),
    ],
)
def test_a_recording_is_told_by_its_content(content, found, tmp_path):
    path = tmp_path / "any.txt"
    path.write_bytes(content)
    assert is_recording(path) is found
    stdin = io.BufferedReader(io.BytesIO(content))
    assert is_recording("-", stdin=stdin) is found
    assert stdin.read() == content  # nothing was taken away


def test_what_cannot_be_looked_into_is_no_recording(tmp_path, monkeypatch):
    closed = io.BufferedReader(io.BytesIO(b"RIFF"))
    closed.close()
    assert not is_recording("-", stdin=closed)
    assert not is_recording("-", stdin=io.BytesIO(b"RIFF"))
    monkeypatch.setattr(sys, "stdin", None)
    assert not is_recording("-")
    monkeypatch.setattr(sys, "stdin", io.StringIO("RIFF"))
    assert not is_recording("-")
    assert not is_recording(tmp_path)
    assert not is_recording(tmp_path / "missing")
    assert not is_recording("no\0name")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_left_alone(tmp_path):
    """Opening one would wait for its writer, and closing it would end it."""
    os.mkfifo(tmp_path / "pipe")
    assert not is_recording(tmp_path / "pipe")
