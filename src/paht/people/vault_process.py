"""The vault process: it alone opens personal data, and knows a number again by its blind index.

It listens on a Unix socket that only the account which started it may use, reads and writes as the database role
``paht_vault``, takes the moment from its own clock, and writes each look before it answers. It answers nobody else's
rules: who may look is decided by the doors, how often a number may be asked for is decided here.
"""

import contextlib
import logging
import os
import socket
import socketserver
import struct
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from paht import clock
from paht.installation.errors import InstallationError
from paht.law.subjects import PERSONAL
from paht.people import vault_finding, vault_likeness, vault_settling
from paht.people.actors import SYSTEM, actor_key
from paht.people.erasures import Erasure, destroy, left, replay
from paht.people.vault_keys import Keys
from paht.people.vault_records import FILE_KEY, Unreadable, fields_of, identity_of, unwrapped
from paht.people.vault_wire import LARGEST_QUESTION, TooMany, framed, reachable, received

log = logging.getLogger("paht.vault")

HOUSEKEEPING_SECONDS = 5.0
ERASURES_A_MINUTE = 20
"""How many erasures the process takes: whoever took the web process over must not destroy the vault in a night."""
_DATABASE_SECONDS = 3.0
_CONNECTIONS = 4


class Vault:
    """What the process answers, whoever carries question and answer."""

    def __init__(self, *, keys: Keys, database_url: str, indexes_a_minute: int) -> None:
        self.keys = keys
        self.pool = ConnectionPool(
            database_url,
            min_size=1,
            max_size=_CONNECTIONS,
            timeout=_DATABASE_SECONDS,
            kwargs={"autocommit": True, "prepare_threshold": 1},
            open=False,
        )
        self.erasures: Sequence[Erasure] = ()
        """What the ledger says was erased; done again with the first housekeeping."""
        self._brake = vault_finding.Brake(indexes_a_minute)
        self._erasing = vault_finding.Brake(ERASURES_A_MINUTE)
        self._comparing = vault_finding.Brake(vault_likeness.QUESTIONS_A_MINUTE)
        self._calls: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "open": self._open,
            "index": self._index,
            "find": self._find,
            "alive": self._alive,
            "erase": self._erase,
            "left": self._left,
            "likeness": self._likeness,
        }

    def answers(self, call: str, how: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Have it answer a further call, whose matter lies above this one."""
        self._calls[call] = how

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer to a question; what went wrong is named without a word of what was asked."""
        try:
            return self._calls[question["call"]](question)
        except TooMany as error:
            return {"problem": "too many", "minutes": error.minutes}
        except Unreadable:
            return {"problem": "damaged"}
        except (psycopg.OperationalError, PoolTimeout):
            return {"problem": "database"}
        except Exception as error:
            # The kind alone: a message could quote personal data.
            log.warning("a question failed: %s", type(error).__name__)
            return {"problem": "failed"}

    def _open(self, question: dict[str, Any]) -> dict[str, Any]:
        jurisdiction = int(question["jurisdiction"])
        with self.pool.connection() as connection:
            opened = [self.look(connection, jurisdiction, _of_words(look)) for look in question["looks"]]
        return {"opened": opened}

    def look(
        self, connection: psycopg.Connection[Any], jurisdiction: int, look: dict[str, Any]
    ) -> dict[str, dict[str, str]]:
        """The wanted fields of the records, the look written first."""
        wanted = set(look["fields"])
        records = [uuid.UUID(record) for record in look["records"]]
        basis = str(look.get("basis", "")).strip()
        is_guarded = not basis and bool(wanted & PERSONAL) and look["actor"] != str(actor_key(SYSTEM.id))
        given = {
            "actor": look["actor"],
            "purpose": f"{look['purpose']} (căn cứ: {basis})" if basis else look["purpose"],
            "at": clock.now(),
            "fields": sorted(wanted),
            "jurisdiction": jurisdiction,
            "records": records,
            "guarded": is_guarded,
            "refused": [RESTRICTED],
        }
        rows = connection.execute(_RECORD_LOOKS, given).fetchall()
        return {
            str(record): {name: value for name, value in fields.items() if name in wanted}
            for record, *stored in rows
            for fields in [self.fields(jurisdiction, record, *stored)]
        }

    def fields(
        self, jurisdiction: int, record: uuid.UUID, version: int, wrapped: bytes, sealed: bytes
    ) -> dict[str, str]:
        """All fields of a record as stored; none of an erased one."""
        if not wrapped:
            return {}
        identity = identity_of(jurisdiction, record)
        key = unwrapped(version, bytes(wrapped), identity, self.keys.pair(version))
        return fields_of(bytes(sealed), key, identity)

    def _index(self, question: dict[str, Any]) -> dict[str, Any]:
        self._brake.spend()
        return {"index": self.keys.index(int(question["jurisdiction"]), question["phone"]).hex()}

    def _find(self, question: dict[str, Any]) -> dict[str, Any]:
        jurisdiction = int(question["jurisdiction"])
        index = self.keys.index(jurisdiction, question["phone"])
        with self.pool.connection() as connection, connection.transaction():
            found = vault_finding.find(
                connection,
                jurisdiction_id=jurisdiction,
                index=index,
                actor=uuid.UUID(question["actor"]),
                purpose=question["purpose"],
                at=clock.now(),
            )
        # Only now: that somebody asked too often is on record, too.
        if isinstance(found, TooMany):
            raise found
        return {"sender": str(found) if found else None}

    def _erase(self, question: dict[str, Any]) -> dict[str, Any]:
        self._erasing.spend()
        erasure = Erasure(
            clock.now(),
            int(question["jurisdiction"]),
            uuid.UUID(question["about"]),
            tuple(map(uuid.UUID, question["records"])),
        )
        with self.pool.connection() as connection:
            actor, request = uuid.UUID(question["actor"]), question["request"]
            return {"destroyed": destroy(connection, erasure, actor=actor, request=request)}

    def _left(self, question: dict[str, Any]) -> dict[str, Any]:
        with self.pool.connection() as connection:
            return {"left": left(connection, list(map(uuid.UUID, question["records"])))}

    def _likeness(self, question: dict[str, Any]) -> dict[str, Any]:
        self._comparing.spend()
        others = question["others"][: vault_likeness.MOST_RECORDS]
        look = {
            "records": [question["record"], *others],
            "fields": ["description"],
            "actor": str(actor_key(SYSTEM.id)),
            "purpose": vault_likeness.PURPOSE,
        }
        with self.pool.connection() as connection:
            opened = self.look(connection, int(question["jurisdiction"]), look)
        texts = {record: fields.get("description", "") for record, fields in opened.items()}
        own = texts.pop(question["record"], "")
        return {"likeness": vault_likeness.compared(own, texts)}

    def _alive(self, _question: dict[str, Any]) -> dict[str, Any]:
        return {"account": os.geteuid(), "versions": self.keys.versions()}

    def keep_house(self) -> None:
        """What is due now and then: senders of a time when the vault was down, keys that were destroyed."""
        self.keys.forget_destroyed()
        try:
            with self.pool.connection() as connection:
                if self.erasures and (again := replay(connection, self.erasures)):
                    log.warning("%s keys were there again after a restore, and are destroyed again", again)
                self.erasures = ()
                vault_settling.settle(connection, self.keys, self.fields, at=clock.now())
        except (psycopg.Error, PoolTimeout) as error:
            log.warning("housekeeping failed: %s", type(error).__name__)


def _of_words(look: dict[str, Any]) -> dict[str, Any]:
    """The look without what opens files: that has a question of its own, with rules of its own."""
    return {**look, "fields": [name for name in look["fields"] if name != FILE_KEY]}


RESTRICTED = "restricted refused"
"""What the record of looks names as the field, where the subject has restricted it and no law was named."""

_RECORD_LOOKS = """
WITH asked AS (
    SELECT r.jurisdiction_id, r.id, r.key_version, r.wrapped_key, r.sealed,
           %(guarded)s::boolean AND EXISTS (
               SELECT FROM subjects_restriction x WHERE x.jurisdiction_id = r.jurisdiction_id AND x.record_id = r.id
               AND x.lifted_at IS NULL AND NOT (%(actor)s::uuid = ANY(x.except_for))) AS is_restricted
    FROM people_vault_record r WHERE r.jurisdiction_id = %(jurisdiction)s AND r.id = ANY(%(records)s::uuid[])
), looked AS (
    INSERT INTO people_look (jurisdiction_id, record_id, actor_id, purpose, looked_at, fields)
    SELECT jurisdiction_id, id, %(actor)s::uuid, %(purpose)s, %(at)s,
           CASE WHEN is_restricted THEN %(refused)s::text[] ELSE %(fields)s::text[] END
    FROM asked
)
SELECT id, key_version, CASE WHEN is_restricted THEN ''::bytea ELSE wrapped_key END, sealed FROM asked
"""


class _Handler(socketserver.BaseRequestHandler):
    """One connection: questions in turn until the other side hangs up."""

    def handle(self) -> None:
        server, line = self.server, self.request
        assert isinstance(server, _Server)
        if _peer(line) != server.owner:
            return
        server.lines.add(line)
        with contextlib.suppress(OSError, ValueError):
            while (question := received(line, LARGEST_QUESTION)) is not None:
                line.sendall(framed(server.vault.answer(question)))
        server.lines.discard(line)


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, listening: socket.socket, vault: Vault, owner: int) -> None:
        super().__init__("", _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket, self.vault, self.owner = listening, vault, owner
        self.lines: set[socket.socket] = set()

    def hang_up(self) -> None:
        """Close what is still connected, so that the threads end."""
        for line in list(self.lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.warning("a connection failed")


def _peer(line: socket.socket) -> int:
    """The account at the other end, as the kernel knows it."""
    if not hasattr(socket, "SO_PEERCRED"):
        return os.geteuid()
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)


def listening_at(path: Path) -> socket.socket:
    """A socket that only this account may connect to; raises InstallationError where a vault answers already."""
    with reachable(path) as address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe, contextlib.suppress(OSError):
            probe.settimeout(1)
            probe.connect(address)
            raise InstallationError(f"A vault process already listens on {path}: stop that one first.")
        path.unlink(missing_ok=True)
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            line.bind(address)
        except BaseException:
            line.close()
            raise
        finally:
            os.umask(before)
    line.listen(128)
    return line


@contextlib.contextmanager
def serving(vault: Vault, listening: socket.socket, *, owner: int) -> Iterator[None]:
    """Answer, in threads of this process, while the block runs."""
    server = _Server(listening, vault, owner)
    stopping = threading.Event()

    def keep_house() -> None:
        while not stopping.wait(HOUSEKEEPING_SECONDS):
            vault.keep_house()

    vault.pool.open()
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True),
        threading.Thread(target=keep_house, daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        server.shutdown()
        server.hang_up()
        server.server_close()
        for thread in threads:
            thread.join()
        vault.pool.close()
