"""Recordings that PyAV writes for the tests: tones at known times in every usual coding.

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("made_recordings.py"))))
"""

import struct
from fractions import Fraction

import av
import numpy as np

RATE = 16_000
SECONDS = 3
BURSTS = (0.5, 1.5, 2.5)
"""seconds at which the test sound has its tones, 200 ms each"""


def tones(rate, channels=1, *, seconds=SECONDS, starts=BURSTS):
    """Float samples, shape (channels, n): a tone at each start, later by 250 ms per channel."""
    time = np.arange(int(seconds * rate)) / rate
    sound = np.zeros((channels, len(time)))
    for channel in range(channels):
        for start in starts:
            on = (time >= start + channel / 4) & (time < start + channel / 4 + 0.2)
            sound[channel, on] = 0.5 * np.sin(2 * np.pi * 440 * time[on])
    return sound


def encode(
    path,
    sound,
    *,
    codec,
    rate,
    layout="mono",
    form=None,
    options=None,
    video=None,
    shift=lambda seconds: 0,
):
    """Write `sound`, shape (channels, n), by PyAV; `shift` moves a packet's time, in seconds."""
    with av.open(str(path), "w", format=form, options=options or {}) as container:
        track = container.add_stream(codec, rate=rate, layout=layout)
        if codec == "wmav2":
            track.bit_rate = 128_000
        if video is not None:
            add_video(container, video)
        fit = av.AudioResampler(
            format=track.codec_context.format.name,
            layout=layout,
            rate=rate,
            frame_size=track.codec_context.frame_size or 1024,
        )

        def put(frames):
            for frame in frames:
                for packet in track.encode(frame):
                    late = int(shift(float(packet.pts * packet.time_base)) / packet.time_base)
                    packet.pts += late
                    packet.dts += late
                    container.mux(packet)

        samples = np.ascontiguousarray(sound.T.reshape(1, -1), dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="flt", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        put(fit.resample(frame))
        put(fit.resample(None))
        put([None])


def add_video(container, seconds):
    stream = container.add_stream("mpeg4", rate=10)
    stream.width = stream.height = 32
    stream.pix_fmt = "yuv420p"
    for number in range(int(seconds * 10)):
        frame = av.VideoFrame(32, 32, "yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, 10)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def wav(sound, rate=16_000, *, size=None, code=1):
    """A WAV file's bytes: int16 (code 1) or float32 (code 3) samples of shape (n, channels)."""
    data, width = sound.tobytes(), sound.shape[1] * sound.itemsize
    form = struct.pack(
        "<HHIIHH", code, sound.shape[1], rate, rate * width, width, 8 * sound.itemsize
    )
    length = len(data) if size is None else size
    return (
        b"RIFF"
        + struct.pack("<I", min(length + 36, 0xFFFFFFFF))
        + b"WAVEfmt \x10\0\0\0"
        + form
        + b"data"
        + struct.pack("<I", length)
        + data
    )


def noise(seconds=1.0, channels=1, level=3000):
    samples = np.random.default_rng(7).normal(size=(int(seconds * RATE), channels)) * level
    return samples.astype(np.int16)


def starts_of(samples, *, level=0.15):
    """Where in milliseconds tones begin: what is loud after 50 ms that were not."""
    loud = np.flatnonzero(np.abs(samples) > level)
    if not len(loud):
        return []
    first = np.flatnonzero(np.diff(loud) > 50 * (RATE // 1000))
    return [int(place) // (RATE // 1000) for place in (loud[0], *loud[first + 1])]


CODINGS = {
    # name: codec, rate, layout, container
    "wav-8k": ("pcm_s16le", 8_000, "mono", "wav"),
    "wav-24bit": ("pcm_s24le", 48_000, "stereo", "wav"),
    "wav-float": ("pcm_f32le", 44_100, "5.1", "wav"),
    "wav-alaw": ("pcm_alaw", 8_000, "stereo", "wav"),
    "w64": ("pcm_s16le", 44_100, "stereo", "w64"),
    "aiff": ("pcm_s16be", 22_050, "mono", "aiff"),
    "au": ("pcm_s16be", 8_000, "mono", "au"),
    "caf": ("pcm_s16le", 96_000, "stereo", "caf"),
    "flac": ("flac", 44_100, "stereo", "flac"),
    "flac-5.1": ("flac", 48_000, "5.1", "flac"),
    "mp3": ("libmp3lame", 44_100, "mono", "mp3"),
    "mp3-stereo": ("libmp3lame", 48_000, "stereo", "mp3"),
    "mp3-8k": ("libmp3lame", 8_000, "mono", "mp3"),
    "m4a": ("aac", 44_100, "stereo", "ipod"),
    "m4a-alac": ("alac", 44_100, "stereo", "ipod"),
    "aac": ("aac", 44_100, "stereo", "adts"),
    "ogg": ("libopus", 48_000, "stereo", "ogg"),
    "ogg-8k": ("libopus", 8_000, "mono", "ogg"),
    "webm": ("libopus", 48_000, "mono", "webm"),
    "mkv": ("aac", 48_000, "5.1", "matroska"),
    "mov": ("pcm_s16le", 48_000, "stereo", "mov"),
    "mp4": ("aac", 48_000, "stereo", "mp4"),
    "wma": ("wmav2", 44_100, "stereo", "asf"),
    "avi": ("libmp3lame", 44_100, "stereo", "avi"),
    "ts": ("aac", 48_000, "stereo", "mpegts"),
}
KINDS = {"ipod": "m4a", "adts": "aac", "matroska": "mkv", "asf": "wma", "mpegts": "ts"}


def write_all(folder):
    """One recording per coding, and two videos: name -> path. No name has an ending."""
    found = {}
    for name, (codec, rate, layout, form) in CODINGS.items():
        found[name] = folder / name
        sound = tones(rate, av.AudioLayout(layout).nb_channels)
        encode(found[name], sound, codec=codec, rate=rate, layout=layout, form=form)
    for name, form in (("video", "mp4"), ("video-mkv", "matroska")):
        found[name] = folder / name
        sound = tones(44_100, 2)
        encode(
            found[name], sound, codec="aac", rate=44_100, layout="stereo", form=form, video=SECONDS
        )
    return found
