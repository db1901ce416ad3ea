"""A province in which state bodies ask for reports: its people at their desks, and what packages hold."""

import csv
import io
import re
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from tests.conftest import Clock
from tests.doors.conftest import Desk
from tests.person import code
from tests.province import TestProvince, photo
from tests.working import as_worker

from paht.law.casework.case import Actor
from paht.transfer import packages
from paht.transfer.packing import make_packages

Sits = Callable[[TestProvince, Actor], Desk]
LAW = "khoản 2 Điều 88 Bộ luật Tố tụng hình sự"


@dataclass
class Scene:
    """A province with its dispatcher, who records, and its supervising department, which decides."""

    province: TestProvince
    time: Clock
    asker: Desk
    office: Desk
    office_actor: Actor

    def asks(self, desk: Desk | None = None, **changes: Any) -> HttpResponse:
        day = self.time.at.date()
        form = {
            "command_id": str(uuid.uuid4()),
            "body_name": "Thanh tra tỉnh",
            "document_number": "15/TTT-VP",
            "dated_on": day.isoformat(),
            "files": SimpleUploadedFile("cong-van.jpg", photo(), content_type="image/jpeg"),
            "ground": "Điều 47 Luật Thanh tra 2022",
            "purpose": "Thanh tra việc giải quyết phản ánh về đường sá của người dân.",
            "first_on": (day - timedelta(days=30)).isoformat(),
            "last_on": day.isoformat(),
            **changes,
        }
        return (desk or self.asker).client.post("/cung-cap/moi/", form)  # type: ignore[return-value]

    def asked(self, desk: Desk | None = None, **changes: Any) -> str:
        """The address of the request after it was recorded."""
        answer = self.asks(desk, **changes)
        assert answer.status_code == 302, words(answer)
        return str(answer["Location"])

    def decides(self, path: str, desk: Desk | None = None, **typed: Any) -> HttpResponse:
        form = {"command_id": str(uuid.uuid4()), "decision": "approve", **typed}
        return (desk or self.office).client.post(f"{path}quyet-dinh", form)  # type: ignore[return-value]

    def approved(self, **changes: Any) -> str:
        """The address of a request that was approved with all that it asked for."""
        path = self.asked(**changes)
        answer = self.decides(path, fields=changes.get("personal", []), law=LAW)
        assert answer.status_code == 302, words(answer)
        return path

    def made(self, **changes: Any) -> str:
        """The address of a request whose package is ready."""
        path = self.approved(**changes)
        self.works()
        return path

    def works(self) -> None:
        with as_worker():
            make_packages(now=self.time.at)

    def takes(self, path: str, desk: Desk | None = None) -> Any:
        """Confirmed once in a quarter of an hour: a code counts once."""
        client = (desk or self.asker).client
        answer = client.post(path)
        return client.post(path, {"otp": code()}) if answer.status_code == 422 else answer

    def taken(self, path: str) -> bytes:
        answer = self.takes(path)
        assert answer.status_code == 200, words(answer)
        return b"".join(answer.streaming_content)

    def key(self, path: str) -> packages.Key:
        return self.province.jurisdiction.id, uuid.UUID(path.split("/")[2])


Scenes = Callable[[TestProvince], Scene]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def rows_of(content: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))


def looks_of(scene: Scene, actor: Actor) -> list[tuple[list[str], str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fields, purpose FROM people_look WHERE jurisdiction_id = %s AND actor_id = %s ORDER BY id",
            [scene.province.jurisdiction.id, actor.id],
        )
        return list(cursor.fetchall())
