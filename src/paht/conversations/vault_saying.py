"""Saying, in the vault process: it opens the address and the words of one message and hands them to the platform.

The one who asks names a record and hears the outcome alone; what was handed over is remembered, so that a worker that
died before it heard so does not have it said twice.
"""

import base64
import json
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from paht.messages.delivering import plain
from paht.messages.gateway import Accepted, Again, Answer, Declined
from paht.messages.ways import Message, Picture, WayOut
from paht.people.vault_process import Vault

PURPOSE = "Hệ thống gửi tin trong cuộc trò chuyện với người gửi"
_REMEMBERED = 10_000
_NOT_CONNECTED_SECONDS = 60.0


class Saying:
    """Answers the vault's question ``say``."""

    def __init__(self, vault: Vault, ways: Mapping[str, WayOut]) -> None:
        self._vault, self._ways = vault, ways
        self._accepted: OrderedDict[uuid.UUID, Accepted] = OrderedDict()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """``{jurisdiction, message, way, record}``, with ``{picture, path}`` for a public copy → what came of it."""
        message = uuid.UUID(question["message"])
        if message in self._accepted:
            return plain(self._accepted[message])
        came = self._said(question, message)
        if isinstance(came, Accepted):
            self._accepted[message] = came
            while len(self._accepted) > _REMEMBERED:
                self._accepted.popitem(last=False)
        return plain(came)

    def _said(self, question: dict[str, Any], message: uuid.UUID) -> Answer:
        way = self._ways.get(question["way"])
        if way is None:
            return Again("nothing is connected", _NOT_CONNECTED_SECONDS)
        look = {
            "records": [question["record"]],
            "fields": ["to", "said"],
            "actor": str(uuid.UUID(int=0)),
            "purpose": PURPOSE,
        }
        asked = {"call": "open", "jurisdiction": question["jurisdiction"], "looks": [look]}
        opened = self._vault.answer(asked)
        if "problem" in opened:
            return Declined("damaged") if opened["problem"] == "damaged" else Again(opened["problem"])
        found = opened["opened"][0].get(question["record"], {})
        if not found.get("to") or not found.get("said"):
            return Declined("erased")
        content = json.loads(found["said"])
        choices = tuple((code, label) for code, label in content["choices"])
        picture = None
        if question.get("picture"):
            picture = Picture(base64.b64decode(question["picture"]), str(question["path"]))
        said = Message(found["to"], content["text"], choices, link=content["link"], picture=picture)
        return way.send(said, message_id=message)
