"""Risks and blockers, in invented talk."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvm_meet import lexicon as lexicons
from lvm_meet.insights.risks import find_risks
from lvm_meet.model import Label, Risk, RiskKind, Signal, Utterance
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import DecisionSettings


@lru_cache(maxsize=1)
def parts():
    lexicon = lexicons.load()
    return lexicon, Cleaner(lexicon.book("prose"))


AXES = {
    "endangering": np.array([[1, 0]], np.float32),
    "harmless": np.array([[0, 1]], np.float32),
}


def found(
    *texts: str, quiet: bool = False, like: tuple[float, float] = (0, 0), **options
) -> tuple[Risk, ...]:
    lexicon, cleaner = parts()
    units = [
        Utterance(f"u{index}", "A", text, None, (index,), quiet) for index, text in enumerate(texts)
    ]
    return find_risks(
        units,
        [Signal(unit.id, Label.NONE, (0, 0, 0, 0, 1000)) for unit in units],
        np.array([like] * len(units), np.float32).reshape(-1, 2),
        book=lexicon.book("risks"),
        exemplars=AXES,
        cleaner=cleaner,
        settings=DecisionSettings(**options),
    )


@pytest.mark.parametrize(
    ("said", "text", "kind"),
    [
        ("Um I'm worried that the printers can't deliver our posters on time.",
         "I'm worried that the printers can't deliver our posters on time", RiskKind.RISK),
        ("But the risk is that we lose the licence in autumn.",
         "The risk is that we lose the licence in autumn", RiskKind.RISK),
        ("We're still waiting for the legal review of the contract.",
         "We're still waiting for the legal review of the contract", RiskKind.BLOCKER),
        ("There's no budget for a second stage in our plan.",
         "There's no budget for a second stage in our plan", RiskKind.BLOCKER),
    ],
)  # fmt: skip
def test_what_is_named_is_told_in_its_words(said, text, kind):
    assert found(said) == (Risk(text, kind, "A", ("u0",)),)


@pytest.mark.parametrize(
    "said",
    [
        "That's a problem.",
        "I'm not worried that we lose the licence.",
        "It isn't a risk that we need to care about.",
        "Are we at risk of losing the licence?",
        "If you can't find the cooker your users are stuck with cold soup.",
        "If people are waiting for our replies, they get nervous.",
        "We were concerned that the posters would be late.",
        "The weather was lovely and our guests stayed late.",
    ],
)
def test_what_is_denied_asked_supposed_or_past_is_no_risk(said):
    assert found(said) == ()


def test_what_is_only_hard_is_a_risk_where_it_is_like_one():
    said = "The second stage is very difficult for our printers."
    assert found(said) == ()
    assert [each.text for each in found(said, like=(0.1, 0))] == [said.rstrip(".")]
    assert found(said, like=(0, 0.1)) == ()


def test_what_stands_for_something_else_is_told_only_where_it_says_for_what():
    (risk,) = found("It's a big risk that we lose the licence.", like=(0.1, 0))
    assert risk.text.endswith("we lose the licence")
    assert found("It's a big risk in the autumn.", like=(0.1, 0)) == ()


def test_nothing_comes_of_nothing_or_of_back_channels():
    assert found() == ()
    assert found("The risk is that we lose the licence.", quiet=True) == ()


def test_named_twice_is_one_and_the_setting_bounds_how_many():
    texts = [
        "The risk is that we lose the licence.",
        "Fine.",
        "So the risk is we lose our licence.",
    ]
    (risk,) = found(*texts)
    assert risk.utterances == ("u0", "u2")
    many = [
        f"I'm worried that our {thing} breaks."
        for thing in ("boiler pipe", "tractor engine", "garden fence", "ceiling lamp")
    ]
    assert len(found(*many)) == 4
    assert len(found(*many, few=2)) == 2


WORDS = st.sampled_from(
    ["we're stuck", "the risk is", "if we don't", "not", "our", "budget", "waiting for", "?", ".",
     "the licence", "because", "users"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=10)))
def test_any_talk_gives_risks_that_cite_it(lines):
    texts = [" ".join(words) for words in lines]
    known = {f"u{index}" for index in range(len(texts))}
    risks = found(*texts)
    assert all(each.text and set(each.utterances) <= known for each in risks)
    assert risks == found(*texts)
