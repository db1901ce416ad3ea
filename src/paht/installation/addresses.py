"""The addresses of the database, without starting it: what settings ask for."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.passwords import Role, role_name, stored_passwords

DATABASE = "paht"

LONGEST_SOCKET_FOLDER = 80
"""Bytes. The kernel allows 107 for a socket's whole path; PostgreSQL adds its file name and a lock's."""

EXTERNAL: dict[Role, str] = {
    "owner": "PAHT_OWNER_URL",
    "worker": "PAHT_WORKER_URL",
    "vault": "PAHT_VAULT_URL",
}


def is_external(environ: Mapping[str, str] | None = None) -> bool:
    """Whether ``DATABASE_URL`` names a server of the operator's, so that none is embedded."""
    return bool((os.environ if environ is None else environ).get("DATABASE_URL"))


def database_url(role: Role = "app", environ: Mapping[str, str] | None = None) -> str:
    """Return the postgresql:// URL for ``role``; starts nothing and makes nothing.

    With ``DATABASE_URL`` that is the role's own variable, else ``DATABASE_URL``. Without it, the home's
    socket; the password is missing from the URL while the home's database has not been made, so connecting
    fails rather than reading settings. Raises InstallationError for ``super`` of an external database,
    which is the operator's alone.
    """
    environ = os.environ if environ is None else environ
    if not is_external(environ):
        return embedded_url(role, home=Home.from_environment(environ))
    if role == "super":
        raise InstallationError(
            "DATABASE_URL names an external PostgreSQL, whose superuser this program does not know: "
            "use that server's own tools, or unset DATABASE_URL."
        )
    return environ.get(EXTERNAL.get(role, "DATABASE_URL")) or environ["DATABASE_URL"]


def embedded_url(role: Role, *, home: Home, database: str = DATABASE) -> str:
    """Return the URL of ``role`` on the home's own server, whether that runs or not."""
    password = stored_passwords(home).get(role)
    secret = f":{quote(password, safe='')}" if password else ""
    socket = quote(str(socket_folder(home)), safe="")
    return f"postgresql://{role_name(role)}{secret}@/{quote(database)}?host={socket}"


def django_database(url: str) -> dict[str, Any]:
    """Return ENGINE, NAME, USER, PASSWORD, HOST, PORT and OPTIONS of Django's DATABASES for a postgresql://
    URL.

    Raises InstallationError when the URL is none of PostgreSQL.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise InstallationError(
            f"A database address must begin with postgresql://, not {parts.scheme or 'nothing'}://: "
            "set DATABASE_URL=postgresql://user:password@host:5432/paht"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or DATABASE,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": options.pop("port", None) or (str(parts.port) if parts.port else ""),
        "OPTIONS": options,
    }


def cluster_folder(home: Home) -> Path:
    """Return the folder of the home's clusters: its own, or the place that root had to choose outside it."""
    try:
        return Path((home.keys / "database-folder").read_text().strip())
    except FileNotFoundError:
        return home.database


def socket_folder(home: Home) -> Path:
    """Return the folder of the server's socket: private to this home and short enough for the kernel."""
    clusters = cluster_folder(home)
    folder = home.run / "socket" if clusters == home.database else clusters / "socket"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    return Path(f"/tmp/paht-{os.geteuid()}-{home.fingerprint}")  # noqa: S108 (its owner and mode are checked before use)
