"""The agency's lists and the pictures of its cases; the case page itself is put together in ``casepage``."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from paht import clock
from paht.cases import following, queries
from paht.cases.queries import NEVER, PAGE, Row
from paht.doors.agency import casepage
from paht.doors.agency.tabs import BY_KEY, TABS, Tab, shell
from paht.doors.pages.asked import asked_list
from paht.doors.pages.commandforms import FORMS
from paht.doors.pages.dossier import list_row
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.photos import photo_response
from paht.doors.pages.province import province_of
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.evidence import queries as evidence
from paht.evidence import tokens
from paht.law.casework.states import AGENCY_ROLES, AssignmentState, Role
from paht.people.actors import Official

DATED = frozenset({"past", "monitoring"})
"""The lists by date, in which nothing is owed."""


@require_safe
@staff_only(AGENCY_ROLES)
def inbox(request: HttpRequest, official: Official) -> HttpResponse:
    """A list of the agency's cases, by due moment; four statements at most."""
    jurisdiction, now = province_of(request), clock.now()
    load = queries.agency_load(official, now=now)
    tab = BY_KEY.get(request.GET.get("tab", "")) or _first_tab(official, load)
    after = read_place(request.GET.get("after", ""))
    rows = _rows(official, tab, after)
    shown, more = rows[:PAGE], rows[PAGE:]
    return render(
        request,
        "agency/inbox.html",
        {
            **shell(official, load=load, current=tab.key),
            "tab": tab,
            "rows": [
                list_row(
                    row,
                    jurisdiction=jurisdiction,
                    now=now,
                    href=reverse("agency-case", kwargs={"case_id": row.id}),
                )
                for row in shown
            ],
            "load": load,
            "below": following.subordinates(official, now=now) if tab.key == "below" and not after else [],
            "next_href": f"?tab={tab.key}&after={_place(tab, shown[-1])}" if more else None,
            "first_href": f"?tab={tab.key}" if after else None,
        },
    )


def _first_tab(official: Official, load: queries.Load) -> Tab:
    """What waits for this person: the results before a leader or deputy, else what the agency handles; a coordinator
    without anything to handle begins with what it is asked."""
    if any(role in official.roles and load.by_state.get(state) for role, state in _DECIDES.items()):
        return BY_KEY["approval"]
    begins = (TABS[0], BY_KEY["coordination"])
    return next((tab for tab in begins if any(map(load.by_state.get, tab.states))), TABS[0])


_DECIDES = {
    Role.AGENCY_LEADER: AssignmentState.SUBMITTED,
    Role.AGENCY_DEPUTY: AssignmentState.WITH_DEPUTY,
}


def _rows(official: Official, tab: Tab, after: tuple[Any, uuid.UUID] | None) -> Sequence[Row]:
    if tab.key == "below":
        return queries.subordinate_cases(official, after=after, limit=PAGE + 1)
    if tab.key in DATED:
        return queries.agency_past(official, monitoring=tab.key == "monitoring", after=after, limit=PAGE + 1)
    return queries.agency_inbox(official, states=tab.states, after=after, limit=PAGE + 1)


def _place(tab: Tab, row: Row) -> str:
    return write_place(row.dispatched_at if tab.key in DATED else row.due_at or NEVER, row.id)


@require_safe
@staff_only(AGENCY_ROLES)
def case(request: HttpRequest, official: Official, case_id: uuid.UUID) -> HttpResponse:
    """The case page; 404 for what the agency may not know of."""
    found = queries.detail(official, case_id=case_id)
    if found is None:
        raise Http404
    word = request.GET.get("done", "")
    form = FORMS.get(word)
    done = f"{form.done}." if form else casepage.DONE.get(word)
    return casepage.response(
        request, official, found, messages=[{"tone": "ok", "text": done}] if done else []
    )


@require_safe
@staff_only(AGENCY_ROLES)
def asked(request: HttpRequest, official: Official) -> HttpResponse:
    """What is asked about the agency's answered cases and waits for it."""
    listed = asked_list(request, official, province_of(request), case_address="agency-case")
    load = queries.agency_load(official, now=clock.now())
    return render(request, "agency/asked.html", {**shell(official, load=load, current="asked"), **listed})


@require_safe
@staff_only(AGENCY_ROLES)
def photo(
    request: HttpRequest, official: Official, case_id: uuid.UUID, file_id: uuid.UUID, size: int
) -> HttpResponse:
    """A copy of a picture of a case that the official may see, or of one just uploaded on its form (``?t=``)."""
    found = queries.detail(official, case_id=case_id)
    if found is None or size not in (320, 1280):
        raise Http404
    token = request.GET.get("t", "")
    just_uploaded = bool(token) and tokens.read(token, official.jurisdiction_id) == file_id
    if not just_uploaded and str(file_id) not in casepage.file_ids(found):
        raise Http404
    stored = evidence.file(jurisdiction_id=official.jurisdiction_id, id=file_id)
    if stored is None:
        raise Http404
    return photo_response(request, stored, size=320 if size == 320 else 1280)
