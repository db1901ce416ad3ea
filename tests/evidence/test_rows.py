"""The row of a kept file: written after its bytes are safe, read by its jurisdiction, changed by nobody."""

import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from tests.evidence.pictures import exif, film, saved, scene

from paht.evidence import queries, storage
from paht.evidence.records import StoredFile
from paht.identity import new_id
from paht.installation.postgres import Server

HERE, ELSEWHERE = 31_001, 31_002
RECEIVED_AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


@pytest.fixture
def keep(database: Server, files: Path) -> Callable[[bytes], StoredFile]:
    """Keeps a file whose content is given."""
    del database, files

    def kept(content: bytes) -> StoredFile:
        stored = storage.keep(jurisdiction_id=HERE, upload=io.BytesIO(content), received_at=RECEIVED_AT)
        assert isinstance(stored, StoredFile), stored
        return stored

    return kept


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM evidence_file WHERE jurisdiction_id = %s", [HERE])
        return int(cursor.fetchone()[0])


def test_a_kept_file_is_read_back_as_it_was_returned(keep: Callable[[bytes], StoredFile]) -> None:
    tags = exif(
        folder={0x9003: "2026:11:18 09:30:00", 0x9011: "+07:00"},
        gps={1: "N", 2: (10.0, 15.0, 0.0), 3: "E", 4: (106.0, 30.0, 0.0)},
    )
    photo, video = keep(saved(scene(), exif=tags)), keep(film())
    assert photo.taken_at == datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
    assert queries.file(jurisdiction_id=HERE, id=photo.id) == photo
    assert queries.files(jurisdiction_id=HERE, ids=[photo.id, video.id, new_id()]) == {
        photo.id: photo,
        video.id: video,
    }


def test_another_jurisdiction_does_not_find_it(keep: Callable[[bytes], StoredFile]) -> None:
    stored = keep(saved(scene()))
    assert queries.file(jurisdiction_id=ELSEWHERE, id=stored.id) is None
    assert queries.files(jurisdiction_id=HERE, ids=[]) == {}


def test_the_same_bytes_sent_twice_are_two_files_to_their_senders(
    keep: Callable[[bytes], StoredFile], files: Path
) -> None:
    first, second = keep(saved(scene())), keep(saved(scene()))
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert len([path for path in files.rglob("*") if path.is_file() and "copies" not in path.parts]) == 2


def test_file_and_folders_are_synced_before_the_one_statement_that_names_them(
    keep: Callable[[bytes], StoredFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        fsync(descriptor)
        seen.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).parent.name)

    def statement(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        seen.append("INSERT INTO evidence_file" if "INSERT INTO evidence_file" in sql else sql)
        return execute(sql, *rest)

    monkeypatch.setattr(os, "fsync", watched)
    with connection.execute_wrapper(statement):
        keep(saved(scene()))
    # Each by the folder it lies in: the file under its passing name, its lasting folder, the jurisdiction's folder,
    # the folder of all files.
    assert seen[:3] == ["incoming", str(HERE), "files"]
    assert seen[-1] == "INSERT INTO evidence_file"
    assert seen.count("INSERT INTO evidence_file") == 1


def test_a_refused_file_leaves_no_row(database: Server, files: Path) -> None:
    before = rows()
    storage.keep(jurisdiction_id=HERE, upload=io.BytesIO("Kính gửi".encode()), received_at=RECEIVED_AT)
    assert rows() == before


@pytest.mark.parametrize(
    "change", ["UPDATE evidence_file SET width = 1", "DELETE FROM evidence_file", "TRUNCATE evidence_file"]
)
def test_the_program_may_not_change_what_was_kept(database: Server, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(change)


def test_nothing_the_sender_named_or_the_camera_wrote_besides_has_a_column(database: Server) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'evidence_file'::regclass AND attnum > 0"
        )
        columns = {row[0] for row in cursor.fetchall()}
    assert columns == set(StoredFile.__dataclass_fields__) | {"received_at"}
