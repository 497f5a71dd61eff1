"""The stages together, on the samples and on the edges."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import lvm_meet
from lvm_meet import resources, utterances
from lvm_meet.embed.fast import FastEncoder
from lvm_meet.errors import MissingError
from lvm_meet.model import Label, Segment, Source, Transcript
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import Settings, Splitter, UnitSettings
from lvm_meet.signals.store import STORE

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.build()


def transcript(*texts: str) -> Transcript:
    source = Source("x", "test", "0" * 64, 1)
    return Transcript(source, tuple(Segment(text, "A") for text in texts))


def test_utterances_and_signals_run_in_parallel(pipeline: Pipeline) -> None:
    analysis = pipeline.analyze(pipeline.read(SAMPLES / "standup.vtt"))
    assert [u.id for u in analysis.utterances] == [s.utterance for s in analysis.signals]
    assert all(sum(signal.scores) == 1000 for signal in analysis.signals)


def test_back_channels_are_talk_and_never_coded(pipeline: Pipeline) -> None:
    analysis = pipeline.analyze(pipeline.read(SAMPLES / "standup.vtt"))
    silent = [i for i, u in enumerate(analysis.utterances) if u.backchannel]
    assert silent
    for index in silent:
        assert analysis.signals[index].label is Label.NONE
        assert analysis.signals[index].scores == (0, 0, 0, 0, 1000)
    words = sum(u.words for u in analysis.utterances)
    assert analysis.style.balance.talk.words == words


def test_only_back_channels_give_no_balance(pipeline: Pipeline) -> None:
    analysis = pipeline.analyze(transcript("Mm-hm.", "Okay.", "Yeah."))
    assert analysis.style.index is None
    assert analysis.style.balance.index is None


def test_every_coded_unit_has_an_exemplar_of_its_own_label(pipeline: Pipeline) -> None:
    analysis = pipeline.analyze(pipeline.read(SAMPLES / "council.vtt"))
    for unit, signal in zip(analysis.utterances, analysis.signals, strict=True):
        exemplars = signal.evidence.exemplars
        if not unit.backchannel:
            assert signal.label in {exemplar.label for exemplar in exemplars}
            # nearest first; the label's own may have been put last
            similarities = [exemplar.similarity for exemplar in exemplars]
            assert similarities == sorted(similarities, reverse=True)
        for cue in signal.evidence.cues:
            assert unit.text[cue.start : cue.end].strip()


def test_the_same_meeting_twice_is_equal(pipeline: Pipeline) -> None:
    source = pipeline.read(SAMPLES / "clinic.txt")
    assert pipeline.analyze(source) == pipeline.analyze(source)


def test_the_stored_vectors_are_those_of_the_packaged_encoder(pipeline: Pipeline) -> None:
    """All exemplars are in the store, and as the encoder gives them: rebuilt after every change."""
    entries = pipeline.classifier.lexicon.exemplars
    with np.load(resources.encoder() / STORE) as archive:
        assert len(archive["keys"]) >= len({entry.text for entry in entries})
    texts = [entry.text for entry in entries[::25]]
    fresh = FastEncoder(resources.encoder()).embed(texts)
    stored = pipeline.classifier._bank.vectors[::25]
    assert (fresh * stored).sum(axis=1).min() > 0.98


def test_context_can_be_turned_off(pipeline: Pipeline) -> None:
    plain = Settings()
    alone = Pipeline.build(replace(plain, signals=replace(plain.signals, context=0)))
    source = pipeline.read(SAMPLES / "standup.vtt")
    assert alone.analyze(source).signals != pipeline.analyze(source).signals
    assert alone.provenance().settings != pipeline.provenance().settings


def test_a_missing_splitter_shows_when_the_pipeline_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)  # what Python takes for "not installed"
    with pytest.raises(MissingError, match="spaCy"):
        Pipeline.build(Settings(units=UnitSettings(splitter=Splitter.SPACY)))


def test_the_provenance_names_the_splitter_that_was_loaded(pipeline: Pipeline) -> None:
    assert pipeline.provenance().splitter == "rules"
    pytest.importorskip("spacy")
    settings = Settings(units=UnitSettings(splitter=Splitter.SPACY))
    other = replace(
        pipeline,
        settings=settings,
        unitizer=utterances.prepare(
            words=pipeline.classifier.lexicon.words, settings=settings.units
        ),
    )
    found = other.analyze(transcript("We met Mr. Lee on Monday. He liked the plan a lot."))
    assert found.provenance.splitter.startswith("spacy ")
    assert [unit.text for unit in found.utterances][-1] == "He liked the plan a lot."


def test_an_analysis_from_python_names_its_parts() -> None:
    analysis = lvm_meet.analyze(
        SAMPLES / "standup.vtt", title="Stand-up", rename={"Tom Okafor": "T"}
    )
    assert analysis.title == "Stand-up"
    assert analysis.renamed == (("Tom Okafor", "T"),)
    assert {u.speaker for u in analysis.utterances} >= {"T", "Priya Raman"}
    assert analysis.provenance.encoder.startswith("lvm-meet-signals")
