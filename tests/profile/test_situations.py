import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet import resources
from lvm_meet.lexicon.books import read_book
from lvm_meet.lexicon.entries import Book, Group
from lvm_meet.lexicon.parse import Origin
from lvm_meet.model import LABELS, Label, Mode, Signal, Situation, Topic, Utterance
from lvm_meet.profile.situations import (
    ELSEWHERE,
    HINTS,
    OFTEN,
    SITUATIONS,
    find_situations,
    prevailing,
)
from lvm_meet.settings import SituationSettings

CLOSE = np.eye(4, dtype=np.float32)
NOTHING = np.zeros(4, dtype=np.float32)


@pytest.fixture(scope="module")
def book():
    path = resources.lexicons() / "insights" / "situations.toml"
    return read_book("situations", [Origin(str(path), path.name)])


def talk(*rows):
    """Units and signals of (speaker, label, text) or of texts alone."""
    units, signals = [], []
    for number, row in enumerate(rows):
        speaker, label, text = ("A", "none", row) if isinstance(row, str) else row
        unit = Utterance(f"u{number}", speaker, text, None, (number,), label == "back")
        code = Label.NONE if label == "back" else Label(label)
        units.append(unit)
        signals.append(Signal(unit.id, code, tuple(1000 if each is code else 0 for each in LABELS)))
    return tuple(units), tuple(signals)


def find(book, rows, *, vectors=None, exemplars=None, topics=None, **settings):
    units, signals = talk(*rows)
    if vectors is None:
        vectors = [NOTHING] * len(units)
    whole = [Topic("all", (), tuple(unit.id for unit in units))] if units else []
    return find_situations(
        units,
        signals,
        np.array(vectors, dtype=np.float32).reshape(len(units), 4),
        topics=whole if topics is None else topics,
        book=book,
        exemplars=exemplars or {},
        settings=SituationSettings(**settings),
    )


def names(situations):
    return [situation.name for situation in situations]


@pytest.mark.parametrize(
    ("name", "mode", "text"),
    [
        ("crisis", "management", "Uh, the server is down and nobody can pay."),
        (
            "process-trouble",
            "management",
            "It fell through the cracks, and not for the first time.",
        ),
        ("training-newcomers", "management", "It's her first week, so go easy on her."),
        ("tight-deadline", "management", "The deadline is tomorrow and I've got half of it."),
        ("critical-delegation", "management", "This can't go wrong, I'm counting on you to do it."),
        ("confident-team", "leadership", "We can handle this."),
        ("need-for-new-approaches", "leadership", "What we've been doing isn't working, is it?"),
        ("creative-discussion", "leadership", "Okay, let's brainstorm."),
        ("self-directed-work", "leadership", "It's yours, I trust you to decide."),
    ],
)
def test_one_strong_phrase_shows_a_situation(book, name, mode, text):
    assert find(book, ["Good morning.", text]) == (Situation(name, Mode(mode), 0, None, ("u1",)),)


@pytest.mark.parametrize(
    "text",
    [
        "Did you send the deadline list?",  # a word alone
        "No, the server isn't down, and we're not behind schedule.",
        "We have five minutes left, so the deadline is on us, ha.",
        "If the server is down we use paper.",
        "The network is trained on ten hours of speech.",
    ],
)
def test_a_word_a_denial_or_the_meetings_own_time_is_no_situation(book, text):
    assert find(book, [text]) == ()


def test_hints_need_each_other(book):
    rows = ["The deadline, right.", "That's not much time.", "And we have to hurry."]
    assert find(book, rows[:2]) == ()
    (found,) = find(book, rows)
    assert found.name == "tight-deadline"
    assert sorted(found.utterances) == ["u0", "u1", "u2"]


@pytest.mark.parametrize("text", ["I 'm new .", "I’m new."])
def test_what_transcripts_do_to_apostrophes_is_put_up_with(book, text):
    rows = [text, "The new members are here as well.", "So let me walk you through it."]
    assert names(find(book, rows)) == ["training-newcomers"]
    assert find(book, rows[1:]) == ()


def tiny(**groups):
    """A book with those sections; `_` stands for a hyphen."""
    made = [
        Group(name.replace("_", "-"), phrases=tuple(phrases), mode=mode)
        for name, (mode, *phrases) in groups.items()
    ]
    return Book("situations", tuple(made))


def test_closeness_only_adds_and_only_for_coded_units():
    book = tiny(crisis=("management", "fire"), crisis_hints=("", "smoke", "heat"))
    exemplars = {"crisis": CLOSE[:1]}
    near, far = CLOSE[0], CLOSE[1]

    def found(labels, vectors):
        rows = [
            ("A", label, text) for label, text in zip(labels, ("smoke", "heat", "x"), strict=True)
        ]
        return find(book, rows, vectors=vectors, exemplars=exemplars)

    assert found(("none", "none", "control"), [far, far, near])
    assert not found(("none", "none", "none"), [near, near, near])
    assert not find(book, [("A", "control", "x")] * 5, vectors=[near] * 5, exemplars=exemplars)
    exemplars[ELSEWHERE] = np.stack([near])
    assert found(("none", "none", "control"), [far, far, near])  # as near to both: the situation
    exemplars["crisis"] = CLOSE[2:3]
    assert not found(("none", "none", "control"), [far, far, near])


