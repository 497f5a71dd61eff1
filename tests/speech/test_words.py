import itertools
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Span
from lvm_meet.settings import AttributionSettings, DiarizeSettings
from lvm_meet.speech.values import Diarization, Heard, VoiceTurn
from lvm_meet.speech.words import attribute, choose_voices

ROOT = Path(__file__).parents[2]
AUDIO = Path(os.environ.get("LVM_MEET_SHARED", ROOT.parent / "shared")) / "audio"
SETTINGS = AttributionSettings()


def hear(text: str, *, start: int = 0, word_ms: int = 200) -> list[Heard]:
    """Words of 200 ms without a gap; "(500)" is a pause of 500 ms, "|" before a word a break."""
    heard = []
    for token in text.split():
        if token.startswith("("):
            start += int(token.strip("()"))
            continue
        span = Span(start, start + word_ms)
        heard.append(Heard(f" {token.lstrip('|')}", span, 900, token.startswith("|")))
        start += word_ms
    return heard


def turns(text: str, *, voices: int | None = None) -> Diarization:
    """Turns "A 0-1000" or "A 0-1000 700": voice, ms, confidence (1000 where none is given)."""
    found = []
    for turn in filter(None, (part.strip() for part in text.split(","))):
        voice, times, *confidence = turn.split()
        start, end = (int(time) for time in times.split("-"))
        sure = int(confidence[0]) if confidence else 1000
        found.append(VoiceTurn("ABCD".index(voice), Span(start, end), sure))
    count = max((turn.voice + 1 for turn in found), default=0) if voices is None else voices
    return Diarization(tuple(found), np.zeros((count, 192), np.float32), 0, 0)


def voices_of(text: str, who: str) -> str:
    """One letter per word, "-" where nobody is known to say it."""
    chosen = choose_voices(hear(text), turns(who), settings=SETTINGS)
    return "".join("-" if voice is None else "ABCD"[voice] for voice in chosen)


@pytest.mark.parametrize(
    ("text", "who", "expected"),
    [
        # the voice whose turns cover the word
        ("so we go. No, never.", "A 0-600, B 600-1000", "AAABB"),
        ("so we go (400) no never", "A 0-600, B 1000-1400", "AAABB"),
        # overlapped: the voice that speaks before and after
        ("so we go there on Friday then.", "A 0-1400, B 400-1000", "AAAAAAA"),
        ("so we go. There on Friday.", "A 0-1200, B 600-900", "AAAAAA"),
        # a gap: the nearest turn
        ("so we go there now", "A 0-400, A 650-1000", "AAAAA"),
        ("so we go. (300) Yes. (300) No.", "A 0-600, B 1300-1600", "AAABB"),
        # nobody near
        ("so we go. (900) Thank you. (900) No.", "A 0-600, B 3000-3500", "AAA--B"),
        ("so we go.", "", "---"),
        # a lone word inside a sentence, without a pause, is flicker
        ("so we go there on Friday then.", "A 0-600, B 600-800, A 800-1400", "AAAAAAA"),
        ("so we go there on Friday then.", "A 0-600, B 600-1000, A 1000-1400", "AAAAAAA"),
        ("so we go there on", "A 0-400, B 400-420, A 420-1000", "AAAAA"),
        # a short answer between two sentences is none
        ("will you go? Yes. Then do it.", "A 0-600, B 600-800, A 800-1400", "AAABAAA"),
        ("will you go (400) yes (400) then do", "A 0-600, B 1000-1200, A 1600-2000", "AAABAA"),
        ("will you go |yes |then do it", "A 0-600, B 600-800, A 800-1400", "AAABAAA"),
        # more than a flicker is another voice, whatever the punctuation says
        (
            "so we go there on Friday and then we see what comes",
            "A 0-600, B 600-1800, A 1800-2400",
            "AAABBBBBBAAA",
        ),
        # a change snaps to the sentence's end
        ("so we go there. When do we leave?", "A 0-600, B 600-1600", "AAAABBBB"),
        ("so we go there. When do we leave?", "A 0-1000, B 1000-1600", "AAAABBBB"),
        # but not over half a sentence
        ("so we go there. When do we leave now for good?", "A 0-1400, B 1400-2200", "AAAAAAABBBB"),
        # a whole sentence that two voices share is nobody's
        (
            "yes. We all go there on Friday at ten in the morning then. Right.",
            "A 0-200, B 0-2600, A 200-2600, B 2600-2800",
            "-------------B",
        ),
        # unsure turns: nobody, or whoever is sure
        ("so we go. There on Friday.", "A 0-600, B 600-1200 300", "AAA---"),
        ("so we go. There on Friday.", "A 0-1200 1000, B 600-1200 100", "AAAAAA"),
    ],
)
def test_who_says_a_word(text: str, who: str, expected: str) -> None:
    assert voices_of(text, who) == expected


