"""A citizen at a page: opens the form, fills it in, sends it; reads what comes back."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.province import TestProvince, photo

TYPED = {
    "kind": "report",
    "field": "road",
    "description": "Ổ gà sâu trước chợ, đã có hai người ngã xe sáng nay.",
    "name": "Nguyễn Thị Bưởi",
    "phone": "0912 345 678",
    "email": "buoi@vidu.vn",
    "address": "12 ấp Long Hòa, khóm 3",
    "identity_number": "086190001234",
    "declared": "1",
}


def picture(name: str = "anh.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """A photo as a browser sends it."""
    return SimpleUploadedFile(name, photo() if content is None else content, content_type="image/jpeg")


@dataclass(frozen=True)
class Citizen:
    """A browser in a citizen's hand."""

    browser: Client
    province: TestProvince

    @property
    def place(self) -> dict[str, str]:
        """A point well inside the province, from the browser's own position."""
        inside = self.province.place
        return {
            "lat": f"{inside.latitude:.6f}",
            "lon": f"{inside.longitude:.6f}",
            "source": "gps",
            "accuracy": "12",
        }

    def opened(self) -> dict[str, str]:
        """The hidden words of a freshly opened form."""
        return hidden(self.browser.get("/gui/"))

    def fill(self, **changes: Any) -> dict[str, Any]:
        """The form filled in correctly; ``None`` leaves a field out."""
        filled = {**self.opened(), **TYPED, **self.place, "photo": [picture()], **changes}
        return {name: value for name, value in filled.items() if value is not None}

    def send(self, **changes: Any) -> HttpResponse:
        """Fill the form in and send it."""
        return self.browser.post("/gui/", self.fill(**changes))

    def sent_code(self, **changes: Any) -> str:
        """Send a correct report; its code."""
        response = self.send(**changes)
        assert response.status_code == 303, text(response)
        return code_of(response)


def hidden(response: HttpResponse) -> dict[str, str]:
    """The command and the CSRF word of a page's first form."""
    page = response.content.decode()
    found = {}
    for name in ("command_id", "csrfmiddlewaretoken"):
        match = re.search(rf'name="{name}" value="([^"]+)"', page)
        assert match, f"the page has no {name}"
        found[name] = unescape(match[1])
    return found


def tokens_of(response: HttpResponse) -> list[str]:
    """The tokens of the photos that the page says it has kept."""
    return re.findall(r'name="photo_kept" value="([^"]+)"', response.content.decode())


def code_of(response: HttpResponse) -> str:
    """The code that a receipt's address names."""
    return str(response["Location"]).rpartition("/")[2]


def text(response: HttpResponse) -> str:
    """The page as text with its entities read."""
    return unescape(response.content.decode())
