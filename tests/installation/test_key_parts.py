"""The vault's keys in two parts: both give them back, one says nothing."""

import os
from pathlib import Path

import pytest

from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.key_parts import join, split
from paht.installation.vault_folder import contents, prepare, put_back

FILES = {"pair-2": os.urandom(32), "phone-index": bytes(32)}


def test_both_parts_give_the_keys_back_in_either_order() -> None:
    one, other = split(FILES)
    assert join(one, other) == join(other, one) == FILES


def test_parts_of_two_sets_do_not_fit() -> None:
    with pytest.raises(InstallationError, match="both parts of one set"):
        join(split(FILES)[0], split(FILES)[1])


def test_the_same_part_twice_does_not_fit() -> None:
    one, _ = split(FILES)
    with pytest.raises(InstallationError, match="both parts of one set"):
        join(one, one)


def test_a_changed_letter_is_noticed() -> None:
    one, other = split(FILES)
    place = other.index("\n") + 60
    changed = other[:place] + ("A" if other[place] != "A" else "B") + other[place + 1 :]
    with pytest.raises(InstallationError, match="changed or misread"):
        join(one, changed)


def test_keys_come_back_into_a_home_that_lost_them_and_never_replace_others(tmp_path: Path) -> None:
    lost, other = Home(path=tmp_path / "lost"), Home(path=tmp_path / "other")
    for home in (lost, other):
        home.create()
        prepare(home)
    kept = contents(lost)
    parts = split(kept)
    for path in lost.vault.iterdir():
        path.unlink()
    assert sorted(put_back(lost, join(*parts))) == sorted(kept)
    assert contents(lost) == kept
    with pytest.raises(InstallationError, match="nothing was changed"):
        put_back(other, kept)
