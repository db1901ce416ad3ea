"""After a week of two provinces no canary is anywhere but with its sender and in recorded looks.

CI reads every page as everybody; ``PAHT_CANARIES_WHOLE=1`` posts every form as everybody besides.
"""

import base64
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from psycopg import sql
from tests.canaries.encodings import Hit, Search
from tests.canaries.home import MovedHome
from tests.canaries.marks import everybody, listed, plain
from tests.canaries.people import names_of_everybody
from tests.canaries.wire import Browser
from tests.harness.installation import ROOT

BEGIN = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
"""Monday, eight in the morning in Vietnam."""
TEXTS = frozenset({"description", "supplement", "question", "answer", "comment"})
"""What is a text of its own in the vault, where it is the field "description"."""


@dataclass(frozen=True, slots=True)
class Look:
    """A recorded look."""

    record: str
    actor: str
    fields: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Lived:
    """The home after its week, and what the week's program found in the answers."""

    home: MovedHome
    search: Search
    answers: int
    troubles: list[str]
    told: list[str]
    found: list[dict[str, Any]]
    records: dict[str, list[str]]

    def looks(self) -> list[Look]:
        """The record of looks."""
        with self.home.connect() as connection:
            rows = connection.execute(
                "SELECT record_id::text, actor_id::text, fields, looked_at FROM people_look"
            ).fetchall()
        return [Look(str(r), str(a), frozenset(f), at) for r, a, f, at in rows]  # type: ignore[arg-type,misc]

    def unrecorded(self) -> Iterator[str]:
        """What was shown to somebody of whom no look is recorded between the question and the answer."""
        looks = self.looks()
        for each in self.found:
            mark = each["mark"]
            begun, ended = (datetime.fromisoformat(each[name]) for name in ("begun", "ended"))
            mine = set(self.records[mark["owner"]])
            # The desk reads a description as it was written, with whatever it says of a person; others do not.
            as_text = mark["field"] in TEXTS or each["is_desk"]
            if not any(
                look.actor == each["reader"]
                and look.record in mine
                and (mark["field"] in look.fields or (as_text and "description" in look.fields))
                and begun <= look.at <= ended
                for look in looks
            ):
                yield f"{each['place']}: {mark['field']} of {mark['owner']}, {each['encoding']}: {each['around']}"

    def kept(self) -> list[Hit]:
        """What is found in the database's dump and in the files of the home."""
        return [*self.in_places(self.home.tables()), *self.in_places(self.home.files())]

    def in_places(self, places: Iterable[tuple[str, bytes]]) -> list[Hit]:
        """What is found in these."""
        return [hit for name, content in places for hit in self.search(content, name)]


@pytest.fixture(scope="module")
def lived() -> Iterator[Lived]:
    """A home that has lived its week."""
    home = MovedHome(at=BEGIN)
    try:
        home.listens()
        done = subprocess.run(
            [sys.executable, "-m", "tests.canaries.week", str(home.port)],
            env=home.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-5000:]
        home.worker_is_through()
        marks = everybody(names_of_everybody())
        yield Lived(home, Search(listed(marks)), **json.loads(done.stdout))
    finally:
        home.close()


def test_everything_that_the_week_is_made_of_took_place(lived: Lived) -> None:
    assert lived.troubles == []
    assert lived.answers > 1000
    by_programs = {
        "/api/v1/reports/…",
        "/open311/v2/requests/….json",
        "/open311/v2/requests/….xml",
        "cases",
        "cases/…",
    }
    assert by_programs <= set(lived.told), "no program was told of a report"
    with lived.home.connect() as connection:
        for table in ("people_vault_record", "messages_outbox", "figures_count", "people_look", "cases_text"):
            assert connection.execute(f"SELECT EXISTS (SELECT FROM {table})").fetchone() == (True,), table  # type: ignore[arg-type]
    names = {name.partition("/")[0] for name, _ in lived.home.files()}
    assert {"logs", "files", "checkpoints", "database"} <= names
    assert lived.home.logs_of("web").count("RuntimeError") >= 2, "no failure of the program was among it"
    for program in ("worker", "vault"):
        assert "Traceback" not in lived.home.logs_of(program)


@pytest.mark.clause("VL.7.5", "VL.4.6", "ST.4.5", "ST.3.4")
def test_nobody_is_shown_a_canary_but_its_sender_and_those_whose_look_is_recorded(lived: Lived) -> None:
    assert list(lived.unrecorded()) == []
    assert lived.found, "the desk has looked at senders, and was not heard of"


@pytest.mark.clause("VL.7.5", "ST.4.5")
def test_no_log_no_table_no_copy_no_backup_holds_a_canary(lived: Lived) -> None:
    assert [str(hit) for hit in lived.kept()] == []


def test_a_planted_leak_of_each_kind_is_found(lived: Lived) -> None:
    home, mark = lived.home, everybody(names_of_everybody())["vl: published"]["name"]
    with home.connect() as connection:
        host = connection.execute("SELECT name FROM agencies_host WHERE name LIKE 'canary%'").fetchone()
        assert host is not None
        asks = Browser(home.port, str(host[0]))
        with home.goes_wrong("logs"):
            asks.get("/", q=mark.value)
        with home.goes_wrong("echoes"):
            echoed = asks.get("/", q=mark.value)
        with home.goes_wrong("tells in a header"):
            told = asks.get("/", q=mark.value)
        outbox = (
            "UPDATE messages_outbox SET template = %s WHERE ctid = (SELECT ctid FROM messages_outbox LIMIT 1)"
        )
        connection.execute(outbox, [mark.value])
        connection.execute(
            "CREATE TABLE planted AS SELECT %s::bytea AS kept", [mark.value.encode("utf-16-le")]
        )
        connection.execute(sql.SQL("DO {}").format(f"BEGIN RAISE LOG '{mark.value}'; END"))
    copies = home.home.files / "copies"
    (copies / "planted.jpg").write_bytes(b"\xff\xd8" + base64.b64encode(b"-" + mark.value.encode()))
    (home.home.path / "export.csv").write_text(plain(mark.value).upper())
    assert lived.search(echoed.body, "")
    assert lived.search(told.head, "")
    places = {hit.place for hit in lived.kept() if hit.mark == mark}
    wanted = {
        "logs/web.log",
        "table public.messages_outbox",
        "table public.planted",
        "files/copies/planted.jpg",
    }
    assert places >= wanted | {"export.csv"}
    assert any(place.endswith(".log") and "postgres" in place for place in places), places
