"""The terminal report: small expected files, then what must hold for every meeting and width.

After a wanted change: LVM_MEET_UPDATE_EXPECTED=1 pytest tests/report, and look at the difference.
"""

import io
import os
import re
import runpy
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from lvm_meet.model import Checked, Measure
from lvm_meet.report.terminal import render, render_terminal

CONCLUDE = runpy.run_path(str(Path(__file__).parents[1] / "made_conclusions.py"))["conclude"]
EXPECTED = Path(__file__).parent / "expected"
HOSTILE_SIGNS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printed(analysis, *, width=80, encoding="utf-8", terminal=False):
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(
        file=file,
        width=width,
        force_terminal=terminal,
        color_system="truecolor" if terminal else None,
        legacy_windows=False,
    )
    render_terminal(analysis, console=console)
    file.flush()
    return file.buffer.getvalue().decode(encoding)


def compare(name, text):
    path = EXPECTED / name
    if os.environ.get("LVM_MEET_UPDATE_EXPECTED"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "width", "encoding", "file"),
    [
        ("kickoff", 80, "utf-8", "kickoff-80.txt"),
        ("kickoff", 60, "utf-8", "kickoff-60.txt"),
        ("kickoff", 80, "ascii", "kickoff-ascii.txt"),
        ("untimed", 80, "utf-8", "untimed-80.txt"),
        ("one unit", 80, "utf-8", "one-unit-80.txt"),
        ("no signal", 80, "utf-8", "no-signal-80.txt"),
        ("empty", 80, "utf-8", "empty-80.txt"),
        ("recording", 80, "utf-8", "recording-80.txt"),
        ("doubtful recording", 80, "utf-8", "doubtful-recording-80.txt"),
    ],
)
def test_looks_as_expected(analyses, name, width, encoding, file):
    compare(file, printed(analyses[name], width=width, encoding=encoding))


@pytest.mark.parametrize(("width", "encoding"), [(80, "utf-8"), (40, "utf-8"), (40, "ascii")])
def test_conclusions_look_as_expected(analyses, width, encoding):
    text = printed(CONCLUDE(analyses["kickoff"]), width=width, encoding=encoding)
    compare(f"concluded-{width}{'-ascii' if encoding == 'ascii' else ''}.txt", text)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp437", "cp1252", "cp932"])
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_survives_every_meeting_width_and_encoding(analyses, width, encoding):
    for name, analysis in analyses.items():
        for each in (analysis, CONCLUDE(analysis)) if analysis.utterances else (analysis,):
            text = printed(each, width=width, encoding=encoding)
            assert text.endswith("\n")
            for line in text.split("\n"):
                assert cell_len(line) <= min(width, 100), (name, line)
                assert line == line.rstrip(" "), (name, line)
                assert not HOSTILE_SIGNS.search(line), (name, line)


def test_what_people_look_for_stands_first(analyses):
    text = printed(CONCLUDE(analyses["kickoff"]))
    titles = [line.partition(" ─")[0] for line in text.splitlines() if line.endswith("───")]
    assert titles[:5] == [
        "Leadership and management",
        "Decisions",
        "Action items",
        "Open questions",
        "Risks and blockers",
    ]
    assert text.index("The team fixes the test runs") < text.index("Leadership and management")


def test_an_ordinary_report_fits_a_few_screens(analyses):
    # it has something of every kind, so it is longer than most
    assert len(printed(CONCLUDE(analyses["kickoff"])).splitlines()) <= 170


