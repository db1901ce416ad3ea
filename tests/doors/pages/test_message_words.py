"""The administrator edits what messages say, sees it as a telephone would, and restores what was."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.person import signed_in
from tests.province import TestProvince

from paht.law.casework.states import Role
from paht.messages import wording_versions
from paht.messages.wording import built_in
from paht.messages.words import KINDS
from paht.people.models import Membership

PAGE = "/quan-tri/loi-nhan/answered/"


@pytest.fixture
def administrator(vinh_long: TestProvince, browser_of: Callable[[TestProvince], Client]) -> Client:
    Membership.objects.filter(staff_id=vinh_long.leader_of_province.id).update(role=Role.ADMINISTRATOR)
    return signed_in(browser_of(vinh_long), "lanhdaotinh")


def form(do: str, *, seen: int = 0, **texts: str) -> dict[str, str]:
    typed = {kind: built_in("answered", kind, "vi") for kind in KINDS} | texts
    return {"do": do, **typed, **{f"seen_{kind}": str(seen) for kind in KINDS}}


def says(province: TestProvince, kind: str = "short") -> list[str]:
    versions = wording_versions.history(
        jurisdiction_id=province.jurisdiction.id, template="answered", kind=kind, language="vi"
    )
    return ["(own)" if each.is_own else each.text for each in versions]


def test_the_list_leads_to_every_template(administrator: Client) -> None:
    page = unescape(administrator.get("/quan-tri/loi-nhan/").content.decode())
    assert page.count("Theo mẫu của hệ thống") == 25
    assert PAGE in page


def test_a_preview_shows_every_way_with_the_count_of_messages_and_keeps_nothing(
    administrator: Client, vinh_long: TestProvince
) -> None:
    answer = administrator.post(PAGE, form("preview", short="Phản ánh {code} đã xong " + "x" * 70))
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "2 tin" in page
    assert "sẽ bị tính 2 tin" in page
    assert re.search(r"Xem và đánh giá tại: https?://\S+/theo-doi/VL-", page)
    assert says(vinh_long) == []


def test_what_is_saved_is_on_record_by_name_and_restored_with_one_button(
    administrator: Client, vinh_long: TestProvince, time: Clock
) -> None:
    assert administrator.post(PAGE, form("save", short="Phan anh {code} da xong.")).status_code == 303
    assert says(vinh_long) == ["Phan anh {code} da xong."]
    assert says(vinh_long, "long") == []
    page = unescape(administrator.get(PAGE).content.decode())
    assert "Phan anh {code} da xong." in page
    assert "Bản 1, đang dùng" in page
    assert "Ngô Văn Lãnh" in page.partition("Lịch sử")[2]
    administrator.post(PAGE, form("save", seen=1, short="Phan anh {code} xong roi."))
    answer = administrator.post(PAGE, {"do": "restore", "version": "short:1", "seen_short": "2"})
    assert answer.status_code == 303
    assert says(vinh_long)[0] == "Phan anh {code} da xong."
    administrator.post(PAGE, {"do": "restore", "version": "short:0", "seen_short": "3"})
    assert says(vinh_long)[0] == "(own)"
    assert "xong=nguyen" in administrator.post(PAGE, form("save", seen=4))["Location"]


def test_a_text_that_breaks_a_rule_is_refused_with_what_was_typed_kept(
    administrator: Client, vinh_long: TestProvince
) -> None:
    answer = administrator.post(PAGE, form("save", long="{code}: xem http://vidu.com"))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "được hiểu là một địa chỉ" in page
    assert "{code}: xem http://vidu.com</textarea>" in page
    assert says(vinh_long, "long") == []


def test_whoever_saw_an_older_version_is_told_and_loses_nothing(
    administrator: Client, vinh_long: TestProvince
) -> None:
    administrator.post(PAGE, form("save", short="Phan anh {code} da xong."))
    answer = administrator.post(PAGE, form("save", short="Phan anh {code} xong roi."))
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Người khác vừa sửa" in page
    assert "xong roi.</textarea>" in page
    assert len(says(vinh_long)) == 1


@pytest.mark.parametrize("path", ["/quan-tri/loi-nhan/khac/", f"{PAGE}?ngon-ngu=fr"])
def test_what_there_is_not_is_not_found(administrator: Client, path: str) -> None:
    assert administrator.get(path).status_code == 404


@pytest.mark.parametrize("version", ["short:9", "khac:1", "", "short:"])
def test_a_version_that_there_is_not_is_not_restored(administrator: Client, version: str) -> None:
    assert administrator.post(PAGE, {"do": "restore", "version": version}).status_code == 404
