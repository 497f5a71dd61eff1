"""Analyses made by hand for everything that takes an Analysis, and recordings for what hears.

All meetings are invented. `analyses` maps a name to an Analysis; the builder only does the sums,
so that no model and no reader is needed. Recordings are heard with the smallest weights, and with
one cache folder for all tests, so that each is heard once.
"""

import os
import platform
import signal as os_signal
import wave
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from lvm_meet.model import (
    LABELS,
    Analysis,
    Balance,
    ChangePoint,
    Contrast,
    Cue,
    Doubt,
    Estimate,
    Evidence,
    Exemplar,
    Label,
    Lens,
    Minimum,
    Note,
    Provenance,
    Segment,
    Signal,
    Source,
    Span,
    SpeakerStyle,
    Speech,
    Style,
    Tally,
    Transcript,
    Turn,
    Utterance,
    Window,
)
from lvm_meet.settings import SpeechSettings

SAMPLES = Path(__file__).parents[1] / "samples"

# What is expected to the last digit is expected of all x86 processors: without wide vectors.
if platform.machine() in ("x86_64", "AMD64"):
    os.environ.setdefault("CT2_FORCE_CPU_ISA", "AVX2")
# How fast a machine is, or how busy, is no property of the code. What Hypothesis tries is drawn
# anew on every run, except where a change is judged by it.
settings.register_profile(
    "patient",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

EXEMPLARS = {
    "vision": "In three years this is what people will know us for.",
    "inspiration": "That was your idea, and it made all the difference.",
    "execution": "You take the first part and I'll have the second done by Monday.",
    "control": "Are we still within the budget that we agreed on?",
}

# speaker | seconds of pause before | seconds of talk | label | text
KICKOFF = """
Anna Berg | 0 | 9 | execution | Good morning, we will first go through the numbers, then the pilot, and then who does what.
Tom | 1 | 2 | back | Mm-hm.
Anna Berg | 1 | 8 | control | Tom, did the test report go out on Friday as we had agreed?
Tom | 1 | 11 | control | It went out on Friday, two of the three test runs are finished and the third is still open.
Anna Berg | 1 | 7 | control | Then the third one is late, so please bring it back on track this week.
Tom | 0 | 2 | back | Okay.
Tom | 1 | 12 | none | The trouble is that the sensor in the second housing gets warm when it runs for more than an hour.
Dr. Noor Haddad | 2 | 9 | none | Is that the one with the rubber seal or the older one with the screws?
Tom | 1 | 4 | none | The one with the rubber seal.
Anna Berg | 1 | 10 | execution | Could you swap the two housings tomorrow and send the readings round before Thursday noon?
Tom | 1 | 5 | execution | Yes, I will swap them tomorrow morning and send you the readings.
Anna Berg | 1 | 8 | control | We have four thousand left in the budget and I can't approve another housing.
Dr. Noor Haddad | 2 | 8 | none | The readings of last week looked fine to me, apart from the noise around noon.
Tom | 1 | 3 | back | Yeah, right.
Anna Berg | 1 | 6 | execution | Who can write the summary for the steering group, and when?
Dr. Noor Haddad | 1 | 6 | execution | I can take the summary, you will have it on Wednesday evening.
Anna Berg | 1 | 6 | control | Good, and let's keep to the agenda, we have ten minutes left.
Dr. Noor Haddad | 3 | 12 | vision | Before we go on, why are we building a better alarm at all, when nobody should have to be alarmed?
Tom | 1 | 2 | back | Hm.
Dr. Noor Haddad | 1 | 15 | vision | Imagine a house that looks after an old person so quietly that she never thinks about the device again.
Tom | 2 | 9 | inspiration | I love that, Noor, you have just put into words what I have been chasing for months.
Anna Berg | 1 | 11 | vision | So the question is no longer how loud it is, but what kind of life people can have with it.
Dr. Noor Haddad | 1 | 9 | inspiration | You two know the technology far better than I do, so how you get there is entirely yours.
Tom | 1 | 8 | none | The radio module could do that without a camera, I tried it at home.
Anna Berg | 1 | 7 | inspiration | Please try the wild ideas too, nobody here gets blamed for one that doesn't work.
Dr. Noor Haddad | 1 | 9 | vision | In ten years every rented flat could come with it, the way it comes with a smoke detector today.
Tom | 1 | 3 | back | Wow, okay.
Anna Berg | 2 | 8 | execution | Let's meet again on Tuesday at nine and each of us brings one sketch.
Tom | 1 | 3 | none | Tuesday works for me.
Anna Berg | 1 | 5 | inspiration | Thank you both, that was the best hour we have had in this project.
"""  # noqa: E501

HOSTILE = """
[bold red]Mallory[/] | 0 | 5 | vision | [red]We will be huge[/red] \x1b[31mand red\x1b[0m \x1b]0;owned\x07 :smile: [link=http://evil.example]click[/link]
=cmd|'/c calc'!A1 | 0 | 5 | execution | =HYPERLINK("http://evil.example";"x") by <b onclick=alert(1)>Friday</b> | next cell | <script>alert(1)</script>
@SUM(A1) | 0 | 5 | control | -2+3 **bold** _under_ `code` [text](http://evil.example) ![img](x) # no heading &lt; www.evil.example a@evil.example
+49 30 | 0 | 5 | inspiration | \u202egnihton tog ew\u202c 1. thanks \ud800 ␤␤# Heading␤- item \x00\x7f\x9b31m
"""  # noqa: E501


def _evidence(label, text, number):
    if label is Label.NONE:
        return Evidence()
    words = text.split()
    start = text.index(words[len(words) // 2])
    return Evidence(
        exemplars=(
            Exemplar(label, EXEMPLARS[label], f"{label}.toml:{label}.3", 860 - 7 * (number % 30)),
            Exemplar(Label.NONE, "The cable is about two metres long.", "none.toml:facts.1", 412),
        ),
        cues=(Cue(label, start, start + len(words[len(words) // 2]), f"{label}.toml:cues.2"),),
    )


def _balance(pairs):
    sums = dict.fromkeys(("talk", *LABELS), Tally())
    for utterance, signal in pairs:
        length = utterance.span.length_ms if utterance.span else 0
        tally = Tally(1, utterance.words, length)
        sums["talk"] += tally
        sums[signal.label] += tally
    del sums[Label.NONE]
    return Balance(**{str(name): tally for name, tally in sums.items()})


def _lens(pairs):
    asked = [(u.id, u.text.lower()) for u, _ in pairs if u.text.endswith("?")]
    how = tuple(
        id_ for id_, text in asked if text.endswith("when?") or text.startswith(("who", "how"))
    )
    why = tuple(id_ for id_, text in asked if "why" in text and id_ not in how)
    return Lens(why, how, tuple(id_ for id_, _ in asked if id_ not in {*how, *why}))


def _speaker(name, pairs, runs, index):
    own = [pair for pair in pairs if pair[0].speaker == name]
    turns = [run for run in runs if run[0].speaker == name]
    timed = all(unit.span for unit, _ in own)
    return SpeakerStyle(
        speaker=name,
        balance=_balance(own),
        index=index.get(name),
        turns=len(turns),
        longest_turn_words=max((sum(u.words for u in run) for run in turns), default=0),
        longest_turn_ms=max((sum(u.span.length_ms for u in run) for run in turns), default=0)
        if timed
        else None,
        questions=_lens(own),
    )


def _windows(pairs, count):
    size = -(-len(pairs) // count) if pairs else 1
    for start in range(0, len(pairs), size):
        part = pairs[start : start + size]
        first, last = part[0][0], part[-1][0]
        span = first.span.cover(last.span) if first.span else None
        yield Window(first.id, last.id, span, _balance(part))


def build(rows, *, timed=True, index=None, changes=(), notes=(), title="", renamed=(), repeat=1):
    """An Analysis of rows "speaker | pause | seconds | label | text".

    "-" is a nameless speaker, "␤" a line break inside a text.
    """
    index, pairs, clock = index or {}, [], 0
    lines = [line for line in rows.strip("\n").split("\n") if line.strip()] * repeat
    for number, line in enumerate(lines):
        speaker, pause, seconds, code, text = (part.strip(" ") for part in line.split(" | ", 4))
        label = Label.NONE if code == "back" else Label(code)
        start = clock + 1000 * int(pause)
        clock = start + 1000 * int(seconds)
        best = 1000 if code == "back" else 930 - 13 * (number % 30)
        rest = [(1000 - best) // 4] * 4
        rest[0] += 1000 - best - sum(rest)
        scores = tuple(best if each is label else rest.pop() for each in LABELS)
        utterance = Utterance(
            id=f"u{number + 1}",
            speaker=None if speaker == "-" else speaker,
            text=text.replace("␤", "\r\n"),
            span=Span(start, clock) if timed else None,
            segments=(number,),
            backchannel=code == "back",
        )
        pairs.append(
            (utterance, Signal(utterance.id, label, scores, _evidence(label, text, number)))
        )
    utterances = tuple(utterance for utterance, _ in pairs)
    spoken = [each for each in utterances if not each.backchannel]
    runs = [list(run) for _, run in groupby(spoken, key=lambda each: each.speaker)]
    names = dict.fromkeys(utterance.speaker for utterance in utterances)
    ids = {
        label: tuple(unit.id for unit, signal in pairs if signal.label is label) for label in LABELS
    }
    style = Style(
        balance=_balance(pairs),
        index=index.get("*"),
        speakers=tuple(_speaker(name, pairs, runs, index) for name in names),
        windows=tuple(_windows(pairs, 12)),
        changes=changes,
        questions=_lens(pairs),
        contrasts=(
            Contrast("vision-execution", ids[Label.VISION], ids[Label.EXECUTION]),
            Contrast("people-process", ids[Label.INSPIRATION][1:], ids[Label.EXECUTION][:2]),
            Contrast("inspiration-control", ids[Label.INSPIRATION], ids[Label.CONTROL]),
            Contrast("change-stability", ids[Label.VISION][:2], ()),
        ),
        minimum=Minimum(coded=8, words=100, questions=3),
    )
    segments = tuple(Segment(u.text, u.speaker, u.span, 912 if timed else None) for u in utterances)
    return Analysis(
        transcript=Transcript(
            source=Source("kickoff.vtt" if timed else "kickoff.txt", "vtt", "ab" * 32, 4321),
            segments=segments,
            language="en",
            origin="vtt reader 1",
            notes=notes,
        ),
        utterances=utterances,
        signals=tuple(signal for _, signal in pairs),
        style=style,
        provenance=Provenance(
            "0.1.0", 1, "5e" * 32, "1e" * 32, "signals-small@" + "c0ffee" * 10 + "beef", "rules"
        ),
        title=title,
        renamed=renamed,
    )


def from_recording(analysis, *doubts):
    """The analysis as if its talk had been heard; with doubts nobody is named in a report."""
    turns = tuple(
        Turn(unit.speaker, unit.span, 900) for unit in analysis.utterances if unit.speaker
    )
    speech = Speech(
        duration_ms=260_000,
        speech_ms=211_000,
        words=377,
        confidence=871,
        overlap_ms=4_000,
        unknown_words=sum(unit.words for unit in analysis.utterances if not unit.speaker),
        turns=turns,
        doubts=doubts,
        named=not doubts,
        recogniser="whisper-base@c0ffee",
        diarizer="voices-1@beef",
    )
    source = Source("kickoff.m4a", "m4a", "ab" * 32, 4_321_000)
    transcript = replace(
        analysis.transcript, source=source, origin="whisper-base@c0ffee", speech=speech
    )
    return replace(analysis, transcript=transcript, renamed=())


KICKOFF_INDEX = {
    "*": Estimate(-158, -579, 263),
    "Anna Berg": Estimate(-400, -800, -50),
    "Dr. Noor Haddad": Estimate(667, 200, 1000),
}
NOTES = (
    Note("no-end", "a cue has no end time; it was taken to end where the next one starts", 41, 3),
    Note("plain-rules", "sentences were split by rules, because spaCy is not installed"),
    Note("unknown-tag", "an unknown tag was left out", 7),
)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """A shell starts background jobs with Ctrl-C ignored, which all their children inherit."""
    if os_signal.getsignal(os_signal.SIGINT) is os_signal.SIG_IGN:
        os_signal.signal(os_signal.SIGINT, os_signal.default_int_handler)


@pytest.fixture(scope="session")
def build_analysis():
    return build


@pytest.fixture(scope="session")
def analyses():
    """Name -> Analysis: two everyday meetings, then the degenerate ones."""
    change = (ChangePoint("u18", 136_000, -1000, 778),)
    long_name = "Prof. Dr. Maximiliane Alexandra von und zu Hohenlohe-Schillingsfürst " * 3
    return {
        "kickoff": build(
            KICKOFF,
            index=KICKOFF_INDEX,
            changes=change,
            notes=NOTES,
            title="Alarm kick-off",
            renamed=(("SPEAKER_01", "Tom"),),
        ),
        "untimed": build(
            KICKOFF,
            timed=False,
            index=KICKOFF_INDEX,
            changes=(ChangePoint("u18", None, -1000, 778),),
        ),
        "empty": build(""),
        "no signal": build("Ann | 0 | 4 | none | The cable is two metres long.\n" * 3),
        "one unit": build("Ann | 0 | 4 | vision | One day nobody will need a cable."),
        "back-channels": build("Ann | 0 | 1 | back | Mm-hm.\nBen | 0 | 1 | back | Yeah.\n" * 2),
        "nameless": build(
            KICKOFF.replace("Anna Berg", "-").replace("Tom", "-").replace("Dr. Noor Haddad", "-"),
            index={"*": Estimate(-158, -579, 263)},
        ),
        "one nameless": build(KICKOFF.replace("Tom", "-"), index=KICKOFF_INDEX),
        "long names": build(KICKOFF.replace("Anna Berg", long_name).replace("Tom", "田中さん" * 9)),
        "right to left": build(
            "نور | 0 | 9 | vision | تخيلوا بيتا يعتني بالناس بهدوء كل يوم\n"
            "דוד | 1 | 8 | execution | אני אשלח את הדוח עד יום חמישי\n"
        ),
        "hostile": build(HOSTILE),
        "recording": from_recording(
            build(KICKOFF.replace("Tom |", "- |"), index=KICKOFF_INDEX, title="Alarm kick-off")
        ),
        "doubtful recording": from_recording(
            build(KICKOFF, index=KICKOFF_INDEX, changes=change, title="Alarm kick-off"),
            Doubt.SIMILAR_VOICES,
            Doubt.MUCH_OVERLAP,
        ),
        "long": build(KICKOFF, repeat=40, index={"*": Estimate(-158, -221, -95)}),
    }


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory):
    """The cache folder of all tests that hear recordings; they are skipped without weights."""
    from lvm_meet.errors import MissingError
    from lvm_meet.speech import weights

    try:
        weights.find("tiny.en")
    except MissingError as error:
        pytest.skip(f"{error}; {error.hint}")
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def heard_once(shared_cache, monkeypatch):
    """What this test hears is kept for the next one that hears the same."""
    monkeypatch.setenv("LVM_MEET_CACHE_DIR", str(shared_cache))
    return shared_cache


@pytest.fixture(scope="session")
def write_sound():
    """write_sound(path, samples): a WAV file of int16 samples at 16 kHz, shape (n, channels)."""

    def write(path, samples):
        with wave.open(str(path), "wb") as file:
            file.setnchannels(samples.shape[1])
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(samples.astype("<i2").tobytes())
        return path

    return write


@pytest.fixture(scope="session")
def sample_sound():
    """The sample recording: int16 at 16 kHz, shape (n, 1)."""
    from lvm_meet.speech.recording import open_recording

    with open_recording(SAMPLES / "planning.ogg", settings=SpeechSettings()) as recording:
        return (recording.read(0, recording.samples) * 32_767).astype("<i2")


@pytest.fixture(scope="session")
def clip(tmp_path_factory, sample_sound, write_sound):
    """The first 17 seconds of the sample recording: three people, five turns."""
    return write_sound(tmp_path_factory.mktemp("sound") / "clip.wav", sample_sound[: 17 * 16_000])


@pytest.fixture(scope="session")
def gaps(tmp_path_factory, sample_sound, write_sound):
    """Two stretches of talk so far apart that each is a block of its own; the second is long."""
    path = tmp_path_factory.mktemp("sound") / "gaps.wav"
    silence = np.zeros((490 * 16_000, 1), np.int16)
    first, second = sample_sound[16_000 : 16_000 * 6], sample_sound[16_000 * 26 : 16_000 * 42]
    return write_sound(path, np.concatenate([first, silence, second]))


LETTERS = {label.value[0]: label for label in LABELS}  # v, i, e, c, n


def _coded(unit, label):
    return Signal(unit.id, label, tuple(1000 if each is label else 0 for each in LABELS))


@pytest.fixture(scope="session")
def meeting():
    """(utterances, signals) of units like "A:v A:e B:b": speaker, and label or b for back-channel.

    "-" is a nameless speaker. `ms` is how long a unit lasts, None for untimed talk.
    """

    def build(notation, *, ms=1000, text="one two three four"):
        units, signals = [], []
        for number, mark in enumerate(notation.split()):
            speaker, letter = mark.split(":")
            quiet = letter == "b"
            unit = Utterance(
                id=f"u{number + 1:04d}",
                speaker=None if speaker == "-" else speaker,
                text="mm-hm" if quiet else text,
                span=Span(number * ms, (number + 1) * ms) if ms else None,
                segments=(number,),
                backchannel=quiet,
            )
            units.append(unit)
            signals.append(_coded(unit, Label.NONE if quiet else LETTERS[letter]))
        return tuple(units), tuple(signals)

    return build
