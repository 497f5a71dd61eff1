"""How a recording becomes words, voices and speakers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channels(StrEnum):
    """What the channels of a recording are."""

    AUTO = "auto"
    MIX = "mix"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """How a recording becomes words."""

    model: str = "auto"
    """a name that `lvm-meet models list` shows, a directory, or "auto" for the best installed"""
    language: str | None = None
    """a code such as "en"; None finds it once for the whole recording"""
    vocabulary: tuple[str, ...] = ()
    """names and jargon that the recogniser should expect"""
    channels: Channels = Channels.AUTO
    beam: int = 2
    """wider ones change the error rate by chance only (on 509 words 2: 23.2 %, 3: 23.6 %), for a
    tenth more time; 1 makes 25.1 %"""
    batch: int = 1
    """stretches of 30 s that are decoded together, in each of the blocks at work. Memory grows with
    it (base, two blocks at a time: 1 takes 0.7 GB, 8 take 2.0 GB), speed does not"""
    block_ms: int = 240_000
    """speech that is heard as one piece of work, and kept when the run is interrupted"""
    speech_from: int = 400
    """permille of the voice detector's probability from which speech begins; lower than usual,
    because quiet speakers are what a recogniser mostly loses in meetings"""
    speech_until: int = 50
    """permille below which it ends"""
    silence_ms: int = 500
    """a pause this long ends a stretch of speech"""
    most_repetitive: int = 2400
    """permille of zlib's ratio: what compresses better is a recogniser that runs in circles"""
    least_likely: int = -1000
    """permille of the mean log probability below which a decoding has failed"""
    unheard_ms: int = 2500
    """speech without a word for this long is heard once more, alone"""
    second_likely: int = -900
    """permille of the mean log probability that its words then need"""
    silent: int = 600
    """permille of "no speech" above which they are not taken"""
    doubtful_word: int = 500
    """permille of mean probability below which a phrase that recognisers invent is taken for one"""
    guessed_word: int = 100
    """permille of mean probability below which a sentence is a guess, whatever it says"""
    threads: int = 0
    """of the recogniser and the diarizer; 0 takes the cores that the process may use"""
    max_hours: int = 24
    """a longer recording is a mistake, or a small file made to fill the disk"""


@dataclass(frozen=True, slots=True)
class DiarizeSettings:
    """How a recording's voices are told apart."""

    enabled: bool = True
    least: int = 1
    """speakers that there are at least"""
    most: int | None = None
    """speakers that there are at most; None: as many as are heard"""
    voices: bool = False
    """whether speakers are named by the voices that the user enrolled"""
    report_doubtful: bool = False
    """report single speakers even where it is doubtful who spoke"""
    step_ms: int = 500
    """from one chunk of 10 s to the next; every halving doubles the cost of the segmentation"""
    speech_from: int = 500
    """permille of probability from which somebody speaks"""
    overlap_from: int = 300
    """permille of probability from which two speak at once; the network misses many"""
    window_ms: int = 1500
    """sound that one vector of a voice is made from"""
    hop_ms: int = 500
    """from one such window to the next"""
    window_speech: int = 250
    """permille of a window that must be speech"""
    alone: int = 800
    """permille of a window in which just one person speaks, from which voices are found by it"""
    beside: int = 100
    """permille of such a window in which two may speak"""
    purity: int = 300
    """permille of a window in which one person of a chunk speaks apart from the others, below
    which that person's vector does not help to find voices"""
    window_cut: int = 740
    """permille of mean cosine distance between windows from which two voices are two; on AMI it is
    at most 600 within a voice and at least 840 between two"""
    people_cut: int = 520
    """the same between people of chunks, each of whom is the mean of several windows"""
    new_voice: int = 500
    """permille of cosine to every voice, below which people of chunks can be a voice that never
    speaks alone"""
    cluster_least: int = 3
    """windows or chunks in which a voice must be heard; fewer where no voice has that many"""
    cluster_points: int = 2500
    """vectors that are clustered at most, evenly sampled; bounds time and memory of long sound"""
    similarity_weight: int = 4000
    """permille: how much the sound of a frame's windows counts against the chunks' activity"""
    voice_ms: int = 1000
    """speech below which a voice is dropped"""
    voice_share: int = 4
    """permille of all speech below which a voice is dropped, up to `voice_most_ms`"""
    voice_most_ms: int = 8000
    """speech from which no voice is dropped, however long the recording"""
    join_ms: int = 200
    """a voice's pause shorter than this is none"""
    turn_ms: int = 150
    """a turn shorter than this is flicker"""
    enrol_ms: int = 3000
    """speech that a voice needs to be enrolled"""
    enrol_others: int = 200
    """permille of the speech that others may have in a recording of one voice"""


@dataclass(frozen=True, slots=True)
class AttributionSettings:
    """How heard words get their speakers, and when that is in doubt.

    Costs are milliseconds of talk; a word speaks for a voice with that part of its length in which
    the voice's turns cover it. Chosen on seven AMI clips, alone and joined, and on four timed ICSI
    meetings with turns and words damaged at random. The optimum is flat.
    """

    change_ms: int = 400
    """a change of voice inside a sentence must explain this much more talk"""
    change_at_end_ms: int = 60
    """the same after a sentence mark, a pause, or where the recogniser began anew"""
    pause_ms: int = 300
    """silence between two words from which it counts as a pause"""
    least_word_ms: int = 80
    most_word_ms: int = 400
    """a word weighs at least and at most this; recognisers stretch words into the silence"""
    reach_ms: int = 500
    """a word without a turn within so much of it is nobody's"""
    near: int = 900
    """permille: what of a word speaks for a turn right beside it, falling to 0 at `reach_ms`"""
    shared: int = 450
    """permille: what talk speaks for each of several voices that speak at once"""
    sure: int = 900
    """permille of a turn's confidence from which it counts in full"""
    unknown: int = 550
    """permille: where less of the talk speaks for any voice, it is nobody's"""
    segment_pause_ms: int = 1000
    """a pause this long ends a segment"""
    segment_ms: int = 10_000
    """a segment this long ends with the next sentence, or where the recogniser began anew"""
    one_speaker_ms: int = 300_000
    one_speaker_speech_ms: int = 120_000
    """a recording this long, with so much speech, by one speaker: doubtful"""
    similar: int = 500
    """permille of cosine from which two voices can't be told apart"""
    similar_share: int = 100
    """permille of the talk that each of the two must have"""
    much_overlap: int = 200
    """permille of the speech in which several speak at once, from which all is doubtful"""
    many_unknown: int = 250
    """permille of words without a speaker, from which all is doubtful"""
    match: int = 500
    """permille of cosine from which a voice may be an enrolled one; on the AMI clips no other
    person's voice reached it (803 pairs, at most 461), and 1 of 72 true ones did not"""
    match_margin: int = 100
    """permille by which it must be more like it than like any other enrolled one"""
    aligned: int = 300
    """permille of the words that must stand in a transcript for it to be of this recording"""
    agreed: int = 800
    """permille of a voice's words with one name, from which the voice has that name"""
    name_gap_words: int = 8
    """words in a row that take a name which those before and after agree on"""
