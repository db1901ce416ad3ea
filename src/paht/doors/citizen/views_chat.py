"""From a chat to the form: the signed link opens it with everything filled in that was said."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from paht.cases import queries
from paht.conversations import filling, links, store
from paht.conversations.draft import Draft, drafted
from paht.doors.citizen.form import Typed
from paht.doors.citizen.photos import MOST, Photos
from paht.doors.citizen.views_send import prefilled
from paht.doors.pages.province import province_of
from paht.evidence import tokens
from paht.law.casework.states import Kind
from paht.triage.suggesting import Suggestion

PURPOSE = "Người gửi mở biểu mẫu từ cuộc trò chuyện của mình"


@never_cache
@require_safe
def form(request: HttpRequest, word: str) -> HttpResponse:
    """The form of the conversation's draft; its receipt where it was sent already; an empty form for none."""
    jurisdiction = province_of(request)
    named = links.read(word, jurisdiction_id=jurisdiction.id)
    if named is None:
        return HttpResponseRedirect(reverse("citizen-send"))
    conversation_id, draft_id = named
    command_id = store.command_of(draft_id)
    sent = queries.code_of_command(jurisdiction_id=jurisdiction.id, command_id=command_id)
    if sent is not None:
        return HttpResponseRedirect(reverse("citizen-receipt", args=[sent[0]]))
    found = store.of_id(jurisdiction_id=jurisdiction.id, conversation_id=conversation_id)
    if found is None:
        raise Http404
    state = store.opened(found, purpose=PURPOSE)
    if state.draft != draft_id:
        return HttpResponseRedirect(reverse("citizen-send"))
    reading = filling.reading_of(jurisdiction, has_reports=False)
    draft = drafted(state.heard, reading=reading)
    response = prefilled(
        request,
        _typed(draft, filling.suggested(draft, jurisdiction=jurisdiction)),
        _photos(draft, jurisdiction.id),
        command_id,
    )
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


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
