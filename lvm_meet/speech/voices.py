"""Enrolled voices: whose voice is known, so that a speaker gets a name instead of a number.

A vector of a voice is biometric data about a person. It is kept in one file on the user's machine,
for its owner only, is used only where the settings ask for it (`diarize.voices`), and goes when it
is removed. The sound itself is never kept.

A name is given only to a voice that is much like one enrolled voice and clearly less like all
others; a wrong name is worse than none.
"""

from __future__ import annotations

import json
import math
import stat
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lvm_meet import cache, files
from lvm_meet.codec.node import Node, parse
from lvm_meet.errors import InputError, OutputError, SettingsError
from lvm_meet.settings import AttributionSettings

ENVIRONMENT = cache.DATA_ENVIRONMENT
"""names another folder for what the user enrolled"""
DIMENSION = 192
LONGEST_NAME = 80
_SCHEMA = 1
_MAX_BYTES = 64 << 20
"""twenty thousand voices"""
_MENDS = "move the file away and enrol again, or delete it with: lvm-meet voices clear"


@dataclass(frozen=True, slots=True)
class EnrolledVoice:
    """One person's voice. `embedding` is a unit vector; `model` made it, `when` is a date."""

    name: str
    embedding: tuple[float, ...]
    speech_ms: int
    when: str
    model: str


def book_path() -> Path:
    """Where enrolled voices are kept; SettingsError where there is no folder for them."""
    return cache.data() / "voices.json"


@dataclass(frozen=True, slots=True)
class VoiceBook:
    """The enrolled voices, by name. A value: what changes it gives a new one, to be saved."""

    voices: tuple[EnrolledVoice, ...] = ()

    @classmethod
    def load(cls, path: Path) -> VoiceBook:
        """The book in `path`, empty where there is none.

        InputError where the file is not a book of voices, or is damaged; it is left as it is.
        """
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for a writer
                raise InputError(
                    "the enrolled voices cannot be read: it is no file", path=str(path)
                )
            text = files.read_at_most(path, _MAX_BYTES).decode()
            return cls(_read(parse(text, path=str(path))))
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"the enrolled voices cannot be read: {error}", path=str(path), hint=_MENDS
            ) from error
        except InputError as error:
            error.hint = error.hint or _MENDS
            raise

    def save(self, path: Path) -> None:
        """Write the book, whole or not at all, for its owner only; an empty one is deleted.

        OutputError where it can't be written.
        """
        if not self.voices:
            forget(path)
            return
        _make_folder(path.parent)
        document = {
            "lvm_meet_voices": _SCHEMA,
            "voices": [
                {
                    "name": voice.name,
                    "when": voice.when,
                    "speech_ms": voice.speech_ms,
                    "model": voice.model,
                    "embedding": voice.embedding,
                }
                for voice in self.voices
            ],
        }
        text = json.dumps(document, indent=1, ensure_ascii=False)
        files.write_atomically(path, text + "\n", force=True, private=True)

    def names(self) -> tuple[str, ...]:
        """Whose voices are known, in the order in which they were enrolled."""
        return tuple(voice.name for voice in self.voices)

    def enroll(
        self,
        name: str,
        embedding: np.ndarray,
        *,
        speech_ms: int,
        when: str,
        model: str,
        settings: AttributionSettings,
    ) -> VoiceBook:
        """The book with one more voice, or with what is known of a voice made better.

        `embedding` has the shape (192,). A name that is there already (whatever its case) gets
        the mean of both vectors, weighted by the speech that they were made from; a vector of
        another model is replaced. SettingsError for an impossible name, and where the two do not
        sound like one person.
        """
        voice = EnrolledVoice(_proper(name), _unit(embedding), speech_ms, when, model)
        place = self._find(voice.name)
        if place is None:
            return VoiceBook((*self.voices, voice))
        known = self.voices[place]
        if known.model == model:
            cosine = 1000 * float(np.dot(known.embedding, voice.embedding))
            if cosine < settings.match - settings.match_margin:
                raise SettingsError(
                    f"this does not sound like {known.name}'s voice as it was enrolled before",
                    hint=f'if it is right, first: lvm-meet voices remove "{known.name}"',
                )
            voice = _mean(known, voice)
        voice = replace(voice, name=known.name)
        return VoiceBook((*self.voices[:place], voice, *self.voices[place + 1 :]))

    def remove(self, name: str) -> VoiceBook:
        """The book without a voice; SettingsError where the name is not in it."""
        place = self._find(_proper(name))
        if place is None:
            known = ", ".join(self.names()) or "nobody"
            raise SettingsError(f"there is no voice of {name!r}", hint=f"enrolled are: {known}")
        return VoiceBook(self.voices[:place] + self.voices[place + 1 :])

    def match(
        self, voices: np.ndarray, *, model: str, settings: AttributionSettings
    ) -> dict[int, str]:
        """Names for the rows of `voices`, float32, shape (n, 192); rows that no one is sure of
        are missing, as is all that another model than `model` enrolled.

        A row gets the name that it is most like, if the cosine reaches `settings.match` and no
        other name comes within `settings.match_margin`; a name goes to the one row that is most
        like it. Channels, which have no vectors, get no names.
        """
        known = [voice for voice in self.voices if voice.model == model]
        if not known or not voices.size:
            return {}
        book = np.array([voice.embedding for voice in known])
        lengths = np.maximum(np.linalg.norm(voices, axis=1, keepdims=True), 1e-9)
        cosines = np.round(1000 * (voices / lengths) @ book.T).astype(np.int64)
        found: dict[int, str] = {}
        for column, voice in enumerate(known):
            row = int(cosines[:, column].argmax())
            others = np.delete(cosines[row], column)
            rival = int(others.max()) if len(others) else -1000
            best = int(cosines[row, column])
            if best >= settings.match and best - rival >= max(1, settings.match_margin):
                found[row] = voice.name
        return dict(sorted(found.items()))

    def _find(self, name: str) -> int | None:
        wanted = name.casefold()
        places = (i for i, voice in enumerate(self.voices) if voice.name.casefold() == wanted)
        return next(places, None)


