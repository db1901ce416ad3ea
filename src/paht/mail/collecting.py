"""The worker's turn at the mailboxes: each is asked when its time has come; one that fails is asked again later, and
the desk sees since when."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from paht.mail import raws
from paht.mail.mailboxes import Mailbox
from paht.mail.sources import Fetched, Place, SourceFailed, fetch
from paht.walls.here import within

log = logging.getLogger("paht.mail")

WHILE_FAILING = timedelta(seconds=60)
CLAIMED = timedelta(minutes=10)
"""For so long a mailbox is one worker's: longer than a turn may take."""

_CLAIM = """
INSERT INTO mail_mailbox AS known (jurisdiction_id, name, due_at) VALUES (%(jurisdiction)s, %(name)s, %(until)s)
ON CONFLICT (jurisdiction_id, name) DO UPDATE SET due_at = excluded.due_at WHERE known.due_at <= %(at)s
RETURNING uid_validity, last_uid
"""
_REACHED = """
UPDATE mail_mailbox SET uid_validity = %(validity)s, last_uid = %(uid)s
WHERE jurisdiction_id = %(jurisdiction)s AND name = %(name)s
"""
_SETTLE = """
UPDATE mail_mailbox SET due_at = %(due)s, problem = %(problem)s,
    seen_at = CASE WHEN %(problem)s = '' THEN %(at)s ELSE seen_at END,
    problem_since = CASE WHEN %(problem)s = '' THEN NULL ELSE coalesce(problem_since, %(at)s) END
WHERE jurisdiction_id = %(jurisdiction)s AND name = %(name)s
"""


def collect(mailboxes: tuple[Mailbox, ...], *, now: datetime) -> int:
    """Ask every mailbox whose time has come; how many messages were kept that were not there before."""
    return sum(_collect(each, now=now) for each in mailboxes)


def _collect(mailbox: Mailbox, *, now: datetime) -> int:
    with within(mailbox.jurisdiction_id):
        row = _one(_CLAIM, mailbox, at=now, until=now + CLAIMED)
        if row is None:
            return 0
        kept, problem = 0, ""

        def take(fetched: Fetched) -> None:
            nonlocal kept
            kept += raws.keep(mailbox, fetched, now=now)

        def reached(place: Place) -> None:
            _one(_REACHED, mailbox, validity=place.uid_validity, uid=place.last_uid)

        try:
            fetch(mailbox, Place(*row), take=take, reached=reached)
        except SourceFailed as error:
            problem = str(error)
            log.warning("a mailbox could not be read: %s", problem)
        wait = WHILE_FAILING if problem else timedelta(seconds=mailbox.every_seconds)
        _one(_SETTLE, mailbox, at=now, due=now + wait, problem=problem)
        return kept


def _one(statement: str, mailbox: Mailbox, **given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"jurisdiction": mailbox.jurisdiction_id, "name": mailbox.name, **given})
        return cursor.fetchone() if cursor.description else None
