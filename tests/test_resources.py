import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from lvm_meet import resources
from lvm_meet.model import LABELS


def test_the_lexicons_and_the_encoder_are_found() -> None:
    assert {path.stem for path in (resources.lexicons() / "signals").glob("*.toml")} == set(LABELS)
    assert (resources.encoder() / "model.bin").stat().st_size < 30_000_000
    for name in ("MODEL_CARD.md", "NOTICE", "LICENSE-Apache-2.0.txt", "classifier.json"):
        assert (resources.encoder() / name).is_file(), name


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= resources.cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(sys.platform != "linux", reason="the system's memory is read from /proc")
def test_free_memory_goes_back_to_the_system() -> None:
    def resident() -> int:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    pieces = [bytearray(50_000) for _ in range(4_000)]
    kept = pieces[::400]
    del pieces
    before = resident()
    resources.give_back_memory()
    assert len(kept) == 10
    assert resident() <= before


FAULTS = """
import resource, sys
from lvm_meet import resources
if sys.argv[1] == "keep":
    resources.keep_memory()
for _ in range(50):
    bytearray(40 << 20)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's malloc")
def test_kept_memory_is_used_again_unless_the_environment_says_otherwise():
    def faults(how: str, **more: str) -> int:
        plain = {name: text for name, text in os.environ.items() if not name.startswith("MALLOC_")}
        plain.pop("GLIBC_TUNABLES", None)
        command = [sys.executable, "-c", FAULTS, how]
        return int(subprocess.check_output(command, env=plain | more, text=True))

    given_back = faults("give back")
    assert faults("keep") < given_back / 5
    assert faults("keep", MALLOC_TOP_PAD_="131072") > given_back / 2


@pytest.mark.parametrize(
    ("lacks", "before", "after"),
    [(None, None, "AVX512"), ("avx512_vnni", None, None), (None, "AVX2", "AVX2")],
)
def test_wide_vectors_are_for_recent_processors_and_users_decide(lacks, before, after, monkeypatch):
    monkeypatch.delenv("CT2_FORCE_CPU_ISA", raising=False)
    if before:
        monkeypatch.setenv("CT2_FORCE_CPU_ISA", before)
    features = frozenset(f"avx512{part}" for part in ("f", "bw", "cd", "dq", "vl", "_vnni", "er"))
    monkeypatch.setattr(resources, "processor_features", lambda: features - {lacks})
    resources.prefer_wide_vectors()
    assert os.environ.get("CT2_FORCE_CPU_ISA") == after


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="Linux")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="flags are named otherwise")
def test_the_processor_says_what_it_can():
    assert {"sse2", "fpu"} <= resources.processor_features()
