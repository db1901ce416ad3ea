"""Reading the rows of kept files; whoever asks has checked that the actor may see the case."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from paht.evidence.records import StoredFile


def files(*, jurisdiction_id: int, ids: Collection[UUID]) -> dict[UUID, StoredFile]:
    """The files with these ids that this jurisdiction has, by id: one statement, none for no ids."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, sha256, media_type, size_bytes, width, height, taken_at, taken_source, latitude, longitude"
            " FROM evidence_file WHERE jurisdiction_id = %s AND id = ANY(%s)",
            [jurisdiction_id, list(ids)],
        )
        rows = cursor.fetchall()
    return {
        row[0]: StoredFile(
            id=row[0],
            jurisdiction_id=jurisdiction_id,
            sha256=bytes(row[1]).hex(),
            media_type=row[2],
            size_bytes=row[3],
            width=row[4],
            height=row[5],
            taken_at=row[6],
            taken_source=row[7],
            latitude=row[8],
            longitude=row[9],
        )
        for row in rows
    }


def file(*, jurisdiction_id: int, id: UUID) -> StoredFile | None:
    """The file with this id, None where this jurisdiction has none."""
    return files(jurisdiction_id=jurisdiction_id, ids=[id]).get(id)
