"""What the worker does about approved requests: makes packages part by part, so that it goes on after a crash where it
was, and destroys them when their term is over.

Personal data are opened by the vault under the name of whoever asked, so that senders see who has their data; the law
that compels stands with each look. They are opened once, for the part, and lie sealed from then on.
"""

import base64
import io
import json
import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import IO, Any, cast

from django.db import connection, transaction

from paht.agencies import jurisdictions
from paht.agencies import queries as agencies
from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries.given import Given, Wanted, count_given, given
from paht.law.providing import (
    EndProvision,
    FinishPackage,
    Pictures,
    Provision,
    ProvisionState,
    Scope,
    may_give,
    personal_of,
)
from paht.law.worktime import HO_CHI_MINH
from paht.people import vault
from paht.people.actors import SYSTEM
from paht.people.corrections import corrected_looks
from paht.people.kept_logs import PROVISIONS, Step
from paht.people.vault import Look
from paht.transfer import packages
from paht.transfer.attached import Attached, read_attached
from paht.transfer.contents import About, report_of, write_package
from paht.transfer.packages import KEY, SEALED, Key, Making, SealedFile
from paht.transfer.provisions import reason_of, system_step
from paht.walls import within

PART_CASES = 200
PARTS_A_ROUND = 10
"""So that one large request does not hold up the other chores."""
PARTS_WITH_FILES_A_ROUND = 2
"""The same where each report's files are opened, which takes ten times as long."""
_FOR_MAKING = "Lập gói dữ liệu đã duyệt"

_OWED = """
SELECT jurisdiction_id, id FROM transfer_provision
WHERE stands = 'making' OR (stands = 'ready' AND ends_at <= %s) ORDER BY asked_at, id LIMIT 100
"""
_OVER = """
SELECT m.jurisdiction_id, m.provision_id FROM transfer_making m
JOIN transfer_provision p ON p.jurisdiction_id = m.jurisdiction_id AND p.id = m.provision_id
WHERE p.stands IN ('recalled', 'ended') LIMIT 100
"""


def make_packages(*, now: datetime) -> int:
    """What is owed at present: some parts of each approved request, its package when all are there, the end of those
    whose term is over. How much was done."""
    known = {each.id: each for each in jurisdictions.every()}
    done = 0
    for key in _keys(_OWED, [now]):
        with within(key[0]):
            done += _go_on(known[key[0]], key, now=now)
    for key in _keys(_OVER, []):
        with within(key[0]), transaction.atomic(), connection.cursor() as cursor:
            packages.destroy(key)
            cursor.execute(
                "DELETE FROM transfer_making WHERE jurisdiction_id = %s AND provision_id = %s", [*key]
            )
            done += 1
    return done


def _keys(statement: str, given: list[Any]) -> list[Key]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _go_on(jurisdiction: Jurisdiction, key: Key, *, now: datetime) -> int:
    provision = _read(key)
    if provision.state is ProvisionState.READY:
        _by_system(jurisdiction, key, EndProvision(), provision, now=now)
        return 1
    found = _begun(key, provision, now=now)
    has_files = provision.granted_pictures is not Pictures.NONE
    for _ in range(PARTS_WITH_FILES_A_ROUND if has_files else PARTS_A_ROUND):
        if found is None:
            return 1  # another process is at it
        making, opening = found
        if making.done >= making.total:
            _finish(jurisdiction, key, provision, making, opening, now=now)
            return 1
        found = _next_part(jurisdiction, key, provision, opening, now=now)
    return 1


def _read(key: Key) -> Provision:
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM transfer_provision WHERE jurisdiction_id = %s AND id = %s", [*key])
        return PROVISIONS.read(cursor.fetchone()[0])