def test_long_lists_are_cut_and_say_so(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    found = analysis.insights
    long = replace(
        found, actions=found.actions * 5, decisions=found.decisions * 5, risks=found.risks * 5
    )
    text = printed(replace(analysis, insights=long))
    assert text.count("… and 5 more (in the HTML report)") == 1
    assert "… and 4 more (in the HTML report)" in text
    assert "… and 6 more (in the HTML report)" in text


def test_what_there_is_none_of_is_said_without_a_heading_of_its_own(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    bare = replace(analysis.insights, questions=(), risks=(), decisions=())
    text = printed(replace(analysis, insights=bare), width=100)
    assert "No question was left open" in text
    assert "No risk and no blocker was recognised." in text
    assert "Open questions ─" not in text
    assert "Decisions ─" in text
    assert "No decision was recognised." in text


def test_nobody_is_named_where_it_is_doubtful_who_spoke(analyses):
    text = printed(CONCLUDE(analyses["doubtful recording"]))
    assert "unassigned: Swap the housings" in text
    assert "Anna Berg:" not in text
    assert "Style of each speaker" not in text


def test_what_came_of_the_last_experiment_is_told(analyses):
    analysis = CONCLUDE(analyses["kickoff"])
    checked = Checked(Measure.VISIONS_WITH_STEP, 1, 4, 3, 4)
    told = printed(replace(analysis, profile=replace(analysis.profile, checked=checked)))
    assert "What came of the thing to try: Last time 1 of 4 directions had a step" in told


def test_a_very_narrow_terminal_gets_words_all_the_same(analyses):
    text = printed(analyses["kickoff"], width=20)
    assert "because it is near" in text
    assert "Anna" in text


def test_no_colour_and_no_escapes_in_a_pipe(analyses):
    assert "\x1b" not in printed(analyses["kickoff"])
    assert "\x1b" not in render(analyses["kickoff"])


def test_colour_on_a_terminal_changes_no_word(analyses):
    for name, analysis in analyses.items():
        coloured = printed(analysis, terminal=True)
        assert "\x1b[" in coloured
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert [line.rstrip() for line in bare.split("\n")] == printed(analysis).split("\n"), name


def test_only_our_own_escapes_reach_a_terminal(analyses):
    coloured = printed(analyses["hostile"], terminal=True)
    escapes = set(re.findall(r"\x1b.{0,6}", coloured))
    assert all(re.match(r"\x1b\[([0-9;]*)m", escape) for escape in escapes)
    assert "]0;owned" in coloured, "the words stay, without what made them a command"
    assert "\x07" not in coloured
    assert "\x1b]" not in coloured


def test_markup_in_a_transcript_is_text(analyses):
    text = printed(analyses["hostile"])
    assert "[bold red]Mallory[/]" in text
    assert "[red]We will be huge[/red]" in text
    assert ":smile:" in text
    assert "[link=http://evil.example]click[/link]" in text


def test_the_text_form_is_the_terminal_at_80_columns_whatever_the_environment(
    analyses, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert render(analyses["kickoff"]) == (EXPECTED / "kickoff-80.txt").read_text("utf-8")


def test_untimed_reports_show_no_time(analyses):
    text = printed(analyses["untimed"])
    assert not re.search(r"\b\d+:\d\d\b", text)
    assert "at word 201" in text
    assert "Talk" not in text.replace("Who talked", "")


@pytest.mark.parametrize("name", ["kickoff", "untimed", "one unit", "back-channels", "hostile"])
def test_nobody_reads_one_units(analyses, name):
    text = printed(analyses[name], width=200)
    plural = r"(?<![\d.,:])1 (words|sentences|speakers|times|turns|questions|parts|lines)\b"
    assert not re.search(plural, text)
    assert not re.search(r"\b([02-9]|\d\d+) (word|sentence|speaker|question|part)\b", text)


@pytest.mark.parametrize("width", [60, 80])
def test_numbers_beside_a_name_from_right_to_left_do_not_run_with_it(analyses, width):
    # By Unicode's rules a digit runs from right to left where the last letter before it does.
    for line in printed(analyses["right to left"], width=width).splitlines():
        side = "L"
        for sign in line:
            kind = unicodedata.bidirectional(sign)
            side = kind if kind in ("L", "R", "AL") else side
            assert kind != "EN" or side == "L", line


def test_names_from_right_to_left_keep_to_their_columns(analyses):
    lines = printed(analyses["right to left"]).splitlines()
    header = next(line for line in lines if line.endswith("minute"))
    row = next(line for line in lines if line.startswith("نور"))
    assert cell_len(row) == cell_len(header)


def test_an_encoding_without_direction_marks_gets_none(analyses):
    assert "?\u200e" not in printed(analyses["right to left"], encoding="ascii")
