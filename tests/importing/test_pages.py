"""An imported case on the desk's pages, and the administrator's page of imports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from paht.law.casework.states import Role
from paht.people.models import Membership
from tests.conftest import Clock
from tests.importing.files import plan, row, written
from tests.importing.test_importing import case_ids, run
from tests.person import signed_in
from tests.province import TestProvince

BrowserOf = Callable[[TestProvince], Client]


@pytest.mark.clause("VL.QĐ.3")
def test_the_desk_reads_an_imported_case_as_what_it_is_and_is_offered_nothing_to_do(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, browser_of: BrowserOf
) -> None:
    assert plan(vinh_long)
    run(vinh_long, written(tmp_path / "a.csv", [row(1)]))
    (case_id,) = case_ids(vinh_long)
    desk = signed_in(browser_of(vinh_long), "dieuphoi")
    answer = desk.get(f"/desk/case/{case_id}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Nhập từ hệ thống ben-tre, mã BT-1" in page
    assert "hệ thống cũ ghi đã trả lời" in page
    assert 'id="viec-' not in page
    queue = desk.get("/desk/").content.decode()
    assert str(case_id) not in queue


def test_the_administrator_sees_how_far_an_import_is_and_what_is_to_be_repaired(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, browser_of: BrowserOf
) -> None:
    run(vinh_long, written(tmp_path / "cu.csv", [row(1), row(2, **{"Lĩnh vực": "Chuyện lạ"})]))
    assert signed_in(browser_of(vinh_long), "dieuphoi").get("/quan-tri/nhap-du-lieu/").status_code == 403
    Membership.objects.filter(staff_id=vinh_long.leader_of_province.id).update(role=Role.ADMINISTRATOR)
    page = signed_in(browser_of(vinh_long), "lanhdaotinh").get("/quan-tri/nhap-du-lieu/").content.decode()
    for words in ("cu.csv", "ben-tre", "Đã xong", "[fields]"):
        assert words in page
    assert "Chuyện lạ" not in page
