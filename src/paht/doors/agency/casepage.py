"""The case page of an agency: what was accepted, what is owed by when and why, and what may be done now."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from paht import clock
from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.cases.queries import Detail
from paht.doors.agency.tabs import shell
from paht.doors.pages import consents
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.showing import NOTHING, Attempted, command_forms
from paht.doors.pages.dossier import commune_name, form_record, papers, photos, place_facts, timeline
from paht.doors.pages.duties import duty_lines
from paht.doors.pages.exchanges import AGENCY, exchanges
from paht.doors.pages.holdings import held_rows
from paht.doors.pages.letters import Attachment, Letter, letter
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.urgency import urgent_lines
from paht.doors.pages.words import CHANNEL_NAMES, FIELD_NAMES, KIND_NAMES, ROLE_NAMES
from paht.evidence import tokens
from paht.identity import new_id
from paht.law.casework import commands as c
from paht.law.casework import events as e
from paht.law.casework.authority import permitted
from paht.law.casework.case import Assignment, FileRef
from paht.law.casework.publicity import released
from paht.law.casework.states import AssignmentRole, AssignmentState
from paht.law.editions import get
from paht.law.editions.rows import Edition
from paht.law.worktime import due
from paht.people.actors import Official
from paht.people.redaction import Redactor, original_text, redactor, travelling

PURPOSE = "Đối chiếu nguyên văn (đã che thông tin cá nhân) khi xử lý phản ánh"
URGENT_PURPOSE = "Xử lý khẩn cấp: đọc nguyên văn chưa che thông tin cá nhân"

ACTIONS: dict[str, type[c.AssignmentCommand]] = {
    "receive": c.Receive,
    "return": c.ReturnAssignment,
    "begin": c.BeginHandling,
    "result": c.RecordResult,
    "submit": c.SubmitResult,
    "approve": c.ApproveResult,
    "reject": c.RejectResult,
}
"""The word in the address and the command that it gives."""

DONE = {
    "receive": "Đã ghi nhận cơ quan tiếp nhận phản ánh.",
    "return": "Đã trả lại bước trước, kèm nội dung đã ghi.",
    "begin": "Đã ghi nhận bắt đầu xử lý.",
    "result": "Đã ghi kết quả xử lý. Bước tiếp theo: trình lãnh đạo phê duyệt.",
    "submit": "Đã trình lãnh đạo phê duyệt.",
    "approve": "Đã phê duyệt. Kết quả đã được chuyển đi.",
    "reject": "Đã trả lại chuyên viên để hoàn thiện.",
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody tried and did not get done: the action, everything typed, the files kept, and why."""

    action: str
    typed: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[FileRef] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    preview: bool = False


@dataclass(frozen=True, slots=True)
class ReturnGround:
    """A ground of return with its window: until when it is in time, and whether it can still be used."""

    key: str
    name: str
    clause: str
    until: datetime | None
    passed: bool
    usable: bool
    names_responsible: bool
    guidance: str


def file_ids(detail: Detail) -> frozenset[str]:
    """Every file that belongs to the case: the sender's, and those of the results that it ever had."""
    recorded = (
        event.body.files
        for event in detail.events
        if isinstance(event.body, e.ResultRecorded | e.OutcomeEntered | e.UpdateOffered)
    )
    return frozenset(file.id for files in (detail.case.files, *recorded) for file in files) | {
        paper.file.id for paper in papers(detail)
    }


def own_assignment(official: Official, detail: Detail) -> Assignment | None:
    """The assignment with which the official's body is charged, the latest one first; ``None`` for a body that
    only follows its subordinates."""
    mine = [a for a in detail.case.assignments if a.agency == str(official.agency_id)]
    return max(mine, key=lambda a: (a.state.is_open, a.number), default=None)