def test_voices_are_numbered_as_they_get_words() -> None:
    found = attribute(
        hear("No. Yes. No. Yes."), turns("C 0-200, A 200-400, C 400-600"), settings=SETTINGS
    )
    assert [segment.speaker for segment in found.segments][:3] == [
        "Speaker 1",
        "Speaker 2",
        "Speaker 1",
    ]
    assert found.names == ("Speaker 2", "Speaker 3", "Speaker 1")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({}, ("Speaker 1", "Speaker 2")),
        ({0: "Dana"}, ("Dana", "Speaker 2")),
        ({1: "Dana"}, ("Speaker 1", "Dana")),
        ({0: "Dana", 1: "Dana"}, ("Dana", "Dana")),
        ({1: "Speaker 1"}, ("Speaker 2", "Speaker 1")),
        ({5: "Nobody here"}, ("Speaker 1", "Speaker 2")),
    ],
)
def test_names_override_the_numbers(names: dict[int, str], expected: tuple[str, ...]) -> None:
    found = attribute(hear("No. Yes."), turns("A 0-200, B 200-400"), settings=SETTINGS, names=names)
    assert found.names == expected


def test_without_a_diarization_nobody_is_named() -> None:
    found = attribute(hear("No. (1200) Yes."), None, settings=SETTINGS)
    assert [(segment.speaker, segment.text) for segment in found.segments] == [
        (None, "No."),
        (None, "Yes."),
    ]
    assert found.names == ()


def test_nothing_heard_gives_no_segments() -> None:
    assert attribute([], None, settings=SETTINGS).segments == ()
    assert attribute([], turns("A 0-200"), settings=SETTINGS).segments == ()
    blank = [Heard(" ", Span(0, 10), 900)]
    assert attribute(blank, turns("A 0-200"), settings=SETTINGS).segments == ()


def test_channels_have_turns_but_no_vectors() -> None:
    found = attribute(
        hear("Hello there. Hello."), turns("A 0-400, B 400-600", voices=0), settings=SETTINGS
    )
    assert [segment.speaker for segment in found.segments] == ["Speaker 1", "Speaker 2"]


def test_a_word_without_length_belongs_where_it_stands() -> None:
    heard = [Heard(" No.", Span(500, 500), 900)]
    assert choose_voices(heard, turns("A 0-400, B 400-600"), settings=SETTINGS) == [1]


WORDS = st.lists(
    st.tuples(
        st.integers(-300, 3000),
        st.integers(0, 2500),
        st.sampled_from(["well", "no.", "so,", "why?", " ", "-"]),
        st.booleans(),
    ),
    max_size=25,
)
TURNS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 9000), st.integers(0, 4000), st.integers(0, 1000)),
    max_size=12,
)


