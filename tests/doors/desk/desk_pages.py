"""A member of staff at the desk, through HTTP: opens cases, fills in forms as a browser would."""

import html
import re
import uuid
from typing import Any

from tests.person import Browser
from tests.province import TestCase, TestProvince

from paht.people.models import Staff, qualified


class Desk:
    """One signed-in person."""

    def __init__(self, province: TestProvince, login: str) -> None:
        self.province = province
        self.client = Browser(headers={"host": province.host})
        account = Staff.objects.get(login=qualified(login, province.jurisdiction.slug))
        self.client.force_login(account)

    def page(self, path: str = "/desk/", **headers: str) -> str:
        """The page, which must be there."""
        response = self.client.get(path, headers=headers)
        assert response.status_code == 200, (response.status_code, path)
        return response.content.decode()

    def case(self, case: TestCase) -> str:
        """The page of a case."""
        return self.page(f"/desk/case/{case.id}/")

    def hidden(self, case: TestCase, action: str) -> dict[str, str]:
        """The hidden fields of a form of the case's page."""
        form = form_of(self.case(case), f"/desk/case/{case.id}/{action}/")
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))

    def act(self, case: TestCase, action: str, **fields: Any) -> Any:
        """Open the case, fill in the form, send it."""
        return self.client.post(f"/desk/case/{case.id}/{action}/", {**self.hidden(case, action), **fields})

    def post(self, case: TestCase, action: str, *, version: int, **fields: Any) -> Any:
        """Send a form that the page may not show."""
        given = {"command_id": str(uuid.uuid4()), "expected_version": version, **fields}
        return self.client.post(f"/desk/case/{case.id}/{action}/", given)


def form_of(page: str, address: str) -> str:
    """The form that is sent to the address."""
    found = re.search(rf'<form[^>]*action="{re.escape(address)}[^"]*".*?</form>', page, re.DOTALL)
    assert found, f"no form for {address}"
    return found[0]


def words_of(page: str) -> str:
    """What a reader sees, in one line."""
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def all_passed(province: TestProvince) -> dict[str, str]:
    """The checklist with every condition found fulfilled."""
    return {condition.key: "pass" for condition in province.jurisdiction.edition.conditions}
