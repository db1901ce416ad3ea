"""The alarm after a restore: erasures that the ledger knows and the database does not."""

import time
from typing import Any

from django.conf import settings

from paht.people.erasures import Ledger, replay_is_due
from paht.people.vault import VaultClosed
from paht.record.folder import Damaged

KEPT_SECONDS = 30.0
"""For how long a page believes that nothing is due; what is due is asked for every time."""
_believed_until = 0.0


def ledger() -> Ledger:
    """The ledger of erasures, beside the signed record."""
    return Ledger(settings.CHECKPOINTS / "erasures")


def due() -> list[dict[str, Any]]:
    """What ``/readyz`` warns of: keys that are there again after a restore, or a ledger that was changed."""
    try:
        count = replay_is_due(ledger())
    except Damaged:
        return [{"jurisdiction": None, "warning": "erasure ledger damaged"}]
    except VaultClosed:
        return []  # said already, as "vault closed"
    return [{"jurisdiction": None, "warning": "erasures to be replayed", "records": count}] if count else []


def replay_warning() -> list[dict[str, str]]:
    """The same as a message on pages of staff."""
    global _believed_until
    if time.monotonic() < _believed_until:
        return []
    found = due()
    if not found:
        _believed_until = time.monotonic() + KEPT_SECONDS
        return []
    if "records" not in found[0]:
        text = (
            "Sổ xóa dữ liệu cá nhân đã bị thay đổi nên không đối chiếu được với dữ liệu. Đề nghị quản trị hệ thống "
            "khôi phục sổ xóa từ bản sao của nhật ký niêm phong."
        )
        return [{"tone": "bad", "text": text}]
    text = (
        f"Dữ liệu vừa được khôi phục từ bản sao cũ: {found[0]['records']} bản ghi cá nhân đã xóa mở được trở lại. Xin "
        "không xem người gửi của các phản ánh cũ; đề nghị quản trị hệ thống chạy “./paht vault replay-erasures” ngay."
    )
    return [{"tone": "bad", "text": text}]


def forget() -> None:
    """Ask again at the next page: for tests."""
    global _believed_until
    _believed_until = 0.0
