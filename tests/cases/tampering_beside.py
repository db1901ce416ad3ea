"""Further tamperings: single bits, doubled and borrowed events, any column of any row, and the record's own folder."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.cases.tampering import TABLES, WAYS, Expected, Row, Tamperer, Way

from paht.cases.deriving import NOT_DERIVED
from paht.record import checkpoints
from paht.record.findings import Kind
from paht.record.folder import Folder
from paht.record.leaves import LEAF_BYTES

OTHERWISE = {
    "uuid": "gen_random_uuid()",
    "text": "coalesce({}, '') || 'x'",
    "boolean": "NOT {}",
    "smallint": "{} + 1000",
    "integer": "{} + 1000",
    "double precision": "coalesce({}, 0) + 1",
    "timestamp with time zone": "coalesce({}, '2026-01-01') + interval '1 day'",
    "bytea": "sha256({})",
    "jsonb": "jsonb_set({}, '{{sender}}', to_jsonb(gen_random_uuid()))",
}
"""What is written in the place of a value, by its type."""


def flip_bit(self: Tamperer, case: uuid.UUID) -> Expected:
    """One bit of a content."""
    number = self.event(case)
    content = bytearray(self.rows(case)[number - 1].content.encode())
    while True:
        place, bit = self.chance.randrange(len(content)), 1 << self.chance.randrange(7)
        if content[place] < 128 and content[place] ^ bit:
            break
    content[place] ^= bit
    self.raw.execute(
        "UPDATE cases_event SET content = %s WHERE case_id = %s AND number = %s",
        [content.decode(), case, number],
    )
    # An event that names the next place looks as if it had moved up.
    return Expected({Kind.EDITED, Kind.DELETED}, case, range(number, number + 1))


def double(self: Tamperer, case: uuid.UUID) -> Expected:
    """An event is there twice, those after it moving down."""
    number = self.event(case)
    rows = self.rows(case)
    again = rows[number - 1]
    rows.insert(number, Row(0, again.type, again.content, again.hash))
    for place, row in enumerate(rows, start=1):
        row.number = place
    self.write(case, rows)
    kinds = {Kind.EDITED, Kind.DELETED, Kind.REORDERED}
    return Expected(kinds, case, range(number + 1, number + 2))


def borrow(self: Tamperer, case: uuid.UUID) -> Expected:
    """An event in the place of another case's."""
    number = self.event(case)
    rows = self.rows(case)
    other = self.chance.choice([each for each in sorted(self.covered) if each != case])
    taken = self.chance.choice(self.rows(other))
    rows[number - 1] = Row(number, taken.type, taken.content, taken.hash)
    self.write(case, rows)
    return Expected({Kind.EDITED}, case, range(number, number + 1))


def change_column(self: Tamperer, case: uuid.UUID) -> Expected:
    """Any column that events give, of any row of the case; not which case and province it is of."""
    table = self.chance.choice(sorted(TABLES))
    columns = self.raw.execute(
        "SELECT attname::text, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [table],
    ).fetchall()
    left_out = {"jurisdiction_id", TABLES[table]}
    name, kind = self.chance.choice(
        [each for each in columns if each[0] not in left_out and f"{table}.{each[0]}" not in NOT_DERIVED]
    )
    places = self.raw.execute(
        f"SELECT ctid::text FROM {table} WHERE {TABLES[table]} = %s ORDER BY ctid",  # type: ignore[arg-type]
        [case],
    ).fetchall()
    if not places:  # nobody is charged with it yet
        return change_column(self, case)
    statement = f"UPDATE {table} SET {name} = {OTHERWISE[kind].format(name)} WHERE ctid = %s::tid"
    self.raw.execute(statement, [self.chance.choice(places)[0]])  # type: ignore[arg-type]
    kinds = {Kind.EDITED, Kind.DELETED, Kind.TRUNCATED, Kind.RECHAINED, Kind.ROW_CHANGED, Kind.TEXT_CHANGED}
    return Expected(kinds, case)


