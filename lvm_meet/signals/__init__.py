"""Utterances to signals: the four styles of talk, or none, by similarity to the lexicons."""
