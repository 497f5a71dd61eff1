"""Whether talk is English, the one language that this program knows."""

from __future__ import annotations

from lvm_meet.model import Note, TalkWords, Transcript, spoken_words

_ENGLISH = ("en", "eng", "english")
_ENOUGH = 100
"""words from which a text shows its language"""
_LETTERS = 3
"""of a word that tells: "a", "he" and "we" are words elsewhere too"""
_SHARE = 30
"""permille of words such as "the" and "you": 101 and more in 46 English meetings, none in a
paragraph of each of seven other languages"""


def other_language(transcript: Transcript, words: TalkWords) -> Note | None:
    """A note where the talk is in another language: by what its file says, else by its words."""
    said = (transcript.language or "").lower().replace("_", "-").partition("-")[0]
    if said:
        foreign = said not in _ENGLISH
        which = f"this is in another language ({transcript.language})"
    else:
        spoken = [word for each in transcript.segments for word in spoken_words(each.text)]
        known = sum(len(word) >= _LETTERS and word in words.subjects for word in spoken)
        foreign = len(spoken) >= _ENOUGH and 1000 * known < _SHARE * len(spoken)
        which = "this is hardly in English"
    if not foreign:
        return None
    return Note("other-language", f"{which}: codes and conclusions are made for English only")
