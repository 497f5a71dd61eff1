import pytest

from lvm_meet.model import Span
from lvm_meet.settings import AttributionSettings
from lvm_meet.speech.segments import assemble, ends_sentence, mean_permille, pause_ms
from lvm_meet.speech.values import Heard

SETTINGS = AttributionSettings(segment_pause_ms=1000, segment_ms=3000)


def say(rows: str) -> tuple[list[Heard], list[str | None]]:
    """Words "start-end speaker text" in ms; "|" before the text: the recogniser began anew."""
    heard, speakers = [], []
    for row in rows.strip().splitlines():
        times, speaker, text = row.split(maxsplit=2)
        start, end = (int(time) for time in times.split("-"))
        breaks = text.startswith("|")
        heard.append(Heard(f" {text.lstrip('|')}", Span(start, end), 900, breaks))
        speakers.append(None if speaker == "-" else speaker)
    return heard, speakers


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("0-200 A Good\n200-400 A morning.", ["A: Good morning."]),
        ("0-200 A Well\n200-400 B No.", ["A: Well", "B: No."]),
        ("0-200 A Well\n200-400 - No.", ["A: Well", "None: No."]),
        ("0-200 A Well\n1199-1400 A no.", ["A: Well no."]),
        ("0-200 A Well\n1200-1400 A no.", ["A: Well", "A: no."]),
        # long, but in the middle of a sentence
        ("0-3000 A Well\n3100-3200 A no.", ["A: Well no."]),
        ("0-2999 A Well.\n3100-3200 A No.", ["A: Well. No."]),
        ("0-3000 A Well.\n3100-3200 A No.", ["A: Well.", "A: No."]),
        ("0-3000 A well\n3100-3200 A |no", ["A: well", "A: no"]),
        ("0-300 A well\n310-320 A |no", ["A: well no"]),
        # a recogniser may step back a little; that is no pause, and nothing is reordered
        ("500-900 A well\n400-600 A no", ["A: well no"]),
        ("", []),
    ],
)
def test_where_segments_part(rows: str, expected: list[str]) -> None:
    found = assemble(*say(rows), settings=SETTINGS)
    assert [f"{segment.speaker}: {segment.text}" for segment in found] == expected


def test_a_segment_keeps_what_was_heard() -> None:
    heard = [
        Heard(" It", Span(100, 200), 1000),
        Heard("'s", Span(200, 260), 500),
        Heard(" done.", Span(240, 900), 250),
    ]
    (segment,) = assemble(heard, ["A", "A", "A"], settings=SETTINGS)
    assert segment.text == "It's done."
    assert [word.text for word in segment.words] == ["It", "'s", "done."]
    assert [word.confidence for word in segment.words] == [1000, 500, 250]
    assert segment.span == Span(100, 900)
    assert segment.confidence == 583


def test_a_language_without_blanks_gets_none() -> None:
    heard = [Heard("开", Span(0, 100), 900), Heard("会。", Span(100, 200), 900)]
    assert assemble(heard, ["A", "A"], settings=SETTINGS)[0].text == "开会。"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (" done.", True),
        ("right?", True),
        ("no!”", True),
        ("done.)", True),
        ("well…", True),
        ("了。", True),
        ("well,", False),
        ("3.5", False),
        ("-", False),
        ("", False),
    ],
)
def test_sentence_ends(text: str, ends: bool) -> None:
    assert ends_sentence(text) is ends


def test_a_pause_is_never_negative() -> None:
    assert pause_ms(Span(0, 100), Span(350, 400)) == 250
    assert pause_ms(Span(0, 100), Span(50, 400)) == 0


@pytest.mark.parametrize(("values", "mean"), [([], None), ([7], 7), ([1, 2], 2), ([1, 1, 2], 1)])
def test_the_mean_is_an_integer(values: list[int], mean: int | None) -> None:
    assert mean_permille(values) == mean
