"""The page on which a state body's request for reports is recorded, with its letter (VL.19.1, ST.5.1)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from paht.doors.pages.clauses import clause_words
from paht.doors.pages.consentwords import errors_of
from paht.doors.pages.province import province_of
from paht.doors.pages.provisions import MOST_CHOSEN, answered, page_frame, read_pictures, read_uuid, step_of
from paht.doors.pages.provisionwords import body_names, personal_options, picture_options, scope_options
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.uploads import uploaded
from paht.evidence import tokens
from paht.identity import new_id
from paht.law.casework.case import FileRef, Refused
from paht.law.providing import ASKS, Scope
from paht.law.providing.course import RECORDS
from paht.people.actors import Official
from paht.transfer import provisions
from paht.transfer.provisions import Outcome

_TEXTS = (
    "body",
    "body_name",
    "document_number",
    "dated_on",
    "ground",
    "purpose",
    "first_on",
    "last_on",
    "pictures",
)
_CHOSEN = ("fields", "stages", "communes", "agencies", "personal")


@staff_only(ASKS)
def ask(request: HttpRequest, official: Official) -> HttpResponse:
    """Record a request with its letter; what is wrong comes back with everything typed."""
    here, errors = province_of(request), {}
    typed = _typed(request)
    files: Sequence[FileRef] = ()
    if request.method == "POST":
        files, problem = uploaded(request, official)
        if problem:
            errors = {"files": problem}
        else:
            outcome = _record(request, official, typed, files)
            if (answer := answered(outcome)) is not None:
                return answer
            assert isinstance(outcome, Refused)
            errors = errors_of(outcome)
    records = bool(official.roles & RECORDS)
    context = {
        **page_frame(official),
        "typed": typed,
        "errors": errors,
        "bodies": [*body_names(here.id).items()] if records else [],
        "records": records,
        "own_body": official.agency_name,
        "options": scope_options(here),
        "personal": personal_options(here.edition.id),
        "pictures": picture_options(),
        "basis": clause_words(here.edition.keeping_clause),
        "personal_basis": clause_words(here.edition.provision_clause),
        "kept": [
            {"token": tokens.sign(uuid.UUID(file.id), here.id), "name": "Văn bản đã nhận"} for file in files
        ],
        "command_id": read_uuid(request.POST.get("command_id", "")) or new_id(),
    }
    return render(request, "provision_ask.html", context, status=422 if errors else 200)


def _record(
    request: HttpRequest, official: Official, typed: Mapping[str, Any], files: Sequence[FileRef]
) -> Outcome:
    own = not official.roles & RECORDS
    return provisions.record(
        step_of(request, official),
        body=official.agency_id if own else read_uuid(typed["body"]),
        body_name="" if own else typed["body_name"],
        number=typed["document_number"],
        dated_on=_day(typed["dated_on"]),
        file=files[0] if files else None,
        ground=typed["ground"],
        purpose=typed["purpose"],
        scope=Scope(
            first_on=_day(typed["first_on"]),
            last_on=_day(typed["last_on"]),
            fields=frozenset(typed["fields"]),
            communes=frozenset(typed["communes"]),
            agencies=frozenset(typed["agencies"]),
            stages=frozenset(typed["stages"]),
        ),
        personal=frozenset(typed["personal"]),
        pictures=read_pictures(typed["pictures"]),
    )


def _typed(request: HttpRequest) -> dict[str, Any]:
    texts = {name: request.POST.get(name, "").strip() for name in _TEXTS}
    return {**texts, **{name: request.POST.getlist(name)[:MOST_CHOSEN] for name in _CHOSEN}}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
