"""Invented people have values of the right shape and are the same for the same seed."""

import random
import re
import unicodedata

import pytest

from paht.agencies.geography import load
from paht.demo import names


@pytest.mark.parametrize("province", ["vinh-long", "soc-trang"])
def test_people_have_values_of_the_right_shape(province: str) -> None:
    chance = random.Random(5)
    for _ in range(300):
        someone = names.person(province=province, chance=chance)
        assert unicodedata.is_normalized("NFC", someone.full_name)
        assert len(someone.full_name.split()) in (3, 4)
        assert re.fullmatch(r"0[3789]\d000\d{4}", someone.phone)
        assert re.fullmatch(r"0\d{11}", someone.identity_number)
        assert int(someone.identity_number[3]) % 2 == int(someone.woman)
        assert someone.identity_number[4:6] == f"{someone.born_on.year % 100:02d}"
        assert someone.commune in load(province).communes
        assert someone.address.endswith(f"{load(province).full_name(someone.commune)}, {load(province).name}")
        assert someone.email.endswith("@example.com")


def test_a_seed_repeats_its_people_and_another_gives_others() -> None:
    one, same, other = (
        [names.person(province="vinh-long", chance=random.Random(seed)) for _ in range(1)]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other
