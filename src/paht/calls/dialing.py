"""The vault's answer to ``dial``: it opens the number, the look on record first, and has the exchange call. Whoever
asked hears the outcome and never the number."""

import re
import uuid
from typing import Any, Protocol

from paht.calls.adapters.reading import number
from paht.calls.dialled import KINDS, Dialled, Outgoing
from paht.calls.wording import spoken
from paht.messages.delivering import plain
from paht.messages.gateway import Again, Answer, Declined
from paht.messages.remembering import Remembering
from paht.people.vault_finding import Brake
from paht.people.vault_process import Vault

_NOT_CONNECTED_SECONDS = 60.0
CALLS_A_MINUTE = 60
"""How many calls the process places: whoever took the web process over must not ring a province through."""
_EXTENSION = re.compile(r"[0-9*#]{0,8}")


class Named(Protocol):
    """Finds an exchange by its name, where it is the province's (:meth:`paht.calls.provinces.Provinces.named`)."""

    def __call__(self, name: str, *, jurisdiction_id: int) -> Outgoing | None:
        """The exchange."""


class Dialing:
    """Answers the vault's question ``dial``."""

    def __init__(self, vault: Vault, exchange: Named) -> None:
        self._vault, self._exchange = vault, exchange
        self._brake = Brake(CALLS_A_MINUTE)
        self._placed = Remembering()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{jurisdiction, exchange, dial, kind, template, code, extension, passed}`` with ``number`` or
        ``{record, actor, purpose}`` → what came of it."""
        key = (int(question["jurisdiction"]), uuid.UUID(question["dial"]))
        return plain(self._placed.once(key, lambda: self._place(question)))

    def _place(self, question: dict[str, Any]) -> Answer:
        exchange = self._exchange(question["exchange"], jurisdiction_id=int(question["jurisdiction"]))
        if exchange is None:
            return Again("no exchange is connected", _NOT_CONNECTED_SECONDS)
        if question["kind"] not in KINDS:
            return Declined("no such kind of call")
        if not _EXTENSION.fullmatch(question.get("extension", "")):
            return Declined("no such extension")
        self._brake.spend()
        to = self._number(question) if question.get("record") else number(question.get("number", ""))
        if not isinstance(to, str):
            return to
        if not to:
            return Declined("no number")
        return exchange.place(
            Dialled(
                id=uuid.UUID(question["dial"]),
                kind=question["kind"],
                to=to,
                extension=question.get("extension", ""),
                call=question.get("passed", ""),
                template=question.get("template", ""),
                text=spoken(question.get("template", ""), code=question.get("code", "")),
            )
        )

    def _number(self, question: dict[str, Any]) -> str | Answer:
        look = {
            "records": [question["record"]],
            "fields": ["phone"],
            "actor": question["actor"],
            "purpose": question["purpose"],
        }
        opened = self._vault.answer(
            {"call": "open", "jurisdiction": question["jurisdiction"], "looks": [look]}
        )
        if "problem" in opened:
            return Declined("damaged") if opened["problem"] == "damaged" else Again(opened["problem"])
        return number(opened["opened"][0].get(question["record"], {}).get("phone", ""))
