"""What happened to accounts: who may read and export it, and closing an account by hand."""

import csv
import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.person import code, signed_in
from tests.province import PASSWORD, TestProvince

from paht.law.casework.states import Role
from paht.people.models import AccountEvent, Membership, Staff

BrowserOf = Callable[[TestProvince], Client]
LOG, EXPORT, ACCOUNT = "/nhat-ky-tai-khoan/", "/nhat-ky-tai-khoan/xuat", "/quan-tri/tai-khoan"


def words(answer: object) -> str:
    page = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", page)


@pytest.fixture
def auditor(vinh_long: TestProvince, browser_of: BrowserOf) -> Client:
    return signed_in(browser_of(vinh_long), "kiemtra")


@pytest.fixture
def administrator(vinh_long: TestProvince, browser_of: BrowserOf) -> Client:
    Membership.objects.filter(staff_id=vinh_long.leader_of_province.id).update(role=Role.ADMINISTRATOR)
    return signed_in(browser_of(vinh_long), "lanhdaotinh")


@pytest.mark.clause("VL.7.5")
def test_the_auditor_reads_who_signed_in_and_who_could_not(
    vinh_long: TestProvince, auditor: Client, browser_of: BrowserOf
) -> None:
    other = browser_of(vinh_long)
    other.post("/dang-nhap/", {"username": "chuyenvien", "password": PASSWORD})
    other.post("/dang-nhap/xac-nhan/", {"otp": "000000"})
    told = words(auditor.get(LOG))
    assert "Xác nhận không thành Đăng nhập" in told
    assert "Xác nhận bước hai ứng dụng xác thực: Đăng nhập" in told


def test_the_log_is_filtered_by_person_and_kind(vinh_long: TestProvince, auditor: Client) -> None:
    now = Staff.objects.get(pk=vinh_long.staff.id)
    for what in ("factor_added", "factor_removed"):
        AccountEvent.objects.create(
            staff=now, happened_at="2026-11-18T03:00:00Z", what=what, by=now.pk, detail=f"chi tiet {what}"
        )
    one = words(auditor.get(f"{LOG}?tim=chuyenvien&viec=factor_removed"))
    assert "chi tiet factor_removed" in one
    assert "chi tiet factor_added" not in one
    assert "Đăng nhập Đỗ Thị Kiểm" not in one
    by_name = words(auditor.get(f"{LOG}?tim={now.name[:6]}"))
    assert "chi tiet factor_added" in by_name
    assert "Không có việc nào khớp" in words(auditor.get(f"{LOG}?tim=khong-ai-ca"))


def test_the_log_is_paged_from_the_latest_back_and_nothing_is_shown_twice(
    vinh_long: TestProvince, auditor: Client
) -> None:
    AccountEvent.objects.bulk_create(
        AccountEvent(
            staff_id=vinh_long.staff.id,
            happened_at="2026-11-18T03:00:00Z",
            what="confirmed",
            by=vinh_long.staff.id,
            detail=f"so {n:03}",
        )
        for n in range(120)
    )
    seen, place = [], f"{LOG}?tim=chuyenvien"
    for _ in range(3):
        page = auditor.get(place)
        seen += re.findall(r"so (\d{3})", words(page))
        further = re.search(r'href="(\?[^"]*truoc=\d+)"', page.content.decode())
        place = f"{LOG}{unescape(further[1])}" if further else ""
    assert seen == [f"{n:03}" for n in reversed(range(120))]
    assert place == ""
    assert auditor.get(f"{LOG}?truoc=x{'9' * 40}").status_code == 200


def test_nothing_of_another_province_is_in_the_log(auditor: Client, soc_trang: TestProvince) -> None:
    AccountEvent.objects.create(
        staff_id=soc_trang.staff.id,
        happened_at="2026-11-18T03:00:00Z",
        what="confirmed",
        by=soc_trang.staff.id,
        detail="cua tinh khac",
    )
    assert "cua tinh khac" not in words(auditor.get(LOG))


@pytest.mark.parametrize("login", ["tiepnhan", "chuyenvien", "lanhdaotinh"])
def test_others_do_not_read_or_export_the_log(
    vinh_long: TestProvince, browser_of: BrowserOf, login: str
) -> None:
    person = signed_in(browser_of(vinh_long), login)
    assert person.get(LOG).status_code == 403
    assert person.post(EXPORT, {"otp": code()}).status_code == 403


