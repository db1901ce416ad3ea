"""The embedded PostgreSQL: what it is, what its roles may not do, and that nothing acknowledged is lost."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from paht.installation.accounts import choose_account
from paht.installation.addresses import database_url, django_database
from paht.installation.errors import InstallationError
from paht.installation.home import Home
from paht.installation.passwords import Role
from paht.installation.postgres import Server, discard, ensure_running

RESTRICTED: tuple[Role, ...] = ("app", "worker", "vault")


def ask(
    server: Server, statement: str, *, role: Role = "app", database: str = "paht"
) -> list[tuple[object, ...]]:
    """Run one statement as ``role`` and return its rows."""
    with psycopg.connect(server.url(role, database=database), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def test_the_server_runs_under_an_account_that_is_not_root(server: Server) -> None:
    assert os.stat(f"/proc/{server.postmaster_pid}").st_uid == server.cluster.account.uid != 0


def test_the_server_keeps_what_it_acknowledges_and_listens_on_no_network(server: Server) -> None:
    for name, value in {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "jit": "off",
    }.items():
        assert ask(server, f"SHOW {name}") == [(value,)], name


def test_vietnamese_letters_are_letters_to_search_and_to_lower_case(server: Server) -> None:
    assert ask(server, "SELECT lower('ĐƯỜNG Ổ GÀ'), unaccent('Đường ổ gà')") == [("đường ổ gà", "Duong o ga")]
    # Under the locale C the words would have nothing in common, because đ, ư and ờ would be no letters.
    assert ask(server, "SELECT similarity('đường', 'đường ổ gà') > 0.4, cardinality(show_trgm('đường'))") == [
        (True, 6)
    ]


@pytest.mark.parametrize("role", RESTRICTED)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE intruder (id int)",
        "CREATE TEMPORARY TABLE intruder (id int)",
        "CREATE SCHEMA intruder",
        "CREATE DATABASE intruder",
        "CREATE ROLE intruder",
        "SET ROLE paht_owner",
        "SET session_replication_role = replica",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT * FROM pg_authid",
    ],
)
def test_a_restricted_role_may_not(server: Server, role: Role, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, statement, role=role)


def test_the_owner_is_no_superuser_and_makes_no_databases(server: Server) -> None:
    for statement in ("CREATE DATABASE intruder", "CREATE ROLE intruder", "ALTER SYSTEM SET fsync = off"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(server, statement, role="owner")


def test_what_the_owner_grants_to_one_role_the_others_cannot_read(server: Server) -> None:
    ask(server, "CREATE TABLE secret (word text)", role="owner")
    try:
        ask(server, "GRANT SELECT, INSERT ON secret TO paht_vault", role="owner")
        ask(server, "INSERT INTO secret VALUES ('x')", role="vault")
        assert ask(server, "SELECT word FROM secret", role="vault") == [("x",)]
        for other in ("app", "worker"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(server, "SELECT word FROM secret", role=other)  # type: ignore[arg-type]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(server, "UPDATE secret SET word = 'y'", role="vault")
    finally:
        ask(server, "DROP TABLE secret", role="owner")


def test_a_role_is_let_in_by_its_own_password_alone(server: Server) -> None:
    own = django_database(server.url("app"))["PASSWORD"]
    psycopg.connect(server.url("app"), password=own).close()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url("vault"), password=own)


def test_passwords_and_socket_are_the_owners_alone(server: Server) -> None:
    assert (server.home.keys / "database.json").stat().st_mode & 0o777 == 0o600
    assert "vault" not in json.loads((server.home.keys / "database.json").read_text())
    assert server.home.keys.stat().st_mode & 0o777 == 0o700
    # Under root the programs that gave up its powers come in by the account's group.
    assert server.cluster.socket.stat().st_mode & 0o777 == (0o700 if os.geteuid() else 0o710)
    assert server.cluster.data.stat().st_mode & 0o777 == 0o700


def test_personal_data_never_reach_the_log(server: Server) -> None:
    words = "NguyenVanNhay0912345678"
    ask(server, "CREATE TABLE phone (number text PRIMARY KEY CHECK (number <> ''))", role="owner")
    try:
        ask(server, f"INSERT INTO phone VALUES ('{words}')", role="owner")
        for statement in (
            f"SELECT '{words}'::int",
            f"INSERT INTO phone VALUES ('{words}')",
            f"DO $$ BEGIN RAISE WARNING '{words}'; END $$",
            f"SELECT {words}",
        ):
            try:
                ask(server, statement, role="owner")
            except psycopg.Error:
                continue
    finally:
        ask(server, "DROP TABLE phone", role="owner")
    logged = "".join(path.read_text() for path in server.cluster.log.iterdir())
    assert "ready to accept connections" in logged
    assert words.lower() not in logged.lower()


def test_a_further_database_has_the_same_extensions_and_limits(server: Server) -> None:
    server.create_database("further")
    try:
        assert ask(server, "SELECT unaccent('ổ gà')", database="further") == [("o ga",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(server, "CREATE TABLE intruder (id int)", database="further")
        ask(server, "CREATE TABLE mine (id int)", role="owner", database="further")
        server.create_database("copy", template="further")
        assert ask(server, "SELECT * FROM mine", role="owner", database="copy") == []
    finally:
        server.drop_database("copy")
        server.drop_database("further")
    with pytest.raises(InstallationError, match="not dropped"):
        server.drop_database("paht")


def test_after_kill_9_the_next_start_has_everything_that_was_committed(new_home: Callable[[], Home]) -> None:
    server = ensure_running(new_home())
    ask(server, "CREATE TABLE kept (number int)", role="owner")
    for number in range(3):
        ask(server, f"INSERT INTO kept VALUES ({number})", role="owner")
        killed = server.postmaster_pid
        os.kill(killed, signal.SIGKILL)
        server = ensure_running(server.home)
        assert server.postmaster_pid != killed
        assert ask(server, "SELECT count(*) FROM kept", role="owner") == [(number + 1,)]


def test_a_stale_pid_file_whose_number_a_stranger_has_by_now_does_not_stop_the_start(
    second_home: Home,
) -> None:
    server = ensure_running(second_home)
    pid_file = server.cluster.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    # Both processes exist, neither serves this folder: ours, and one of another account where we are root.
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    server.cluster.account.owns(pid_file)
    assert ask(ensure_running(server.home), "SELECT 1") == [(1,)]


def test_a_running_server_is_adopted_and_goes_with_its_last_user(second_home: Home) -> None:
    home = second_home
    ensure_running(home).stop()
    other = subprocess.Popen(
        [
            *(sys.executable, "-c"),
            "import sys; from pathlib import Path; from paht.installation.home import Home;"
            "from paht.installation.postgres import ensure_running;"
            "server = ensure_running(Home(path=Path(sys.argv[1])));"
            "print(server.postmaster_pid, flush=True); sys.stdin.read(); print(server.leave(), flush=True)",
            str(home.path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )
    with other:
        assert other.stdout is not None
        pid = int(other.stdout.readline())
        server = ensure_running(home)
        assert server.postmaster_pid == pid
        assert server.leave() is False
        assert ask(server, "SELECT 1") == [(1,)]
        assert other.communicate("")[0] == "True\n"
    with pytest.raises(InstallationError, match="does not run"):
        _ = server.postmaster_pid


def test_two_homes_run_side_by_side(server: Server, second_home: Home) -> None:
    second = ensure_running(second_home)
    assert second.postmaster_pid != server.postmaster_pid
    ask(second, "CREATE TABLE only_here (id int)", role="owner")
    with pytest.raises(psycopg.errors.UndefinedTable):
        ask(server, "SELECT * FROM only_here", role="owner")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            server.url().replace(str(server.cluster.socket).replace("/", "%2F"), str(second.cluster.socket))
        )


def test_a_home_that_the_servers_account_cannot_reach_keeps_its_database_elsewhere_and_says_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    home, said = Home(path=tmp_path / "closed" / "home"), list[str]()
    try:
        server = ensure_running(home, say=said.append)
        assert ask(server, "SELECT 1") == [(1,)]
        outside = not server.cluster.data.is_relative_to(home.path)
        assert outside == (not choose_account(environ={}).is_ours)
        assert any("cannot reach" in words for words in said) == outside
        assert ask(ensure_running(home), "SELECT 1") == [(1,)]
        copy = Home(path=tmp_path / "copy")
        shutil.copytree(home.keys, copy.keys)
        if outside:
            with pytest.raises(InstallationError, match="is a copy of"):
                ensure_running(copy)
    finally:
        discard(home)
    assert not server.cluster.data.exists()
    assert not home.path.exists()


def test_a_long_home_gets_a_socket_that_the_kernel_accepts(open_folder: Path) -> None:
    home = Home(path=open_folder / ("a" * 120))
    try:
        server = ensure_running(home)
        assert len(os.fsencode(server.cluster.socket)) < 90
        assert ask(server, "SELECT 1") == [(1,)]
    finally:
        discard(home)
    assert not server.cluster.socket.exists()


def test_data_of_another_major_version_are_named_and_left_alone(new_home: Callable[[], Home]) -> None:
    home = new_home()
    home.create()
    (home.database / "14").mkdir(parents=True)
    (home.database / "14" / "PG_VERSION").write_text("14\n")
    choose_account(environ={}).owns(home.database)
    with pytest.raises(InstallationError, match=r"PostgreSQL 14 .* PAHT_POSTGRES_BIN"):
        ensure_running(home)
    assert [path.name for path in home.database.iterdir()] == ["14"]
    (home.database / "14" / "PG_VERSION").unlink()


def test_lost_passwords_are_named_rather_than_made_anew(second_home: Home) -> None:
    server = ensure_running(second_home)
    passwords = server.home.keys / "database.json"
    kept = passwords.rename(passwords.with_suffix(".away"))
    with pytest.raises(InstallationError, match=r"database\.json back from the backup"):
        ensure_running(server.home)
    kept.rename(passwords)


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PAHT_POSTGRES_BIN", "/nonexistent/bin", "PAHT_POSTGRES_BIN names /nonexistent/bin"),
        ("PAHT_HOME", "/proc/paht", "set PAHT_HOME"),
    ],
)
def test_a_wrong_setting_is_named_with_what_mends_it(
    new_home: Callable[[], Home], variable: str, value: str, words: str
) -> None:
    environ = {"PAHT_HOME": str(new_home().path), variable: value}
    with pytest.raises(InstallationError, match=re.escape(words)):
        ensure_running(environ=environ)


def test_the_address_is_known_without_starting_anything(server: Server, new_home: Callable[[], Home]) -> None:
    assert database_url("app", {"PAHT_HOME": str(server.home.path)}) == server.url("app")
    home = new_home()
    url = database_url("app", {"PAHT_HOME": str(home.path)})
    assert url.startswith("postgresql://paht_app@/paht?host=")
    assert not home.path.exists()
