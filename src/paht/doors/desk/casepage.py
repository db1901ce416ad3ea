"""The page of one case: everything about the report, and the forms that the edition allows this person now."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries import Detail
from paht.doors.desk import evidence, sheet
from paht.doors.desk.actions import ACTIONS
from paht.doors.desk.background import background
from paht.doors.desk.frame import ONWARD, own_stages
from paht.doors.desk.suggested import beside_of, read_words, suggested, verdicts_of
from paht.doors.desk.views import commune_name
from paht.doors.pages.allowed import allowed_numbers
from paht.doors.pages.commandforms.showing import NOTHING, Attempted, command_forms
from paht.doors.pages.course import holding_names, staff_events
from paht.doors.pages.dossier import form_record, papers
from paht.doors.pages.duties import duty_lines
from paht.doors.pages.exchanges import ALL, asked_words, exchanges
from paht.doors.pages.holdings import held_rows
from paht.doors.pages.letters import Attachment, all_answering, answering, composed, letter
from paht.doors.pages.marks import answers, marks, senders_name
from paht.doors.pages.opinions import with_opinion
from paht.doors.pages.paging import write_place
from paht.doors.pages.urgency import urgent_lines
from paht.doors.pages.words import (
    CHANNEL_NAMES,
    FIELD_NAMES,
    KIND_NAMES,
    PLACE_SOURCES,
    ROLE_NAMES,
    clause_text,
    field_options,
)
from paht.evidence.records import StoredFile
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.admission import binding, grounds_for
from paht.law.casework.binding import bound_body
from paht.law.casework.impasse import impasse
from paht.law.casework.publicity import grounds, is_private
from paht.law.casework.states import RequestKind, Stage
from paht.law.editions import get
from paht.law.editions.rows import Edition
from paht.law.evidence.verdicts import Verdict
from paht.people import vault
from paht.people.actors import Official

PHONE_CHECK_NAME = "Kiểm tra qua điện thoại (khẩn cấp, không chờ hình ảnh)"
LOOK_PURPOSE = "Xem hồ sơ phản ánh tại bàn điều hành"
SENDER_FIELDS = {
    "name": "Họ và tên",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "identity_number": "Số căn cước công dân",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What came with the request: the form that was answered with a refusal, with everything typed in it."""

    action: str = ""
    typed: QueryDict = default(default_factory=QueryDict)
    errors: Mapping[str, str] = default(default_factory=dict)
    overtaken_at: int | None = None
    sender: Mapping[str, str] | None = None
    command: Attempted = NOTHING
    back_for: str = ""
    """The condition for whose sake the report is to go back: the form is filled in with the sheet's reason."""


@dataclass(frozen=True, slots=True)
class _Page:
    official: Official
    jurisdiction: Jurisdiction
    detail: Detail
    edition: Edition
    now: datetime
    given: Given
    permits: Mapping[type[c.Command], tuple[int, ...]]
    known: sheet.Known | None = None
    of_words: Sequence[Verdict] = ()


