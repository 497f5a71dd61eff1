import pytest

from lvm_meet.model import Answer, AnswerKind
from lvm_meet.profile.answers import find_answers
from lvm_meet.settings import LeadSettings

REQUEST = "Ann [e]: Could you send us the list by Friday?"


@pytest.fixture
def find(talk, leading, replies):
    def found(text):
        units, signals, _ = talk(text)
        return find_answers(units, signals, book=leading, replies=replies, settings=LeadSettings())

    return found


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("Bob: Yes.", AnswerKind.COMPLIANCE),
        ("Bob: Okay.", AnswerKind.COMPLIANCE),
        ("Bob: I'll write it tonight and send it round.", AnswerKind.COMMITMENT),
        ("Bob: Sure, I 'll have it ready by then .", AnswerKind.COMMITMENT),
        ("Bob: Yes.\nAnn: Mm-hm.\nBob: I'll write it tonight.", AnswerKind.COMMITMENT),
    ],
)
def test_words_of_their_own_or_a_mere_yes(find, reply, kind):
    assert find(f"{REQUEST}\n{reply}") == (Answer(kind, "Bob", "u0002", "u0001"),)


@pytest.mark.parametrize(
    "text",
    [
        REQUEST,
        f"{REQUEST}\nAnn: Yes.",
        f"{REQUEST}\n-: Yes.",
        f"{REQUEST}\nBob: No.",
        f"{REQUEST}\nBob: Which list do you mean?",
        f"{REQUEST}\nBob: The list is long.\nBob: Yes.",
        f"{REQUEST}\nAnn [e]: And could you call the printer?\nAnn: So.\nAnn: Yes.",
        REQUEST.replace("[e]", "[n]") + "\nBob: Yes.",
        REQUEST.replace("Ann", "-") + "\nBob: Yes.",
        "Ann [e]: Can you see the screen from there?\nBob: Yes.",
        "Bob [e]: Ann, could you send us the list?\nCem: Yes.\nAnn: Which list?",
    ],
)
def test_anything_else_is_no_answer(find, text):
    assert find(text) == ()


def test_a_bare_yes_belongs_to_the_last_request(find):
    second = "Ann [e]: And please call the printer today."
    (answer,) = find(f"{REQUEST}\n{second}\nBob: Yes.")
    assert (answer.request, answer.utterance) == ("u0002", "u0003")


def test_the_one_who_is_named_answers(find):
    (answer,) = find("Bob [e]: Ann, could you send us the list?\nCem: Mm-hm.\nAnn: Sure.")
    assert (answer.speaker, answer.utterance) == ("Ann", "u0003")


def test_no_units_no_answers(leading, replies):
    settings = LeadSettings()
    assert find_answers((), (), book=leading, replies=replies, settings=settings) == ()
