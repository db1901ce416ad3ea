"""``evolve(standing, event) -> Standing``: the one way a standing changes."""

from paht.law.casework.altered import replace
from paht.law.standing.events import Lifted, Locked, StandingBody, StandingEvent, ViolationRecorded
from paht.law.standing.standing import Standing, Violation


def evolve(standing: Standing, event: StandingEvent) -> Standing:
    """The standing after the event."""
    return replace(_changed(standing, event), version=standing.version + 1)


def _changed(standing: Standing, event: StandingEvent) -> Standing:
    body: StandingBody = event.body
    if isinstance(body, ViolationRecorded):
        violation = Violation(body.lock, body.ground, body.case, event.at, body.counts)
        return replace(standing, violations=(*standing.violations, violation))
    if isinstance(body, Locked):
        if body.until is None:
            return replace(standing, account_locked_at=event.at)
        return replace(standing, interaction_locked_until=body.until)
    assert isinstance(body, Lifted), body
    return replace(standing, account_locked_at=None)
