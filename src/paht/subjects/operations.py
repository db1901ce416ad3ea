"""What data subjects ask for and what the data-protection officer does about it."""

import hashlib
import os
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.beside import Held, held_beside
from paht.cases.erasing import erasing_refusal, erasure_of, goes_with, own_records, records_of, waits_beside
from paht.cases.queries import Detail
from paht.identity import new_id
from paht.law.casework.case import Refused, Written
from paht.law.subjects import (
    CORRECTED,
    AcknowledgeRequest,
    AskRight,
    ExtendRequest,
    FulfilRequest,
    Outcome,
    RefuseRequest,
    Right,
    SubjectFacts,
    SubjectRequest,
    TakeBackRequest,
)
from paht.people import reaching
from paht.people.codes import mobile
from paht.people.corrections import corrections_of
from paht.people.erasures import Erasure, Ledger, erase_through_vault
from paht.people.forgetting import account_records, close_account, drop_profile, erased_among
from paht.people.logs import masked
from paht.people.senders import phone_index
from paht.people.vault import seal
from paht.subjects import consents, queries
from paht.subjects.keeping import Answer, NoRequest, Recorded, Row, Step, begin, decided, perform
from paht.subjects.subject import (
    DataSubject,
    form_records,
    is_number_of,
    profile_record,
    reload,
    reports_of,
    senders_of,
    whose_beside,
)


def ask(
    step: Step, subject: DataSubject, *, right: str, note: str, corrected: Mapping[str, str], is_proven: bool
) -> Recorded | Refused:
    """The subject asks; to see and to withdraw take effect at once. What is typed is sealed, never in the log."""
    note = note.replace("\r\n", "\n").strip()
    changes = {name: corrected[name].strip() for name in CORRECTED if corrected.get(name, "").strip()}
    if right != Right.CORRECT:
        changes = {}
    record_id, salt = new_id(), os.urandom(16)
    fields = {**changes, "note": note, "note_salt": salt.hex()}
    written = Written(str(record_id), hashlib.sha256(salt + note.encode()).hexdigest(), len(note))
    command = AskRight(right=right, note=written, changes=tuple(changes))
    facts = SubjectFacts(
        is_proven=is_proven,
        open_rights=queries.open_rights(subject),
        is_number_theirs="phone" not in changes or _is_theirs(subject, changes["phone"]),
        has_data=subject.person_id is not None or bool(reports_of(subject)),
    )
    if "phone" in changes:
        fields["phone"] = mobile(changes["phone"]) or changes["phone"]
    sealed = (
        seal(record_id=record_id, jurisdiction_id=step.jurisdiction.id, fields=fields)
        if note or changes
        else None
    )
    return begin(step, subject, command, facts, sealed, _at_once)


def take_back(step: Step, subject: DataSubject, *, request_id: uuid.UUID, is_proven: bool) -> Answer:
    """The subject takes it back; a restriction in force is lifted."""
    return perform(
        step,
        request_id,
        TakeBackRequest(),
        facts=SubjectFacts(is_proven=is_proven),
        words=masked(""),
        effect=_lift,
        subject=subject,
    )


def acknowledge(step: Step, *, request_id: uuid.UUID) -> Answer:
    """The officer replies that it was received."""
    return perform(
        step, request_id, AcknowledgeRequest(), facts=SubjectFacts(), words=masked(""), effect=_nothing
    )


def extend(step: Step, *, request_id: uuid.UUID, days: int, reason: str) -> Answer:
    """The officer puts the term off, once."""
    words = masked(reason)
    command = ExtendRequest(days=days, reason=words.written)
    return perform(step, request_id, command, facts=SubjectFacts(), words=words, effect=_nothing)


def refuse(step: Step, *, request_id: uuid.UUID, ground: str, reason: str) -> Answer:
    """The officer refuses on a ground of the law."""
    words = masked(reason)
    command = RefuseRequest(ground=ground, reason=words.written)
    return perform(step, request_id, command, facts=SubjectFacts(), words=words, effect=_nothing)


