"""Which database a role is sent to, and under which address."""

from pathlib import Path

import pytest

from paht.installation.addresses import database_url, django_database
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.passwords import Role

APP = "postgresql://app@db/paht"
OTHER = "postgresql://other@db/paht"


@pytest.mark.parametrize(
    ("role", "extra", "expected"),
    [
        ("app", {}, APP),
        ("app", {"PAHT_OWNER_URL": OTHER, "PAHT_WORKER_URL": OTHER, "PAHT_VAULT_URL": OTHER}, APP),
        ("owner", {}, APP),
        ("owner", {"PAHT_OWNER_URL": OTHER}, OTHER),
        ("worker", {}, APP),
        ("worker", {"PAHT_WORKER_URL": OTHER}, OTHER),
        ("vault", {}, APP),
        ("vault", {"PAHT_VAULT_URL": OTHER}, OTHER),
    ],
)
def test_an_external_database_is_reached_by_the_roles_own_address_else_by_the_common_one(
    role: Role, extra: dict[str, str], expected: str
) -> None:
    assert database_url(role, {"DATABASE_URL": APP, **extra}) == expected


def test_the_superuser_of_an_external_database_is_the_operators_alone() -> None:
    with pytest.raises(InstallationError, match="superuser"):
        database_url("super", {"DATABASE_URL": APP})


def test_an_address_becomes_djangos_settings() -> None:
    settings = django_database("postgresql://us%40er:p%2Fw@db.example:6432/pa%20ht?sslmode=require")
    assert settings == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "pa ht",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_the_socket_of_the_embedded_database_is_djangos_host(tmp_path: Path) -> None:
    settings = django_database(database_url("vault", {"PAHT_HOME": "/srv/paht"}))
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("/srv/paht/run/socket", "", "paht")
    assert (settings["USER"], settings["OPTIONS"]) == ("paht_vault", {})


def test_an_address_of_another_kind_of_database_is_refused() -> None:
    with pytest.raises(InstallationError, match="must begin with postgresql://"):
        django_database("sqlite:///paht.db")


def test_the_home_is_the_named_one_else_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Home.from_environment({"PAHT_HOME": "/srv/paht"}).path == Path("/srv/paht")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert Home.from_environment({"XDG_DATA_HOME": "/home/lan/data"}).path == Path("/home/lan/data/paht")
    assert Home.from_environment({}).path == Path.home() / ".local/share/paht"
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert Home.from_environment({"XDG_DATA_HOME": "/home/lan/data"}).path == Path("/var/lib/paht")
