"""An agency's codes beside ours: for fields, states of its work and grounds of return. Every version is kept.

A mapping is JSON: ``{"field": {"road": "GT01"}, "state": {"dispatched": "MOI"}, "ground": {"not_competent": "L1"}}``.
Our code always goes along; a code that is not mapped has no counterpart and is sent as ours alone.
"""

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from paht.law.casework.states import AssignmentState, Field
from paht.law.editions.rows import Edition

WHAT = ("field", "state", "ground")
"""What can be mapped, by the names of the file."""
LONGEST, MOST = 40, 200
"""Characters of a code; codes of one kind."""
LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Mapping:
    """Ours to theirs, by kind; ``version`` 0 is the empty one that everybody begins with."""

    version: int = 0
    content: dict[str, dict[str, str]] = field(default_factory=dict)

    def theirs(self, what: str, ours: str) -> str | None:
        """Their code for one of ours; ``None`` where there is none."""
        return self.content.get(what, {}).get(ours)

    def ours(self, what: str, code: str) -> str:
        """Our code for one of theirs; a code of ours, and an unknown one, as it is."""
        known = self.content.get(what, {})
        if code in known:
            return code
        return next((our for our, their in known.items() if their == code), code)


def known_codes(edition: Edition) -> dict[str, frozenset[str]]:
    """Our codes of each kind under the edition."""
    return {
        "field": frozenset(each.value for each in Field),
        "state": frozenset(each.value for each in AssignmentState),
        "ground": frozenset(ground.key for ground in edition.return_grounds),
    }


def validated(raw: Any, edition: Edition) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The mapping that was read, and everything that is wrong with it, in words."""
    if not isinstance(raw, dict):
        return {}, ["Bảng ánh xạ phải là một đối tượng JSON."]
    problems = [
        f"Không có nhóm mã “{str(name)[:LONGEST]}”; chỉ có: {', '.join(WHAT)}."
        for name in raw
        if name not in WHAT
    ]
    known, content = known_codes(edition), {}
    for what in WHAT:
        rows = raw.get(what, {})
        if not isinstance(rows, dict) or len(rows) > MOST:
            problems.append(f"Nhóm “{what}” phải là đối tượng có tối đa {MOST} mã.")
            continue
        problems += _problems(what, rows, known[what])
        content[what] = {str(our): their for our, their in rows.items() if isinstance(their, str)}
    return content, problems


def _problems(what: str, rows: dict[Any, Any], known: Collection[str]) -> list[str]:
    problems, seen = [], dict[str, str]()
    for our, their in rows.items():
        if our not in known:
            problems.append(f"{what}: hệ thống không có mã “{str(our)[:LONGEST]}”.")
        if not isinstance(their, str) or not 0 < len(their.strip()) <= LONGEST:
            problems.append(
                f"{what}: mã đối ứng của “{str(our)[:LONGEST]}” phải là chữ, tối đa {LONGEST} ký tự."
            )
        elif what == "ground" and their in seen:
            problems.append(
                f"{what}: “{their}” đứng cho cả “{seen[their]}” và “{our}”, nên không dịch ngược được."
            )
        elif what == "ground" and their in known and their != our:
            problems.append(f"{what}: “{their}” cũng là một mã khác của hệ thống, nên không dịch ngược được.")
        else:
            seen[their] = str(our)
    return problems


def current(*, jurisdiction_id: int, agency_id: uuid.UUID) -> Mapping:
    """The mapping that the agency has in force."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, content FROM exchange_mapping WHERE jurisdiction_id = %s AND agency_id = %s "
            "ORDER BY version DESC LIMIT 1",
            [jurisdiction_id, agency_id],
        )
        row = cursor.fetchone()
    if row is None:
        return Mapping()
    return Mapping(row[0], json.loads(row[1]) if isinstance(row[1], str) else row[1])


def put_in_force(
    *,
    jurisdiction_id: int,
    agency_id: uuid.UUID,
    content: dict[str, dict[str, str]],
    after: int,
    by: uuid.UUID,
    at: datetime,
) -> bool:
    """A new version, from now on; false where somebody put another one in force after version ``after``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO exchange_mapping (jurisdiction_id, agency_id, version, content, made_by, made_at) "
            "SELECT %s, %s, %s, %s, %s, %s WHERE (SELECT coalesce(max(version), 0) FROM exchange_mapping "
            "WHERE jurisdiction_id = %s AND agency_id = %s) = %s ON CONFLICT DO NOTHING",
            [
                jurisdiction_id,
                agency_id,
                after + 1,
                json.dumps(content),
                by,
                at,
                jurisdiction_id,
                agency_id,
                after,
            ],
        )
        return bool(cursor.rowcount == 1)
