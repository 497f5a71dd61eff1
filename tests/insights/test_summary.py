"""A meeting in a headline and a few sentences."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.summary import summarise
from lvm_meet.model import Action, ActionKind, Decision, Label, Signal, Topic, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import SummarySettings

LEXICON = lexicon.load()
CLEANER = Cleaner(LEXICON.book("prose"))

TALK = [
    ("Ada", "So, um, today we have to decide on the new oven and on the delivery van."),
    ("Ben", "Mm-hm."),
    ("Ben", "I think we should buy a bigger oven, because the old oven burns the rye bread."),
    ("Cleo", "The old oven costs four hundred euros of gas per month."),
    ("Ada", "We decided to buy the bigger oven for the bakery."),
    ("Cleo", "I measured the bakery and the bigger oven fits beside the window."),
    ("Ben", "You know, it's, uh, it's kind of"),
    ("Ada", "Now the delivery van, the van needs new brakes before the winter."),
    ("Cleo", "I think the delivery van should stop at the school every morning."),
    ("Ben", "Could we rent a second delivery van for the weekend market?"),
    ("Ada", "We need a second delivery van because the weekend market grows fast."),
    ("Cleo", "I'll call the garage about the brakes of the delivery van."),
    ("Ben", "Okay."),
]
UNITS = tuple(
    Utterance(f"u{n}", speaker, text, None, (n,), backchannel=len(text) < 8)
    for n, (speaker, text) in enumerate(TALK)
)
TOPICS = (
    Topic("Oven and bakery", ("oven", "bakery", "rye bread"), tuple(u.id for u in UNITS[:7])),
    Topic("Delivery van", ("delivery van", "brakes", "market"), tuple(u.id for u in UNITS[7:])),
)
DECISION = Decision(
    "We decided to buy the bigger oven for the bakery",
    "Ada", None, None, (), None, None, (), ("u4",),
)  # fmt: skip
ACTION = Action(
    "Call the garage about the brakes of the delivery van",
    ActionKind.COMMITMENT, "Cleo", "Cleo", None, None, (), ("u11",),
)  # fmt: skip


def signals(units):
    return tuple(Signal(unit.id, Label.NONE, (0, 0, 0, 0, 1000)) for unit in units)


def vectors(units):
    random = np.random.default_rng(1)
    rows = random.standard_normal((len(units), 8)).astype(np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def summary_of(units=UNITS, *, topics=TOPICS, decisions=(DECISION,), actions=(ACTION,), **asked):
    return summarise(
        units,
        signals(units),
        vectors(units),
        topics=topics,
        decisions=decisions,
        actions=actions,
        book=LEXICON.book("summary"),
        cleaner=CLEANER,
        settings=SummarySettings(**asked),
    )


def test_a_meeting_is_summed_up():
    summary = summary_of()
    texts = [said.text for said in summary.sentences]
    assert summary.headline.startswith("Delivery van, ")
    assert summary.headline.endswith(": the team decided to buy the bigger oven for the bakery")
    assert texts[0].startswith("The meeting was about the delivery van")
    assert texts[1].startswith("The team discussed the oven")
    assert "The team decided to buy the bigger oven for the bakery." in texts
    assert texts[-1] == "Cleo was to call the garage about the brakes of the delivery van."
    assert len(texts) == 5
    assert summary.writer == "extract"


def test_every_sentence_cites_what_it_rests_on_in_order():
    place = {unit.id: n for n, unit in enumerate(UNITS)}
    for said in summary_of().sentences:
        assert said.utterances
        assert list(said.utterances) == sorted(set(said.utterances), key=place.__getitem__)
    told = {said.text: said.utterances for said in summary_of().sentences}
    assert told["The team decided to buy the bigger oven for the bakery."] == ("u4",)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7])
def test_it_is_as_long_as_is_asked(count):
    assert len(summary_of(sentences=count).sentences) == count


def test_the_talk_gives_no_more_than_it_has():
    assert 5 < len(summary_of(sentences=100).sentences) < 20


def test_all_topics_are_covered():
    text = " ".join(said.text for said in summary_of().sentences[1:])
    assert "oven" in text and "delivery van" in text


def test_nothing_spoken_is_left():
    text = " ".join(said.text for said in summary_of(sentences=9).sentences)
    assert " um" not in text and "kind of" not in text and "u6" not in str(summary_of().sentences)


def test_speakers_without_a_name_are_somebody():
    units = tuple(replace(unit, speaker=None) for unit in UNITS)
    summary = summary_of(units, decisions=(), actions=(), sentences=7)
    assert any("omebody" in said.text for said in summary.sentences)
    assert "None" not in " ".join(said.text for said in summary.sentences)


def test_without_a_decision_the_headline_counts():
    assert summary_of(decisions=()).headline.endswith(": 1 action item")
    assert ":" not in summary_of(decisions=(), actions=()).headline


def test_a_task_of_nobody_is_not_told():
    summary = summary_of(actions=(replace(ACTION, owner=None),))
    assert "garage" not in summary.sentences[-1].text


def test_too_little_talk_gives_none():
    assert summary_of(()) is None
    assert summary_of((), topics=()) is None
    assert summary_of(topics=()) is None
    assert (
        summary_of(UNITS[:3], topics=(replace(TOPICS[0], utterances=("u0", "u1", "u2")),)) is None
    )


def test_the_same_meeting_gives_the_same_summary():
    assert summary_of() == summary_of()


WORDS = st.lists(
    st.sampled_from(
        ["we", "I", "should", "oven", "the", "a", "{what}", "it's", ".", "?", ",", "uh", "van", "5"]
    ),
    max_size=12,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Ada", "Chair", None, "{who}"]), WORDS), max_size=20))
def test_any_talk_gives_valid_citations(talk):
    units = tuple(
        Utterance(f"x{n}", speaker, text, None, (n,)) for n, (speaker, text) in enumerate(talk)
    )
    topics = (Topic("Oven", ("oven", "a+b", "van"), tuple(unit.id for unit in units)),)
    summary = summary_of(
        units, topics=topics if units else (), decisions=(), actions=(), least_said=0
    )
    if summary is not None:
        known = {unit.id for unit in units}
        for said in summary.sentences:
            assert said.text.endswith(".")
            assert said.utterances and known.issuperset(said.utterances)
