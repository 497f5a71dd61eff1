import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import resources
from lvm_meet.lexicon.books import read_book
from lvm_meet.lexicon.entries import Poles
from lvm_meet.lexicon.parse import Origin
from lvm_meet.model import (
    LABELS,
    ControlRun,
    Delegation,
    Giving,
    Label,
    Measure,
    Mode,
    Profile,
    Proposal,
    Seen,
    Signal,
    Situation,
    Suggestion,
    Thread,
    Topic,
    Uptake,
    Utterance,
)
from lvm_meet.profile.measures import measured
from lvm_meet.profile.observations import observe
from lvm_meet.prose.clean import Cleaner
from lvm_meet.settings import SituationSettings

TEXTS = [
    ("vision", "One day nobody should have to wait for a doctor in this town."),
    ("execution", "I'll send the two drawings round before Thursday noon."),
    ("control", "Did the test report go out on Friday as we agreed?"),
    ("inspiration", "You know this better than anybody else in the house."),
    ("execution", "Could you swap the two housings tomorrow morning, please?"),
    ("control", "We are still within the budget that we were given."),
    ("execution", "Let's meet again on Tuesday at nine in the small room."),
    ("none", "Maybe we could let the children paint the walls."),
    ("none", "We could put the garden up on the roof."),
    ("none", "It could be open in the evening as well."),
    ("vision", "um the the thing"),
]
SUGGESTIONS = tuple(
    Poles(name, (f"What for, {name}?", f"And why, {name}?"), (f"Who does it, {name}?",))
    for name in ("vision-execution", "people-process", "inspiration-control", "change-stability")
)
TOPICS = (Topic("first", (), tuple(f"u{n}" for n in range(7))), Topic("rest", (), ("u7", "u8")))


def codes(label):
    return tuple(900 if each is label else 25 for each in LABELS)


UNITS = tuple(Utterance(f"u{n}", "A", text, None, (n,)) for n, (_, text) in enumerate(TEXTS))
SIGNALS = tuple(
    Signal(f"u{n}", Label(label), codes(Label(label))) for n, (label, _) in enumerate(TEXTS)
)


@pytest.fixture(scope="module")
def cleaner():
    path = resources.lexicons() / "insights" / "prose.toml"
    return Cleaner(read_book("prose", [Origin(str(path), path.name)]))


def situation(name, calls_for, used, topic=0, evidence=("u4", "u1")):
    return Situation(name, calls_for, topic, used, evidence)


CREATIVE = situation("creative-discussion", Mode.LEADERSHIP, Mode.MANAGEMENT)
CRISIS = situation("crisis", Mode.MANAGEMENT, Mode.LEADERSHIP, evidence=("u3",))
FITTING = situation("tight-deadline", Mode.MANAGEMENT, Mode.MANAGEMENT, evidence=("u6",))
LEFT = tuple(Proposal("A", Uptake.LEFT, (f"u{n}",), ()) for n in (7, 8, 9))
RUN = ControlRun("A", "B", ("u2", "u5"))


@pytest.fixture
def tell(cleaner):
    def build(
        *,
        units=UNITS,
        signals=SIGNALS,
        situations=(),
        threads=(),
        orphan_tasks=(),
        control_runs=(),
        proposals=(),
        delegations=(),
        suggestions=SUGGESTIONS,
        **settings,
    ):
        return observe(
            units,
            signals,
            topics=TOPICS,
            situations=situations,
            threads=threads,
            orphan_tasks=orphan_tasks,
            control_runs=control_runs,
            proposals=proposals,
            delegations=delegations,
            suggestions=suggestions,
            cleaner=cleaner,
            settings=SituationSettings(**settings),
        )

    return build


def test_a_mismatch_quotes_the_way_that_was_used_next_to_what_shows_it(tell):
    (found,), experiment = tell(situations=[CREATIVE])
    assert found.seen is Seen.MISMATCH
    assert found.quote.utterances == ("u2",)  # u1 and u4 show the situation
    assert (found.situation, found.calls_for) == ("creative-discussion", Mode.LEADERSHIP)
    assert (found.instead.contrast, found.instead.mode) == ("change-stability", Mode.LEADERSHIP)
    assert found.evidence == ("u4", "u1")
    assert (experiment.measure, experiment.value, experiment.of) == (
        Measure.SITUATIONS_FITTING,
        0,
        1,
    )


