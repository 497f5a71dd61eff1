"""What the conclusions are counted with, on figures that can be worked out by hand."""

from benchmarks.insightslib.conclusions import Found, gold, rows, turns_of
from lvm_meet.model import Utterance


def test_empty_turns_have_no_segment():
    turns = [{"content": text} for text in ("Hello .", "{vocalsound}", "Good {disfmarker} day")]
    assert turns_of(turns, ["Hello.", "Good day"]) == {0: 0, 1: 2}


def test_gold_are_the_units_of_the_turns_that_answer_a_question_about_decisions():
    units = [Utterance(f"u{i}", "A", "words", None, (i,)) for i in range(8)]
    turns = {i: i + 1 for i in range(8)}
    queries = [
        {"query": "What was decided?", "answer": "Tin.", "relevant_text_span": [["1", "2"]]},
        {"query": "And tin?", "answer": "They agreed.", "relevant_text_span": [["8", "8"]]},
        {"query": "Who came?", "answer": "Ben.", "relevant_text_span": [["3", "3"]]},
        {"query": "All decisions?", "answer": "Many.", "relevant_text_span": [["1", "8"]]},
    ]
    spans, narrow = gold(queries, units, turns)
    assert spans == (frozenset({0, 1}), frozenset({7}))
    assert narrow == (True, False)


def test_rows_count_spans_and_items():
    meeting = Found(
        name="m",
        units=10,
        words=100,
        spans=(frozenset({0, 1}), frozenset({9})),
        narrow=(True, False),
        decisions=(frozenset({1}), frozenset({5})),
        plain=(0, 4),
        kinds=(2, 0, 0),
    )
    lines = dict(rows([meeting], narrow=False))
    assert (lines["found"].hit, lines["found"].inside, lines["found"].spans) == (1, 1, 2)
    assert round(lines["random"].hit, 2) == round(1 - 0.8**2 + 1 - 0.9**2, 2)
    assert (lines["pattern"].items, lines["pattern"].hit) == (2, 1)
    assert dict(rows([meeting], narrow=True))["found"].spans == 1
