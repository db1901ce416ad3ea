"""Recordings: fetched by the worker from the hosts that the exchange's description names, within bounds, tried again
while the exchange is away, and sealed as they arrive. Nothing of them lies in the clear: no copy is made, and whoever
listens opens the sealed original."""

import io
import ipaddress
import logging
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import urllib3
from django.conf import settings
from django.db import connection, transaction

from paht.calls.exchanges import DEMO_FOLDER, Exchange, exchanges
from paht.evidence import storage
from paht.examining.limits import SOUND_MB
from paht.examining.refusals import Unreadable
from paht.outward import Address, NameUnknown, NotPublic, is_public, plain, pool_to, resolved
from paht.people.actors import SYSTEM
from paht.people.vault import VaultClosed, look

BATCH = 10
LARGEST = SOUND_MB * 1024 * 1024
CONNECT_SECONDS, READ_SECONDS, IN_ALL_SECONDS = 5.0, 10.0, 30.0
CLAIMED = timedelta(seconds=90)
BACK_OFF = tuple(timedelta(seconds=n) for n in (5, 30, 120, 600, 1800))
MOST_ATTEMPTS = 60
"""More than a day at the last step: an exchange that was away for a night has them still."""
PURPOSE = "Hệ thống lấy bản ghi âm cuộc gọi từ tổng đài"
DEMO = "demo:"

log = logging.getLogger("paht.calls")


class Later(Exception):  # noqa: N818 (an answer)
    """The exchange is away, or has it not ready: once more."""


class Unusable(Exception):  # noqa: N818 (an answer)
    """Nothing will ever come of it."""


class _Claimed(NamedTuple):
    jurisdiction_id: int
    call_id: uuid.UUID
    record_id: uuid.UUID
    exchange: str
    attempts: int


_CLAIM = """
WITH mine AS (
    SELECT jurisdiction_id, call_id FROM calls_recording WHERE state = 'waiting' AND due_at <= %(at)s
    ORDER BY due_at, call_id LIMIT 1 FOR UPDATE SKIP LOCKED
)
UPDATE calls_recording r SET attempts = r.attempts + 1, due_at = %(at)s + %(claimed)s
FROM mine WHERE (r.jurisdiction_id, r.call_id) = (mine.jurisdiction_id, mine.call_id)
RETURNING r.jurisdiction_id, r.call_id, r.record_id, r.exchange, r.attempts
"""

Fetch = Callable[[Exchange, str], bytes]


def fetch_recordings(*, now: datetime, fetch: Fetch | None = None) -> int:
    """Fetch what is due, one by one; how many were kept. An exchange that is away keeps the others waiting, once."""
    kept, away = 0, set[str]()
    for _ in range(BATCH):
        each = _claim(now)
        if each is None:
            break
        try:
            if each.exchange in away:
                raise Later("the exchange is away")
            _keep(each, now, fetch or fetched)
            kept += 1
        except Later as answer:
            away.add(each.exchange)
            _settle(each, "waiting" if each.attempts < MOST_ATTEMPTS else "failed", str(answer), now)
        except Unusable as answer:
            _settle(each, "failed", str(answer), now)
        except VaultClosed:
            _settle(each, "waiting", "the vault does not answer", now)
            break
    return kept


def _claim(now: datetime) -> _Claimed | None:
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"at": now, "claimed": CLAIMED}
        cursor.execute(_CLAIM, given)
        row = cursor.fetchone()
    return _Claimed(*row) if row else None


def _keep(each: _Claimed, now: datetime, fetch: Fetch) -> None:
    exchange = exchanges(settings.HOME).get(each.exchange)
    if exchange is None:
        raise Unusable("no such exchange any more")
    opened = look(
        jurisdiction_id=each.jurisdiction_id,
        record_ids=[each.record_id],
        fields=frozenset({"content"}),
        actor_id=SYSTEM.id,
        purpose=PURPOSE,
    )
    content = fetch(exchange, opened.get(each.record_id, {}).get("content", ""))
    arrived = storage.put(io.BytesIO(content), jurisdiction_id=each.jurisdiction_id, takes={"sound"})
    if isinstance(arrived, Unreadable):
        raise Unusable("it is no recording that can be read")
    with transaction.atomic():
        stored = storage.insert(arrived, jurisdiction_id=each.jurisdiction_id, received_at=now)
        with connection.cursor() as cursor:
            # What would be played by everybody's browser lies in the clear: none is made of a call.
            cursor.execute(
                "DELETE FROM evidence_waiting WHERE jurisdiction_id = %s AND file_id = %s",
                [each.jurisdiction_id, stored.id],
            )
            cursor.execute(
                "UPDATE calls_call SET file_id = %s WHERE jurisdiction_id = %s AND id = %s AND file_id IS NULL",
                [stored.id, each.jurisdiction_id, each.call_id],
            )
        _settle(each, "kept", "", now)


