"""``./paht serve``: the production web server, with the embedded database unless DATABASE_URL names
another.
"""

import argparse
import os
import subprocess
import sys

from paht.installation.addresses import is_external
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.processes import (
    WEB_WORKERS,
    Supervisor,
    check_port_free,
    port,
    vault_program,
    web_program,
)
from paht.installation.running import database_running
from paht.installation.vault_folder import prepare
from paht.people.openid.providers import check_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``serve``."""
    parser.add_argument(
        "--host",
        action="append",
        help="address to listen on, may be given several times (default: PAHT_BIND, else 127.0.0.1)",
    )
    parser.add_argument("--workers", type=int, default=WEB_WORKERS, help="worker processes an address")
    parser.add_argument(
        "--migrate", action="store_true", help="first bring the tables up to date, as the owner"
    )
    parser.add_argument(
        "--no-vault", action="store_true", help="./paht vault serve is started by somebody else"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal asks to stop; returns 0 then, 1 when the migrations fail."""
    number = port()
    hosts = arguments.host or os.environ.get("PAHT_BIND", "127.0.0.1").split(",")
    for host in hosts:
        check_port_free(host=host, port=number)
    programs = [
        web_program(
            host=host,
            port=number,
            workers=arguments.workers,
            name="web" if len(hosts) == 1 else f"web {host}",
        )
        for host in hosts
    ]
    check_all()
    with database_running() as check:
        if arguments.migrate and not migrate():
            return 1
        # Before anything is sent: what web and worker seal with is made by whoever starts them.
        prepare(Home.from_environment())
        if not arguments.no_vault:
            programs.append(vault_program())
        for host in hosts:
            print(f"paht: serving http://{host}:{number}", file=sys.stderr, flush=True)
        return Supervisor(programs).run(while_running=check)


def migrate() -> bool:
    """Bring the tables up to date as the owner of the schema; returns whether that succeeded."""
    if is_external() and not os.environ.get("PAHT_OWNER_URL"):
        raise InstallationError(
            "The account in DATABASE_URL may not change tables: set PAHT_OWNER_URL to the owner's address, "
            "or run ./paht serve without --migrate."
        )
    command = [sys.executable, "-m", "django", "migrate", "--database", "owner", "--no-input"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "paht.settings"}
    return subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode == 0
