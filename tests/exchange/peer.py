"""An agency's software in a test: a client of the exchange over Django's test client."""

import json
import uuid
from typing import Any

from django.test import Client as Http
from tests.province import TestProvince

from paht import clock
from paht.exchange.credentials import Made, make

API = "/api/exchange/v1"


class Software:
    """Asks with a token; every command has a key of its own unless one is given."""

    def __init__(self, province: TestProvince, token: str) -> None:
        self.http = Http(headers={"host": province.host, "authorization": f"Bearer {token}"})
        self.token = token

    def get(self, path: str, **headers: str) -> Any:
        return self.http.get(f"{API}{path}", headers=headers)

    def read(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def give(
        self, case_id: uuid.UUID, word: str, *, key: str = "", version: int | None = None, **fields: Any
    ) -> Any:
        """Give a command on the version that the case has now, unless one is given."""
        seen = self.read(f"/cases/{case_id}")["version"] if version is None else version
        return self.http.post(
            f"{API}/cases/{case_id}/commands/{word}",
            json.dumps({"expected_version": seen, **fields}),
            content_type="application/json",
            headers={"idempotency-key": key or str(uuid.uuid4())},
        )


def credentials(province: TestProvince, *, can_write: bool = True, agency: Any = None) -> Made:
    """Credentials of the road agency, made by its leader."""
    made = make(
        jurisdiction=province.jurisdiction,
        agency_id=(agency or province.roads).id,
        name="Quản lý công việc",
        can_write=can_write,
        by=uuid.UUID(province.leader.id),
        at=clock.now(),
    )
    assert isinstance(made, Made), made
    return made


def software(province: TestProvince, *, can_write: bool = True, agency: Any = None) -> Software:
    """The road agency's software with new credentials."""
    return Software(province, credentials(province, can_write=can_write, agency=agency).token)
