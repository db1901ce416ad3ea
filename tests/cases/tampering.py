"""Tamperings by somebody with every right over the database, each with what ``verify`` must call it."""

import hashlib
import json
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg

from paht.cases.attesting import COLUMNS, attested
from paht.record.findings import Kind

Connection = psycopg.Connection[Any]
TABLES = {
    "cases_case": "id",
    "cases_event": "case_id",
    "cases_duty": "case_id",
    "cases_assignment": "case_id",
    "cases_text": "case_id",
}


@dataclass
class Row:
    """An event as it lies in the table."""

    number: int
    type: str
    content: str
    hash: bytes


@dataclass(frozen=True)
class Expected:
    """What must be found: one of these kinds, at this case (``None``: in the record itself), at one of these events
    (``None``: at any or none)."""

    kinds: set[Kind]
    case: uuid.UUID | None
    events: range | None = None


@dataclass
class Tamperer:
    """Does one tampering after the other; ``last_covered`` gives for each case the versions that were signed."""

    raw: Connection
    chance: random.Random
    covered: dict[uuid.UUID, list[int]]

    @contextmanager
    def one(self, ways: "list[Way]") -> Iterator[Expected]:
        """Tamper with one case in one of the ways, and put everything back afterwards."""
        case = self.chance.choice(sorted(self.covered))
        for table, key in TABLES.items():
            self.raw.execute(
                f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table} WHERE {key} = %s",  # type: ignore[arg-type]
                [case],
            )
        try:
            yield self.chance.choice(ways)(self, case)
        finally:
            for table, key in TABLES.items():
                self.raw.execute(f"DELETE FROM {table} WHERE {key} = %s", [case])  # type: ignore[arg-type]
                self.raw.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")  # type: ignore[arg-type]
                self.raw.execute(f"DROP TABLE kept_{table}")  # type: ignore[arg-type]

    def rows(self, case: uuid.UUID) -> list[Row]:
        found = self.raw.execute(
            "SELECT number, type, content, hash FROM cases_event WHERE case_id = %s ORDER BY number", [case]
        )
        return [Row(*row) for row in found]

    def write(self, case: uuid.UUID, rows: list[Row]) -> None:
        """Put these rows in the place of the case's events."""
        (jurisdiction_id, written_in), *_ = self.raw.execute(
            "DELETE FROM cases_event WHERE case_id = %s RETURNING jurisdiction_id, written_in", [case]
        ).fetchall()
        with self.raw.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO cases_event (jurisdiction_id, case_id, number, type, content, hash, written_in) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [(jurisdiction_id, case, r.number, r.type, r.content, r.hash, written_in) for r in rows],
            )

    def rechain(self, case: uuid.UUID, rows: list[Row]) -> None:
        """Number and chain these events rightly, and let the row agree with them."""
        head = bytes(32)
        for number, row in enumerate(rows, start=1):
            plain = json.loads(row.content)
            plain["number"] = row.number = number
            row.content = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            head = row.hash = hashlib.sha256(head + row.content.encode()).digest()
        self.write(case, rows)
        self.raw.execute(
            "UPDATE cases_case SET head = %s, version = %s WHERE id = %s", [head, len(rows), case]
        )

    def event(self, case: uuid.UUID, *, least: int = 1, spare: int = 0) -> int:
        """The number of one of its events, from ``least`` up to the last but ``spare``."""
        return self.chance.randint(least, self.covered[case][-1] - spare)

    def span(self, case: uuid.UUID, number: int) -> range:
        """The events among which a chain that was written anew from ``number`` on may be found to begin."""
        before = max((v for v in self.covered[case] if v < number), default=0)
        return range(before + 1, number + 1)


Way = Callable[[Tamperer, uuid.UUID], Expected]


def edit(self: Tamperer, case: uuid.UUID) -> Expected:
    """One letter of a content."""
    number = self.event(case)
    row = self.rows(case)[number - 1]
    places = [place for place, letter in enumerate(row.content) if letter.isalnum() and letter.isascii()]
    place = self.chance.choice(places)
    letter = self.chance.choice([each for each in "abcxyz0189" if each != row.content[place]])
    changed = row.content[:place] + letter + row.content[place + 1 :]
    self.raw.execute(
        "UPDATE cases_event SET content = %s WHERE case_id = %s AND number = %s", [changed, case, number]
    )
    return Expected({Kind.EDITED}, case, range(number, number + 1))


def edit_hash(self: Tamperer, case: uuid.UUID) -> Expected:
    """The hash of an event."""
    number = self.event(case)
    self.raw.execute(
        "UPDATE cases_event SET hash = %s WHERE case_id = %s AND number = %s",
        [self.chance.randbytes(32), case, number],
    )
    return Expected({Kind.EDITED}, case, range(number, number + 1))


