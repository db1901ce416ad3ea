"""The brake on sending: limits by address and in all, and in place of picture puzzles a piece of work that the browser
does by itself. (How often a phone number sends is asked where the report is written: ``sending.send``.)

Nobody is asked to see, hear or understand anything. Where much comes from one address, or in all, the form comes back
with everything typed and the browser looks for a number (a second or two of hashing) before it can be sent again. The
work is bound to the form's own signed word, which is good for one report, so each report costs its own. A browser
without scripts is told to send again later. Something urgent is never braked.
"""

import hashlib
from datetime import datetime
from enum import Enum

from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.pages import limits
from paht.people import attempts
from paht.people.networks import network_of

PER_PHONE = 10
ADDRESS_WORKS, ADDRESS_STOPS = 20, 400
ALL_WORK, ALL_STOP = 1500, 15_000
"""Reports in a quarter of an hour: from when on each costs work, and from when on no more is taken."""

BITS = 16
"""Zero bits that the hash begins with: some 65,000 hashes on average, one when it is checked."""
LONGEST = 20


class Brake(Enum):
    """What stands between a report and being taken in."""

    NONE = "none"
    WORK = "work"
    STOP = "stop"


def per_phone() -> int:
    """How many reports a number may send within ``first_step.LATELY``."""
    return PER_PHONE * limits.factor()


def brake(*, jurisdiction: Jurisdiction, address: str, at: datetime) -> Brake:
    """Count a report about to be sent; mostly without a statement, for sending has its own to pay for."""
    by_address, in_all = _counted(jurisdiction, address)
    tries = often.count((by_address, in_all), at=at)
    wide = limits.factor()
    if tries[by_address] > ADDRESS_STOPS * wide or tries[in_all] > ALL_STOP * wide:
        return Brake.STOP
    is_much = tries[by_address] > ADDRESS_WORKS * wide or tries[in_all] > ALL_WORK * wide
    return Brake.WORK if is_much else Brake.NONE


def was_refused(*, jurisdiction: Jurisdiction, address: str) -> None:
    """The report was not taken in: the try does not count."""
    often.give_back(*_counted(jurisdiction, address))


def is_done(word: str, work: str) -> bool:
    """Whether the browser found the number for the form's word."""
    if not work.isdecimal() or len(work) > LONGEST:
        return False
    digest = hashlib.sha256(f"{word}:{work}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0


def _counted(jurisdiction: Jurisdiction, address: str) -> tuple[str, str]:
    return f"send:address:{jurisdiction.id}:{network_of(address)}", f"send:all:{jurisdiction.id}"


often = attempts.Often()
"""The counts of this process."""
