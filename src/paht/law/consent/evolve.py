"""``evolve(consent, event) -> Consent``: the one way in which it changes."""

from paht.law.casework.altered import replace
from paht.law.consent.consent import Consent, ConsentState
from paht.law.consent.events import (
    ConsentAsked,
    ConsentBody,
    ConsentEvent,
    ConsentGiven,
    ConsentRecalled,
    ConsentRefused,
    ConsentWithdrawn,
    Looked,
)

_CLOSED: dict[type[ConsentBody], ConsentState] = {
    ConsentRefused: ConsentState.REFUSED,
    ConsentWithdrawn: ConsentState.WITHDRAWN,
    ConsentRecalled: ConsentState.RECALLED,
}


def evolve(consent: Consent, event: ConsentEvent) -> Consent:
    """It after the event."""
    return replace(_changed(consent, event), version=consent.version + 1)


def _changed(consent: Consent, event: ConsentEvent) -> Consent:
    body = event.body
    if isinstance(body, ConsentAsked):
        return replace(
            consent,
            case=body.case,
            basis=body.basis,
            body=body.body,
            body_name=body.body_name,
            fields=body.fields,
            hours=body.hours,
            law=body.law,
            document=body.document,
            is_confidential=body.is_confidential,
            asked_at=event.at,
            ends_at=body.ends_at,
        )
    if isinstance(body, ConsentGiven):
        return replace(consent, answered_at=event.at, ends_at=body.ends_at)
    if type(body) in _CLOSED:
        answered = event.at if isinstance(body, ConsentRefused) else consent.answered_at
        return replace(consent, closed_as=_CLOSED[type(body)], closed_at=event.at, answered_at=answered)
    assert isinstance(body, Looked), body
    return consent
