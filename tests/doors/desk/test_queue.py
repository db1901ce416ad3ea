"""The desk's queue: ordered by what is due first, cheap, and without personal data."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cases.crowd import copies
from tests.conftest import Clock
from tests.doors.desk.desk_pages import Desk, words_of
from tests.province import PERSONAL, TestProvince

from paht.agencies import jurisdictions
from paht.agencies.models import CalendarVersion
from paht.cases import queries
from paht.people.actors import Official


@pytest.mark.clause("VL.1.2.b", "VL.2.4")
def test_the_queue_shows_what_is_due_first_at_the_top(province: TestProvince, time: Clock) -> None:
    early = province.sent(time.at)
    late = province.sent(time.forward(minutes=20))
    page = Desk(province, "tiepnhan").page()
    assert page.index(early.code) < page.index(late.code)
    assert "Chờ xác minh" in page


def test_a_row_says_what_is_owed_when_and_by_which_clause(vinh_long: TestProvince, time: Clock) -> None:
    vinh_long.sent(time.at).verified(time.at)
    time.forward(minutes=25)
    shown = words_of(Desk(vinh_long, "tiepnhan").page())
    assert "còn 35 phút" in shown
    assert "Tiếp nhận sau khi xác minh thành công · khoản 1 Điều 10" in shown
    time.forward(hours=1)
    assert "trễ 25 phút" in words_of(Desk(vinh_long, "tiepnhan").page())
    assert 'aria-label="Trễ hạn"' in Desk(vinh_long, "tiepnhan").page()


def test_a_stage_shows_its_cases_alone_and_overdue_those_that_are_late(
    province: TestProvince, time: Clock
) -> None:
    old = province.sent(time.at)
    time.forward(days=2)
    new, accepted = province.sent(time.at), province.sent(time.at).accepted(time.at)
    desk = Desk(province, "tiepnhan")
    sent, late = desk.page("/desk/?stage=sent"), desk.page("/desk/?stage=overdue")
    assert (new.code in sent, accepted.code in sent) == (True, False)
    assert (old.code in late, new.code in late) == (True, False)
    assert accepted.code in desk.page("/desk/?stage=accepted")


def test_what_others_hold_is_not_in_the_queue(province: TestProvince, time: Clock) -> None:
    dispatched = province.sent(time.at).dispatched(time.at)
    assert dispatched.code not in Desk(province, "dieuphoi").page()


@pytest.mark.clause("VL.7.5")
def test_the_queue_holds_no_personal_data_and_no_unmasked_text(province: TestProvince, time: Clock) -> None:
    province.sent(time.at, description="Gọi tôi, bà Bưởi, số 0912 345 678, ngay ổ gà này.")
    page = Desk(province, "tiepnhan").page()
    for value in (*PERSONAL.values(), "bà Bưởi", "0912345678"):
        assert value not in page


def test_an_empty_queue_says_so(province: TestProvince) -> None:
    assert "Không có phản ánh nào trong hàng đợi này" in Desk(province, "tiepnhan").page()


def test_the_next_page_begins_where_this_one_ends(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    codes = [vinh_long.sent(time.forward(minutes=1)).code for _ in range(5)]
    desk = Desk(vinh_long, "tiepnhan")
    path, seen = "/desk/", []
    while path:
        page = desk.page(path)
        seen += [code for code in codes if code in page]
        following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
        path = following.replace("&amp;", "&") if 'rel="next"' in page else ""
    assert seen == codes


@pytest.mark.clause("VL.2.4")
def test_the_whole_queue_page_takes_three_statements(province: TestProvince, time: Clock) -> None:
    for _ in range(3):
        province.sent(time.at)
    desk = Desk(province, "tiepnhan")
    desk.page()
    with CaptureQueriesContext(connection) as seen:
        desk.page()
    assert len(seen.captured_queries) <= 3, [query["sql"] for query in seen.captured_queries]


def test_htmx_gets_the_list_alone(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at)
    part = Desk(province, "tiepnhan").page(**{"HX-Request": "true"})
    assert case.code in part
    assert "<html" not in part
    assert part.startswith('<div id="queue" class="desk-queue" hx-get="/desk/"')


def test_the_queue_and_its_counts_read_the_index_of_the_queue(
    vinh_long: TestProvince, time: Clock, database: object
) -> None:
    """Thousands of ended cases lie around; the plan must not read them."""
    case = vinh_long.sent(time.at)
    published = vinh_long.sent(time.at).published(time.at)
    with copies(vinh_long, str(published.id), 6000), copies(vinh_long, str(case.id), 300):
        official = _official(vinh_long)
        with CaptureQueriesContext(connection) as seen:
            queries.desk_queue(official)
            queries.desk_queue(official, stage="sent", after=(time.at, case.id))
            queries.desk_counts(official, now=time.at)
            queries.next_of_desk(official, stages=["sent"])
        for query in seen.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"].replace("%", "%%"))
                plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "cases_case_queue" in plan, plan
            assert "Seq Scan on cases_case" not in plan, plan


def _official(province: TestProvince) -> Official:
    import uuid

    return Official(
        id=uuid.UUID(province.intake.id),
        jurisdiction_id=province.jurisdiction.id,
        name="",
        roles=province.intake.roles,
        agency_id=None,
        agency_name="",
    )


@pytest.mark.parametrize("login", ["tiepnhan", "dieuphoi", "bientap", "kiemtra"])
def test_the_desk_and_those_who_oversee_it_come_in(province: TestProvince, login: str) -> None:
    Desk(province, login).page()


@pytest.mark.parametrize("login", ["chuyenvien", "lanhdao", "ubndtinh"])
def test_agency_staff_do_not_come_in(province: TestProvince, time: Clock, login: str) -> None:
    case = province.sent(time.at)
    desk = Desk(province, login)
    for path in ("/desk/", f"/desk/case/{case.id}/", "/desk/search/"):
        assert desk.client.get(path).status_code == 403
    assert desk.post(case, "refuse", version=1).status_code == 403


def test_who_is_not_signed_in_is_asked_to_sign_in(province: TestProvince) -> None:
    response = Client(headers={"host": province.host}).get("/desk/")
    assert (response.status_code, response["Location"]) == (302, "/dang-nhap/?next=%2Fdesk%2F")
    part = Client(headers={"host": province.host}).get("/desk/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/dang-nhap/?next=%2Fdesk%2F", "the form never lands inside the list"


def test_from_december_on_an_unconfirmed_calendar_of_next_year_is_a_warning(
    vinh_long: TestProvince, time: Clock
) -> None:
    CalendarVersion.objects.filter(jurisdiction_id=vinh_long.jurisdiction.id).update(confirmed_years=[2026])
    jurisdictions.forget()
    warning = "Lịch làm việc năm 2027"
    time.at = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    assert warning not in Desk(vinh_long, "tiepnhan").page()
    time.at += timedelta(minutes=1)
    assert warning in Desk(vinh_long, "tiepnhan").page()
