"""What citizens write about their matter: sealed in the vault, for it speaks of persons (VL.7.5, ST.4.5)."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from paht.cases.texts import in_vault
from paht.identity import new_id
from paht.law.casework.case import Written
from paht.people.vault import Sealed, seal

_NOTHING: Mapping[str, str] = MappingProxyType({})


def sealed_words(
    jurisdiction_id: int, text: str, personal: Mapping[str, str] = _NOTHING
) -> tuple[Written, Sealed]:
    """The words, tidied at their ends, as the log refers to them and as the vault keeps them, with whatever else was
    given (``personal``) in the same record; nothing is stored yet."""
    words = text.replace("\r\n", "\n").strip()
    record_id, salt = new_id(), os.urandom(16)
    fields = {**personal, "description": words, "salt": salt.hex()}
    record = seal(record_id=record_id, jurisdiction_id=jurisdiction_id, fields=fields)
    return in_vault(words, record_id=record_id, salt=salt), record
