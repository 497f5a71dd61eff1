from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon
from lvm_meet.insights.topics import find_topics
from lvm_meet.model import Span, Utterance
from lvm_meet.settings import TopicSettings

BOOK = lexicon.load().book("topics")
SHORT = TopicSettings(near_words=60, far_words=120, least_words=30, price=1500)
ROOF = (
    "Let's talk about the roof repair.",
    "The roof repair must be done before the winter storms.",
    "A carpenter looked at the beams, and the beams are rotten.",
    "If the beams are rotten then the carpenter has a lot to do.",
    "And the roof repair also needs a permit from the town.",
    "The permit took a year for the barn.",
    "The carpenter knows how to get a permit.",
)
CHOIR = (
    "Okay, let's move on to the next item, the summer concert.",
    "The summer concert is in the church, and the choir has no tenor.",
    "Without a tenor the choir can't sing the mass.",
    "Somebody from the music school may be a tenor.",
    "The music school has its own summer concert that day.",
    "Then the choir sings earlier, in the church.",
    "A tenor from the music school would make the summer concert.",
)


def units(*texts: str, who: str | None = "", timed: bool = False) -> list[Utterance]:
    return [
        Utterance(
            id=f"u{n}",
            speaker="AB"[n % 2] if who == "" else who,
            text=text,
            span=Span(n * 1000, n * 1000 + 900) if timed else None,
            segments=(n,),
        )
        for n, text in enumerate(texts)
    ]


def topics(said, *, rule=SHORT):
    vectors = np.zeros((len(said), 8), np.float32)
    return find_topics(said, vectors, book=BOOK, exemplars={}, settings=rule)


def test_an_empty_meeting_has_none():
    assert topics([]) == ()


@pytest.mark.parametrize("who", ["", None, "Ann"])
@pytest.mark.parametrize("timed", [True, False])
def test_two_subjects_are_two_topics_with_names_of_their_own(who, timed):
    said = units(*ROOF, *CHOIR, who=who, timed=timed)
    roof, choir = topics(said, rule=replace(SHORT, long_turn_words=50))
    assert choir.utterances[0] == "u7"
    assert roof.title.startswith("Roof repair")
    assert "ummer concert" in choir.title
    assert "roof repair" in roof.phrases
    assert {"summer concert", "music school"} <= set(choir.phrases)


def test_marks_and_capitals_may_be_missing():
    said = units(*(text.lower().replace(".", "").replace(",", "") for text in (*ROOF, *CHOIR)))
    assert [topic.title.split()[0] for topic in topics(said)] == ["Roof", "Summer"]


def test_a_name_that_was_announced_goes_first():
    talk = [text for text in CHOIR if "tenor" in text] * 2
    plain = topics(units(*talk))[0].title
    named = topics(units("Let's talk about the music school.", *talk))[0].title
    assert not plain.startswith("Music school")
    assert named.startswith("Music school")


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("Hello everybody.", "Can you hear me?", "I can."), "Opening"),
        (("So that's it.", "See you next week."), "Closing"),
        (("I think so.", "Well, we will see."), "Other talk"),
    ],
)
def test_talk_about_nothing_has_a_name_by_the_lexicon(texts, title):
    (topic,) = topics(units(*texts))
    assert topic.title == title
    assert topic.phrases == ()


WORDS = [
    *("the", "roof", "choir", ",", ".", "uh", "let's", "move", "on", "to", "we", "Tenor", "is"),
    *("of", "permit", "school", "thank", "you"),
]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=30)
RULE = TopicSettings(price=0, least_words=1, least_share=0, longest_words=40, long_turn_words=5)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(["A", "B", None]), min_size=30, max_size=30))
def test_topics_cover_the_meeting_in_order_under_different_names(texts, speakers):
    said = [
        replace(unit, speaker=who, backchannel=not unit.text)
        for unit, who in zip(units(*texts), speakers, strict=False)
    ]
    found = topics(said, rule=RULE)
    assert [each for topic in found for each in topic.utterances] == [unit.id for unit in said]
    assert all(topic.utterances and topic.title for topic in found)
    titles = [topic.title.lower() for topic in found]
    assert len(titles) == len(set(titles))
    assert all(len(title.split()) <= 6 for title in titles)
    assert found == topics(said, rule=RULE)
