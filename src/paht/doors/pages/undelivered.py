"""The warnings of staff pages while something outside does not answer: a way to the senders, a mailbox, an agency's own
software. Each says since when, why, that nothing is lost, and what is to be done."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from paht.conversations import queries as conversations
from paht.doors.pages.wording import vi_datetime
from paht.exchange import endpoints
from paht.exchange.endpoints import Endpoint
from paht.mail import queries as mail
from paht.mail.queries import Failing
from paht.messages import undelivered
from paht.messages.undelivered import SILENT, Silent

FRESH = timedelta(seconds=30)
"""For so long a process knows what it asked: every page of the desk shows the warning."""
MOST_NAMED = 3
"""So many agencies a warning names."""

WAYS = {
    "zalo": "Zalo",
    "zns": "Zalo (ZNS)",
    "messenger": "Messenger",
    "sms": "tin nhắn SMS",
    "push": "thông báo trên ứng dụng",
    "email": "thư điện tử",
    "call": "cuộc gọi",
}
"""How the ways are called."""

_ZALO_TOKEN = (
    "mã truy cập Zalo hết hiệu lực",
    "Đề nghị quản trị cấp lại mã làm mới (refresh token) của tài khoản Zalo OA trong cấu hình",
)
_MESSENGER_TOKEN = (
    "mã truy cập của trang hết hiệu lực",
    "Đề nghị quản trị cấp lại mã truy cập của trang Messenger trong cấu hình",
)
_REFUSED = (
    "dịch vụ từ chối đăng nhập",
    "Đề nghị quản trị kiểm tra tài khoản, mật khẩu của dịch vụ trong cấu hình",
)
_AWAY = ("máy chủ không trả lời", "Đề nghị quản trị kiểm tra kết nối")
_HESITATES = "Đề nghị quản trị kiểm tra cấu hình, hạn mức của tài khoản"
_ANSWERED = ("error ", "http 4", "smtp 4", "busy by its answer")
"""How problems begin that a service itself has told of."""
_REASONS: tuple[tuple[str, str, tuple[str, str]], ...] = (
    ("zalo", "token refused", _ZALO_TOKEN),
    ("zns", "token refused", _ZALO_TOKEN),
    ("zalo", "the token does not serve", _ZALO_TOKEN),
    ("zns", "the token does not serve", _ZALO_TOKEN),
    ("messenger", "the token does not serve", _MESSENGER_TOKEN),
    ("email", "sign-in refused", _REFUSED),
    (
        "",
        "the vault does not answer",
        ("tiến trình giữ thông tin cá nhân không trả lời", "Đề nghị quản trị khởi động lại tiến trình"),
    ),
)
"""By way (all, where empty) and how a problem begins: what that means, and who does what about it."""
_MAILBOX = {
    "sign-in refused": "máy chủ thư từ chối đăng nhập, đề nghị quản trị kiểm tra mật khẩu",
    "no such folder": "không có thư mục đã cấu hình, đề nghị quản trị kiểm tra",
}

_known: dict[tuple[int, uuid.UUID | None], tuple[datetime, list[dict[str, str]]]] = {}


def way_warning(*, jurisdiction_id: int, now: datetime) -> list[dict[str, str]]:
    """A message for each way that has taken nothing for ten minutes although messages wait, for each mailbox that
    could not be read for so long, and one for all agencies whose software has taken no call."""

    def found() -> list[dict[str, str]]:
        given = {"jurisdiction_id": jurisdiction_id, "at": now}
        every = [*undelivered.silent(**given), *conversations.silent(**given), *mail.silent(**given)]  # type: ignore[arg-type]
        failing = mail.failing(jurisdiction_id=jurisdiction_id)
        unread = [_unread(each) for each in failing if each.since <= now - SILENT]
        deaf = endpoints.failing(jurisdiction_id=jurisdiction_id, before=now - SILENT)
        return [*map(message_of, _by_way(every)), *unread, *_deaf(deaf)]

    return _fresh((jurisdiction_id, None), found, now)


def endpoint_warning(
    *, jurisdiction_id: int, agency_id: uuid.UUID | None, now: datetime
) -> list[dict[str, str]]:
    """A message for the people of an agency whose software has taken no call for ten minutes, or was switched off."""
    if agency_id is None:
        return []

    def found() -> list[dict[str, str]]:
        endpoint = endpoints.endpoint_of(jurisdiction_id=jurisdiction_id, agency_id=agency_id)
        if endpoint is None or endpoint.failing_since is None or endpoint.state == "off":
            return []
        if endpoint.failing_since > now - SILENT:
            return []
        again = (
            "Hệ thống đã tạm ngừng gọi: lãnh đạo cơ quan bật lại ở trang Kết nối phần mềm sau khi sửa xong"
            if endpoint.state == "disabled"
            else "Hệ thống tự gọi lại đến khi được; đề nghị bộ phận kỹ thuật của cơ quan kiểm tra máy chủ"
        )
        text = (
            f"Phần mềm của cơ quan không nhận thông báo từ {vi_datetime(endpoint.failing_since)}; "
            f"{endpoint.waiting} thông báo đang chờ, không thông báo nào bị mất. {again}. "
            "Thời hạn xử lý vẫn tính: trong lúc chờ, xin nhận và xử lý phản ánh ngay trên trang này."
        )
        return [{"tone": "warn", "text": text}]

    return _fresh((jurisdiction_id, agency_id), found, now)


def _deaf(failing: list[tuple[str, Endpoint]]) -> list[dict[str, str]]:
    """One message for all agencies whose software takes no calls: which ones, since when, how many notices wait."""
    if not failing:
        return []
    named = "; ".join(
        f"{name} (từ {vi_datetime(each.failing_since)}, {each.waiting} thông báo đang chờ)"
        for name, each in failing[:MOST_NAMED]
        if each.failing_since is not None
    )
    more = f" và {len(failing) - MOST_NAMED} cơ quan khác" if len(failing) > MOST_NAMED else ""
    text = (
        f"Phần mềm của cơ quan không nhận thông báo: {named}{more}. Không thông báo nào bị mất, nhưng thời hạn xử lý "
        "vẫn tính: việc gấp xin gọi điện cho cơ quan; cơ quan vẫn nhận và xử lý được ngay trên trang của hệ thống."
    )
    return [{"tone": "warn", "text": text}]


def _fresh(
    key: tuple[int, uuid.UUID | None], found: Callable[[], list[dict[str, str]]], now: datetime
) -> list[dict[str, str]]:
    asked_at, messages = _known.get(key, (None, []))
    if asked_at is None or not timedelta(0) <= now - asked_at < FRESH:
        messages = found()
        _known[key] = (now, messages)
    return messages


def _by_way(every: Iterable[Silent]) -> list[Silent]:
    """One for each way, since the earliest."""
    found: dict[str, Silent] = {}
    for each in sorted(every, key=lambda one: one.since):
        known = found.get(each.way)
        found[each.way] = each if known is None else replace(known, waiting=known.waiting + each.waiting)
    return list(found.values())


def message_of(silent: Silent) -> dict[str, str]:
    """What is told of a way: since when, why, that nothing is lost, who does what."""
    told = (f"dịch vụ chưa nhận tin: {silent.why}", _HESITATES) if silent.why.startswith(_ANSWERED) else _AWAY
    reason, action = next(
        (
            known
            for way, begins, known in _REASONS
            if way in ("", silent.way) and silent.why.startswith(begins)
        ),
        told,
    )
    text = (
        f"Chưa gửi được {WAYS.get(silent.way, silent.way)} cho người dân từ {vi_datetime(silent.since)}: {reason} "
        f"(đã thử gửi {silent.waiting} tin). Không tin nào bị mất: hệ thống tự gửi lại đến khi được. {action}; nếu "
        "việc gấp, xin gọi điện cho người gửi từ trang phản ánh."
    )
    return {"tone": "warn", "text": text}


def _unread(each: Failing) -> dict[str, str]:
    why = _MAILBOX.get(each.problem, "không kết nối được máy chủ thư, đề nghị quản trị kiểm tra")
    text = (
        f"Hộp thư {each.name} chưa đọc được từ {vi_datetime(each.since)}: {why}. Thư vẫn nằm ở máy chủ, không thư nào "
        "bị mất; hệ thống tự thử lại mỗi phút."
    )
    return {"tone": "warn", "text": text}