def test_words_that_count_in_number_want_number_and_two_people():
    book = tiny(
        creative_discussion=("leadership", "brainstorm"),
        creative_discussion_often=("", "maybe we could"),
    )
    said = [("AB"[n % 2], "none", f"maybe we could try {n}") for n in range(5)]
    assert names(find(book, said)) == ["creative-discussion"]
    assert find(book, said[:4]) == ()
    assert find(book, [("A", "none", text) for _, _, text in said]) == ()
    assert find(book, [(None, "none", text) for _, _, text in said])
    assert find(book, [*said, "word " * 2000]) == ()


def test_the_clearest_comes_first_and_few_are_shown():
    book = tiny(crisis=("management", "fire"), crisis_hints=("", "smoke"))
    (found,) = find(book, ["smoke", "fire", "smoke", "smoke", "fire"], shown=3)
    assert found.utterances == ("u1", "u4", "u0")


def test_a_backchannel_shows_nothing(book):
    assert find(book, [("A", "back", "we can handle this")]) == ()


def test_topics_are_looked_at_one_by_one(book):
    rows = ["Let's brainstorm.", "The deadline is tomorrow.", "Let's brainstorm."]
    topics = [Topic("one", (), ("u0", "u1")), Topic("two", (), ("u2",))]
    found = find(book, rows, topics=topics)
    assert [(each.topic, each.name) for each in found] == [
        (0, "tight-deadline"),
        (0, "creative-discussion"),
        (1, "creative-discussion"),
    ]


@pytest.mark.parametrize(
    ("labels", "used"),
    [
        ("", None),
        ("vvvvv", None),
        ("vvvvii", Mode.LEADERSHIP),
        ("vvvvec", Mode.LEADERSHIP),
        ("vvveec", None),
        ("veecccnnnnnnnnnn", Mode.MANAGEMENT),
        ("vveecccc", Mode.MANAGEMENT),
        ("vvveeccc", None),
    ],
)
def test_a_way_prevails_with_two_thirds_of_enough_units(labels, used):
    codes = {label.value[0]: label for label in LABELS}
    assert prevailing([codes[letter] for letter in labels], settings=SituationSettings()) is used


def test_used_and_fits_come_from_the_same_topic(book):
    rows = ["Let's brainstorm.", *[("B", "control", "Is that done?")] * 6]
    (found,) = find(book, rows)
    assert (found.used, found.fits) == (Mode.MANAGEMENT, False)


def test_an_empty_meeting_has_no_situation(book):
    assert find(book, []) == ()
    assert find(Book("situations"), ["Let's brainstorm."]) == ()


def test_units_and_signals_run_in_parallel(book):
    units, signals = talk("a", "b")
    with pytest.raises(ValueError, match="shorter"):
        find_situations(
            units,
            signals[:1],
            np.zeros((2, 4), dtype=np.float32),
            topics=(),
            book=book,
            exemplars={},
            settings=SituationSettings(),
        )


PIECES = [
    "the server is down",
    "deadline",
    "let's brainstorm",
    "any ideas",
    "not",
    "’",
    "\ud800",
    "x",
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", None]),
            st.sampled_from([*(label.value for label in LABELS), "back"]),
            st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join),
        ),
        max_size=15,
    )
)
def test_evidence_is_always_in_the_topic(rows):
    path = resources.lexicons() / "insights" / "situations.toml"
    book = read_book("situations", [Origin(str(path), path.name)])
    units, _ = talk(*rows)
    ids = [unit.id for unit in units]
    topics = [Topic("t", (), tuple(part)) for part in (ids[:7], ids[7:]) if part]
    for each in find(book, rows, topics=topics):
        assert each.utterances
        assert set(each.utterances) <= set(topics[each.topic].utterances)
        assert len(set(each.utterances)) == len(each.utterances)


def test_the_lexicon_has_all_nine_with_a_mode_and_enough_words(book):
    known = {*SITUATIONS, *(name + HINTS for name in SITUATIONS), ELSEWHERE}
    assert {group.name for group in book.groups} == known | {"creative-discussion" + OFTEN}
    modes = [book.group(name).mode for name in SITUATIONS]
    assert modes == ["management"] * 5 + ["leadership"] * 4
    for name in SITUATIONS:
        group = book.group(name)
        assert 14 <= len(group.exemplars) <= 20, name
        assert len(group.phrases) >= 10, name
        assert len(set(group.phrases)) == len(group.phrases), name


def test_an_hour_of_talk_is_looked_through_quickly(book):
    shared = Path(os.environ.get("LVM_MEET_SHARED", Path(__file__).parents[3] / "shared"))
    path = shared / "meetings" / "qmsum" / "ES2006b.json"
    if not path.is_file():
        pytest.skip("the shared meetings are not here")
    from lvm_meet import readers
    from lvm_meet.settings import ReadSettings

    pieces = readers.read(path, settings=ReadSettings()).segments
    rows = [(piece.speaker, "none", piece.text) for piece in pieces]
    ids = {f"u{number}" for number in range(len(rows))}
    for found in find(book, rows):
        assert set(found.utterances) <= ids
