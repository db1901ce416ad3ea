"""The desk's page of conversations: who wrote lately, how far the draft is, what was said; and answers by hand.

The words are personal data: the second factor is asked and each look is on record (VL.7.5, ST.4.5); a conversation of a
report that few may read, or whose sender restricted it, stays closed.
"""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from paht import clock
from paht.conversations import queries
from paht.conversations.queries import Answered
from paht.conversations.store import REPLIES, WINDOWS, Conversation
from paht.doors.desk.frame import frame
from paht.doors.pages import confirming
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.law.casework.states import DESK_ROLES
from paht.people.actors import Official

LONGEST, MOST_CASES = 2000, 20
CHANNELS = {"zalo": "Zalo", "facebook": "Messenger"}
DRAFTS = {
    "none": ("", ""),
    "open": ("Bản nháp chưa đủ", "warn"),
    "complete": ("Bản nháp đủ, chờ xác nhận", "info"),
}
SHUT = {
    "secret": (
        "Cuộc trò chuyện có phản ánh liên quan bí mật nhà nước",
        "Chỉ người được giao lưu giữ hồ sơ mật mới đọc được nội dung (VL.13.1.b, ST.9.3.c).",
    ),
    "restricted": (
        "Người gửi đã yêu cầu hạn chế xử lý dữ liệu của mình",
        "Nội dung cuộc trò chuyện không hiển thị và không trả lời tại đây cho đến khi việc hạn chế được gỡ. Khi có căn "
        "cứ pháp luật, xin xem thông tin người gửi tại trang của từng phản ánh.",
    ),
}
"""Why a conversation is closed: the title and the words."""
_NO_TEXT = "Xin nhập nội dung trả lời, không quá 2.000 ký tự."
_CLOSED = "Đã hết thời gian hoặc số tin trả lời mà nền tảng cho phép; xin liên hệ người gửi bằng cách khác."
_OVERTAKEN = (
    "Cán bộ khác vừa trả lời cuộc trò chuyện này nên tin của ông/bà chưa được gửi. Xin đọc tin mới nhất; nếu vẫn cần, "
    "bấm Gửi trả lời lần nữa."
)


@require_safe
@staff_only(DESK_ROLES)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """The last heard first; ``?draft=1`` shows those with an unfinished draft alone."""
    after, only = read_place(request.GET.get("after", "")), request.GET.get("draft") == "1"
    found = queries.conversations(official, after=after, only_drafts=only)
    shown, more = found[: queries.PAGE], found[queries.PAGE :]
    home = reverse("desk-chats") + ("?draft=1" if only else "")
    last = urlencode({"after": write_place(shown[-1].heard_at, shown[-1].id)}) if more else ""
    context = {
        **frame(request, official, current="chats"),
        "rows": [
            {
                "href": reverse("desk-chat", args=[row.id]),
                "channel": CHANNELS[row.channel],
                "heard_at": row.heard_at,
                "draft": DRAFTS[row.draft],
                "codes": row.codes,
                "problems": row.problems,
            }
            for row in shown
        ],
        "only_drafts": only,
        "next_href": f"{home}{'&' if only else '?'}{last}" if more else None,
        "first_href": home if after else None,
    }
    return render(request, "desk/chats.html", context)


@staff_only(DESK_ROLES)
def show(request: HttpRequest, official: Official, conversation_id: uuid.UUID) -> HttpResponse:
    """One conversation; a POST answers in it, or tries once more what could not be delivered."""
    found = queries.conversation_of(official, conversation_id=conversation_id)
    if found is None:
        raise Http404
    closed = queries.closed_to(official, found)
    if closed:
        return _page(request, official, found, closed=closed, status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        if confirming.is_asked(official, in_own_queue=True):
            return confirming.to_confirm(request.get_full_path())
        return _page(request, official, found)
    now = clock.now()
    key = _key(request.POST.get("message", "") or request.POST.get("command_id", ""))
    back = HttpResponseRedirect(reverse("desk-chat", args=[found.id]), status=303)
    if key is None:
        return _returned(request, official, found, error=_NO_TEXT, status=422)
    if "message" in request.POST:
        done = queries.again(found, message_id=key, now=now)
        return back if done else _returned(request, official, found, error=_CLOSED, status=409)
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST:
        return _returned(request, official, found, error=_NO_TEXT, typed=text, status=422)
    seen = _key(request.POST.get("seen", ""))
    came = queries.answer(official, found, text=text, message_id=key, seen=seen, now=now)
    if came is not Answered.DONE:
        why = _OVERTAKEN if came is Answered.OVERTAKEN else _CLOSED
        return _returned(request, official, found, error=why, typed=text, status=409)
    return back


def _returned(
    request: HttpRequest, official: Official, found: Conversation, *, error: str, status: int, typed: str = ""
) -> HttpResponse:
    """The page with what was given in vain: it opens the words, so whoever has not confirmed lately is asked first."""
    asked = confirming.before_reading(request, official)
    return asked or _page(request, official, found, error=error, typed=typed, status=status)


def _page(
    request: HttpRequest,
    official: Official,
    found: Conversation,
    *,
    error: str = "",
    typed: str = "",
    closed: str = "",
    status: int = 200,
) -> HttpResponse:
    now = clock.now()
    context = {
        **frame(request, official, current="chats"),
        "chat": {
            "href": reverse("desk-chat", args=[found.id]),
            "channel": CHANNELS[found.channel],
            "heard_at": found.heard_at,
            "until": found.heard_at + WINDOWS[found.channel],
            "left": max(0, REPLIES[found.channel] - found.replies),
            "may_answer": queries.may_answer(found, now=now),
        },
        "cases": [
            {"href": reverse("desk-case", args=[case_id]), "code": code}
            for case_id, code in queries.cases_of(found)[:MOST_CASES]
        ],
        "lines": [] if closed else queries.history(official, found),
        "closed": SHUT.get(closed),
        "errors": {"text": error} if error else {},
        "typed": typed,
        "seen": queries.last_of_others(official, found) or "",
        "longest": LONGEST,
        "command_id": str(uuid.uuid4()),
    }
    return render(request, "desk/chat.html", context, status=status)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