@pytest.mark.clause("VL.7.5")
def test_an_export_needs_a_confirmation_of_the_last_quarter_of_an_hour_and_is_written_down(
    vinh_long: TestProvince, auditor: Client, time: Clock
) -> None:
    time.forward(minutes=14, seconds=59)
    assert auditor.post(EXPORT, {"viec": "confirmed"}).status_code == 200
    time.forward(seconds=1)
    refused = auditor.post(EXPORT, {"tim": "kiemtra", "viec": "confirmed"})
    assert refused.status_code == 422
    assert "nội dung đã nhập được giữ nguyên" in words(refused)
    assert 'name="tim" value="kiemtra"' in refused.content.decode()
    assert auditor.post(EXPORT, {"otp": "000000"}).status_code == 422
    answer = auditor.post(EXPORT, {"tim": "kiemtra", "viec": "confirmed", "otp": code()})
    assert answer["Content-Disposition"].startswith("attachment")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    table = list(csv.reader(io.StringIO(content)))
    assert table[0][0] == "Thời điểm"
    assert {row[2] for row in table[1:]} == {"kiemtra"}
    assert {row[3] for row in table[1:]} == {"Xác nhận bước hai"}
    written = AccountEvent.objects.filter(staff_id=vinh_long.auditor.id, what="exported").order_by("id")
    assert [row.detail for row in written] == [
        "nhật ký tài khoản (Xác nhận bước hai)",
        "nhật ký tài khoản (tìm “kiemtra”, Xác nhận bước hai)",
    ]


def test_an_export_is_no_formula_for_a_spreadsheet(vinh_long: TestProvince, auditor: Client) -> None:
    AccountEvent.objects.create(
        staff_id=vinh_long.auditor.id,
        happened_at="2026-11-18T03:00:00Z",
        what="closed",
        by=vinh_long.auditor.id,
        detail="=HYPERLINK(1)",
    )
    answer = auditor.post(EXPORT, {"viec": "closed"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "'=HYPERLINK(1)" in content


@pytest.mark.clause("VL.20.6")
def test_a_closed_account_opens_nothing_from_the_next_request_on_and_the_log_says_who_and_why(
    vinh_long: TestProvince, administrator: Client, auditor: Client, browser_of: BrowserOf
) -> None:
    person = signed_in(browser_of(vinh_long), "chuyenvien")
    assert person.get("/agency/").status_code == 200
    done = administrator.post(ACCOUNT, {"close": "ChuyenVien", "reason": "Chuyển công tác."})
    assert "Đã đóng tài khoản" in words(done)
    assert person.get("/agency/").status_code == 302
    assert (
        browser_of(vinh_long)
        .post("/dang-nhap/", {"username": "chuyenvien", "password": PASSWORD})
        .status_code
        == 401
    )
    told = words(auditor.get(f"{LOG}?viec=closed"))
    assert "Chuyển công tác." in told
    assert Staff.objects.get(pk=vinh_long.leader_of_province.id).name in told


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"close": "chuyenvien", "reason": " "}, "Xin ghi lý do đóng tài khoản"),
        ({"close": "khong-co", "reason": "Nghỉ"}, "không tồn tại hoặc đã đóng"),
        ({"close": "lanhdaotinh", "reason": "Nghỉ"}, "Không tự đóng tài khoản của mình"),
    ],
)
def test_a_closing_that_cannot_be_says_why_and_keeps_what_was_typed(
    administrator: Client, typed: dict[str, str], why: str
) -> None:
    answer = administrator.post(ACCOUNT, typed)
    assert answer.status_code == 422
    assert why in words(answer)
    assert f'value="{typed["close"]}"' in answer.content.decode()
    assert administrator.get("/quan-tri/").status_code == 200


@pytest.mark.clause("VL.20.6")
def test_a_reopened_account_opens_by_its_new_link_alone(
    vinh_long: TestProvince, administrator: Client, browser_of: BrowserOf
) -> None:
    administrator.post(ACCOUNT, {"close": "chuyenvien", "reason": "Nhầm"})
    assert administrator.post(ACCOUNT, {"again": "chuyenvien"}).status_code == 422
    answer = administrator.post(ACCOUNT, {"reopen": "chuyenvien"})
    assert "/moi/" in answer.content.decode()
    assert administrator.post(ACCOUNT, {"reopen": "chuyenvien"}).status_code == 422
    tried = browser_of(vinh_long).post("/dang-nhap/", {"username": "chuyenvien", "password": PASSWORD})
    assert tried.status_code == 401, "the password of before opens nothing"
    kinds = (
        AccountEvent.objects.filter(staff_id=vinh_long.staff.id).order_by("id").values_list("what", flat=True)
    )
    assert list(kinds) == ["closed", "reopened", "invited"]