def test_the_same_moment_is_quoted_before_another(tell):
    sure = Signal(
        "u6", Label.EXECUTION, tuple(1000 if each == "execution" else 0 for each in LABELS)
    )
    signals = (*SIGNALS[:6], sure, *SIGNALS[7:])
    (found,), _ = tell(situations=[CREATIVE], signals=signals)
    assert found.quote.utterances == ("u6",)  # the surest of the moment
    (found,), _ = tell(situations=[CREATIVE], signals=signals, moment=2)
    assert found.quote.utterances == ("u5",)  # the nearest


def test_a_measure_that_can_be_counted_without_the_situation_goes_first(tell):
    _, experiment = tell(situations=[CREATIVE], proposals=LEFT)
    assert (experiment.observation, experiment.measure) == (0, Measure.PROPOSALS_ANSWERED)
    assert (experiment.value, experiment.of) == (0, 3)


def test_the_most_telling_come_first_and_never_three_of_a_kind(tell):
    third = situation("self-directed-work", Mode.LEADERSHIP, Mode.MANAGEMENT, evidence=("u5",))
    everything = {
        "situations": [FITTING, third, CRISIS, CREATIVE],
        "threads": [Thread("u0", ())],
        "orphan_tasks": ["u1", "u4", "u6"],
        "control_runs": [RUN],
        "proposals": LEFT,
        "several_tasks": 3,
    }
    found, _ = tell(**everything)
    assert [each.seen for each in found] == [Seen.MISMATCH, Seen.MISMATCH, Seen.ORPHAN_VISION]
    assert len({each.quote.utterances for each in found}) == 3
    everything["situations"] = []
    found, _ = tell(**everything)
    assert [each.seen for each in found] == [
        Seen.ORPHAN_VISION,
        Seen.ORPHAN_TASK,
        Seen.CONTROL_RUN,
    ]
    found, _ = tell(**everything, observations=1)
    assert [each.seen for each in found] == [Seen.ORPHAN_VISION]


def test_the_same_situation_is_told_once(tell):
    found, _ = tell(situations=[CREATIVE, situation(CREATIVE.name, Mode.LEADERSHIP, CREATIVE.used)])
    assert len(found) == 1


def test_what_fits_is_told_without_a_better_sentence(tell):
    (found,), experiment = tell(situations=[FITTING])
    assert found.seen is Seen.FIT
    assert found.instead is None
    assert found.quote.utterances == ("u1",)
    assert experiment is None


@pytest.mark.parametrize(
    ("parts", "seen", "entry", "measure"),
    [
        (
            {"threads": [Thread("u0", ()), Thread("u3", ("u4",))]},
            Seen.ORPHAN_VISION,
            "suggestions.toml vision-execution.management[1]",
            (Measure.VISIONS_WITH_STEP, 1, 2),
        ),
        (
            {"orphan_tasks": ["u1", "u4", "u6"], "several_tasks": 3},
            Seen.ORPHAN_TASK,
            "suggestions.toml vision-execution.leadership",
            (Measure.TASKS_WITH_WHY, 0, 3),
        ),
        (
            {
                "control_runs": [RUN],
                "delegations": [Delegation(Giving.METHOD, "A", "B", ("u4",))],
            },
            Seen.CONTROL_RUN,
            "suggestions.toml inspiration-control.leadership",
            (Measure.OUTCOME_DELEGATIONS, 0, 1),
        ),
        (
            {"proposals": LEFT},
            Seen.LEFT_PROPOSALS,
            "suggestions.toml people-process.leadership",
            (Measure.PROPOSALS_ANSWERED, 0, 3),
        ),
    ],
)
def test_each_kind_has_its_contrast_and_its_measure(tell, parts, seen, entry, measure):
    (found,), experiment = tell(**parts)
    assert found.seen is seen
    assert found.instead.entry.startswith(entry)
    assert (experiment.measure, experiment.value, experiment.of) == measure
    assert found.evidence


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"threads": [Thread("u0", ("u1",))]},
        {"threads": [Thread("u10", ())]},  # no sentence that can be quoted
        {"orphan_tasks": ["u1", "u4"], "several_tasks": 3},
        {"orphan_tasks": ["u1", "u4", "u6"]},
        {"proposals": LEFT[:2]},
        {"proposals": [*LEFT, *[Proposal("A", Uptake.TAKEN_UP, ("u0",), ("u1",))] * 4]},
        {"situations": [situation("crisis", Mode.MANAGEMENT, None)]},
        {"situations": [situation("crisis", Mode.MANAGEMENT, Mode.LEADERSHIP, topic=9)]},
        {"situations": [CREATIVE], "quote_score": 950},
        {"situations": [CREATIVE], "observations": 0},
        {"units": (), "signals": (), "situations": [CREATIVE], "threads": [Thread("u0", ())]},
    ],
)
def test_too_little_is_nothing(tell, parts):
    assert tell(**parts) == ((), None)


