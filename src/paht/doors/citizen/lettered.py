"""What a sender's letters say, as the form has it: the words opened, the fields filled in, the files."""

import uuid
from collections.abc import Mapping, Sequence

from paht.doors.citizen.form import Typed
from paht.doors.citizen.handed import PHONE
from paht.doors.citizen.photos import MOST, Photos
from paht.evidence import queries as evidence
from paht.evidence import tokens
from paht.law.casework.admission import LONGEST_DESCRIPTION
from paht.law.editions.rows import Edition
from paht.mail.queries import Letter
from paht.people import vault

WRITER, WORDS = frozenset({"email", "name"}), frozenset({"subject", "description", "quoted", "file_names"})


def opened(
    jurisdiction_id: int, letters: Sequence[Letter], *, actor_id: str, purpose: str
) -> list[dict[str, str]]:
    """The words of each letter, the look on record; empty where they were erased, without their writer where that one
    has restricted it."""
    records = [each.record for each in letters if each.has_record]
    looks = [vault.Look(records, fields, actor_id, purpose) for fields in (WRITER, WORDS)]
    writers, words = vault.looks(jurisdiction_id, looks)
    return [{**words.get(each.record, {}), **writers.get(each.record, {})} for each in letters]


def filled_in(words: Sequence[Mapping[str, str]], edition: Edition) -> Typed:
    """The form as far as the letters say it: name and address from the head, a telephone number that they name."""
    if not words:
        return Typed()
    own = [each.get("description") or each.get("quoted", "") for each in words]
    text = "\n\n".join(each for each in own if each)[:LONGEST_DESCRIPTION]
    numbers = PHONE.findall(text)
    known = {"name": words[0].get("name", ""), "email": words[0].get("email", "")}
    known["phone"] = numbers[0] if numbers else ""
    return Typed(description=text, personal={field.name: known.get(field.name, "") for field in edition.form})


def photos_of(jurisdiction_id: int, letters: Sequence[Letter]) -> Photos:
    """The files of the letters as the form has them, the latest of too many left out."""
    ids = [uuid.UUID(each["id"]) for letter in letters for each in letter.files]
    stored = evidence.files(jurisdiction_id=jurisdiction_id, ids=ids)
    return Photos(tuple(tokens.kept(stored[key]) for key in ids if key in stored)[:MOST])
