"""The whole result, and what made it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lvm_meet.model.insights import Insights
from lvm_meet.model.profile import Profile
from lvm_meet.model.style import Style
from lvm_meet.model.transcript import Transcript
from lvm_meet.model.units import Signal, Utterance


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an analysis: same provenance and same source give the same bytes."""

    version: str
    schema: int
    settings: str
    """fingerprint of the settings (sha256, hex)"""
    lexicons: str
    """hash over all lexicon files (sha256, hex)"""
    encoder: str
    """model id with the hash of its weights"""
    splitter: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What every door renders. `utterances` and `signals` run in parallel.

    `insights` and `profile` are empty in an analysis that an earlier version saved.
    """

    transcript: Transcript
    utterances: tuple[Utterance, ...]
    signals: tuple[Signal, ...]
    style: Style
    provenance: Provenance
    title: str = ""
    renamed: tuple[tuple[str, str], ...] = field(default=())
    insights: Insights = Insights()
    profile: Profile = Profile()
