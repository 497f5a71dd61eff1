import io
import os
import pickle
import zipfile

import numpy as np
import pytest

from benchmarks.diarization import checkpoint


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 1",)


def archive(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("archive/data.pkl", data)
    return stream.getvalue()


@pytest.mark.parametrize("thing", [Harmful(), print, np.zeros(1)])
def test_refuses_what_is_no_weight(thing: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="must not name"):
        checkpoint.read(archive(pickle.dumps({"weights": thing})))


def test_reads_what_torch_writes() -> None:
    torch = pytest.importorskip("torch")
    weights = torch.arange(12, dtype=torch.float32).reshape(3, 4)
    stream = io.BytesIO()
    torch.save({"plain": weights, "turned": weights.T, "steps": torch.tensor(7)}, stream)
    found = checkpoint.read(stream.getvalue())
    np.testing.assert_array_equal(found["plain"], weights.numpy())
    np.testing.assert_array_equal(found["turned"], weights.numpy().T)
    assert int(found["steps"]) == 7


@pytest.mark.parametrize(("offset", "stride"), [(8, 1), (0, 5), (-1, 1)])
def test_a_tensor_stays_within_its_storage(offset: int, stride: int) -> None:
    with pytest.raises(pickle.UnpicklingError, match="outside"):
        checkpoint._rebuild(np.zeros(10, np.float32), offset, (3,), (stride,))