def context(
    *, official: Official, jurisdiction: Jurisdiction, detail: Detail, now: datetime, given: Given
) -> dict[str, Any]:
    """What ``desk/case.html`` shows. The look into the vault is recorded before anything is read."""
    edition = get(detail.case.edition)
    permits = allowed_numbers(official, detail)
    detail = with_opinion(
        detail, jurisdiction_id=jurisdiction.id, actor_id=official.actor.id, purpose=LOOK_PURPOSE
    )
    known = sheet.known(detail, jurisdiction_id=jurisdiction.id)
    page = _Page(official, jurisdiction, detail, edition, now, given, permits, known)
    originals = _originals(page)
    words = read_words(
        detail=detail, original=originals[-1]["text"], edition=edition, jurisdiction=jurisdiction
    )
    verdicts = verdicts_of(words, detail=detail, edition=edition)
    if given.back_for:
        action, typed = sheet.filled_in(detail, edition, known, given.back_for, of_words=verdicts)
        given = replace(given, action=action, typed=typed)
    page = replace(
        page, given=given, of_words=(*beside_of(words, detail=detail, jurisdiction=jurisdiction), *verdicts)
    )
    files = evidence.kept_files(detail, jurisdiction_id=jurisdiction.id)
    photos = evidence.pictures(detail, detail.case.files, files, alt=f"Ảnh hiện trường {detail.code}")
    case = detail.case
    duty = case.earliest_duty
    dispatching = _dispatching(page)
    shown_forms = {slug: action.command in permits for slug, action in ACTIONS.items()}
    return {
        "detail": detail,
        "case": case,
        "edition": edition,
        "stage_key": "supplement_owed"
        if case.open_request(RequestKind.SUPPLEMENT) or case.open_request(RequestKind.VERIFICATION)
        else case.stage.value,
        "supplement_grounds": grounds_for(edition.supplement_grounds, case),
        "refusal_grounds": grounds_for(edition.refusal_grounds, case),
        "is_private": is_private(case),
        "original": originals[-1]["text"],
        "earlier": originals[:-1],
        "accepted_text": detail.text(case.text),
        "photos": photos,
        "place": _place(page),
        "facts": _facts(page),
        "holders": holding_names(detail, edition),
        "duties": duty_lines(detail=detail, edition=edition, jurisdiction=jurisdiction, now=now),
        "held": held_rows(detail, edition, jurisdiction, now=now),
        "findings": _findings(page),
        "assignments": _assignments(page, files),
        "papers": [
            (paper, reverse("desk-photo", args=[detail.id, paper.file.id, 1280])) for paper in papers(detail)
        ],
        "events": list(reversed(staff_events(detail, edition, names=detail.people))),
        "meanwhile": _meanwhile(page),
        "impasse": impasse(case, edition),
        "bound": _bound(page),
        "given": given,
        "typed": given.typed,
        "errors": given.errors,
        "forms_shown": shown_forms,
        "kept": _kept(given) if given.action and not shown_forms.get(given.action) else [],
        "main": "" if case.awaits_force else _main(shown_forms),
        "steps": {slug: edition.step(action.command) for slug, action in ACTIONS.items()},
        "command_ids": {slug: uuid.uuid4() for slug in ACTIONS},
        "sender_fields": SENDER_FIELDS,
        "next_place": write_place(duty.due_at, detail.id) if duty else "",
        "has_own": bool(own_stages(official, edition)),
        **background(official=official, jurisdiction=jurisdiction, detail=detail, edition=edition, now=now),
        **_verifying(page, photos),
        **sheet.context(detail, edition, known, permits),
        "words": sheet.shown_rows(detail, edition, page.of_words, permits),
        **_accepting(page, originals[-1]["text"]),
        **dispatching,
        "suggested": suggested(
            words,
            detail=detail,
            original=originals[-1]["text"],
            edition=edition,
            candidates=dispatching["candidates"],
        ),
        "urgent": urgent_lines(detail=detail, edition=edition, jurisdiction=jurisdiction, now=now),
        **_answering(page, files),
        **_exchanges(page, files),
        **command_forms(
            official=official, jurisdiction=jurisdiction, detail=detail, now=now, attempted=given.command
        ),
    }


def _main(shown_forms: Mapping[str, bool]) -> str:
    """The form that moves the case on."""
    return next((slug for slug, a in ACTIONS.items() if a.command in ONWARD and shown_forms[slug]), "")


def letter_alone(
    *, official: Official, jurisdiction: Jurisdiction, detail: Detail, now: datetime, given: Given
) -> dict[str, Any]:
    """The letter by itself, for a preview beside the form."""
    page = _Page(official, jurisdiction, detail, get(detail.case.edition), now, given, {})
    return _answering(page, evidence.kept_files(detail, jurisdiction_id=jurisdiction.id))


def _bound(page: _Page) -> dict[str, str] | None:
    """The body to which the report must be dispatched, and why."""
    bound = bound_body(page.detail.case, page.edition)
    if bound is None or page.detail.case.stage is not Stage.ACCEPTED:
        return None
    agency = page.detail.agencies.get(bound.agency, "")
    return {"agency": agency, "reason": bound.reason, "clause": clause_text(bound.clause)}


