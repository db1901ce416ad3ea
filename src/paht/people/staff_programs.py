"""Access of programs in the name of a member of staff: short-lived tokens, each a session of its own.

A token's row is one of those of browsers, so that every rule of a session binds it by the same statement: it ends after
half an hour without work, with the account, with the last membership, and by hand on the person's page. It counts its
hours from the beginning of the session in which it was made, and ends with it. Its key is made otherwise than a
browser's: a token is no cookie, and a cookie no token.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import connection

from paht.identity import new_id
from paht.people.actors import Official
from paht.people.allowances import keyed
from paht.people.session_secrets import device_name, fresh_token
from paht.people.sessions import PROGRAM, official_by_key

LONGEST_NAME = 60

_ISSUE = """
INSERT INTO people_staffsession (id, key, staff_id, device, started_at, seen_at, confirmed_at)
SELECT %(id)s, %(key)s, staff_id, %(device)s, started_at, %(at)s, %(at)s
FROM people_staffsession WHERE id = %(session)s AND staff_id = %(staff)s AND ended_at IS NULL
"""


def issue(*, staff_id: uuid.UUID, session_id: uuid.UUID, name: str, at: datetime) -> str | None:
    """A new token for the program ``name`` of whoever has just confirmed in the session; ``None`` where that has ended
    meanwhile. It is known here and nowhere else afterwards."""
    token = fresh_token()
    given: dict[str, Any] = {
        "id": new_id(),
        "key": _key(token),
        "device": device_name(PROGRAM + name),
        "session": session_id,
        "staff": staff_id,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ISSUE, given)
        return token if cursor.rowcount else None


def official_of_program(token: str, *, at: datetime) -> Official | None:
    """In whose name a program asks, with the roles held now; ``None`` when the token opens nothing (any more). One
    statement."""
    return official_by_key(_key(token), at=at) if token else None


def _key(token: str) -> bytes:
    # Under the installation's key: what a cookie hashes to never is one of these.
    return keyed(f"staff program {token}")
