"""A letter about a report that exists. What a sender may do by any other way they may do by mail: supplement while
one is asked, ask back after the answer. Everything else, and everybody else, an officer decides on."""

import uuid
from datetime import datetime

from paht.agencies import jurisdictions
from paht.cases import operations, queries, sending
from paht.cases.operations import Done, Outcome, Step
from paht.law.casework.case import Case, FileRef
from paht.law.casework.states import RequestKind, RequestState, Stage
from paht.mail.files import Kept
from paht.mail.matching import Thread
from paht.mail.reading.letter import Letter
from paht.mail.reading.trust import is_disproved
from paht.messages.inbox import Later
from paht.people.actors import sender
from paht.people.vault_wire import TooMany, VaultClosed, ask

NOTE = "note"
"""What an officer decides on."""


def for_case(
    letter: Letter,
    thread: Thread,
    kept: Kept,
    *,
    jurisdiction_id: int,
    command_id: uuid.UUID,
    now: datetime,
) -> str:
    """Do what the letter means for its case; what became of it: ``supplement``, ``interaction``, :data:`NOTE`."""
    assert thread.case_id is not None
    case = queries.case_alone(jurisdiction_id=jurisdiction_id, case_id=thread.case_id)
    if case is None or not case.sender or case.original is None or not thread.is_proved:
        return NOTE
    if is_disproved(dict(letter.trust)) or not is_address_of(
        case, address=letter.address, jurisdiction_id=jurisdiction_id
    ):
        return NOTE
    step = Step(
        jurisdiction=jurisdictions.of_id(jurisdiction_id).at(now),
        case_id=thread.case_id,
        actor=sender(uuid.UUID(case.sender)),
        now=now,
        command_id=command_id,
    )
    became, outcome = _done(step, case, letter, kept)
    return became if isinstance(outcome, Done) else NOTE


def _done(step: Step, case: Case, letter: Letter, kept: Kept) -> tuple[str, Outcome | None]:
    files = tuple(FileRef(row["id"], row["sha256"], row["media_type"]) for row in kept.rows)
    asked = next(
        (
            each
            for each in case.requests
            if each.kind is RequestKind.SUPPLEMENT and each.state in (RequestState.OPEN, RequestState.WAITING)
        ),
        None,
    )
    if asked is not None and (letter.own or files):
        return "supplement", sending.supplement(
            step, request=asked.number, description=letter.own, files=files
        )
    if case.stage in (Stage.PUBLISHED, Stage.ANSWERED) and letter.own and not files:
        return "interaction", operations.interact(step, text=letter.own)
    return NOTE, None


def is_address_of(case: Case, *, address: str, jurisdiction_id: int) -> bool:
    """Whether the case's sender gave this address; the vault compares, and tells nothing else."""
    assert case.original is not None
    try:
        answer = ask("same-address", jurisdiction=jurisdiction_id, record=case.original.id, address=address)
    except (VaultClosed, TooMany):
        raise Later("the vault does not answer") from None
    return bool(answer["same"])
