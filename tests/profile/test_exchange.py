import pytest

from lvm_meet.profile.exchange import Exchange

TALK = """
    Ann: We could paint the fence.
    Bob: Mm-hm.
    Ann: In blue.
    -: I don't know who said this.
    Bob: Blue it is then.
    Cem: I'd rather have it in green.
    Ann: Fine by me.
    Bob: So who buys the paint?
"""


@pytest.mark.parametrize(
    ("spoken", "within", "found"),
    [(9, 9, [1, 4, 5, 7]), (1, 9, [1, 4]), (9, 4, [1, 4]), (0, 9, [])],
)
def test_replies_are_what_others_say_near_behind(talk, spoken, within, found):
    units, _, _ = talk(TALK)
    assert Exchange(units, within=within, within_ms=0).replies(0, spoken=spoken) == found


def test_replies_end_with_the_time_where_it_is_known(talk):
    units, _, _ = talk(TALK, ms=10_000)
    assert Exchange(units, within=9, within_ms=30_000).replies(0, spoken=9) == [1, 4]


def test_nobody_replies_to_nobody(talk):
    units, _, _ = talk(TALK)
    assert Exchange(units, within=9, within_ms=0).replies(3, spoken=9) == []
    assert Exchange(units, within=9, within_ms=0).replies(7, spoken=9) == []


def test_a_turn_goes_on_over_back_channels(talk):
    units, _, _ = talk(TALK)
    exchange = Exchange(units, within=9, within_ms=0)
    assert exchange.turn(0, most=4) == [0, 2]
    assert exchange.turn(0, most=1) == [0]
    assert exchange.turn(7, most=4) == [7]
