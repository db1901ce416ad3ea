"""Sending, in the vault process: it finds the number, opens or writes the text, speaks with the gateway, and tells
whoever asked nothing but the outcome.

A question names a message (whose identifier the gateway gets as idempotency key) and either brings a sealed text or
names the sender's record and a template. The worker, which asks, keeps the queue: what waits, how often it was tried,
when it is given up. So a vault that is started anew in the middle of a sending loses nothing; what it had handed over
without having told is asked for again under the same key.
"""

import hashlib
import os
import re
import time
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from paht.messages import pushing
from paht.messages.gateway import Accepted, Again, Answer, Caller, Declined, Gateway
from paht.messages.remembering import Remembering
from paht.messages.sealing import Sms, open_sms
from paht.messages.ways import Message, WayOut
from paht.messages.wording_vault import Phrasing, Told
from paht.people.codes import mobile
from paht.people.vault_process import Vault
from paht.people.vault_records import Unreadable

PURPOSE = "Hệ thống thông báo cho người gửi về phản ánh của mình"
"""Why the number was looked up, as the record of looks says it."""

A_DAY = 24 * 3600.0
NOTICES_A_DAY = 20
"""How many notices an address gets a day: who types a stranger's number into report after report pumps no more."""

TOLD_OFTEN = "this address was told often enough for a day"

SMS = "sms"
"""The way by text message, which the gateway is for."""

SHORT_WAYS = frozenset({"call", "zns"})
"""The ways beside the text message by which the short words go; every other one takes the long ones."""
LINK_IN_TEXT = frozenset({"email"})
"""The ways whose words hold the link; every other one shows it in a place of its own."""

_REMEMBERED = 10_000
_CODE = re.compile(r"[A-Z0-9-]{0,40}")
_REFERENCE = re.compile(r"[!-;=?-~]{3,250}")
"""A ``Message-ID`` without its brackets (RFC 5322, 3.6.4), short enough for one line of a header (2.1.1)."""
_ANSWERS = re.compile(r"^(?:\s*(?:re|tl|trả lời)\s*:\s*)+", re.IGNORECASE)
_LONGEST_SUBJECT = 150
_NOT_CONNECTED_SECONDS = 60.0