def delete(self: Tamperer, case: uuid.UUID) -> Expected:
    """An event in the middle."""
    number = self.event(case, spare=1)
    self.raw.execute("DELETE FROM cases_event WHERE case_id = %s AND number = %s", [case, number])
    return Expected({Kind.DELETED}, case, range(number, number + 1))


def delete_and_renumber(self: Tamperer, case: uuid.UUID) -> Expected:
    """An event in the middle, those after it moving up."""
    number = self.event(case, spare=1)
    rows = self.rows(case)
    del rows[number - 1]
    for place, row in enumerate(rows, start=1):
        row.number = place
    self.write(case, rows)
    return Expected({Kind.DELETED}, case, range(number, number + 1))


def truncate(self: Tamperer, case: uuid.UUID) -> Expected:
    """The last events."""
    number = self.event(case, least=2)
    self.raw.execute("DELETE FROM cases_event WHERE case_id = %s AND number >= %s", [case, number])
    return Expected({Kind.TRUNCATED}, case, range(number, number + 1))


def truncate_with_row(self: Tamperer, case: uuid.UUID) -> Expected:
    """The last events, the row agreeing."""
    number = self.event(case, least=2)
    self.rechain(case, self.rows(case)[: number - 1])
    return Expected({Kind.TRUNCATED}, case, range(number, number + 1))


def reorder(self: Tamperer, case: uuid.UUID) -> Expected:
    """Two events change places."""
    first = self.event(case, spare=1)
    second = self.event(case, least=first + 1)
    rows = self.rows(case)
    rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
    rows[first - 1].number, rows[second - 1].number = first, second
    self.write(case, rows)
    return Expected({Kind.REORDERED}, case, range(first, first + 1))


def rechain_edited(self: Tamperer, case: uuid.UUID) -> Expected:
    """Another actor in an event, and the chain and the row written anew."""
    number = self.event(case)
    rows = self.rows(case)
    plain = json.loads(rows[number - 1].content)
    plain["actor"]["id"] = str(uuid.UUID(int=self.chance.getrandbits(128)))
    rows[number - 1].content = json.dumps(plain)
    self.rechain(case, rows)
    return Expected({Kind.RECHAINED}, case, self.span(case, number))


def rechain_reordered(self: Tamperer, case: uuid.UUID) -> Expected:
    """Two events of different moments change places, and the chain and the row are written anew."""
    first = self.event(case, spare=1)
    second = self.event(case, least=first + 1)
    rows = self.rows(case)
    rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
    self.rechain(case, rows)
    # An event from beyond the next checkpoint bears a moment that cannot be: that is said of it.
    return Expected({Kind.RECHAINED, Kind.CLOCK_MOVED}, case, range(self.span(case, first).start, second + 1))


def rechain_deleted(self: Tamperer, case: uuid.UUID) -> Expected:
    """An event is gone, and the chain and the row are written anew."""
    number = self.event(case, spare=1)
    rows = self.rows(case)
    del rows[number - 1]
    self.rechain(case, rows)
    # Where a later checkpoint's event moves up it bears a moment that cannot be; where nothing was signed between
    # here and the end, all that can be told is that the log is too short.
    kinds = {Kind.RECHAINED, Kind.CLOCK_MOVED}
    if not any(number <= version <= len(rows) for version in self.covered[case]):
        kinds = {Kind.TRUNCATED}
    return Expected(kinds, case, range(self.span(case, number).start, self.covered[case][-1] + 1))


def drop(self: Tamperer, case: uuid.UUID) -> Expected:
    """The case with everything that names it."""
    for table, key in TABLES.items():
        self.raw.execute(f"DELETE FROM {table} WHERE {key} = %s", [case])  # type: ignore[arg-type]
    return Expected({Kind.DROPPED}, case)


def drop_row(self: Tamperer, case: uuid.UUID) -> Expected:
    """The case's row alone, or its events alone."""
    table = self.chance.choice(["cases_case", "cases_event"])
    self.raw.execute(f"DELETE FROM {table} WHERE {TABLES[table]} = %s", [case])  # type: ignore[arg-type]
    return Expected({Kind.DROPPED}, case)


