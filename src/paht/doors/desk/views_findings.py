"""What the IOC's own technology found: a list by score, and one candidate with all that is needed to judge it.

Two clicks make a report: the source is verified, the report is made (VL.8.3). Then the next one is shown.
"""

import contextlib
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from paht import clock
from paht.candidates import operations, queries
from paht.candidates.operations import Decided, Judgement, Overtaken
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.desk.views import commune_name
from paht.doors.pages import confirming
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES, STAGE_NAMES, field_options
from paht.evidence import queries as evidence
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.case import Refused
from paht.law.casework.commands import Originate
from paht.law.casework.states import Field, Kind, Role
from paht.people.actors import Official
from paht.people.queries import staff_names
from paht.people.vault import look
from paht.people.vault_wire import VaultClosed

MAY_DECIDE = frozenset({Role.INTAKE, Role.DISPATCHER})
SOURCES = {"camera": "Camera", "sensor": "Cảm biến", "press": "Báo chí", "social": "Mạng xã hội"}
STATES = {
    "open": "Chờ xem xét",
    "below": "Dưới ngưỡng tin cậy",
    "reported": "Đã tạo phản ánh",
    "attached": "Đã gộp vào phản ánh",
    "discarded": "Đã bỏ qua",
}
REASONS = (
    "Nhận diện sai",
    "Sự việc đã được khắc phục",
    "Không xác thực được nguồn tin",
    "Không thuộc phạm vi tiếp nhận",
)
READ = frozenset({"press", "social"})
"""The sources that have words of somebody's."""
_FIELDS = {"source_verified": "verified", "source_note": "note", "source": "note", "original": "description"}


@require_safe
@staff_only(MAY_ENTER)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """What waits, the likeliest first."""
    jurisdiction, after = province_of(request), request.GET.get("after", "")
    rows = queries.listed(jurisdiction_id=jurisdiction.id, after=_read(after))
    shown, more = rows[: queries.PAGE], rows[queries.PAGE :]
    home = reverse("desk-findings")
    last = f"{shown[-1].score}.{shown[-1].id.hex}" if more else ""
    context: dict[str, Any] = {
        **frame(request, official, current="findings"),
        "rows": [
            {
                "href": reverse("desk-finding", args=[row.id]),
                "row": row,
                "source": SOURCES[row.source],
                "field": FIELD_NAMES.get(row.field, row.field),
                "commune": commune_name(jurisdiction, row.commune),
                "percent": round(row.confidence * 100),
            }
            for row in shown
        ],
        "waiting": queries.waiting(jurisdiction_id=jurisdiction.id),
        "most": queries.MOST_COUNTED,
        "first": reverse("desk-finding", args=[rows[0].id]) if rows and not after else None,
        "knows": jurisdiction.edition.step(Originate) is not None,
        "first_href": home if after else None,
        "next_href": f"{home}?{urlencode({'after': last})}" if last else None,
        "done": request.GET.get("xong") == "1",
    }
    return render(request, "desk/findings.html", context)


@require_safe
@staff_only(MAY_ENTER)
def show(request: HttpRequest, official: Official, candidate_id: uuid.UUID) -> HttpResponse:
    """One candidate; of a post or an article its own words and address, which is a look on record (VL.7.5)."""
    candidate = _whole(official, candidate_id)
    if candidate.source in READ and confirming.is_asked(official, in_own_queue=True):
        return confirming.to_confirm(request.get_full_path())
    return _page(request, official, candidate, {}, {})


@require_POST
@staff_only(MAY_DECIDE)
def decide(request: HttpRequest, official: Official, candidate_id: uuid.UUID, action: str) -> HttpResponse:
    """Make a report of it, attach it to one, or discard it; then the next."""
    candidate, typed = _whole(official, candidate_id), request.POST
    jurisdiction, now = province_of(request), clock.now()
    given: dict[str, Any] = {
        "jurisdiction": jurisdiction,
        "candidate": candidate,
        "actor": official.actor,
        "now": now,
    }
    outcome: Decided | Overtaken | Refused
    if action == "report":
        outcome = operations.report(**given, judgement=_judgement(typed, candidate))
    elif action == "attach":
        code = typed.get("code", "").strip()[:40] or typed.get("near", "")[:40]
        outcome = operations.attach(**given, code=code)
    elif action == "discard":
        outcome = operations.discard(**given, reason=typed.get("reason", "")[: operations.LONGEST_REASON])
    else:
        raise Http404
    if isinstance(outcome, Refused):
        return _page(request, official, candidate, typed, _errors(outcome), status=422)
    if isinstance(outcome, Overtaken):
        return _page(request, official, _whole(official, candidate_id), typed, {}, status=409)
    following = queries.first(jurisdiction_id=jurisdiction.id)
    target = reverse("desk-finding", args=[following]) if following else reverse("desk-findings")
    return HttpResponseRedirect(f"{target}?{urlencode({'xong': '1', 'truoc': str(candidate.group_id)})}")


