"""One case for leaders and those who oversee: its whole course, and the commands that are theirs to give."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.cases import queries
from paht.cases.operations import Done
from paht.cases.queries import Detail
from paht.doors.leadership.frame import LEADERSHIP, shell
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.commandforms.acting import give
from paht.doors.pages.commandforms.showing import NOTHING, Attempted, command_forms
from paht.doors.pages.dossier import commune_name, form_record, photos, place_facts, timeline
from paht.doors.pages.duties import duty_lines
from paht.doors.pages.exchanges import AGENCY, exchanges
from paht.doors.pages.holdings import held_rows
from paht.doors.pages.letters import all_answering, composed
from paht.doors.pages.opinions import with_opinion
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.urgency import urgent_lines
from paht.doors.pages.words import CHANNEL_NAMES, FIELD_NAMES, KIND_NAMES
from paht.law.casework.states import AssignmentState
from paht.law.editions import get
from paht.people.actors import Official
from paht.people.redaction import redactor

_OVERTAKEN = (
    "Hồ sơ đã thay đổi trong lúc ông/bà đang soạn, nên thao tác chưa được ghi nhận. Nội dung đã nhập vẫn còn bên dưới; "
    "xin xem tình trạng mới rồi quyết định tiếp."
)


@require_safe
@staff_only(LEADERSHIP)
def show(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """A case with its whole course, without personal data."""
    done = FORMS.get(request.GET.get("done", ""))
    messages = [{"tone": "ok", "text": f"{done.done}."}] if done else []
    return _page(request, official, _detail(official, case_id), messages=messages)


@require_POST
@staff_only(LEADERSHIP)
def act(request: HttpRequest, official: Official, case_id: uuid.UUID, action: str) -> HttpResponse:
    """Give a command by its form. Whether it is allowed, the operation says."""
    given = give(request, official, _detail(official, case_id), action)
    if isinstance(given, Done):
        address = reverse("leadership-case", kwargs={"case_id": case_id})
        return HttpResponseRedirect(f"{address}?done={action}")
    messages = [{"tone": "warn", "text": _OVERTAKEN}] if given.status == 409 else []
    return _page(request, official, _detail(official, case_id), attempted=given, messages=messages)


def _detail(official: Official, case_id: uuid.UUID) -> Detail:
    detail = queries.detail(official, case_id=case_id)
    if detail is None:
        raise Http404
    return detail


def _page(
    request: HttpRequest,
    official: Official,
    detail: Detail,
    *,
    attempted: Attempted = NOTHING,
    messages: list[dict[str, str]],
) -> HttpResponse:
    jurisdiction, now = province_of(request), clock.now()
    found, edition_of_case = detail.case, get(detail.case.edition)
    answering = all_answering(detail)
    charged = [a.agency for a in found.assignments if a.state is not AssignmentState.RETURNED]
    clean = redactor(jurisdiction_id=jurisdiction.id, record_id=form_record(detail))
    detail = with_opinion(
        detail,
        jurisdiction_id=jurisdiction.id,
        actor_id=official.actor.id,
        purpose="Theo dõi, chỉ đạo (đã che thông tin cá nhân)",
        clean=clean,
    )

    def photo_href(file_id: str, size: int) -> str:
        keys = {"case_id": detail.id, "file_id": uuid.UUID(file_id), "size": size}
        return reverse("leadership-photo", kwargs=keys)

    facts: list[tuple[str, str | None]] = [
        ("Loại", KIND_NAMES[found.kind]),
        ("Lĩnh vực", FIELD_NAMES[found.field]),
        ("Địa bàn", commune_name(found.place.commune, jurisdiction) if found.place else None),
        ("Kênh gửi", CHANNEL_NAMES[found.channel]),
        ("Cơ quan xử lý", "; ".join(detail.agencies.get(key, "") for key in dict.fromkeys(charged)) or None),
        ("Công khai", "Không công khai" if found.non_public_ground else None),
    ]
    return render(
        request,
        "leadership/case.html",
        {
            **shell(official, current=""),
            "detail": detail,
            "urgent": urgent_lines(
                detail=detail, edition=edition_of_case, jurisdiction=jurisdiction, now=now
            ),
            "case": found,
            "facts": facts,
            "place": place_facts(found, jurisdiction),
            "accepted": clean(detail.text(found.text)),
            "answer": clean(detail.text(found.answer) or composed(detail)),
            "duties": duty_lines(detail=detail, edition=edition_of_case, jurisdiction=jurisdiction, now=now),
            "held": held_rows(detail, edition_of_case, jurisdiction, now=now),
            "photos": photos(
                files=found.files, jurisdiction_id=jurisdiction.id, href=photo_href, alt="Ảnh hiện trường, số"
            ),
            "result_photos": photos(
                files=[file for a in answering for file in a.result_files],
                jurisdiction_id=jurisdiction.id,
                href=photo_href,
                alt="Ảnh sau xử lý, số",
            ),
            "events": timeline(
                detail=detail, edition=edition_of_case, jurisdiction_id=jurisdiction.id, clean=clean
            ),
            "exchanges": exchanges(detail, edition=edition_of_case, reader=AGENCY),
            **command_forms(
                official=official, jurisdiction=jurisdiction, detail=detail, now=now, attempted=attempted
            ),
            "messages": messages,
        },
        status=attempted.status,
    )
