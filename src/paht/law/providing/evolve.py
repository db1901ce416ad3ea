"""``evolve(provision, event) -> Provision``: the one way a request changes."""

from paht.law.casework.altered import replace
from paht.law.providing.events import (
    PackageDropped,
    PackageEnded,
    PackageMade,
    PackageTaken,
    ProvisionApproved,
    ProvisionAsked,
    ProvisionEvent,
    ProvisionRecalled,
    ProvisionRefused,
)
from paht.law.providing.provision import Provision, ProvisionState


def evolve(provision: Provision, event: ProvisionEvent) -> Provision:
    """The request after the event."""
    return replace(_changed(provision, event), version=provision.version + 1)


def _changed(provision: Provision, event: ProvisionEvent) -> Provision:
    body = event.body
    if isinstance(body, ProvisionAsked):
        return _asked(provision, event, body)
    if isinstance(body, ProvisionApproved):
        decided = replace(provision, decided_at=event.at, decided_by=event.actor.id)
        making = replace(decided, state=ProvisionState.MAKING, granted=body.fields, law=body.law)
        return replace(making, granted_pictures=body.pictures)
    if isinstance(body, PackageMade):
        return replace(provision, state=ProvisionState.READY, package=body.package)
    if isinstance(body, PackageTaken):
        return replace(provision, takings=provision.takings + 1)
    if isinstance(body, PackageDropped):
        return replace(provision, state=ProvisionState.MAKING, package=None)
    if isinstance(body, ProvisionRefused):
        decided = replace(provision, decided_at=event.at, decided_by=event.actor.id)
        return replace(decided, state=ProvisionState.REFUSED, closed_at=event.at)
    if isinstance(body, ProvisionRecalled):
        return replace(provision, state=ProvisionState.RECALLED, closed_at=event.at)
    assert isinstance(body, PackageEnded), body
    return replace(provision, state=ProvisionState.ENDED, closed_at=event.at)


def _asked(provision: Provision, event: ProvisionEvent, body: ProvisionAsked) -> Provision:
    return replace(
        provision,
        asker=event.actor.id,
        body=body.body,
        body_name=body.body_name,
        document=body.document,
        ground=body.ground,
        scope=body.scope,
        personal=body.personal,
        pictures=body.pictures,
        asked_at=event.at,
    )
