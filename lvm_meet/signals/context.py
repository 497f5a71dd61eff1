"""What was said before a unit, as the encoder sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvm_meet.model import Utterance

JOINT = " / "
_NAME = re.compile(r"^[^:]{1,40}: ")


def contexts(utterances: Sequence[Utterance], *, size: int) -> list[str]:
    """For each unit, the `size` pieces before it (whoever said them), oldest first; "" for none."""
    texts = [utterance.text for utterance in utterances]
    return [JOINT.join(texts[max(0, index - size) : index]) for index in range(len(texts))]


def context_of(before: Sequence[str], *, size: int) -> str:
    """The same for pieces given as strings; a leading "Name: " is dropped."""
    return (
        JOINT.join(_NAME.sub("", piece, count=1) for piece in before[len(before) - size :])
        if size
        else ""
    )
