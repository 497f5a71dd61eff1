import json
import runpy
from pathlib import Path

import pytest

from lvm_meet.report import charts
from lvm_meet.report.facts import gather

CONCLUDE = runpy.run_path(str(Path(__file__).parents[2] / "made_conclusions.py"))["conclude"]


def specs(analysis, theme=charts.PAPER):
    facts = gather(analysis)
    aspects = facts.profile.aspects if facts.profile else ()
    return {
        "intensities": charts.intensities(facts.bars, theme),
        "balance": charts.balance(facts.index, theme),
        "timeline": charts.timeline(facts.course, theme),
        "aspects": charts.diverging(aspects, theme),
        "pairs": charts.pairs(
            [charts.PairRow("Ann", 12.5, None, 3), charts.PairRow("Ben", None, None)], theme
        ),
    }


def values(spec):
    """All data of a specification."""
    return [row for rows in spec["datasets"].values() for row in rows]


@pytest.fixture(scope="module")
def made(analyses):
    return specs(CONCLUDE(analyses["kickoff"]))


def test_the_same_facts_give_the_same_specification(analyses, made):
    again = specs(CONCLUDE(analyses["kickoff"]))
    assert json.dumps(again) == json.dumps(made)


def test_nothing_points_to_anywhere(made):
    assert "http" not in json.dumps(made)
    assert "url" not in json.dumps(made)


@pytest.mark.parametrize("name", ["empty", "no signal", "back-channels"])
def test_without_data_there_is_no_chart(analyses, name):
    found = specs(analyses[name])
    assert [key for key, spec in found.items() if spec is not None] == ["pairs"]


def test_every_moment_can_be_gone_to_and_read(analyses, made):
    analysis = analyses["kickoff"]
    ticks = [row for row in values(made["timeline"]) if row.get("lane") not in (None, "topics")]
    assert len(ticks) == analysis.style.balance.coded.units
    for row in ticks:
        utterance = analysis.utterances[row["ref"]]
        assert utterance.text[:40] in row["tip"]
        assert row["at"] == pytest.approx(utterance.span.start_ms / 60_000, abs=0.001)


def test_topics_are_numbered_bands(made):
    bands = [row for row in values(made["timeline"]) if row.get("lane") == "topics"]
    assert [row["number"] for row in bands] == ["1", "2"]
    assert bands[0]["to"] == bands[1]["at"]


def test_management_grows_to_the_left_and_leadership_to_the_right(made):
    rows = values(made["aspects"])
    assert {row["side"] for row in rows if row["count"] < 0} == {"Management"}
    assert {row["side"] for row in rows if row["count"] > 0} == {"Leadership"}
    assert [row["text"] for row in rows if row["count"] == 0] == ["not observed"]


def test_too_little_talk_is_said_and_not_drawn_as_nothing(made):
    texts = [(row["name"], row["text"]) for row in values(made["pairs"])]
    assert ("Ben", "too little talk") in texts
    assert charts.pairs([charts.PairRow("Ben", None, None)], charts.PAPER) is None
    assert charts.pairs([], charts.PAPER) is None


def test_untimed_talk_is_counted_in_words(analyses):
    spec = specs(analyses["untimed"])["timeline"]
    assert "words from the start" in json.dumps(spec)
    assert max(row["at"] for row in values(spec) if "at" in row) > 100


def test_a_page_gets_its_colours_from_the_page(analyses):
    text = json.dumps(specs(CONCLUDE(analyses["kickoff"]), charts.PAGE))
    assert "var(--vision)" in text
    assert "#9a3f06" not in text


@pytest.mark.parametrize("name", ["intensities", "balance", "timeline", "aspects", "pairs"])
def test_a_chart_becomes_a_picture(made, name):
    picture = charts.png(made[name], width=320, scale=1)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") == 320
    assert charts.png(made[name], width=320, scale=1) == picture


def test_the_scripts_of_a_page_are_whole():
    assert "vegaEmbed" in charts.scripts()
    assert "</script" not in charts.scripts()
