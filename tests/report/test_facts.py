"""What is chosen for the report, whichever form it is shown in."""

from dataclasses import replace

import pytest

from lvm_meet.model import Cue, Evidence, Exemplar, Label, Lens, Minimum, Note, Span
from lvm_meet.report.facts import gather


@pytest.fixture(scope="module")
def kickoff(analyses):
    return gather(analyses["kickoff"])


def test_title_line(analyses, kickoff):
    assert kickoff.title == "Alarm kick-off"
    assert kickoff.about == ("kickoff.vtt", "4 min", "377 words", "3 speakers")
    untimed = gather(analyses["untimed"])
    assert (untimed.title, untimed.about) == ("kickoff.txt", ("377 words", "3 speakers"))
    assert gather(analyses["nameless"]).about == ("4 min", "377 words")


def test_speakers_stand_by_talk_time_not_by_style(analyses):
    names = [row[0] for row in gather(analyses["kickoff"]).people.talk.rows]
    assert names == ["Anna Berg", "Dr. Noor Haddad", "Tom"]
    style = [row[0] for row in gather(analyses["kickoff"]).people.style.rows]
    assert style == names


def test_words_count_where_only_some_talk_has_times(analyses):
    analysis = analyses["kickoff"]
    first, *others = analysis.utterances
    partly = replace(analysis, utterances=(replace(first, span=None), *others))
    facts = gather(partly)
    assert facts.people.talk.header[1] == "Words"
    assert facts.people.talk.rows[0][:3] == ("Anna Berg", "160", "42%")
    assert "4 min" not in facts.about
    assert facts.moments[2].moments[0].place == "word 1"
    assert facts.moments[2].moments[1].place == "1:13"


def test_no_rate_without_enough_talk(kickoff):
    tom = next(row for row in kickoff.people.style.rows if row[0] == "Tom")
    assert tom == ("Tom", "–", "–", "not enough evidence")
    assert kickoff.people.talk.rows[2][-1] == "–", "words per minute"
    assert "fewer than 100 words" in kickoff.people.remarks[0]


def test_short_meetings_show_shares_and_counts_but_no_rates(analyses):
    facts = gather(analyses["one unit"])
    assert {row.rate_text for row in facts.bars} == {"–"}
    assert facts.bars[0].sentences == "1"
    assert facts.bars_remark
    assert facts.timeline is None
    assert facts.people.style is None
    assert facts.people.talk is not None


@pytest.mark.parametrize("name", ["no signal", "back-channels"])
def test_without_a_signal_nothing_is_made_of_it(analyses, name):
    facts = gather(analyses[name])
    assert "No sentence of this meeting carries a signal" in facts.headline[0]
    assert (facts.bars, facts.index_text, facts.coded, facts.moments) == ((), "", "", ())
    assert facts.timeline is None
    assert facts.contrasts_text == ""


def test_an_empty_meeting_has_a_headline_and_a_guide(analyses):
    facts = gather(analyses["empty"])
    assert "no talk" in facts.headline[0]
    assert facts.people.talk is None
    assert facts.questions_text == ""
    assert facts.guide


def test_nameless_talk(analyses):
    assert "does not name its speakers" in gather(analyses["nameless"]).people.silent
    some = gather(analyses["one nameless"]).people
    assert some.silent == ""
    assert [row[0] for row in some.talk.rows] == ["Anna Berg", "Dr. Noor Haddad", "(no name)"]


def test_many_speakers_are_cut_off_and_said(build_analysis):
    rows = "".join(
        f"Speaker {number:02} | 0 | {40 - number} | control | Is that finished now?\n"
        for number in range(20)
    )
    people = gather(build_analysis(rows)).people
    assert len(people.talk.rows) == 12
    assert people.talk.rows[0][0] == "Speaker 00"
    assert people.remarks[-1].startswith("8 more speakers with 40% of the words are left out")


def test_balance_rows(kickoff):
    rows = [(row.name, row.leads, row.whole, row.rate_text, row.share) for row in kickoff.bars]
    assert rows == [
        ("Leadership", True, True, "21.2", "38%"),
        ("vision", True, False, "10.6", "21%"),
        ("inspiration", True, False, "10.6", "17%"),
        ("Management", False, True, "29.2", "41%"),
        ("execution", False, False, "15.9", "21%"),
        ("control", False, False, "13.3", "19%"),
    ]


def test_moments_are_the_strongest_in_the_order_of_the_meeting(analyses, kickoff):
    analysis = analyses["kickoff"]
    vision = [signal for signal in analysis.signals if signal.label is Label.VISION]
    best = sorted(vision, key=lambda signal: -signal.score(Label.VISION))[:3]
    texts = {each.id: each.text for each in analysis.utterances}
    group = kickoff.moments[0]
    assert (group.name, group.leads) == ("Vision", True)
    assert {moment.quote for moment in group.moments} == {texts[each.utterance] for each in best}
    assert [moment.place for moment in group.moments] == ["2:16", "2:32", "2:59"]
    assert group.moments[0].speaker == "Dr. Noor Haddad"


def test_the_same_words_are_quoted_once(build_analysis):
    row = "Ann | 0 | 4 | control | Let's move on to the next item.\n"
    assert len(gather(build_analysis(row * 5)).moments[3].moments) == 1


OWN = Exemplar(Label.CONTROL, "Is it done?", "control.toml:1", 640)
OTHER = Exemplar(Label.NONE, "It is done.", "none.toml:1", 700)


