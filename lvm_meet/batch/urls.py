"""Addresses such as `s3://bucket/meetings`: told from paths, and never with a secret in them.

Where results lie and what they were made from goes into records, tables and messages. So an address
is kept as it is given, and one that holds a password, or an access token behind a "?", is refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import relpath
from urllib.parse import quote, unquote

from lvm_meet.errors import SettingsError

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+)://(.*)", re.DOTALL)
_CHAIN = re.compile(r"(?:^[A-Za-z0-9]+::|::[A-Za-z0-9]+://)")
_LOCAL = ("file", "local")
_ALIASES = {"s3a": "s3", "gcs": "gs", "ssh": "sftp"}
_INSTEAD = {
    "s3": "leave it out, and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
    "gs": "leave it out, and set GOOGLE_APPLICATION_CREDENTIALS",
}
_ASKED = ("http", "https")
"""where a "?" begins what is asked, and is no part of a name"""


def is_url(path: str) -> bool:
    """Whether it is an address, and no path; "C:/talk" is none."""
    return _URL.match(path) is not None


def scheme_of(url: str) -> str:
    """What stands before "://"."""
    return url.partition("://")[0]


def given(path: str) -> str:
    """What a user gave, in its one spelling: a path as it is, also for `file://`; else an address.

    SettingsError, which does not repeat it, for an address with a password or a token.
    """
    match = _URL.match(path)
    if match is None and not _CHAIN.match(path):
        return path
    if match is None or _CHAIN.search(path):
        raise SettingsError(
            "addresses within addresses (zip::s3://…) are not understood",
            hint="give one address, such as s3://bucket/meetings",
        )
    scheme, rest = match[1].lower(), match[2]
    if scheme in _LOCAL:
        return unquote(rest.removeprefix("localhost")) or "/"
    scheme = _ALIASES.get(scheme, scheme)
    authority, slash, path = rest.partition("/")
    user, at, _ = authority.rpartition("@")
    if at and (":" in user or scheme in _ASKED):  # a name alone is an access token there
        raise SettingsError(
            f"an address of {scheme}:// holds a password, which would get into records and lists",
            hint=_INSTEAD.get(scheme, f"leave it out, and set FSSPEC_{scheme.upper()}_PASSWORD"),
        )
    if scheme in _ASKED and "?" in rest:
        raise SettingsError(
            f"an address of {scheme}:// holds a '?', and what follows may be a secret",
            hint="give an address without one, or fetch the file first",
        )
    return f"{scheme}://{authority}{slash}{path}".rstrip("/") if rest.strip("/") else f"{scheme}://"


def joined(url: str, name: str) -> str:
    """The address of something below another one."""
    return f"{url.rstrip('/')}/{name}" if not url.endswith("://") else url + name


def last_part(url: str) -> str:
    """The name at the end of an address: of a file, or else of a folder or a bucket."""
    return url.partition("://")[2].rstrip("/").rpartition("/")[2]


def tame(name: str) -> str:
    """A relative name whose parts are names: stores know keys such as "a//b" and "../b".

    As a path these would lead elsewhere, and out of the folder of results.
    """
    parts = name.split("/")
    return "/".join("_" if part in ("", ".", "..") else part.replace("\0", "_") for part in parts)


def address_from(page: str, source: str) -> tuple[str, str]:
    """(address, name) of a source as a page at `page` refers to it, where one is behind an address.

    Relative within one bucket or host; in full elsewhere. Opening `s3://` is beyond a browser.
    """
    if not is_url(source):
        return Path(source).absolute().as_uri(), Path(source).name
    root, rest = _split(source)
    page_root, page_rest = _split(page)
    if root == page_root:
        address = quote(relpath(f"/{rest}", f"/{page_rest}/.."))
        return f"./{address}" if ":" in address.split("/", 1)[0] else address, last_part(source)
    return f"{root}/{quote(rest)}", last_part(source)


def _split(url: str) -> tuple[str, str]:
    scheme, mark, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    return f"{scheme}{mark}{authority}", path
