"""Charts: what they show comes from the facts of a report, what draws them is Vega.

Each function makes a Vega-Lite specification with Altair, or None where there is nothing to show;
the same facts give the same specification. Every mark that stands for a moment carries `ref`, the
number of its utterance, and `tip`, what is shown beside the pointer. `theme` holds the colours,
`png` makes a picture for documents.
"""

from lvm_meet.report.charts.frame import Spec
from lvm_meet.report.charts.lanes import timeline
from lvm_meet.report.charts.picture import png, scripts
from lvm_meet.report.charts.rows import PairRow, diverging, pairs
from lvm_meet.report.charts.theme import PAGE, PAPER, Theme
from lvm_meet.report.charts.whole import balance, intensities

__all__ = [
    "PAGE",
    "PAPER",
    "PairRow",
    "Spec",
    "Theme",
    "balance",
    "diverging",
    "intensities",
    "pairs",
    "png",
    "scripts",
    "timeline",
]
