"""Plain statements, where one is all there is to say."""

import uuid

from django.db import connection


def run(statement: str, *parameters: object) -> None:
    """Run a statement that answers nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))  # type: ignore[arg-type]


def one(statement: str, *parameters: object) -> uuid.UUID | None:
    """The first column of the first row, a key; ``None`` for none."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))  # type: ignore[arg-type]
        row = cursor.fetchone()
    return row[0] if row else None
