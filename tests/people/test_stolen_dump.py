"""A stolen dump of the database tells no phone number to one who has not the vault's key."""

import hashlib
import hmac
import os
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from tests.conftest import Clock
from tests.people.citizens import citizen, proven
from tests.people.dumped import Thief, dumped
from tests.province import PERSONAL, TestProvince

from paht.installation.postgres import Server
from paht.people import senders
from paht.people.attempts import count
from paht.people.vault_keys import Keys

PHONE = "0386" + "754291"
BLOCK = int(os.environ.get("PAHT_NUMBERS", 5_000))
"""So many numbers around the right one are tried; all of Vietnam's mobile numbers are half a thousand million."""


def numbers() -> Iterator[str]:
    """The block of numbers in which the right one lies."""
    middle = int(PHONE)
    return (f"0{number}" for number in range(middle - BLOCK // 2, middle + BLOCK // 2))


@pytest.fixture
def province(database: Server, vinh_long: TestProvince, time: Clock) -> TestProvince:
    """A province that knows the number in every way: a report, a code by message, an account, a search, wrong tries."""
    case = vinh_long.sent(time.at, personal={**PERSONAL, "phone": PHONE}).published(time.at)
    jurisdiction = vinh_long.jurisdiction.id
    proven(vinh_long, PHONE, time.at)
    citizen(vinh_long, PHONE, time.at)
    found = senders.look_up(
        jurisdiction_id=jurisdiction, phone=PHONE, actor_id=vinh_long.intake.id, purpose="Gọi lại"
    )
    assert found == uuid.UUID(case.sender.id)
    count([f"login:{PHONE}"], at=time.at)
    return vinh_long


@pytest.fixture
def thief(database: Server, province: TestProvince) -> Thief:
    """Somebody with the dump."""
    return Thief(dumped(database.url("super")))


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_a_dump_holds_no_number_and_no_hash_that_is_known_again_without_the_key(
    thief: Thief, province: TestProvince
) -> None:
    jurisdiction = province.jurisdiction.id
    assert not thief.plainly(PHONE)
    assert list(thief.by_hashes(numbers(), jurisdiction_id=jurisdiction)) == []
    assert thief.by_what_is_there(PHONE, jurisdiction_id=jurisdiction) == set()


def test_with_the_vaults_key_and_only_with_it_the_number_is_found_among_all(
    thief: Thief, province: TestProvince
) -> None:
    jurisdiction = province.jurisdiction.id
    keys = Keys(settings.HOME)
    assert thief.by_key(numbers(), index=keys.index, jurisdiction_id=jurisdiction) == [PHONE]
    assert thief.by_key([PHONE], index=keys.index, jurisdiction_id=jurisdiction + 10_000) == []
    other = Keys(settings.HOME)
    other._index = hmac.new(os.urandom(32), digestmod="sha256")
    assert thief.by_key(numbers(), index=other.index, jurisdiction_id=jurisdiction) == []


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "blake2b"])
def test_a_number_kept_as_a_plain_hash_would_be_found(name: str) -> None:
    kept = hashlib.new(name, b"84" + PHONE[1:].encode()).hexdigest()[:32]
    assert list(Thief(f"1\t\\\\x{kept}\t2".encode()).by_hashes(numbers(), jurisdiction_id=1)) == [PHONE]


def test_a_number_kept_under_a_salt_that_lies_beside_it_would_be_found() -> None:
    salt = uuid.uuid4()
    for key in (str(salt).encode(), salt.bytes):
        kept = hashlib.sha256(key + PHONE.encode()).hexdigest()
        assert Thief(f"{salt}\t\\\\x{kept}".encode()).by_what_is_there(PHONE, jurisdiction_id=1) == {key}
    assert Thief(f"1\t0{PHONE[1:4]} {PHONE[4:7]}.{PHONE[7:]}".encode()).plainly(PHONE)
