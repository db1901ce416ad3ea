"""Second factors of staff: authenticator applications (RFC 6238), recovery codes, and the list of all, passkeys too.

A secret is sealed by AES-256-GCM under a key of the installation that never lies in the database; recovery codes are
known there by a keyed digest. A code is good once: the half minute of the last one is kept.
"""

import base64
import hmac
import os
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import totp
from django.conf import settings
from django.db import transaction

from paht.installation.home import Home
from paht.installation.keys import factor_key, kept
from paht.people.models import TOTP, AccountEvent, Factor, RecoveryCode, Staff

RECOVERY = "recovery"
"""The kind of a recovery code, beside those of factors."""

STEP_SECONDS, DIGITS = 30, 6
_SECRET_BYTES = 20
_NONCE_BYTES = 12
_RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is read for another one."""


@dataclass(frozen=True, slots=True)
class Held:
    """A second factor as its person sees it."""

    id: int
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None


def held(*, staff_id: uuid.UUID) -> list[Held]:
    """The person's factors, the oldest first."""
    rows = Factor.objects.filter(staff_id=staff_id).order_by("made_at", "id")
    return [Held(*row) for row in rows.values_list("id", "kind", "name", "made_at", "used_at")]


def recovery_codes_left(*, staff_id: uuid.UUID) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(staff_id=staff_id, used_at__isnull=True).count()


def new_secret() -> bytes:
    """The secret of a new authenticator application; it counts from :func:`add_application` on."""
    return secrets.token_bytes(_SECRET_BYTES)


def sealed(secret: bytes, *, staff_id: uuid.UUID) -> bytes:
    """The secret so that only this person's account can be opened with it."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(_key()).encrypt(nonce, secret, staff_id.bytes)


def opened(closed: bytes, *, staff_id: uuid.UUID) -> bytes | None:
    """The secret again; ``None`` where it was not sealed here for this person."""
    try:
        return AESGCM(_key()).decrypt(closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], staff_id.bytes)
    except (InvalidTag, ValueError):
        return None


def as_typed(secret: bytes) -> str:
    """The secret as it is typed into an application that cannot scan, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def address(secret: bytes, *, login: str, issuer: str) -> str:
    """The ``otpauth:`` address that an application scans."""
    return _generator(secret).get_provisioning_uri(login, issuer)


def code_at(secret: bytes, at: datetime) -> str:
    """The six figures that an application shows at the moment."""
    return _generator(secret).generate(int(at.timestamp())).decode()


@transaction.atomic
def add_application(
    *, staff_id: uuid.UUID, secret: bytes, code: str, name: str, at: datetime
) -> Sequence[str] | None:
    """Add the application that shows this code, which proves that it has the secret; ``None`` for a wrong code.

    Returns new recovery codes with the first factor, which are told once, and none with a further one.
    """
    step = _step_of(secret, code, at=at, after=0)
    if step is None:
        return None
    Factor.objects.create(
        staff_id=staff_id,
        kind=TOTP,
        name=name,
        made_at=at,
        used_at=at,
        secret=sealed(secret, staff_id=staff_id),
        last_step=step,
    )
    return added(staff_id=staff_id, kind=TOTP, at=at)


def added(*, staff_id: uuid.UUID, kind: str, at: datetime) -> Sequence[str]:
    """Write down that a factor was added; the recovery codes that come with the first one."""
    AccountEvent.objects.create(
        staff_id=staff_id, happened_at=at, what="factor_added", by=staff_id, detail=kind
    )
    if RecoveryCode.objects.filter(staff_id=staff_id).exists():
        return ()
    return _write_recovery_codes(staff_id)


@transaction.atomic
def renew_recovery_codes(*, staff_id: uuid.UUID, at: datetime) -> Sequence[str]:
    """New recovery codes, told once; the former ones are worth nothing any more."""
    RecoveryCode.objects.filter(staff_id=staff_id).delete()
    AccountEvent.objects.create(staff_id=staff_id, happened_at=at, what="recovery_renewed", by=staff_id)
    return _write_recovery_codes(staff_id)


