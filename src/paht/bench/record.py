"""``./paht bench verify``: how long checking the record takes, and how much memory, at so many events.

A published case, written by the program, is copied under new keys: each copy's state, digests and chain are worked out
as the program does, so that everything that is checked is checked. The baseline, in the same run, is what nobody can
leave out: reading every event's content and hashing it.
"""

import hashlib
import resource
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson
import psycopg

from paht.bench.home import say
from paht.bench.province import Province, published
from paht.bench.results import Sample
from paht.cases import chain
from paht.cases.attesting import COLUMNS, KEY, attested
from paht.cases.checkpointing import make_checkpoint
from paht.cases.compact import compact
from paht.installation.postgres import Server

_TABLES = ("cases_case", "cases_event", "cases_duty", "cases_assignment", "cases_text")
_AT_ONCE = 2_000


def fill(server: Server, place: Province, *, events: int, now: datetime) -> int:
    """Copy a published case until there are so many events, and sign them; returns how many there are."""
    case_id = published(place, number=1, now=now)
    with psycopg.connect(server.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        original = {table: _rows(raw, table, case_id) for table in _TABLES}
        each = len(original["cases_event"][1])
        copies = max(0, events // each - 1)
        for first in range(0, copies, _AT_ONCE):
            made = [_copied(original, case_id) for _ in range(min(_AT_ONCE, copies - first))]
            for table in _TABLES:
                _write(raw, table, original[table][0], [row for rows in made for row in rows[table]])
        raw.execute("VACUUM ANALYZE")
    assert make_checkpoint(now=now) == 1
    return (copies + 1) * each


Table = tuple[list[str], list[dict[str, Any]]]


def _rows(raw: psycopg.Connection[Any], table: str, case_id: uuid.UUID) -> Table:
    key = "id" if table == "cases_case" else "case_id"
    cursor = raw.execute(f"SELECT to_jsonb(x)::text FROM {table} x WHERE {key} = %s", [case_id])
    found = [orjson.loads(row[0]) for row in cursor]
    if table == "cases_event":
        found.sort(key=lambda row: int(row["number"]))
    return list(found[0]), found


def _copied(original: dict[str, Table], case_id: uuid.UUID) -> dict[str, list[dict[str, Any]]]:
    """The rows of one copy: every key of the case's own is another one, everywhere, and the chain is made anew."""
    ((case,), texts) = original["cases_case"][1], original["cases_text"][1]
    commands = [row["command_id"] for row in original["cases_event"][1] if row["command_id"]]
    own = [str(case_id), case["code"], *(row["id"] for row in texts), *commands]
    other = [str(uuid.uuid4()) for _ in own]
    other[1] = f"VL-{other[1][:14].upper()}"

    def renamed(row: dict[str, Any]) -> dict[str, Any]:
        text = orjson.dumps(row).decode()
        for was, becomes in zip(own, other, strict=True):
            text = text.replace(was, becomes)
        found: dict[str, Any] = orjson.loads(text)
        return found

    rows = {table: [renamed(row) for row in original[table][1]] for table in _TABLES}
    (row,) = rows["cases_case"]
    columns = [datetime.fromisoformat(v) if n.endswith("_at") and v else v for n, v in row.items()]
    by_name = dict(zip(row, columns, strict=True))
    head = chain.START
    for event in rows["cases_event"]:
        plain = orjson.loads(event["content"])
        if event["number"] == row["version"]:
            plain[KEY] = attested([by_name[name] for name in COLUMNS], row["state"])
        event["content"] = compact(plain)
        head = chain.link(head, event["content"])
        event["hash"] = "\\x" + head.hex()
    row["head"] = "\\x" + head.hex()
    return rows


def _write(raw: psycopg.Connection[Any], table: str, names: list[str], rows: list[dict[str, Any]]) -> None:
    with raw.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(row[name]) for name in names])


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return compact(value) if isinstance(value, dict) else value


def checked(server: Server, *, events: int, processes: int) -> tuple[Sample, int]:
    """One run of ``./paht verify``, and the most memory (KiB) that one of its processes took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "paht", "verify", "--json", "--processes", str(processes)],
        capture_output=True,
        text=True,
        check=False,
    )
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    found = orjson.loads(done.stdout) if done.stdout else {}
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert found["events"] == events, found
    program = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Sample(calls=events, wall=wall, program=program), after.ru_maxrss


def hashed(server: Server) -> Sample:
    """Reading and hashing alone, in one process."""
    began, program, count = time.monotonic(), time.process_time(), 0
    for content in _contents(server):
        hashlib.sha256(content).digest()
        count += 1
    return Sample(calls=count, wall=time.monotonic() - began, program=time.process_time() - program)


def _contents(server: Server) -> Iterator[bytes]:
    with psycopg.connect(server.url("super")) as raw, raw.cursor(name="contents", binary=True) as cursor:
        cursor.itersize = _AT_ONCE
        for (content,) in cursor.execute(
            "SELECT content::bytea FROM (SELECT convert_to(content, 'UTF8') AS content FROM cases_event) x"
        ):
            yield bytes(content)


def told(server: Server, *, events: int, processes: int) -> dict[str, float | int]:
    """The figures of one filled home."""
    say(f"verify: {events} events, {processes} processes")
    baseline = hashed(server)
    sample, memory = checked(server, events=events, processes=processes)
    return {
        "events": events,
        "processes": processes,
        "wall_seconds": round(sample.wall, 1),
        "processor_seconds": round(sample.program, 1),
        "memory_mib_of_the_largest_process": memory // 1024,
        "baseline_wall_seconds": round(baseline.wall, 1),
        "baseline_processor_seconds": round(baseline.program, 1),
        "ratio": round(sample.wall / baseline.wall, 2),
    }
