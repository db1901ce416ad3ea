"""The boards: every figure is exact, opens the cases behind it, and shows no more than the reader may see."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import Clock
from tests.doors.conftest import Desk, page
from tests.province import TestProvince

from paht.cases import operations
from paht.figures import operations as figures_operations
from paht.figures import queries as figures
from paht.figures.periods import month_at
from paht.law.casework.case import Actor
from paht.law.casework.states import Field

Sits = Callable[[TestProvince, Actor], Desk]


def recount(province: TestProvince, column: str) -> dict[str, int]:
    """The cases counted anew, row by row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM cases_case WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        return dict(Counter(row[0] for row in cursor.fetchall()))


def furnish(province: TestProvince, time: Clock) -> None:
    """Cases in every stage that the ordinary course has, one field changed on the way."""
    province.sent(time.at)
    province.sent(time.at).verified(time.at)
    province.sent(time.at, field=Field.WASTE).accepted(time.at)
    province.sent(time.at).dispatched(time.at)
    province.sent(time.at).submitted(time.at)
    province.sent(time.at).approved(time.at)
    province.sent(time.at).published(time.at)


def codes_of(desk: Desk, path: str) -> set[str]:
    """The codes on every page of a list."""
    found: set[str] = set()
    while path:
        shown = desk.text(path)
        found |= set(re.findall(r"[A-Z]{2}-\w{4}-\w{4}-\w{4}", shown))
        following = re.search(r'href="([^"]+)" rel="next"', shown)
        path = following[1] if following else ""
    return found


def figures_of(desk: Desk, path: str) -> dict[str, int]:
    """Every figure of the board that is a whole number, by the address of the list behind it."""
    shown = desk.get(path).content.decode()
    found: dict[str, int] = {}
    tiles = r'<span class="tile-number">([\d.]+)</span>\s*<span class="tile-label"><a href="([^"]+)"'
    for number, href in re.findall(tiles, shown):
        found[unescape(href)] = int(number.replace(".", ""))
    for href, number in re.findall(r'<a class="cell-link" href="([^"]+)">([\d.]+)</a>', shown):
        found[unescape(href)] = int(number.replace(".", ""))
    for href, number in re.findall(
        r'<span><a href="([^"]+)">[^<]*</a></span><span class="bar-value">([\d.]+)', shown
    ):
        found[unescape(href)] = int(number.replace(".", ""))
    return found


def test_the_counts_equal_a_recount_of_the_rows_before_and_after_folding(
    province: TestProvince, time: Clock
) -> None:
    furnish(province, time)

    def check() -> None:
        found = figures.counts(jurisdiction_id=province.jurisdiction.id)
        assert found.by_stage == recount(province, "stage")
        assert found.by_field == recount(province, "field")
        assert found.by_commune == recount(province, "commune")
        assert found.total == sum(found.by_stage.values())

    check()
    assert figures_operations.fold_deltas(limit=3) == 3
    check()
    province.sent(time.at).accepted(time.at)
    check()
    while figures_operations.fold_deltas(limit=1000):
        check()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM figures_delta WHERE jurisdiction_id = %s", [province.jurisdiction.id]
        )
        assert cursor.fetchone() == (0,)
    check()


