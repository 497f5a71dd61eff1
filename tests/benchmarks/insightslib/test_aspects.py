from benchmarks.insightslib.aspects import POLES, Count, Verdict, count, places_of, read_verdicts
from lvm_meet import lexicon
from lvm_meet.model import Aspect

GOAL = ("aspect", "main-goal", "leadership")
TIME = ("aspect", "time-viewpoint", "leadership")


def test_verdicts_name_rows_that_exist():
    packaged = lexicon.load()
    rows = {("aspect", each.name) for each in packaged.aspects}
    rows |= {("duty", each.name) for each in packaged.duties}
    verdicts = read_verdicts()
    assert len(verdicts) > 500
    assert {verdict.part for verdict in verdicts.values()} == {"1", "2", "3"}
    for verdict in verdicts.values():
        assert verdict.pole in POLES
        assert {place[:2] for place in verdict.places} <= rows
        assert {place[2] for place in verdict.places} <= {verdict.pole}


def test_right_given_and_listed_are_counted():
    verdicts = {
        "a": Verdict("1", "leadership", frozenset({GOAL, TIME})),
        "b": Verdict("1", "leadership", frozenset()),
    }
    given = {"a": frozenset({GOAL}), "b": frozenset({GOAL})}
    assert count(given, verdicts, None) == Count(1, 2, 2)
    assert count(given, verdicts, TIME) == Count(0, 0, 1)
    assert count({}, verdicts, None) == Count()


def test_places_are_gathered_by_unit():
    found = places_of("duty", [Aspect("culture", ("a",), ("b",)), Aspect("motivation", ("a",))])
    assert found == {
        "a": {("duty", "culture", "leadership"), ("duty", "motivation", "leadership")},
        "b": {("duty", "culture", "management")},
    }


def test_figures_without_cases_are_dashes():
    assert Count().line("x").split() == ["x", "-", "-", "0", "0"]
    assert Count(1, 2, 4).line("x").split() == ["x", "0.50", "0.25", "2", "4"]
