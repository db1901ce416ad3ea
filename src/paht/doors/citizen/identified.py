"""Who has proven just now, by a one-time code, to be a data subject on this browser: for a quarter of an hour."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from paht import clock, signing
from paht.cases import queries
from paht.doors.citizen.signed import citizen_of, keep
from paht.doors.pages.province import province_of
from paht.subjects.subject import DataSubject, subject_of_citizen, subject_of_report

COVERS = timedelta(minutes=15)
COOKIE = f"{'__Host-' if settings.IS_HTTPS else ''}du-lieu"
_SALT = "paht.citizen.data-subject"


@cache
def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def candidate(request: HttpRequest, code: str = "") -> DataSubject | None:
    """Who would be proven by a code: the person signed in, else the sender of the report with that code (as stored)."""
    citizen = citizen_of(request)
    if citizen is not None:
        return subject_of_citizen(citizen)
    jurisdiction_id = province_of(request).id
    detail = queries.followed(jurisdiction_id=jurisdiction_id, code=code) if code else None
    return subject_of_report(detail, jurisdiction_id=jurisdiction_id) if detail else None


def give(answer: HttpResponse, subject: DataSubject, *, code: str) -> None:
    """The browser may act as the subject for a while; ``code`` is the report's, for whoever has no account."""
    about = "p" if subject.person_id else code
    word = f"{subject.jurisdiction_id}.{subject.key.hex}.{about}.{int(clock.now().timestamp())}"
    keep(answer, COOKIE, _signer().sign(word), int(COVERS.total_seconds()))


def subject_of(request: HttpRequest) -> DataSubject | None:
    """The subject who proved it on this browser within the last quarter of an hour; ``None`` otherwise. Whoever has an
    account must still be signed in as that person."""
    try:
        owner, key, about, second = _signer().unsign(request.COOKIES.get(COOKIE, "")).split(".")
        proven_at, proven = datetime.fromtimestamp(int(second), UTC), uuid.UUID(hex=key)
    except (signing.BadSignature, ValueError):
        return None
    if owner != str(province_of(request).id) or not timedelta(0) <= clock.now() - proven_at < COVERS:
        return None
    citizen = citizen_of(request)
    if (citizen is not None) != (about == "p"):
        return None
    subject = candidate(request, "" if about == "p" else about)
    return subject if subject is not None and subject.key == proven else None
