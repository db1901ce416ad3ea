"""Two officers who write down the same call: one report, unless one of them means a second matter."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Barrier

import pytest
from django.db import connection
from tests.calls.conftest import Connect
from tests.calls.peers import rows, sits_at
from tests.calls.test_desk import rings
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk
from tests.province import PERSONAL, TestProvince

from paht.people.models import Staff

FIRST, OTHER = "Đèn đường tắt ba đêm liền.", "Cống trước chợ bị nghẹt, nước tràn ra đường."
HELD = "Cuộc gọi này đã có phản ánh; nội dung vừa gõ còn nguyên."


def typed(province: TestProvince, description: str, **more: str) -> dict[str, str]:
    """What an officer types."""
    commune = province.jurisdiction.province.communes[0].code
    form = {**PERSONAL, "kind": "report", "description": description, "commune": commune}
    return {**form, "declared": "1", "known": "", **more}


def known(page: str) -> str:
    """The reports that the page has shown."""
    found = re.search(r'name="known" value="([^"]*)"', page)
    assert found
    return found[1]


@pytest.mark.clause("ST.7.2.office")
def test_the_second_officer_is_told_who_entered_the_call_and_adds_a_second_report_on_purpose_alone(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    sits_at(soc_trang, soc_trang.intake.id, "101", time.at)
    page = rings(connect(soc_trang), at=time.at.isoformat())
    one, two = Desk(soc_trang, "tiepnhan"), Desk(soc_trang, "dieuphoi")
    made = one.client.post(page, typed(soc_trang, FIRST))
    assert made.status_code == 302
    blind = two.client.post(page, typed(soc_trang, OTHER, second="1"))
    assert blind.status_code == 422, "ticked before they were told"
    told = unescape(blind.content.decode())
    assert HELD in told
    assert OTHER in told, "nothing typed is lost"
    assert f'href="{made["Location"]}"' in told
    assert Staff.objects.get(id=soc_trang.intake.id).name in told
    assert two.client.post(page, typed(soc_trang, OTHER, known=known(told))).status_code == 422
    assert len(rows(soc_trang, "case_id", "calls_link")) == 1
    more = typed(soc_trang, OTHER, known=known(told), second="1")
    added = two.client.post(page, more)
    assert added.status_code == 302
    assert added["Location"] != made["Location"]
    assert two.client.post(page, more)["Location"] == added["Location"], "a double click"
    assert len(rows(soc_trang, "case_id", "calls_link")) == 2


def test_officers_who_enter_a_call_in_the_same_moment_make_one_report(
    soc_trang: TestProvince, time: Clock, connect: Connect
) -> None:
    page = rings(connect(soc_trang), at=time.at.isoformat())
    desks = [Desk(soc_trang, "tiepnhan"), Desk(soc_trang, "dieuphoi")]
    together = Barrier(2)

    def press(number: int) -> tuple[int, str]:
        try:
            together.wait(timeout=10)
            answer = desks[number].client.post(page, typed(soc_trang, (FIRST, OTHER)[number]))
            return answer.status_code, unescape(answer.content.decode())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(press, range(2)))
    assert sorted(status for status, _ in answers) == [302, 422]
    loser = 0 if answers[0][0] == 422 else 1
    assert HELD in answers[loser][1]
    assert (FIRST, OTHER)[loser] in answers[loser][1]
    assert len(rows(soc_trang, "id", "cases_case")) == 1
    assert len(rows(soc_trang, "case_id", "calls_link")) == 1


def test_whoever_comes_between_sending_and_linking_is_told_the_code(
    soc_trang: TestProvince, time: Clock, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = rings(connect(soc_trang), at=time.at.isoformat())
    with monkeypatch.context() as patch:
        patch.setattr("paht.calls.operations.link", lambda *_, **__: None)
        assert Desk(soc_trang, "tiepnhan").client.post(page, typed(soc_trang, FIRST)).status_code == 302
    ((code,),) = rows(soc_trang, "code", "cases_case")
    late = Desk(soc_trang, "dieuphoi").client.post(page, typed(soc_trang, OTHER))
    assert late.status_code == 422
    assert code in late.content.decode()
    assert OTHER in unescape(late.content.decode())
    assert len(rows(soc_trang, "id", "cases_case")) == 1
