from benchmarks.insightslib.texttiling import tiles

ROOF = ["roof beams carpenter permit barn winter"] * 30
CHOIR = ["choir tenor church concert mass summer"] * 30


def test_the_deepest_valley_is_where_the_words_change():
    found = tiles([*ROOF, *CHOIR], 2, stop=frozenset())
    assert sum(found) == 1
    assert abs(found.index(1) - 30) <= 4


def test_one_part_has_no_boundary_and_neither_has_silence():
    assert tiles([*ROOF, *CHOIR], 1, stop=frozenset()) == [0] * 60
    assert tiles(["", ""], 3, stop=frozenset()) == [0, 0]
