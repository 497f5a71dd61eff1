"""What Ollama, llama.cpp and others speak of OpenAI's HTTP protocol: one question, one answer.

Words leave the program here and nowhere else: only to the host that the user named, only if that
is on this machine or a private network, never through a proxy and never along a redirect.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from lvm_meet.errors import LvmError, MissingError, SettingsError

_MOST_BYTES = 1_000_000
"""a longer answer is no summary"""
_LOOK_SECONDS = 10.0
"""how long a server may take to say which models it has"""


class AnswerError(LvmError):
    """The server gave no answer that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server with one of its models, found and checked.

    `base` is the address up to and with `/v1`. `seconds` is the longest that an answer may take.
    """

    base: str
    model: str
    seconds: float

    @classmethod
    def find(cls, url: str, *, model: str = "", seconds: float = 120.0) -> Server:
        """The server at `url`, and its only or first model where `model` is "".

        SettingsError where the address is none of this machine or a private network, or has no
        such model; MissingError where nothing answers there.
        """
        base = _base(url)
        try:
            listed = _request("GET", f"{base}/models", None, seconds=_LOOK_SECONDS)
        except AnswerError as error:
            raise MissingError(
                f"the language model at {url} does not answer: {error.message}",
                hint="start the server (ollama serve, or llama-server -m MODEL.gguf), "
                "or leave out --llm",
            ) from error
        names = _names(listed)
        if model and names and model not in names:
            raise SettingsError(
                f"the server at {url} has no model {model!r}",
                hint=f"it has: {', '.join(names[:10])}",
            )
        if not model and not names:
            raise SettingsError(
                f"the server at {url} does not say which models it has",
                hint="name one with --llm-model",
            )
        return cls(base, model or names[0], seconds)

    def ask(self, system: str, user: str) -> str:
        """The model's answer, a JSON text if it did as it was told; AnswerError where none comes.

        Temperature 0 and a fixed seed: as repeatable as the server is.
        """
        body: dict[str, object] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            "temperature": 0,
            "seed": 1,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
        address = f"{self.base}/chat/completions"
        try:
            answer = _request("POST", address, body, seconds=self.seconds)
        except RefusedError as error:
            if error.status not in (400, 422):
                raise
            # an older server that knows no response_format; the words ask for JSON as well
            del body["response_format"]
            answer = _request("POST", address, body, seconds=self.seconds)
        return _content(answer)


class RefusedError(AnswerError):
    """The server answered with an HTTP status that is no success."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"it answered {status} {reason}".rstrip())
        self.status = status


def _base(url: str) -> str:
    """The address up to /v1 of whatever form the user knows; SettingsError where it can't be."""
    try:
        parsed = httpx.URL(url if "//" in url else f"http://{url}")
    except (httpx.InvalidURL, ValueError) as error:
        raise _unfit(url, f"is no address: {error}") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise _unfit(url, "is no address")
    _require_private(url, parsed.host)
    path = parsed.path.rstrip("/").removesuffix("/chat/completions").removesuffix("/models")
    path = path if path.endswith("/v1") else f"{path}/v1"
    return str(parsed.copy_with(raw_path=path.encode())).rstrip("/")


def _unfit(url: str, why: str) -> SettingsError:
    return SettingsError(f"--llm {url}: {why}", hint="such as --llm http://localhost:11434")


def _require_private(url: str, host: str) -> None:
    """Nothing of a meeting goes to the open network, not even when it is asked for by mistake."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError) as error:
        raise _unfit(url, f"there is no host {host!r}") from error
    for *_, address in found:
        place = ipaddress.ip_address(str(address[0]).partition("%")[0])
        if not (place.is_loopback or place.is_private or place.is_link_local):
            raise _unfit(url, f"{host} is not on this machine or your own network")


def _request(
    method: str, address: str, body: Mapping[str, object] | None, *, seconds: float
) -> object:
    """The parsed answer; AnswerError where there is none in `seconds`, none at all or no JSON."""
    deadline = time.monotonic() + seconds
    data = bytearray()
    try:
        with (
            # neither the environment's proxies nor redirects: both lead elsewhere
            httpx.Client(trust_env=False, follow_redirects=False, timeout=seconds) as client,
            client.stream(method, address, json=body) as response,
        ):
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > _MOST_BYTES:
                    raise AnswerError("its answer does not end")
                if time.monotonic() > deadline:
                    raise AnswerError(f"its answer took longer than {seconds:.0f} s")
            if not response.is_success:
                raise RefusedError(response.status_code, _reason(bytes(data)))
    except httpx.TimeoutException as error:
        raise AnswerError(f"it did not answer in {seconds:.0f} s") from error
    except httpx.HTTPError as error:
        raise AnswerError(str(error) or type(error).__name__) from error
    try:
        parsed: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AnswerError("its answer is not JSON") from error
    return parsed


def _reason(data: bytes) -> str:
    """What an error's body says, shortened; "" where it says nothing."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    error = said.get("error") if isinstance(said, dict) else None
    text = error.get("message") if isinstance(error, dict) else error
    return " ".join(text.split())[:200] if isinstance(text, str) else ""


def _names(listed: object) -> list[str]:
    """The model ids in the answer of /v1/models; none where it has another form."""
    data = listed.get("data") if isinstance(listed, dict) else None
    if not isinstance(data, list):
        return []
    ids = [each.get("id") for each in data if isinstance(each, dict)]
    return [name for name in ids if isinstance(name, str) and name]


def _content(answer: object) -> str:
    choices = answer.get("choices") if isinstance(answer, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, str):
        raise AnswerError("its answer has no message")
    return content
