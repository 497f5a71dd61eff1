"""Which weights to take: the best that are installed, a known name, or the user's own directory.

`auto` takes the best installed by published quality (`known.toml`): the larger model before the
smaller. Of two twins of one size the English-only one comes first for English (it makes fewer
errors there, above all in small sizes), else the multilingual one. Where the best must be joined
and there is no place for it, the next one that is ready serves. It never goes to the network.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from lvm_meet import cache
from lvm_meet.errors import MissingError, OutputError, SettingsError, unknown_choice
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
    return _fitting(language)[0].weights


def find(name: str, *, language: str | None = None) -> WhisperWeights:
    """The weights called `name`, ready to be opened; joins what packages bring in parts.

    `name` is "auto", a known name, or a directory with a CTranslate2 Whisper model. `language` is
    a code such as "en"; None where it is to be found out.

    SettingsError for an unknown name, and for English-only weights where another language is
    asked for; MissingError, with the one command that mends it, where nothing fits; OutputError
    where the joined copy cannot be written and no other one fits. Whether they are those that
    `best` named, the result's own name says.
    """
    if name == AUTO:
        return _ready(_fitting(language))
    weights = known().get(ALIASES.get(name, name))
    if weights is not None:
        _check_language(weights.name, weights.multilingual, language)
        return _ready(_named(weights))
    place = cache.expanded(name, name="--model")
    if not name or not (place.is_dir() or "/" in name or os.sep in name):
        raise unknown_choice("model", name, [*names(), "a directory"])
    found = in_directory(place)
    _check_language(found.name, found.multilingual, language)
    return found


def _fitting(language: str | None) -> list[Copy]:
    """The usable copies that know the language, best first; MissingError where there is none."""
    copies = everything()
    english = _is_english(language)
    usable = [copy for copy in copies if copy.usable]
    fitting = [copy for copy in usable if copy.weights.multilingual or english or language is None]
    if fitting:
        return sorted(
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


def _named(weights: KnownWeights) -> list[Copy]:
    """The usable copies of known weights; MissingError where there is none."""
    copies = [copy for copy in everything() if copy.weights.name == weights.name]
    usable = [copy for copy in copies if copy.usable]
    if usable:
        return usable
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


def _ready(copies: Sequence[Copy]) -> WhisperWeights:
    """The first of the copies, joined if need be; where that can't be, the next complete one."""
    first = copies[0]
    if not first.complete:
        try:
            join(first)
        except OutputError:
            for copy in copies:
                if copy.complete:
                    return copy.weights
            raise
    return first.weights


def _is_english(language: str | None) -> bool:
    return language is not None and language.casefold().replace("_", "-").split("-")[0] == "en"


def _check_language(name: str, multilingual: bool, language: str | None) -> None:
    if language is not None and not multilingual and not _is_english(language):
        raise SettingsError(
            f"the Whisper weights {name} know English only, and the language is {language!r}",
            hint=f"take others (--model {AUTO} finds them), or leave the language out",
        )
