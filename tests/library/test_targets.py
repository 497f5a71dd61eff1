from datetime import date

import pytest

from lvm_meet import resources
from lvm_meet.errors import InputError, LexiconError, SettingsError
from lvm_meet.library.records import About
from lvm_meet.library.targets import mixes, read_targets, targets_path
from lvm_meet.library.values import Selection
from lvm_meet.model import SIGNALS, Label

FOUR = "vision = 25\ninspiration = 25\nexecution = 25\ncontrol = 25\n"


def test_the_packaged_file_has_no_target_and_reads() -> None:
    assert read_targets(resources.lexicons() / "targets.toml") == {}


def test_the_sketches_in_the_packaged_file_are_targets_once_uncommented(tmp_path) -> None:
    lines = (resources.lexicons() / "targets.toml").read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line == "# [stand-up]")
    path = tmp_path / "targets.toml"
    path.write_text("\n".join(line.removeprefix("#").strip() for line in lines[start:]), "utf-8")
    found = read_targets(path)
    assert set(found) == {"stand-up", "kick-off", "retro", "1:1", "crisis call"}
    assert all(sum(mix.values()) == pytest.approx(1) for mix in found.values())


def test_ones_own_file_goes_before_the_packaged_one(data, tmp_path) -> None:
    assert targets_path(None) == resources.lexicons() / "targets.toml"
    data.mkdir()
    (data / "targets.toml").write_text(f'["Retro"]\n{FOUR}')
    assert targets_path(None) == data / "targets.toml"
    assert targets_path(tmp_path / "x") == tmp_path / "x"
    lexicons = tmp_path / "lexicons"
    lexicons.mkdir()
    assert targets_path(None, lexicons=lexicons) == data / "targets.toml"
    (lexicons / "targets.toml").write_text(f"[stand-up]\n{FOUR}")
    assert targets_path(None, lexicons=lexicons) == lexicons / "targets.toml"
    assert set(read_targets(targets_path(None))) == {"retro"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[retro]\nvision = 100\n", "four numbers"),
        ("retro = 3\n", "four numbers"),
        (f"[retro]\n{FOUR}fun = 1\n", "four numbers"),
        (f"[retro]\n{FOUR.replace('25', '30')}", "make 120, not 100"),
        (f"[retro]\n{FOUR.replace('vision = 25', 'vision = -5')}", "no share"),
        (f"[retro]\n{FOUR.replace('vision = 25', 'vision = true')}", "no share"),
        (f"[retro]\n{FOUR.replace('vision = 25', 'vision = nan')}", "no share"),
        ("[retro\n", "valid TOML"),
        ("\xff", "valid TOML"),
    ],
)
def test_what_is_no_target_is_told_with_its_place(tmp_path, text, words) -> None:
    path = tmp_path / "targets.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(LexiconError, match=words) as told:
        read_targets(path)
    assert str(path) in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path) -> None:
    with pytest.raises(InputError):
        read_targets(tmp_path / "none.toml")


def test_a_type_against_its_target_and_its_past(library, a_meeting) -> None:
    for day in range(4):
        library.add(a_meeting(f"m{day}", held=date(2026, 1, 1 + day)), about=About(type="Retro"))
    library.add(a_meeting("untyped"))
    target = dict.fromkeys(SIGNALS, 0.25)
    (found,) = mixes(library, {"retro": target}, last=2)
    assert (found.type, found.recent, found.before) == ("Retro", 2, 2)
    assert found.to_past == pytest.approx(0)
    shares = {part.label: part.now.value for part in found.parts}
    assert sum(shares.values()) == pytest.approx(1)
    expected = sum(abs(share - 0.25) for share in shares.values()) / 2
    assert found.to_target == pytest.approx(expected)
    vision = next(part for part in found.parts if part.label is Label.VISION)
    assert vision.off.value == pytest.approx(shares[Label.VISION] - 0.25)
    assert vision.off.low < vision.off.value < vision.off.high


def test_without_target_or_past_there_is_no_distance(library, a_meeting) -> None:
    library.add(a_meeting("m"), about=About(type="retro"))
    (found,) = mixes(library, {})
    assert (found.to_target, found.to_past) == (None, None)
    assert found.parts[0].now.low is not None  # from pieces of the one meeting


def test_too_little_evidence_has_no_mix(library, analyses) -> None:
    library.add(analyses["one unit"], about=About(type="retro"))
    (found,) = mixes(library, {"retro": dict.fromkeys(SIGNALS, 0.25)})
    assert {part.now for part in found.parts} == {None}
    assert found.to_target is None


def test_a_small_team_is_not_shown(library, a_meeting) -> None:
    library.add(a_meeting("m"), about=About(type="retro", team="Alarm"))
    with pytest.raises(SettingsError, match="single people"):
        mixes(library, {}, selection=Selection(team="Alarm"))
