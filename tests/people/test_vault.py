"""What the vault promises of its keys: each record has its own, an epoch's key ends, old records are read for ever."""

import os
import uuid

import psycopg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from tests.province import TestProvince

from paht.identity import new_id
from paht.installation.postgres import Server
from paht.installation.vault_folder import pair
from paht.people import vault
from paht.people.vault import Sealed, seal

FIELDS = {"name": "Nguyễn Thị Bưởi", "phone": "0912345678"}


def keep(database: Server, province: TestProvince, record: Sealed) -> None:
    """Store the record, as a sending would."""
    with psycopg.connect(database.url("app"), autocommit=True, application_name="paht/*") as raw:
        raw.execute(
            "INSERT INTO people_vault_record VALUES (%s, %s, %s, %s, %s, now())",
            [province.jurisdiction.id, record.id, record.key_version, record.wrapped_key, record.sealed],
        )


def looked(province: TestProvince, record: Sealed) -> dict[uuid.UUID, dict[str, str]]:
    """What an officer is shown of the record."""
    return vault.look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=[record.id],
        fields=frozenset(FIELDS),
        actor_id=province.intake.id,
        purpose="thử",
    )


def sealed(province: TestProvince) -> Sealed:
    """A record of this moment."""
    return seal(record_id=new_id(), jurisdiction_id=province.jurisdiction.id, fields=FIELDS)


def test_what_is_sealed_is_opened_again(database: Server, vinh_long: TestProvince) -> None:
    record = sealed(vinh_long)
    keep(database, vinh_long, record)
    assert looked(vinh_long, record) == {record.id: FIELDS}


def test_a_record_of_the_first_key_version_is_read_for_ever(
    database: Server, vinh_long: TestProvince
) -> None:
    record_id, key, nonce = new_id(), os.urandom(32), os.urandom(12)
    identity = f"paht vault {vinh_long.jurisdiction.id} {record_id}".encode()
    public = pair(database.home, 2).public_key()
    wrapped = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM).encrypt(key, public, info=identity)
    closed = nonce + AESGCM(key).encrypt(nonce, '{"name": "Nguyễn Thị Bưởi"}'.encode(), identity)
    record = Sealed(record_id, 1, wrapped, closed)
    keep(database, vinh_long, record)
    assert looked(vinh_long, record) == {record_id: {"name": "Nguyễn Thị Bưởi"}}


def test_the_key_of_one_record_opens_no_other_of_the_same_epoch(
    database: Server, vinh_long: TestProvince
) -> None:
    one, other = sealed(vinh_long), sealed(vinh_long)
    assert one.wrapped_key[:80] == other.wrapped_key[:80], "both are of one epoch"
    assert one.wrapped_key[80:] != other.wrapped_key[80:]
    foreign = Sealed(one.id, one.key_version, other.wrapped_key, one.sealed)
    keep(database, vinh_long, foreign)
    with pytest.raises(vault.Damaged):
        looked(vinh_long, foreign)


def test_a_record_whose_wrapped_key_is_erased_is_destroyed(database: Server, vinh_long: TestProvince) -> None:
    record, neighbour = sealed(vinh_long), sealed(vinh_long)
    erased = Sealed(record.id, record.key_version, neighbour.wrapped_key[:80] + bytes(60), record.sealed)
    keep(database, vinh_long, erased)
    keep(database, vinh_long, neighbour)
    with pytest.raises(vault.Damaged):
        looked(vinh_long, erased)
    assert looked(vinh_long, neighbour) == {neighbour.id: FIELDS}


@pytest.mark.parametrize("limit", ["EPOCH_SECONDS", "_EPOCH_RECORDS"])
def test_an_epoch_ends_with_its_minutes_and_with_its_records(
    vinh_long: TestProvince, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(vault, "_current", None)
    monkeypatch.setattr(vault, limit, 0)
    one, other = sealed(vinh_long), sealed(vinh_long)
    assert one.wrapped_key[:80] != other.wrapped_key[:80]


def test_a_forked_process_makes_an_epoch_of_its_own(
    vinh_long: TestProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sealed(vinh_long)
    monkeypatch.setattr(os, "getpid", lambda: 1)
    assert sealed(vinh_long).wrapped_key[:80] != one.wrapped_key[:80]
