"""The words behind the signals: read, checked, and searched for in a text."""

from lvm_meet.lexicon.entries import Book, CuePhrase, Entry, Group, Lexicon, Poles
from lvm_meet.lexicon.load import load

__all__ = ["Book", "CuePhrase", "Entry", "Group", "Lexicon", "Poles", "load"]
