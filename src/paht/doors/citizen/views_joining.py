"""A chat joined to one's account: by the link that was given in it, signed in, on a button (a program that opens links
to show what is behind them joins nothing)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from paht import clock
from paht.conversations import joining, links, store
from paht.doors.citizen.signed import signed_in_only
from paht.doors.pages.rendering import render
from paht.people.citizen_sessions import Citizen

CHAT_NAMES = {"zalo": "Zalo", "facebook": "Messenger"}
_OLD = "Liên kết đã quá 60 phút hoặc không đúng. Bấm “Gắn với tài khoản” trong cuộc trò chuyện để nhận liên kết mới."
_ANOTHERS = (
    "Cuộc trò chuyện này đã gắn với một tài khoản khác. Nếu tài khoản đó cũng của ông/bà, xin đăng nhập vào đó và bỏ "
    "cuộc trò chuyện trước."
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_only
def join(request: HttpRequest, citizen: Citizen, word: str) -> HttpResponse:
    """Say what will be joined, then join it."""
    conversation_id = links.read_account(word, jurisdiction_id=citizen.jurisdiction_id)
    found = (
        store.of_id(jurisdiction_id=citizen.jurisdiction_id, conversation_id=conversation_id)
        if conversation_id
        else None
    )
    if found is None:
        return _page(request, name="", problem=_OLD, status=404)
    name = CHAT_NAMES[found.channel]
    if request.method != "POST":
        return _page(request, name=name)
    if not joining.join(found, person_id=citizen.person_id, at=clock.now()):
        return _page(request, name=name, problem=_ANOTHERS, status=409)
    return HttpResponseRedirect(f"{reverse('own-account')}?xong=tro-chuyen", status=303)


def _page(request: HttpRequest, *, name: str, problem: str = "", status: int = 200) -> HttpResponse:
    answer = render(
        request,
        "citizen/join_chat.html",
        {"current": "own", "name": name, "errors": {"": problem} if problem else {}},
        status=status,
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer
