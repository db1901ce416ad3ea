"""A body takes part in the system from a moment on; until then nothing can be dispatched to it (VL.11.5, VL.11.6)."""

import uuid
from datetime import datetime

from paht.agencies.models import Agency


def join(*, jurisdiction_id: int, agency_id: uuid.UUID, at: datetime) -> bool:
    """Let a body of the province take part; whether it did not before."""
    waiting = Agency.objects.filter(jurisdiction_id=jurisdiction_id, pk=agency_id, joined_at__isnull=True)
    return waiting.update(joined_at=at) == 1


def designate_coordinator(*, jurisdiction_id: int, agency_id: uuid.UUID, designated: bool) -> bool:
    """Record whether the People's Committee designated the body to coordinate (VL.17); whether there is such a body
    that takes part."""
    bodies = Agency.objects.filter(jurisdiction_id=jurisdiction_id, pk=agency_id, joined_at__isnull=False)
    return bodies.update(is_coordinator=designated) == 1
