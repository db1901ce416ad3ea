"""One case at the desk: reading it, acting on it, its pictures, and the sender on an explicit, recorded demand."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.calls.queries import calls_of_case
from paht.cases import operations, queries
from paht.cases.codes import read_code
from paht.cases.queries import Detail
from paht.doors.desk import casepage
from paht.doors.desk.actions import ACTIONS, step_of
from paht.doors.desk.casepage import SENDER_FIELDS, Given
from paht.doors.desk.evidence import original_files
from paht.doors.desk.frame import MAY_ENTER, ONWARD, frame, own_stages
from paht.doors.pages import confirming
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.commandforms.acting import give
from paht.doors.pages.dossier import papers
from paht.doors.pages.photos import masked_response, photo_response, played_response
from paht.doors.pages.province import province_of
from paht.doors.pages.publicpictures import AS_PUBLIC, boxes_now
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.words import clause_text
from paht.evidence import queries as evidence
from paht.law.casework.authority import permitted
from paht.law.casework.case import Case, FileRef, Refused
from paht.law.casework.events import Sent
from paht.law.casework.holding import holders
from paht.law.casework.states import DESK_ROLES, Party
from paht.law.editions import get
from paht.law.subjects import cited, law_at, look_refusal
from paht.people import vault
from paht.people.actors import Official
from paht.people.corrections import corrected_looks, is_restricted


@require_safe
@staff_only(MAY_ENTER)
def show(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """The case; after an action also what was done, here or on the case before. It opens what the sender wrote, so
    whoever has not confirmed within a quarter of an hour is asked first (VL.7.5)."""
    detail = detail_of(official, case_id)
    if confirming.is_asked(official, in_own_queue=True):
        return confirming.to_confirm(request.get_full_path())
    back = request.GET.get("return") or request.GET.get("refuse") or ""
    return page(request, official, detail, Given(back_for=back))


@require_POST
@staff_only(MAY_ENTER)
def act(request: HttpRequest, official: Official, case_id: uuid.UUID, action: str) -> HttpResponse:
    """Give a command. Whether it is allowed, the operation says; a refusal comes back with all that was typed."""
    detail = detail_of(official, case_id)
    if action not in ACTIONS:
        return _command(request, official, detail, action)
    typed = request.POST
    jurisdiction = province_of(request)
    step = step_of(jurisdiction=jurisdiction, official=official, detail=detail, typed=typed, now=clock.now())
    outcome = ACTIONS[action].run(step, typed, detail)
    if isinstance(outcome, operations.NotFound):
        raise Http404
    if isinstance(outcome, operations.Done):
        return _onward(request, official, outcome, action)
    if isinstance(outcome, Refused):
        given = Given(action, typed, _errors(action, outcome))
        return returned(request, official, detail, given, status=422)
    fresh = detail_of(official, case_id)
    given = Given(action, typed, overtaken_at=step.expected_version)
    return returned(request, official, fresh, given, status=409)


def _command(request: HttpRequest, official: Official, detail: Detail, action: str) -> HttpResponse:
    """A command given by its own form."""
    given = give(request, official, detail, action)
    if isinstance(given, operations.Done):
        return _onward(request, official, given, action)
    if given.status == 409:
        detail = detail_of(official, detail.id)
    in_vain = Given(command=given, overtaken_at=given.seen_version)
    return returned(request, official, detail, in_vain, status=given.status)


@require_POST
@staff_only(MAY_ENTER)
def preview(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """The answer in the appendix's form as it would go out; nothing is changed."""
    detail = detail_of(official, case_id)
    given = Given("publish", request.POST)
    if request.headers.get("HX-Request"):
        context = casepage.letter_alone(
            official=official,
            jurisdiction=province_of(request),
            detail=detail,
            now=clock.now(),
            given=given,
        )
        return render(request, "fragments/letter.html", context)
    return returned(request, official, detail, given, status=200)


