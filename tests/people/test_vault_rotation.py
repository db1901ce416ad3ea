"""Rotation: records are wrapped anew and hold what they held, broken off it goes on, the older pair opens nothing."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.people.test_vault import FIELDS, keep, looked, sealed
from tests.province import TestProvince

from paht.installation.home import Home
from paht.installation.postgres import Server
from paht.installation.vault_folder import destroy_pair, make_pair, pair, prepare, publish, versions
from paht.people.vault import Sealed
from paht.people.vault_records import Unreadable, fields_of, identity_of, unwrapped
from paht.people.vault_rotation import needed, rewrap


class PowerFailedError(Exception):
    """The power fails."""


def test_records_are_wrapped_anew_and_a_rotation_broken_off_goes_on(
    database: Server, vinh_long: TestProvince, tmp_path: Path
) -> None:
    home = copy_of(database.home, tmp_path)
    records = [sealed(vinh_long) for _ in range(5)]
    for record in records:
        keep(database, vinh_long, record)
    old = pair(home, versions(home)[-1])
    version = make_pair(home)

    def fail(_done: int) -> None:
        raise PowerFailedError

    with psycopg.connect(database.url("super")) as connection:
        connection.execute("BEGIN")
        with pytest.raises(PowerFailedError):
            rewrap(connection, pair=lambda v: pair(home, v), version=version, batch=2, after_batch=fail)
        left = needed(connection, version=version)
        done = rewrap(connection, pair=lambda v: pair(home, v), version=version, batch=2)
        assert done.records <= left
        for record in records:
            changed = stored(connection, vinh_long, record)
            identity = identity_of(vinh_long.jurisdiction.id, record.id)
            assert changed.key_version == version
            assert changed.sealed == record.sealed, "contents are untouched"
            key = unwrapped(version, changed.wrapped_key, identity, pair(home, version))
            assert fields_of(changed.sealed, key, identity) == FIELDS
            with pytest.raises(Unreadable):
                unwrapped(version, changed.wrapped_key, identity, old)
        # The other tests of this run live on the first pair.
        connection.rollback()
    assert looked(vinh_long, records[0]) == {records[0].id: FIELDS}


def test_the_vaults_role_may_wrap_anew_and_change_no_content(database: Server) -> None:
    with psycopg.connect(database.url("vault"), autocommit=True) as connection:
        connection.execute("UPDATE people_vault_record SET key_version = key_version WHERE false")
        for statement in (
            "UPDATE people_vault_record SET sealed = ''",
            "DELETE FROM people_vault_record",
            "DELETE FROM people_look",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_destroyed_pair_is_gone_and_the_newest_is_what_is_sealed_to(tmp_path: Path) -> None:
    home = Home(path=tmp_path / "home")
    home.create()
    prepare(home)
    before = (home.keys / "vault.pub").read_text()
    version = make_pair(home)
    assert (home.keys / "vault.pub").read_text() == before, "nothing is sealed to it yet"
    publish(home)
    assert f"paht-vault {version} " in (home.keys / "vault.pub").read_text()
    destroy_pair(home, version - 1)
    assert versions(home) == [version]


def copy_of(home: Home, tmp_path: Path) -> Home:
    """The keys of this run, to be played with."""
    copy = Home(path=tmp_path / "copy")
    copy.create()
    copy.vault.mkdir(mode=0o700)
    for path in home.vault.iterdir():
        (copy.vault / path.name).write_bytes(path.read_bytes())
    return copy


def stored(connection: psycopg.Connection[Any], province: TestProvince, record: Sealed) -> Sealed:
    row = connection.execute(
        "SELECT id, key_version, wrapped_key, sealed FROM people_vault_record "
        "WHERE jurisdiction_id = %s AND id = %s",
        [province.jurisdiction.id, record.id],
    ).fetchone()
    assert row is not None
    return Sealed(row[0], row[1], bytes(row[2]), bytes(row[3]))
