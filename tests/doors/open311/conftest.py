"""A client of Open311 in a province, with a key."""

import io
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import Clock
from tests.doors.open311 import schemas
from tests.evidence.pictures import saved, scene
from tests.province import TestProvince

from paht.transfer import keys


@dataclass
class Open311:
    """An application that speaks the standard."""

    province: TestProvince
    key: str
    browser: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Any:
        """The answer."""
        return self.browser.get(f"/open311/v2/{path}", query, headers={"host": self.province.host})

    def json(self, path: str, schema: Any, **query: Any) -> Any:
        """What the address gives as JSON, which fits the schema; its XML fits the XML schema and says as much."""
        answer = self.get(f"{path}.json", **query)
        assert answer.status_code == 200, answer.content.decode()
        found = schemas.fits(json.loads(answer.content), schema)
        tree = self.xml(path, **query)
        if isinstance(found, list):
            assert len(tree) == len(found)
        return found

    def xml(self, path: str, **query: Any) -> ElementTree.Element:
        """The root of the XML, which fits its schema."""
        answer = self.get(f"{path}.xml", **query)
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
        text = answer.content.decode()
        assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
        schemas.XSD.validate(text)
        return ElementTree.fromstring(text)

    def wrong(self, expected: int, path: str, **query: Any) -> str:
        """The descriptions of a list of errors of that status, in both formats."""
        answer = self.get(f"{path}.json", **query)
        assert answer.status_code == expected, answer.content.decode()
        schemas.XSD.validate(self.get(f"{path}.xml", **query).content.decode())
        return _said(answer)

    def form(self, **changes: Any) -> dict[str, Any]:
        """Everything that a report needs; ``None`` leaves a field out."""
        place = self.province.place
        filled = {
            "api_key": self.key,
            "service_code": "road",
            "lat": str(place.latitude),
            "long": str(place.longitude),
            "first_name": "Thị Bưởi",
            "last_name": "Nguyễn",
            "phone": f"09{uuid.uuid4().int % 10**8:08}",
            "email": "buoi@vidu.vn",
            "description": "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần.",
            "attribute[declared]": "1",
            "attribute[address]": "12 ấp Long Hòa",
            "attribute[identity_number]": "086190001234",
            "media": picture(),
            **changes,
        }
        return {name: value for name, value in filled.items() if value is not None}

    def post(self, *, form: dict[str, Any] | None = None, suffix: str = "json", **headers: str) -> Any:
        """The answer to a report."""
        return self.browser.post(
            f"/open311/v2/requests.{suffix}",
            self.form() if form is None else form,
            headers={"host": self.province.host, **headers},
        )

    def sent(self, **changes: Any) -> dict[str, Any]:
        """What a good report is answered."""
        answer = self.post(form=self.form(**changes))
        assert answer.status_code == 200, answer.content.decode()
        found: dict[str, Any] = schemas.fits(json.loads(answer.content), schemas.listed(schemas.CREATED))[0]
        return found

    def refused(self, status: int, **changes: Any) -> str:
        """What a bad one is."""
        answer = self.post(form=self.form(**changes))
        assert answer.status_code == status, answer.content.decode()
        return _said(answer)


def _said(answer: Any) -> str:
    found = schemas.fits(json.loads(answer.content), schemas.listed(schemas.ERROR))
    assert found[0]["code"] == answer.status_code
    return "\n".join(each["description"] for each in found)


def picture(seed: int = 0) -> SimpleUploadedFile:
    """A photo as a form sends it."""
    return SimpleUploadedFile("anh.jpg", saved(scene(640 + seed, 480)), "image/jpeg")


def stored(content: bytes) -> io.BytesIO:
    """A file."""
    return io.BytesIO(content)


Open311Of = Callable[[TestProvince], Open311]


@pytest.fixture
def open311_of(time: Clock) -> Open311Of:
    """A client with a fresh key of the province."""

    def make(province: TestProvince) -> Open311:
        _, secret = keys.issue(
            jurisdiction_id=province.jurisdiction.id,
            name="Ứng dụng thử",
            most=keys.MOST,
            by=uuid.UUID(province.auditor.id),
            now=time.at,
        )
        return Open311(province, secret)

    return make
