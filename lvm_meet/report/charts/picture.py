"""Charts as pictures, and the scripts that draw them on a page. Nothing is fetched from anywhere.

vl-convert brings Vega itself and a renderer; it is imported when a picture or a page is made.
"""

from __future__ import annotations

import json
from functools import cache

from lvm_meet.errors import MissingError, OutputError
from lvm_meet.report.charts.frame import Spec

PICTURE_WIDTH = 640
"""units: about the width of a page"""
SCALE = 2.0
"""pixels per unit: sharp on paper and on a dense screen"""


def png(spec: Spec, *, width: int = PICTURE_WIDTH, scale: float = SCALE) -> bytes:
    """The chart as a PNG file on a transparent ground, `width` units wide."""
    import vl_convert

    fixed = json.dumps({**spec, "width": width}, sort_keys=True)
    try:
        found: bytes = vl_convert.vegalite_to_png(fixed, scale=scale, allowed_base_urls=[])
    except ValueError as error:
        raise OutputError(f"a chart can't be drawn: {error}") from error
    return found


def svg(spec: Spec) -> bytes:
    """The chart as an SVG file, in the size that it has itself."""
    import vl_convert

    try:
        text: str = vl_convert.vegalite_to_svg(
            json.dumps(spec, sort_keys=True), allowed_base_urls=[]
        )
    except ValueError as error:
        raise OutputError(f"a chart can't be drawn: {error}") from error
    return text.encode()


@cache
def scripts() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script for a page; about 0.9 MB."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingError(
            "charts need vl-convert-python, which is not installed",
            command="pip install vl-convert-python",
        ) from error
    found: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return found
