"""Whole batches on Ray: a cluster with everything in a bucket, whose hosts get lost; and a Ray of
one's own.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("ray", reason="needs pip install 'lvm-meet[ray]'")

from lvm_meet.cli.main import cli

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-c", "from lvm_meet.cli.main import run; run()", "batch"]
MEETINGS = 12


def write_meetings(folder: Path) -> None:
    said = (ROOT / "samples" / "standup.vtt").read_text("utf-8")
    for number in range(MEETINGS):
        text = said.replace("\n\n", f"\n\nNOTE Meeting {number} of the spring.\n\n", 1)
        (folder / f"{number:02}.vtt").write_text(text, "utf-8")


def results(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != "run.jsonl"}


def finished(s3) -> dict[str, str]:
    """The results in the bucket, by name."""
    found = s3.find("talk/out") if s3.exists("talk/out") else []
    return {name.rsplit("/", 1)[-1]: name for name in found if name.endswith(".json")}


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    before = os.environ.copy()
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(ROOT)}
    yield dict(os.environ)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    write_meetings(tmp_path / "in")
    return tmp_path / "in"


@pytest.fixture
def calm(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    """What comes out without Ray."""
    out = tmp_path / "calm"
    ran = CliRunner().invoke(cli, ["batch", str(folder), "--out", str(out), "--engine", "serial"])
    assert ran.exit_code == 0, ran.stderr
    return results(out)


def start(
    source: object, out: object, environment: dict[str, str], *more: str
) -> subprocess.Popen[str]:
    command = [*RUN, str(source), "--out", str(out), "--engine", "ray", *more]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


@pytest.mark.filterwarnings("ignore")  # what Ray leaves to the garbage collector
def test_a_host_that_is_lost_in_the_middle_costs_nothing_but_time(folder, s3, environment):
    from ray.cluster_utils import Cluster

    for path in folder.iterdir():
        s3.pipe_file(f"talk/in/{path.name}", path.read_bytes())
    serial = ["batch", "s3://talk/in", "--out", "s3://talk/calm", "--engine", "serial"]
    assert CliRunner().invoke(cli, serial).exit_code == 0
    args = {"num_cpus": 0, "include_dashboard": False, "object_store_memory": 80 << 20}
    cluster = Cluster(initialize_head=True, head_node_args=args)
    try:
        hosts = [cluster.add_node(num_cpus=1, object_store_memory=80 << 20) for _ in range(2)]
        cluster.wait_for_nodes()
        with start(
            "s3://talk/in", "s3://talk/out", environment, "--ray-address", cluster.address
        ) as batch:
            end = time.monotonic() + 120
            while len(finished(s3)) < 2:
                assert batch.poll() is None, batch.stderr and batch.stderr.read()
                assert time.monotonic() < end
                time.sleep(0.05)
            cluster.remove_node(hosts[0], allow_graceful=False)
            lost_at = len(finished(s3))
            _, said = batch.communicate(timeout=240)
    finally:
        cluster.shutdown()
    assert batch.returncode == 0, said
    assert f"{MEETINGS} analysed, 0 were finished, 0 failed" in said
    assert lost_at < MEETINGS
    names = finished(s3)
    assert len(names) == MEETINGS
    for name in (*names, "summary.csv"):
        assert s3.cat_file(f"talk/out/{name}") == s3.cat_file(f"talk/calm/{name}")


def test_a_ray_of_its_own_leaves_nothing_behind(folder, calm, tmp_path, environment):
    out, scratch = tmp_path / "out", Path("/tmp") / f"r{os.getpid()}"
    scratch.mkdir()  # short: a socket's path may not be longer than 107 characters
    try:
        with start(folder, out, environment | {"TMPDIR": str(scratch)}, "--jobs", "1") as batch:
            _, said = batch.communicate(timeout=240)
        assert batch.returncode == 0, said
        assert results(out) == calm
        assert list(scratch.iterdir()) == []
    finally:
        shutil.rmtree(scratch)
