"""The part of one's own page that says in which language and by which ways somebody wants to be written to."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.cases.belonging import has_open
from paht.doors.citizen import identified
from paht.people import wishes
from paht.people.wishes import LANGUAGES, WAYS, LastWay, Wishes
from paht.subjects.subject import DataSubject, senders_of

WAY_NAMES = {
    "sms": "Tin nhắn SMS",
    "zalo": "Zalo",
    "messenger": "Messenger",
    "email": "Thư điện tử",
    "push": "Thông báo trên trình duyệt, ứng dụng",
}
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
LAST_WAY = (
    "Ông/bà đang có phản ánh chưa kết thúc nên không thể từ chối tất cả các cách: Trung tâm phải báo được kết quả và "
    "yêu cầu bổ sung. Xin giữ lại ít nhất một cách."
)
assert WAY_NAMES.keys() == set(WAYS)


def keep(subject: DataSubject, wanted: Wishes) -> None:
    """Keep what the subject wishes; raises :class:`LastWay`."""
    senders = senders_of(subject)
    wishes.keep(
        jurisdiction_id=subject.jurisdiction_id,
        senders=senders,
        wishes=wanted,
        has_open=has_open(subject.jurisdiction_id, senders),
        at=clock.now(),
    )


def found(subject: DataSubject) -> Wishes:
    """What holds for the subject now."""
    senders = senders_of(subject)
    return wishes.of(subject.jurisdiction_id, senders[0]) if senders else Wishes()


def shown(subject: DataSubject) -> dict[str, Any]:
    """What the page shows of it."""
    now = found(subject)
    return {
        "language": now.language,
        "wanted": [way for way in WAYS if way not in now.unwanted],
        "languages": [{"value": code, "label": LANGUAGE_NAMES[code]} for code in LANGUAGES],
        "ways": [{"value": way, "label": WAY_NAMES[way]} for way in WAYS],
        "may": bool(senders_of(subject)),
    }


@require_POST
@never_cache
def wish(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen; whoever has not proven who they are does that first."""
    subject = identified.subject_of(request)
    language = request.POST.get("language", "")
    if subject is None:
        return HttpResponseRedirect(reverse("own-data"), status=303)
    wanted = set(request.POST.getlist("ways"))
    unwanted = frozenset(way for way in WAYS if way not in wanted)
    try:
        keep(subject, Wishes(language if language in LANGUAGES else "vi", unwanted))
    except LastWay:
        return HttpResponseRedirect(f"{reverse('own-data')}?xong=cach-cuoi", status=303)
    return HttpResponseRedirect(f"{reverse('own-data')}?xong=nhan-tin", status=303)