def forget(path: Path) -> bool:
    """Delete all enrolled voices, readable or not; False where there were none.

    OutputError where the file can't be deleted.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise OutputError(f"cannot be deleted: {error.strerror}", path=str(path)) from error
    return True


def _proper(name: str) -> str:
    """The name as it is kept; SettingsError where it can't be one."""
    proper = unicodedata.normalize("NFC", " ".join(name.split()))
    if not proper or len(proper) > LONGEST_NAME or not proper.isprintable():
        raise SettingsError(
            f"{name!r} cannot be a name", hint=f"1 to {LONGEST_NAME} printable characters"
        )
    return proper


def _unit(embedding: np.ndarray) -> tuple[float, ...]:
    """The vector with length 1, six digits: more would only seem exact."""
    length = float(np.linalg.norm(embedding))
    if embedding.shape != (DIMENSION,) or not math.isfinite(length) or length == 0:
        raise SettingsError(f"a voice is {DIMENSION} numbers, not all of them 0")
    return tuple(round(float(value) / length, 6) for value in embedding)


def _mean(known: EnrolledVoice, new: EnrolledVoice) -> EnrolledVoice:
    """Both as one voice; each counts as much as the speech behind it."""
    total = max(1, known.speech_ms + new.speech_ms)
    vectors = np.array([known.embedding, new.embedding])
    weights = np.array([[max(1, known.speech_ms)], [max(1, new.speech_ms)]]) / total
    mean = _unit((vectors * weights).sum(axis=0))
    return replace(new, embedding=mean, speech_ms=known.speech_ms + new.speech_ms)


def _read(root: Node) -> tuple[EnrolledVoice, ...]:
    root["lvm_meet_voices"].whole(low=1, high=_SCHEMA)
    voices = root["voices"].each(_read_voice)
    if len({voice.name.casefold() for voice in voices}) < len(voices):
        root["voices"].refuse("has a name twice")
    return voices


def _read_voice(node: Node) -> EnrolledVoice:
    return EnrolledVoice(
        name=_read_name(node["name"]),
        embedding=_read_vector(node["embedding"]),
        speech_ms=node["speech_ms"].whole(),
        when=node["when"].text(),
        model=node["model"].text(),
    )


def _read_name(node: Node) -> str:
    name = node.text()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        node.refuse(f"must be a name of 1 to {LONGEST_NAME} printable characters")
    return name


def _read_vector(node: Node) -> tuple[float, ...]:
    values: Sequence[object] = [item.value for item in node.items()]
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    length = math.hypot(*numbers)
    if len(numbers) != DIMENSION or len(values) != DIMENSION or not 0.99 < length < 1.01:
        node.refuse(f"must be {DIMENSION} numbers, a vector of length 1", show=False)
    return tuple(numbers)


def _make_folder(folder: Path) -> None:
    """Make the folder for its owner only; one that the user chose and has is left as it is."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    files.make_folder(folder)
    for made in missing:
        with suppress(OSError):  # file systems without permissions
            made.chmod(0o700)
