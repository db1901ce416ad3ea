"""Passkeys (WebAuthn) as second factors. The challenge lies in the session's row and is good once.

A passkey belongs to the host name for which it was made; a browser offers it nowhere else, which is why it cannot be
phished. An address without a name (127.0.0.1) can have none.
"""

import ipaddress
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from paht.people import factors
from paht.people.models import PASSKEY, Factor, StaffSession

_VERIFICATION = UserVerificationRequirement.PREFERRED


@dataclass(frozen=True, slots=True)
class Site:
    """Where a browser is: the host name that passkeys belong to, and the whole origin."""

    rp_id: str
    origin: str
    name: str

    @property
    def may_have_passkeys(self) -> bool:
        """Whether browsers make passkeys here: over https or on this very machine, and never for a bare address."""
        try:
            ipaddress.ip_address(self.rp_id.strip("[]"))
        except ValueError:
            local = self.rp_id == "localhost" or self.rp_id.endswith(".localhost")
            return local or self.origin.startswith("https://")
        return False


def ask_to_register(
    *, site: Site, session_id: uuid.UUID, staff_id: uuid.UUID, login: str, name: str
) -> dict[str, Any]:
    """What the browser needs to make a passkey; the session remembers the challenge."""
    user = PublicKeyCredentialUserEntity(id=staff_id.bytes, name=login, display_name=name)
    options, state = _server(site).register_begin(
        user,
        _credentials(staff_id, site),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=_VERIFICATION,
    )
    _remember(session_id, state)
    return dict(options.public_key)


def ask_to_confirm(*, site: Site, session_id: uuid.UUID, staff_id: uuid.UUID) -> dict[str, Any] | None:
    """What the browser needs to use a passkey; ``None`` where the person has none for this host name."""
    credentials = _credentials(staff_id, site)
    if not credentials:
        return None
    options, state = _server(site).authenticate_begin(credentials, user_verification=_VERIFICATION)
    _remember(session_id, state)
    return dict(options.public_key)


@transaction.atomic
def register(
    *, site: Site, session_id: uuid.UUID, staff_id: uuid.UUID, answer: str, name: str, at: datetime
) -> Sequence[str] | None:
    """Add the passkey that the browser made; ``None`` where its answer is not to our challenge.

    Returns new recovery codes with the first factor, as an application does.
    """
    state, given = _challenge(session_id), _read(answer)
    if state is None or given is None:
        return None
    try:
        made = _server(site).register_complete(state, given)
    except (ValueError, KeyError, TypeError):
        return None
    assert made.credential_data is not None, "fido2 has it in every registration"
    Factor.objects.create(
        staff_id=staff_id,
        kind=PASSKEY,
        name=name,
        made_at=at,
        credential=bytes(made.credential_data),
        rp_id=site.rp_id,
        sign_count=made.counter,
    )
    return factors.added(staff_id=staff_id, kind=PASSKEY, at=at)


@transaction.atomic
def use(*, site: Site, session_id: uuid.UUID, staff_id: uuid.UUID, answer: str, at: datetime) -> bool:
    """Whether the answer was signed by a passkey of the person for our challenge, here; the challenge is then used."""
    state, given = _challenge(session_id), _read(answer)
    if state is None or given is None:
        return False
    rows = list(_rows(staff_id, site).select_for_update())
    known = [AttestedCredentialData(bytes(row.credential)) for row in rows]
    try:
        used = _server(site).authenticate_complete(state, known, given)
        counter = AuthenticatorData(_authenticator_data(given)).counter
    except (ValueError, KeyError, TypeError):
        return False
    row = rows[known.index(used)]
    # A counter that does not grow belongs to a copy; many passkeys always say 0, and then it says nothing.
    if (counter or row.sign_count) and counter <= row.sign_count:
        return False
    Factor.objects.filter(pk=row.pk).update(sign_count=counter, used_at=at)
    return True


def _authenticator_data(given: Any) -> bytes:
    from fido2.webauthn import AuthenticationResponse

    return bytes(AuthenticationResponse.from_dict(given).response.authenticator_data)


def _server(site: Site) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=site.rp_id, name=site.name)
    return Fido2Server(entity, verify_origin=lambda origin: origin == site.origin)


def _rows(staff_id: uuid.UUID, site: Site) -> Any:
    return Factor.objects.filter(staff_id=staff_id, kind=PASSKEY, rp_id=site.rp_id).order_by("id")


def _credentials(staff_id: uuid.UUID, site: Site) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(row.credential)) for row in _rows(staff_id, site)]


def _remember(session_id: uuid.UUID, state: Any) -> None:
    StaffSession.objects.filter(pk=session_id).update(challenge=json.dumps(state))


def _challenge(session_id: uuid.UUID) -> Any:
    """The challenge of the session, which is then forgotten."""
    row = StaffSession.objects.select_for_update().filter(pk=session_id).first()
    if row is None or not row.challenge:
        return None
    StaffSession.objects.filter(pk=session_id).update(challenge="")
    return json.loads(row.challenge)


def _read(answer: str) -> Any:
    try:
        given = json.loads(answer)
    except ValueError:
        return None
    return given if isinstance(given, dict) else None
