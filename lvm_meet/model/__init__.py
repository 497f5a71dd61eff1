"""The value types and nothing else: frozen, integer milliseconds and permille, tuples inside.

Nothing here reads a file, holds a threshold or words a sentence. A time that is not known is
None, never 0. Everything that can be summed is summed as integers, so totals are exact and the
same in whatever order they were added; ratios are properties, and a ratio without evidence is
None.
"""

from lvm_meet.model.analysis import (
    Analysis,
    Provenance,
)
from lvm_meet.model.style import (
    Balance,
    ChangePoint,
    Contrast,
    Estimate,
    Lens,
    Minimum,
    SpeakerStyle,
    Style,
    Tally,
    Window,
)
from lvm_meet.model.transcript import (
    BY_CHANNELS,
    BY_TURNS,
    Doubt,
    Note,
    Segment,
    Source,
    Span,
    Speech,
    Transcript,
    Turn,
    Word,
)
from lvm_meet.model.units import (
    LABELS,
    LEADERSHIP,
    MANAGEMENT,
    SIGNALS,
    Cue,
    Evidence,
    Exemplar,
    Label,
    Signal,
    Utterance,
)
from lvm_meet.model.words import (
    TalkWords,
    spoken_words,
)

__all__ = [
    "BY_CHANNELS",
    "BY_TURNS",
    "LABELS",
    "LEADERSHIP",
    "MANAGEMENT",
    "SIGNALS",
    "Analysis",
    "Balance",
    "ChangePoint",
    "Contrast",
    "Cue",
    "Doubt",
    "Estimate",
    "Evidence",
    "Exemplar",
    "Label",
    "Lens",
    "Minimum",
    "Note",
    "Provenance",
    "Segment",
    "Signal",
    "Source",
    "Span",
    "SpeakerStyle",
    "Speech",
    "Style",
    "TalkWords",
    "Tally",
    "Transcript",
    "Turn",
    "Utterance",
    "Window",
    "Word",
    "spoken_words",
]
