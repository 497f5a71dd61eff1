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


def test_nothing_is_laid_out_as_nothing():
    layout = lay_out([])
    assert (layout.lines, layout.named, layout.timed, layout.daily) == ((), False, False, False)