@require_safe
@staff_only(MAY_ENTER)
def photo(
    request: HttpRequest, official: Official, candidate_id: uuid.UUID, file_id: uuid.UUID
) -> HttpResponse:
    """A picture of the candidate's group; 404 for any other file."""
    candidate = _whole(official, candidate_id)
    members = queries.members(jurisdiction_id=official.jurisdiction_id, group_id=candidate.group_id)
    file = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if file is None or file_id not in {candidate.file_id, *(member.file_id for member in members)}:
        raise Http404
    return photo_response(request, file, 1280)


def _whole(official: Official, candidate_id: uuid.UUID) -> queries.Whole:
    found = queries.whole(jurisdiction_id=official.jurisdiction_id, candidate_id=candidate_id)
    if found is None:
        raise Http404
    return found


def _judgement(typed: Mapping[str, str], candidate: queries.Whole) -> Judgement:
    kind, field = typed.get("kind", ""), typed.get("field", "")
    return Judgement(
        kind=Kind(kind) if kind in list(Kind) else Kind(candidate.kind),
        field=Field(field) if field in list(Field) else Field(candidate.field),
        description=typed.get("description", ""),
        verified=typed.get("verified") == "1",
        note=typed.get("note", ""),
    )


def _errors(refused: Refused) -> dict[str, str]:
    errors: dict[str, str] = {}
    for one in refused.all:
        field = _FIELDS.get(one.field or "", one.field or "verified")
        errors.setdefault(field, f"{one.reason} Căn cứ: {clause_words(one.clause)}.")
    return errors


def _page(
    request: HttpRequest,
    official: Official,
    candidate: queries.Whole,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    jurisdiction = province_of(request)
    here = jurisdiction.id
    members = queries.members(jurisdiction_id=here, group_id=candidate.group_id)
    by = str(candidate.decided_by) if candidate.decided_by else ""
    near = queries.near_reports(jurisdiction_id=here, candidate_id=candidate.id)
    context: dict[str, Any] = {
        **frame(request, official, current="findings"),
        "it": candidate,
        "source": SOURCES[candidate.source],
        "state": STATES[candidate.state],
        "who": staff_names(jurisdiction_id=here, ids=[by]).get(by, "") if by else "",
        "case_href": reverse("desk-case", args=[candidate.case_id]) if candidate.case_id else None,
        "commune": commune_name(jurisdiction, candidate.commune),
        "percent": round(candidate.confidence * 100),
        "original": _original(official, candidate),
        "pictures": [
            reverse("desk-finding-photo", args=[candidate.id, m.file_id]) for m in members if m.file_id
        ],
        "members": members,
        "near": [
            {
                "value": each.code,
                "label": each.code,
                "href": reverse("desk-case", args=[each.id]),
                "hint": _near_words(each),
            }
            for each in near
        ],
        "typed": typed,
        "errors": errors,
        "description": typed.get("description", _description(candidate)),
        "note": typed.get("note", _note(candidate)),
        "kinds": list(KIND_NAMES.items()),
        "fields": field_options(),
        "reasons": [(each, each) for each in REASONS],
        "longest": LONGEST_DESCRIPTION,
        "may_decide": bool(official.roles & MAY_DECIDE) and candidate.state == "open",
        "knows": jurisdiction.edition.step(Originate) is not None,
        "clause": clause_words(operations.CLAUSE),
        "before": _before(request, here),
    }
    return render(request, "desk/finding.html", context, status=status)


def _original(official: Official, candidate: queries.Whole) -> dict[str, str]:
    """The words and the address of a post or an article, from the vault."""
    if candidate.source not in READ:
        return {}
    with contextlib.suppress(VaultClosed):
        return look(
            jurisdiction_id=official.jurisdiction_id,
            record_ids=[candidate.id],
            fields=frozenset({"link", "text"}),
            actor_id=official.actor.id,
            purpose="Xác thực nguồn tin của một phát hiện",
        ).get(candidate.id, {})
    return {}


def _near_words(each: queries.Near) -> str:
    parts = ["ảnh giống" if each.is_alike else "", f"cách {each.metres} m" if each.metres is not None else ""]
    return ", ".join([part for part in parts if part] + [STAGE_NAMES.get(each.stage, each.stage)])


def _description(candidate: queries.Whole) -> str:
    words = f": {candidate.words}" if candidate.words and candidate.words != candidate.word else ""
    return f"{candidate.word}{words}"


def _note(candidate: queries.Whole) -> str:
    event = f", mã sự kiện {candidate.event[:100]}" if candidate.event else ""
    return f"{SOURCES[candidate.source]} {candidate.origin}{event}"


def _before(request: HttpRequest, jurisdiction_id: int) -> dict[str, Any] | None:
    """What was just decided, so that an officer sees it beside the next one."""
    try:
        candidate_id = uuid.UUID(request.GET.get("truoc", ""))
    except ValueError:
        return None
    found = queries.whole(jurisdiction_id=jurisdiction_id, candidate_id=candidate_id)
    if found is None or found.state == "open":
        return None
    href = reverse("desk-case", args=[found.case_id]) if found.case_id else None
    return {"word": found.word, "state": STATES[found.state], "href": href}


def _read(text: str) -> tuple[int, uuid.UUID] | None:
    score, _, key = text.partition(".")
    try:
        return (int(score), uuid.UUID(key)) if score.isascii() and score.isdecimal() else None
    except ValueError:
        return None
