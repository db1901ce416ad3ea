"""Keys of originals: sealed here, given by the vault process alone, each time on record.

The key of a file is a record of the vault with the file's own identifier. So it is wrapped anew with the others when
the vault's pair changes, is destroyed like them (:mod:`paht.people.erasures`), and comes back from no backup that knows
the ledger.
"""

import base64
from typing import TYPE_CHECKING, Any
from uuid import UUID

from paht.people import vault
from paht.people.actors import SYSTEM, actor_key
from paht.people.vault_records import FILE_KEY, Sealed
from paht.people.vault_wire import ask

if TYPE_CHECKING:
    # The vault's own process has it; nobody else needs what it imports.
    from paht.people.vault_process import Vault

FOR_COPIES = "Lập bản sao để hiển thị"
"""The purpose on record of the system's own opening of a file that waits for its copies."""
FOR_EXAMINATION = "Kiểm tra điều kiện tiếp nhận"
"""The same for one that waits for its examination."""


class NotGiven(Exception):  # noqa: N818 (an answer)
    """The vault gives no key: the file was erased, is not known, or the purpose is missing."""


def sealed_key(key: bytes, *, jurisdiction_id: int, file_id: UUID) -> Sealed:
    """The vault's record of a file's key, ready to be stored."""
    return vault.seal(
        record_id=file_id,
        jurisdiction_id=jurisdiction_id,
        fields={FILE_KEY: base64.b64encode(key).decode()},
    )


def key_of(*, jurisdiction_id: int, file_id: UUID, actor_id: str, purpose: str) -> bytes:
    """The key of a file. The look is recorded first, under this actor and purpose.

    Raises :class:`NotGiven`, and :class:`paht.people.vault.VaultClosed` where the vault does not answer.
    """
    answer = ask(
        "file-key",
        jurisdiction=jurisdiction_id,
        file=str(file_id),
        actor=str(actor_key(actor_id)),
        purpose=purpose,
    )
    if answer["key"] is None:
        raise NotGiven
    return base64.b64decode(answer["key"])


class FileKeys:
    """What the vault process answers to that question."""

    def __init__(self, process: "Vault") -> None:
        self._vault = process

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """The key, or none. The system itself may open a file that waits for its copies or its examination; whoever
        else, and the system later, for a purpose that is on record."""
        jurisdiction, file, purpose = (
            int(question["jurisdiction"]),
            UUID(question["file"]),
            str(question["purpose"]).strip(),
        )
        look = {"records": [str(file)], "fields": [FILE_KEY], "actor": question["actor"], "purpose": purpose}
        with self._vault.pool.connection() as connection:
            is_routine = question["actor"] == str(actor_key(SYSTEM.id)) and purpose in _WAITS
            waits = (
                connection.execute(_WAITS[purpose], [jurisdiction, file]).fetchone() if is_routine else None
            )
            if not purpose or (is_routine and waits is None):
                return {"key": None}
            opened = self._vault.look(connection, jurisdiction, look)
        return {"key": opened.get(str(file), {}).get(FILE_KEY)}


_WAITS = {
    FOR_COPIES: "SELECT FROM evidence_waiting WHERE jurisdiction_id = %s AND file_id = %s",
    FOR_EXAMINATION: "SELECT FROM evidence_examination WHERE jurisdiction_id = %s AND file_id = %s"
    " AND state = 'waiting'",
}
