"""Cases that begin at the desk: from the IOC's own sources (VL.8.3), or entered for a caller (ST.7.2.office)."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from paht import clock
from paht.cases import originating, sending
from paht.cases.operations import Done
from paht.doors.citizen import form, photos
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import Photos
from paht.doors.citizen.views_send import commune_options
from paht.doors.desk.frame import frame
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.words import CHANNEL_NAMES, KIND_NAMES, OCCURRENCE_NAMES, field_options
from paht.identity import new_id
from paht.law.casework import commands as c
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.casework.case import Refused
from paht.law.casework.states import Channel, Role
from paht.people.actors import Official

MODES: dict[str, type[c.Command]] = {"source": c.Originate, "caller": c.Enter}
"""The word in the address and the command that its form gives."""


@staff_only(frozenset({Role.INTAKE, Role.DISPATCHER}))
def enter(request: HttpRequest, official: Official, mode: str) -> HttpResponse:
    """The form, and what is done with it when it comes back; 404 for a way that the edition does not know."""
    jurisdiction = province_of(request)
    if mode not in MODES or jurisdiction.edition.step(MODES[mode]) is None:
        raise Http404
    if request.method != "POST":
        return _page(request, official, mode, Typed(), Photos(()), {})
    now = clock.now()
    taken = photos.take(request, jurisdiction_id=jurisdiction.id, now=now)
    typed = form.read_typed(request.POST, jurisdiction=jurisdiction)
    found = form.find_place(typed, province=jurisdiction.province, photos=taken)
    unread = [problem for problem in (found.problem, form.moment_problem(typed)) if problem]
    errors = {problem.field or "": problem.reason for problem in unread}
    errors |= {"photo": " ".join(taken.problems)} if taken.problems else {}
    if errors:
        return _page(request, official, mode, typed, taken, errors, status=422)
    filled = form.filled(
        typed,
        jurisdiction=jurisdiction,
        photos=taken,
        place=found.place,
        command_id=_command_id(request),
        channel=_channel(request),
    )
    if mode == "caller":
        outcome = sending.send(jurisdiction=jurisdiction, filled=filled, now=now, officer=official.actor)
    else:
        outcome = originating.originate(
            jurisdiction=jurisdiction, found=_found(request, filled), actor=official.actor, now=now
        )
    if isinstance(outcome, Done):
        return HttpResponseRedirect(reverse("desk-case", args=[outcome.case.id]))
    return _page(request, official, mode, typed, taken, _errors(outcome), status=422)


def _found(request: HttpRequest, filled: sending.Filled) -> originating.Found:
    return originating.Found(
        command_id=filled.command_id,
        kind=filled.kind,
        field=filled.field,
        description=filled.description,
        place=filled.place,
        files=filled.files,
        source=request.POST.get("source_kind", ""),
        source_verified=request.POST.get("source_verified") == "1",
        source_note=request.POST.get("source_note", ""),
    )


def _command_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("command_id", ""))
    except ValueError as error:
        raise BadRequest("command_id") from error


def _channel(request: HttpRequest) -> Channel:
    given = request.POST.get("channel", "")
    return Channel(given) if given in list(Channel) else Channel.WEB


def _errors(refused: Refused) -> dict[str, str]:
    errors: dict[str, str] = {}
    for one in refused.all:
        field = {"source": "source_kind"}.get(one.field or "", one.field or "")
        errors.setdefault(field, f"{one.reason} Căn cứ: {clause_words(one.clause)}.")
    return errors


def _page(
    request: HttpRequest,
    official: Official,
    mode: str,
    typed: Typed,
    taken: Photos,
    errors: Mapping[str, str],
    *,
    status: int = 200,
) -> HttpResponse:
    jurisdiction = province_of(request)
    edition = jurisdiction.edition
    step = edition.step(MODES[mode])
    assert step is not None, "asked before"
    west, south, east, north = jurisdiction.province.bounds()
    context: dict[str, Any] = {
        **frame(request, official, current=f"new-{mode}"),
        "mode": mode,
        "title": step.name,
        "clause": clause_words(step.clause),
        "edition": edition,
        "typed": typed,
        "post": request.POST,
        "kept": taken.shown(),
        "errors": errors,
        "command_id": request.POST.get("command_id") or new_id(),
        "kinds": [{"value": key, "label": name} for key, name in KIND_NAMES.items()],
        "fields": field_options(),
        "occurrences": list(OCCURRENCE_NAMES.items()),
        "communes": commune_options(jurisdiction),
        "channels": [(key.value, CHANNEL_NAMES[key]) for key in sorted(edition.entered_channels)],
        "sources": [{"value": row.key, "label": row.name} for row in edition.sources],
        "longest": LONGEST_DESCRIPTION,
        "map_center": ((south + north) / 2, (west + east) / 2),
    }
    return render(request, "desk/entering.html", context, status=status)
