"""The administrator registers devices and feeds; a key is shown once."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from paht.candidates import devices, feeds
from paht.law.casework.states import Role
from paht.people.models import Membership
from tests.candidates.telling import event, tell
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import TestProvince

BrowserOf = Callable[[TestProvince], Client]
PAGE = "/quan-tri/nguon-tin/"
DEVICE = {
    "what": "register",
    "name": "CAM-Cầu Mỹ Thuận",
    "kind": "camera",
    "owner": "Công an tỉnh",
    "latitude": "10,25",
    "longitude": "105,95",
    "threshold": "60",
    "calibration": "Kiểm định 10/2026",
}


@pytest.fixture
def administrator(vinh_long: TestProvince, browser_of: BrowserOf) -> Client:
    Membership.objects.filter(staff_id=vinh_long.leader_of_province.id).update(role=Role.ADMINISTRATOR)
    return signed_in(browser_of(vinh_long), "lanhdaotinh")


def the_device(province: TestProvince) -> devices.Device:
    (found,) = devices.devices(jurisdiction_id=province.jurisdiction.id)
    return found


@pytest.mark.clause("VL.8.3")
def test_a_device_is_registered_its_key_is_shown_once_and_its_findings_are_taken(
    vinh_long: TestProvince, time: Clock, administrator: Client, browser_of: BrowserOf
) -> None:
    shown = administrator.post(PAGE, DEVICE).content.decode()
    it = the_device(vinh_long)
    key = devices.key_of(jurisdiction_id=vinh_long.jurisdiction.id, device_id=it.id, version=1)
    assert key in shown
    assert str(it.id) in shown
    assert key not in administrator.get(PAGE).content.decode()
    assert (it.latitude, it.longitude, it.threshold) == (10.25, 105.95, pytest.approx(0.6))
    assert tell(browser_of(vinh_long), vinh_long, time, it.id, event(time)).status_code == 202
    rotated = administrator.post(PAGE, {"what": "rotate", "id": str(it.id)}).content.decode()
    assert re.search(r"[0-9a-f]{64}", rotated)
    assert the_device(vinh_long).key_version == 2
    assert administrator.post(PAGE, {"what": "off", "id": str(it.id)}).status_code == 302
    assert not the_device(vinh_long).is_on


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "Xin ghi tên"),
        ({"kind": "drone"}, "Xin chọn loại"),
        ({"threshold": "120"}, "0 đến 100"),
        ({"longitude": ""}, "cả vĩ độ và kinh độ"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    administrator: Client, changes: dict[str, str], told: str
) -> None:
    answer = administrator.post(PAGE, DEVICE | changes)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert "Kiểm định 10/2026" in page


def test_a_feed_is_followed_with_its_words_and_stopped(
    vinh_long: TestProvince, administrator: Client
) -> None:
    given = {"what": "follow", "feed_name": "Báo", "feed_kind": "press", "url": "https://bao.example/rss"}
    assert administrator.post(PAGE, given).status_code == 422
    assert administrator.post(PAGE, given | {"words": "ngập, sạt lở ,"}).status_code == 302
    (feed,) = feeds.feeds(jurisdiction_id=vinh_long.jurisdiction.id)
    assert feed.words == ("ngập", "sạt lở")
    assert "sạt lở" in administrator.get(PAGE).content.decode()
    assert administrator.post(PAGE, {"what": "rest", "id": str(feed.id)}).status_code == 302
    assert administrator.post(PAGE, {"what": "off", "id": str(uuid.uuid4())}).status_code == 422


def test_nobody_but_the_administrator_sees_the_page(vinh_long: TestProvince, browser_of: BrowserOf) -> None:
    assert signed_in(browser_of(vinh_long), "dieuphoi").post(PAGE, DEVICE).status_code == 403
