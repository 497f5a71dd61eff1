from lvm_meet.readers.layout import lay_out
from lvm_meet.readers.stamps import Kind


def kinds(*lines):
    return [line.kind for line in lay_out(lines).lines]


def test_a_time_at_the_end_of_one_line_is_talk_where_names_stand_before_colons():
    layout = lay_out(["Ada: hi", "Ben: yes", "Lunch 12:30", "Ada: so", "Ben: no", "Ada: go"])
    assert not layout.headed
    assert layout.cast.names == {"Ada", "Ben"}


def test_bare_times_are_talk_where_few_lines_have_one():
    assert kinds("10:30 works", "for me", "and you") == [Kind.TALK] * 3
    assert kinds("0:01 hello", "0:04 you", "0:09 all") == [Kind.STAMP] * 3


def test_times_in_brackets_count_always():
    assert kinds("one", "two", "three", "[0:05] four", "five", "six") == [
        Kind.TALK,
        Kind.TALK,
        Kind.TALK,
        Kind.STAMP,
        Kind.TALK,
        Kind.TALK,
    ]


def test_names_beside_times_need_to_recur():
    assert kinds("Ada", "0:01", "hello", "Ada", "0:05", "you").count(Kind.HEAD) == 2
    assert kinds("First", "0:01", "hello", "Second", "0:05", "you").count(Kind.HEAD) == 0


def test_a_title_does_not_hide_that_every_line_has_a_name():
    layout = lay_out(["Our meeting", "", "Ada: hi", "Ben: yes", "Cem: once", "Ada: go", "Ben: ok"])
    assert layout.cast.names == {"Ada", "Ben", "Cem"}
    assert layout.cast.everywhere


def test_lines_of_name_time_and_talk_are_turns_where_they_are_the_rule():
    assert kinds("Ada (0:01): hi", "Ben (0:02): yes", "and", "Cem (0:04): go") == [
        Kind.TURN,
        Kind.TURN,
        Kind.TALK,
        Kind.TURN,
    ]
    prose = ["We met for long."] * 9
    assert kinds(*prose, "Kitchen (12:30): free", "Hall (13:00): taken") == [Kind.TALK] * 11


def test_a_heading_among_turns_is_a_turn_without_words():
    layout = lay_out(
        ["Ada (0:01): hi", "Ben (0:02): yes", "Ada (0:05):", "Go: now", "Ben (0:07): ok"]
    )
    assert [line.kind for line in layout.lines] == [*[Kind.TURN] * 3, Kind.TALK, Kind.TURN]
    assert layout.lines[2].rest == ""


def test_a_turn_among_headings_needs_a_name_of_theirs():
    lines = ["Ada (0:01):", "hi", "Ben (0:02):", "yes", "Ada (0:05): go", "Cem (0:06): no"]
    layout = lay_out([*lines, "Ben (0:07):", "ok"])
    assert [line.kind for line in layout.lines[4:6]] == [Kind.TURN, Kind.TALK]


def test_bare_times_before_names_are_talk_in_prose():
    prose = ["We met for long."] * 9
    assert kinds(*prose, "10:30 Lunch: soup", "11:00 Break: tea") == [Kind.TALK] * 11


def test_nothing_is_laid_out_as_nothing():
    layout = lay_out([])
    assert (layout.lines, layout.named, layout.timed, layout.daily) == ((), False, False, False)
