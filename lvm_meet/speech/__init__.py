"""Recordings: what was said and by whom."""
