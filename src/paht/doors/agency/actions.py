"""What an agency does with its case: each form is one command, and the law's answer is shown where it belongs."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from paht import clock
from paht.cases import operations as do
from paht.cases import queries
from paht.cases.operations import Done, NotFound, Outcome, Overtaken, Step
from paht.cases.queries import Detail
from paht.doors.agency import casepage
from paht.doors.agency.casepage import ACTIONS, Attempt
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.commandforms.acting import give
from paht.doors.pages.commandforms.showing import NOTHING, Attempted
from paht.doors.pages.dossier import timeline
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.uploads import uploaded
from paht.doors.pages.wording import vi_datetime
from paht.law.casework.case import FileRef, Refused
from paht.law.casework.states import AGENCY_ROLES
from paht.law.editions import get
from paht.people.actors import Official

TYPED = ("note", "result", "ground", "responsible")


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it came: which command of which version, what was typed, which files it names."""

    command_id: uuid.UUID
    expected_version: int
    assignment: int
    typed: Mapping[str, str]
    files: tuple[FileRef, ...]
    file_problem: str


_RUN: dict[str, Callable[[Step, Posted], Outcome]] = {
    "receive": lambda step, form: do.receive(step, assignment=form.assignment),
    "return": lambda step, form: do.return_assignment(
        step,
        assignment=form.assignment,
        ground=form.typed["ground"],
        note=form.typed["note"],
        responsible=form.typed["responsible"],
    ),
    "begin": lambda step, form: do.begin_handling(step, assignment=form.assignment),
    "result": lambda step, form: do.record_result(
        step, assignment=form.assignment, result=form.typed["result"], files=form.files
    ),
    "submit": lambda step, form: do.submit_result(step, assignment=form.assignment, note=form.typed["note"]),
    "approve": lambda step, form: do.approve_result(
        step, assignment=form.assignment, note=form.typed["note"]
    ),
    "reject": lambda step, form: do.reject_result(step, assignment=form.assignment, note=form.typed["note"]),
}
assert _RUN.keys() == ACTIONS.keys()


@require_POST
@staff_only(AGENCY_ROLES)
def act(request: HttpRequest, official: Official, case_id: uuid.UUID, action: str) -> HttpResponse:
    """Give the command; done → the case page again, refused → 422 and overtaken → 409 with everything typed kept."""
    found = queries.detail(official, case_id=case_id)
    if found is None:
        raise Http404
    if action not in ACTIONS:
        return _command(request, official, found, action)
    form = _posted(request, official, with_files=action == "result")
    if form is None:
        return HttpResponseBadRequest("Biểu mẫu không đầy đủ. Xin tải lại trang.")
    attempt = Attempt(action=action, typed=form.typed, files=form.files if action == "result" else None)
    if form.file_problem:
        return _refused(request, official, found, attempt, {"files": form.file_problem})
    step = Step(
        jurisdiction=province_of(request),
        case_id=case_id,
        actor=official.actor,
        now=clock.now(),
        command_id=form.command_id,
        expected_version=form.expected_version,
    )
    outcome = _RUN[action](step, form)
    if isinstance(outcome, NotFound):
        raise Http404
    if isinstance(outcome, Refused):
        return _refused(request, official, found, attempt, _errors(outcome))
    if isinstance(outcome, Overtaken):
        return _overtaken(request, official, case_id, attempt, seen=form.expected_version)
    assert isinstance(outcome, Done)
    return HttpResponseRedirect(f"{reverse('agency-case', kwargs={'case_id': case_id})}?done={action}")


@require_POST
@staff_only(AGENCY_ROLES)
def preview(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """The result in the appendix's form; nothing is decided. HTMX gets the letter alone, a plain browser the page."""
    found = queries.detail(official, case_id=case_id)
    if found is None:
        raise Http404
    if request.headers.get("HX-Request"):
        shown = casepage.preview_letter(official, found, text=request.POST.get("result", ""))
        return render(request, "fragments/letter.html", {"edition": get(found.case.edition), "letter": shown})
    form = _posted(request, official, with_files=True)
    if form is None:
        return HttpResponseBadRequest("Biểu mẫu không đầy đủ. Xin tải lại trang.")
    errors = {"files": form.file_problem} if form.file_problem else {}
    attempt = Attempt("result", typed=form.typed, files=form.files, errors=errors, preview=True)
    return casepage.response(request, official, found, attempt=attempt)


def _command(request: HttpRequest, official: Official, found: Detail, action: str) -> HttpResponse:
    """A command given by its own form."""
    given = give(request, official, found, action)
    if isinstance(given, Done):
        return HttpResponseRedirect(f"{reverse('agency-case', kwargs={'case_id': found.id})}?done={action}")
    if given.status == 409:
        return _overtaken(
            request, official, found.id, Attempt(""), seen=given.seen_version or 0, attempted=given
        )
    return casepage.response(request, official, found, attempted=given, status=given.status)


def _errors(refused: Refused) -> dict[str, str]:
    return {
        one.field or "": f"{one.reason} ({clause_words(one.clause)})" if one.clause else one.reason
        for one in refused.all
    }


def _refused(
    request: HttpRequest, official: Official, found: Detail, attempt: Attempt, errors: dict[str, str]
) -> HttpResponse:
    kept = Attempt(attempt.action, typed=attempt.typed, files=attempt.files, errors=errors)
    return casepage.response(request, official, found, attempt=kept, status=422)


def _overtaken(
    request: HttpRequest,
    official: Official,
    case_id: uuid.UUID,
    attempt: Attempt,
    *,
    seen: int,
    attempted: Attempted = NOTHING,
) -> HttpResponse:
    """Somebody was faster: who did what when, and the form again on the case as it stands now."""
    found = queries.detail(official, case_id=case_id)
    if found is None:
        raise Http404
    lines = timeline(
        detail=found,
        edition=get(found.case.edition),
        jurisdiction_id=official.jurisdiction_id,
        clean=lambda text: "",
    )
    newer = lines[: max(0, found.case.version - seen)]
    told = "; ".join(f"{line.who}: {line.what}, lúc {vi_datetime(line.at)}" for line in reversed(newer))
    text = (
        "Hồ sơ đã thay đổi trong lúc ông/bà đang soạn, nên thao tác chưa được ghi nhận. "
        f"{told}. Nội dung đã nhập vẫn còn bên dưới."
    )
    kept = Attempt(attempt.action, typed=attempt.typed, files=attempt.files)
    return casepage.response(
        request,
        official,
        found,
        attempt=kept,
        attempted=attempted,
        status=409,
        messages=[{"tone": "warn", "text": text}],
    )


def _posted(request: HttpRequest, official: Official, *, with_files: bool) -> Posted | None:
    """The form, or ``None`` where its hidden fields were tampered with."""
    try:
        command_id = uuid.UUID(request.POST.get("command_id", ""))
        version, assignment = (int(request.POST.get(name, "")) for name in ("expected_version", "assignment"))
    except ValueError:
        return None
    files, problem = uploaded(request, official) if with_files else ((), "")
    typed = {name: request.POST.get(name, "") for name in TYPED}
    return Posted(command_id, version, assignment, typed, files, problem)
