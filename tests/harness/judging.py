"""What must be true after any number of kills; each fault in words."""

import hmac
import json
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from paht.evidence.sealing import clear_bytes
from paht.installation.keys import evidence_key
from tests.harness.installation import Installation
from tests.harness.senders import Receipt

_CASES = """
SELECT c.code, c.state -> 'files' -> 0 ->> 'sha256', c.jurisdiction_id, encode(f.sha256, 'hex'), f.id,
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
    code, in_state, jurisdiction_id, in_row, file_id, in_event, parts = case
    found = []
    sent = hmac.digest(
        evidence_key(installation.home), b"%d " % jurisdiction_id + receipt.photo, "sha256"
    ).hex()
    for where, checksum in {"row": in_row, "state": in_state, "event": in_event}.items():
        if checksum != sent:
            found.append(f"{code}: the photograph in the {where} is {checksum}, sent was {sent}")
    assert isinstance(file_id, UUID)
    path = installation.home.files / str(jurisdiction_id) / sent[:2] / f"{sent}.{file_id.hex}"
    if not path.exists() or clear_bytes(path.stat().st_size) != len(receipt.photo):
        found.append(f"{code}: the photograph on the disk is lost, or half there")
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