@require_POST
@staff_only(DESK_ROLES)
def sender(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """Who sent the report, for a stated purpose, confirmed by the second factor; the look is recorded before it is
    shown (VL.7.5)."""
    detail = detail_of(official, case_id)
    purpose = request.POST.get("purpose", "").strip()
    if not purpose:
        errors = {
            "sender-purpose": "Xin ghi mục đích xem thông tin người gửi; mục đích được lưu vào biên bản."
        }
        given = Given("sender", request.POST, errors)
        return returned(request, official, detail, given, status=422, tries=False)
    first = detail.events[0].body
    assert isinstance(first, Sent)
    record, law_named = uuid.UUID(first.original.id), request.POST.get("basis", "").strip()[:200]
    forbidden = look_refusal(
        fields=SENDER_FIELDS.keys(),
        is_restricted=is_restricted(jurisdiction_id=official.jurisdiction_id, record_id=record),
        basis=law_named,
        law=law_at(clock.now()),
    )
    if forbidden is not None:
        errors = {"sender-basis": f"{forbidden.reason} Căn cứ: {cited(forbidden.clause)}."}
        given = Given("sender", request.POST, errors)
        return returned(request, official, detail, given, status=422, tries=False)
    refused = confirming.refused(
        request,
        official,
        purpose=f"Xem người gửi {detail.code}: {purpose}",
        in_own_queue=is_in_own_queue(request, official, detail.case),
    )
    if refused:
        given = Given("sender", request.POST, {"sender-otp": refused})
        return returned(request, official, detail, given, status=422, tries=False)
    look = vault.Look([record], frozenset(SENDER_FIELDS), official.actor.id, purpose, law_named)
    opened = corrected_looks(official.jurisdiction_id, [look])[0]
    return page(request, official, detail, Given("sender", request.POST, sender=opened.get(record, {})))


@require_safe
@staff_only(MAY_ENTER)
def photo(
    request: HttpRequest, official: Official, case_id: uuid.UUID, file_id: uuid.UUID, size: int
) -> HttpResponse:
    """A copy of a picture of a case that the official may see, of a film's poster, of a document's first page; on
    demand a picture as it is, or would be, public."""
    detail = detail_of(official, case_id)
    file_is_of(detail, file_id)
    file = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if file is None:
        raise Http404
    if AS_PUBLIC not in request.GET:
        return photo_response(request, file, size, stills=True)
    reference = FileRef(str(file.id), file.sha256, file.media_type)
    boxes = boxes_now(detail.case, reference, jurisdiction_id=official.jurisdiction_id)
    if boxes is None:
        raise Http404
    return masked_response(file, size, boxes=boxes)


@require_safe
@staff_only(MAY_ENTER)
def file(request: HttpRequest, official: Official, case_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """The largest copy of a file of the case. The bytes as they were sent are another matter
    (:mod:`paht.doors.desk.views_originals`): what a camera writes into them is personal data (VL.7.5)."""
    file_is_of(detail_of(official, case_id), file_id)
    stored = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if stored is None:
        raise Http404
    return photo_response(request, stored, 1280, stills=True)


@require_safe
@staff_only(MAY_ENTER)
def played(
    request: HttpRequest, official: Official, case_id: uuid.UUID, file_id: uuid.UUID
) -> HttpResponseBase:
    """What a browser plays of a film or a recording of the case."""
    file_is_of(detail_of(official, case_id), file_id)
    stored = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if stored is None:
        raise Http404
    return played_response(request, stored)


def detail_of(official: Official, case_id: uuid.UUID) -> Detail:
    """The case, or 404 where the official may not see it."""
    detail = queries.detail(official, case_id=case_id)
    if detail is None:
        raise Http404
    return detail


def file_is_of(detail: Detail, file_id: uuid.UUID) -> None:
    """404 where the file is none of the case."""
    refs = [*detail.case.files, *(ref for a in detail.case.assignments for ref in a.result_files)]
    refs += [ref for request in detail.case.requests for ref in request.files]
    if str(file_id) not in {ref.id for ref in refs} | {paper.file.id for paper in papers(detail)}:
        raise Http404


def returned(
    request: HttpRequest,
    official: Official,
    detail: Detail,
    given: Given,
    *,
    status: int,
    tries: bool = True,
) -> HttpResponse:
    """The case page with what was given in vain. It opens what the sender wrote, so whoever has not confirmed within a
    quarter of an hour is asked first, and nothing typed is lost (VL.7.5)."""
    asked = confirming.before_reading(request, official, files=given.command.files, tries=tries)
    return asked or page(request, official, detail, given, status=status)


def page(
    request: HttpRequest, official: Official, detail: Detail, given: Given, *, status: int = 200
) -> HttpResponse:
    """The case page, with what was given in vain."""
    framed = frame(request, official)
    shown = casepage.context(
        official=official,
        jurisdiction=province_of(request),
        detail=detail,
        now=clock.now(),
        given=given,
    )
    messages = [*_just_done(request, detail), *framed["messages"]]
    in_own_queue = is_in_own_queue(request, official, detail.case)
    context = {
        **framed,
        **shown,
        "messages": messages,
        "is_desk": bool(official.roles & DESK_ROLES),
        "original_files": original_files(detail),
        "calls": calls_of_case(official, case_id=uuid.UUID(detail.case.id)),
        "asks_confirmation": confirming.is_asked(official, in_own_queue=in_own_queue),
    }
    return render(request, "desk/case.html", context, status=status)


def _just_done(request: HttpRequest, detail: Detail) -> list[dict[str, str]]:
    word = request.GET.get("done", "")
    action = ACTIONS.get(word) or FORMS.get(word)
    code = read_code(request.GET.get("code", ""))
    if action is None or code is None:
        return []
    here = code == detail.code
    text = f"{action.done}." if here else f"{action.done} {code}. Đây là phản ánh tiếp theo."
    return [{"tone": "ok", "text": text}]


def _onward(request: HttpRequest, official: Official, outcome: operations.Done, action: str) -> HttpResponse:
    """The same case while this person is the one to move it on, else the next one in the queue."""
    case_id = uuid.UUID(outcome.case.id)
    target: uuid.UUID | None = case_id
    if not _moves_on(official, outcome.case):
        stages = own_stages(official, province_of(request).edition)
        target = queries.next_of_desk(official, stages=stages, other_than=case_id)
    address = reverse("desk-case", args=[target]) if target else reverse("desk")
    return HttpResponseRedirect(f"{address}?{urlencode({'done': action, 'code': outcome.code})}")


def is_in_own_queue(request: HttpRequest, official: Official, case: Case) -> bool:
    """Whether the case waits for the IOC in a stage in which this official is the one to move it on."""
    return case.stage in own_stages(official, province_of(request).edition) and _is_here(case)


def _is_here(case: Case) -> bool:
    return any(holding.party is Party.IOC for holding in holders(case))


def _moves_on(official: Official, case: Case) -> bool:
    if not _is_here(case):
        return False
    permits = permitted(case=case, actor=official.actor, edition=get(case.edition))
    return any(command in ONWARD for command, _ in permits)


def _errors(action: str, refused: Refused) -> dict[str, str]:
    """Each refusal at its field, with its clause; what has no field stands for the form as a whole."""
    errors: dict[str, str] = {}
    for one in refused.all:
        key = f"{action}-{one.field}" if one.field else ""
        clause = clause_text(one.clause)
        errors[key] = f"{one.reason} Căn cứ: {clause}." if clause else one.reason
    return errors