@transaction.atomic
def remove(*, staff_id: uuid.UUID, factor_id: int, at: datetime) -> bool:
    """Remove one of the person's factors; false where it is the last one, which stays."""
    ids = list(Factor.objects.select_for_update().filter(staff_id=staff_id).values_list("id", flat=True))
    if factor_id not in ids or len(ids) < 2:
        return False
    Factor.objects.filter(pk=factor_id).delete()
    AccountEvent.objects.create(staff_id=staff_id, happened_at=at, what="factor_removed", by=staff_id)
    return True


@transaction.atomic
def use_code(*, staff_id: uuid.UUID, typed: str, at: datetime) -> str | None:
    """The kind of what the typed code belongs to, which is then used up; ``None`` for a wrong or used one."""
    code = "".join(letter for letter in typed.lower() if letter.isalnum())
    if len(code) == DIGITS and code.isdecimal():
        return TOTP if _use_application(staff_id, code, at) else None
    unused = RecoveryCode.objects.filter(
        staff_id=staff_id, digest=_digest(staff_id, code), used_at__isnull=True
    )
    return RECOVERY if unused.update(used_at=at) else None


def _use_application(staff_id: uuid.UUID, code: str, at: datetime) -> bool:
    for factor in Factor.objects.select_for_update().filter(staff_id=staff_id, kind=TOTP).order_by("id"):
        secret = opened(bytes(factor.secret), staff_id=staff_id)
        step = None if secret is None else _step_of(secret, code, at=at, after=factor.last_step)
        if step is not None:
            Factor.objects.filter(pk=factor.pk).update(last_step=step, used_at=at)
            return True
    return False


def _step_of(secret: bytes, code: str, *, at: datetime, after: int) -> int | None:
    """The half minute whose code it is: the present one, the last or the next, for clocks that go wrong a little."""
    generator = _generator(secret)
    present = int(at.timestamp()) // STEP_SECONDS
    found = None
    for step in (present - 1, present, present + 1):
        if (
            hmac.compare_digest(generator.generate(step * STEP_SECONDS), code.strip().encode())
            and step > after
        ):
            found = step
    return found


def _write_recovery_codes(staff_id: uuid.UUID) -> Sequence[str]:
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(_RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(staff_id=staff_id, digest=_digest(staff_id, code)) for code in codes]
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def demo_secret(home: Home) -> bytes | None:
    """The secret of the demonstration's accounts, which ``./paht demo`` made; ``None`` in any other installation."""
    try:
        return bytes.fromhex((home.path / "demo-factor").read_text())
    except FileNotFoundError:
        return None


def equip_demo(*, home: Home, jurisdiction_id: int, at: datetime) -> None:
    """Give every account of the province without a factor the demonstration's."""
    secret = bytes.fromhex(kept(home.path / "demo-factor", lambda: new_secret().hex().encode()).decode())
    without = Staff.objects.filter(jurisdiction_id=jurisdiction_id, factors__isnull=True)
    give_everybody(
        secret=secret, staff_ids=list(without.values_list("id", flat=True)), name="Bản trình diễn", at=at
    )


def give_everybody(*, secret: bytes, staff_ids: Sequence[uuid.UUID], name: str, at: datetime) -> None:
    """The same application for several people: for a demonstration and for tests, where the secret is no secret."""
    Factor.objects.bulk_create(
        [
            Factor(
                staff_id=staff_id, kind=TOTP, name=name, made_at=at, secret=sealed(secret, staff_id=staff_id)
            )
            for staff_id in staff_ids
        ]
    )


def _generator(secret: bytes) -> totp.TOTP:
    return totp.TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 (what every application speaks)


def _digest(staff_id: uuid.UUID, code: str) -> bytes:
    return hmac.digest(_key(), staff_id.bytes + code.encode(), "sha256")


@cache
def _key() -> bytes:
    return factor_key(settings.HOME)
