"""The administrator's page of Open311's keys: who issued them, for whom, when they were last used, their end."""

import re
from collections.abc import Callable
from html import unescape

from django.test import Client
from tests.conftest import Clock
from tests.doors.journeys.journey import others
from tests.province import TestProvince

from paht.people.models import Staff
from paht.transfer import keys

PATH = "/quan-tri/open311/"


def administrator(
    province: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> Client:
    client = browser_of(province)
    client.force_login(Staff.objects.get(pk=others(province, time.at).administrator.id))
    return client


def text(client: Client) -> str:
    return unescape(client.get(PATH).content.decode())


def test_a_key_is_shown_once_and_its_use_and_its_end_are_seen(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    client = administrator(vinh_long, browser_of, time)
    answer = client.post(PATH, {"name": "Ứng dụng Xanh", "most": "60"})
    found = re.search(r'class="key">(paht_[\w-]+)<', answer.content.decode())
    assert found is not None
    assert "no-store" in answer["Cache-Control"]
    page = text(client)
    assert found[1] not in page
    for each in ("Ứng dụng Xanh", "Trương Văn Trị", "Chưa dùng"):
        assert each in page
    posts(vinh_long, found[1])
    assert "Chưa dùng" not in text(client)
    assert f"{time.at.hour + 7}:00" in text(client)
    [key] = keys.listed(jurisdiction_id=vinh_long.jurisdiction.id)
    assert client.post(PATH, {"revoke": str(key.id)}).status_code == 302
    assert "Đã thu hồi" in text(client)
    assert posts(vinh_long, found[1]) == 403
    assert client.post(PATH, {"revoke": str(key.id)}).status_code == 422, "ended already"


def posts(province: TestProvince, key: str) -> int:
    """Ask with the key; what lacks in the report does not matter here."""
    form = {"api_key": key, "service_code": "road"}
    answer = Client().post("/open311/v2/requests.json", form, headers={"host": province.host})
    return answer.status_code


def test_the_use_of_a_key_is_written_every_five_minutes(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    client = administrator(vinh_long, browser_of, time)
    answer = client.post(PATH, {"name": "Ứng dụng Xanh", "most": "60"})
    found = re.search(r'class="key">(paht_[\w-]+)<', answer.content.decode())
    assert found is not None
    first = time.at
    for minutes, expected in ((0, first), (4, first)):
        time.at = first.replace(minute=minutes)
        posts(vinh_long, found[1])
        [key] = keys.listed(jurisdiction_id=vinh_long.jurisdiction.id)
        assert key.last_used_at == expected
    time.forward(minutes=1)
    posts(vinh_long, found[1])
    [key] = keys.listed(jurisdiction_id=vinh_long.jurisdiction.id)
    assert key.last_used_at == time.at


def test_a_key_without_a_name_or_with_no_limit_is_not_issued(
    vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client], time: Clock
) -> None:
    client = administrator(vinh_long, browser_of, time)
    answer = client.post(PATH, {"name": "A", "most": "0"})
    assert answer.status_code == 422
    assert "Xin ghi tên ứng dụng" in unescape(answer.content.decode())
    assert keys.listed(jurisdiction_id=vinh_long.jurisdiction.id) == []


def test_an_administrator_ends_no_key_of_another_province(
    vinh_long: TestProvince,
    soc_trang: TestProvince,
    browser_of: Callable[[TestProvince], Client],
    time: Clock,
) -> None:
    administrator(soc_trang, browser_of, time).post(PATH, {"name": "Ứng dụng Sóc Trăng", "most": "60"})
    [key] = keys.listed(jurisdiction_id=soc_trang.jurisdiction.id)
    client = administrator(vinh_long, browser_of, time)
    assert client.post(PATH, {"revoke": str(key.id)}).status_code == 422
    assert "Sóc Trăng" not in text(client)
    [key] = keys.listed(jurisdiction_id=soc_trang.jurisdiction.id)
    assert key.revoked_at is None
