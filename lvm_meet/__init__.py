"""Shows how a meeting was led and managed: every number traced back to the words.

>>> import lvm_meet
>>> analysis = lvm_meet.analyze("samples/standup.vtt")
>>> analysis.style.balance.leadership.units
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lvm_meet.version import __version__

if TYPE_CHECKING:
    from lvm_meet.model import Analysis
    from lvm_meet.settings import Settings

__all__ = ["__version__", "analyze"]


def analyze(
    path: str | Path,
    *,
    settings: Settings | None = None,
    lexicons: str | Path | None = None,
    rename: Mapping[str, str] | None = None,
    title: str = "",
) -> Analysis:
    """Analyse one recording or transcript: what `lvm-meet analyze` prints, as a value.

    `path` "-" reads standard input. `lexicons` is a directory that adds to or replaces the
    packaged lexicons, `rename` maps speakers' names. Raises an `LvmError` (see
    `lvm_meet.errors`) where the source, a lexicon or a setting is wrong. For many meetings build
    one `lvm_meet.pipeline.Pipeline` and keep it.
    """
    from lvm_meet.pipeline import Pipeline  # importing lvm_meet stays light

    pipeline = Pipeline.build(settings, lexicon_dir=Path(lexicons) if lexicons else None)
    return pipeline.analyze(pipeline.read(path), rename=rename, title=title)
