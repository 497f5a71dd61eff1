"""The stages together, on the samples and on the edges."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import lvm_meet
from lvm_meet import resources, utterances
from lvm_meet.cache import Cache, recordings
from lvm_meet.embed.fast import FastEncoder
from lvm_meet.errors import InputError, MissingError, SettingsError
from lvm_meet.model import Doubt, Label, Segment, Source, Span, Transcript, Turn
from lvm_meet.pipeline import Pipeline
from lvm_meet.settings import ReadSettings, Settings, Splitter, UnitSettings
from lvm_meet.signals.store import STORE
from lvm_meet.speech.listener import Listener

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


@pytest.fixture
def hearing(pipeline: Pipeline, heard_once: Path) -> Pipeline:
    """A pipeline that hears with the smallest weights and keeps what it heard."""
    plain = Settings()
    settings = replace(plain, speech=replace(plain.speech, model="tiny.en"))
    listener = Listener.build(settings, cache=Cache(recordings()))
    return replace(pipeline, settings=settings, listener=listener)


class Watch:
    """What a Progress is told."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.done: list[int] = []

    def stage(self, name: str, total_ms: int) -> None:
        self.stages.append(name)

    def at(self, done_ms: int) -> None:
        self.done.append(done_ms)

    def say(self, message: str) -> None:
        raise AssertionError(message)


def test_a_recording_is_heard_and_a_transcript_read(hearing: Pipeline, clip: Path) -> None:
    heard = hearing.read(clip)
    assert heard.speech is not None
    assert heard.origin.startswith("whisper-tiny.en@")
    assert {segment.speaker for segment in heard.segments} == {f"Speaker {n}" for n in (1, 2, 3)}
    assert hearing.read(SAMPLES / "standup.vtt").speech is None
    analysis = hearing.analyze(heard)
    assert analysis.transcript.speech == heard.speech
    assert {unit.speaker for unit in analysis.utterances} == {f"Speaker {n}" for n in (1, 2, 3)}


def test_a_recording_comes_through_standard_input(hearing: Pipeline, clip: Path) -> None:
    heard = hearing.read(clip)
    piped = hearing.read("-", stdin=io.BufferedReader(io.BytesIO(clip.read_bytes())))
    assert piped == replace(heard, source=replace(heard.source, name="<stdin>"))
    text = (SAMPLES / "standup.vtt").read_bytes()
    read = hearing.read("-", stdin=io.BufferedReader(io.BytesIO(text)))
    assert read.segments == hearing.read(SAMPLES / "standup.vtt").segments


def test_without_a_listener_one_is_built(
    pipeline: Pipeline, hearing: Pipeline, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LVM_MEET_CACHE_DIR")
    watch = Watch()
    alone = replace(pipeline, settings=hearing.settings)
    found = alone.read(clip, progress=watch)
    assert found == hearing.read(clip)
    assert watch.stages == ["decode", "transcribe", "diarize"]
    assert watch.done


def test_what_was_heard_once_takes_no_stage(hearing: Pipeline, clip: Path) -> None:
    hearing.read(clip)
    watch = Watch()
    hearing.read(clip, progress=watch)
    assert watch.stages == []


def test_turns_and_names_are_for_recordings(hearing: Pipeline, clip: Path) -> None:
    turns = (Turn("Dana", Span(0, 17_000)),)
    names = transcript("Right, let's start.")
    assert {each.speaker for each in hearing.read(clip, turns=turns).segments} == {"Dana"}
    for given in ({"turns": turns}, {"names_from": names}):
        with pytest.raises(SettingsError, match="is no recording"):
            hearing.read(SAMPLES / "standup.vtt", **given)
        with pytest.raises(InputError, match="can't be read"):
            hearing.read(SAMPLES / "missing.ogg", **given)
    with pytest.raises(InputError, match="not of the same meeting"):
        hearing.read(clip, names_from=hearing.read(SAMPLES / "standup.vtt"))


def test_names_from_a_transcript_end_the_doubts_about_voices(hearing: Pipeline, clip: Path) -> None:
    limits = replace(hearing.settings.attribution, similar=0)
    settings = replace(hearing.settings, attribution=limits)
    listener = Listener.build(settings, cache=Cache(recordings()))
    doubtful = listener.listen(clip).speech
    assert doubtful is not None
    assert doubtful.doubts == (Doubt.SIMILAR_VOICES,)
    assert not doubtful.named
    named = listener.listen(clip, names_from=hearing.read(SAMPLES / "planning.txt"))
    assert named.speech is not None
    assert (named.speech.doubts, named.speech.named) == ((), True)
    assert {each.speaker for each in named.segments} == {
        "Hannah Osei",
        "Leo Marchetti",
        "Nora Quinn",
    }


def test_strict_reading_takes_no_guess_about_a_recording(
    hearing: Pipeline, clip: Path, tmp_path: Path
) -> None:
    alone = replace(hearing.settings, diarize=replace(hearing.settings.diarize, enabled=False))
    hearing = replace(hearing, listener=Listener.build(alone, cache=Cache(recordings())))
    strict = replace(hearing, settings=replace(alone, read=ReadSettings(strict=True)))
    assert strict.read(clip) == hearing.read(clip)
    broken = tmp_path / "cut.wav"
    broken.write_bytes(clip.read_bytes()[:-100_000])
    notes = [note.code for note in hearing.read(broken).notes if not note.remark]
    assert notes
    with pytest.raises(InputError, match=r"cut\.wav") as caught:
        strict.read(broken)
    assert all(code in caught.value.hint for code in notes)


def test_a_named_format_is_read_and_never_heard(hearing: Pipeline, clip: Path) -> None:
    named = replace(
        hearing, settings=replace(hearing.settings, read=ReadSettings(input_format="vtt"))
    )
    with pytest.raises(InputError, match="is a WAV recording") as caught:
        named.read(clip)
    assert "without --input-format" in caught.value.hint
