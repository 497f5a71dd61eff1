"""The user's own weights: a directory with a Whisper model for CTranslate2."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from lvm_meet.errors import MissingError
from lvm_meet.files import sha256_of
from lvm_meet.speech.weights.copies import WhisperWeights
from lvm_meet.speech.weights.known import WEIGHTS, known

# tokenizer.json as well: without it the recogniser would look for one on the hub.
_NEEDED = (WEIGHTS, "config.json", "tokenizer.json")
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
_OPTIONAL = "preprocessor_config.json"
_MULTILINGUAL_WORDS = 51_865
"""a vocabulary this large has the marks of languages; CTranslate2 tells it by the same number"""


def in_directory(place: Path) -> WhisperWeights:
    """The weights in a directory, hashed, so that a result can say what it was made with.

    Weights that turn out to be known ones go by their name. MissingError where it is no such
    directory.
    """
    if not place.is_dir():
        raise MissingError(f"there is no directory {place}", hint="name one with a Whisper model")
    vocabulary = next((name for name in _VOCABULARIES if (place / name).is_file()), None)
    lacking = [name for name in _NEEDED if not (place / name).is_file()]
    if vocabulary is None:
        lacking.append(" or ".join(_VOCABULARIES))
    if lacking or vocabulary is None:
        raise MissingError(
            f"no Whisper model for CTranslate2 in {place}: it lacks {', '.join(lacking)}",
            hint="ct2-transformers-converter makes one from a model for transformers "
            "(with --copy_files tokenizer.json preprocessor_config.json)",
        )
    files = [place / name for name in (*_NEEDED, vocabulary, _OPTIONAL)]
    try:
        sha256 = sha256_of(place / WEIGHTS)
        multilingual = _words(place / vocabulary) >= _MULTILINGUAL_WORDS
        size = sum(file.stat().st_size for file in files if file.is_file())
    except (OSError, ValueError) as error:
        raise MissingError(f"the Whisper model in {place} cannot be read: {error}") from error
    return _recognised(
        WhisperWeights(
            name=place.resolve().name,
            directory=place,
            origin="your own directory",
            licence="not known",
            sha256=sha256,
            multilingual=multilingual,
            bytes=size,
        )
    )


def _words(vocabulary: Path) -> int:
    """How many entries the vocabulary has; ValueError where it is none."""
    data = vocabulary.read_bytes()
    if vocabulary.suffix == ".txt":
        return len(data.removesuffix(b"\n").split(b"\n"))
    words = json.loads(data)
    if not isinstance(words, list):
        raise ValueError(f"{vocabulary.name} is no list of words")
    return len(words)


def _recognised(weights: WhisperWeights) -> WhisperWeights:
    """The same under its known name, where the sha256 is a known one."""
    for each in known().values():
        if any(file.sha256 == weights.sha256 for file in each.files):
            return replace(
                weights, name=each.name, licence=each.licence, multilingual=each.multilingual
            )
    return weights
