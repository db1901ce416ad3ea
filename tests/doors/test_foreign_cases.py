"""Nobody reaches a case, a photo or a form of another body, another province, or another sender."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.doors.conftest import Desk
from tests.province import TestProvince

from paht.law.casework.case import Actor

Sits = Callable[[TestProvince, Actor], Desk]


@pytest.mark.clause("VL.7.5")
def test_an_agency_reaches_no_case_of_another(vinh_long: TestProvince, sits: Sits, time: Clock) -> None:
    case = vinh_long.sent(time.at).received(time.at)
    stranger = sits(vinh_long, vinh_long.other_staff)
    assert stranger.get(f"/agency/case/{case.id}").status_code == 404
    for action in ("result", "return", "preview", "submit"):
        assert stranger.act(case, action, result="x", note="x", ground="x").status_code == 404
    assert stranger.get(f"/agency/photo/{case.id}/{uuid.uuid4()}/320.jpg").status_code == 404
    assert stranger.get(f"/desk/case/{case.id}/").status_code == 403
    assert stranger.get(f"/leadership/case/{case.id}").status_code == 403


def test_no_official_of_one_province_reaches_a_case_of_another(
    vinh_long: TestProvince, soc_trang: TestProvince, sits: Sits, time: Clock
) -> None:
    case = soc_trang.sent(time.at).received(time.at)
    for actor, path in (
        (vinh_long.dispatcher, f"/desk/case/{case.id}/"),
        (vinh_long.staff, f"/agency/case/{case.id}"),
        (vinh_long.leader_of_province, f"/leadership/case/{case.id}"),
    ):
        client = sits(vinh_long, actor).client
        assert client.get(path).status_code == 404
        answer = client.get(path, headers={"host": soc_trang.host})
        assert answer["Location"].startswith("/dang-nhap/")


def test_the_dispatcher_cannot_dispatch_to_a_body_of_another_province(
    vinh_long: TestProvince, soc_trang: TestProvince, sits: Sits, time: Clock
) -> None:
    case = vinh_long.sent(time.at).accepted(time.at)
    desk = sits(vinh_long, vinh_long.dispatcher)
    form = {"command_id": uuid.uuid4(), "expected_version": desk.version(case), "note": "x"}
    answer = desk.client.post(f"/desk/case/{case.id}/dispatch/", {**form, "agency": str(soc_trang.roads.id)})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path", ["/desk/case/{}/verify/", "/agency/case/{}/receive", "/lich-truc/", "/dang-xuat/", "/dang-nhap/"]
)
def test_a_form_from_another_site_does_nothing(
    vinh_long: TestProvince, sits: Sits, time: Clock, path: str
) -> None:
    case = vinh_long.sent(time.at)
    signed_in = sits(vinh_long, vinh_long.dispatcher).client
    client = Client(enforce_csrf_checks=True, headers={"host": vinh_long.host})
    client.cookies = signed_in.cookies
    assert client.post(path.format(case.id), {"command_id": uuid.uuid4()}).status_code == 403
