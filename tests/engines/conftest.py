"""Work that engines are given, in a module that workers can import."""

import sys
from pathlib import Path

import pytest

# Workers are other processes: what they are to do must be found by its name.
WORK = """
import os, signal, sys, time
from dataclasses import dataclass
from pathlib import Path
from lvm_meet.errors import InputError, MissingError

def refuse():
    raise ImportError("this is not there")

class Unreadable:
    def __reduce__(self):
        return refuse, ()

@dataclass(frozen=True)
class Square:
    log: str
    broken: str = ""

    def prepare(self):
        if self.broken == "missing":
            raise MissingError("there is no model", command="pip install it")
        if self.broken == "dies":
            os._exit(3)
        with open(self.log, "a") as file:
            file.write(f"{os.getpid()}\\n")
        return self.run

    def gains_from_graphics(self, item):
        return item == "graphics"

    def run(self, item):
        print("libraries print what they like")
        if item == "bad":
            raise InputError("is empty", path="a.vtt", hint="give another")
        if item == "bug":
            return 1 // 0
        if item == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(item, str) and item.startswith("once:"):
            mark = Path(item[5:])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return "then"
        if item in ("graphics", "card?"):
            return os.environ.get("CUDA_VISIBLE_DEVICES", "all")
        if item == "unreadable":
            return Unreadable()
        if item == "folder":
            return os.getcwd()
        if item == "sleep":
            time.sleep(60)
        return item * item
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "work_of_a_test.py").write_text(WORK, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    import work_of_a_test

    yield lambda **facts: work_of_a_test.Square(str(tmp_path / "log"), **facts)
    del sys.modules["work_of_a_test"]
