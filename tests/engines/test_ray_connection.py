"""Where a private Ray lives, and what ends its start; without starting one."""

import os
import signal
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="needs pip install 'lvm-meet[ray]'")

from lvm_meet.engines import Crew, ray_connection


def test_ray_is_not_given_the_private_folder_itself_as_it_opens_its_own_to_everybody(tmp_path):
    given = Path(str(ray_connection._private(Crew(1), str(tmp_path))["_temp_dir"]))
    assert given.parent == tmp_path


@pytest.mark.skipif(not Path("/tmp").is_dir(), reason="no /tmp")
@pytest.mark.parametrize(
    ("system", "place"),
    [("/tmp", "/tmp"), ("/scratch", "/scratch"), ("/var/folders/zz/zyxvpxvq6csfxvn_n0/T", "/tmp")],
)
def test_the_paths_of_sockets_are_short_enough_for_every_system(monkeypatch, system, place):
    monkeypatch.setattr(tempfile, "tempdir", system)
    assert ray_connection._scratch() == place


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_sigterm_while_ray_starts_is_what_it_is_at_any_other_time():
    def ours(number: int, frame: object) -> None:
        raise AssertionError

    before = signal.signal(signal.SIGTERM, ours)
    try:
        with pytest.raises(KeyboardInterrupt), ray_connection._signals_kept():
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            raise SystemExit(signal.SIGTERM)  # what Ray's own answer does
        assert signal.getsignal(signal.SIGTERM) is ours
    finally:
        signal.signal(signal.SIGTERM, before)
