import subprocess
import sys
from collections import defaultdict
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.model import Segment, Source, Span, Transcript
from lvm_meet.settings import UnitSettings
from lvm_meet.utterances import split

WORDS = lexicon.load().words
VOCABULARY = [
    *("we", "they", "plan", "the", "I", "Monday", "and", "so", "but", "because", "okay", "yeah"),
    *(
        "uh,",
        "um",
        "Mr.",
        "e.g.",
        "U.S.",
        "3.5",
        "J.",
        "right?",
        "Really?!",
        "done.",
        "stop.",
        "wait...",
    ),
    *(
        '"yes."',
        "'no?'",
        "—",
        ".",
        "?",
        '"',
        "[laughter]",
        "mm-hm",
        "Mm",
        "R_S_",
        "ça",
        "你好。",
        "\u202e",
    ),
]
texts = st.one_of(
    st.lists(st.sampled_from(VOCABULARY), max_size=40).map(" ".join),
    st.lists(st.sampled_from(["word", "and", "so"]), min_size=50, max_size=200).map("  ".join),
    st.text(max_size=60),
)
spans = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 90_000), st.integers(0, 9_000)).map(lambda t: Span(t[0], t[0] + t[1])),
)
segments = st.lists(
    st.builds(Segment, texts, st.sampled_from(["Ann", "Ben", None]), spans), max_size=12
)
settings = st.builds(
    UnitSettings,
    join_gap_ms=st.integers(0, 5_000),
    pause_ms=st.integers(1, 2_000),
    min_words=st.integers(1, 6),
    max_words=st.integers(12, 45),
    whole_words=st.integers(10, 60),
    run_words=st.integers(1, 30),
    marked_words=st.integers(1, 200),
)


def meeting(parts):
    return Transcript(Source("test", "test", "", 0), tuple(parts))


def words_by_speaker(parts):
    found = defaultdict(list)
    for part in parts:
        found[part.speaker] += part.text.split()
    return {speaker: words for speaker, words in found.items() if words}


@given(segments, settings)
def test_no_word_is_lost_or_doubled(parts, settings):
    units, notes = split(meeting(parts), words=WORDS, settings=settings)
    assert words_by_speaker(units) == words_by_speaker(parts)
    assert " ".join(unit.text for unit in units).split() == " ".join(p.text for p in parts).split()
    assert {note.code for note in notes} <= {"other-language"}  # words that nobody knows


@given(segments, settings)
def test_every_unit_lies_within_its_segments(parts, settings):
    units, _ = split(meeting(parts), words=WORDS, settings=settings)
    for unit in units:
        own = [parts[index] for index in unit.segments]
        assert unit.segments == tuple(sorted(set(unit.segments)))
        assert {part.speaker for part in own} == {unit.speaker}
        times = [part.span for part in own if part.span]
        assert (unit.span is not None) is (own[0].span is not None and own[-1].span is not None)
        if unit.span is None:
            continue
        assert unit.span.start_ms >= min(span.start_ms for span in times)
        assert unit.span.end_ms <= max(span.end_ms for span in times)


@given(segments)
def test_units_have_a_sensible_length(parts):
    units, _ = split(meeting(parts), words=WORDS, settings=UnitSettings())
    for unit in units:
        assert unit.text.strip()
        assert unit.backchannel or unit.words <= 63
    assert len({unit.id for unit in units}) == len(units)
    assert [unit.id for unit in units] == sorted(unit.id for unit in units)


@given(segments)
def test_back_channels_are_whole_turns(parts):
    units, _ = split(meeting(parts), words=WORDS, settings=UnitSettings())
    for unit in units:
        if unit.backchannel:
            assert WORDS.is_backchannel(unit.text)
    again, _ = split(meeting(parts), words=WORDS, settings=UnitSettings())
    assert again == units


def test_nothing_gives_nothing(words, transcript):
    assert split(transcript(), words=words, settings=UnitSettings()) == ((), ())
    assert split(transcript(("A", "  ")), words=words, settings=UnitSettings()) == ((), ())


def test_a_small_meeting(words, transcript):
    source = transcript(
        ("Ann", "Okay. So we'll begin with the budget. Ben, did you", 0, 4000),
        ("Ann", "send the numbers to Mr. Lee?", 4200, 6000),
        ("Ben", "Mm-hm.", 6100, 6300),
        ("Ben", "yeah, right", 6400, 6800),
        ("Ann", "Good.", 7000, 7300),
        (None, "They are here.", 7400, 8000),
    )
    units, notes = split(source, words=words, settings=UnitSettings())
    assert {note.code for note in notes} <= {"other-language"}  # words that nobody knows
    assert [(u.id, u.speaker, u.text, u.segments, u.backchannel) for u in units] == [
        ("u0001", "Ann", "Okay. So we'll begin with the budget.", (0,), False),
        ("u0002", "Ann", "Ben, did you send the numbers to Mr. Lee?", (0, 1), False),
        ("u0003", "Ben", "Mm-hm. yeah, right", (2, 3), True),
        ("u0004", "Ann", "Good.", (4,), True),
        ("u0005", None, "They are here.", (5,), False),
    ]
    assert [u.span for u in units] == [
        Span(0, 3040),
        Span(3040, 6000),
        Span(6100, 6800),
        Span(7000, 7300),
        Span(7400, 8000),
    ]


def test_a_back_channel_parts_a_sentence(words, transcript):
    source = transcript(("Ann", "and if we do"), ("Ben", "uh-huh"), ("Ann", "that now"))
    units, _ = split(source, words=words, settings=UnitSettings())
    assert [u.text for u in units] == ["and if we do", "uh-huh", "that now"]


def test_ids_grow_with_the_meeting(words, transcript):
    source = transcript(*((str(n % 2), "one more thing here.") for n in range(10_001)))
    units, _ = split(source, words=words, settings=UnitSettings())
    assert (units[0].id, units[-1].id) == ("u00001", "u10001")


@pytest.mark.parametrize(
    "text",
    [
        "so " * 150_000,
        "we go on and on with it " * 25_000,
        "Mr. " * 150_000,
        '" ' * 150_000,
        "[" * 150_000,
        "-" * 150_000 + "a",
        "mm-hm " * 150_000,
    ],
    ids=lambda text: text[:12],
)
def test_time_is_linear_even_in_nonsense(text, words, transcript):
    begin = perf_counter()
    units, _ = split(transcript((None, text)), words=words, settings=UnitSettings())
    assert " ".join(u.text for u in units).split() == text.split()
    assert perf_counter() - begin < 20


def test_the_rules_do_not_import_spacy():
    code = (
        "import sys; from lvm_meet.model import *; from lvm_meet.settings import UnitSettings;"
        "from lvm_meet.utterances import split;"
        "t = Transcript(Source('', '', '', 0), (Segment('It works. It does.'),));"
        "w = TalkWords(frozenset(), frozenset(), frozenset(), (), ());"
        "split(t, words=w, settings=UnitSettings());"
        "sys.exit(bool({'spacy', 'numpy', 'torch'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
