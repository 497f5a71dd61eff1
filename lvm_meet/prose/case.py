"""Capitals at the front of a text, and nothing else about it."""

from __future__ import annotations


def capital(text: str) -> str:
    """The text with a capital first, where its first letter has one that leads back to it.

    "\u00df" has none, and the capital of the micro sign is another letter's: both stay as they are.
    """
    upper = text[:1].upper()
    return upper + text[1:] if upper.lower() == text[:1].lower() else text
