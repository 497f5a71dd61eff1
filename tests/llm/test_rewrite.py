"""A rewritten summary: what is supported stays, with its citations; the rest is dropped."""

import json

import pytest

from lvm_meet import lexicon
from lvm_meet.llm.client import AnswerError, Server
from lvm_meet.llm.rewrite import Rewriter
from lvm_meet.llm.support import supported
from lvm_meet.model import Said, Summary

SAID = {
    "u1": ("Ada", "so I think we should move the launch to May because the pump is late"),
    "u2": ("Ben", "yeah okay we move it to May then"),
    "u3": ("Ben", "and I'll ring the supplier about the pump tomorrow"),
}
SUMMARY = Summary(
    "Launch and pump",
    (
        Said("Ada said the launch should move to May because the pump is late.", ("u1", "u2")),
        Said("Ben will ring the supplier about the pump.", ("u3",)),
    ),
)


@pytest.fixture(scope="module")
def words():
    book = lexicon.load().book("rewrite")
    return frozenset(book.group("neutral").words), frozenset(book.group("negation").words)


@pytest.fixture
def rewriter(server, words):
    neutral, negations = words
    return Rewriter(Server.find(server.url), neutral, negations, 750)


def sentences(*rows, headline="The launch moves to May"):
    return json.dumps(
        {"headline": headline, "sentences": [{"text": t, "sources": s} for t, s in rows]}
    )


def test_supported_sentences_keep_the_citations_of_their_statements(server, rewriter):
    server.answer(
        sentences(
            ("The team moves the launch to May, as the pump is late.", [1]),
            ("Ben will ring the supplier about the late pump.", [1, 2]),
        )
    )
    found = rewriter.rewrite(SUMMARY, SAID)
    assert found.headline == "The launch moves to May"
    assert [sentence.utterances for sentence in found.sentences] == [
        ("u1", "u2"),
        ("u1", "u2", "u3"),
    ]
    assert (found.writer, found.dropped) == ("tiny", 0)
    asked = json.loads(server.heard[0]["body"]["messages"][1]["content"])
    assert asked["statements"][1]["said"] == [f"Ben: {SAID['u3'][1]}"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The budget was cut by the board.", [1]),
        ("The launch moves to May 2031 because the pump is late.", [1]),
        ("Carla said the launch should move to May, as Carla knows.", [1]),
        ("The launch should not move to May because the pump is late.", [1]),
        ("Ben will ring the supplier about the pump.", [1]),
        ("Ben will ring the supplier about the pump.", []),
        ("Ben will ring the supplier about the pump.", [7, "2", None]),
        ("The group discussed this.", [1]),
        ("", [1]),
    ],
)
def test_what_was_not_said_is_dropped_and_counted(server, rewriter, text, sources):
    server.answer(sentences(("The launch moves to May.", [1]), (text, sources)))
    found = rewriter.rewrite(SUMMARY, SAID)
    assert [sentence.text for sentence in found.sentences] == ["The launch moves to May."]
    assert found.dropped == 1


def test_a_headline_that_claims_more_keeps_its_old_words(server, rewriter):
    server.answer(sentences(("The launch moves to May.", [1]), headline="Record profits for Acme"))
    assert rewriter.rewrite(SUMMARY, SAID).headline == SUMMARY.headline


def test_an_answer_in_a_code_fence_is_read(server, rewriter):
    server.answer(f"Sure!\n```json\n{sentences(('The launch moves to May.', [1]))}\n```\nBye")
    assert len(rewriter.rewrite(SUMMARY, SAID).sentences) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("I'm sorry, I can't help with that.", "JSON"),
        ("", "JSON"),
        ("[1, 2]", "no sentences"),
        ("{}", "no sentences"),
        ('{"sentences": 3}', "no sentences"),
        ('{"sentences": []}', "nothing that it wrote"),
        ('{"sentences": ["x", null, {"text": 3, "sources": {}}]}', "nothing that it wrote"),
        (sentences(("All is lost.", [1])), "nothing that it wrote"),
        ("[" * 50_000, "JSON"),
    ],
)
def test_refusals_and_nonsense(server, rewriter, content, message):
    server.answer(content)
    with pytest.raises(AnswerError, match=message):
        rewriter.rewrite(SUMMARY, SAID)


def test_control_characters_do_not_come_through(server, rewriter):
    server.answer(sentences(("The launch\x1b moves\u202e\nto May.", [1])))
    (sentence,) = rewriter.rewrite(SUMMARY, SAID).sentences
    assert sentence.text.isprintable()


@pytest.mark.parametrize(
    ("text", "evidence", "holds"),
    [
        ("Ada moved the launch.", "Ada: we move the launch", True),
        ("Ada didn't move the launch.", "Ada: we move the launch", False),
        ("The pump costs 300 euros.", "Ben: the pump costs 300 euros", True),
        ("The pump costs 400 euros.", "Ben: the pump costs 300 euros", False),
        ("", "anything", False),
    ],
)
def test_support(words, text, evidence, holds):
    neutral, negations = words
    found = supported(text, evidence, neutral=neutral, negations=negations, least=750)
    assert found is holds
