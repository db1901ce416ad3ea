"""The embedded PostgreSQL of a home: a real server, started by the program itself.

``ensure_running(home)`` is the one call that others need; ``addresses.database_url`` answers without
starting anything.
"""

import contextlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from paht.installation import roles
from paht.installation.accounts import Account, choose_account
from paht.installation.addresses import DATABASE, cluster_folder, embedded_url, socket_folder
from paht.installation.binaries import find_binaries, reachable_binaries
from paht.installation.cluster import START_SECONDS, Cluster
from paht.installation.errors import InstallationError
from paht.installation.home import SHARED_ROOT, TRAVERSABLE, Home, make_folder
from paht.installation.passwords import Role, ensure_passwords, owners_file, stored_passwords

USERS_LOCK = "postgres-users"
CHANGE_LOCK = "postgres-change"

Say = Callable[[str], None]

_shares: dict[Path, int] = {}
"""One share a process and home, as an open descriptor: it ends with the process, however that ends."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server of one home, and this process's share in it."""

    home: Home
    cluster: Cluster

    @property
    def bin_dir(self) -> Path:
        """The folder of pg_dump, psql, pgbench and the others, of the server's own version."""
        return self.cluster.binaries.folder

    @property
    def postmaster_pid(self) -> int:
        """The server's process id; raises InstallationError when it has died."""
        pid = self.cluster.postmaster_pid()
        if pid is None:
            raise InstallationError(
                f"The PostgreSQL of {self.home.path} does not run: start the program again."
            )
        return pid

    def url(self, role: Role = "app", *, database: str = DATABASE) -> str:
        """Return the postgresql:// URL of ``role`` on this server."""
        return embedded_url(role, home=self.home, database=database)

    def create_database(self, name: str, *, template: str | None = None) -> None:
        """Make a further database (tests, restores) with the same extensions and rights as the main one.

        With ``template`` it is a copy of that database, to which nobody may be connected meanwhile.
        """
        with self._superuser() as connection:
            roles.make_database(connection, name=name, template=template or "template0")
        if template is None:
            with psycopg.connect(self.url("super", database=name), autocommit=True) as connection:
                roles.fill_database(connection)

    def drop_database(self, name: str) -> None:
        """Drop a database, cutting its connections; the main one is refused."""
        if name == DATABASE:
            raise InstallationError(f"The database {DATABASE} is the installation's own and is not dropped.")
        with self._superuser() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    def stop(self) -> None:
        """Stop the server now, whoever else uses it."""
        self._give_up_share()
        with self.home.locked(CHANGE_LOCK):
            self.cluster.stop()

    def leave(self) -> bool:
        """Stop the server unless another process of this home still uses it; returns whether it was
        stopped.
        """
        self._give_up_share()
        with self.home.locked(CHANGE_LOCK), self.home.locked(USERS_LOCK, wait=False) as alone:
            if alone:
                self.cluster.stop()
            return alone

    def _give_up_share(self) -> None:
        share = _shares.pop(self.home.path, None)
        if share is not None:
            os.close(share)

    def _superuser(self) -> contextlib.AbstractContextManager[psycopg.Connection[tuple[str | None]]]:
        return psycopg.connect(self.url("super", database="postgres"), autocommit=True)


def ensure_running(
    home: Home | None = None, *, environ: Mapping[str, str] | None = None, say: Say | None = None
) -> Server:
    """Return the home's server, running and complete: made, started, recovered or adopted as need be.

    The caller holds a share in it until ``leave`` or ``stop``; a process that dies gives its share back by
    dying. Progress goes to ``say`` (default: standard error). Raises InstallationError with the mending
    command for what an operator can mend.
    """
    environ = os.environ if environ is None else environ
    home = home or Home.from_environment(environ)
    say = say or _say_on_stderr
    home.create()
    with home.locked(CHANGE_LOCK):
        cluster = _prepare(home, environ=environ, say=say)
        server = Server(home=home, cluster=cluster)
        if not cluster.exists:
            _refuse_other_major(cluster)
            say(f"making the database (PostgreSQL {cluster.binaries.major}) in {cluster.data}")
            passwords = ensure_passwords(home, database=cluster.account)
            cluster.initialise(superuser_password=passwords["super"])
        elif not {"super", "app"} <= stored_passwords(home).keys():
            raise InstallationError(
                f"The database of {home.path} is there but its passwords are not: "
                f"put {owners_file(home).name} and database.json back from the backup of the keys into {home.keys}."
            )
        else:
            # A home of the former layout has them all in one file, which web and worker read.
            ensure_passwords(home, database=cluster.account)
        if cluster.postmaster_pid() is None:
            cluster.start(say=say)
        _complete(server, say=say)
        share = None if home.path in _shares else home.take_lock(USERS_LOCK, shared=True)
        if share is not None:
            _shares[home.path] = share
    return server


def discard(home: Home) -> None:
    """Stop the home's server and delete the home with all it holds, also what lies outside it; for tests and
    demos.
    """
    if home.run.is_dir():
        with home.locked(CHANGE_LOCK):
            folder = cluster_folder(home)
            if folder.is_dir():
                for data in folder.glob("[0-9]*"):
                    if (data / "PG_VERSION").exists():
                        _prepare(home, environ=os.environ, say=_say_on_stderr).stop()
            shutil.rmtree(socket_folder(home), ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)
    # Root's default home also holds what other homes keep outside theirs, so only this home's own folders go.
    for own in (home.database, home.files, home.keys, home.vault, home.logs, home.run):
        shutil.rmtree(own, ignore_errors=True)
    with contextlib.suppress(OSError):
        home.path.rmdir()


