"""Making copies before anybody asks for them, so that no page waits for a large photo."""

from datetime import datetime

from django.db import connection

from paht.evidence.copies import NoCopyError, ensure
from paht.evidence.queries import files
from paht.evidence.records import StoredFile

_BATCH = 200


def make_waiting_copies(*, received_after: datetime) -> int:
    """Make both copies of the pictures received since; those that exist already cost a look at the disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jurisdiction_id, array_agg(id) FROM (SELECT jurisdiction_id, id FROM evidence_file "
            "WHERE received_at >= %s AND media_type LIKE 'image/%%' ORDER BY received_at DESC LIMIT %s) AS late "
            "GROUP BY jurisdiction_id",
            [received_after, _BATCH],
        )
        waiting = cursor.fetchall()
    made = 0
    for jurisdiction_id, ids in waiting:
        for file in files(jurisdiction_id=jurisdiction_id, ids=ids).values():
            made += _copy(file)
    return made


def _copy(file: StoredFile) -> int:
    try:
        ensure(file, size=320)
        ensure(file, size=1280)
    except (NoCopyError, FileNotFoundError):
        # A damaged picture stays as evidence; pages say that it cannot be shown.
        return 0
    return 1
