"""The words behind the signals: read, checked, and searched for in a text."""

from lvm_meet.lexicon.entries import CuePhrase, Entry, Lexicon, Poles
from lvm_meet.lexicon.load import load

__all__ = ["CuePhrase", "Entry", "Lexicon", "Poles", "load"]