def fulfil(step: Step, *, request_id: uuid.UUID, note: str) -> Answer:
    """The officer has it done: corrected, or restricted. An erasure is :func:`erase`'s."""
    words = masked(note)
    command = FulfilRequest(note=words.written)
    row = queries.row(jurisdiction_id=step.jurisdiction.id, request_id=request_id)
    if row is None:
        return NoRequest()
    assert row.request.right is not Right.DELETE, "an erasure destroys keys first"
    return perform(step, request_id, command, facts=SubjectFacts(), words=words, effect=_done)


def erase(step: Step, ledger: Ledger, *, request_id: uuid.UUID, note: str, kept_years: int | None) -> Answer:
    """Destroy the keys of what may be erased of the subject's, then record it; refused with the clause where all of it
    must be kept (VL.19.1, VL.22.1).

    The keys come first and each erasure stands in the ledger: after a crash in between, the same command again ends it.
    Raises :class:`VaultClosed` and :class:`TooMany`.
    """
    row = queries.row(jurisdiction_id=step.jurisdiction.id, request_id=request_id)
    if row is None or row.request.right is not Right.DELETE:
        return NoRequest()
    words = masked(note)
    found = erasable(step.jurisdiction, row, kept_years=kept_years, now=step.now)
    # Asked first whether the law lets it, so that no key is destroyed for nothing; the lock asks again.
    facts = SubjectFacts(erasable=len(found.now) + found.before, kept=tuple(found.kept.values()))
    refused = decided(row.request, FulfilRequest(note=words.written), step, facts)
    if isinstance(refused, Refused):
        return refused
    purpose = f"Yêu cầu xóa dữ liệu {queries.code_of(request_id)}"
    for erasure in found.now:
        erase_through_vault(ledger, erasure, actor=uuid.UUID(step.actor.id), request=purpose)
    effect = _forget_profile if found.kept else _forget_everything
    return perform(
        step, request_id, FulfilRequest(note=words.written), facts=facts, words=words, effect=effect
    )


class Erasable:
    """What of a subject may be erased: the erasures to come, how many reports were erased ``before``, why which other
    ones are ``kept`` (by code), and which letters and calls beside them have to be dealt with first (``waiting``)."""

    def __init__(self) -> None:
        self.now: list[Erasure] = []
        self.codes: list[str] = []
        self.before = 0
        self.kept: dict[str, Refused] = {}
        self.waiting: list[Held] = []


def erasable(jurisdiction: Jurisdiction, row: Row, *, kept_years: int | None, now: datetime) -> Erasable:
    """What of the request's subject may be erased at that moment."""
    subject, found = reload(jurisdiction, row.subject), Erasable()
    reports = reports_of(subject)
    erased = erased_among(jurisdiction.id, [record for detail in reports for record in own_records(detail)])
    going = []
    for detail in reports:
        records = own_records(detail)
        if records and set(records) <= erased:
            found.before += 1
            going.append(detail)
            continue
        refused = erasing_refusal(detail, kept_years=kept_years, now=now)
        if refused is not None:
            found.kept[detail.code] = refused
        else:
            found.now.append(erasure_of(detail, jurisdiction, now=now))
            found.codes.append(detail.code)
            going.append(detail)
    found.waiting = waits_beside(jurisdiction.id, going)
    others = _others(subject, going, is_everything=not found.kept)
    if left := sorted(others - erased_among(jurisdiction.id, others)):
        found.now.append(Erasure(now, jurisdiction.id, subject.key, tuple(left)))
    return found


