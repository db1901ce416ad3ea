"""From a chat to the form: the signed link opens it with everything filled in that was said
(:mod:`paht.doors.citizen.handed`)."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases import queries
from paht.conversations import filling, links, store
from paht.conversations.draft import Draft, drafted
from paht.doors.citizen import handed
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import MOST, Photos
from paht.doors.citizen.protection import keeps_what_was_typed
from paht.doors.citizen.views_send import prefilled
from paht.doors.pages.province import province_of
from paht.evidence import tokens
from paht.law.casework.states import Kind
from paht.triage.suggesting import Suggestion

PURPOSE = "Người gửi mở biểu mẫu từ cuộc trò chuyện của mình"


DOOR = handed.Door(
    "chat",
    links.GOOD_FOR_SECONDS,
    "Cần liên kết khác, xin bấm “Mở biểu mẫu” trong cuộc trò chuyện.",
)


@never_cache
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, word: str) -> HttpResponse:
    """The page of the link; an empty form where it is too old."""
    jurisdiction = province_of(request)
    named = links.read(word, jurisdiction_id=jurisdiction.id)
    if named is None and request.method == "POST":
        return handed.over(request, DOOR)
    if named is None:
        return HttpResponseRedirect(reverse("citizen-send"))
    conversation_id, draft_id = named

    def numbers() -> set[str]:
        draft = _draft(jurisdiction, conversation_id, draft_id)
        if draft is None:
            return set()
        return {*handed.PHONE.findall(draft.words), draft.personal.get("phone", "")} - {""}

    return handed.gate(
        request,
        door=DOOR,
        jurisdiction_id=jurisdiction.id,
        draft_id=draft_id,
        word=word,
        target=reverse("citizen-chat-form", args=[draft_id]),
        numbers=numbers,
        about=conversation_id.hex,
    )


@never_cache
@require_safe
def form(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The form of the conversation's draft, in the browser that opened its link; its receipt where it was sent already;
    an empty form for none."""
    jurisdiction = province_of(request)
    found = handed.opened(request, door=DOOR, jurisdiction_id=jurisdiction.id, draft_id=draft_id)
    if found is None:
        return HttpResponseRedirect(reverse("citizen-send"))
    command_id = store.command_of(draft_id)
    sent = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=command_id)
    if sent is not None and found.shows_personal:
        return HttpResponseRedirect(reverse("citizen-receipt", args=[sent[0]]))
    draft = None if sent else _draft(jurisdiction, uuid.UUID(hex=found.about), draft_id)
    if draft is None:
        return HttpResponseRedirect(reverse("citizen-send"))
    if not found.shows_personal:
        draft = replace(draft, personal={})
    response = prefilled(
        request,
        _typed(draft, filling.suggested(draft, jurisdiction=jurisdiction)),
        _photos(draft, jurisdiction.id),
        command_id,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _draft(jurisdiction: Jurisdiction, conversation_id: uuid.UUID, draft_id: uuid.UUID) -> Draft | None:
    """The draft, as long as it is the conversation's; the look at it is on record."""
    found = store.of_id(jurisdiction_id=jurisdiction.id, conversation_id=conversation_id)
    state = store.opened(found, purpose=PURPOSE) if found is not None else None
    if state is None or state.draft != draft_id:
        return None
    return drafted(state.heard, reading=filling.reading_of(jurisdiction, has_reports=False))


def _typed(draft: Draft, hint: Suggestion | None) -> Typed:
    spot = draft.spot
    is_point = spot is not None and spot.latitude is not None
    field = draft.field.value if draft.field else hint.field.value if hint else ""
    return Typed(
        kind=(draft.kind or Kind.REPORT).value,
        field=field,
        description=draft.words,
        commune=spot.commune if spot else "",
        lat=str(spot.latitude) if spot and is_point else "",
        lon=str(spot.longitude) if spot and is_point else "",
        source="gps" if is_point else "",
        personal=dict(draft.personal),
        urgent=draft.urgent,
    )


def _photos(draft: Draft, jurisdiction_id: int) -> Photos:
    found = (
        tokens.read_kept(each, jurisdiction_id=jurisdiction_id, max_age_seconds=filling.KEPT_SECONDS)
        for each in draft.files
    )
    kept = {each.sha256: each for each in found if each is not None}
    return Photos(tuple(kept.values())[:MOST])
