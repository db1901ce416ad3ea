"""What must be true after any number of kills; each fault in words."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from tests.harness.installation import Installation
from tests.harness.senders import Receipt

_CASES = """
SELECT c.code, c.state -> 'files' -> 0 ->> 'sha256', c.jurisdiction_id, encode(f.sha256, 'hex'),
       (SELECT e.content::jsonb -> 'body' -> 'files' -> 0 ->> 'sha256' FROM cases_event e
        WHERE e.case_id = c.id AND e.number = 1),
       ARRAY[
           (SELECT count(*) FROM cases_event e WHERE e.case_id = c.id),
           (SELECT count(*) FROM cases_duty d WHERE d.case_id = c.id),
           (SELECT count(*) FROM messages_outbox o WHERE o.case_id = c.id),
           (SELECT count(*) FROM people_vault_record v WHERE v.id = (c.state -> 'original' ->> 'id')::uuid),
           (SELECT count(*) FROM people_sender s WHERE s.id = c.sender_id)
       ]
FROM cases_case c LEFT JOIN evidence_file f ON f.id = (c.state -> 'files' -> 0 ->> 'id')::uuid
ORDER BY c.code
"""
_PARTS = ("events", "duties", "messages", "vault records", "senders")


def faults(installation: Installation, receipts: Sequence[Receipt]) -> list[str]:
    """Everything that is lost, doubled, half or wrong; empty when every promise was kept."""
    with installation.connect() as connection:
        cases = connection.execute(_CASES).fetchall()  # type: ignore[arg-type]
        deltas = connection.execute("SELECT coalesce(sum(cases), 0) FROM figures_delta").fetchone()
    found = []
    by_code = {str(case[0]): case for case in cases}
    promised = {receipt.code: receipt for receipt in receipts}
    found += [f"{code} was acknowledged and is lost" for code in promised if code not in by_code]
    # Every sender came to a receipt in the end: a case that nobody was told of is a report taken in twice.
    found += [f"{code} is there and nobody holds its receipt" for code in by_code if code not in promised]
    found += [
        f"the photograph {sha256} has {count} reports"
        for sha256, count in Counter(case[1] for case in cases).items()
        if count != 1
    ]
    for code, receipt in promised.items():
        if code in by_code:
            found += _faults_of(installation, receipt, by_code[code])
    if deltas != (len(cases),):
        found.append(f"the counters say {deltas}, there are {len(cases)} cases")
    return found + _faults_of_the_log(installation)


def _faults_of(installation: Installation, receipt: Receipt, case: tuple[object, ...]) -> list[str]:
    code, in_state, jurisdiction_id, in_row, in_event, parts = case
    found = []
    path = installation.home.files / str(jurisdiction_id) / receipt.sha256[:2] / receipt.sha256
    on_disk = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
    for where, sha256 in {"row": in_row, "state": in_state, "event": in_event, "disk": on_disk}.items():
        if sha256 != receipt.sha256:
            found.append(f"{code}: the photograph in the {where} is {sha256}, sent was {receipt.sha256}")
    assert isinstance(parts, list)
    found += [f"{code} has {count} {part}" for part, count in zip(_PARTS, parts, strict=True) if count != 1]
    return found


def _faults_of_the_log(installation: Installation) -> list[str]:
    """The fault that ``./paht verify`` finds."""
    with installation.connect() as connection:
        clean = connection.execute("SELECT count(*) FROM cases_event").fetchone()
    found = json.loads(installation.run("-m", "paht", "verify", "--json"))
    if found["fault"] is not None or clean != (found["events"],):
        return [f"verify: {found}"]
    return []
