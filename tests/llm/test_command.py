"""`analyze --llm` from the command to the report, with a real server beside it."""

import json
import socket
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import run

import pytest
from click.testing import CliRunner

import lvm_meet
from lvm_meet.cli.main import cli
from lvm_meet.errors import MissingError, SettingsError
from lvm_meet.model import Speech
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import Settings, SummarySettings

SAMPLES = Path(__file__).parents[2] / "samples"
MEETING = str(SAMPLES / "standup.vtt")
INVENTED = "The board of Acme fired four hundred people in Bielefeld."


def analyze(*options):
    return CliRunner().invoke(cli, ["analyze", MEETING, *options])


@pytest.fixture(scope="module")
def plain():
    """The analysis without any language model."""
    return json.loads(analyze("-f", "json").stdout)


def material(heard):
    """What the server was given of the meeting."""
    return json.loads(heard["body"]["messages"][1]["content"])


def parrot(handler, body):
    """Says every statement again, and something that nobody said."""
    given = json.loads(body["messages"][1]["content"])
    rows = [{"text": s["summary"], "sources": [s["number"]]} for s in given["statements"]]
    rows.append({"text": INVENTED, "sources": [1]})
    answer = json.dumps({"headline": given["headline"], "sentences": rows})
    handler.send(200, {"choices": [{"message": {"content": answer}}]})


def test_the_summary_is_rewritten_and_what_nobody_said_is_dropped(server):
    server.chat = parrot
    done = analyze("-f", "json", "--llm", server.url, "--llm-model", "big")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    summary = document["insights"]["summary"]
    assert summary["writer"] == "big"
    assert summary["dropped"] >= 1
    texts = [row["text"] for row in summary["sentences"]]
    assert texts and INVENTED not in texts
    ids = {row["id"] for row in document["utterances"]}
    assert all(
        row["utterances"] and ids.issuperset(row["utterances"]) for row in summary["sentences"]
    )
    assert not any(note["code"] == "llm-unused" for note in document["notes"])


def test_only_the_summary_and_what_it_cites_is_sent(server):
    server.chat = parrot
    analysis = lvm_meet.analyze(MEETING)
    cited = {i for each in analysis.insights.summary.sentences for i in each.utterances}
    assert analyze("-f", "json", "--llm", server.url).exit_code == 0
    (heard,) = server.heard
    sent = {line for each in material(heard)["statements"] for line in each["said"]}
    assert sent == {
        f"{unit.speaker}: {unit.text}" for unit in analysis.utterances if unit.id in cited
    }
    assert len(sent) < len(analysis.utterances)


@pytest.mark.parametrize("format_", ["text", "md", "html"])
def test_a_report_says_who_wrote_the_summary(server, format_):
    server.chat = parrot
    done = analyze("-f", format_, "--llm", server.url)
    assert done.exit_code == 0
    assert "tiny" in done.output
    assert INVENTED not in done.output


@pytest.mark.parametrize(
    "chat",
    [
        lambda handler, body: handler.send(200, {"choices": [{"message": {"content": "Sure!"}}]}),
        lambda handler, body: handler.send(500, {"error": {"message": "out of memory"}}),
        lambda handler, body: handler.send(200, b"<html>"),
        lambda handler, body: handler.connection.shutdown(socket.SHUT_RDWR),
    ],
    ids=["no JSON", "an error", "a web page", "hung up"],
)
def test_nonsense_leaves_our_own_summary_and_a_note(server, plain, chat):
    server.chat = chat
    done = analyze("-f", "json", "--llm", server.url)
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["insights"] == plain["insights"]
    assert document["insights"]["summary"]["writer"] == "extract"
    (note,) = [note for note in document["notes"] if note["code"] == "llm-unused"]
    assert note["message"].startswith("the language model did not rewrite the summary: ")


def test_what_a_server_says_steers_no_terminal(server):
    error = {"error": {"message": "\x1b[31mred\x07 \x9b1m \u202eno"}}
    server.chat = lambda handler, body: handler.send(500, error)
    server.models = lambda handler: handler.send(200, {"data": [{"id": "\x1b[31m\u202emodel"}]})
    for chat, words in ((server.chat, "did not rewrite the summary"), (parrot, "model")):
        server.chat = chat
        for format_ in ("text", "md", "html"):
            shown = analyze("-f", format_, "--llm", server.url).stdout
            assert words in shown
            assert not set("\x1b\x07\x9b\u202e") & set(shown)


def test_a_server_that_is_gone_is_an_error_before_any_meeting_is_read(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    target = tmp_path / "out.json"
    code = "from lvm_meet.cli.main import run; run()"
    options = ["--llm", f"http://127.0.0.1:{port}", "-o", str(target)]
    command = [sys.executable, "-c", code, "analyze", MEETING, *options]
    done = run(command, capture_output=True, text=True, check=False)
    assert done.returncode == MissingError("").exit_code == 4
    assert "does not answer" in done.stderr and "ollama serve" in done.stderr
    assert "Traceback" not in done.stderr and not target.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--llm", "https://8.8.8.8/v1"], "not on this machine"),
        (["--llm", "ftp://localhost"], "no address"),
        (["--llm-model", "huge"], "huge"),
    ],
)
def test_what_can_not_be_asked_is_a_usage_error(server, options, words):
    address = [] if "--llm" in options else ["--llm", server.url]
    done = analyze(*options, *address)
    assert isinstance(done.exception, SettingsError)
    assert words in str(done.exception)
    assert server.heard == []


def test_nothing_is_asked_without_llm(server, monkeypatch):
    looked = []
    server.models = lambda handler: looked.append(handler.path)
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_HOST"):
        monkeypatch.setenv(name, server.url)
    done = analyze("-f", "json", "--llm-model", "tiny")
    assert done.exit_code == 0
    assert looked == server.heard == []


def test_of_voices_in_doubt_no_name_is_sent(server):
    server.chat = parrot
    plain = Settings(summary=SummarySettings(llm=server.url))
    pipeline = Pipeline.build(plain)
    heard = pipeline.read(MEETING)
    doubtful = Speech(9_000, 8_000, 900, None, named=False)
    analysis = pipeline.analyze(replace(heard, speech=doubtful))
    assert analysis.insights.summary.writer == "tiny"
    lines = [line for each in material(server.heard[0])["statements"] for line in each["said"]]
    assert set(lines) <= {unit.text for unit in analysis.utterances}