def _say_on_stderr(message: str) -> None:
    print(f"paht: {message}", file=sys.stderr, flush=True)


def _prepare(home: Home, *, environ: Mapping[str, str], say: Say) -> Cluster:
    folder = cluster_folder(home)
    owner = folder.stat().st_uid if folder.is_dir() else None
    account = choose_account(environ=environ, data_owner=owner)
    if owner not in (None, account.uid):
        raise InstallationError(
            f"The database in {folder} belongs to the account number {owner} and cannot run as "
            f"{account.name}: "
            "start the program as its owner, or unset PAHT_POSTGRES_USER."
        )
    if owner is None and not account.can_enter(home.path):
        folder = _choose_outside(home, account=account, say=say)
    binaries = reachable_binaries(find_binaries(environ=environ), account=account, say=say)
    log = home.logs / "postgres" if folder == home.database else folder / "log"
    socket = socket_folder(home)
    try:
        for place in (folder, log, socket):
            if not place.is_dir():
                make_folder(place, mode=0o700)
                account.owns(place)
        if not account.is_ours:
            # Web, worker and vault give up root's powers and get the account's group for this way alone.
            for place in (folder, socket):
                place.chmod(0o710)
    except OSError as error:
        raise InstallationError(
            f"The folder {error.filename} for the database cannot be made ({error.strerror}): "
            "set PAHT_HOME to a folder of yours on a file system that can be written."
        ) from error
    _check_private(socket, account=account)
    if folder != home.database:
        _refuse_copy(home, folder)
    return Cluster(
        data=folder / str(binaries.major), socket=socket, log=log, binaries=binaries, account=account
    )


def _choose_outside(home: Home, *, account: Account, say: Say) -> Path:
    """Note in the home that its database lies where PostgreSQL's account can reach it."""
    folder = SHARED_ROOT / "clusters" / home.fingerprint
    say(f"the account {account.name} cannot reach {home.path}; the database of this home lies in {folder}")
    make_folder(SHARED_ROOT, mode=TRAVERSABLE)
    make_folder(folder.parent, mode=TRAVERSABLE)
    (home.keys / "database-folder").write_text(f"{folder}\n")
    return folder


def _refuse_copy(home: Home, folder: Path) -> None:
    """Refuse a copied home whose note still names the original's data; a moved home takes its data along."""
    note = folder / "home"
    original = Home(path=Path(note.read_text().strip())) if note.exists() else home
    if original.path != home.path and original.path.is_dir() and cluster_folder(original) == folder:
        raise InstallationError(
            f"{home.path} is a copy of {original.path} and its database is still the original's: "
            "take ./paht backup there and ./paht restore it into a new PAHT_HOME."
        )
    note.write_text(f"{home.path}\n")


def _check_private(socket: Path, *, account: Account) -> None:
    # The folder may lie in /tmp, where another user could have made it first and would then see our
    # passwords' exchange.
    found = socket.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o067:
        raise InstallationError(
            f"The socket's folder {socket} is not {account.name}'s alone: remove it (rm -r {socket}) and "
            f"start again."
        )


def _refuse_other_major(cluster: Cluster) -> None:
    others = sorted(path.parent.name for path in cluster.data.parent.glob("[0-9]*/PG_VERSION"))
    if others:
        raise InstallationError(
            f"This home's database was made by PostgreSQL {others[-1]} and the programs at hand are "
            f"{cluster.binaries.major}: "
            f"set PAHT_POSTGRES_BIN to the programs of PostgreSQL {others[-1]}, take ./paht backup, "
            "and ./paht restore it into a new PAHT_HOME without that setting."
        )


def _complete(server: Server, *, say: Say) -> None:
    """Wait until the server takes connections, then make what the first migration expects to find."""
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(_connect_when_ready(server, say=say))
        if roles.is_provisioned(connection):
            return
        roles.make_roles(connection, passwords=stored_passwords(server.home))
        roles.make_database(connection, name=DATABASE)
        inside = stack.enter_context(psycopg.connect(server.url("super"), autocommit=True))
        roles.fill_database(inside)
        roles.mark_provisioned(connection)


@contextlib.contextmanager
def _connect_when_ready(server: Server, *, say: Say) -> Iterator[psycopg.Connection[tuple[str | None]]]:
    # An adopted server may still be recovering from a crash, or be on its way down by somebody else's order.
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connection = psycopg.connect(server.url("super", database="postgres"), autocommit=True)
            break
        except psycopg.OperationalError as error:
            passing = ("starting up", "recovery", "shutting down", "No such file", "Connection refused")
            if not any(words in str(error) for words in passing) or time.monotonic() > deadline:
                raise InstallationError(
                    f"The PostgreSQL of {server.home.path} runs but does not let us in "
                    f"({str(error).strip()}): "
                    f"look into {server.cluster.log}."
                ) from error
            time.sleep(0.1)
            if server.cluster.postmaster_pid() is None:
                server.cluster.start(say=say)
    with connection:
        yield connection
