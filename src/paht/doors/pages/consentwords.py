"""What is said of questions about a sender's personal data, of grants and of looks."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from paht.consents.queries import LookedAt, Row
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_date
from paht.law.casework.case import Refused
from paht.law.consent import Basis, ConsentState
from paht.law.editions import get
from paht.people.models import ROLE_NAMES

FIELD_NAMES = {
    "name": "Họ và tên",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ liên hệ",
    "identity_number": "Số căn cước công dân",
}
"""The personal fields of any edition's form, in the order in which they are shown."""

_LOOKED_AT = {
    **FIELD_NAMES,
    "description": "Nội dung ông/bà đã viết",
    "phone_index": "Tra cứu phản ánh theo số điện thoại",
}
STATES: dict[ConsentState, tuple[str, str]] = {
    ConsentState.ASKED: ("Đang chờ người gửi trả lời", "warn"),
    ConsentState.GRANTED: ("Đang có hiệu lực", "ok"),
    ConsentState.REFUSED: ("Người gửi không đồng ý", "bad"),
    ConsentState.WITHDRAWN: ("Người gửi đã rút sự đồng ý", "bad"),
    ConsentState.RECALLED: ("Cơ quan đã thôi", "info"),
    ConsentState.LAPSED: ("Không trả lời trong thời hạn, coi như không đồng ý", "info"),
    ConsentState.ENDED: ("Đã hết thời gian được xem", "info"),
    ConsentState.OVER: ("Đã chấm dứt: cơ quan không còn xử lý", "info"),
}
"""Each state in words, with its tone."""


def shown(row: Row, *, now: datetime) -> dict[str, Any]:
    """A question or grant for the templates: who, what, why, how long, what it is now."""
    consent, state = row.consent, row.state(now)
    name, tone = STATES[state]
    document = consent.document
    edition = get(row.case.edition)
    is_asked = consent.basis is Basis.HANDLING
    return {
        "id": row.id,
        "code": row.code,
        "case_id": row.case_id,
        "href": reverse("consent", args=[row.id]),
        "body": row.body,
        "is_outside": not consent.body,
        "fields": names_of(consent.fields),
        "purpose": row.purpose,
        "hours": consent.hours,
        "state": state.value,
        "state_name": name,
        "tone": tone,
        "asked_at": row.asked_at,
        "answer_by": consent.answer_by,
        "ends_at": consent.ends_at,
        "closed_at": consent.closed_at,
        "law": consent.law,
        "is_compelled": consent.basis is Basis.COMPELLED,
        "is_confidential": consent.is_confidential,
        "document": f"số {document.number} ngày {vi_date(document.dated_on)}" if document else "",
        "basis": clause_words(edition.consent_clause if is_asked else edition.provision_clause),
    }


def names_of(fields: frozenset[str]) -> list[str]:
    """The names of the fields, in the order of the form."""
    return [name for key, name in _LOOKED_AT.items() if key in fields]


def looked(look: LookedAt) -> dict[str, Any]:
    """A look for the sender's list: body and office, when, what, why."""
    offices = ", ".join(ROLE_NAMES.get(role, role) for role in look.roles)  # type: ignore[call-overload]
    return {
        "at": look.at,
        "times": look.times,
        "body": look.body or "Cơ quan vận hành hệ thống",
        "office": offices,
        "fields": names_of(look.fields),
        "purpose": look.purpose,
    }


def errors_of(refused: Refused) -> dict[str, str]:
    """Each refusal at its field, with its clause."""
    found = {}
    for each in refused.all:
        clause = clause_words(each.clause)
        found[each.field or ""] = f"{each.reason} (Căn cứ: {clause} Quy chế.)" if clause else each.reason
    return found


def field_options(edition_id: str) -> list[dict[str, str]]:
    """What may be asked for: the fields of the edition's form."""
    form = {field.name for field in get(edition_id).form}
    return [{"value": key, "label": name} for key, name in FIELD_NAMES.items() if key in form]
