"""How often something may be tried at the doors, by whom it can be told: phone, address, account, and in all.

Each question is one statement (:mod:`paht.people.attempts`), whatever it counts. Numbers are for a window of a quarter
of an hour. Networks of mobile phones put thousands of people behind one IPv4 address: therefore an address that sends
often is first asked for work (:mod:`paht.doors.citizen.work`), and refused only far beyond.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from paht.doors.pages.devices import address_of
from paht.people import attempts
from paht.people.actors import Official
from paht.people.networks import network_of

CONFIRMATIONS_PER_CASE, CONFIRMATIONS_PER_ADDRESS = 5, 60
"""Wrong phone numbers for one report, and from one address."""
LOOK_UPS_PER_ADDRESS = 60
"""Codes of which no report is known, from one address."""
INCIDENTS_PER_ACCOUNT = 20
"""Incidents that one member of staff reports."""

WINDOW_WORDS = "15 phút"


def may_confirm_phone(request: HttpRequest, *, case_id: str, at: datetime) -> bool:
    """Count a try to prove to be the sender by the phone number."""
    return attempts.spend(_confirming(request, case_id), at=at)


def phone_was_right(request: HttpRequest, *, case_id: str) -> None:
    """It was: the try does not count."""
    attempts.give_back(*_confirming(request, case_id))


def _confirming(request: HttpRequest, case_id: str) -> dict[str, int]:
    return {
        f"confirm:case:{case_id}": CONFIRMATIONS_PER_CASE,
        f"confirm:address:{network_of(address_of(request))}": CONFIRMATIONS_PER_ADDRESS,
    }


def may_miss(request: HttpRequest, *, at: datetime) -> bool:
    """Count a code of which no report is known."""
    return attempts.spend({f"miss:{network_of(address_of(request))}": LOOK_UPS_PER_ADDRESS}, at=at)


def may_report_incident(official: Official, *, at: datetime) -> bool:
    """Count a report of an incident."""
    return attempts.spend({f"incident:{official.id}": INCIDENTS_PER_ACCOUNT}, at=at)


def factor() -> int:
    """By how much an operator widens the limits of sending (``PAHT_LIMIT_FACTOR``); a load test does."""
    return int(settings.LIMIT_FACTOR)
