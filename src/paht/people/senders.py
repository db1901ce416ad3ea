"""Senders: known by a keyed blind index of the phone number, never by the number itself."""

import hashlib
import hmac
from functools import cache

from django.conf import settings

from paht.installation.keys import index_key
from paht.law.casework.admission import phone_number


def phone_index(*, jurisdiction_id: int, phone: str) -> bytes:
    """The blind index of a phone number, 32 bytes: equal for equal numbers however typed, useless without the key."""
    message = f"{jurisdiction_id} {phone_number(phone)}".encode()
    return hmac.digest(_key(), message, hashlib.sha256)


@cache
def _key() -> bytes:
    return index_key(settings.HOME)