@given(WORDS, TURNS)
def test_no_word_is_lost_and_nobody_is_invented(
    words: list[tuple[int, int, str, bool]], spoken: list[tuple[int, int, int, int]]
) -> None:
    heard, clock = [], 0
    for step, length, text, breaks in words:
        clock = max(0, clock + step)
        heard.append(Heard(f" {text}", Span(clock, clock + length), 500, breaks))
    found_turns = sorted(
        (
            VoiceTurn(voice, Span(start, start + length), sure)
            for voice, start, length, sure in spoken
        ),
        key=lambda turn: turn.span,
    )
    diarization = Diarization(tuple(found_turns), np.zeros((0, 192), np.float32), 0, 0)
    found = attribute(heard, diarization, settings=SETTINGS)
    assert found == attribute(heard, diarization, settings=SETTINGS)
    kept = [word for segment in found.segments for word in segment.words]
    assert [(word.text, word.span) for word in kept] == [
        (word.text.strip(), word.span) for word in heard if word.text.strip()
    ]
    for segment in found.segments:
        assert segment.text == " ".join(word.text for word in segment.words)
        if segment.speaker is None:
            continue
        voice = found.names.index(segment.speaker)
        own = [turn.span for turn in found_turns if turn.voice == voice and turn.span.length_ms]
        for word in segment.words:  # never further from its voice's turns than the settings say
            assert any(
                turn.start_ms - max(word.span.end_ms, word.span.start_ms + 1) < SETTINGS.reach_ms
                and word.span.start_ms - turn.end_ms < SETTINGS.reach_ms
                for turn in own
            )


@given(st.integers(0, 5))
def test_voices_by_other_numbers_give_the_same_segments(shift: int) -> None:
    heard = hear("so we go. Yes. And then there on Friday, no? No.")
    before = turns("A 0-600, B 600-800, A 800-1800, C 1800-2400")
    order = list(itertools.permutations(range(3)))[shift]
    after = replace(
        before, turns=tuple(replace(turn, voice=order[turn.voice]) for turn in before.turns)
    )
    found = [attribute(heard, each, settings=SETTINGS).segments for each in (before, after)]
    assert found[0] == found[1]


def test_an_hour_takes_no_time() -> None:
    heard = hear("so we go. Yes. " * 2500)
    spoken = ", ".join(f"{'ABCD'[i % 4]} {i * 900}-{i * 900 + 950}" for i in range(2200))
    assert len(choose_voices(heard, turns(spoken), settings=SETTINGS)) == 10_000


def manual(clip: str) -> tuple[list[Heard], list[str]]:
    """The words of a clip's manual transcript, shared out over their turns, and who says each.

    Of talk at once only the longer turn's words: a recogniser hears one of two.
    """
    rows = [
        row.split("\t") for row in (AUDIO / f"{clip}.words.tsv").read_text("utf-8").splitlines()
    ]
    spoken = [(float(row[0]), float(row[1]), row[2], row[3].split()) for row in rows[1:] if row[3]]
    heard: list[tuple[Heard, str]] = []
    for start, end, who, words in spoken:
        for place, word in enumerate(words):
            at = start + (end - start) * place / len(words)
            until = start + (end - start) * (place + 1) / len(words)
            if not any(
                other[2] != who
                and other[0] < until
                and at < other[1]
                and other[1] - other[0] > end - start
                for other in spoken
            ):
                span = Span(round(at * 1000), round(until * 1000))
                heard.append((Heard(f" {word}", span, 900), who))
    heard.sort(key=lambda pair: pair[0].span)
    return [word for word, _ in heard], [who for _, who in heard]


@pytest.mark.skipif(not AUDIO.is_dir(), reason="the shared recordings are not here")
def test_real_talk_gets_its_speakers() -> None:
    from lvm_meet.settings import SpeechSettings
    from lvm_meet.speech.diarize import Diarizer
    from lvm_meet.speech.recording import open_recording

    diarizer = Diarizer.build(DiarizeSettings(), threads=1)
    right = wrong = total = 0
    for clip in ("trn06", "trn09"):
        with open_recording(AUDIO / f"{clip}.wav", settings=SpeechSettings()) as recording:
            diarization = diarizer.diarize(recording.mixed())
        heard, truth = manual(clip)
        pairs = Counter(
            (voice, who)
            for voice, who in zip(
                choose_voices(heard, diarization, settings=SETTINGS), truth, strict=True
            )
            if voice is not None
        )
        best: dict[int, int] = {}
        for (voice, _), count in pairs.items():
            best[voice] = max(count, best.get(voice, 0))
        right += sum(best.values())
        wrong += pairs.total() - sum(best.values())
        total += len(truth)
    assert total > 150
    assert right / total > 0.9
    assert wrong / total < 0.06