def _begun(key: Key, provision: Provision, *, now: datetime) -> tuple[Making, bytes] | None:
    """The making and its key; a fresh one where there is none, or where what was made is void or gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        known = packages.making(cursor, key)
        if known is not None and packages.is_whole(key, known):
            return known, _opening(key, known)
        packages.prepare(key)
        key_id, opening = packages.new_key(cursor, key[0], now=now)
        cursor.execute("DELETE FROM transfer_making WHERE jurisdiction_id = %s AND provision_id = %s", [*key])
        total = count_given(jurisdiction_id=key[0], wanted=wanted_of(provision.scope))
        cursor.execute(
            "INSERT INTO transfer_making (jurisdiction_id, provision_id, key_id, begun_at, moved_at, total) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [*key, key_id, now, now, total],
        )
        if not cursor.rowcount:
            transaction.set_rollback(True)
            return None
        return Making(key_id, now, now, total, 0, 0, None), opening


def _opening(key: Key, making: Making) -> bytes:
    found = vault.look(
        jurisdiction_id=key[0],
        record_ids=[making.key_id],
        fields=frozenset({KEY}),
        actor_id=SYSTEM.id,
        purpose=_FOR_MAKING,
    )
    return base64.b64decode(found[making.key_id][KEY])


def _next_part(
    jurisdiction: Jurisdiction, key: Key, provision: Provision, opening: bytes, *, now: datetime
) -> tuple[Making, bytes] | None:
    """One part more: on disk first, then in the row. A part that was written twice is the same one."""
    with transaction.atomic(), connection.cursor() as cursor:
        making = packages.making(cursor, key, locking=True)
        if making is None:
            return None
        page = given(
            jurisdiction_id=key[0], wanted=wanted_of(provision.scope), after=making.after, limit=PART_CASES
        )
        if page:
            given_ones = [each for each in page if may_give(each.case)]
            number = making.parts + 1
            with (
                _sealed(key, packages.files_name(number), opening) as files,
                _sealed(key, packages.part_name(number), opening) as part,
            ):
                for report in _reports(jurisdiction, provision, given_ones, cast("IO[bytes]", files)):
                    part.write(json.dumps(report, ensure_ascii=False).encode() + b"\n")
        is_last = len(page) < PART_CASES
        done = making.done + len(page)
        after = (page[-1].sent_at, page[-1].id) if page else making.after
        parts, total = making.parts + bool(page), done if is_last else max(making.total, done + 1)
        cursor.execute(
            "UPDATE transfer_making SET done = %s, total = %s, parts = %s, after_at = %s, after_id = %s, moved_at = %s "
            "WHERE jurisdiction_id = %s AND provision_id = %s",
            [done, total, parts, *(after or (None, None)), now, *key],
        )
        return Making(making.key_id, making.begun_at, now, total, done, parts, after), opening


def _sealed(key: Key, name: str, opening: bytes) -> SealedFile:
    return SealedFile(packages.folder_of(*key) / name, key=opening, identity=packages.identity_of(*key, name))


def _reports(
    jurisdiction: Jurisdiction, provision: Provision, page: list[Given], files: IO[bytes]
) -> Iterator[dict[str, Any]]:
    """The reports with the personal data that the decision names, each look on record first; their pictures and other
    files are written into ``files``."""
    wanted: dict[uuid.UUID, frozenset[str]] = {
        each.form: fields
        for each in page
        if each.form is not None and (fields := personal_of(each.case, provision.granted))
    }
    opened: dict[uuid.UUID, dict[str, str]] = {}
    if wanted:
        look = Look([*wanted], provision.granted, provision.asker, reason_of(provision), provision.law)
        [opened] = corrected_looks(jurisdiction.id, [look])
    purpose = reason_of(provision)
    attached = Attached(
        files, jurisdiction_id=jurisdiction.id, provision=provision, purpose=purpose, page=page
    )
    for each in page:
        personal = opened.get(each.form, {}) if each.form else {}
        yield report_of(each, jurisdiction, personal, attached.write(each))


def _finish(
    jurisdiction: Jurisdiction,
    key: Key,
    provision: Provision,
    making: Making,
    opening: bytes,
    *,
    now: datetime,
) -> None:
    """The parts become one package; then, and only then, the request's log says so."""
    folder = packages.folder_of(*key)

    def reports() -> Iterator[dict[str, Any]]:
        for number in range(1, making.parts + 1):
            yield from _lines(_read_sealed(key, packages.part_name(number), opening))

    def files() -> Iterator[tuple[str, Iterator[bytes]]]:
        for number in range(1, making.parts + 1):
            yield from read_attached(_read_sealed(key, packages.files_name(number), opening))

    identity = packages.identity_of(*key, SEALED)
    with transaction.atomic(), connection.cursor() as cursor:
        if packages.making(cursor, key, locking=True) is None:
            return
        with SealedFile(folder / f"{SEALED}.whole", key=opening, identity=identity) as whole:
            cases = write_package(
                cast("IO[bytes]", whole), reports, files, _about(jurisdiction, provision, now)
            )
        command = FinishPackage(sha256=whole.sha256, size_bytes=whole.size_bytes, cases=cases)
        _by_system(jurisdiction, key, command, provision, now=now)
        (folder / f"{SEALED}.whole").replace(folder / SEALED)
        packages.sync(folder)
    for number in range(1, making.parts + 1):
        for name in (packages.part_name(number), packages.files_name(number)):
            (folder / name).unlink(missing_ok=True)


