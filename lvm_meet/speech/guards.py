"""What a recogniser invents is taken out: stock phrases in silence, and words in a circle.

Whisper learnt from videos with subtitles. Where it hears nothing it tends to write what stands
under videos ("Thanks for watching!"), and where it is lost it repeats itself. Both are found in
the words; whether a whole decoding failed is told by the model's own figures (`recognise`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lvm_meet.model import spoken_words
from lvm_meet.settings import SpeechSettings
from lvm_meet.speech.lexicon import recogniser_words
from lvm_meet.speech.segments import ends_sentence
from lvm_meet.speech.values import Heard

_LONGEST_LOOP = 12
"""words of the longest phrase that is looked for in repetitions"""
_TIMES = ((1, 6), (2, 4), (3, 3))
"""so often people do say a phrase of so many words in a row ("no, no, no"); longer ones, twice"""


@dataclass(frozen=True, slots=True)
class Guarded:
    """The words that are left, and how many were taken out for which reason."""

    words: tuple[Heard, ...]
    invented: int = 0
    repeated: int = 0


def guard(words: Sequence[Heard], *, settings: SpeechSettings) -> Guarded:
    """Take out loops, guesses and stock phrases; sentences of probable words stay."""
    kept = _unloop(words)
    repeated = len(words) - len(kept)
    result: list[Heard] = []
    for sentence in sentences(kept):
        if not _is_invented(sentence, settings):
            result += sentence
    return Guarded(tuple(_with_breaks(result, words)), len(kept) - len(result), repeated)


def sentences(words: Iterable[Heard]) -> list[list[Heard]]:
    """The words by sentence, as far as the recogniser wrote sentence marks or broke off."""
    found: list[list[Heard]] = []
    ended = True
    for word in words:
        if ended or word.breaks:
            found.append([])
        found[-1].append(word)
        ended = ends_sentence(word.text)
    return found


def _is_invented(sentence: Sequence[Heard], settings: SpeechSettings) -> bool:
    mean = sum(word.confidence for word in sentence) / len(sentence)
    if mean < settings.guessed_word:
        return True
    if mean >= settings.doubtful_word:
        return False
    text = " ".join(spoken_words("".join(word.text for word in sentence)))
    return not text or text in recogniser_words().inventions


def _unloop(words: Sequence[Heard]) -> list[Heard]:
    """Repeated phrases, each as often as people do say them."""
    plain = [" ".join(spoken_words(word.text)) for word in words]
    kept: list[Heard] = []
    place = 0
    while place < len(words):
        length, times = _loop_at(plain, place)
        if not times:
            kept.append(words[place])
            place += 1
            continue
        kept += words[place : place + length * _allowed(length)]
        place += length * times
    return kept


def _loop_at(plain: Sequence[str], start: int) -> tuple[int, int]:
    """Length and count of the shortest phrase that runs in a circle from `start`; (0, 0): none."""
    for length in range(1, _LONGEST_LOOP + 1):
        phrase = plain[start : start + length]
        if len(phrase) < length:
            break
        times = 1
        while plain[start + times * length : start + (times + 1) * length] == phrase:
            times += 1
        if times > _allowed(length) and any(phrase):
            return length, times
    return 0, 0


def _allowed(length: int) -> int:
    return dict(_TIMES).get(length, 2)


def _with_breaks(kept: Sequence[Heard], words: Sequence[Heard]) -> list[Heard]:
    """The kept words; the first one after a gap breaks, so that no segment bridges what is gone."""
    places = {id(word): place for place, word in enumerate(words)}
    result: list[Heard] = []
    before = -1
    for word in kept:
        place = places[id(word)]
        result.append(replace(word, breaks=True) if place != before + 1 else word)
        before = place
    return result
