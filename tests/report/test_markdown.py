"""Markdown is checked with a real parser: what a reader sees is the text, and nothing but it."""

import os
import re
import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lvm_meet.report.facts import gather
from lvm_meet.report.markdown import escape, render, render_illustrated
from lvm_meet.report.plain import clean

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]
EXPECTED = Path(__file__).parent / "expected"
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
JOINER = "\N{WORD JOINER}"


def shown(tokens):
    """All text that a reader sees."""
    for token in tokens:
        if token.children:
            yield from shown(token.children)
        elif token.type in ("text", "text_special", "code_inline", "fence"):
            yield token.content


def kinds(markdown):
    found = set()
    for token in PARSER.parse(markdown):
        found.add(token.type)
        found |= {child.type for child in token.children or ()}
    return found


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("kickoff", "kickoff.md"),
        ("untimed", "untimed.md"),
        ("empty", "empty.md"),
        ("recording", "recording.md"),
    ],
)
def test_looks_as_expected(analyses, name, file):
    compare(file, render(analyses[name]))


def test_conclusions_look_as_expected(analyses):
    compare("concluded.md", render(CONCLUDE(analyses["kickoff"])))


def compare(file, text):
    if os.environ.get("LVM_MEET_UPDATE_EXPECTED"):
        (EXPECTED / file).write_text(text, encoding="utf-8")
    assert text == (EXPECTED / file).read_text(encoding="utf-8")


ODD = [
    "<script>alert(1)</script>",
    "<b onclick=x>b</b> &lt; &amp; &#60;",
    "[text](http://evil.example) ![img](x) [ref]: x",
    "**bold** __bold__ *em* _em_ ~~gone~~ `code` ``code``",
    "# heading",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "12) item",
    "---",
    "===",
    ":--",
    "- - -",
    "> quote",
    "| a | b |",
    "```",
    "~~~",
    "a\\",
    "\\<b>",
    "\\| x",
    "$x^2$ {{ x }}",
    "+0.67",
    "21.2",
    "-2 degrees",
    "<http://evil.example>",
    "<a@b.example>",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("before", ["", "- ", "para\n", "## ", "- **", "| a |\n| - |\n| "])
def test_odd_text_is_shown_as_it_is(text, before):
    after = {"- **": "**", "| a |\n| - |\n| ": " |"}.get(before, "")
    plain = before + "x" + after
    parsed = before + escape(text) + after
    assert kinds(parsed) == kinds(plain)
    assert text in "".join(shown(PARSER.parse(parsed))).replace(JOINER, "")


@given(st.text(st.sampled_from("<>&[]()!*_~`#|\\-+=:.@$^{} 1aw/\"'hn\u00e9"), max_size=30))
def test_any_text_is_shown_as_it_is(text):
    text = clean(text)
    for before in ("", "- ", "para\n"):
        tokens = PARSER.parse(before + escape(text))
        expected = (["para", text] if before == "para\n" else [text]) if text else [before.strip()]
        seen = "".join(shown(tokens)).replace(JOINER, "")
        assert seen == "".join(expected).removeprefix("-" if not text else "")
        assert kinds(before + escape(text)) <= kinds(before + "x")


@pytest.mark.parametrize(
    "text",
    ["see http://evil.example", "HTTPS://evil.example", "www.evil.example", "a@evil.example"],
)
def test_addresses_are_no_links_for_those_who_link_bare_addresses(text):
    assert not re.search(r"://|www\.|@[a-z]", escape(text), re.IGNORECASE)
    assert escape(text).replace(JOINER, "") == text


def test_a_hostile_transcript_becomes_nothing_but_text(analyses):
    markdown = render(analyses["hostile"])
    found = kinds(markdown)
    assert not found & {"html_block", "html_inline", "link_open", "image", "s_open", "code_inline"}
    assert "em_open" not in found
    seen = " ".join(shown(PARSER.parse(markdown))).replace(JOINER, "")
    assert "<script>alert(1)</script>" in seen
    assert "| next cell |" in seen


HOSTILE = (
    "<script>alert(1)</script> [x](http://evil.example) ![i](y) | cell **b** _e_ `c` 1. x www.a.b"
)


def test_hostile_conclusions_become_nothing_but_text(analyses):
    markdown = render(CONCLUDE(analyses["hostile"], words=HOSTILE))
    found = kinds(markdown)
    assert not found & {"html_block", "html_inline", "link_open", "image", "s_open", "code_inline"}
    assert "em_open" not in found
    assert HOSTILE in " ".join(shown(PARSER.parse(markdown))).replace(JOINER, "")


@pytest.mark.parametrize("text", ["# heading", "1. item", "- item", "> quote", "---", "| a |"])
def test_odd_names_do_no_harm_in_headings_cells_and_strong_words(analyses, text):
    analysis = CONCLUDE(analyses["kickoff"], words=text)
    tokens = PARSER.parse(render(analysis))
    plain = PARSER.parse(render(CONCLUDE(analyses["kickoff"], words="some text")))
    assert [token.type for token in tokens] == [token.type for token in plain]
    assert " ".join(shown(tokens)).count(text) >= 10


def test_pictures_are_referred_to_and_have_a_text(analyses):
    text, drawn = render_illustrated(CONCLUDE(analyses["kickoff"]), folder="my report_files")
    tokens = [
        child
        for token in PARSER.parse(text)
        for child in token.children or ()
        if child.type == "image"
    ]
    sources = [token.attrs["src"] for token in tokens]
    assert sources == [f"my%20report_files/{name}" for name in drawn]
    assert all(token.content for token in tokens)
    assert all(picture.startswith(b"\x89PNG") for picture in drawn.values())
    assert "```" not in text


def test_without_a_chart_there_is_no_picture(analyses):
    text, drawn = render_illustrated(analyses["empty"], folder="x")
    assert (drawn, text) == ({}, render(analyses["empty"]))


def test_says_the_same_as_the_terminal(analyses):
    for name, analysis in analyses.items():
        facts = gather(analysis)
        seen = " ".join(shown(PARSER.parse(render(analysis)))).replace(JOINER, "")
        said = [*facts.headline, facts.index_text, facts.coded, *facts.notes, *facts.guide]
        said += [moment.quote for group in facts.moments for moment in group.moments]
        for table in (facts.people.talk, facts.people.style):
            said += [cell for row in (table.rows if table else ()) for cell in row]
        for text in said:
            assert text in seen, (name, text)


def test_every_table_has_whole_rows(analyses):
    for analysis in analyses.values():
        lines = render(analysis).splitlines()
        for above, line in pairwise(lines):
            if line.startswith("| ") and above.startswith("| "):
                assert line.count("|") == above.count("|")
