import os
import signal
import time
from dataclasses import replace

import pytest

from lvm_meet.errors import MissingError, OutputError
from lvm_meet.speech.weights import damaged, everything, find
from lvm_meet.speech.weights.join import join

pytestmark = [
    pytest.mark.usefixtures("packages"),
    pytest.mark.skipif(os.name != "posix", reason="signals and limits are POSIX"),
]
FIND = "from lvm_meet.speech.weights import find; print(find('base').name)"
NAMES = ["config.json", "model.bin", "tokenizer.json", "vocabulary.json"]


@pytest.fixture
def base():
    (copy,) = [copy for copy in everything() if copy.weights.name == "base"]
    return copy


def listing(copy):
    return sorted(path.name for path in copy.weights.directory.iterdir())


def flip_a_bit(path):
    with path.open("r+b") as stream:
        stream.seek(1_000_000)
        byte = stream.read(1)
        stream.seek(1_000_000)
        stream.write(bytes([byte[0] ^ 1]))


def test_joining_makes_the_pinned_files_and_nothing_else(base):
    join(base)
    assert listing(base) == NAMES
    assert base.complete
    assert damaged(base) == []


def test_joined_once_it_is_left_alone(base):
    join(base)
    before = {name: (base.weights.directory / name).stat() for name in NAMES}
    join(base)
    find("base")
    after = {name: (base.weights.directory / name).stat() for name in NAMES}
    assert [after[name].st_ino for name in NAMES] == [before[name].st_ino for name in NAMES]


def test_two_processes_at_once(base, start):
    both = [start(FIND), start(FIND)]
    assert [process.communicate() for process in both] == [("base\n", "")] * 2
    assert listing(base) == NAMES
    assert damaged(base) == []


def test_killed_in_the_middle_it_is_joined_the_next_time(base, start):
    script = (
        "import sys, time\n"
        "from lvm_meet.speech.weights import find\n"
        "module = sys.modules['lvm_meet.speech.weights.join']\n"
        "real = module.read\n"
        "def slow(parts):\n"
        "    for number, block in enumerate(real(parts)):\n"
        "        yield block\n"
        "        if number == 9: print('in the middle', flush=True); time.sleep(60)\n"
        "module.read = slow\n"
        "find('base')"
    )
    process = start(script)
    assert process.stdout.readline() == "in the middle\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not base.complete
    (rest,) = [name for name in listing(base) if name not in NAMES]
    assert find("base").name == "base"
    assert damaged(base) == []
    assert rest in listing(base), "another process may still be at it"
    long_ago = time.time() - 86_400
    os.utime(base.weights.directory / rest, (long_ago, long_ago))
    join(base)
    assert listing(base) == NAMES


def test_a_full_disk_is_told_and_leaves_nothing_unfinished(base, start):
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))\n"
        "from lvm_meet.errors import OutputError\n"
        "from lvm_meet.speech.weights import find\n"
        "try: find('base')\n"
        "except OutputError as error: print(error); print(error.hint)"
    )
    out, _ = start(script).communicate()
    message, hint = out.splitlines()
    assert "model.bin: cannot be written" in message
    assert "LVM_MEET_CACHE_DIR" in hint
    assert "model.bin" not in listing(base)
    assert all(name in NAMES for name in listing(base))


def test_a_folder_that_cannot_be_made_is_told(base, places):
    places[0].write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        find("base")


def test_a_shortened_copy_is_noticed_and_made_again(base):
    join(base)
    target = base.weights.directory / "model.bin"
    os.truncate(target, 5000)
    assert not base.complete
    assert damaged(base) == [target]
    find("base")
    assert damaged(base) == []


def test_a_changed_bit_is_noticed_by_its_hash_and_mended(base):
    join(base)
    target = base.weights.directory / "model.bin"
    flip_a_bit(target)
    assert base.complete
    assert damaged(base) == [target]
    join(base, again=[target])
    assert damaged(base) == []


def test_a_damaged_package_makes_no_copy(base, tmp_path):
    parts = base.sources[-1]
    spoilt = tmp_path / "model.bin.part2"
    spoilt.write_bytes(parts[1].read_bytes())
    flip_a_bit(spoilt)
    copy = replace(base, sources=(*base.sources[:-1], (parts[0], spoilt)))
    assert damaged(copy) == [parts[0], spoilt]
    with pytest.raises(MissingError, match=r"does not hold the pinned model\.bin") as caught:
        join(copy)
    assert caught.value.command == base.remedy
    assert "model.bin" not in listing(copy)
    assert all(name in NAMES for name in listing(copy))


def test_with_a_part_gone_the_remedy_is_told(base, tmp_path):
    copy = replace(base, sources=(*base.sources[:-1], (tmp_path / "none",)))
    with pytest.raises(MissingError, match="not there whole") as caught:
        join(copy)
    assert "--force-reinstall" in caught.value.hint
    assert not copy.weights.directory.exists()
