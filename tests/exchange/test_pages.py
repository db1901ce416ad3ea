"""The pages: a leader connects the agency's software, with a second factor; approvals stay a person's."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.conftest import Clock
from tests.exchange.peer import Software, software
from tests.exchange.receiver import Receiver, connected, listening
from tests.person import code
from tests.province import TestCase, TestProvince
from tests.working import as_worker

from paht.cases import queries
from paht.exchange import feed
from paht.exchange.delivering import deliver
from paht.law.casework.states import Role
from paht.people.actors import Official
from paht.people.models import Membership, Staff

PAGE = "/agency/ket-noi/"
BrowserOf = Callable[[TestProvince], Client]


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAHT_EXCHANGE_NETWORKS", "127.0.0.0/8")


def as_(browser: Client, province: TestProvince, actor: Any) -> Client:
    browser.force_login(Staff.objects.get(pk=actor.id))
    return browser


def confirmed(browser: Client, address: str, time: Clock, **typed: Any) -> Any:
    """Post, and once more with a fresh code."""
    asked = browser.post(address, typed)
    assert asked.status_code == 422
    assert "Xác nhận lại" in asked.content.decode()
    time.forward(seconds=30)
    return browser.post(address, {**typed, "otp": code()})


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_a_leader_connects_the_software_and_the_token_is_shown_once(
    province: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    leader = as_(browser_of(province), province, province.leader)
    made = confirmed(leader, PAGE, time, do="make", name="Quản lý công việc", scope="write")
    token = re.search(r"pax_[0-9a-f]{32}\.[\w-]+", made.content.decode())
    assert token is not None
    assert Software(province, token[0]).read("/me")["scopes"] == ["read", "write"]
    assert token[0] not in leader.get(PAGE).content.decode()


def test_without_the_second_factor_nothing_is_made(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    leader = as_(browser_of(vinh_long), vinh_long, vinh_long.leader)
    for otp in ("", "000000"):
        answer = leader.post(PAGE, {"do": "make", "name": "x", "scope": "write", "otp": otp})
        assert answer.status_code == 422
        assert "pax_" not in answer.content.decode()
    assert "Cơ quan chưa kết nối" in leader.get(PAGE).content.decode()


def test_staff_read_the_page_and_change_nothing(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    staff = as_(browser_of(vinh_long), vinh_long, vinh_long.staff)
    assert staff.get(PAGE).status_code == 200
    assert staff.post(PAGE, {"do": "make", "name": "x"}).status_code == 403


def test_a_leader_rotates_and_revokes(vinh_long: TestProvince, time: Clock, browser_of: BrowserOf) -> None:
    theirs = software(vinh_long)
    leader = as_(browser_of(vinh_long), vinh_long, vinh_long.leader)
    client = theirs.read("/me")["client"]
    new = confirmed(leader, PAGE, time, do="rotate", client=client)
    token = re.search(r"pax_[0-9a-f]{32}\.[\w-]+", new.content.decode())
    assert token is not None
    assert confirmed(leader, PAGE, time, do="revoke", client=client).status_code == 200
    assert Software(vinh_long, token[0]).get("/me").status_code == 401


def _detail(case: TestCase) -> queries.Detail:
    person = case.province.auditor
    official = Official(uuid.UUID(person.id), case.province.jurisdiction.id, "", person.roles, None, "")
    found = queries.detail(official, case_id=case.id)
    assert found is not None
    return found


@pytest.mark.clause("VL.12.3", "ST.7.3.4")
def test_an_approval_out_of_the_software_is_the_leaders_own_act_or_none(
    province: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    case, theirs = province.sent(time.at).submitted(time.at), software(province)
    leader = as_(browser_of(province), province, province.leader)
    unknown = theirs.give(case.id, "approve", approver="LD01", note="Đồng ý.")
    assert (unknown.status_code, unknown.json()["type"]) == (403, "urn:paht:approver")
    assert (
        confirmed(leader, PAGE, time, do="approver", code="LD01", staff=province.leader.id).status_code == 200
    )
    laid = theirs.give(case.id, "approve", approver="LD01", note="Đồng ý.")
    assert (laid.status_code, laid.json()["state"]) == (202, "waiting")
    assert _detail(case).case.assignments[0].state.value == "submitted"
    page = leader.get(f"{PAGE}phe-duyet/").content.decode()
    assert case.code in page
    assert "Đã vá mặt đường." in page
    version = re.search(r'name="version-[^"]+" value="(\d+)"', page)
    assert version is not None
    typed = {
        "proposal": laid.json()["proposal"],
        f"version-{laid.json()['proposal']}": version[1],
        "do": "approve",
    }
    assert leader.post(f"{PAGE}phe-duyet/", typed).status_code == 422
    assert _detail(case).case.assignments[0].state.value == "submitted"
    time.forward(seconds=30)
    assert leader.post(f"{PAGE}phe-duyet/", {**typed, "otp": code()}).status_code == 302
    assert _detail(case).events[-1].actor.id == province.leader.id
    assert theirs.read(f"/proposals/{laid.json()['proposal']}")["state"] == "confirmed"


def test_somebody_who_leads_no_longer_approves_nothing(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    case, theirs = vinh_long.sent(time.at).submitted(time.at), software(vinh_long)
    leader = as_(browser_of(vinh_long), vinh_long, vinh_long.leader)
    confirmed(leader, PAGE, time, do="approver", code="LD01", staff=vinh_long.leader.id)
    Membership.objects.filter(staff_id=vinh_long.leader.id, role=Role.AGENCY_LEADER.value).update(
        valid_until=time.at
    )
    assert theirs.give(case.id, "approve", approver="LD01").status_code == 403


def test_a_mapping_is_checked_shown_on_real_cases_and_put_in_force(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    case, theirs = vinh_long.sent(time.at).received(time.at), software(vinh_long)
    leader = as_(browser_of(vinh_long), vinh_long, vinh_long.leader)
    wrong = leader.post(
        PAGE, {"do": "preview", "mapping": '{"field": {"no_such": "X"}}', "mapping_version": "0"}
    )
    assert wrong.status_code == 422
    assert "no_such" in wrong.content.decode()
    ground = theirs.read(f"/cases/{case.id}")["return_grounds"][0]["code"]
    typed = {
        "mapping": json.dumps({"field": {"road": "GT01"}, "ground": {ground: "L9"}}),
        "mapping_version": "0",
    }
    shown = leader.post(PAGE, {"do": "preview", **typed}).content.decode()
    assert case.code in shown
    assert "<code>GT01</code>" in shown
    assert theirs.read("/cases")["cases"][0]["field"]["theirs"] is None
    assert leader.post(PAGE, {"do": "mapping", **typed}).status_code == 200
    assert theirs.read("/cases")["cases"][0]["field"] == {"code": "road", "theirs": "GT01"}
    assert leader.post(PAGE, {"do": "mapping", **typed}).status_code == 422  # somebody else's is newer
    back = theirs.give(case.id, "return", ground="L9", note="Không thuộc thẩm quyền.", responsible="Sở khác")
    assert back.status_code == 200, back.content.decode()


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("[]", "đối tượng"),
        ('{"colour": {}}', "colour"),
        ('{"field": {"road": 1}}', "road"),
        ('{"field": {"road": ""}}', "road"),
        ('{"ground": {"%s": "L", "%s": "L"}}', "dịch ngược"),
        ("{", "JSON"),
    ],
)
def test_a_mapping_that_cannot_serve_is_told_why(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf, mapping: str, problem: str
) -> None:
    grounds = [ground.key for ground in vinh_long.jurisdiction.edition.return_grounds]
    leader = as_(browser_of(vinh_long), vinh_long, vinh_long.leader)
    text = mapping.replace("%s", grounds[0], 1).replace("%s", grounds[1], 1)
    answer = leader.post(PAGE, {"do": "mapping", "mapping": text, "mapping_version": "0"})
    assert answer.status_code == 422
    assert problem in answer.content.decode()


def test_the_focal_person_sees_why_a_call_failed_and_sends_it_again(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    software(vinh_long)
    staff = as_(browser_of(vinh_long), vinh_long, vinh_long.staff)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        receiver.answers = lambda message_id, body: 503
        vinh_long.sent(time.at).dispatched(time.at)
        with as_worker():
            feed.follow(now=time.at)
            deliver(now=time.at)
        page = staff.get(PAGE).content.decode()
        assert "trả lời mã 503" in page
        assert "không mất" in page
        receiver.answers = lambda message_id, body: 204
        delivery = re.search(r'name="delivery" value="([0-9a-f-]+)"', page)
        assert delivery is not None
        assert staff.post(f"{PAGE}gui-lai", {"delivery": delivery[1]}).status_code == 302
        with as_worker():
            deliver(now=time.at)
    assert receiver.kinds == ["case.dispatched"]


def test_an_agency_sends_no_call_of_another_one_again(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    software(vinh_long)
    with listening(Receiver()) as receiver:
        connected(vinh_long, receiver)
        vinh_long.sent(time.at).dispatched(time.at)
        with as_worker():
            feed.follow(now=time.at)
    page = as_(browser_of(vinh_long), vinh_long, vinh_long.staff).get(PAGE).content.decode()
    delivery = re.search(r'name="delivery" value="([0-9a-f-]+)"', page)
    assert delivery is not None
    stranger = as_(browser_of(vinh_long), vinh_long, vinh_long.other_staff)
    assert stranger.post(f"{PAGE}gui-lai", {"delivery": delivery[1]}).status_code == 404


def test_the_administrator_sees_every_agencys_connection(
    vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    software(vinh_long)
    Membership.objects.filter(staff_id=vinh_long.auditor.id).update(role=Role.ADMINISTRATOR.value)
    administrator = as_(browser_of(vinh_long), vinh_long, vinh_long.auditor)
    page = administrator.get("/quan-tri/ket-noi/").content.decode()
    assert "Sở Xây dựng" in page
    made = confirmed(
        administrator,
        f"/quan-tri/ket-noi/{vinh_long.waste.id}/",
        time,
        do="make",
        name="Phần mềm",
        scope="read",
    )
    token = re.search(r"pax_[0-9a-f]{32}\.[\w-]+", made.content.decode())
    assert token is not None
    assert Software(vinh_long, token[0]).read("/me")["agency"]["id"] == str(vinh_long.waste.id)
