"""Closing an account by hand, and opening it again (VL.20.6): the person is out at their next request."""

import uuid
from datetime import datetime

from django.db import transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.people import account_events, inviting
from paht.people.models import Invitation, Staff, qualified
from paht.people.sessions import end_all_sessions

OWN = "Không tự đóng tài khoản của mình. Xin nhờ một quản trị viên khác."
UNKNOWN = "Tài khoản này không tồn tại hoặc đã đóng."
NOT_CLOSED = "Tài khoản này không tồn tại hoặc đang dùng."
NO_REASON = "Xin ghi lý do đóng tài khoản; lý do được lưu trong nhật ký tài khoản."


@transaction.atomic
def close(*, jurisdiction: Jurisdiction, login: str, reason: str, by: uuid.UUID, at: datetime) -> str | None:
    """Close the account: sessions end, links are void, the log says who and why. What is wrong, in words, or ``None``.

    Nobody closes their own: so the last administrator stays.
    """
    if not reason.strip():
        return NO_REASON
    account = _locked(jurisdiction, login, is_active=True)
    if account is None:
        return UNKNOWN
    if account.pk == by:
        return OWN
    account.is_active = False
    account.save(update_fields=["is_active"])
    Invitation.objects.filter(staff_id=account.pk, used_at__isnull=True).delete()
    end_all_sessions(staff_id=account.pk, at=at)
    account_events.note(staff_id=account.pk, what="closed", by=by, at=at, detail=reason.strip())
    return None


@transaction.atomic
def reopen(*, jurisdiction: Jurisdiction, login: str, by: uuid.UUID, at: datetime) -> str | dict[str, str]:
    """Open a closed account again: the secret of a new invitation, for nothing that opened it before does so until that
    is used; or what is wrong."""
    account = _locked(jurisdiction, login, is_active=False)
    if account is None:
        return {"": NOT_CLOSED}
    account.is_active = True
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    account_events.note(staff_id=account.pk, what="reopened", by=by, at=at)
    return inviting.invite_again(jurisdiction=jurisdiction, login=login, by=by, at=at)


def _locked(jurisdiction: Jurisdiction, login: str, *, is_active: bool) -> Staff | None:
    return (
        Staff.objects.select_for_update()
        .filter(
            jurisdiction_id=jurisdiction.id,
            login=qualified(login, jurisdiction.slug),
            is_active=is_active,
        )
        .first()
    )
