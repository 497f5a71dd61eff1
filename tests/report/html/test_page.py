"""The page as text: what a browser does with it is in e2e/test_html_report.py."""

import json
import re
import runpy
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from lvm_meet.model import Aspect, Insights, Profile, Signal, Utterance
from lvm_meet.report.html import Media, render, render_page

CONCLUDE = runpy.run_path(str(Path(__file__).parents[2] / "made_conclusions.py"))["conclude"]
EVIL = '</script><script>alert(1)</script><img src=x onerror="alert(1)"> \x1b[31m & \u202e"\''
VOID = {"meta", "input", "br", "hr", "img", "link"}


class Page(HTMLParser):
    """The tree as a list of (tag, attributes), all text outside scripts, and whether it nests."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.open, self.texts, self.scripts, self.bad = [], [], [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(tag)

    def handle_data(self, content):
        inside = self.open[-1] if self.open else ""
        (self.scripts if inside in ("script", "style") else self.texts).append(content)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]

    def data(self, name):
        return json.loads(self.after(f'id="{name}">'))

    def after(self, mark):
        start = self.rawdata_.index(mark) + len(mark)
        return self.rawdata_[start : self.rawdata_.index("</script>", start)]


def parsed(source):
    page = Page(source)
    page.rawdata_ = source
    return page


@pytest.fixture(scope="module")
def concluded(analyses):
    return CONCLUDE(analyses["kickoff"])


@pytest.fixture(scope="module")
def page(concluded):
    return parsed(render(concluded))


def test_every_meeting_gives_a_whole_page(analyses):
    for name, analysis in analyses.items():
        for each in (analysis, CONCLUDE(analysis)) if analysis.utterances else (analysis,):
            found = parsed(render(each))
            assert not found.bad, name
            assert not found.open, name
            assert len(found.ids()) == len(set(found.ids())), name


def test_the_same_analysis_gives_the_same_bytes(concluded):
    assert render(concluded).encode() == render(concluded).encode()


def test_all_parts_stand_in_order(page):
    titles = re.findall(r'<h2 id="([a-z-]+)-title">', page.rawdata_)
    assert titles == [
        "summary", "balance", "timeline", "fit", "decisions", "actions", "open-questions", "risks",
        "agenda", "topics", "direction", "people", "handing-over", "aspects", "duties",
        "questions", "contrasts", "moments", "notes", "guide", "transcript",
    ]  # fmt: skip


def test_headings_skip_no_level(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_way_leads_somewhere(page):
    ids = set(page.ids())
    targets = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert len(targets) > 50
    assert all(target.startswith("#") and target[1:] in ids for target in targets)


def test_every_field_has_a_label_and_every_chart_a_text(page):
    assert all(
        attrs["aria-label"] for tag, attrs in page.tags if "data-chart" in attrs and tag == "div"
    )
    for tag in ("input", "select"):
        fields = page.rawdata_.count(f"<{tag} ")
        assert len(re.findall(rf"<label>[^<]*<{tag} ", page.rawdata_)) == fields


def test_nothing_is_asked_for_from_anywhere(page):
    assert not [attrs for _, attrs in page.tags if "src" in attrs or "srcset" in attrs]
    assert not [tag for tag, _ in page.tags if tag in ("link", "iframe", "object", "base", "form")]
    policy = next(attrs["content"] for tag, attrs in page.tags if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_the_policy_knows_each_script_by_its_hash(page):
    scripts = re.findall(r"<script>(.*?)</script>", page.rawdata_, re.DOTALL)
    assert len(scripts) == 3
    policy = next(attrs["content"] for _, attrs in page.tags if "http-equiv" in attrs)
    for script in scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in policy


def test_hostile_text_stays_text_everywhere(analyses):
    plain = parsed(render(CONCLUDE(analyses["kickoff"])))
    hostile = replace(
        CONCLUDE(analyses["kickoff"], words=EVIL),
        title=EVIL,
        utterances=tuple(
            replace(each, text=f"{each.text} {EVIL}", speaker=EVIL if number % 2 else each.speaker)
            for number, each in enumerate(analyses["kickoff"].utterances)
        ),
    )
    found = parsed(render_page(hostile, media=Media("a%22.mp3", EVIL, False)))
    assert not found.bad
    assert "alert(1)" in found.text
    assert "\x1b" not in found.rawdata_
    assert "\u202e" not in found.rawdata_
    count = sum(tag == "script" for tag, _ in plain.tags)
    assert sum(tag == "script" for tag, _ in found.tags) == count
    assert not [attrs for _, attrs in found.tags if any(key.startswith("on") for key in attrs)]
    assert not [tag for tag, _ in found.tags if tag == "img"]


def test_says_who_decided_what_and_what_nobody_said(page):
    for said in (
        "Swap the two housings before Thursday",
        "due before Thursday noon (Thu 26 November 2026)",
        "Nobody said who takes it.",
        "Nobody said who takes it, by when or why.",
        "unassigned",
        "not reached",
        "A creative discussion calls for leading; managing prevailed here.",
        "The next report counts again: situations that got what they called for, 1 of 2 in this "
        "meeting.",
        "Tom was checked 2 times in a row by Anna Berg.",
        "not observed",
    ):
        assert said in page.text, said


def test_parts_without_evidence_say_so_in_a_line(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    bare = replace(
        analysis,
        insights=Insights(topics=analysis.insights.topics),
        profile=Profile(aspects=(Aspect("main-goal"), Aspect("main-function"))),
    )
    text = parsed(render(bare)).text
    for said in (
        "Too little was said for a summary.",
        "No decision was recognised.",
        "No action item was recognised.",
        "None of the nine situations",
        "No coded sentence is close in meaning to one of the aspects.",
    ):
        assert said in text, said


def test_an_analysis_of_an_earlier_version_says_what_is_missing(analyses):
    assert "made by an earlier version" in parsed(render(analyses["kickoff"])).text


def test_doubtful_speakers_are_nowhere_on_the_page(analyses):
    source = render(CONCLUDE(analyses["doubtful recording"]))
    for part in ("Dr. Noor Haddad", "Anna Berg took", "asked for by"):
        assert part not in parsed(source).text.replace("Anna Berg asks for the third", "")
    assert "It is doubtful who spoke" in source


def test_a_page_without_charts_goes_without_vega(analyses):
    assert len(render(analyses["empty"])) < 60_000
    assert "Nobody spoke." in render(analyses["empty"])


def test_a_recording_gets_a_player_that_names_no_other_place(concluded):
    found = parsed(render_page(concluded, media=Media("../talk%20one.mp3", "talk one.mp3", False)))
    player = [attrs for tag, attrs in found.tags if tag == "audio"]
    assert [attrs["src"] for attrs in player] == ["../talk%20one.mp3"]
    assert any(
        tag == "video"
        for tag, _ in parsed(render_page(concluded, media=Media("a.mp4", "a.mp4", True))).tags
    )


def test_the_evidence_of_every_coded_sentence_is_there(concluded, page):
    evidence = page.data("evidence")
    coded = [s for s in concluded.signals if s.label.value != "none"]
    assert len(evidence["of"]) == len(coded)
    label, scores, near, cues = evidence["of"]["1"]
    assert label == "execution"
    assert sum(scores) == 1000
    assert evidence["examples"][near[0][0]][1].startswith("You take the first part")
    assert cues


def test_the_tasks_as_csv_run_no_formula(analyses, page):
    assert page.data("tasks").startswith("task,owner,due,due_day,status,how it came up,where\r\n")
    assert ",Tom,before Thursday noon,2026-11-26,open," not in page.data("tasks")
    assert "2026-11-26" in page.data("tasks")
    evil = parsed(render(CONCLUDE(analyses["kickoff"], words="=1+1"))).data("tasks")
    assert not re.search(r'(^|[,\n"])=', evil)


def test_a_long_meeting_keeps_each_sentence_once(analyses):
    analysis = analyses["long"]
    source = render(analysis)
    assert len(re.findall(r'id="s\d+" class="u', source)) == len(analysis.utterances)
    assert source.count('class="part"') >= len(analysis.utterances) // 60


def test_ids_of_a_saved_analysis_never_reach_the_page(analyses):
    analysis = analyses["one unit"]
    utterance, signal = analysis.utterances[0], analysis.signals[0]
    odd = "x\"'><script>"
    assert isinstance(utterance, Utterance)
    assert isinstance(signal, Signal)
    renamed = replace(
        analysis,
        utterances=(replace(utterance, id=odd),),
        signals=(replace(signal, utterance=odd),),
        style=replace(
            analysis.style,
            contrasts=(),
            questions=type(analysis.style.questions)(),
            windows=(),
        ),
    )
    assert odd not in render(renamed)
