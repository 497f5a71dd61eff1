from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from lvm_meet.errors import InputError, MissingError
from lvm_meet.settings import DiarizeSettings
from lvm_meet.speech.diarize import Diarizer
from lvm_meet.speech.diarize.models import Models
from lvm_meet.speech.values import RATE, Diarization, Samples

QUICK = DiarizeSettings(step_ms=1000)
Spoken = list[tuple[float, float, str]]


@pytest.fixture(scope="module")
def diarizer(models: Models) -> Diarizer:
    return Diarizer(QUICK, models)


@pytest.fixture(scope="module")
def found(diarizer: Diarizer, meeting: np.ndarray) -> Diarization:
    return diarizer.diarize(Samples(meeting))


def test_the_three_voices_of_the_meeting(found: Diarization, spoken: Spoken) -> None:
    assert len(found.voices) == 3
    assert (found.voices @ found.voices.T)[np.triu_indices(3, 1)].max() < 0.4
    right = total = 0.0
    names = sorted({who for *_, who in spoken})
    shares = np.zeros((3, 3))
    for turn in found.turns:
        for start, end, who in spoken:
            both = min(end, turn.span.end_ms / 1000) - max(start, turn.span.start_ms / 1000)
            shares[turn.voice, names.index(who)] += max(0.0, both)
    right, total = shares.max(axis=1).sum(), sum(end - start for start, end, _ in spoken)
    assert sorted(shares.argmax(axis=1)) == [0, 1, 2]
    assert right / total > 0.93
    assert abs(found.speech_ms / 1000 - total) < 0.08 * total
    assert found.overlap_ms < 3000


def test_voices_are_numbered_as_they_are_first_heard(found: Diarization) -> None:
    assert list(dict.fromkeys(turn.voice for turn in found.turns)) == [0, 1, 2]
    starts = [turn.span.start_ms for turn in found.turns]
    assert starts == sorted(starts)
    np.testing.assert_allclose(np.linalg.norm(found.voices, axis=1), 1, atol=1e-5)
    assert found.voices.dtype == np.float32


def test_no_flicker_and_no_turn_past_the_end(found: Diarization, meeting: np.ndarray) -> None:
    assert min(turn.span.length_ms for turn in found.turns) >= 150
    assert max(turn.span.end_ms for turn in found.turns) <= len(meeting) * 1000 / RATE


def test_the_same_bytes_whatever_the_threads(models: Models, meeting: np.ndarray) -> None:
    sound = Samples(meeting[: 25 * RATE])
    results = [
        Diarizer(QUICK, replace(models, threads=threads)).diarize(sound) for threads in (1, 3, 1)
    ]
    assert len({result.turns for result in results}) == 1
    assert len({result.voices.tobytes() for result in results}) == 1


def test_most_is_an_upper_bound(models: Models, meeting: np.ndarray) -> None:
    settings = replace(QUICK, most=2)
    assert len(Diarizer(settings, models).diarize(Samples(meeting[: 40 * RATE])).voices) == 2


def test_least_is_a_lower_bound(models: Models, meeting: np.ndarray) -> None:
    settings = replace(QUICK, least=4)
    assert len(Diarizer(settings, models).diarize(Samples(meeting[: 40 * RATE])).voices) == 4


def noise(seconds: float, amplitude: float) -> np.ndarray:
    random = np.random.default_rng(3)
    return (amplitude * random.standard_normal(int(seconds * RATE))).astype(np.float32)


def tone(seconds: float) -> np.ndarray:
    return (0.2 * np.sin(np.arange(int(seconds * RATE)) * 0.17)).astype(np.float32)


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(0, np.float32), id="empty"),
        pytest.param(np.zeros(1, np.float32), id="one sample"),
        pytest.param(np.zeros(12 * RATE, np.float32), id="silence"),
        pytest.param(noise(0.3, 0.1), id="0.3 s of noise"),
        pytest.param(noise(0.5, 0.3), id="0.5 s of noise"),
        pytest.param(noise(12, 0.001), id="quiet noise"),
        pytest.param(noise(12, 0.2), id="loud noise"),
        pytest.param(tone(12), id="a tone"),
    ],
)
def test_what_is_no_speech_has_no_turns(diarizer: Diarizer, samples: np.ndarray) -> None:
    found = diarizer.diarize(Samples(samples))
    assert found.turns == ()
    assert found.voices.shape == (0, 192)
    assert (found.speech_ms, found.overlap_ms) == (0, 0)


