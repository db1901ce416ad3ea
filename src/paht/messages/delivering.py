"""Sending, in the vault process: it finds the number, opens or writes the text, speaks with the gateway, and tells
whoever asked nothing but the outcome.

A question names a message (whose identifier the gateway gets as idempotency key) and either brings a sealed text or
names the sender's record and a template. The worker, which asks, keeps the queue: what waits, how often it was tried,
when it is given up. So a vault that is started anew in the middle of a sending loses nothing; what it had handed over
without having told is asked for again under the same key.
"""

import re
import time
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from paht.messages import push
from paht.messages.gateway import Accepted, Again, Answer, Caller, Declined, Gateway
from paht.messages.sealing import Sms, open_sms
from paht.messages.ways import Message, WayOut
from paht.messages.wording import text_to_sender
from paht.people.codes import mobile
from paht.people.vault_process import Vault
from paht.people.vault_records import Unreadable

PURPOSE = "Hệ thống thông báo cho người gửi về phản ánh của mình"
"""Why the number was looked up, as the record of looks says it."""

A_DAY = 24 * 3600.0
NOTICES_A_DAY = 20
"""How many notices a number gets a day: who types a stranger's number into report after report pumps no more."""

_REMEMBERED = 10_000
_CODE = re.compile(r"[A-Z0-9-]{0,40}")
_NOT_CONNECTED_SECONDS = 60.0


class Delivery:
    """Answers the vault's question ``send``."""

    def __init__(
        self, vault: Vault, gateway: Gateway | None, *, ways: Mapping[str, WayOut] | None = None
    ) -> None:
        self._vault, self._gateway, self._ways = vault, gateway, ways or {}
        self._accepted: OrderedDict[uuid.UUID, Accepted] = OrderedDict()
        """What was handed over lately: a worker that died before it heard so asks again."""
        self._notices: OrderedDict[bytes, dict[uuid.UUID, float]] = OrderedDict()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{jurisdiction, message, way, sealed}`` or ``{…, record, template, code}`` → what came of it."""
        message = uuid.UUID(question["message"])
        if message in self._accepted:
            return plain(self._accepted[message])
        came = self._handed_over(question, message)
        if isinstance(came, Accepted):
            _remember(self._accepted, message, came)
        return plain(came)

    def _handed_over(self, question: dict[str, Any], message: uuid.UUID) -> Answer:
        if (other := self._ways.get(question.get("way", ""))) is not None:
            return self._by(other, question, message)
        way, calls = self._gateway, question.get("way") == "call"
        if way is None or (calls and not isinstance(way, Caller)):
            return Again("nothing is connected", _NOT_CONNECTED_SECONDS)
        try:
            sms = self._sealed(question, message) if "sealed" in question else self._notice(question)
        except Unreadable:
            return Declined("the seal does not open")
        if not isinstance(sms, Sms):
            return sms
        if "sealed" not in question and not self._may_be_told(int(question["jurisdiction"]), sms, message):
            return Again("this number was told often enough for a day", 3600.0)
        if calls and isinstance(way, Caller):
            return way.call(sms.phone, message_id=message, text=sms.text)
        return way.send(sms, message_id=message)

    def _sealed(self, question: dict[str, Any], message: uuid.UUID) -> Sms:
        sealed = bytes.fromhex(question["sealed"])
        jurisdiction = int(question["jurisdiction"])
        return open_sms(sealed, jurisdiction_id=jurisdiction, message_id=message, keys=self._vault.keys)

    def _notice(self, question: dict[str, Any]) -> Sms | Answer:
        """The words of the template for the number in the record, the look at which is written first."""
        text = text_to_sender(question["template"], code=question["code"])
        if text is None or not _CODE.fullmatch(question["code"]):
            return Declined("no words for this")
        found = self._address(question, "phone")
        if not isinstance(found, str):
            return found
        number = mobile(found)
        return Declined("no mobile number") if number is None else Sms(number, text)

    def _by(self, way: WayOut, question: dict[str, Any], message: uuid.UUID) -> Answer:
        """The words of the template to the address that the record has for this way."""
        text = text_to_sender(question["template"], code=question["code"])
        if text is None or not _CODE.fullmatch(question["code"]):
            return Declined("no words for this")
        if way.field == push.FIELD:
            return push.answered(self._vault, way, question, Message("", text), message)
        found = self._address(question, way.field)
        if not isinstance(found, str):
            return found
        return way.send(Message(found, text), message_id=message) if found else Declined("no such address")

    def _address(self, question: dict[str, Any], field: str) -> str | Answer:
        """The field of the record, empty where it has none; the look is written first."""
        look = {
            "records": [question["record"]],
            "fields": [field],
            "actor": str(uuid.UUID(int=0)),
            "purpose": PURPOSE,
        }
        opened = self._vault.answer(
            {"call": "open", "jurisdiction": question["jurisdiction"], "looks": [look]}
        )
        if "problem" in opened:
            return Declined("damaged") if opened["problem"] == "damaged" else Again(opened["problem"])
        address: str = opened["opened"][0].get(question["record"], {}).get(field, "")
        return address

    def _may_be_told(self, jurisdiction: int, sms: Sms, message: uuid.UUID) -> bool:
        now, index = time.monotonic(), self._vault.keys.index(jurisdiction, sms.phone)
        told = {each: at for each, at in self._notices.get(index, {}).items() if now - at < A_DAY}
        if message not in told and len(told) >= NOTICES_A_DAY:
            return False
        _remember(self._notices, index, {**told, message: now})
        return True


def _remember[K, V](lately: OrderedDict[K, V], key: K, value: V) -> None:
    lately[key] = value
    lately.move_to_end(key)
    while len(lately) > _REMEMBERED:
        lately.popitem(last=False)


def plain(answer: Answer) -> dict[str, Any]:
    """The outcome as it goes over the socket: no number, no text."""
    if isinstance(answer, Accepted):
        return {"came": "accepted", "reference": answer.reference}
    if isinstance(answer, Again):
        return {"came": "again", "why": answer.problem, "after": answer.after_seconds}
    return {"came": "declined", "why": answer.problem}


def read(answer: dict[str, Any]) -> Answer:
    """The outcome that :func:`plain` wrote."""
    if answer["came"] == "accepted":
        return Accepted(answer["reference"])
    if answer["came"] == "again":
        return Again(answer["why"], float(answer["after"]))
    return Declined(answer["why"])
