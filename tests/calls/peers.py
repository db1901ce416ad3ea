"""An exchange in a test: described by a file, it tells of calls as its product does, over HTTP."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django.test import Client
from tests.person import Browser
from tests.province import TestProvince

SECRET = "bi-mat-cua-tong-dai"


def described(path: Path, *rows: str) -> Path:
    """The file of the exchanges."""
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def exchange_row(province: TestProvince, name: str, product: str, *, more: str = "") -> str:
    """One exchange of the file."""
    return (
        f'[[exchange]]\nname = "{name}"\nproduct = "{product}"\njurisdiction = "{province.jurisdiction.slug}"\n'
        f'header = "X-Call-Secret"\nsecret = "{SECRET}"\n'
        f'voice_queues = ["loi-nhan"]\nurgent_queues = ["khan-cap"]\n{more}\n'
    )


class Teller:
    """Speaks for an exchange."""

    def __init__(self, province: TestProvince, name: str) -> None:
        self.province, self.name = province, name
        self.client = Client(headers={"host": province.host})

    def post(self, body: dict[str, Any], *, secret: str = SECRET) -> int:
        """One message as JSON; the status of the answer."""
        answer = self.client.post(
            f"/webhooks/calls/{self.name}",
            json.dumps(body),
            content_type="application/json",
            headers={"X-Call-Secret": secret},
        )
        return answer.status_code

    def tell(self, call: str, what: str, **more: Any) -> None:
        """One fact in the neutral words; it must be taken."""
        assert self.post({"call": call, "what": what, **more}) == 204


def rows(
    province: TestProvince, columns: str, table: str = "calls_call", order: str = "1"
) -> list[tuple[Any, ...]]:
    """Columns of the province's rows."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {table} WHERE jurisdiction_id = %s ORDER BY {order}",
            [province.jurisdiction.id],
        )
        return cursor.fetchall()


def sits_at(
    province: TestProvince, staff_id: str, extension: str, now: Any, *, record: uuid.UUID | None = None
) -> None:
    """The member of staff has this telephone, and was given its extension."""
    with connections["owner"].cursor() as cursor:
        if extension:
            cursor.execute(
                "INSERT INTO calls_extension (jurisdiction_id, id, extension, staff_id, given_by, given_at) "
                "VALUES (%s, gen_random_uuid(), %s, %s, %s, %s)",
                [province.jurisdiction.id, extension, staff_id, staff_id, now],
            )
        cursor.execute(
            "INSERT INTO calls_line (jurisdiction_id, staff_id, extension, record_id, set_at) "
            "VALUES (%s, %s, %s, %s, %s)",
            [province.jurisdiction.id, staff_id, extension, record, now],
        )


@contextmanager
def browser(province: TestProvince) -> Iterator[Browser]:
    """A browser at the province's address."""
    yield Browser(headers={"host": province.host})
