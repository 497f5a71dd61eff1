"""The lexicons that the package brings: complete, varied, and free of repetition."""

import tomllib
from collections import Counter
from dataclasses import fields

import pytest

from lvm_meet import lexicon, resources
from lvm_meet.lexicon.check import duplicates
from lvm_meet.lexicon.cues import CueFinder
from lvm_meet.model import LABELS, SIGNALS, Label, TalkWords, spoken_words

VOICES = {
    "standup", "board", "research", "ward", "school", "council",
    "factory", "remote", "standards", "charity", "design", "sales",
}  # fmt: skip
MOST_OPENINGS = 5


@pytest.fixture(scope="module")
def packaged():
    return lexicon.load()


def raw(label):
    return tomllib.loads((resources.lexicons() / "signals" / f"{label}.toml").read_text("utf-8"))


def count(section):
    return sum(len(texts) for texts in section.values())


@pytest.mark.parametrize("label", SIGNALS)
def test_each_signal_has_enough_sentences(label):
    table = raw(label)
    assert count(table["exemplars"]) >= 100
    assert count(table["near_misses"]) >= 40
    assert len(table["cues"]["phrases"]) >= 40


def test_none_has_the_most_exemplars_and_nothing_else():
    table = raw(Label.NONE)
    assert count(table["exemplars"]) >= 220
    assert set(table) == {"label", "definition", "exemplars"}


@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_said_in_every_voice_and_defined(packaged, label):
    assert set(raw(label)["exemplars"]) == VOICES
    assert packaged.definition(label)


@pytest.mark.parametrize("label", SIGNALS)
def test_near_misses_cover_every_other_label(label):
    assert set(raw(label)["near_misses"]) == set(LABELS) - {label}


def test_nothing_stands_twice(packaged):
    assert [finding.message for finding in duplicates(packaged)] == []


def test_no_opening_is_worn_out(packaged):
    openings = Counter(" ".join(spoken_words(entry.text)[:3]) for entry in packaged.exemplars)
    assert [opening for opening, n in openings.items() if n > MOST_OPENINGS] == []


@pytest.mark.parametrize("label", LABELS)
def test_lengths_are_spread_as_in_talk(packaged, label):
    lengths = sorted(len(entry.text.split()) for entry in packaged.entries(label))
    assert lengths[-1] <= 45
    assert lengths[len(lengths) // 10] <= 10
    assert lengths[len(lengths) * 9 // 10] >= 20


def test_no_exemplar_is_a_backchannel_that_is_never_coded(packaged):
    silent = [e.entry for e in packaged.exemplars if packaged.words.is_backchannel(e.text)]
    assert silent == []


def test_every_cue_phrase_matches_its_own_text(packaged):
    finder = CueFinder(packaged.cues)
    for cue in packaged.cues:
        said = cue.phrase.replace("*", "seven")
        found = finder.find(f"so {said} then")
        assert [(hit.entry, hit.start, hit.end) for hit in found] == [
            (cue.entry, 3, 3 + len(said))
        ], cue


def test_the_word_lists_are_all_there(packaged):
    assert [f.name for f in fields(TalkWords) if not getattr(packaged.words, f.name)] == []


def test_both_poles_of_the_contrasts_have_sentences(packaged):
    assert [poles.name for poles in packaged.contrasts] == ["people-process", "change-stability"]
    assert all(poles.leadership and poles.management for poles in packaged.contrasts)
