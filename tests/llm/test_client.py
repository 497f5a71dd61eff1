"""The client against a real server: what it sends, to whom, and what it puts up with."""

import socket
import time

import pytest

from lvm_meet.errors import MissingError, SettingsError
from lvm_meet.llm.client import AnswerError, RefusedError, Server


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/", "/v1/chat/completions", "/v1/models"])
def test_any_form_of_the_address_is_understood(server, ending):
    server.answer("hello")
    found = Server.find(server.url + ending)
    assert found.model == "tiny"
    assert found.ask("be brief", "hi") == "hello"
    (heard,) = server.heard
    assert heard["path"] == "/v1/chat/completions"
    assert heard["body"]["model"] == "tiny"
    assert heard["body"]["temperature"] == 0
    assert [m["content"] for m in heard["body"]["messages"]] == ["be brief", "hi"]


def test_a_scheme_may_be_left_out(server):
    assert Server.find(server.url.removeprefix("http://")).base == f"{server.url}/v1"


def test_a_model_can_be_named_and_a_wrong_one_is_refused_with_the_right_ones(server):
    assert Server.find(server.url, model="big").model == "big"
    with pytest.raises(SettingsError, match="no model 'huge'") as caught:
        Server.find(server.url, model="huge")
    assert "tiny, big" in caught.value.hint


@pytest.mark.parametrize("document", [{}, {"data": []}, {"data": [{"id": 3}, "x"]}, [1]])
def test_a_server_without_a_list_of_models_needs_a_name(server, document):
    server.models = lambda handler: handler.send(200, document)
    with pytest.raises(SettingsError, match="does not say which models") as caught:
        Server.find(server.url)
    assert "--llm-model" in caught.value.hint
    assert Server.find(server.url, model="mine").model == "mine"


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MissingError, match="does not answer") as caught:
        Server.find(f"http://127.0.0.1:{port}")
    assert "ollama serve" in caught.value.hint


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://8.8.8.8:11434", "not on this machine"),
        ("https://[2606:4700::1111]/v1", "not on this machine"),
        ("ftp://localhost", "no address"),
        ("http://", "no address"),
        ("http://no-such-host.invalid", "no host"),
        ("http://a b", "no"),
    ],
)
def test_addresses_elsewhere_are_refused(url, reason):
    with pytest.raises(SettingsError, match=reason):
        Server.find(url)


def test_neither_proxies_nor_redirects_are_followed(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    found = Server.find(server.url)
    elsewhere = [("Location", f"{server.url}/elsewhere")]
    server.chat = lambda handler, body: handler.send(307, b"", elsewhere)
    with pytest.raises(RefusedError, match="307"):
        found.ask("", "secret")
    assert [heard["path"] for heard in server.heard] == ["/v1/chat/completions"]


def test_a_server_that_knows_no_response_format_is_asked_without(server):
    def chat(handler, body):
        if "response_format" in body:
            handler.send(400, {"error": {"message": "unknown field"}})
        else:
            handler.send(200, {"choices": [{"message": {"content": "plain"}}]})

    server.chat = chat
    assert Server.find(server.url).ask("", "") == "plain"
    assert len(server.heard) == 2


@pytest.mark.parametrize(
    ("status", "document", "message"),
    [
        (500, {"error": {"message": "out of memory"}}, "500 out of memory"),
        (503, {"error": "loading model"}, "503 loading model"),
        (401, b"<html>", "401"),
        (200, b"", "not JSON"),
        (200, b"<html>hello</html>", "not JSON"),
        (200, [], "no message"),
        (200, {"choices": []}, "no message"),
        (200, {"choices": [{"message": {"content": None, "refusal": "no"}}]}, "no message"),
        (200, b"[" * 100_000, "not JSON"),
        (200, b" " * 1_100_000, "does not end"),
    ],
)
def test_nonsense_is_an_error_that_says_so(server, status, document, message):
    found = Server.find(server.url)
    server.chat = lambda handler, body: handler.send(status, document)
    with pytest.raises(AnswerError, match=message):
        found.ask("", "")


def test_silence_is_waited_for_only_so_long(server):
    found = Server.find(server.url, seconds=0.3)
    server.chat = lambda handler, body: time.sleep(2)
    began = time.monotonic()
    with pytest.raises(AnswerError, match="did not answer"):
        found.ask("", "")
    assert time.monotonic() - began < 1.8


def test_an_answer_that_drips_is_given_up(server):
    def chat(handler, body):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    found = Server.find(server.url, seconds=0.5)
    server.chat = chat
    began = time.monotonic()
    with pytest.raises(AnswerError, match="took longer"):
        found.ask("", "")
    assert time.monotonic() - began < 3


def test_a_connection_cut_in_the_middle(server):
    def chat(handler, body):
        handler.send_response(200)
        handler.send_header("Content-Length", "500")
        handler.end_headers()
        handler.wfile.write(b'{"choices"')
        handler.close_connection = True

    found = Server.find(server.url)
    server.chat = chat
    with pytest.raises(AnswerError):
        found.ask("", "")
