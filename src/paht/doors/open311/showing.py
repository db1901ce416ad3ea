"""A case as a service request. What was published is shown as its public page shows it; of any other, whoever was told
its identifier learns how far it is, and not a word, place or picture. The code stays the sender's: it is in no list."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries.published import Published
from paht.doors.open311.reading import CLOSED, OPEN
from paht.doors.pages.words import FIELD_NAMES, STAGE_NAMES
from paht.law.casework.case import Case
from paht.law.casework.publicity import public_copy
from paht.law.casework.results import result_files

LONGEST = 4000


def moment(at: datetime) -> str:
    """In the standard's form, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown(found: Published, *, jurisdiction: Jurisdiction, origin: str) -> dict[str, Any]:
    """A published case with every element of the standard."""
    return {
        "service_request_id": str(found.id),
        "status": CLOSED,
        "status_notes": cut(found.answer) or None,
        "service_name": FIELD_NAMES.get(found.case.field, ""),
        "service_code": str(found.case.field),
        "description": cut(found.text) or None,
        "agency_responsible": found.agency or None,
        "service_notice": origin + reverse("citizen-result", args=[found.id]),
        "requested_datetime": moment(found.sent_at),
        "updated_datetime": moment(found.published_at),
        "expected_datetime": None,
        "address": place_name(jurisdiction, found.commune) or None,
        "address_id": found.commune or None,
        "zipcode": None,
        "lat": found.latitude,
        "long": found.longitude,
        "media_url": media_url(found.case, origin),
    }


def followed(case: Case, *, sent_at: datetime, updated_at: datetime) -> dict[str, Any]:
    """How far a case is that nobody but the holder of its identifier may follow."""
    return {
        "service_request_id": case.id,
        "status": CLOSED if case.stage.is_end else OPEN,
        "status_notes": STAGE_NAMES.get(case.stage, ""),
        "service_name": FIELD_NAMES.get(case.field, ""),
        "service_code": str(case.field),
        "description": None,
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": moment(sent_at),
        "updated_datetime": moment(updated_at),
        "expected_datetime": None,
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def media_url(case: Case, origin: str) -> str | None:
    """The public copy of the first picture that has one, the sender's before the agency's."""
    for file in (*case.files, *result_files(case)):
        if file.media_type.startswith("image/") and public_copy(case, file.id) is not None:
            return origin + reverse("citizen-photo", args=[case.id, file.id, 1280])
    return None


def place_name(jurisdiction: Jurisdiction, commune: str) -> str:
    """The commune as its pages name it; ``""`` for none."""
    try:
        return jurisdiction.province.full_name(jurisdiction.province.commune(code=commune))
    except KeyError:
        return ""


def cut(text: str) -> str:
    """At most as long as the standard lets a description be."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
