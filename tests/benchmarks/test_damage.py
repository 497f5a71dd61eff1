"""Damage does what its figures claim: it is the yardstick that the drift is measured with."""

from pathlib import Path

import pytest

pytest.importorskip("jiwer", reason="needs the extra `bench`")

from benchmarks.damage import KEPT, TOLERANCE, Mix, damage, swapped
from benchmarks.meeting import write_meeting
from benchmarks.speechlib.spoken import plain_words
from lvm_meet import readers
from lvm_meet.model import Segment, Source, Transcript, Utterance

HARDLY = 3 * TOLERANCE


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    path: Path = tmp_path_factory.mktemp("damage") / "meeting.vtt"
    write_meeting(path, hours=0.5)
    return readers.read(path)


def spoken(*texts: str) -> Transcript:
    segments = tuple(Segment(text, speaker=f"S{i % 2}") for i, text in enumerate(texts))
    return Transcript(Source("a.txt", "txt", "0" * 64, 1), segments)


def units_of(transcript: Transcript) -> list[Utterance]:
    return [
        Utterance(f"u{i}", segment.speaker, segment.text, None, (i,))
        for i, segment in enumerate(transcript.segments)
    ]


@pytest.mark.parametrize("rate", [0.1, 0.2, 0.3, 0.4])
def test_the_wer_is_the_one_that_was_asked_for(meeting: Transcript, rate: float) -> None:
    assert damage(meeting, rate=rate).wer == pytest.approx(rate, abs=HARDLY)


@pytest.mark.parametrize("mix", [Mix(), Mix(0.45, 0.40, 0.15), Mix(1, 0, 0), Mix(0, 1, 0)])
def test_the_errors_are_of_the_kinds_that_were_asked_for(meeting: Transcript, mix: Mix) -> None:
    errors = damage(meeting, rate=0.2, mix=mix).errors
    wanted = (mix.substituted, mix.deleted, mix.inserted)
    # An insertion beside a deletion is a substitution to whoever aligns them.
    for found, share in zip(errors, wanted, strict=True):
        assert found / sum(errors) == pytest.approx(share, abs=0.06)


def test_same_seed_same_text_and_another_seed_another(meeting: Transcript) -> None:
    first = damage(meeting, rate=0.3)
    assert damage(meeting, rate=0.3) == first
    assert damage(meeting, rate=0.3, seed=2) != first


def test_every_word_knows_where_it_came_from(meeting: Transcript) -> None:
    damaged = damage(meeting, rate=0.4)
    before = [word for segment in meeting.segments for word in segment.text.split()]
    after = [word for segment in damaged.transcript.segments for word in segment.text.split()]
    assert len(after) == len(damaged.origins)
    known = [origin for origin in damaged.origins if origin is not None]
    assert known == sorted(set(known))
    same = sum(
        after[i].lower().strip(".,?!") == before[origin].lower().strip(".,?!")
        for i, origin in enumerate(damaged.origins)
        if origin is not None
    )
    assert same / len(before) > 0.6


def test_substitutes_come_from_the_meeting(meeting: Transcript) -> None:
    said = {word for segment in meeting.segments for word in plain_words(segment.text)}
    damaged = damage(meeting, rate=0.4).transcript
    assert {word for segment in damaged.segments for word in plain_words(segment.text)} <= said


def test_every_word_right_loses_only_fillers_and_marks() -> None:
    meeting = spoken("Um, we should, uh, plan it. Then Ben sends it.", "Mm-hmm.", "Good, Ben?")
    kept = damage(meeting, rate=0, marks=KEPT)
    assert [s.text for s in kept.transcript.segments] == [
        "We should, plan it. Then Ben sends it.",
        "Good, Ben?",
    ]
    assert kept.wer == 0
    bare = damage(meeting, rate=0).transcript.segments
    assert [s.text.lower().replace(".", "").replace(",", "").replace("?", "") for s in bare] == [
        "we should plan it then ben sends it",
        "good ben",
    ]


def test_a_lost_word_leaves_the_sentence_its_end() -> None:
    meeting = spoken("We plan it today.", "Yes we do.", "The end comes, uh.")
    kept = damage(meeting, rate=0, marks=KEPT)
    assert kept.transcript.segments[-1].text == "The end comes."


@pytest.mark.parametrize("texts", [(), ("Um.",), ("Yes.",)])
def test_next_to_nothing_can_be_damaged(texts: tuple[str, ...]) -> None:
    damaged = damage(spoken(*texts), rate=0.4)
    assert damaged.words == sum(text == "Yes." for text in texts)
    assert len(damaged.origins) == sum(
        len(segment.text.split()) for segment in damaged.transcript.segments
    )


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 1.0])
def test_so_many_units_change_their_speaker_and_nothing_else(
    meeting: Transcript, share: float
) -> None:
    units = units_of(meeting)
    after = swapped(meeting, units, share=share)
    assert [segment.text for segment in after.segments] == [unit.text for unit in units]
    changed = sum(
        unit.speaker != segment.speaker for unit, segment in zip(units, after.segments, strict=True)
    )
    assert changed == round(share * len(units))
    assert {s.speaker for s in after.segments} <= {unit.speaker for unit in units}


def test_one_voice_alone_keeps_its_words() -> None:
    meeting = Transcript(
        Source("a.txt", "txt", "0" * 64, 1), tuple(Segment("Yes.", speaker="A") for _ in range(9))
    )
    after = swapped(meeting, units_of(meeting), share=0.5)
    assert {segment.speaker for segment in after.segments} == {"A"}
