import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvm_meet.model import Thread
from lvm_meet.profile.direction import find_threads
from lvm_meet.settings import LeadSettings

VISION = "Ann [v]: We want to be the library that lends instruments to children."
STEP = "Bob [e]: I'll ask the music school which instruments the children want."
OTHER = "Cem [n]: My train was late.\nCem [n]: They say the snow did it.\n"


@pytest.fixture(scope="module")
def find(talk, leading):
    def found(text):
        units, signals, vectors = talk(text)
        return find_threads(units, signals, vectors, book=leading, settings=LeadSettings())

    return found


def test_a_direction_and_the_step_that_serves_it(find):
    threads, orphans = find(f"{VISION}\n{OTHER * 4}{STEP}")
    assert threads == (Thread("u0001", ("u0010",)),)
    assert orphans == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{VISION}\n{OTHER}",
        f"{STEP}\n{OTHER}{VISION}",  # before it
        f"{VISION}\n{OTHER}Bob [e]: I'll order the chairs tomorrow.",
        f"{VISION}\n{OTHER}{STEP.replace('[e]', '[n]')}",
    ],
)
def test_without_a_step_it_is_an_orphan(find, text):
    threads, _ = find(text)
    assert [thread.steps for thread in threads] == [()]


def test_neighbouring_sentences_of_one_speaker_are_one_direction(find):
    more = "Ann [v]: And children who play instruments come back for books."
    threads, _ = find(f"{VISION}\n{OTHER}{more}\n{OTHER}")
    assert threads == (Thread("u0001", ()),)
    threads, _ = find(f"{VISION}\n{OTHER}{more.replace('Ann', 'Bob')}\n{OTHER}")
    assert threads == (Thread("u0001", ()), Thread("u0004", ()))


@pytest.mark.parametrize(
    "text",
    [
        "Ann [v]: We have to do better than that.",
        "Ann [v]: Should we aim at children and instruments?",
        "Ann: We want to lend instruments to children.",
    ],
)
def test_what_cannot_be_followed_or_is_only_asked_is_left_out(find, text):
    assert find(f"{text}\n{OTHER}") == ((), ())


TASK = "Bob [e]: I'll carry the wooden benches over to the school."


def test_a_task_without_a_why_is_an_orphan(find):
    assert find(OTHER + TASK) == ((), ("u0003",))


@pytest.mark.parametrize(
    "text",
    [
        f"{OTHER}{TASK[:-1]} because they need them.",
        f"{OTHER}{TASK}\nAnn: So that they have something to sit on.",
        f"{OTHER}Ann [v]: We owe the school something.\n{TASK}",
        f"{OTHER}{TASK[:-1]}?",
        f"{OTHER}Bob [e]: I'll do it.",
        f"{OTHER}{TASK.replace('[e]', '[n]')}",
        f"{OTHER}Bob [e]: I'll talk about the wooden benches in my presentation.",
    ],
)
def test_a_task_with_a_why_nearby_is_none(find, text):
    assert find(text)[1] == ()


def test_no_meeting_no_threads(leading):
    vectors = np.zeros((0, 4), dtype=np.float32)
    assert find_threads((), (), vectors, book=leading, settings=LeadSettings()) == ((), ())


LINES = st.lists(
    st.tuples(
        st.sampled_from(["Ann [v]", "Ann [e]", "Bob [e]", "- [v]", "Bob"]),
        st.sampled_from(
            ["We want instruments for children.", "I'll buy the instruments for children.", "Mm."]
        ),
    ),
    max_size=15,
)


@given(LINES)
def test_steps_come_later_and_never_stand_among_the_orphans(find, lines):
    text = "\n".join(f"{who}: {words}" for who, words in lines) or "Ann: Mm."
    threads, orphans = find(text)
    for thread in threads:
        assert all(step > thread.vision for step in thread.steps)
        assert list(thread.steps) == sorted(set(thread.steps))
        assert not set(thread.steps) & set(orphans)