def test_without_sentences_there_is_an_observation_but_nothing_to_try(tell):
    (found,), experiment = tell(situations=[CREATIVE], suggestions=())
    assert (found.instead, experiment) == (None, None)


def test_the_experiment_counts_what_any_profile_can_be_asked_for(tell):
    threads = (Thread("u0", ()), Thread("u3", ("u4",)))
    _, experiment = tell(threads=threads)
    later = Profile(threads=threads)
    assert measured(later, experiment.measure) == (experiment.value, experiment.of)


def test_quotes_are_cleaned(tell):
    said = Utterance(
        "u0", "A", "Um, one day, you know, n- nobody should have to wait here.", None, (0,)
    )
    (found,), _ = tell(units=(said, *UNITS[1:]), threads=[Thread("u0", ())])
    assert not {"Um,", "um", "n-"} & set(found.quote.text.split())
    assert found.quote.text.endswith("nobody should have to wait here.")


def test_units_and_signals_run_in_parallel(tell):
    with pytest.raises(ValueError, match="shorter"):
        tell(signals=SIGNALS[:2])


IDS = st.sampled_from([f"u{n}" for n in range(13)])
SITUATIONS = st.builds(
    Situation,
    st.sampled_from(["crisis", "creative-discussion", "confident-team"]),
    st.sampled_from(Mode),
    st.integers(0, 3),
    st.sampled_from([*Mode, None]),
    st.lists(IDS, min_size=1, max_size=3).map(tuple),
)


@given(
    st.lists(SITUATIONS, max_size=5),
    st.lists(st.builds(Thread, IDS, st.lists(IDS, max_size=2).map(tuple)), max_size=4),
    st.lists(IDS, max_size=6),
    st.lists(st.builds(ControlRun, st.none(), st.just("B"), st.lists(IDS).map(tuple)), max_size=2),
)
def test_whatever_is_found_the_rules_hold(cleaner, situations, threads, tasks, runs):
    found, experiment = observe(
        UNITS,
        SIGNALS,
        topics=TOPICS,
        situations=situations,
        threads=threads,
        orphan_tasks=tasks,
        control_runs=runs,
        proposals=LEFT,
        delegations=(),
        suggestions=SUGGESTIONS,
        cleaner=cleaner,
        settings=SituationSettings(),
    )
    known = {unit.id for unit in UNITS}
    assert len(found) <= 3
    quoted = [each.quote.utterances for each in found]
    assert len(set(quoted)) == len(quoted)
    assert all(set(ids) <= known for ids in quoted)
    kinds = [each.seen for each in found]
    assert all(kinds.count(kind) <= 2 for kind in kinds)
    assert all(
        isinstance(each.instead, Suggestion) is (each.seen is not Seen.FIT) for each in found
    )
    if experiment is not None:
        assert experiment.value < experiment.of
        assert found[experiment.observation].instead is not None
