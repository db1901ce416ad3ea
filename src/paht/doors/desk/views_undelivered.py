"""What could not be delivered to senders, and what the channels brought that nobody could work on: why, and once
more. No address and no word of a message is shown."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.doors.desk.frame import MAY_ENTER, frame
from paht.doors.pages.paging import read_place, write_place
from paht.doors.pages.phone import WORDS
from paht.doors.pages.rendering import render
from paht.doors.pages.staff import staff_only
from paht.doors.pages.undelivered import WAYS
from paht.law.casework.states import DESK_ROLES
from paht.messages import undelivered
from paht.messages.undelivered import GivenUp, Stuck, Try
from paht.people.actors import Official

CHANNELS = {
    "zalo": "Zalo",
    "facebook": "Messenger",
    "open311": "Open311",
    "finding": "Thiết bị, nguồn tin",
    "email": "Thư điện tử",
}
PROBLEMS = {
    "no such address": "phản ánh không có địa chỉ cho cách gửi này",
    "no mobile number": "số điện thoại không phải số di động",
    "no record of a number": "không có thông tin liên hệ",
    "no words for this": "chưa có lời nhắn cho nội dung này",
    "damaged": "bản ghi liên hệ bị hỏng",
    "bounced": "thư bị trả lại, địa chỉ có thể sai",
    "no way is left": "không còn cách gửi nào",
    "this address was told often enough for a day": "đã đủ số tin một ngày cho địa chỉ này",
    "the token does not serve": "mã truy cập Zalo hết hiệu lực",
    "the vault does not answer": "tiến trình giữ thông tin cá nhân không trả lời",
    "its seal does not open": "không mở được niêm phong",
}
"""What the peers' answers mean to an officer; another is shown as it is."""
OUTCOMES = {
    "accepted": "đã nhận",
    "again": "chưa nhận, sẽ thử lại",
    "declined": "từ chối",
    "braked": "hoãn",
    "ordered_anew": "yêu cầu gửi lại",
}
MOST_AT_ONCE = 500
"""How many notices are ordered anew by one press."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(MAY_ENTER)
def listed(request: HttpRequest, official: Official) -> HttpResponse:
    """The page; a POST sends again, or works again on events, whichever were chosen."""
    if request.method != "POST":
        return _answer(request, official)
    if not official.roles & DESK_ROLES:
        raise PermissionDenied
    orders, events = _chosen(request, "order"), _chosen(request, "event")
    if request.POST.get("all"):
        # After an outage: whatever the page shows and what lies behind it.
        lost = undelivered.given_up(jurisdiction_id=official.jurisdiction_id, limit=MOST_AT_ONCE)
        orders = [each.id for each in lost]
    if not orders and not events:
        return _answer(request, official, error="Xin chọn ít nhất một dòng cần gửi lại hoặc xử lý lại.")
    where, now = official.jurisdiction_id, clock.now()
    anew = undelivered.order_anew(
        jurisdiction_id=where, orders=orders, by=uuid.UUID(official.actor.id), at=now
    )
    again = undelivered.take_up_again(jurisdiction_id=where, events=events, at=now)
    return HttpResponseRedirect(f"{reverse('desk-undelivered')}?{urlencode({'xong': anew + again})}")


def _chosen(request: HttpRequest, name: str) -> list[uuid.UUID]:
    """What was ticked; what is no identifier was not on the page."""
    found = []
    for text in request.POST.getlist(name)[: undelivered.PAGE]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _answer(request: HttpRequest, official: Official, *, error: str = "") -> HttpResponse:
    where, home = official.jurisdiction_id, reverse("desk-undelivered")
    after = read_place(request.GET.get("after", ""))
    found = undelivered.given_up(jurisdiction_id=where, limit=undelivered.PAGE + 1, before=after)
    rows, last = found[: undelivered.PAGE], ""
    if len(found) > undelivered.PAGE:
        last = write_place(rows[-1].given_up_at, rows[-1].id)
    done = request.GET.get("xong", "")
    context: dict[str, Any] = {
        **frame(request, official, current="undelivered"),
        "error": error,
        "done": int(done) if done.isascii() and done.isdecimal() and len(done) < 6 else 0,
        "rows": [_row(each) for each in rows],
        "stuck": [] if after else [_stuck_row(each) for each in undelivered.stuck(jurisdiction_id=where)],
        "waiting": undelivered.waiting(jurisdiction_id=where),
        "may_order": bool(official.roles & DESK_ROLES),
        "next_href": f"{home}?{urlencode({'after': last})}" if last else None,
        "first_href": home if after else None,
    }
    return render(request, "desk/undelivered.html", context, status=422 if error else 200)


def _row(each: GivenUp) -> dict[str, Any]:
    return {
        "id": each.id,
        "what": WORDS.get(each.template, each.template),
        "code": each.code,
        "href": reverse("desk-case", args=[each.case_id]) if each.case_id else "",
        "made_at": each.made_at,
        "given_up_at": each.given_up_at,
        "why": PROBLEMS.get(each.problem, each.problem) or "hết thời gian thử, chưa cách gửi nào nhận",
        "tries": [_try_line(one) for one in each.tries],
    }


def _try_line(one: Try) -> dict[str, Any]:
    what = f"{WAYS.get(one.way, one.way)}: {OUTCOMES[one.outcome]}" if one.way else OUTCOMES[one.outcome]
    why = PROBLEMS.get(one.why, one.why) or (f"bởi {one.staff}" if one.staff else "")
    return {"at": one.at, "text": f"{what} ({why})" if why else what}


def _stuck_row(each: Stuck) -> dict[str, Any]:
    return {
        "id": each.id,
        "channel": CHANNELS.get(each.channel, each.channel),
        "at": each.received_at,
        "attempts": each.attempts,
        "why": PROBLEMS.get(each.problem, each.problem),
    }