@pytest.mark.clause("VL.2.3.d", "ST.2.2")
def test_every_figure_of_the_province_opens_exactly_the_cases_behind_it(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    furnish(province, time)
    rated = province.sent(time.at).published(time.at)
    done = operations.rate(rated.step(rated.sender, time.at), level="satisfied")
    assert isinstance(done, operations.Done)
    time.forward(days=1)
    province.sent(time.at).received(time.at)
    time.forward(days=12)
    leader = sits(province, province.leader_of_province)
    found = figures_of(leader, "/leadership/")
    assert len(found) > 20
    assert any("overdue" in href and number for href, number in found.items())
    for href, number in found.items():
        assert len(codes_of(leader, href)) == number, href


@pytest.mark.clause("VL.2.3.c")
def test_an_agencys_leader_sees_the_figures_and_cases_of_the_own_body_alone(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    mine = province.sent(time.at).received(time.at)
    others = province.sent(time.at, field=Field.WASTE).accepted(time.at)
    done = operations.dispatch(
        others.step(province.dispatcher, time.at), agency=str(province.waste.id), note="Đề nghị xử lý."
    )
    assert isinstance(done, operations.Done)
    time.forward(days=12)
    leader = sits(province, province.leader)
    found = figures_of(leader, "/leadership/")
    for href, number in found.items():
        assert len(codes_of(leader, href)) == number, href
    assert codes_of(leader, f"/leadership/cases?agency={province.waste.id}&open=1") == {mine.code}
    assert codes_of(leader, "/leadership/cases") == {mine.code}
    assert leader.get(f"/leadership/case/{others.id}").status_code == 404
    assert leader.get(f"/leadership/case/{mine.id}").status_code == 200
    assert "Sở Nông nghiệp" not in leader.text("/leadership/")


def test_the_overview_takes_four_statements_and_no_more_with_more_cases(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    furnish(province, time)
    for actor in (province.leader_of_province, province.leader):
        desk = sits(province, actor)
        desk.get("/leadership/")
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                assert desk.get("/leadership/").status_code == 200
            assert len(asked) <= 4, [query["sql"][:90] for query in asked]
            furnish(province, time)


def test_lists_and_case_pages_take_a_fixed_number_of_statements(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    cases = [province.sent(time.at).received(time.at) for _ in range(4)]
    for actor, path, most in (
        (province.staff, "/agency/", 3),
        (province.superior, "/agency/?tab=below", 4),
        (province.staff, f"/agency/case/{cases[0].id}", 8),
        (province.leader_of_province, "/leadership/cases?open=1", 3),
        (province.leader_of_province, f"/leadership/case/{cases[0].id}", 5),
        (province.leader_of_province, "/leadership/edition", 1),
    ):
        desk = sits(province, actor)
        desk.get(path)  # what a process asks at most every half minute: does the agency's software answer
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(path).status_code == 200
        assert len(asked) <= most, (path, [query["sql"][:90] for query in asked])


def test_a_long_list_goes_on_where_the_page_before_ended(
    vinh_long: TestProvince, time: Clock, sits: Sits, monkeypatch: pytest.MonkeyPatch
) -> None:
    from paht.doors.agency import views as agency_views
    from paht.doors.leadership import views

    monkeypatch.setattr(views, "PAGE", 2)
    monkeypatch.setattr(agency_views, "PAGE", 2)
    cases = {vinh_long.sent(time.forward(seconds=1)).received(time.at).code for _ in range(5)}
    approved = {vinh_long.sent(time.forward(seconds=1)).approved(time.at).code for _ in range(3)}
    past = {vinh_long.sent(time.forward(seconds=1)).published(time.at).code for _ in range(3)}
    leader = sits(vinh_long, vinh_long.leader_of_province)
    assert codes_of(leader, "/leadership/cases?open=1") == cases | approved
    assert codes_of(leader, "/leadership/cases") == cases | approved | past
    staff = sits(vinh_long, vinh_long.staff)

    def all_of(tab: str) -> set[str]:
        path, found = f"/agency/?tab={tab}", set[str]()
        while path:
            shown = staff.text(path)
            found |= set(re.findall(r"[A-Z]{2}-\w{4}-\w{4}-\w{4}", shown))
            following = re.search(r'href="([^"]+)" rel="next"', shown)
            path = f"/agency/{following[1]}" if following else ""
        return found

    assert all_of("handling") == cases
    assert all_of("delivered") == approved
    assert all_of("past") == past


@pytest.mark.clause("VL.15.2.a", "VL.20.7", "ST.8.5", "ST.11.6")
def test_a_term_missed_shows_as_overdue_at_once_and_as_a_violation_after_the_civil_codes_end(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    province.sent(time.at).received(time.at)
    due = time.at + timedelta(days=8)
    leader = sits(province, province.leader_of_province)

    def shown() -> tuple[int, int]:
        found = figures_of(leader, "/leadership/")
        return found["/leadership/cases?overdue=1"], found["/leadership/cases?violated=1"]

    # Six working days from Wednesday 10:00 end on Thursday of the next week at 10:00; ST's staff term ends a day
    # earlier, so the last moment without anything late is looked up from the rows themselves.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(due_at), min(violation_at) FROM cases_duty WHERE jurisdiction_id = %s AND NOT internal "
            "AND ended_at IS NULL",
            [province.jurisdiction.id],
        )
        row = cursor.fetchone()
    assert row is not None
    assert row[0] <= due
    time.at = row[0]
    assert shown() == (0, 0)
    time.forward(seconds=1)
    assert shown() == (1, 0)
    time.at = row[1] + timedelta(seconds=1)
    assert shown() == (1, 1)


def test_an_internal_target_missed_is_neither_overdue_nor_a_violation(
    vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    vinh_long.sent(time.at)
    time.forward(days=9)
    found = figures_of(sits(vinh_long, vinh_long.leader_of_province), "/leadership/")
    assert found["/leadership/cases?open=1"] == 1
    assert found["/leadership/cases?overdue=1"] == found["/leadership/cases?violated=1"] == 0


def test_the_share_in_time_counts_results_of_the_period_alone(vinh_long: TestProvince, time: Clock) -> None:
    from paht.doors.leadership.frame import result_terms

    start = time.at
    vinh_long.sent(start).approved(start)
    case = vinh_long.sent(start).received(start)
    time.forward(days=14)
    step = case.step(vinh_long.leader, time.at)
    from paht.law.casework.case import FileRef

    photo = FileRef("0192f0c1-0000-7000-8000-000000000009", "1" * 64, "image/jpeg")
    for outcome in (
        operations.record_result(step, assignment=1, result="Đã xong.", files=[photo]),
        operations.submit_result(case.step(vinh_long.leader, time.at), assignment=1, note="Trình."),
        operations.approve_result(case.step(vinh_long.leader, time.at), assignment=1, note="Đồng ý."),
    ):
        assert isinstance(outcome, operations.Done)

    def roads(period_of: int) -> figures.AgencyFigures:
        period = month_at(start)
        for _ in range(period_of):
            period = period.after
        found = figures.agencies(
            jurisdiction_id=vinh_long.jurisdiction.id,
            now=time.at,
            period=period,
            result_terms=result_terms(vinh_long.jurisdiction.edition),
            only=vinh_long.roads.id,
        )
        return found[0]

    now = roads(0)
    assert (now.done, now.late, now.in_time_percent) == (2, 1, 50.0)
    assert (roads(1).done, roads(1).in_time_percent) == (0, None)


def test_the_terms_of_the_edition_stand_with_clause_length_holder_and_mark(
    province: TestProvince, time: Clock, sits: Sits
) -> None:
    shown = page(sits(province, province.auditor).get("/leadership/edition"))
    for term in province.jurisdiction.edition.terms:
        assert term.name.removesuffix(" (chỉ tiêu nội bộ)") in shown
        assert str(term.length) in shown
    internal = sum(term.internal for term in province.jurisdiction.edition.terms)
    assert shown.count("Nội bộ</span>") == internal


@pytest.mark.parametrize("path", ["/leadership/", "/leadership/cases", "/leadership/edition"])
def test_who_does_not_oversee_is_not_let_in(
    province: TestProvince, time: Clock, sits: Sits, path: str
) -> None:
    assert sits(province, province.staff).get(path).status_code == 403
    assert sits(province, province.intake).get(path).status_code == 403
    assert sits(province, province.auditor).get(path).status_code == 200


def test_an_empty_province_says_so(province: TestProvince, time: Clock, sits: Sits) -> None:
    leader = sits(province, province.leader_of_province)
    assert "Chưa có phản ánh nào" in leader.text("/leadership/")
    assert "Không có phản ánh nào" in leader.text("/leadership/cases?overdue=1")
    assert "Cơ quan chưa có phản ánh nào" in sits(province, province.leader).text("/leadership/")


def test_nothing_is_changed_from_the_boards(province: TestProvince, time: Clock, sits: Sits) -> None:
    case = province.sent(time.at).received(time.at)
    leader = sits(province, province.leader_of_province)
    for path in ("/leadership/", "/leadership/cases", f"/leadership/case/{case.id}"):
        assert leader.client.post(path).status_code == 405
    shown = leader.text(f"/leadership/case/{case.id}")
    forms = re.findall(r'<form[^>]* action="([^"]*)"', shown)
    assert forms == ["/dang-xuat/", f"/leadership/case/{case.id}/urge#lenh-urge"], (
        "signing out and urging alone"
    )
