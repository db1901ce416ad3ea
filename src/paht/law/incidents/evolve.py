"""``evolve(incident, event) -> Incident``: the one way an incident changes."""

from paht.law.casework.altered import replace
from paht.law.incidents.events import (
    IncidentBody,
    IncidentClosed,
    IncidentEvent,
    IncidentNoted,
    IncidentReclassified,
    IncidentReported,
    NoticeRecorded,
)
from paht.law.incidents.incident import Incident


def evolve(incident: Incident, event: IncidentEvent) -> Incident:
    """The incident after the event."""
    return replace(_changed(incident, event), version=incident.version + 1)


def _changed(incident: Incident, event: IncidentEvent) -> Incident:
    body: IncidentBody = event.body
    if isinstance(body, IncidentReported):
        return replace(
            incident, kind=body.kind, found_at=body.found_at, reported_at=event.at, notice=body.notice
        )
    if isinstance(body, IncidentReclassified):
        return replace(incident, kind=body.kind, notice=body.notice)
    if isinstance(body, NoticeRecorded):
        assert incident.notice is not None
        return replace(incident, notice=replace(incident.notice, done_at=body.given_at))
    if isinstance(body, IncidentClosed):
        return replace(incident, closed_at=event.at)
    assert isinstance(body, IncidentNoted), body
    return incident