def _read_sealed(key: Key, name: str, opening: bytes) -> Iterator[bytes]:
    identity = packages.identity_of(*key, name)
    return packages.read_sealed(packages.folder_of(*key) / name, key=opening, identity=identity)


def _lines(pieces: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in io.BytesIO(b"".join(pieces)))


def _about(jurisdiction: Jurisdiction, provision: Provision, now: datetime) -> About:
    assert provision.document is not None, "a request has its document"
    scope = provision.scope
    named = agencies.names(
        ids=[uuid.UUID(each) for each in {*scope.agencies, *filter(None, [provision.body])}]
    )
    return About(
        province=jurisdiction.province.name,
        number=provision.document.number,
        body=provision.body_name or named.get(uuid.UUID(provision.body), ""),
        ground=provision.ground,
        scope={
            "first_on": scope.first_on.isoformat() if scope.first_on else "",
            "last_on": scope.last_on.isoformat() if scope.last_on else "",
            "fields": sorted(scope.fields),
            "communes": sorted(scope.communes),
            "agencies": sorted(named.get(uuid.UUID(each), "") for each in scope.agencies),
            "stages": sorted(scope.stages),
        },
        fields=tuple(sorted(provision.granted)),
        law=provision.law,
        made_at=now,
        pictures=str(provision.granted_pictures),
    )


def _by_system(
    jurisdiction: Jurisdiction,
    key: Key,
    command: FinishPackage | EndProvision,
    provision: Provision,
    *,
    now: datetime,
) -> None:
    # The version makes it the same command after a crash, and another one when a package is made anew.
    command_id = uuid.uuid5(key[1], f"{type(command).__name__} {provision.version}")
    step = Step(jurisdiction=jurisdiction, actor=SYSTEM, now=now, command_id=command_id)
    system_step(step, provision_id=key[1], command=command)


def wanted_of(scope: Scope) -> Wanted:
    """The reports of a scope: its days are days in Vietnam, both included."""
    assert scope.first_on is not None, "a request has its period"
    assert scope.last_on is not None, "a request has its period"
    return Wanted(
        sent_from=datetime.combine(scope.first_on, time(), HO_CHI_MINH),
        sent_until=datetime.combine(scope.last_on + timedelta(days=1), time(), HO_CHI_MINH),
        fields=scope.fields,
        communes=scope.communes,
        agencies=[uuid.UUID(each) for each in scope.agencies],
        stages=scope.stages,
    )
