"""Agendas against talk: what was covered and for how long, what was not, what was off it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon as lexicons
from lvm_meet.insights.agenda import follow_agenda
from lvm_meet.model import AgendaOrigin, Plan, PlannedItem, Span, Topic, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import AgendaSettings

LEXICON = lexicons.load()
CLEANER = Cleaner(LEXICON.book("prose"))
BUDGET = [
    "The budget for the spring fair is four thousand",
    "Last year we spent half of the budget on tents",
    "So the tents are what eats our money",
    "Could we rent cheaper tents this time",
    "Then the budget holds and we keep a reserve",
]
HIRING = [
    "Two people applied for the kitchen job",
    "The second applicant has run a kitchen before",
    "I liked how she talked about her team",
    "We can offer her the job by Monday",
    "The kitchen needs somebody in June anyway",
]
GARDEN = [
    "My tomatoes are all dead by the way",
    "Slugs ate the lettuce in one night",
    "You need copper tape around the beds",
    "Slugs hate copper so the lettuce survives",
    "I'll bring you some tomatoes next year",
]


def units_of(*texts, timed=True, speaker="Ada"):
    return [
        Utterance(
            f"u{n}", speaker, text, Span(10_000 * n, 10_000 * n + 8_000) if timed else None, (n,)
        )
        for n, text in enumerate(texts)
    ]


def agenda(units, *items, cuts=(), **changes):
    edges = [0, *cuts, len(units)]
    topics = [
        Topic(f"Topic {a}", (), tuple(u.id for u in units[a:b]))
        for a, b in pairwise(edges)
        if a < b
    ]
    return follow_agenda(
        units,
        topics=topics,
        plan=Plan(items=tuple(items)),
        book=LEXICON.book("agenda"),
        topic_book=LEXICON.book("topics"),
        cleaner=CLEANER,
        settings=AgendaSettings(**changes),
    )


def test_items_get_the_talk_that_is_about_them():
    units = units_of(*BUDGET, *HIRING, *GARDEN)
    found = agenda(
        units,
        PlannedItem("Budget for the fair", 60_000, "Ben"),
        PlannedItem("Kitchen job"),
        PlannedItem("Insurance"),
        cuts=(5, 10),
    )
    assert found.origin is AgendaOrigin.FILE
    budget, kitchen, insurance = found.items
    assert (budget.planned_ms, budget.owner) == (60_000, "Ben")
    assert set(budget.utterances) == {f"u{n}" for n in range(5)}
    assert {"u5", "u6", "u8", "u9"} <= set(kitchen.utterances)
    assert budget.spent_ms == 48_000
    assert budget.spent_words == sum(unit.words for unit in units[:5])
    assert (insurance.reached, insurance.spent_ms, insurance.spent_words) == (False, 0, 0)


def test_an_item_with_many_details_is_reached_without_all_of_them_being_said():
    details = ("Insurance for the marquee", "Parking permits", "Music and fireworks")
    found = agenda(units_of(*BUDGET, *HIRING), PlannedItem("Budget for the fair", details=details))
    assert found.items[0].reached


def test_talk_about_nothing_on_the_agenda_is_off_it():
    units = units_of(*(BUDGET * 2), *(GARDEN * 6))
    found = agenda(units, PlannedItem("Budget"), cuts=(10,), leave=2000, apart=0)
    assert found.items[0].reached
    assert found.off == (1,)


def test_without_times_there_is_no_time_spent():
    found = agenda(units_of(*BUDGET, timed=False), PlannedItem("Budget"))
    assert found.items[0].reached
    assert found.items[0].spent_ms is None
    assert found.items[0].spent_words > 0


def test_an_agenda_is_inferred_from_the_opening():
    opening = [
        "So here is the agenda for today",
        "First we'll look at the fair budget, then we'll talk about the kitchen job",
        "and finally, we, uh, need to fight the garden slugs",
    ]
    units = units_of(*opening, *(BUDGET * 3), *(HIRING * 3), *(GARDEN * 3))
    found = agenda(units, opening=200)
    assert found.origin is AgendaOrigin.OPENING
    titles = [item.title.lower() for item in found.items]
    for title, word in zip(titles, ["budget", "kitchen", "slugs"], strict=True):
        assert word in title
    assert [item.announced for item in found.items] == [("u1",), ("u1",), ("u2",)]
    assert all("u1" not in item.utterances for item in found.items)
    assert all(item.reached for item in found.items)


def test_without_any_agenda_the_topics_are_one():
    found = agenda(units_of(*BUDGET, *HIRING), cuts=(5,))
    assert found.origin is AgendaOrigin.TOPICS
    assert [item.title for item in found.items] == ["Topic 0", "Topic 5"]
    assert [len(item.utterances) for item in found.items] == [5, 5]
    assert found.off == ()


def test_a_meeting_without_talk_has_none():
    assert agenda([], PlannedItem("Budget")) is None


@pytest.mark.parametrize("title", ["???", "…", "the", "x" * 500])
def test_an_item_without_words_is_not_reached(title):
    assert not agenda(units_of(*BUDGET), PlannedItem(title)).items[0].reached


words = st.text(alphabet="abc budget'.,?", max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=30), st.lists(words, max_size=6), st.booleans())
def test_every_citation_is_an_utterance_and_none_is_cited_twice(texts, titles, timed):
    units = units_of(*texts, timed=timed, speaker=None)
    found = agenda(units, *(PlannedItem(title or "x") for title in titles), least_units=1)
    cited = [id_ for item in found.items for id_ in item.utterances]
    assert set(cited) <= {unit.id for unit in units}
    assert len(cited) == len(set(cited))
    assert len(found.items) == len(titles) or not titles