class Delivery:
    """Answers the vault's question ``send``."""

    def __init__(
        self, vault: Vault, gateway: Gateway | None, *, ways: Mapping[str, WayOut] | None = None
    ) -> None:
        self._vault, self._gateway, self._ways = vault, gateway, ways or {}
        self._phrasing = Phrasing(vault.pool)
        self._handed = Remembering()
        self._notices: OrderedDict[bytes, dict[uuid.UUID, float]] = OrderedDict()
        self._secret = os.urandom(32)
        """Under which addresses are counted; it lives as long as this process."""

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{jurisdiction, message, way, sealed}`` or ``{…, record, template, code}`` → what came of it."""
        message = uuid.UUID(question["message"])
        # By way, too: what one way took and a letter's bounce gave back is handed over to another.
        handing = (message, question.get("way", ""))
        return plain(self._handed.once(handing, lambda: self._handed_over(question, message)))

    def ways(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{}`` → the names of the ways that this installation has."""
        del question
        names = set(self._ways)
        if self._gateway is not None:
            names |= {SMS, "call"} if isinstance(self._gateway, Caller) else {SMS}
        return {"ways": sorted(names)}

    def _handed_over(self, question: dict[str, Any], message: uuid.UUID) -> Answer:
        if "sealed" in question:
            return self._sealed(question, message)
        way = question.get("way", "")
        if way not in self.ways({})["ways"]:
            return Again("nothing is connected", _NOT_CONNECTED_SECONDS)
        told = self._phrased(question, way)
        if told is None:
            return Declined("no words for this")
        if way in self._ways:
            return self._by(way, told, question, message)
        number = self._number(question)
        if not isinstance(number, str):
            return number
        if not self._may_be_told(question, number, message):
            return Again(TOLD_OFTEN, 3600.0)
        if way == "call" and isinstance(self._gateway, Caller):
            return self._gateway.call(number, message_id=message, text=told.text)
        assert self._gateway is not None, "asked above"
        sms = Sms(number, told.text, int(question["jurisdiction"]))
        return self._gateway.send(sms, message_id=message)

    def _phrased(self, question: dict[str, Any], way: str) -> Told | None:
        """The words of the template: those of the program or of the province's administrator, never the asker's."""
        if not _CODE.fullmatch(question["code"]):
            return None
        return self._phrasing.message(
            int(question["jurisdiction"]),
            question["template"],
            code=question["code"],
            long=way in self._ways and way not in SHORT_WAYS,
            with_link=way in LINK_IN_TEXT,
            language=question.get("language", "vi"),
        )

    def _by(self, name: str, told: Told, question: dict[str, Any], message: uuid.UUID) -> Answer:
        """To the address that the record has for this way, or that the way itself finds."""
        way, jurisdiction = self._ways[name], int(question["jurisdiction"])
        link = "" if name in LINK_IN_TEXT else told.link
        said = Message(
            "",
            told.text,
            subject=told.subject,
            link=link,
            jurisdiction=jurisdiction,
            urgent=question.get("urgent") is True,
        )
        if way.field == pushing.FIELD:
            if not self._may_be_told(question, f"push {question.get('sender')}", message):
                return Again(TOLD_OFTEN, 3600.0)
            return pushing.answered(self._vault, way, question, said, message)
        address = self._address(question, way.field)
        if not isinstance(address, str):
            return address
        if not address:
            return Declined("no such address")
        if not self._may_be_told(question, address, message):
            return Again(TOLD_OFTEN, 3600.0)
        said = self._in_thread(replace(said, to=address), question)
        return way.send(said, message_id=message)

    def _in_thread(self, said: Message, question: dict[str, Any]) -> Message:
        """Under the letter that the report came by, where its writer is told: nobody else learns of it."""
        if not question.get("thread"):
            return said
        letter = self._opened(question, question["thread"], ["email", "reference", "subject"])
        is_theirs = letter.get("email", "").lower() == said.to.lower()
        if not is_theirs or not reference(letter):
            return said
        # Mail programs put together what answers a letter and is called as it is.
        subject = " ".join(letter["subject"].split())[:_LONGEST_SUBJECT] or said.subject
        return replace(said, answers=reference(letter), subject=f"Re: {_ANSWERS.sub('', subject)}")

    def _number(self, question: dict[str, Any]) -> str | Answer:
        """The mobile number of the record."""
        found = self._address(question, "phone")
        return found if not isinstance(found, str) else mobile(found) or Declined("no mobile number")

    def _sealed(self, question: dict[str, Any], message: uuid.UUID) -> Answer:
        """A text message that is sealed for the vault: a code."""
        if self._gateway is None:
            return Again("nothing is connected", _NOT_CONNECTED_SECONDS)
        sealed, jurisdiction = bytes.fromhex(question["sealed"]), int(question["jurisdiction"])
        try:
            sms = open_sms(sealed, jurisdiction_id=jurisdiction, message_id=message, keys=self._vault.keys)
        except Unreadable:
            return Declined("the seal does not open")
        return self._gateway.send(sms, message_id=message)

    def _address(self, question: dict[str, Any], field: str) -> str | Answer:
        """The field of the record, empty where it has none; the look is written first."""
        fields = self._opened(question, question["record"], [field])
        if "problem" in fields:
            return Declined("damaged") if fields["problem"] == "damaged" else Again(fields["problem"])
        return fields.get(field, "")

    def _opened(self, question: dict[str, Any], record: str, fields: list[str]) -> dict[str, str]:
        """These fields of a record as far as it has them, or what is the ``problem``."""
        look = {
            "records": [record],
            "fields": fields,
            "actor": str(uuid.UUID(int=0)),
            "purpose": PURPOSE,
        }
        opened = self._vault.answer(
            {"call": "open", "jurisdiction": question["jurisdiction"], "looks": [look]}
        )
        if "problem" in opened:
            return {"problem": str(opened["problem"])}
        found: dict[str, str] = opened["opened"][0].get(record, {})
        return found

    def _may_be_told(self, question: dict[str, Any], address: str, message: uuid.UUID) -> bool:
        now, whose = time.monotonic(), self._whose(question, address)
        told = {each: at for each, at in self._notices.get(whose, {}).items() if now - at < A_DAY}
        if message not in told and len(told) >= NOTICES_A_DAY:
            return False
        self._notices[whose] = {**told, message: now}
        self._notices.move_to_end(whose)
        while len(self._notices) > _REMEMBERED:
            self._notices.popitem(last=False)
        return True

    def _whose(self, question: dict[str, Any], address: str) -> bytes:
        named = f"{int(question['jurisdiction'])} {address}".encode()
        return hashlib.blake2b(named, key=self._secret, digest_size=16).digest()


def reference(letter: Mapping[str, str]) -> str:
    """The ``Message-ID`` that a letter's record keeps, where it is one; it is a stranger's word."""
    found = letter.get("reference", "")
    return f"<{found}>" if _REFERENCE.fullmatch(found) else ""


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