def _originals(page: _Page) -> list[dict[str, Any]]:
    """Every description as it was sent, oldest first; each opening is recorded first (VL.7.5, VL.10.1)."""
    if page.detail.is_withheld:
        return [{"at": page.now, "text": ""}]
    sent = [
        (event.at, uuid.UUID(event.body.original.id))
        for event in page.detail.events
        if isinstance(event.body, e.Sent | e.Supplemented) and not event.body.original.is_blank
    ]
    opened = vault.look(
        jurisdiction_id=page.jurisdiction.id,
        record_ids=[record for _, record in sent],
        fields=frozenset({"description"}),
        actor_id=page.official.actor.id,
        purpose=LOOK_PURPOSE,
    )
    return [{"at": at, "text": opened.get(record, {}).get("description", "")} for at, record in sent]


def _place(page: _Page) -> dict[str, Any] | None:
    place = page.detail.case.place
    if place is None:
        return None
    return {
        "commune": commune_name(page.jurisdiction, place.commune),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "point": f"{place.latitude:.6f}, {place.longitude:.6f}",
        "href": f"geo:{place.latitude:.6f},{place.longitude:.6f}",
        "source": PLACE_SOURCES.get(place.source, place.source),
        "accuracy": place.accuracy_m,
        "km_outside": place.km_outside,
    }


def _facts(page: _Page) -> list[tuple[str, str | None]]:
    case = page.detail.case
    non_public = next((g for g in page.edition.non_public_grounds if g.key == case.non_public_ground), None)
    public = grounds(case, page.edition)
    level = next((level.name for level in page.edition.levels if level.key == case.rating), None)
    return [
        ("Loại nội dung", KIND_NAMES[case.kind]),
        ("Lĩnh vực", FIELD_NAMES[case.field]),
        ("Kênh gửi", CHANNEL_NAMES[case.channel]),
        ("Họ tên người gửi", "Người gửi đồng ý công khai" if case.personal_public else "Không công khai"),
        (
            "Lý do không công khai",
            f"{non_public.name} ({clause_text(non_public.clause)})" if non_public else None,
        ),
        ("Công khai", f"{public.reason} ({clause_text(public.clause)})"),
        ("Đánh giá", level),
    ]


def _findings(page: _Page) -> list[dict[str, Any]]:
    """The recorded verification, condition by condition; the last one counts."""
    verified = [event.body for event in page.detail.events if isinstance(event.body, e.Verified)]
    if not verified:
        return []
    names = {condition.key: condition for condition in page.edition.conditions}
    return [
        {
            "name": names[finding.condition].name if finding.condition in names else PHONE_CHECK_NAME,
            "passed": finding.verdict == "pass",
            "reason": page.detail.text(finding.reason),
        }
        for finding in verified[-1].findings
    ]


def _assignments(page: _Page, files: Mapping[uuid.UUID, StoredFile]) -> list[dict[str, Any]]:
    return [
        {
            "number": assignment.number,
            "agency": page.detail.agencies.get(assignment.agency, ""),
            "superior": page.detail.agencies.get(assignment.superior or "", ""),
            "state": assignment.state.value,
            "role": ROLE_NAMES.get(assignment.role, "") if len(page.detail.case.assignments) > 1 else None,
            "dispatched_at": assignment.dispatched_at,
            "received_at": assignment.received_at,
            "approved_at": assignment.approved_at,
            "result": page.detail.text(assignment.result),
            "photos": evidence.pictures(
                page.detail, assignment.result_files, files, alt=f"Ảnh sau xử lý {page.detail.code}"
            ),
            "times_returned": assignment.times_returned,
        }
        for assignment in page.detail.case.assignments
    ]


def _meanwhile(page: _Page) -> list[Any]:
    """What happened since the version that the person had before them."""
    seen = page.given.overtaken_at
    if seen is None:
        return []
    return staff_events(page.detail, page.edition, names=page.detail.people)[seen:]


