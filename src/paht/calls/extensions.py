"""Whose extensions are: the administrator gives them, several people may share one in shifts, and whoever sits down at
one says so. A call is shown to whoever sits at the extension that took it, so nobody gives themselves one."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from paht.calls.keeping import put_record
from paht.identity import new_id
from paht.people.actors import Official

NOT_YOURS = "Máy lẻ này không được cấp cho ông/bà. Xin liên hệ quản trị hệ thống để được cấp."
TAKEN = "Máy lẻ này đang có người khác dùng."


@dataclass(frozen=True, slots=True)
class Given:
    """An extension that somebody may sit at; ``sits`` says whether they do now."""

    id: uuid.UUID
    extension: str
    name: str
    login: str
    given_at: datetime
    sits: bool


def roster(official: Official) -> list[Given]:
    """The province's extensions and whose they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, e.extension, s.name, split_part(s.login, '@', 1), e.given_at, l.staff_id IS NOT NULL "
            "FROM calls_extension e JOIN people_staff s ON s.id = e.staff_id "
            "LEFT JOIN calls_line l ON (l.jurisdiction_id, l.staff_id, l.extension) "
            "= (e.jurisdiction_id, e.staff_id, e.extension) "
            "WHERE e.jurisdiction_id = %s AND e.taken_at IS NULL ORDER BY length(e.extension), e.extension, s.name "
            "LIMIT 2000",
            [official.jurisdiction_id],
        )
        return [Given(*row) for row in cursor.fetchall()]


def own(official: Official) -> list[str]:
    """The extensions at which this member of staff may sit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extension FROM calls_extension WHERE jurisdiction_id = %s AND staff_id = %s "
            "AND taken_at IS NULL ORDER BY length(extension), extension",
            [official.jurisdiction_id, official.id],
        )
        return [row[0] for row in cursor.fetchall()]


def give(official: Official, *, extension: str, login: str, at: datetime) -> dict[str, str]:
    """Let somebody sit at an extension, by the administrator; what is wrong by the form's fields, empty when done."""
    if not re.fullmatch(r"[0-9]{1,8}", extension):
        return {"extension": "Số máy lẻ gồm 1 đến 8 chữ số."}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_staff WHERE jurisdiction_id = %s AND split_part(login, '@', 1) = lower(%s) "
            "AND is_active",
            [official.jurisdiction_id, login.strip()],
        )
        found = cursor.fetchone()
        if found is None:
            return {"login": "Không có tài khoản đang dùng mang tên này."}
        cursor.execute(
            "INSERT INTO calls_extension (jurisdiction_id, id, extension, staff_id, given_by, given_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [official.jurisdiction_id, new_id(), extension, found[0], official.id, at],
        )
    return {}


def take(official: Official, *, given_id: uuid.UUID, at: datetime) -> None:
    """Take an extension back, by the administrator: whoever sits there does so no more."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE calls_extension SET taken_by = %s, taken_at = %s "
            "WHERE jurisdiction_id = %s AND id = %s AND taken_at IS NULL RETURNING staff_id, extension",
            [official.id, at, official.jurisdiction_id, given_id],
        )
        for staff_id, extension in cursor.fetchall():
            cursor.execute(
                "UPDATE calls_line SET extension = '', set_at = %s "
                "WHERE jurisdiction_id = %s AND staff_id = %s AND extension = %s",
                [at, official.jurisdiction_id, staff_id, extension],
            )


def sit_at(official: Official, *, extension: str, number: str | None, at: datetime) -> str:
    """From now on this member of staff has the telephone; why not in words, empty when done. ``number`` is their own
    for times of duty (sealed), ``None`` leaves what is there."""
    if extension and extension not in own(official):
        return NOT_YOURS
    record = new_id() if number else None
    try:
        with transaction.atomic():
            if number and record:
                put_record(official.jurisdiction_id, {"phone": number}, now=at, record_id=record)
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO calls_line AS l (jurisdiction_id, staff_id, extension, record_id, set_at) "
                    "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (jurisdiction_id, staff_id) DO UPDATE SET "
                    "extension = excluded.extension, set_at = excluded.set_at, "
                    "record_id = CASE WHEN %s THEN l.record_id ELSE excluded.record_id END",
                    [official.jurisdiction_id, official.id, extension, record, at, number is None],
                )
    except IntegrityError:
        return TAKEN
    return ""
