"""Who spoke when, without torch and without a network."""

from lvm_meet.speech.diarize.diarizer import Diarizer

__all__ = ["Diarizer"]