def _settle(each: _Claimed, state: str, problem: str, now: datetime) -> None:
    wait = BACK_OFF[min(each.attempts, len(BACK_OFF)) - 1]
    given: dict[str, Any] = {
        "state": state,
        "problem": problem,
        "due": now + wait,
        "jurisdiction": each.jurisdiction_id,
        "call": each.call_id,
    }
    if problem:
        log.warning("a recording was not fetched: %s", problem)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_recording SET state = %(state)s, problem = %(problem)s, due_at = %(due)s "
            "WHERE jurisdiction_id = %(jurisdiction)s AND call_id = %(call)s AND state = 'waiting'",
            given,
        )


def fetched(exchange: Exchange, address: str) -> bytes:
    """The bytes of the recording; raises :class:`Later` or :class:`Unusable`. A problem never quotes the address."""
    if exchange.file is not None and address.startswith(DEMO):
        return _of_demo(exchange.file.parent, address.removeprefix(DEMO))
    headers = dict(exchange.fetch_headers)
    if exchange.ari and "://" not in address:
        address = urljoin(exchange.ari["url"].rstrip("/") + "/", address)
        headers |= urllib3.make_headers(basic_auth=f"{exchange.ari['user']}:{exchange.ari['password']}")
    _permitted(exchange, address)
    try:
        return _got(exchange, address, headers)
    except (urllib3.exceptions.HTTPError, TimeoutError) as error:
        raise Later(type(error).__name__) from None


def _permitted(exchange: Exchange, address: str) -> None:
    parts = urlsplit(address)
    own = {urlsplit(exchange.ari["url"]).netloc} if exchange.ari else set[str]()
    if parts.username or parts.netloc not in exchange.recordings | own:
        raise Unusable("it lies at a host that is not permitted")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_near(parts.hostname or "")):
        raise Unusable("it is not offered by https")


def _resolved(exchange: Exchange, host: str, port: int) -> Address:
    """Where the recording is fetched, looked up once: the internet, the operator's inner networks, or the very address
    that the operator wrote down."""
    written = _literal(host)

    def allowed(address: Address) -> bool:
        if address == written or (host == "localhost" and address.is_loopback):
            return True
        inner = any(address in each for each in exchange.inner if each.version == address.version)
        return inner or is_public(address)

    try:
        return resolved(host, port, allowed=allowed)
    except NotPublic:
        raise Unusable("its host lies in an inner network that the exchange's file does not name") from None
    except NameUnknown:
        raise Later("the name of its host is not known") from None


def _literal(host: str) -> Address | None:
    try:
        return plain(host)
    except ValueError:
        return None


def _is_near(host: str) -> bool:
    """Plain http is good for this machine and for the network of the house alone."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost"


def _got(exchange: Exchange, address: str, headers: dict[str, str]) -> bytes:
    ends, parts = time.monotonic() + IN_ALL_SECONDS, urlsplit(address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    where = _resolved(exchange, host, port)
    with pool_to(where, scheme=parts.scheme, host=host, port=port, timeout=timeout) as pool:
        response = pool.request(
            "GET",
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers={**headers, "Host": parts.netloc},
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            if response.status in (404, 408, 425, 429) or response.status >= 500:
                # Not found is not ready: exchanges tell of a recording before it can be had.
                raise Later(f"http {response.status}")
            if response.status != 200:
                raise Unusable(f"http {response.status}")
            content = b""
            while part := response.read1(65_536):
                content += part
                if len(content) > LARGEST:
                    raise Unusable("it is too large")
                if time.monotonic() > ends:
                    raise Later("it came too slowly")
            return content
        finally:
            response.close()


def _of_demo(home: Path, name: str) -> bytes:
    try:
        return (home / DEMO_FOLDER / f"{uuid.UUID(name)}.wav").read_bytes()
    except (ValueError, FileNotFoundError):
        raise Unusable("no such recording") from None
