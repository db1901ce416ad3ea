"""The warning of staff pages while a way to the senders does not answer."""

from datetime import datetime, timedelta

from paht.doors.pages.wording import vi_datetime
from paht.messages import undelivered

FRESH = timedelta(seconds=30)
"""For so long a process knows what it asked: every page of the desk shows the warning."""

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

_known: dict[int, tuple[datetime, list[dict[str, str]]]] = {}


def way_warning(*, jurisdiction_id: int, now: datetime) -> list[dict[str, str]]:
    """A message for each way that has taken nothing for ten minutes although notices wait."""
    asked_at, messages = _known.get(jurisdiction_id, (None, []))
    if asked_at is None or not timedelta(0) <= now - asked_at < FRESH:
        messages = [_message(each) for each in undelivered.silent(jurisdiction_id=jurisdiction_id, at=now)]
        _known[jurisdiction_id] = (now, messages)
    return messages


def _message(silent: undelivered.Silent) -> dict[str, str]:
    text = (
        f"Chưa gửi được {WAYS.get(silent.way, silent.way)} cho người dân từ {vi_datetime(silent.since)}. "
        "Không tin nào bị mất: hệ thống tự gửi lại đến khi được. Đề nghị quản trị kiểm tra kết nối; nếu việc gấp, "
        "xin gọi điện cho người gửi từ trang phản ánh."
    )
    return {"tone": "warn", "text": text}
