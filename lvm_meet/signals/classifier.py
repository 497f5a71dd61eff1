"""The classifier: codes units with a signal or none, and says which exemplars and words did it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lvm_meet.lexicon import Entry, Lexicon
from lvm_meet.lexicon.cues import CueFinder
from lvm_meet.model import LABELS, Evidence, Exemplar, Label, Signal, Utterance
from lvm_meet.ports import Embedder
from lvm_meet.signals.context import context_of, contexts
from lvm_meet.signals.rows import Row
from lvm_meet.signals.similarity import Bank, Calibration, decide, permille, probabilities

_ROWS = 2048
"""units compared with the exemplars at a time: bounds memory on a 12-hour meeting"""


@dataclass(frozen=True, slots=True)
class Coding:
    """Codes of some units, in their order.

    `vectors` has shape (n, d), float32, rows of length 1, or of zeros for back-channels, which
    are not embedded.
    """

    signals: tuple[Signal, ...]
    vectors: np.ndarray


class Classifier:
    """Embeds units and compares them with the lexicon's exemplars.

    `vectors` are those of `lexicon.exemplars`, in order, shape (k, d), made by the same encoder.
    """

    def __init__(
        self,
        *,
        encoder: Embedder,
        lexicon: Lexicon,
        vectors: np.ndarray,
        calibration: Calibration,
        evidence: int = 3,
    ) -> None:
        self.encoder = encoder
        self.lexicon = lexicon
        self.calibration = calibration
        self._entries = lexicon.exemplars
        self._bank = Bank.of([entry.label for entry in lexicon.exemplars], vectors)
        self._cues = CueFinder(lexicon.cues)
        self._evidence = evidence

    def code(self, utterances: Sequence[Utterance], *, context: int) -> Coding:
        """Code a whole meeting, each unit with the `context` pieces before it."""
        return self.code_texts(
            [utterance.text for utterance in utterances],
            contexts(utterances, size=context),
            ids=[utterance.id for utterance in utterances],
            silent=[utterance.backchannel for utterance in utterances],
        )

    def code_rows(self, rows: Sequence[Row], *, context: int) -> Coding:
        """Code units that were given one by one, each with the pieces before it."""
        return self.code_texts(
            [row.text for row in rows],
            [context_of(row.before, size=context) for row in rows],
            ids=[str(row.id) for row in rows],
        )

    def code_texts(
        self,
        texts: Sequence[str],
        before: Sequence[str],
        *,
        ids: Sequence[str],
        silent: Sequence[bool] | None = None,
    ) -> Coding:
        """Code texts, each with what was said `before` it ("" for nothing).

        Texts that are `silent` (back-channels; found here where not given) are never coded.
        """
        if silent is None:
            silent = [self.lexicon.words.is_backchannel(text) for text in texts]
        spoken = [index for index, quiet in enumerate(silent) if not quiet]
        vectors = np.zeros((len(texts), self._bank.vectors.shape[1]), dtype=np.float32)
        if spoken:
            vectors[spoken] = self.encoder.embed(
                [texts[index] for index in spoken], [before[index] for index in spoken]
            )
        signals = [Signal(id_, Label.NONE, (0, 0, 0, 0, 1000)) for id_ in ids]
        for first in range(0, len(spoken), _ROWS):
            part = spoken[first : first + _ROWS]
            cosines = self._bank.cosines(vectors[part])
            scores = self._scores(cosines)
            labels = [LABELS[index] for index in self._decide(scores)]
            for row, index in enumerate(part):
                evidence = Evidence(
                    self._nearest(labels[row], cosines[row]), self._cues.find(texts[index])
                )
                signals[index] = _signal(ids[index], labels[row], scores[row], evidence)
        return Coding(tuple(signals), vectors)

    def label_exemplars(self) -> list[Label]:
        """The label that each exemplar would get if it were not in the lexicon, in order."""
        cosines = self._bank.cosines(self._bank.vectors)
        np.fill_diagonal(cosines, -1.0)
        return [LABELS[index] for index in self._decide(self._scores(cosines))]

    def _scores(self, cosines: np.ndarray) -> np.ndarray:
        pooled = self._bank.pooled(cosines, sharpness=self.calibration.sharpness)
        return permille(probabilities(pooled, self.calibration))

    def _decide(self, scores: np.ndarray) -> np.ndarray:
        return decide(scores, coded_from=self.calibration.coded_from)

    def _nearest(self, label: Label, cosines: np.ndarray) -> tuple[Exemplar, ...]:
        """The nearest exemplars whatever their label, but always one of the label itself."""
        count = min(self._evidence, len(cosines))
        top = np.argpartition(-cosines, count - 1)[:count]
        chosen = sorted(top.tolist(), key=lambda index: (-cosines[index], index))
        own = self._bank.labels == LABELS.index(label)
        if not own[chosen].any():
            chosen[-1] = int(np.where(own, cosines, -2.0).argmax())
        return tuple(_exemplar(self._entries[index], cosines[index]) for index in chosen)


def _signal(id_: str, label: Label, scores: np.ndarray, evidence: Evidence) -> Signal:
    vision, inspiration, execution, control, none = (int(score) for score in scores)
    return Signal(id_, label, (vision, inspiration, execution, control, none), evidence)


def _exemplar(entry: Entry, cosine: float) -> Exemplar:
    return Exemplar(entry.label, entry.text, entry.entry, round(float(cosine) * 1000))
