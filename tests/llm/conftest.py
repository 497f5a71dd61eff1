"""A small real server that speaks the protocol, well or badly, as a test tells it."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

MODELS = {"object": "list", "data": [{"id": "tiny", "object": "model"}, {"id": "big"}]}


def completion(content):
    """An answer in the protocol's form."""
    return {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}}]}


@dataclass
class Speaker:
    """What the server has heard, and what it does: a handler per path, called with the body."""

    url: str = ""
    heard: list[dict] = field(default_factory=list)
    models: Callable | None = None
    chat: Callable | None = None

    def answer(self, content):
        """Answer every question with this text."""
        self.chat = lambda handler, body: handler.send(200, completion(content))


class Handler(BaseHTTPRequestHandler):
    speaker: Speaker

    def send(self, status, document, headers=()):
        data = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if self.speaker.models:
            self.speaker.models(self)
        elif self.path == "/v1/models":
            self.send(200, MODELS)
        else:
            self.send(404, {"error": {"message": "no such page"}})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.speaker.heard.append({"path": self.path, "body": body})
        self.speaker.chat(self, body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server() -> Iterator[Speaker]:
    speaker = Speaker()
    handler = type("Bound", (Handler,), {"speaker": speaker})
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listening.daemon_threads = True
    speaker.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield speaker
    listening.shutdown()
    listening.server_close()
    thread.join()
