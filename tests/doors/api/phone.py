"""A telephone with the provincial app, in a test."""

import json
import secrets
import uuid
from typing import Any

from django.test import Client
from tests.evidence.pictures import exif, saved, scene
from tests.people.citizens import code_on
from tests.province import PERSONAL, TestProvince

PHONE = "0912345678"
TUS = {"Tus-Resumable": "1.0.0"}


class App:
    """The app on one telephone: its device secret, its tokens, the reports that it sent."""

    def __init__(self, province: TestProvince) -> None:
        self.province = province
        self.client = Client(headers={"host": province.host})
        self.device = secrets.token_urlsafe(32)
        self.tokens: dict[str, Any] = {}
        self.reports: list[str] = []
        self.data = ""

    @property
    def headers(self) -> dict[str, str]:
        found = {"Device-Secret": self.device}
        if self.tokens:
            found["Authorization"] = f"Bearer {self.tokens['access_token']}"
        if self.reports:
            found["Report-Token"] = ", ".join(self.reports)
        if self.data:
            found["Data-Token"] = self.data
        return found

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a request of the app."""
        given: dict[str, Any] = {"headers": {**self.headers, **headers}}
        if body is not None:
            given |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1{path}", **given)

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("post", path, {} if body is None else body, **headers)

    def act(self, path: str, **body: Any) -> Any:
        return self.post(path, {"command_id": str(uuid.uuid4()), **body})

    def uploaded(self, content: bytes, *, piece: int = 30_000) -> str:
        """The token of a file sent in pieces."""
        begun = self.ask("post", "/uploads", **TUS, **{"Upload-Length": str(len(content))})
        assert begun.status_code == 201, begun.content.decode()
        for at in range(0, len(content), piece):
            answer = self.client.patch(
                begun["Location"],
                content[at : at + piece],
                content_type="application/offset+octet-stream",
                headers={**self.headers, **TUS, "Upload-Offset": str(at)},
            )
            assert answer.status_code == 204, answer.content.decode()
        return str(answer["Upload-Token"])

    def filled(self, **changes: Any) -> dict[str, Any]:
        """A report filled in correctly, with a photo."""
        place = self.province.place
        return {
            "command_id": str(uuid.uuid4()),
            "kind": "report",
            "field": "road",
            "description": "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần.",
            "position": {"latitude": place.latitude, "longitude": place.longitude, "source": "gps"},
            "files": [self.uploaded(saved(scene(), exif=exif()))] if "files" not in changes else [],
            "personal": PERSONAL,
            "declared": True,
            **changes,
        }

    def sent(self, **changes: Any) -> dict[str, Any]:
        """A report sent; the app keeps the proof."""
        answer = self.post("/reports", self.filled(**changes))
        assert answer.status_code == 201, answer.content.decode()
        told: dict[str, Any] = answer.json()
        self.reports.append(told["report_token"])
        return told

    def signs_in(self, phone: str = PHONE) -> None:
        """Sign in by the code that comes."""
        assert self.post("/session/codes", {"phone": phone}).status_code == 202
        answer = self.post("/session", {"otp": code_on(self.province, phone), "device": "Ứng dụng thử"})
        assert answer.status_code == 201, answer.content.decode()
        self.tokens = answer.json()