def _others(subject: DataSubject, going: list[Detail], *, is_everything: bool) -> set[uuid.UUID]:
    """What goes beside these reports: what is held beside them, the profile, where pushes go; with everything the
    account's numbers, and what is known by these alone."""
    where, profile = subject.jurisdiction_id, profile_record(subject)
    senders, person = (senders_of(subject), subject.person_id) if is_everything else ([], None)
    beside = goes_with(where, going, senders=senders, person=person)
    found = {*records_of(beside), *([profile] if profile else [])}
    if subject.person_id is not None:
        found |= {*reaching.push_records(where, subject.person_id)}
        if is_everything:
            found |= {*account_records(where, subject.person_id)}
    return found


def _is_theirs(subject: DataSubject, typed: str) -> bool:
    """Whether the number is one that the subject has confirmed by a code."""
    number = mobile(typed)
    if number is None:
        return False
    index = phone_index(jurisdiction_id=subject.jurisdiction_id, phone=number)
    return is_number_of(subject, index)


def _nothing(_cursor: Any, _row: Row, _after: SubjectRequest) -> None:
    """The step changes nothing beside the request."""


def _at_once(_cursor: Any, row: Row, after: SubjectRequest) -> None:
    if after.right is Right.WITHDRAW and after.closed_at is not None:
        consents.withdraw_all(row.subject, request_id=row.id, at=after.closed_at)


def _done(cursor: Any, row: Row, after: SubjectRequest) -> None:
    """Lay the correction over what the subject wrote, or restrict it."""
    assert after.closed_at is not None
    assert after.outcome is Outcome.FULFILLED
    reports = reports_of(row.subject)
    if after.right is Right.CORRECT:
        profile = profile_record(row.subject)
        for record in (*form_records(reports), *([profile] if profile else [])):
            given = [row.subject.jurisdiction_id, record, row.record_id, row.id, after.closed_at]
            cursor.execute(
                "INSERT INTO subjects_correction (jurisdiction_id, record_id, correction_id, request_id, made_at) "
                "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                given,
            )
    elif after.right is Right.RESTRICT:
        _restrict(cursor, row, reports, after)


def _restrict(cursor: Any, row: Row, reports: list[Detail], after: SubjectRequest) -> None:
    """Close the records to everybody but their subject and the system, which hides them from others."""
    own = {row.subject.key, *(uuid.UUID(detail.case.sender) for detail in reports if detail.case.sender)}
    records = {record for detail in reports for record in own_records(detail)}
    whose = whose_beside(row.subject, reports)
    records |= {record for held in held_beside(whose) for record in held.records}
    later = corrections_of(jurisdiction_id=row.subject.jurisdiction_id, record_ids=list(records))
    records |= {each for many in later.values() for each in many}
    for record in sorted(records):
        cursor.execute(
            "INSERT INTO subjects_restriction (jurisdiction_id, record_id, request_id, except_for, since) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [row.subject.jurisdiction_id, record, row.id, sorted(own), after.closed_at],
        )


def _lift(cursor: Any, row: Row, after: SubjectRequest) -> None:
    if after.lifted_at is not None:
        cursor.execute(
            "UPDATE subjects_restriction SET lifted_at = %s WHERE jurisdiction_id = %s AND request_id = %s "
            "AND lifted_at IS NULL",
            [after.lifted_at, row.subject.jurisdiction_id, row.id],
        )


def _forget_profile(_cursor: Any, row: Row, _after: SubjectRequest) -> None:
    """What would fill in the person's next form was erased with the rest."""
    if row.subject.person_id is not None:
        drop_profile(row.subject.jurisdiction_id, row.subject.person_id)
        reaching.forget_pushes(row.subject.jurisdiction_id, row.subject.person_id)


def _forget_everything(cursor: Any, row: Row, after: SubjectRequest) -> None:
    """Nothing is left to write to them about: their wishes and their account go, too. While a report is kept, the ways
    that they refused stay refused."""
    _forget_profile(cursor, row, after)
    reaching.forget_wishes(row.subject.jurisdiction_id, senders_of(row.subject))
    if row.subject.person_id is not None:
        assert after.closed_at is not None
        close_account(row.subject.jurisdiction_id, row.subject.person_id, at=after.closed_at)
