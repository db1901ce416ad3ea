"""The worker's turns at mail: fetching, reading what was fetched, sending what was answered."""

from datetime import datetime
from functools import partial

from paht.mail.bounces import Bounced
from paht.mail.collecting import collect
from paht.mail.mailboxes import configured
from paht.mail.raws import CHANNEL
from paht.mail.receiving import receive
from paht.mail.replying import send_replies
from paht.mail.storing import mark_bounced
from paht.messages import inbox, undelivered

BOUNCED: tuple[Bounced, ...] = (mark_bounced, undelivered.bounced)
"""Who hears of our messages that came back: the desk's letters, and the outbox's notices, which go by the same mail
server under Message-IDs of the same form."""


def collect_mail(*, now: datetime) -> int:
    """Fetch what is new in every mailbox whose time has come; how many messages were kept."""
    return collect(configured(), now=now)


def read_mail(*, now: inbox.Moment) -> int:
    """Make drafts and whatever else of what was fetched; how many messages were dealt with."""
    return inbox.work({CHANNEL: partial(receive, listeners=BOUNCED)}, now=now)


def send_mail(*, now: datetime) -> int:
    """Send our letters; how many were handed over."""
    return send_replies(now=now)