@pytest.mark.parametrize(
    ("evidence", "because"),
    [
        (Evidence((OTHER, OWN)), "because it is near “Is it done?” (0.64)"),
        (
            Evidence((OTHER,), (Cue(Label.CONTROL, 0, 5, "c"),)),
            "because of the word “Let's”",
        ),
        (
            Evidence((), (Cue(Label.CONTROL, 0, 5, "c"), Cue(Label.CONTROL, 6, 13, "c"))),
            "because of the words “Let's”, “move on”",
        ),
        (Evidence(), ""),
    ],
)
def test_the_reason_is_the_nearest_exemplar_of_the_label(build_analysis, evidence, because):
    analysis = build_analysis("Ann | 0 | 4 | control | Let's move on to the next item.")
    signals = tuple(replace(signal, evidence=evidence) for signal in analysis.signals)
    assert gather(replace(analysis, signals=signals)).moments[3].moments[0].because == because


def test_questions_have_an_example_where_they_tell_of_style(kickoff):
    why, how, other = kickoff.questions
    assert (why.number, how.number, other.number) == (1, 1, 3)
    assert why.example.quote.startswith("Before we go on, why")
    assert how.example.speaker == "Anna Berg"
    assert other.example is None


def with_style(analysis, **changes):
    return replace(analysis, style=replace(analysis.style, **changes))


@pytest.mark.parametrize(
    ("lens", "enough"),
    [
        (Lens(("u1",), ("u3",), ("u5", "u7")), False),
        (Lens(("u1",), ("u3", "u4"), ()), True),
        (Lens(("u1", "u3", "u4"), (), ()), True),
    ],
)
def test_few_questions_are_listed_and_said_to_be_few(analyses, lens, enough):
    facts = gather(with_style(analyses["kickoff"], questions=lens))
    assert ("not enough questions" in facts.questions_text) is not enough
    assert [row.number for row in facts.questions] == [
        len(lens.what_why),
        len(lens.how_when),
        len(lens.other),
    ]
    assert facts.questions[0].example is not None


def test_how_much_evidence_it_takes_is_that_of_the_analysis(analyses):
    analysis = with_style(
        analyses["kickoff"], index=None, minimum=Minimum(coded=25, words=500, questions=2)
    )
    facts = gather(analysis)
    assert "at least 25 coded sentences" in facts.index_text
    assert any("at least 25 coded sentences" in text for text in facts.guide)
    assert "fewer than 500 words" in facts.bars_remark
    assert {row.rate_text for row in facts.bars} == {"–"}
    assert "fewer than 500 words" in facts.people.remarks[0]
    assert {row[-1] for row in facts.people.talk.rows} == {"–"}, "words per minute"
    assert facts.timeline is None
    assert "not enough questions" not in facts.questions_text


def test_who_only_acknowledges_has_no_turn_and_no_longest_one(build_analysis):
    rows = "Ann | 0 | 9 | control | Is that finished now?\nBen | 0 | 1 | back | Mm-hm.\n"
    people = gather(build_analysis(rows)).people
    assert [row[3:5] for row in people.talk.rows] == [("1", "0:09"), ("0", "–")]
    untimed = gather(build_analysis(rows, timed=False)).people
    assert [row[3:5] for row in untimed.talk.rows] == [("1", "4"), ("0", "–")]


@pytest.mark.parametrize(
    ("name", "poles"),
    [
        ("people-process", ("people", "process")),
        ("people_process", ("people", "process")),
        ("people / process", ("people", "process")),
        ("what matters most", ("what matters most", "")),
    ],
)
def test_contrast_names(analyses, name, poles):
    analysis = analyses["kickoff"]
    contrast = replace(analysis.style.contrasts[0], name=name)
    changed = replace(analysis, style=replace(analysis.style, contrasts=(contrast,)))
    row = gather(changed).contrasts[0]
    assert (row.leadership, row.management) == poles
    assert (row.leading, row.managing) == (4, 6)


def test_timeline(kickoff, analyses):
    timeline = kickoff.timeline
    assert timeline.labels == ("0:00", "2:05", "4:11")
    assert timeline.shifts == (136_000 / 251_000,)
    assert timeline.shift_texts[0].startswith("At 2:16: towards leadership (balance index −1.00")
    untimed = gather(analyses["untimed"]).timeline
    assert untimed.labels == ("word 1", "word 188", "word 377")
    assert untimed.shifts == (200 / 377,)


def test_the_tallest_bar_is_a_number_only_where_windows_are_long_enough(analyses, kickoff):
    assert "coded sentences per word" in kickoff.timeline.text
    assert "tallest bar stands for 30.4 coded sentences per 1,000 words" in (
        gather(analyses["long"]).timeline.text
    )


def test_windows_without_talk_are_gaps(analyses):
    analysis = analyses["kickoff"]
    quiet = replace(
        analysis.style.windows[1],
        first=None,
        last=None,
        balance=type(analysis.style.balance)(),
        span=Span(25_000, 50_000),
    )
    windows = (analysis.style.windows[0], quiet, *analysis.style.windows[2:])
    changed = replace(analysis, style=replace(analysis.style, windows=windows))
    assert gather(changed).timeline.leadership[1] is None


def test_times_that_stand_still_are_not_compared(analyses):
    analysis = analyses["kickoff"]
    still = replace(
        analysis,
        utterances=tuple(replace(each, span=Span(0, 0)) for each in analysis.utterances),
    )
    facts = gather(still)
    assert "Words" in facts.people.talk.header
    assert not any("min" in part for part in facts.about)


def test_notes_are_cleaned_and_renamings_said(analyses):
    analysis = analyses["kickoff"]
    notes = (
        Note("line-ends", "lines end with CR LF", 1, 900, remark=True),  # no reader needs that
        Note("x", "odd \x1b[31m thing\n in it", 3),
    )
    changed = replace(analysis, transcript=replace(analysis.transcript, notes=notes))
    assert gather(changed).notes == (
        "Odd \ufffd[31m thing in it (in line 3).",
        "“SPEAKER_01” in the transcript is called “Tom” here.",
    )
