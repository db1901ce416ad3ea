"""The second part: the vendor's software. It gets signed calls, true and untrue, and what it then does at the exchange
is seen by the proxy that stands between."""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from paht.exchange import signing
from paht.exchange.conformance.asking import Answer, Api, ask
from paht.exchange.conformance.between import Between
from paht.exchange.conformance.table import Table

SIGNED, REPLAY, RETRY, CONFLICT = "Webhook signatures", "Replay", "Retries", "Conflict"
SLOWEST_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Theirs:
    """The vendor's endpoint, and how long its software may take to act on a call."""

    url: str
    secret: str
    patience_seconds: float

    def call(self, case: str, *, message_id: str = "", at: int = 0, kind: str = "case.dispatched") -> Answer:
        """A true call about a case."""
        body, headers = self.made(case, message_id=message_id, at=at, kind=kind)
        return self.post(body, headers)

    def made(
        self, case: str, *, message_id: str = "", at: int = 0, kind: str = "case.dispatched"
    ) -> tuple[bytes, dict[str, str]]:
        """The body and headers of a true call."""
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        data = {
            "case": case,
            "href": f"/api/exchange/v1/cases/{case}",
            "number": 1,
            "version": 1,
            "due_at": None,
        }
        body = json.dumps({"type": kind, "timestamp": now, "data": data}, sort_keys=True).encode()
        keys = [signing.key_of(self.secret)]
        name = message_id or f"msg_{uuid.uuid4().hex}"
        return body, signing.headers(keys, message_id=name, timestamp=at or int(time.time()), body=body)

    def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Post as it is."""
        return ask("POST", self.url, headers={**headers, "Content-Type": "application/json"}, body=body)


def walk(api: Api, theirs: Theirs, between: Between, table: Table) -> None:
    """Signatures, replay, retries and conflict, each with cases of its own."""
    if not _signatures(api, theirs, table):
        return
    _replay(api, theirs, between, table)
    _retry(api, theirs, between, table)
    _conflict(api, theirs, between, table)


def _signatures(api: Api, theirs: Theirs, table: Table) -> bool:
    case = api.new_case()["case"]
    began = time.monotonic()
    true = theirs.call(case, kind="test.ping")
    spent = time.monotonic() - began
    if not table.add(SIGNED, "a true call is answered with 2xx", 200 <= true.status < 300, f"{true.status}"):
        return False
    table.add(SIGNED, f"within {SLOWEST_SECONDS:.0f} seconds", spent < SLOWEST_SECONDS, f"{spent:.1f} s")
    body, headers = theirs.made(case)
    _untrue(
        table, "a changed body is refused", theirs.post(body.replace(b"dispatched", b"published!"), headers)
    )
    forged = {
        **headers,
        "webhook-signature": signing.signature(b"x" * 32, message_id="m", timestamp=1, body=body),
    }
    _untrue(table, "a signature of another secret is refused", theirs.post(body, forged))
    unsigned = {name: value for name, value in headers.items() if name != "webhook-signature"}
    _untrue(table, "a call without signature is refused", theirs.post(body, unsigned))
    _untrue(table, "a call from yesterday is refused", theirs.call(case, at=int(time.time()) - 86_400))
    _untrue(table, "a call from tomorrow is refused", theirs.call(case, at=int(time.time()) + 86_400))
    both = {**headers, "webhook-signature": f"v1,{'A' * 43}= {headers['webhook-signature']}"}
    rotated = theirs.post(body, both)
    table.add(
        SIGNED, "one right signature of two is enough", 200 <= rotated.status < 300, f"{rotated.status}"
    )
    unknown = theirs.call(case, kind="case.something_new")
    table.add(
        SIGNED, "an unknown type is answered with 2xx", 200 <= unknown.status < 300, f"{unknown.status}"
    )
    return True


def _untrue(table: Table, rule: str, came: Answer) -> None:
    table.add(SIGNED, rule, 400 <= came.status < 500, f"{came.status}")


def _replay(api: Api, theirs: Theirs, between: Between, table: Table) -> None:
    case, name = api.new_case()["case"], f"msg_{uuid.uuid4().hex}"
    theirs.call(case, message_id=name)
    acted = between.wait(lambda: api.state(case) == "received", seconds=theirs.patience_seconds)
    if not table.add(REPLAY, "case.dispatched leads to receive", acted, f"state {api.state(case)}"):
        return
    before = len(between.of(case))
    again = theirs.call(case, message_id=name)
    table.add(REPLAY, "a repeated call is answered with 2xx", 200 <= again.status < 300, f"{again.status}")
    # What does not come cannot be waited for: a second is given.
    doubled = between.wait(lambda: len(between.of(case)) > before, seconds=min(theirs.patience_seconds, 1.0))
    table.add(REPLAY, "and nothing is done twice", not doubled, f"{len(between.of(case))} commands")
    first = between.of(case)[0]
    table.add(REPLAY, "commands carry an Idempotency-Key", len(first.key) >= 8, first.key)
    table.add(REPLAY, "and the version that was read", first.version is not None)


def _retry(api: Api, theirs: Theirs, between: Between, table: Table) -> None:
    case = api.new_case()["case"]
    between.disturb = lambda which, word, nth: "lose" if which == case and nth == 1 else ""
    theirs.call(case)
    tried = between.wait(lambda: len(between.of(case)) > 1, seconds=theirs.patience_seconds)
    table.add(RETRY, "a lost answer is asked for again", tried, f"{len(between.of(case))} commands")
    keys = {each.key for each in between.of(case)}
    table.add(RETRY, "under the same Idempotency-Key", tried and len(keys) == 1, f"{len(keys)} keys")
    events = api.get(f"/cases/{case}").plain.get("version", 0)
    table.add(RETRY, "the case was received once", api.state(case) == "received", f"version {events}")


def _conflict(api: Api, theirs: Theirs, between: Between, table: Table) -> None:
    made = api.new_case()
    case, seen = made["case"], made["version"]
    between.disturb = lambda which, word, nth: "stale" if which == case and nth == 1 else ""
    theirs.call(case)
    resolved = between.wait(lambda: api.state(case) == "received", seconds=theirs.patience_seconds)
    commands = between.of(case)
    told = [each.status for each in commands]
    if 409 not in told:
        table.add(
            CONFLICT, "the version that was read is sent along", bool(told) and told[0] == 200, str(told)
        )
        return
    table.add(CONFLICT, "after 409 the case is read and the command given anew", resolved, str(told))
    versions = [each.version for each in commands]
    is_new = str(versions[-1]) != str(versions[0]) and str(seen) in str(versions[0])
    table.add(CONFLICT, "on the new version", resolved and is_new, str(versions))
    table.add(CONFLICT, "without hammering", len(commands) <= 5, f"{len(commands)} commands")
