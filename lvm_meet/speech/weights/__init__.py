"""Whisper weights for CTranslate2: which are on this machine, and which one to take."""

from lvm_meet.speech.weights.choose import AUTO, best, find, installed, names
from lvm_meet.speech.weights.copies import Copy, WhisperWeights, damaged, everything
from lvm_meet.speech.weights.hub import called, fetch
from lvm_meet.speech.weights.join import join
from lvm_meet.speech.weights.languages import as_known, languages

__all__ = [
    "AUTO",
    "Copy",
    "WhisperWeights",
    "as_known",
    "best",
    "called",
    "damaged",
    "everything",
    "fetch",
    "find",
    "installed",
    "join",
    "languages",
    "names",
]
