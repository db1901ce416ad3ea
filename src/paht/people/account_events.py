"""What happened to accounts of staff: who signed in, confirmed, was invited, changed a factor (VL.7.5, VL.20.6).

The log is append-only; this only reads it, and :func:`note` adds to it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from paht.people.factors import RECOVERY
from paht.people.models import PASSKEY, TOTP, AccountEvent

KINDS = {
    "confirmed": "Xác nhận bước hai",
    "confirm_failed": "Xác nhận không thành",
    "invited": "Cấp liên kết mời",
    "invitation_used": "Dùng liên kết mời",
    "factor_added": "Thêm cách xác thực",
    "factor_removed": "Gỡ cách xác thực",
    "recovery_renewed": "Tạo lại mã dự phòng",
    "closed": "Đóng tài khoản",
    "reopened": "Mở lại tài khoản",
    "exported": "Xuất dữ liệu",
    "program": "Cấp mã truy cập cho phần mềm",
}
"""Every kind of event, in the words of the page."""
_FACTORS = {TOTP: "ứng dụng xác thực", PASSKEY: "khóa truy cập", RECOVERY: "mã dự phòng"}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event: whose account, what, and who did it; ``by`` is empty where none of the staff has that key."""

    id: int
    happened_at: datetime
    name: str
    login: str
    what: str
    detail: str
    by: str

    @property
    def said(self) -> str:
        """The detail for a reader: the kind of factor that it begins with in words."""
        kind, *rest = self.detail.split(": ", 1)
        return ": ".join([_FACTORS.get(kind, kind), *rest])


_LISTED = """
SELECT e.id, e.happened_at, s.name, split_part(s.login, '@', 1), e.what, e.detail, coalesce(b.name, '')
FROM people_accountevent e
JOIN people_staff s ON s.id = e.staff_id
LEFT JOIN people_staff b ON b.id = e."by" AND b.jurisdiction_id = s.jurisdiction_id
WHERE s.jurisdiction_id = %(jurisdiction)s
  AND (%(before)s::bigint IS NULL OR e.id < %(before)s)
  AND (%(what)s = '' OR e.what = %(what)s)
  AND (%(words)s = '' OR strpos(lower(unaccent(s.name)), lower(unaccent(%(words)s))) > 0
       OR split_part(s.login, '@', 1) = lower(%(words)s))
ORDER BY e.id DESC
LIMIT %(limit)s
"""


def listed(
    *, jurisdiction_id: int, words: str = "", what: str = "", before: int | None = None, limit: int
) -> list[Happened]:
    """Events of the province's accounts, the latest first, before the event ``before``; of those persons whose name has
    ``words`` in it or whose login they are, of the kind ``what``. One statement."""
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction_id,
        "words": words,
        "what": what,
        "before": before,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, given)
        return [Happened(*row) for row in cursor.fetchall()]


def every(*, jurisdiction_id: int, words: str, what: str, most: int) -> Iterator[Happened]:
    """The same without pages, ``most`` at the most; read a thousand at a time."""
    before, left = None, most
    while left > 0:
        rows = listed(
            jurisdiction_id=jurisdiction_id, words=words, what=what, before=before, limit=min(1000, left)
        )
        yield from rows
        if not rows:
            return
        before, left = rows[-1].id, left - len(rows)


def note(*, staff_id: uuid.UUID, what: str, by: uuid.UUID, at: datetime, detail: str = "") -> None:
    """Add an event; ``what`` is one of :data:`KINDS`."""
    assert what in KINDS
    AccountEvent.objects.create(staff_id=staff_id, happened_at=at, what=what, by=by, detail=detail[:200])
