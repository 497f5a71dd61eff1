import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.errors import InputError
from lvm_meet.model import Segment, Source, Span, Transcript, Word
from lvm_meet.settings import AttributionSettings
from lvm_meet.speech.names import Naming, name_from_transcript

SETTINGS = AttributionSettings()


def recording(rows: str, *, start: int = 0) -> tuple[Segment, ...]:
    """Segments "voice: words", 300 ms a word without pauses; "(900)" is a pause before the next."""
    segments = []
    for row in rows.strip().splitlines():
        voice, text = row.strip().split(": ", 1)
        words = []
        for token in text.split():
            if token.startswith("("):
                start += int(token.strip("()"))
                continue
            words.append(Word(token, Span(start, start + 300), 800))
            start += 300
        spoken = " ".join(word.text for word in words)
        span = Span(words[0].span.start_ms, start)
        segments.append(Segment(spoken, None if voice == "-" else voice, span, 800, tuple(words)))
    return tuple(segments)


def captions(rows: str, *, start: int | None = None) -> Transcript:
    """Cues "name: words" of the platform; 1.5 s each from `start` on."""
    segments = []
    for place, row in enumerate(rows.strip().splitlines()):
        name, text = row.strip().split(": ", 1)
        span = None if start is None else Span(start + 1500 * place, start + 1500 * (place + 1))
        segments.append(Segment(text, None if name == "-" else name, span))
    return Transcript(Source("teams.vtt", "vtt", "ab", 1), tuple(segments))


def name(heard: str, written: str) -> Naming:
    return name_from_transcript(recording(heard), captions(written), settings=SETTINGS)


def shown(found: Naming) -> list[str]:
    return [f"{segment.speaker}: {segment.text}" for segment in found.segments]


@pytest.mark.parametrize(
    ("heard", "written", "expected"),
    [
        (
            "S1: We meet on Friday.\nS2: At nine or ten?",
            "Ann: We meet on Friday.\nBen: At nine or ten?",
            ["Ann: We meet on Friday.", "Ben: At nine or ten?"],
        ),
        # the diarizer heard one voice where there were two
        (
            "S1: We meet on Friday. At nine or ten?",
            "Ann: We meet on Friday.\nBen: At nine or ten?",
            ["Ann: We meet on Friday.", "Ben: At nine or ten?"],
        ),
        # and none where there was one
        ("-: We meet on Friday.", "Ann: We meet on Friday.", ["Ann: We meet on Friday."]),
        # words that were heard otherwise take the name around them
        (
            "S1: We meat on fried eggs then at the office.",
            "Ann: We meet on Friday then at the office.",
            ["Ann: We meat on fried eggs then at the office."],
        ),
        # a word that only the recording has goes with its voice
        (
            "S1: We meet on Friday then.\nS2: Lovely.\nS1: And Ben brings the cake.\n"
            "S2: The lemon one or both of them?",
            "Ann: We meet on Friday then. And Ben brings the cake.\n"
            "Ben: The lemon one or both of them?",
            [
                "Ann: We meet on Friday then.",
                "Ben: Lovely.",
                "Ann: And Ben brings the cake.",
                "Ben: The lemon one or both of them?",
            ],
        ),
        # a short answer stands by itself and keeps its name
        (
            "S1: Will you bring the cake? Yes. Then I make some coffee.",
            "Ann: Will you bring the cake?\nBen: Yes.\nAnn: Then I make some coffee.",
            ["Ann: Will you bring the cake?", "Ben: Yes.", "Ann: Then I make some coffee."],
        ),
        # one word of another name inside a sentence is a slip of the alignment
        (
            "S1: Will you bring right the big cake there?",
            "Ann: Will you bring\nBen: Right.\nAnn: the big cake there?",
            ["Ann: Will you bring right the big cake there?"],
        ),
        # a cue without a name gives none, and no voice has one
        (
            "S1: We meet on Friday.\nS2: At nine or ten?",
            "Ann: We meet on Friday.\n-: At nine or ten?",
            ["Ann: We meet on Friday.", "None: At nine or ten?"],
        ),
        # two voices may be one person
        (
            "S1: We meet on Friday.\nS2: At nine or ten?",
            "Ann: We meet on Friday. At nine or ten?",
            ["Ann: We meet on Friday.", "Ann: At nine or ten?"],
        ),
    ],
)
def test_who_gets_which_name(heard: str, written: str, expected: list[str]) -> None:
    assert shown(name(heard, written)) == expected


def test_a_voice_has_a_name_where_nearly_all_its_words_agree() -> None:
    found = name(
        "S1: one two three four five six\nS2: red green blue grey brown black",
        "Ann: one two three four five\nBen: six red green blue\nAnn: grey brown black",
    )
    assert found.names == (("S1", "Ann"),)