def _kept(given: Given) -> list[str]:
    """What was written into a form that is no longer there."""
    hidden = {"csrfmiddlewaretoken", "command_id", "expected_version", "assignment", "agency", "agency_other"}
    texts = [
        value
        for name, values in given.typed.lists()
        if name not in hidden and not name.startswith(("reason_", "guidance_"))
        for value in values
    ]
    chosen = [given.typed.get(f"reason_{given.typed.get('ground', '')}", "")]
    chosen += [given.typed.get(f"guidance_{ground}", "") for ground in given.typed.getlist("grounds")]
    return [text for text in (*texts, *chosen) if " " in text.strip()]


def _verifying(page: _Page, photos: list[dict[str, Any]]) -> dict[str, Any]:
    """The conditions as the officer finds them, filled in where the sheet passes one: never a doubt or a failure."""
    found = page.known.sheet.verdicts if page.known and page.known.sheet else ()
    said = {each.condition: each for each in (*found, *page.of_words)}
    place = page.detail.case.place
    return {
        "outcomes": sheet.OUTCOMES,
        "conditions": [
            {
                "key": condition.key,
                "name": condition.name,
                "clause": clause_text(condition.clause),
                "hints": [] if condition.key in said else evidence.hints(condition.key, photos, place),
                "found": said.get(condition.key),
            }
            for condition in binding(page.edition, page.detail.case)
        ],
    }


def _accepting(page: _Page, original: str) -> dict[str, Any]:
    """The text with proposals of what to mask; the sender's name is looked up only where somebody may accept now."""
    mine = page.given.action == "accept"
    record = str(form_record(page.detail)) if c.Accept in page.permits else None
    name = senders_name(jurisdiction_id=page.jurisdiction.id, record_id=record)
    grounds = [
        (ground.key, f"Không công khai: {ground.name} ({clause_text(ground.clause)})")
        for ground in page.edition.non_public_grounds
    ]
    return {
        "marks": marks(
            page.given.typed.get("text", "") if mine else original,
            answers(page.given.typed) if mine else {},
            name=name,
        ),
        "field_options": field_options(),
        "non_public_options": grounds,
    }


def _dispatching(page: _Page) -> dict[str, Any]:
    if c.Dispatch not in page.permits:
        return {"candidates": [], "bodies": []}
    case = page.detail.case
    candidates = agencies.candidates(
        jurisdiction_id=page.jurisdiction.id,
        field=case.field.value,
        commune=case.place.commune if case.place else "",
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for body in agencies.directory(jurisdiction_id=page.jurisdiction.id):
        name = body.name if body.joined else f"{body.name} (chưa tham gia hệ thống)"
        groups.setdefault(body.kind_name, []).append((str(body.id), name))
    return {"candidates": candidates, "bodies": list(groups.items())}


def _exchanges(page: _Page, files: Mapping[uuid.UUID, StoredFile]) -> dict[str, Any]:
    """What was asked and added after the answer, in the words of whoever asked; the look is recorded."""
    words = asked_words(
        page.detail,
        jurisdiction_id=page.jurisdiction.id,
        actor_id=page.official.actor.id,
        purpose=LOOK_PURPOSE,
    )
    shown = exchanges(page.detail, edition=page.edition, words=words, reader=ALL)
    return {
        "exchanges": shown,
        "exchange_photos": {
            one.number: evidence.pictures(
                page.detail, one.files, files, alt=f"Ảnh cập nhật {page.detail.code}"
            )
            for one in shown
        },
    }


def _answering(page: _Page, files: Mapping[uuid.UUID, StoredFile]) -> dict[str, Any]:
    """The answer, prefilled with the agency's result, and its appendix form."""
    if page.detail.case.stage not in (Stage.CHECKING, Stage.PUBLISHED, Stage.ANSWERED):
        return {"letter": None, "answer": ""}
    assignment = answering(page.detail)
    given = page.detail.text(page.detail.case.answer) or composed(page.detail)
    answer = page.given.typed.get("answer", given)
    refs = tuple(ref for a in all_answering(page.detail) for ref in a.result_files)
    photos = evidence.pictures(page.detail, refs, files, alt="Ảnh sau xử lý")
    attachments = [Attachment(f"{item['name']} sau xử lý", item["href"]) for item in photos]
    made = letter(
        page.detail, edition=page.edition, content=answer, assignment=assignment, attachments=attachments
    )
    return {"letter": made, "answer": answer}
