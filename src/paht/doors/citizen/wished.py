"""The part of one's own page that says in which language and by which ways somebody wants to be written to."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from paht import clock
from paht.cases.belonging import has_open
from paht.doors.citizen import identified
from paht.law.telling import BASES, Basis
from paht.people import wishes
from paht.people.choices import Choice
from paht.people.wishes import LANGUAGES, WAYS, LastWay, Wishes
from paht.subjects.subject import DataSubject, choices_of, senders_of

WAY_NAMES = {
    "sms": "Tin nhắn SMS",
    "zalo": "Zalo",
    "messenger": "Messenger",
    "email": "Thư điện tử",
    "push": "Thông báo trên trình duyệt, ứng dụng",
}
_TASK = "Căn cứ: nhiệm vụ trả kết quả cho người phản ánh; ông/bà có quyền từ chối cách này."
_CONSENT = "Căn cứ: sự đồng ý của ông/bà; rút lại lúc nào cũng được."
_BASIS_WORDS = {Basis.TASK: _TASK, Basis.CONSENT: _CONSENT}
_SENT_HOW = {
    "sms": "Đến số điện thoại ghi khi gửi phản ánh.",
    "zalo": "Trong cuộc trò chuyện ông/bà đã bắt đầu; nếu không, tin Zalo đến số điện thoại ghi khi gửi phản ánh.",
    "messenger": "Chỉ trong cuộc trò chuyện ông/bà đã bắt đầu.",
    "email": "Đến địa chỉ ghi khi gửi phản ánh.",
    "push": "Chỉ trên thiết bị mà ông/bà tự bật thông báo.",
}
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
LAST_WAY = (
    "Ông/bà đang có phản ánh chưa kết thúc nên không thể từ chối tất cả các cách: Trung tâm phải báo được kết quả và "
    "yêu cầu bổ sung. Xin giữ lại ít nhất một cách."
)
assert WAY_NAMES.keys() == _SENT_HOW.keys() == BASES.keys() == set(WAYS)


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
        "ways": [{"value": way, "label": WAY_NAMES[way], "hint": basis_of(way)} for way in WAYS],
        "choices": [{"at": each.at, "words": chosen(each)} for each in choices_of(subject)],
        "may": bool(senders_of(subject)),
    }


def basis_of(way: str) -> str:
    """Where a message by this way goes, and on what that rests."""
    return f"{_SENT_HOW[way]} {_BASIS_WORDS[BASES[way]]}"


def chosen(choice: Choice) -> str:
    """A choice in words."""
    consents = BASES[choice.way] is Basis.CONSENT
    did = ("Đồng ý nhận" if consents else "Nhận lại") if choice.is_allowed else "Từ chối"
    if not choice.is_allowed and consents:
        did = "Rút sự đồng ý nhận"
    return f"{did}: {WAY_NAMES[choice.way]}"


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
