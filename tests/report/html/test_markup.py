import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.report.html.markup import NOTHING, Markup, data, el, foreign, items, join, table, text

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='x",
    "&lt;b&gt; &amp; &#60;",
    "<img src=x onerror=alert(1)>",
    "\u2028\u2029",
]


@pytest.mark.parametrize("content", HOSTILE)
def test_no_text_becomes_markup(content):
    for made in (text(content), el("p", content), foreign(content), join([content, "x"])):
        assert "<script" not in made
        assert "<img" not in made
    assert re.fullmatch(r'<p title="[^"<>]*">', el("p", attrs={"title": content})[: -len("</p>")])


def test_markup_goes_in_as_it_is():
    assert el("p", Markup("<b>x</b>"), "<i>") == "<p><b>x</b>&lt;i&gt;</p>"
    assert join([NOTHING, "", "a", "b"], " & ") == "a &amp; b"


def test_attributes_that_are_none_or_false_are_left_out():
    made = el("input", attrs={"hidden": True, "checked": False, "id": None, "value": ""})
    assert made == '<input hidden value="">'


@pytest.mark.parametrize("content", [*HOSTILE, "\ud800 half a pair", "ü"])
def test_data_ends_no_script_and_comes_back(content):
    made = data("d", {"a": content})
    assert made.count("<") == 2
    assert made.count(">") == 2
    inner = made[made.index(">") + 1 : made.rindex("<")]
    assert json.loads(inner)["a"] == content.encode("utf-8", "replace").decode()


@given(st.text())
def test_any_text_is_harmless_in_data_and_elements(content):
    assert not set("<>") & set(text(content))
    assert data("d", content).count("<") == 2


def test_a_table_names_the_column_of_every_cell():
    made = table(("Name", "Words\nper minute"), [("<a>", "–"), ("b", "2")], caption="People")
    assert made.count('data-title="Words per minute"') == 2
    assert '<th scope="row" data-title="Name">&lt;a&gt;</th>' in made
    assert 'class="number blank"' in made
    assert "<caption>People</caption>" in made


def test_a_list_without_entries_is_nothing():
    assert items([]) == NOTHING
    assert items(["<"], ordered=True) == "<ol><li>&lt;</li></ol>"