@dataclass
class Watched:
    """Sound that remembers how much of it was asked for at once, and at most where."""

    data: np.ndarray
    longest: int = 0
    last: int = 0

    @property
    def samples(self) -> int:
        return len(self.data)

    def read(self, start: int, stop: int) -> np.ndarray:
        assert 0 <= start <= stop
        self.longest = max(self.longest, stop - start)
        self.last = max(self.last, min(stop, len(self.data)))
        return self.data[start:stop]


@dataclass
class Seen:
    stages: list[tuple[str, int]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def stage(self, name: str, total_ms: int) -> None:
        self.stages.append((name, total_ms))

    def at(self, done_ms: int) -> None:
        self.places.append(done_ms)

    def say(self, message: str) -> None:
        raise AssertionError(message)


def test_reads_piece_by_piece_and_tells_how_far_it_is(
    diarizer: Diarizer, meeting: np.ndarray
) -> None:
    sound, seen = Watched(meeting[: 45 * RATE]), Seen()
    diarizer.diarize(sound, progress=seen)
    assert sound.longest <= 15 * RATE
    assert sound.last == sound.samples
    assert seen.stages == [("diarize", 45_000)]
    assert seen.places == sorted(seen.places)
    assert seen.places[-1] == 45_000
    assert len(seen.places) > 10


def of(meeting: np.ndarray, spoken: Spoken, name: str, seconds: float) -> np.ndarray:
    """What one person says, for so long, end to end."""
    own = [meeting[int(a * RATE) : int(b * RATE)] for a, b, who in spoken if who == name]
    return np.concatenate(own)[: int(seconds * RATE)]


def test_an_enrolled_voice_is_found_again(
    diarizer: Diarizer, found: Diarization, meeting: np.ndarray, spoken: Spoken
) -> None:
    rows = set()
    for name in sorted({who for *_, who in spoken}):
        learnt = diarizer.voice(Samples(of(meeting, spoken, name, 8)))
        assert 5_500 < learnt.speech_ms <= 8_100
        voice = learnt.embedding
        assert voice.shape == (192,)
        assert voice.dtype == np.float32
        assert abs(float(np.linalg.norm(voice)) - 1) < 1e-5
        cosines = found.voices @ voice
        rows.add(int(cosines.argmax()))
        assert cosines.max() > 0.8
        assert np.sort(cosines)[-2] < 0.5
    assert rows == {0, 1, 2}


def test_enrolment_ignores_how_many_speakers_a_meeting_has(
    models: Models, diarizer: Diarizer, meeting: np.ndarray, spoken: Spoken
) -> None:
    sound = Samples(of(meeting, spoken, "Hannah_Osei", 6))
    other = Diarizer(replace(QUICK, least=4), models)
    seen = Seen()
    learnt, same = other.voice(sound), diarizer.voice(sound, progress=seen)
    np.testing.assert_array_equal(learnt.embedding, same.embedding)
    assert learnt.speech_ms == same.speech_ms
    assert seen.stages == [("diarize", 6_000)]
    assert seen.places[-1] == 6_000


@pytest.mark.parametrize("seconds", [0, 0.3, 2])
def test_too_little_to_enrol(
    diarizer: Diarizer, meeting: np.ndarray, spoken: Spoken, seconds: float
) -> None:
    with pytest.raises(InputError, match="of speech") as error:
        diarizer.voice(Samples(of(meeting, spoken, "Hannah_Osei", seconds)))
    assert "3 s" in error.value.hint


def test_several_people_cannot_be_enrolled_as_one(diarizer: Diarizer, meeting: np.ndarray) -> None:
    with pytest.raises(InputError, match="more than one"):
        diarizer.voice(Samples(meeting[: 30 * RATE]))


def test_build_checks_the_networks(tmp_path: Path) -> None:
    with pytest.raises(MissingError):
        Diarizer.build(QUICK, directory=tmp_path)
    built = Diarizer.build(QUICK, threads=2)
    assert built.models.threads == 2
    assert built.model_id.startswith("lvm-meet-voices")
