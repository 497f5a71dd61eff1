"""The whole way out and back; node and decode have their own tables of broken input."""

import json
import re
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvm_meet.codec import SCHEMA_VERSION, dumps, from_json, loads, signal_to_json, to_json
from lvm_meet.errors import LvmError
from lvm_meet.model import (
    LABELS,
    Analysis,
    Balance,
    ChangePoint,
    Contrast,
    Cue,
    Doubt,
    Estimate,
    Evidence,
    Exemplar,
    Lens,
    Minimum,
    Note,
    Provenance,
    Segment,
    Signal,
    Source,
    Span,
    SpeakerStyle,
    Speech,
    Style,
    Tally,
    Transcript,
    Turn,
    Utterance,
    Window,
    Word,
)


def paired(text):
    """JSON can't tell two halves of a surrogate pair side by side from the character itself."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# every code point, so control characters and lone halves of surrogate pairs too
words = st.text(st.characters(codec=None), max_size=12).map(paired)
counts = st.integers(0, 10**12)
spans = st.none() | st.tuples(counts, counts).map(lambda ends: Span(min(ends), max(ends)))
permille = st.integers(-1000, 1000)
shares = st.none() | st.integers(0, 1000)
known_spans = st.tuples(counts, counts).map(lambda ends: Span(min(ends), max(ends)))
labels = st.sampled_from(LABELS)
tallies = st.builds(Tally, counts, counts, counts)
balances = st.builds(Balance, tallies, tallies, tallies, tallies, tallies)
estimates = st.none() | st.builds(Estimate, permille, permille, permille)
exemplars = st.builds(Exemplar, labels, words, words, permille)


def many(strategy):
    return st.lists(strategy, max_size=0 if strategy.is_empty else 3).map(tuple)


@st.composite
def scores(draw):
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=4, max_size=4)))
    ends = [0, *cuts, 1000]
    return tuple(high - low for low, high in pairwise(ends))


@st.composite
def cues(draw, text):
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return Cue(draw(labels), start, end, draw(words))


@st.composite
def utterances(draw, id_, segments):
    text = draw(words)
    indexes = many(st.integers(0, segments - 1)) if segments else st.just(())
    utterance = Utterance(
        id_, draw(st.none() | words), text, draw(spans), draw(indexes), draw(st.booleans())
    )
    evidence = Evidence(draw(many(exemplars)), draw(many(cues(text))))
    return utterance, Signal(id_, draw(labels), draw(scores()), evidence)


def styles(ids):
    id_ = st.sampled_from(ids) if ids else st.nothing()
    some = many(id_)
    lens = st.builds(Lens, some, some, some)
    speaker = st.builds(
        SpeakerStyle,
        st.none() | words, balances, estimates, counts, counts, st.none() | counts, lens,
    )  # fmt: skip
    change = st.builds(ChangePoint, id_, st.none() | counts, permille, permille)
    return st.builds(
        Style,
        balance=balances,
        index=estimates,
        speakers=many(speaker),
        windows=many(st.builds(Window, st.none() | id_, st.none() | id_, spans, balances)),
        changes=many(change),
        questions=lens,
        contrasts=many(st.builds(Contrast, words, some, some)),
        minimum=st.builds(Minimum, *[st.integers(1, 10**12)] * 3),
    )


speeches = st.builds(
    Speech, counts, counts, counts, shares, st.none() | counts, st.none() | counts,
    many(st.builds(Turn, words, known_spans, shares)), many(st.sampled_from(Doubt)),
    st.booleans(), words, words,
)  # fmt: skip


@st.composite
def analyses_of_any_kind(draw):
    segments = draw(
        many(
            st.builds(
                Segment,
                words,
                st.none() | words,
                spans,
                shares,
                many(st.builds(Word, words, known_spans, shares)),
            )
        )
    )
    ids = draw(st.lists(words, max_size=3, unique=True))
    pairs = [draw(utterances(id_, len(segments))) for id_ in ids]
    notes = many(
        st.builds(
            Note, words, words, st.none() | st.integers(1), st.integers(1), remark=st.booleans()
        )
    )
    return Analysis(
        transcript=Transcript(
            draw(st.builds(Source, words, words, words, counts)),
            segments,
            draw(st.none() | words),
            draw(words),
            draw(notes),
            draw(st.none() | speeches),
        ),
        utterances=tuple(utterance for utterance, _ in pairs),
        signals=tuple(signal for _, signal in pairs),
        style=draw(styles(ids)),
        provenance=draw(st.builds(Provenance, words, counts, words, words, words, words)),
        title=draw(words),
        renamed=draw(many(st.tuples(words, words))),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(analyses_of_any_kind())
def test_any_analysis_comes_back_as_it_was(analysis):
    text = dumps(analysis)
    assert loads(text) == analysis
    assert from_json(json.loads(text)) == analysis
    assert json.loads(text.encode("utf-8")) == to_json(analysis)


def test_everyday_and_degenerate_meetings_come_back(analyses):
    for name, analysis in analyses.items():
        assert loads(dumps(analysis)) == analysis, name


def test_text_is_laid_out_for_people(analyses):
    text = dumps(analyses["kickoff"])
    lines = text.splitlines()
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert lines[1] == ' "schema": "lvm-meet/analysis",'
    assert lines[2] == f' "schema_version": {SCHEMA_VERSION},'
    assert sum('"label": "vision", "scores"' in line for line in lines) == 4, "one line each"


def test_control_characters_are_spelled_out(analyses):
    text = dumps(analyses["hostile"])
    assert "\\u009b31m" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_keeps_characters_as_they_are(analyses):
    assert "تخيلوا" in dumps(analyses["right to left"])


def test_untimed_is_null_and_ratios_are_ratios(analyses):
    document = to_json(analyses["untimed"])
    first = document["utterances"][0]
    assert (first["start_ms"], first["end_ms"]) == (None, None)
    assert sum(first["scores"].values()) == pytest.approx(1)
    assert document["style"]["index"] == {"value": -0.158, "low": -0.579, "high": 0.263}
    assert document["style"]["changes"][0]["at_ms"] is None


def test_figures_are_derived_and_ignored_on_reading(analyses):
    document = to_json(analyses["kickoff"])
    figures = document["style"]["balance"]["figures"]
    balance = analyses["kickoff"].style.balance
    assert figures["coded_share"] == round(balance.coded_share, 4)
    assert figures["leadership"]["per_1000_words"] == round(balance.rate(balance.leadership), 3)
    figures["coded_share"] = "nonsense"
    for speaker in document["style"]["speakers"]:
        del speaker["figures"]
    assert from_json(document) == analyses["kickoff"]


def test_figures_without_talk_are_null(analyses):
    figures = to_json(analyses["empty"])["style"]["balance"]["figures"]
    assert figures["coded_share"] is None
    assert figures["vision"] == {"per_1000_words": None, "share_of_words": None}


def test_refuses_signals_of_other_utterances(analyses):
    analysis = analyses["kickoff"]
    broken = Analysis(
        analysis.transcript,
        analysis.utterances,
        analysis.signals[1:],
        analysis.style,
        analysis.provenance,
    )
    with pytest.raises(LvmError, match="do not match"):
        dumps(broken)


def test_takes_linear_time(build_analysis):
    # Rows of one speaker; the builder itself is not what is measured.
    row = "Ann | 1 | 3 | execution | I will send you the readings before Thursday noon.\n"

    def seconds(count):
        analysis = build_analysis(row, repeat=count)
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            loads(dumps(analysis))
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(300), seconds(2400)
    assert large < 8 * small * 4, f"8 times the talk took {large / small:.0f} times as long"


def test_import_is_light():
    script = "import sys, lvm_meet.codec; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = re.compile(r"numpy|rich|click|torch|spacy|ctranslate2|hypothesis")
    assert [name for name in loaded if heavy.match(name)] == []


def test_one_code_alone_has_the_form_that_it_has_in_an_analysis(analyses):
    analysis = analyses["kickoff"]
    line = signal_to_json(analysis.signals[0])
    assert list(line) == ["label", "scores", "evidence"]
    assert line.items() <= to_json(analysis)["utterances"][0].items()