def move_clock(self: Tamperer, case: uuid.UUID) -> Expected:
    """An event happened earlier or later, and the chain and the row are written anew."""
    number = self.event(case)
    rows = self.rows(case)
    plain = json.loads(rows[number - 1].content)
    # Less than an hour back would lie between the same two checkpoints: re-chained is all that can be told then.
    by = timedelta(minutes=self.chance.choice([-1, 1]) * self.chance.randint(70, 10_000))
    plain["at"] = (datetime.fromisoformat(plain["at"]) + by).isoformat()
    rows[number - 1].content = json.dumps(plain)
    self.rechain(case, rows)
    return Expected({Kind.CLOCK_MOVED}, case, range(number, number + 1))


def slip_in(self: Tamperer, case: uuid.UUID) -> Expected:
    """A further event at the end that claims to have been there long."""
    rows = self.rows(case)
    self.rechain(case, [*rows, Row(0, rows[-1].type, rows[-1].content, b"")])
    number = len(rows) + 1
    return Expected({Kind.SLIPPED_IN}, case, range(number, number + 1))


def change_row(self: Tamperer, case: uuid.UUID) -> Expected:
    """What the current row says: its state, or what lists and the public go by."""
    changes = [
        "state = jsonb_set(state, '{sender}', to_jsonb(gen_random_uuid()))",
        "state = jsonb_set(state, '{stage}', '\"withdrawn\"')",
        "state = state - 'duties'",
        "state = jsonb_set(state, '{files}', '[]')",
        "is_public = NOT is_public",
        "stage = 'withdrawn'",
        "holder = 'nobody'",
        "due_at = coalesce(due_at, now()) + interval '1 day'",
        "ended_at = '2026-01-01'",
        "found_false_at = '2026-01-01'",
    ]
    statement = f"UPDATE cases_case SET {self.chance.choice(changes)} WHERE id = %s"
    self.raw.execute(statement, [case])  # type: ignore[arg-type]
    return Expected({Kind.ROW_CHANGED}, case)


def change_row_with_its_digest(self: Tamperer, case: uuid.UUID) -> Expected:
    """The current row and what its last event says of it, the chain and the row's head agreeing."""
    rows = self.rows(case)
    number = self.covered[case][-1]
    self.raw.execute("UPDATE cases_case SET stage = 'withdrawn' WHERE id = %s", [case])
    found = self.raw.execute(
        f"SELECT state::text, {', '.join(COLUMNS)} FROM cases_case WHERE id = %s",  # type: ignore[arg-type]
        [case],
    ).fetchone()
    assert found is not None
    plain = json.loads(rows[-1].content)
    plain["row"] = attested(found[1:], json.loads(found[0]))
    rows[-1].content = json.dumps(plain)
    self.rechain(case, rows)
    return Expected({Kind.RECHAINED}, case, self.span(case, number))


def change_duty(self: Tamperer, case: uuid.UUID) -> Expected:
    """A duty that ended is open again, or an open one is due later, is somebody else's, is met, or is gone."""
    (number,), *_ = self.raw.execute(
        "SELECT number FROM cases_duty WHERE case_id = %s ORDER BY number", [case]
    ).fetchall()
    changes = [
        "UPDATE cases_duty SET ended_at = NULL, due_at = due_at + interval '1 day'",
        "UPDATE cases_duty SET ended_at = NULL, agency_id = gen_random_uuid()",
        "UPDATE cases_duty SET ended_at = CASE WHEN ended_at IS NULL THEN now() END",
        "UPDATE cases_duty SET ended_at = NULL, number = number + 1000",
    ]
    statement = f"{self.chance.choice(changes)} WHERE case_id = %s AND number = %s"
    self.raw.execute(statement, [case, number])  # type: ignore[arg-type]
    return Expected({Kind.ROW_CHANGED}, case)


def change_text(self: Tamperer, case: uuid.UUID) -> Expected:
    """A text beside the log: other words, other salt, none, or one that no event names."""
    found = self.raw.execute("SELECT id FROM cases_text WHERE case_id = %s ORDER BY id", [case]).fetchall()
    changes = [
        "UPDATE cases_text SET body = body || ' '",
        "UPDATE cases_text SET salt = sha256(salt)",
        "UPDATE cases_text SET id = gen_random_uuid()",
        "DELETE FROM cases_text",
    ]
    statement = f"{self.chance.choice(changes)} WHERE case_id = %s AND id = %s"
    self.raw.execute(statement, [case, self.chance.choice(found)[0]])  # type: ignore[arg-type]
    return Expected({Kind.TEXT_CHANGED}, case)


WAYS: list[Way] = [
    *(edit, edit_hash, delete, delete_and_renumber, truncate, truncate_with_row, reorder),
    *(rechain_edited, rechain_reordered, rechain_deleted, drop, drop_row, move_clock, slip_in),
    *(change_row, change_row_with_its_digest, change_duty, change_text),
]
