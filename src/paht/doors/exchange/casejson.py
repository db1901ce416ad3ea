"""A case as the agency's software gets it: what a handler may see (released text, pictures), never personal data."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail, Row
from paht.doors.agency.casepage import ACTIONS, own_assignment, return_grounds
from paht.doors.pages.allowed import allowed_numbers
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.dossier import commune_name, form_record, papers
from paht.doors.pages.duties import duty_state
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES, ROLE_NAMES
from paht.exchange.mapping import Mapping
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.case import Assignment, FileRef
from paht.law.casework.publicity import released
from paht.law.casework.states import AssignmentState, Stage
from paht.law.editions import get
from paht.law.editions.rows import Edition
from paht.people.actors import Official
from paht.people.redaction import Redactor, redactor

PROPOSED = frozenset({c.ApproveResult})
"""What the regulation leaves to a leader and software may lay before one."""
SOFTWARE_FORMS = {word: form for word, form in FORMS.items() if word != "mark-secret"}
"""The commands by forms that software may give: that something is a state secret is a person's judgement."""


def moment(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def row(each: Row, mapping: Mapping) -> dict[str, Any]:
    """A case in a list."""
    return {
        "id": str(each.id),
        "code": each.code,
        "version": each.version,
        "field": _mapped("field", each.field, mapping),
        "state": _mapped("state", each.assignment_state or "", mapping),
        "assignment": each.assignment,
        "dispatched_at": moment(each.dispatched_at),
        "due_at": moment(each.due_at),
        "clause": each.due_clause,
        "urgent": each.urgent_since is not None,
        "href": href(each.id),
    }


def href(case_id: Any) -> str:
    """Where a case is."""
    return reverse("exchange-case", kwargs={"case_id": case_id})


def whole(
    official: Official, detail: Detail, jurisdiction: Jurisdiction, *, mapping: Mapping, now: datetime
) -> dict[str, Any]:
    """The whole case; the sender's own name and numbers are taken out even of what was released."""
    case, edition = detail.case, get(detail.case.edition)
    own = own_assignment(official, detail)
    clean = redactor(jurisdiction_id=jurisdiction.id, record_id=form_record(detail))
    over = case.stage in (Stage.PUBLISHED, Stage.ANSWERED)
    return {
        "id": str(detail.id),
        "code": detail.code,
        "version": case.version,
        "edition": case.edition,
        "stage": case.stage.value,
        "kind": {"code": case.kind.value, "name": KIND_NAMES[case.kind]},
        "field": {**_mapped("field", case.field.value, mapping), "name": FIELD_NAMES[case.field]},
        "sent_at": moment(case.sent_at),
        "accepted_at": moment(case.accepted_at),
        "withheld": detail.is_withheld,
        "urgent": case.alarm is not None and case.alarm.lowered_at is None,
        "text": clean.released(detail.text(released(case))),
        "place": _place(detail, jurisdiction),
        "pictures": [_file(detail, file) for file in case.files if file.is_picture],
        "papers": [{"name": paper.name, **_file(detail, paper.file)} for paper in papers(detail)],
        "assignment": _assignment(detail, own, edition, clean, mapping, now) if own else None,
        "others": [
            _other(detail, each, clean) for each in case.assignments if own and each.number != own.number
        ],
        "commands": _commands(official, detail, edition),
        "return_grounds": _grounds(own, edition, jurisdiction, now, mapping),
        "answer": clean(detail.text(case.answer)) if over else "",
    }


def _mapped(what: str, code: str, mapping: Mapping) -> dict[str, Any]:
    return {"code": code, "theirs": mapping.theirs(what, code)}


def _place(detail: Detail, jurisdiction: Jurisdiction) -> dict[str, Any] | None:
    place = detail.case.place
    if place is None or detail.is_withheld:
        return None
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "commune": place.commune,
        "commune_name": commune_name(place.commune, jurisdiction),
    }


def _file(detail: Detail, file: FileRef) -> dict[str, Any]:
    address = reverse("exchange-file", kwargs={"case_id": detail.id, "file_id": file.id})
    return {"id": file.id, "media_type": file.media_type, "href": address}


def _assignment(
    detail: Detail, own: Assignment, edition: Edition, clean: Redactor, mapping: Mapping, now: datetime
) -> dict[str, Any]:
    return {
        "number": own.number,
        "role": {"code": own.role.value, "name": ROLE_NAMES.get(own.role, "")},
        "state": _mapped("state", own.state.value, mapping),
        "is_open": own.state.is_open,
        "dispatched_at": moment(own.dispatched_at),
        "received_at": moment(own.received_at),
        "approved_at": moment(own.approved_at),
        "extended_on": own.extended_on.isoformat() if own.extended_on else None,
        "times_urged": own.times_urged,
        "note": clean(_note(detail, own)),
        "result": detail.text(own.result),
        "result_files": [_file(detail, file) for file in own.result_files],
        "duties": [
            {
                "number": duty.number,
                "name": edition.term(duty.term).name,
                "clause": duty.clause,
                "clause_words": clause_words(duty.clause),
                "internal": duty.internal,
                "due_at": moment(duty.due_at),
                "violation_at": moment(duty.violation_at),
                "state": duty_state(duty, now=now),
            }
            for duty in detail.case.duties
            if duty.body == own.agency
        ],
    }


def _note(detail: Detail, own: Assignment) -> str:
    for event in detail.events:
        if isinstance(event.body, e.Dispatched) and event.body.assignment == own.number:
            return detail.text(event.body.note)
    return ""


def _other(detail: Detail, each: Assignment, clean: Redactor) -> dict[str, Any]:
    """Another agency on the case; its result once it is approved."""
    is_given = each.state in (AssignmentState.APPROVED, AssignmentState.ENDED)
    return {
        "agency": detail.agencies.get(each.agency, ""),
        "role": ROLE_NAMES.get(each.role, ""),
        "state": each.state.value,
        "result": clean(detail.text(each.result)) if is_given else "",
    }


def _commands(official: Official, detail: Detail, edition: Edition) -> list[dict[str, Any]]:
    """What the software may do now, and what it may lay before a leader."""
    own = own_assignment(official, detail)
    listed: list[dict[str, Any]] = []
    permits = allowed_numbers(official, detail)
    for word, command in {**ACTIONS, **{f.action: f.command for f in SOFTWARE_FORMS.values()}}.items():
        step = edition.step(command)
        if command in permits and step is not None:
            listed.append({"command": word, "numbers": list(permits[command]), "clause": step.clause})
        elif command in PROPOSED and own and own.state is AssignmentState.SUBMITTED and step is not None:
            listed.append({"command": word, "numbers": [own.number], "clause": step.clause, "proposes": True})
    return listed


def _grounds(
    own: Assignment | None, edition: Edition, jurisdiction: Jurisdiction, now: datetime, mapping: Mapping
) -> list[dict[str, Any]]:
    if own is None or not own.state.is_open:
        return []
    return [
        {
            **_mapped("ground", ground.key, mapping),
            "name": ground.name,
            "clause": ground.clause,
            "until": moment(ground.until),
            "usable": ground.usable,
        }
        for ground in return_grounds(own, edition, jurisdiction, now)
    ]
