import pytest

from lvm_meet.readers.stamps import Kind, classify


def line(text):
    return classify([text])[0]


@pytest.mark.parametrize(
    ("text", "start", "end", "rest"),
    [
        ("[00:01:02] Ada: hi", 62_000, None, "Ada: hi"),
        ("(1:02) hi", 62_000, None, "hi"),
        ("1:02 - Ada", 62_000, None, "Ada"),
        ("[0:01 - 0:05] hi", 1000, 5000, "hi"),
        ("0:0:1.5 --> 0:0:2.25 hi", 1500, 2250, "hi"),
        ("1:05 PM hi", 47_100_000, None, "hi"),
    ],
)
def test_stamps(text, start, end, rest):
    found = line(text)
    assert (found.kind, found.start_ms, found.end_ms, found.rest) == (Kind.STAMP, start, end, rest)


@pytest.mark.parametrize(
    ("text", "name", "start"),
    [
        ("Ada Cole  0:05", "Ada Cole", 5000),
        ("Ada Cole 1:00:05", "Ada Cole", 3_605_000),
        ("Ada Cole (0:05):", "Ada Cole", 5000),
        ("Ada Cole | 0:05", "Ada Cole", 5000),
        ("**Ada Cole** [0:05]", "Ada Cole", 5000),
        ("[Ada Cole] 10:02:33", "Ada Cole", 36_153_000),
        ("Ada Cole, 0:05", "Ada Cole", 5000),
        ("Speaker 1   0:05 - 0:09", "Speaker 1", 5000),
    ],
)
def test_heads(text, name, start):
    found = line(text)
    assert (found.kind, found.name, found.start_ms) == (Kind.HEAD, name, start)


@pytest.mark.parametrize(
    "text",
    [
        "We meet at 10:30",
        "Let's say 10:30",
        "15 June 2026, 03:35am",
        "May 14, 2024, 9:00AM",
        "Ada: Friday 10:30",
        "the score was 3:2",
        "Is it 10:30?",
        "12:60 is no time",
        "1:2:3:4 is none either",
        "13:05 PM is a joke",
    ],
)
def test_talk(text):
    assert line(text).kind is Kind.TALK


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        ("Ada Cole (0:05): hi", "Ada Cole", 5000, None),
        ("Ada Cole (1:00:05): hi", "Ada Cole", 3_605_000, None),
        ("Ada [00:05]: hi", "Ada", 5000, None),
        ("Ada 00:05: hi", "Ada", 5000, None),
        ("Ada, 00:05: hi", "Ada", 5000, None),
        ("Ada - 00:05.250: hi", "Ada", 5250, None),
        ("Ada (0:05 - 0:09): hi", "Ada", 5000, 9000),
        ("Ada (1:05 PM): hi", "Ada", 47_100_000, None),
        ("[Ada] (0:05): hi", "Ada", 5000, None),
        ("- Ada (0:05): hi", "Ada", 5000, None),
        ("**Ada** (0:05): hi", "Ada", 5000, None),
        ("**Ada (0:05):** hi", "Ada", 5000, None),
        ("Ada (she/her) (0:05): hi", "Ada (she/her)", 5000, None),
        ("spk_0 (0:05): hi", "spk_0", 5000, None),
        ("张三 (0:05)：hi", "张三", 5000, None),
    ],
)
def test_turns(text, name, start, end):
    found = line(text)
    assert (found.kind, found.name, found.rest) == (Kind.TURN, name, "hi")
    assert (found.start_ms, found.end_ms) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Room (12:30): free",
        "At 10:30: lunch",
        "We meet at 10:30: bring a pen",
        "In the kitchen (12:30): free",
        "Ada: Kitchen (12:30): free",
        "Ada (12:60): no time",
        "Ada (0:05) hi",
        "Ada (0:05):hi",
        "4th floor (12:30): free",
        "14 May 2024 9:00: we met",
        "Is it (12:30)? Yes: it is",
    ],
)
def test_talk_with_a_time_and_a_colon(text):
    assert line(text).kind is Kind.TALK


@pytest.mark.parametrize("text", ["0:05", "[00:05:00]", "0:0:0.0 --> 0:0:5.0", "(1:05 pm)"])
def test_times_alone(text):
    assert line(text).kind is Kind.CLOCK


@pytest.mark.parametrize(
    "text",
    [
        "Transcribed by https://otter.ai",
        "Ada Cole started transcription",
        "Meeting ended after 00:32:10",
        "-----",
    ],
)
def test_furniture(text):
    assert line(text).kind is Kind.FURNITURE


def test_blank_lines_leave_a_mark_on_the_line_below():
    found = classify(["", "one", "two", " ", "three"])
    assert [(line.number, line.top) for line in found] == [(2, True), (3, False), (5, True)]
    assert classify([]) == []


@pytest.mark.parametrize(
    ("line", "kind", "name", "start_ms"),
    [
        ("0 minutes 5 seconds", Kind.CLOCK, None, 5_000),
        ("1 minute 20 seconds", Kind.CLOCK, None, 80_000),
        ("1 hour 2 minutes 3 seconds", Kind.CLOCK, None, 3_723_000),
        ("5 seconds", Kind.CLOCK, None, 5_000),
        ("0 minutes 5 seconds0:05", Kind.CLOCK, None, 5_000),
        ("Maria Lopez 0 minutes 5 seconds", Kind.HEAD, "Maria Lopez", 5_000),
        ("Maria Lopez   1 minute 20 seconds1:20", Kind.HEAD, "Maria Lopez", 80_000),
        ("Give me 5 seconds", Kind.TALK, None, None),
        ("It takes two minutes 5 seconds", Kind.TALK, None, None),
        ("we lost 3 minutes 20 seconds", Kind.TALK, None, None),
    ],
)
def test_times_in_words_as_copied_from_teams(line, kind, name, start_ms):
    (found,) = classify([line])
    assert (found.kind, found.name, found.start_ms) == (kind, name, start_ms)
