"""Accounts are created centrally (VL.20.6); their persons set the password themselves, by a link that is good once."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from paht.agencies.jurisdictions import Jurisdiction
from paht.agencies.models import Agency
from paht.law.casework.states import Role
from paht.people.models import (
    ROLE_NAMES,
    AccountEvent,
    Factor,
    Invitation,
    Membership,
    RecoveryCode,
    Staff,
    qualified,
)
from paht.people.sessions import end_all_sessions

LASTS = timedelta(hours=24)
"""How long a link can be used."""

_TOKEN_BYTES = 32
_LONGEST_NAME, _LONGEST_LOGIN = 120, 40
_WEAK = {
    "password_too_short": "Mật khẩu phải có ít nhất 10 ký tự.",
    "password_too_common": "Mật khẩu này quá phổ biến, dễ bị đoán; xin đặt mật khẩu khác.",
    "password_too_similar": "Mật khẩu quá giống tên hoặc tên đăng nhập; xin đặt mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu không được chỉ gồm chữ số.",
}


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link is for; ``login`` as typed when signing in."""

    staff_id: uuid.UUID
    login: str
    name: str


def create(
    *,
    jurisdiction: Jurisdiction,
    login: str,
    name: str,
    agency_id: uuid.UUID | None,
    role: str,
    by: uuid.UUID,
    at: datetime,
) -> str | dict[str, str]:
    """An account with its first role, from now on: the secret of its invitation, or what is wrong, by field."""
    problems = {}
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        problems["name"] = "Xin ghi họ tên người sử dụng."
    word = login.strip()
    if not (word.isascii() and word.isalnum() and len(word) <= _LONGEST_LOGIN):
        problems["login"] = "Xin đặt tên đăng nhập chỉ gồm chữ cái không dấu và số."
    known = agency_id and Agency.objects.filter(pk=agency_id, jurisdiction_id=jurisdiction.id).exists()
    if not known:
        problems["body"] = "Xin chọn cơ quan của người sử dụng."
    if role not in ROLE_NAMES:
        problems["role"] = "Xin chọn vai trò."
    if problems or agency_id is None:
        return problems
    try:
        return new_account(
            jurisdiction=jurisdiction,
            login=login,
            name=name.strip(),
            agency_id=agency_id,
            role=Role(role),
            by=by,
            at=at,
        )
    except IntegrityError:
        return {"login": "Tên đăng nhập này đã có người dùng; xin đặt tên khác."}


@transaction.atomic
def new_account(
    *,
    jurisdiction: Jurisdiction,
    login: str,
    name: str,
    agency_id: uuid.UUID,
    role: Role,
    by: uuid.UUID,
    at: datetime,
) -> str:
    """An account without a password; the secret of its invitation. IntegrityError where the login is taken."""
    staff = Staff(jurisdiction_id=jurisdiction.id, login=qualified(login, jurisdiction.slug), name=name)
    staff.set_unusable_password()
    staff.save(force_insert=True)
    Membership.objects.create(staff=staff, agency_id=agency_id, role=role.value, valid_from=at)
    return _invite(staff.pk, by=by, at=at)


def invite_again(
    *, jurisdiction: Jurisdiction, login: str, by: uuid.UUID, at: datetime
) -> str | dict[str, str]:
    """A new link for an account whose person lost the password or the second factor; the former link is void."""
    account = Staff.objects.filter(
        jurisdiction_id=jurisdiction.id, login=qualified(login, jurisdiction.slug), is_active=True
    ).first()
    if account is None:
        return {"": "Tài khoản này không tồn tại hoặc đã đóng."}
    with transaction.atomic():
        return _invite(account.pk, by=by, at=at)


def invited(token: str, *, jurisdiction_id: int, at: datetime) -> Invited | None:
    """Whom the link is for; ``None`` once it was used, replaced or is too old."""
    row = (
        Invitation.objects.filter(
            key=_key(token),
            used_at__isnull=True,
            made_at__gt=at - LASTS,
            staff__jurisdiction_id=jurisdiction_id,
            staff__is_active=True,
        )
        .values_list("staff_id", "staff__login", "staff__name")
        .first()
    )
    return Invited(row[0], row[1].rpartition("@")[0], row[2]) if row else None


def weakness(password: str, person: Invited) -> str | None:
    """What is wrong with a password; ``None`` for a good one."""
    try:
        validate_password(password, Staff(login=person.login, name=person.name))
    except ValidationError as error:
        return " ".join(_WEAK.get(str(one.code), "Xin đặt mật khẩu khác.") for one in error.error_list)
    return None


@transaction.atomic
def accept(token: str, *, jurisdiction_id: int, password: str, at: datetime) -> bool:
    """Set the password, once: whatever opened the account before (password, factors, sessions) opens it no more."""
    person = invited(token, jurisdiction_id=jurisdiction_id, at=at)
    used = Invitation.objects.filter(key=_key(token), used_at__isnull=True)
    if person is None or not used.update(used_at=at):
        return False
    account = Staff.objects.get(pk=person.staff_id)
    account.set_password(password)
    account.save(update_fields=["password"])
    Factor.objects.filter(staff_id=person.staff_id).delete()
    RecoveryCode.objects.filter(staff_id=person.staff_id).delete()
    end_all_sessions(staff_id=person.staff_id, at=at)
    _write(person.staff_id, "invitation_used", by=person.staff_id, at=at)
    return True


def _invite(staff_id: uuid.UUID, *, by: uuid.UUID, at: datetime) -> str:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    Invitation.objects.filter(staff_id=staff_id, used_at__isnull=True).delete()
    Invitation.objects.create(key=_key(token), staff_id=staff_id, made_at=at)
    _write(staff_id, "invited", by=by, at=at)
    return token


def _write(staff_id: uuid.UUID, what: str, *, by: uuid.UUID, at: datetime) -> None:
    AccountEvent.objects.create(staff_id=staff_id, happened_at=at, what=what, by=by)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
