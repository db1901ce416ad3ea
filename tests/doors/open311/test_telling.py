"""POST of servicerequestupdates: an agency's software says how far it is, by the law, once, and for its own cases."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import Clock
from tests.doors.open311.conftest import Open311Of
from tests.exchange.peer import credentials
from tests.province import TestCase, TestProvince, photo

from paht.cases import queries
from paht.law.casework.states import AssignmentState, Stage


def tells(province: TestProvince, key: str, case: TestCase, **more: Any) -> Any:
    form = {"api_key": key, "service_request_id": str(case.id), "update_id": "1", "status": "OPEN", **more}
    form = {name: value for name, value in form.items() if value is not None}
    path = "/open311/v2/servicerequestupdates.json"
    return Client(headers={"host": province.host}).post(path, form)


def assignment(case: TestCase) -> Any:
    found = queries.case_alone(jurisdiction_id=case.province.jurisdiction.id, case_id=case.id)
    assert found is not None
    assert found.stage is Stage.HANDLING, "nobody closes a report from outside"
    return found.assignments[0]


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_the_agencys_software_receives_and_records_a_result_each_once(
    province: TestProvince, time: Clock
) -> None:
    case, key = province.sent(time.at).dispatched(time.at), credentials(province).token
    first = [json.loads(tells(province, key, case).content) for _ in range(3)]
    assert first[0] == first[1] == first[2]
    assert set(first[0][0]) == {"update_id", "account_id"}
    assert assignment(case).state is AssignmentState.RECEIVED
    picture = SimpleUploadedFile("sau.jpg", photo(), "image/jpeg")
    done = tells(
        province, key, case, update_id="2", status="closed", description="Đã vá mặt đường.", media=picture
    )
    assert done.status_code == 200, done.content.decode()
    again = tells(province, key, case, update_id="2", status="closed", description="Lời khác.")
    assert again.status_code == 200
    assert assignment(case).result is not None


def test_what_the_law_refuses_is_refused_with_its_clause(vinh_long: TestProvince, time: Clock) -> None:
    case, key = vinh_long.sent(time.at).dispatched(time.at), credentials(vinh_long).token
    refused = tells(vinh_long, key, case, status="CLOSED", description="")
    assert refused.status_code == 400
    assert "VL." in json.loads(refused.content)[0]["description"]


def test_only_the_software_of_the_agency_whose_case_it_is_tells(
    vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, open311_of: Open311Of
) -> None:
    case = vinh_long.sent(time.at).dispatched(time.at)
    reading = credentials(vinh_long, can_write=False).token
    for key in ("", "x", None, reading, open311_of(vinh_long).key, credentials(soc_trang).token):
        assert tells(vinh_long, key, case).status_code == 403
    others = credentials(vinh_long, agency=vinh_long.waste).token
    assert tells(vinh_long, others, case).status_code == 404
    assert assignment(case).state is not AssignmentState.RECEIVED


@pytest.mark.parametrize(
    "wrong", [{"update_id": None}, {"update_id": "x" * 300}, {"status": "DUPLICATE"}, {"status": None}]
)
def test_what_is_no_update_is_named(vinh_long: TestProvince, time: Clock, wrong: dict[str, Any]) -> None:
    case, key = vinh_long.sent(time.at).dispatched(time.at), credentials(vinh_long).token
    answer = tells(vinh_long, key, case, **wrong)
    assert answer.status_code == 400
    assert next(iter(wrong)) in json.loads(answer.content)[0]["description"]