def response(
    request: HttpRequest,
    official: Official,
    detail: Detail,
    *,
    attempt: Attempt | None = None,
    attempted: Attempted = NOTHING,
    status: int = 200,
    messages: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """The page, with what was tried in vain kept in its form."""
    jurisdiction, now = province_of(request), clock.now()
    framed = shell(official, load=queries.agency_load(official, now=now), current="")
    return render(
        request,
        "agency/case.html",
        {
            **framed,
            **context(official, detail, jurisdiction, now, attempt or Attempt("")),
            **consents.asking(official, detail),
            "urgent": urgent_lines(
                detail=detail, edition=get(detail.case.edition), jurisdiction=jurisdiction, now=now
            ),
            **command_forms(
                official=official, jurisdiction=jurisdiction, detail=detail, now=now, attempted=attempted
            ),
            "messages": [*framed["messages"], *(messages or [])],
        },
        status=status,
    )


def context(
    official: Official, detail: Detail, jurisdiction: Jurisdiction, now: datetime, attempt: Attempt
) -> dict[str, Any]:
    """What the template shows; the sender's own data are taken out of every text of others."""
    case, edition = detail.case, get(detail.case.edition)
    clean = redactor(jurisdiction_id=jurisdiction.id, record_id=form_record(detail))
    own = own_assignment(official, detail)
    shown = own or (case.assignments[-1] if case.assignments else None)
    may = _may(official, detail, edition, own)
    result_photos = photos(
        files=shown.result_files if shown else (),
        jurisdiction_id=jurisdiction.id,
        href=lambda file_id, size: _photo(detail, file_id, size),
        alt="Ảnh sau xử lý, số",
    )
    return {
        "detail": detail,
        "case": case,
        "edition": edition,
        "own": own,
        "goes_to": "cơ quan chủ trì" if own and own.role is AssignmentRole.COOPERATING else "Trung tâm",
        "shown": shown,
        "agency_name": detail.agencies.get(shown.agency, "") if shown else "",
        "may": may,
        "facts": _facts(detail, jurisdiction),
        "place": place_facts(case, jurisdiction),
        "accepted": (accepted := clean.released(detail.text(released(case)))),
        **_originals(official, detail, own, accepted),
        "dispatch_note": clean(_dispatch_note(detail, shown)),
        "setbacks": _setbacks(detail, edition, shown, clean),
        "duties": duty_lines(
            detail=detail,
            edition=edition,
            jurisdiction=jurisdiction,
            now=now,
            assignment=shown.number if shown else 0,
        ),
        "photos": photos(
            files=case.files,
            jurisdiction_id=jurisdiction.id,
            href=lambda file_id, size: _photo(detail, file_id, size),
            alt="Ảnh người gửi, số",
        ),
        "result": detail.text(shown.result) if shown else "",
        "to_agree": _to_agree(detail, own, clean),
        "result_photos": result_photos,
        "papers": [(paper, _photo(detail, paper.file.id, 1280)) for paper in papers(detail)],
        **_exchanges(official, detail, edition),
        "letter": letter(
            detail,
            edition=edition,
            content=detail.text(shown.result),
            assignment=shown,
            attachments=[
                Attachment(f"Ảnh sau xử lý {number}", photo["href"])
                for number, photo in enumerate(result_photos, start=1)
            ],
        )
        if shown
        else None,
        "others": _others(detail, own, clean, jurisdiction.id),
        "events": timeline(detail=detail, edition=edition, jurisdiction_id=jurisdiction.id, clean=clean),
        "held": held_rows(detail, edition, jurisdiction, now=now),
        "form": _form(official, detail, edition, jurisdiction, own, may, attempt, now),
    }


def _exchanges(official: Official, detail: Detail, edition: Edition) -> dict[str, Any]:
    """What was asked and added after the answer, as far as it was passed on, in the words that were released."""
    shown = exchanges(detail, edition=edition, reader=AGENCY)
    return {
        "exchanges": shown,
        "exchange_photos": {
            one.number: photos(
                files=one.files,
                jurisdiction_id=official.jurisdiction_id,
                href=lambda file_id, size: _photo(detail, file_id, size),
                alt="Ảnh cập nhật, số",
            )
            for one in shown
        },
    }


def preview_letter(
    official: Official, detail: Detail, *, text: str, kept: Sequence[Mapping[str, str]] = ()
) -> Letter:
    """The result as it is being written, in the form of the appendix; undated until it is approved."""
    attachments = [Attachment(file["name"], file.get("thumbnail", "")) for file in kept]
    return letter(
        detail,
        edition=get(detail.case.edition),
        content=text,
        assignment=own_assignment(official, detail),
        attachments=attachments,
    )


def _may(official: Official, detail: Detail, edition: Edition, own: Assignment | None) -> frozenset[str]:
    """The words of the actions that the edition's table permits this person on their own assignment now."""
    if own is None:
        return frozenset()
    permits = permitted(case=detail.case, actor=official.actor, edition=edition)
    return frozenset(word for word, command in ACTIONS.items() if (command, own.number) in permits)


def _form(
    official: Official,
    detail: Detail,
    edition: Edition,
    jurisdiction: Jurisdiction,
    own: Assignment | None,
    may: frozenset[str],
    attempt: Attempt,
    now: datetime,
) -> dict[str, Any]:
    files = attempt.files if attempt.files is not None else (own.result_files if own else ())
    typed = dict(attempt.typed)
    typed.setdefault("result", detail.text(own.result) if own else "")
    kept = [_kept(detail, file, jurisdiction.id) for file in files]
    # A form whose action is no longer permitted is not shown, and what was typed into it must not be lost.
    orphaned = (
        ""
        if not attempt.action or attempt.action in may
        else "\n".join(
            value for key, value in attempt.typed.items() if key in ("note", "result") and value.strip()
        )
    )
    returning = "return" in may
    needs_photo = bool(edition.after_photo_clause) and detail.case.field.value in edition.after_photo_fields
    return {
        "action": attempt.action,
        "typed": typed,
        "errors": dict(attempt.errors),
        "orphaned": orphaned,
        "command_id": new_id(),
        "preview": preview_letter(official, detail, text=typed["result"], kept=kept)
        if attempt.preview
        else None,
        "kept": kept,
        "needs_photo": clause_words(edition.after_photo_clause)
        if needs_photo and edition.after_photo_clause
        else "",
        "grounds": return_grounds(own, edition, jurisdiction, now) if returning and own else [],
        "bodies": [
            body.name
            for body in (agencies.directory(jurisdiction_id=jurisdiction.id) if returning else [])
            if body.id != official.agency_id
        ],
        "writing_clause": clause_words(edition.writing_clause),
        "clauses": {
            word: clause_words(step.clause)
            for word, command in ACTIONS.items()
            if (step := edition.step(command)) is not None
        },
    }


def return_grounds(
    own: Assignment, edition: Edition, jurisdiction: Jurisdiction, now: datetime
) -> list[ReturnGround]:
    """The edition's grounds of return, each with the moment until which it is in time."""
    grounds = []
    for ground in edition.return_grounds:
        if own.role not in ground.capacities:
            continue
        window = edition.term(ground.key)
        until = due(
            calendar=jurisdiction.calendar,
            start=own.received_at or now,
            length=window.length,
            count=edition.day_count,
        ).due_at
        passed = now > until
        grounds.append(
            ReturnGround(
                key=ground.key,
                name=ground.name,
                clause=clause_words(ground.clause),
                until=until,
                passed=passed,
                usable=not passed or not ground.only_in_window,
                names_responsible=ground.names_responsible,
                guidance=ground.guidance,
            )
        )
    return grounds


def _kept(detail: Detail, file: FileRef, jurisdiction_id: int) -> dict[str, str]:
    token = tokens.sign(uuid.UUID(file.id), jurisdiction_id)
    kept = {"token": token, "name": "Ảnh đã nhận"}
    if file.media_type.startswith("image/"):
        kept["thumbnail"] = f"{_photo(detail, file.id, 320)}?t={token}"
    return kept


def _photo(detail: Detail, file_id: str, size: int) -> str:
    return reverse("agency-photo", kwargs={"case_id": detail.id, "file_id": uuid.UUID(file_id), "size": size})


def _originals(official: Official, detail: Detail, own: Assignment | None, accepted: str) -> dict[str, str]:
    """The sender's words: as they are for a body that was called to something urgent, else as far as they travel with
    the released text; each look is recorded."""
    called = own is not None and own.unmasked_at is not None
    if detail.is_withheld or not (called or accepted):
        return {"unmasked": "", "original": ""}
    words = _original(official, detail, URGENT_PURPOSE if called else PURPOSE)
    return {
        "unmasked": words if called else "",
        "original": "" if called else travelling(words, accepted),
    }


def _original(official: Official, detail: Detail, purpose: str) -> str:
    assert detail.case.original is not None, "a sent case has its original"
    return original_text(
        jurisdiction_id=official.jurisdiction_id,
        record_id=uuid.UUID(detail.case.original.id),
        actor_id=str(official.id),
        purpose=purpose,
    )


def _others(
    detail: Detail, own: Assignment | None, clean: Redactor, jurisdiction_id: int
) -> list[dict[str, Any]]:
    """What the other agencies on the case are at: a lead and its cooperating agencies see each other's work, agencies
    side by side how far each has come. A draft result is its agency's own until it is approved."""
    shared = []
    for assignment in detail.case.assignments:
        if own is None or assignment.number == own.number:
            continue
        approved = assignment.state in (AssignmentState.APPROVED, AssignmentState.ENDED)
        given = assignment.result if approved else None
        pictures = assignment.result_files if given else ()
        shared.append(
            {
                "agency": detail.agencies.get(assignment.agency, ""),
                "role": ROLE_NAMES.get(assignment.role, ""),
                "state": assignment.state.value,
                "note": clean(_dispatch_note(detail, assignment)),
                "result": clean(detail.text(given)),
                "photos": photos(
                    files=pictures,
                    jurisdiction_id=jurisdiction_id,
                    href=lambda file_id, size: _photo(detail, file_id, size),
                    alt=f"Ảnh của {detail.agencies.get(assignment.agency, '')}, số",
                ),
            }
        )
    return shared


def _dispatch_note(detail: Detail, shown: Assignment | None) -> str:
    for event in detail.events:
        if (
            isinstance(event.body, e.Dispatched | e.CooperationAsked)
            and shown
            and event.body.assignment == shown.number
        ):
            return detail.text(event.body.note)
    return ""


def _to_agree(detail: Detail, own: Assignment | None, clean: Redactor) -> list[tuple[str, str]]:
    """For a coordinator: the results that the handling agencies have delivered, by agency (VL.17.4)."""
    if own is None or own.role is not AssignmentRole.COORDINATOR:
        return []
    return [
        (detail.agencies.get(a.agency, ""), clean(detail.text(a.result)))
        for a in detail.case.assignments
        if a.state is AssignmentState.APPROVED
    ]


def _setbacks(
    detail: Detail, edition: Edition, shown: Assignment | None, clean: Redactor
) -> list[dict[str, Any]]:
    """What was given back to this agency and why, latest first: by its leader, and by the IOC with the ground."""
    told = []
    for event in detail.events:
        body = event.body
        if shown is None or not isinstance(body, e.AssignmentBody) or body.assignment != shown.number:
            continue
        if isinstance(body, e.ResultReturned):
            ground = next((g for g in edition.result_grounds if g.key == body.ground), None)
            told.append(
                {
                    "at": event.at,
                    "who": edition.ioc,
                    "ground": ground.name if ground else body.ground,
                    "clause": clause_words(ground.clause) if ground else "",
                    "note": clean(detail.text(body.note)),
                }
            )
        elif isinstance(body, e.AnswerSentBack):
            told.append(
                {
                    "at": event.at,
                    "who": "Cơ quan chủ trì",
                    "ground": "Ý kiến phối hợp chưa bảo đảm",
                    "clause": "",
                    "note": clean(detail.text(body.note)),
                }
            )
        elif isinstance(body, e.ResultRejected):
            told.append(
                {
                    "at": event.at,
                    "who": "Lãnh đạo cơ quan",
                    "ground": "Trả lại chuyên viên để hoàn thiện",
                    "clause": "",
                    "note": clean(detail.text(body.note)),
                }
            )
    return told[::-1]


def _facts(detail: Detail, jurisdiction: Jurisdiction) -> list[tuple[str, str | None]]:
    case = detail.case
    return [
        ("Loại", KIND_NAMES[case.kind]),
        ("Lĩnh vực", FIELD_NAMES[case.field]),
        ("Địa bàn", commune_name(case.place.commune, jurisdiction) if case.place else None),
        ("Kênh gửi", CHANNEL_NAMES[case.channel]),
        ("Công khai", "Không công khai" if case.non_public_ground else None),
    ]
