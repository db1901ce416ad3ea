"""Homes that older programs made, or operators closed, start under this one."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.passwords import owners_file, stored_passwords
from paht.installation.postgres import ensure_running
from paht.installation.processes import vault_beside
from paht.installation.vault_folder import contents, prepare, socket_file
from paht.people.vault_keys import Keys
from paht.people.vault_wire import ask, hang_up


def test_the_vault_starts_in_a_home_that_only_its_owner_may_enter(
    new_home: Callable[[], Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = new_home()
    home.path.mkdir(mode=0o700)
    server = ensure_running(home)
    environ = {**os.environ, "PAHT_HOME": str(home.path)}
    monkeypatch.setattr(settings, "VAULT_SOCKET", socket_file(home, environ=environ))
    try:
        with vault_beside(environ):
            hang_up()
            assert ask("alive")["versions"] == [2]
        hang_up()
    finally:
        server.stop()


def test_a_vault_that_dies_over_its_start_is_noticed_with_its_words(new_home: Callable[[], Home]) -> None:
    home = new_home()
    home.create()
    environ = {**os.environ, "PAHT_HOME": str(home.path), "PAHT_VAULT_INDEXES_A_MINUTE": "viele"}
    with (
        pytest.raises(InstallationError, match="PAHT_VAULT_INDEXES_A_MINUTE is 'viele'"),
        vault_beside(environ),
    ):
        pass


def test_a_home_with_all_keys_in_one_folder_loses_none_and_closes_those_that_are_not_the_webs(
    new_home: Callable[[], Home],
) -> None:
    home = new_home()
    server = ensure_running(home)
    try:
        prepare(home)
        (home.vault / "vapid").unlink()  # such homes pushed nothing
        kept, passwords = contents(home), stored_passwords(home)
        _as_it_was(home)
        ensure_running(home)
        account = prepare(home)
        assert {name: key for name, key in contents(home).items() if name != "vapid"} == kept
        assert stored_passwords(home) == passwords
        assert Keys(home).former_messages() is not None
        assert sorted(path.name for path in home.keys.iterdir() if not path.name.startswith(".")) == sorted(
            {"database-owners.json", "database.json", "vapid.pub", "vault.pub"}
            | ({"database-folder"} if (home.keys / "database-folder").exists() else set())
        )
        assert json.loads((home.keys / "database.json").read_text()).keys() == {"app", "worker"}
        owner = owners_file(home).stat()
        assert (owner.st_uid, owner.st_mode & 0o777) == (server.cluster.account.uid, 0o600)
        assert {path.stat().st_uid for path in home.vault.iterdir()} == {account.uid}
        for role in ("owner", "app", "worker", "vault", "super"):
            psycopg.connect(server.url(role)).close()  # type: ignore[arg-type]
    finally:
        server.stop()


def _as_it_was(home: Home) -> None:
    """The keys as the first programs laid them."""
    passwords = stored_passwords(home)
    (home.vault / "pair-2").rename(home.keys / "vault-1")
    (home.vault / "phone-index").rename(home.keys / "phone-index")
    (home.keys / "messages-1").write_bytes(X25519PrivateKey.generate().private_bytes_raw())
    (home.keys / "database.json").write_text(json.dumps(passwords))
    for path in (owners_file(home), home.keys / "vault.pub", home.vault / "database-password"):
        path.unlink()
    home.vault.rmdir()
    for path in Path(home.keys).iterdir():
        os.chown(path, os.geteuid(), os.getegid())
