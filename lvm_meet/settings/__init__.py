"""Every threshold and option, in frozen parts; the fingerprint tells whether two runs agree."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from operator import attrgetter

from lvm_meet.errors import SettingsError
from lvm_meet.settings.concluding import (
    ActionSettings,
    AgendaSettings,
    AspectSettings,
    LeadSettings,
    SituationSettings,
    SummarySettings,
    TopicSettings,
)
from lvm_meet.settings.deciding import DecisionSettings
from lvm_meet.settings.drafting import DraftSettings
from lvm_meet.settings.hearing import (
    AttributionSettings,
    Channels,
    DiarizeSettings,
    SpeechSettings,
)
from lvm_meet.settings.keeping import LibrarySettings
from lvm_meet.settings.ranges import RANGES
from lvm_meet.settings.reading import (
    LexiconSettings,
    ReadSettings,
    SignalSettings,
    Splitter,
    StyleSettings,
    UnitSettings,
)
from lvm_meet.settings.tabulating import DatasetSettings

__all__ = [
    "ActionSettings",
    "AgendaSettings",
    "AspectSettings",
    "AttributionSettings",
    "Channels",
    "DatasetSettings",
    "DecisionSettings",
    "DiarizeSettings",
    "DraftSettings",
    "LeadSettings",
    "LexiconSettings",
    "LibrarySettings",
    "ReadSettings",
    "Settings",
    "SignalSettings",
    "SituationSettings",
    "SpeechSettings",
    "Splitter",
    "StyleSettings",
    "SummarySettings",
    "TopicSettings",
    "UnitSettings",
]


@dataclass(frozen=True, slots=True)
class Settings:
    """All parts together; what `lvm_meet.analyze(settings=...)` takes."""

    read: ReadSettings = ReadSettings()
    speech: SpeechSettings = SpeechSettings()
    diarize: DiarizeSettings = DiarizeSettings()
    attribution: AttributionSettings = AttributionSettings()
    units: UnitSettings = UnitSettings()
    signals: SignalSettings = SignalSettings()
    style: StyleSettings = StyleSettings()
    topics: TopicSettings = TopicSettings()
    summary: SummarySettings = SummarySettings()
    actions: ActionSettings = ActionSettings()
    decisions: DecisionSettings = DecisionSettings()
    agenda: AgendaSettings = AgendaSettings()
    aspects: AspectSettings = AspectSettings()
    leading: LeadSettings = LeadSettings()
    situations: SituationSettings = SituationSettings()

    def __post_init__(self) -> None:
        """SettingsError that names the first option which cannot be."""
        for name, low, high in RANGES:
            value = attrgetter(name)(self)
            if value < low or (high is not None and value > high):
                fits = f"at least {low}" if high is None else f"from {low} to {high}"
                raise SettingsError(f"{name} must be {fits}, not {value}")
        most = self.diarize.most
        if most is not None and most < self.diarize.least:
            raise SettingsError(
                f"diarize.most ({most}) must not be below diarize.least ({self.diarize.least})"
            )
        units = self.units
        if not units.min_words < units.max_words <= units.whole_words:
            raise SettingsError(
                "units.min_words must be below units.max_words, and that not above "
                f"units.whole_words, not {units.min_words}, {units.max_words}, {units.whole_words}"
            )

    def fingerprint(self) -> str:
        """sha256 (hex) over what changes a result.

        Thread counts do not, nor does what only refuses a file. Batch sizes do: int8 arithmetic
        scales a batch as a whole, so the last digits depend on it.
        """
        facts = asdict(self)
        for part, name in (
            ("read", "max_bytes"),
            ("read", "strict"),
            ("signals", "threads"),
            ("speech", "threads"),
            ("speech", "max_hours"),
        ):
            del facts[part][name]
        return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
