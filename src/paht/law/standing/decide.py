"""``decide(standing, command, …)``: what follows from an officer's finding, or why it is refused. Pure."""

from datetime import datetime

from paht.law.casework.case import Actor, Refused
from paht.law.editions.rows import Edition, Lock, ViolationGround
from paht.law.standing.commands import LiftLock, RecordViolation, StandingCommand
from paht.law.standing.course import MAY
from paht.law.standing.events import Lifted, Locked, StandingBody, StandingEvent, ViolationRecorded
from paht.law.standing.evolve import evolve
from paht.law.standing.locks import ACCOUNT, closes, lock_of, months_after
from paht.law.standing.standing import Standing, together


def decide(
    standing: Standing,
    command: StandingCommand,
    *,
    actor: Actor,
    now: datetime,
    edition: Edition,
    others: tuple[Standing, ...] = (),
) -> tuple[StandingEvent, ...] | Refused:
    """The events that follow, or the refusal with its clause. ``others`` are the standings of the same person's other
    phones: what is found about all of them counts together (VL.15.1)."""
    if not actor.roles & MAY[type(command)]:
        clause = edition.locks[0].clause if edition.locks else edition.own_clause
        return Refused(clause, "Tài khoản của ông/bà không được giao việc ghi nhận vi phạm, mở khóa.")
    if isinstance(command, LiftLock):
        return _lift(standing, command, actor=actor, now=now, edition=edition)
    assert isinstance(command, RecordViolation), command
    return _record(standing, command, actor=actor, now=now, edition=edition, others=others)


def _record(
    standing: Standing,
    command: RecordViolation,
    *,
    actor: Actor,
    now: datetime,
    edition: Edition,
    others: tuple[Standing, ...],
) -> tuple[StandingEvent, ...] | Refused:
    ground = next((row for row in edition.violation_grounds if row.key == command.ground), None)
    if ground is None:
        return Refused(edition.own_clause, "Xin chọn hành vi vi phạm theo quy chế.", field="ground")
    if any(
        v.case == command.case and v.ground == command.ground and v.lock == ACCOUNT
        for v in standing.violations
    ):
        return Refused(ground.clause, "Vi phạm này của phản ánh đã được ghi nhận.", field="ground")
    if command.finding.is_blank:
        return _unwritten(edition, "finding")
    recorded = StandingEvent(
        ViolationRecorded(
            lock=ground.lock,
            ground=ground.key,
            case=command.case,
            finding=command.finding,
            counts=command.confirmed,
        ),
        now,
        actor,
    )
    if not command.confirmed:
        return (recorded,)
    closed = _closed(together((evolve(standing, recorded), *others)), ground, now=now, edition=edition)
    return (recorded,) if closed is None else (recorded, StandingEvent(closed, now, actor))


def _closed(
    standing: Standing, ground: ViolationGround, *, now: datetime, edition: Edition
) -> StandingBody | None:
    """The lock that the violation closes, unless it is closed already."""
    lock = lock_of(edition, ground.lock)
    if lock is None or not closes(standing, lock, now=now):
        return None
    open_ = standing.may_send() if lock.locked_months is None else standing.may_interact(now)
    return Locked(lock=lock.key, clause=lock.clause, until=_until(lock, now)) if open_ else None


def _until(lock: Lock, now: datetime) -> datetime | None:
    return None if lock.locked_months is None else months_after(now, lock.locked_months)


def _lift(
    standing: Standing, command: LiftLock, *, actor: Actor, now: datetime, edition: Edition
) -> tuple[StandingEvent, ...] | Refused:
    lock = lock_of(edition, ACCOUNT)
    clause = lock.clause if lock else edition.own_clause
    if standing.may_send():
        return Refused(clause, "Tài khoản của người gửi này không bị khóa.")
    if command.reason.is_blank:
        return _unwritten(edition, "reason")
    return (StandingEvent(Lifted(reason=command.reason), now, actor),)


def _unwritten(edition: Edition, field: str) -> Refused:
    return Refused(edition.writing_clause, "Xin ghi rõ kết luận, lý do của cán bộ.", field=field)
