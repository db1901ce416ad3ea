"""What the vault process does about mail: it compares an address with a record's, and writes the letters that go out,
whose words stand in :mod:`paht.mail.wording`, so that nobody who may order one can make it say words of their own."""

import os
import re
import uuid
from collections.abc import Mapping
from typing import Any

from paht.mail.wording import letter_text
from paht.messages.delivering import plain, reference
from paht.messages.gateway import Again, Answer, Declined
from paht.messages.remembering import Remembering
from paht.messages.ways import Message, WayOut
from paht.people.actors import SYSTEM, actor_key
from paht.people.vault_finding import Brake
from paht.people.vault_process import Vault

COMPARING = "Hệ thống đối chiếu địa chỉ của một thư với địa chỉ người gửi đã cung cấp"
WRITING = "Hệ thống trả lời một thư của người gửi"
COMPARISONS_A_MINUTE = 120
_LOOPBACK = re.compile(r"127\.0\.0\.\d{1,3}")


class MailVault:
    """Answers the questions ``same-address`` and ``letter``."""

    def __init__(self, vault: Vault, *, ways: Mapping[str, WayOut]) -> None:
        self._vault, self._ways = vault, ways
        self._brake = Brake(COMPARISONS_A_MINUTE)
        self._sent = Remembering()

    def same_address(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{jurisdiction, record, address}`` → ``{same}``; the look is written first."""
        self._brake.spend()
        fields = self._fields(question, frozenset({"email"}), COMPARING)
        if "problem" in fields:
            return fields
        given = str(question["address"]).strip().lower()
        return {"same": bool(given) and fields.get("email", "").strip().lower() == given}

    def letter(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{jurisdiction, message, record, letter, missing, token, link, host}`` → what came of handing it over."""
        key = (int(question["jurisdiction"]), uuid.UUID(question["message"]))
        return plain(self._sent.once(key, lambda: self._handed_over(question)))

    def _handed_over(self, question: dict[str, Any]) -> Answer:
        way = self._ways.get("email")
        if way is None:
            return Again("nothing is connected", 60.0)
        origin = _origin(str(question["host"]))
        words = letter_text(
            question["letter"],
            missing=question["missing"],
            token=question["token"],
            link=question["link"],
            origin=origin,
        )
        if words is None:
            return Declined("no words for this")
        fields = self._fields(question, frozenset({"email", "subject", "reference"}), WRITING)
        if "problem" in fields:
            return Declined("damaged") if fields["problem"] == "damaged" else Again(str(fields["problem"]))
        if not fields.get("email"):
            return Declined("no such address")
        subject = f"Re: {fields.get('subject', '')[:120]} [thu-{question['token']}]"
        message = Message(
            fields["email"],
            words,
            subject=subject,
            jurisdiction=int(question["jurisdiction"]),
            answers=reference(fields),
        )
        return way.send(message, message_id=uuid.UUID(question["message"]))

    def _fields(self, question: dict[str, Any], wanted: frozenset[str], purpose: str) -> dict[str, Any]:
        look = {
            "records": [question["record"]],
            "fields": sorted(wanted),
            "actor": str(actor_key(SYSTEM.id)),
            "purpose": purpose,
        }
        opened = self._vault.answer(
            {"call": "open", "jurisdiction": question["jurisdiction"], "looks": [look]}
        )
        if "problem" in opened:
            return {"problem": opened["problem"]}
        found: dict[str, Any] = opened["opened"][0].get(question["record"], {})
        return found


def _origin(host: str) -> str:
    """Where the links lead: the public address; without one, as in a demo, this very machine."""
    if public := os.environ.get("PAHT_ORIGIN", ""):
        return public
    here = host if _LOOPBACK.fullmatch(host) else "127.0.0.1"
    return f"http://{here}:{os.environ.get('PAHT_PORT', '8000')}"