def add_row(self: Tamperer, case: uuid.UUID) -> Expected:
    """A further duty or assignment, or one of them less."""
    table = self.chance.choice(["cases_duty", "cases_assignment"])
    changes = [
        f"INSERT INTO {table} SELECT (jsonb_populate_record(x, '{{\"number\": 99}}')).* FROM {table} x "
        "WHERE case_id = %s ORDER BY number LIMIT 1",
        f"DELETE FROM {table} WHERE case_id = %s",
    ]
    if not self.raw.execute(self.chance.choice(changes), [case]).rowcount:  # type: ignore[arg-type]
        return add_row(self, case)
    return Expected({Kind.ROW_CHANGED}, case)


ROWS: list[Way] = [*WAYS, flip_bit, double, borrow, change_column, add_row]

OF_THE_RECORD = {Kind.CHECKPOINT_MISSING, Kind.CHECKPOINT_FORGED}


@contextmanager
def on_folder(self: Tamperer, folder: Folder) -> Iterator[Expected]:
    """Tamper with the record itself, by one without the key, and put everything back afterwards."""
    numbers = folder.numbers()
    number = self.chance.choice(numbers)
    kept = {path: path.read_bytes() for path in [folder.leaves, *map(folder.note, numbers)]}
    try:
        self.chance.choice(FOLDER_WAYS)(self, folder, number)
        yield Expected(OF_THE_RECORD, None)
    finally:
        for path, content in kept.items():
            path.write_bytes(content)


def flip_record(self: Tamperer, folder: Folder, number: int) -> None:
    """One bit of a checkpoint, or of a leaf."""
    path = self.chance.choice([folder.note(number), folder.leaves])
    content = bytearray(path.read_bytes())
    content[self.chance.randrange(len(content))] ^= 1 << self.chance.randrange(8)
    path.write_bytes(content)


def cut_leaves(self: Tamperer, folder: Folder, number: int) -> None:
    """The last leaves are gone."""
    leaves = folder.leaves.read_bytes()
    left = self.chance.randrange(len(leaves) // LEAF_BYTES)
    folder.leaves.write_bytes(leaves[: left * LEAF_BYTES])


def swap_leaves(self: Tamperer, folder: Folder, number: int) -> None:
    """Two leaves change places."""
    leaves = folder.leaves.read_bytes()
    each = [leaves[at : at + LEAF_BYTES] for at in range(0, len(leaves), LEAF_BYTES)]
    first, second = self.chance.sample(range(len(each)), 2)
    each[first], each[second] = each[second], each[first]
    folder.leaves.write_bytes(b"".join(each))


def remove_checkpoint(self: Tamperer, folder: Folder, number: int) -> None:
    """A checkpoint between others, or the first, is gone."""
    folder.note(self.chance.choice(folder.numbers()[:-1])).unlink()


def swap_checkpoints(self: Tamperer, folder: Folder, number: int) -> None:
    """Two checkpoints change places."""
    first, second = self.chance.sample(folder.numbers(), 2)
    one, other = folder.note(first).read_bytes(), folder.note(second).read_bytes()
    folder.note(first).write_bytes(other)
    folder.note(second).write_bytes(one)


def sign_anew(self: Tamperer, folder: Folder, number: int) -> None:
    """A checkpoint says something else, signed with a key of the forger's own."""
    found, _ = checkpoints.read(folder.note(number).read_text())
    own = Ed25519PrivateKey.from_private_bytes(self.chance.randbytes(32))
    forged = replace(found, root=self.chance.randbytes(32), origin=checkpoints.origin_of(own.public_key()))
    folder.note(number).write_text(checkpoints.signed(forged, own))


FOLDER_WAYS: list[Callable[[Tamperer, Folder, int], None]] = [
    *(flip_record, cut_leaves, swap_leaves, remove_checkpoint, swap_checkpoints, sign_anew)
]
ONE_ON_THE_RECORD_OF = 8
"""Of so many tamperings one is with the record itself."""
