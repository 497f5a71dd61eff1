import numpy as np
import pytest

from lvm_meet import resources
from lvm_meet.embed.pieces import Piece, PieceMaker, batches_by_length, pool


@pytest.fixture(scope="module")
def maker() -> PieceMaker:
    path = resources.encoder() / "tokenizer.json"
    return PieceMaker.from_file(path, max_text=8, max_context=4, alone_from=5)


def test_a_text_alone_stands_between_the_markers(maker: PieceMaker) -> None:
    (piece,) = maker.make(["we ship on monday"])
    assert (piece.ids[0], piece.ids[-1]) == (maker.start, maker.stop)
    assert piece.pooled == len(piece.ids) == 6


def test_what_was_said_before_comes_after_and_is_not_pooled(maker: PieceMaker) -> None:
    alone, full = maker.make(["we ship"])[0], maker.make(["we ship"], ["when do we"])[0]
    assert full.ids[: len(alone.ids)] == alone.ids
    assert full.pooled == alone.pooled
    assert len(full.ids) == len(alone.ids) + 4


def test_text_is_cut_from_the_right_and_context_from_the_left(maker: PieceMaker) -> None:
    (text,) = maker.make(["one two three four five six seven eight nine ten"])
    assert len(text.ids) == 10
    (left,) = maker.make(["go"], ["one two three four five six"])
    (right,) = maker.make(["go"], ["three four five six"])
    assert left == right


def test_a_long_text_stands_alone(maker: PieceMaker) -> None:
    alone, five, six = "we ship", "we ship it on monday", "we ship it on monday then"
    assert len(maker.make([alone], ["when"])[0].ids) > len(maker.make([alone])[0].ids)
    assert len(maker.make([five], ["when"])[0].ids) > len(maker.make([five])[0].ids)
    assert maker.make([six], ["when"]) == maker.make([six])


def test_no_context_is_the_same_as_an_empty_one(maker: PieceMaker) -> None:
    assert maker.make(["go", ""]) == maker.make(["go", ""], ["", ""])


def test_half_a_character_is_none(maker: PieceMaker) -> None:
    assert maker.make(["go \ud800 on"], ["\udfff"]) == maker.make(["go \ufffd on"], ["\ufffd"])


def test_every_piece_is_in_one_batch() -> None:
    pieces = [Piece((1,) * n, n) for n in (5, 1, 9, 3, 3, 7)]
    batches = list(batches_by_length(pieces, 4))
    assert sorted(index for batch in batches for index in batch) == [0, 1, 2, 3, 4, 5]
    assert [len(pieces[i].ids) for batch in batches for i in batch] == [1, 3, 3, 5, 7, 9]


def test_the_mean_is_over_the_pooled_part_only() -> None:
    hidden = np.array([[[1, 0], [0, 1], [9, 9]], [[3, 4], [7, 7], [7, 7]]], dtype=np.float32)
    vectors = pool(hidden, [Piece((1, 1, 1), 2), Piece((1,), 1)])
    np.testing.assert_allclose(vectors, [[0.7071, 0.7071], [0.6, 0.8]], atol=1e-3)
    assert vectors.dtype == np.float32
