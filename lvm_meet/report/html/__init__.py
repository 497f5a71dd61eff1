"""The report as one HTML file that opens anywhere, offline: words, charts and whole transcript.

`render` is the exporter; `render_page` also takes the recording that a player is to play.
"""

from lvm_meet.model import Analysis
from lvm_meet.report.html.media import Media, beside, elsewhere
from lvm_meet.report.html.page import render_page

__all__ = ["Media", "beside", "elsewhere", "render", "render_page"]


def render(analysis: Analysis) -> str:
    """The report as one HTML document, without a player."""
    return render_page(analysis)
