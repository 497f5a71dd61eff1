from benchmarks.insightslib.leading import Score, answered, codes, scored
from lvm_meet.model import Proposal, Span, Uptake, Utterance

ACTS = """start\tend\tspeaker\tact\ttext
0.0\t0.9\tann\ts^cs\twe could paint it
1.2\t1.5\tbob\ts^aa\tyes
3.1\t3.9\tann\tz\tso
9.0\t9.9\tcem\ts\tnobody has this
"""


def units():
    return [
        Utterance(f"u{n}", who, "So.", Span(n * 1000, n * 1000 + 1000), (n,))
        for n, who in enumerate(["ann", "bob", "ann", "ann"])
    ]


def test_acts_go_to_the_unit_of_their_speaker_that_they_overlap(tmp_path):
    path = tmp_path / "a.acts.tsv"
    path.write_text(ACTS, "utf-8")
    acts = codes(units(), path)
    assert acts == [{"s", "cs"}, {"s", "aa"}, set(), {"z"}]
    proposal = Proposal("ann", Uptake.TAKEN_UP, ("u0",), ("u1",))
    assert list(answered(units(), acts, [proposal])) == [(Uptake.TAKEN_UP, "accept")]
    uncoded = Proposal("ann", Uptake.LEFT, ("u3",), ())
    assert list(answered(units(), acts, [uncoded])) == []


def test_right_is_near_and_of_the_same_speaker():
    assert scored(units(), [2], [0]) == Score(right=1, found=1, hit=1, coded=1)
    assert scored(units(), [1, 3], [0]) == Score(right=0, found=2, hit=0, coded=1)
    assert "0.50" in str(Score(1, 2, 1, 2) + Score())