def test_words_far_from_all_others_without_a_named_voice_have_no_name() -> None:
    strange = " ".join(f"x{place}" for place in range(12))
    found = name(f"-: one two three {strange} four five six", "Ann: one two three four five six")
    assert shown(found) == ["Ann: one two three", f"None: {strange}", "Ann: four five six"]
    (note,) = [note for note in found.notes if note.code == "unnamed-words"]
    assert (note.count, note.remark) == (12, False)


def test_texts_are_cut_as_they_were_heard() -> None:
    words = [
        Word(text, Span(place, place + 1), None)
        for place, text in enumerate(["It", "'s", ".", "So", "?"])
    ]
    segment = Segment("It's. So?", "S1", Span(0, 5), None, tuple(words))
    written = captions("Ann: it s\nBen: so")
    found = name_from_transcript([segment], written, settings=SETTINGS)
    assert [(part.speaker, part.text) for part in found.segments] == [
        ("Ann", "It's."),
        ("Ben", "So?"),
    ]
    assert [part.confidence for part in found.segments] == [None, None]
    assert [part.span for part in found.segments] == [Span(0, 3), Span(3, 5)]


def test_a_segment_without_words_gets_its_voice_s_name() -> None:
    segments = (
        *recording("S1: We meet on Friday."),
        Segment("Really.", "S1"),
        Segment("So.", "S9"),
    )
    found = name_from_transcript(segments, captions("Ann: We meet on Friday."), settings=SETTINGS)
    assert shown(found) == ["Ann: We meet on Friday.", "Ann: Really.", "None: So."]


@pytest.mark.parametrize("offset", [0, 90_000])
def test_the_clocks_may_differ(offset: int) -> None:
    rows = "\n".join(
        f"{'AB'[place % 2]}: alpha{place} beta{place} gamma{place} delta{place} more{place}"
        for place in range(20)
    )
    found = name_from_transcript(
        recording(rows, start=offset), captions(rows, start=0), settings=SETTINGS
    )
    assert {(segment.speaker, segment.text[:5]) for segment in found.segments} == {
        ("A", "alpha"),
        ("B", "alpha"),
    }
    (note,) = found.notes
    assert note.code == "names-from-transcript"
    assert note.remark
    assert "100 % of the words" in note.message
    assert ("clock differs" in note.message) is bool(offset)


def test_names_of_another_meeting_are_refused() -> None:
    with pytest.raises(InputError, match="not of the same meeting") as caught:
        name("S1: We meet on Friday at nine.", "Ann: The printer is out of paper again.")
    assert caught.value.path == "teams.vtt"
    assert caught.value.exit_code == 3


def test_a_transcript_without_names_is_refused() -> None:
    with pytest.raises(InputError, match="nobody is named"):
        name("S1: We meet on Friday.", "-: We meet on Friday.")


def test_a_transcript_of_a_part_will_do() -> None:
    rest = " ".join(f"x{place}" for place in range(60))
    found = name(f"S1: one two three four five six\nS2: {rest}", "Ann: one two three four five six")
    assert shown(found)[0] == "Ann: one two three four five six"
    assert found.segments[1].speaker is None


def test_nothing_heard_stays_nothing() -> None:
    assert name_from_transcript([], captions("Ann: No."), settings=SETTINGS) == Naming(())


SAID = st.lists(
    st.sampled_from(["one", "two", "three", "four.", "five?", "six", "seven,", "eight!", "-", "9"]),
    min_size=1,
)


@given(
    st.lists(st.tuples(st.sampled_from(["S1", "S2", "-"]), SAID), min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from(["Ann", "Ben", "-"]), SAID), min_size=1, max_size=8),
)
def test_no_word_is_lost_and_no_name_invented(
    heard: list[tuple[str, list[str]]], written: list[tuple[str, list[str]]]
) -> None:
    segments = recording("\n".join(f"{voice}: {' '.join(words)}" for voice, words in heard))
    other = captions("\n".join(f"{who}: {' '.join(words)}" for who, words in written))
    try:
        found = name_from_transcript(segments, other, settings=SETTINGS)
    except InputError:
        return
    before = [word for segment in segments for word in segment.words]
    assert [word for segment in found.segments for word in segment.words] == before
    assert " ".join(part.text for part in found.segments) == " ".join(s.text for s in segments)
    known = {segment.speaker for segment in other.segments} | {None}
    assert {segment.speaker for segment in found.segments} <= known
    assert {new for _, new in found.names} <= known
