"""Who is signed in: one look-up a request, and the session ends with the account, its password or its epoch."""

import uuid
from datetime import datetime

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from paht.people.actors import OFFICIAL, Official, official_of_row
from paht.people.models import Staff

SIGN_IN_BACKEND = "django.contrib.auth.backends.ModelBackend"


def official_of(request: HttpRequest, *, at: datetime) -> Official | None:
    """The official signed in on this request, with the roles held now; ``None`` when nobody is."""
    session = request.session
    if SESSION_KEY not in session or session.get(BACKEND_SESSION_KEY) != SIGN_IN_BACKEND:
        return None
    with connection.cursor() as cursor:
        cursor.execute(OFFICIAL, [at, at, session[SESSION_KEY]])
        row = cursor.fetchone()
    if row is None:
        return None
    account = Staff(pk=row[0], password=row[4], session_epoch=row[5])
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return None
    return official_of_row(row)


def end_all_sessions(*, staff_id: uuid.UUID) -> None:
    """Every session of this account ends at its next request."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_staff SET session_epoch = session_epoch + 1 WHERE id = %s", [staff_id])
