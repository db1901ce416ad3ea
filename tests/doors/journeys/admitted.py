"""Short ways of the journeys of admission: a citizen's case found again, a citizen's post on the follow page."""

import uuid
from typing import Any

from tests.doors.citizen.pages import Citizen
from tests.province import TestCase, TestProvince

from paht.cases import queries
from paht.law.casework.case import Case
from paht.people.actors import sender


def case_of(province: TestProvince, code: str) -> TestCase:
    """The case of a code that a page gave."""
    detail = queries.followed(jurisdiction_id=province.jurisdiction.id, code=code)
    assert detail is not None
    key = uuid.UUID(detail.case.sender) if detail.case.sender else uuid.UUID(int=0)
    return TestCase(province, detail.id, code, sender(key))


def state(case: TestCase) -> Case:
    """The case as it stands."""
    found = queries.case_alone(jurisdiction_id=case.province.jurisdiction.id, case_id=case.id)
    assert found is not None
    return found


def post(citizen: Citizen, case: TestCase, what: str, **fields: object) -> Any:
    """Post a form of the follow page, with the browser's own protection."""
    protection = citizen.opened()["csrfmiddlewaretoken"]
    fields = {"command_id": str(uuid.uuid4()), "csrfmiddlewaretoken": protection, **fields}
    return citizen.browser.post(f"/theo-doi/{case.code}/{what}", fields)
