"""Pushing: the agency's commands by its software, each once, each by the law."""

import io
import json
import uuid

import pytest
from tests.conftest import Clock
from tests.exchange.peer import API, Software, software
from tests.province import TestCase, TestProvince, photo

from paht.cases import operations, queries
from paht.evidence import tokens
from paht.people.actors import Official


def _kept(theirs: Software) -> str:
    upload = io.BytesIO(photo())
    upload.name = "sau.jpg"
    answer = theirs.http.post(f"{API}/files", {"file": upload})
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["file"])


def _ground(theirs: Software, case: TestCase) -> str:
    assert theirs.give(case.id, "receive").status_code == 200
    return next(str(g["code"]) for g in theirs.read(f"/cases/{case.id}")["return_grounds"] if g["usable"])


def _detail(case: TestCase) -> queries.Detail:
    person = case.province.auditor
    official = Official(uuid.UUID(person.id), case.province.jurisdiction.id, "", person.roles, None, "")
    found = queries.detail(official, case_id=case.id)
    assert found is not None
    return found


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_the_software_takes_a_case_from_receipt_to_submission(province: TestProvince, time: Clock) -> None:
    case, theirs = province.sent(time.at).dispatched(time.at), software(province)
    assert theirs.give(case.id, "receive").json()["late"] == []
    result = theirs.give(case.id, "result", result="Đã vá mặt đường.", files=[_kept(theirs)])
    assert result.status_code == 200, result.content.decode()
    assert theirs.give(case.id, "submit", note="Kính trình phê duyệt.").status_code == 200
    assert _detail(case).case.assignments[0].state.value == "submitted"
    last = _detail(case).events[-1].actor
    assert _detail(case).people[last.id] == "Quản lý công việc (phần mềm của cơ quan)"


def test_a_command_that_comes_ten_times_takes_effect_once(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long)
    version = theirs.read(f"/cases/{case.id}")["version"]
    answers = [theirs.give(case.id, "receive", key="nhan-viec-0001", version=version) for _ in range(10)]
    assert {(each.status_code, each.content) for each in answers} == {(200, answers[0].content)}
    assert [each.get("Idempotent-Replayed") for each in answers] == [None, *["true"] * 9]
    assert [type(event.body).__name__ for event in _detail(case).events].count("Received") == 1


def test_a_key_does_not_serve_for_another_request(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long)
    assert theirs.give(case.id, "receive", key="nhan-viec-0001").status_code == 200
    other = theirs.give(case.id, "result", key="nhan-viec-0001", result="Xong.")
    assert (other.status_code, other.json()["type"]) == (422, "urn:paht:key-reused")


def test_a_refused_key_may_be_tried_again(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long)
    assert theirs.give(case.id, "submit", key="trinh-00001", note="Trình.").status_code == 422
    assert theirs.give(case.id, "receive").status_code == 200
    assert theirs.give(case.id, "result", result="Đã vá mặt đường.", files=[_kept(theirs)]).status_code == 200
    assert theirs.give(case.id, "submit", key="trinh-00001", note="Trình.").status_code == 200


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_a_stale_version_is_told_what_happened_meanwhile_and_by_whom(
    province: TestProvince, time: Clock
) -> None:
    case, theirs = province.sent(time.at).dispatched(time.at), software(province)
    seen = theirs.read(f"/cases/{case.id}")["version"]
    case._done(operations.receive(case.step(province.staff, time.at), assignment=1))
    answer = theirs.give(case.id, "receive", version=seen)
    body = answer.json()
    assert answer.status_code == 409
    assert body["version"] == seen + 1
    assert [(each["type"], each["by"]) for each in body["happened"]] == [("Received", "Chuyên viên xử lý")]
    assert "phiên bản mới" in body["next"]
    assert "Võ Văn Viên" not in answer.content.decode()


def test_a_refusal_cites_its_clause(province: TestProvince, time: Clock) -> None:
    case, theirs = province.sent(time.at).dispatched(time.at), software(province)
    answer = theirs.give(case.id, "return", ground=_ground(theirs, case), note="")
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["clause"].startswith(("VL.", "ST."))
    assert {error["field"] for error in answer.json()["errors"]} & {"note", "responsible"}


@pytest.mark.clause("VL.19.2", "ST.15.5")
def test_a_result_after_the_term_is_taken_and_its_lateness_counted(
    province: TestProvince, time: Clock
) -> None:
    case, theirs = province.sent(time.at).dispatched(time.at), software(province)
    assert theirs.give(case.id, "receive").status_code == 200
    time.forward(days=60)
    answers = [
        theirs.give(case.id, "result", result="Đã vá mặt đường.", files=[_kept(theirs)]),
        theirs.give(case.id, "submit", note="Kính trình."),
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    told = [late["clause"] for answer in answers for late in answer.json()["late"]]
    opened = {duty.number: duty.clause for event in _detail(case).events for duty in event.opened}
    ended = [end for event in _detail(case).events for end in event.ended]
    assert told == [opened[end.number] for end in ended if end.outcome == "late"]
    assert told


def test_a_case_that_was_given_back_takes_no_further_command(province: TestProvince, time: Clock) -> None:
    case, theirs = province.sent(time.at).received(time.at), software(province)
    grounds = [g for g in theirs.read(f"/cases/{case.id}")["return_grounds"] if g["usable"]]
    back = theirs.give(
        case.id, "return", ground=grounds[0]["code"], note="Không thuộc thẩm quyền.", responsible="Sở khác"
    )
    assert back.status_code == 200, back.content.decode()
    answer = theirs.give(case.id, "result", result="Đã làm xong.")
    assert answer.status_code == 422
    assert answer.json()["clause"]


def test_reading_credentials_write_nothing(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long, can_write=False)
    assert theirs.give(case.id, "receive").status_code == 403
    assert _detail(case).case.assignments[0].state.value == "dispatched"


def test_a_command_without_key_or_version_is_asked_for_them(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long)
    path = f"{API}/cases/{case.id}/commands/receive"
    bare = theirs.http.post(path, json.dumps({"expected_version": 1}), content_type="application/json")
    unseen = theirs.http.post(
        path, "{}", content_type="application/json", headers={"idempotency-key": "khoa-0001"}
    )
    assert (bare.status_code, unseen.status_code) == (428, 428)
    by_header = theirs.http.post(
        path,
        "{}",
        content_type="application/json",
        headers={"idempotency-key": "khoa-0001", "if-match": theirs.get(f"/cases/{case.id}")["ETag"]},
    )
    assert by_header.status_code == 200


@pytest.mark.parametrize(
    "body",
    ["[]", "no json", '{"expected_version": 1, "note": {"a": 1}}', '{"expected_version": 1, "files": ["x"]}'],
)
def test_a_body_that_is_not_flat_json_is_refused(vinh_long: TestProvince, time: Clock, body: str) -> None:
    case, theirs = vinh_long.sent(time.at).dispatched(time.at), software(vinh_long)
    answer = theirs.http.post(
        f"{API}/cases/{case.id}/commands/receive",
        body,
        content_type="application/json",
        headers={"idempotency-key": "khoa-0001"},
    )
    assert answer.status_code == 400


def test_the_software_asks_for_an_extension(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).received(time.at), software(vinh_long)
    extension = vinh_long.jurisdiction.edition.extension
    assert extension is not None
    answer = theirs.give(
        case.id,
        "request-extension",
        ground=extension.grounds[0].key,
        reason="Cần khảo sát địa chất.",
        document_number="12/SXD",
        dated_on="2026-11-18",
        until="2026-12-01",
        files=[_kept(theirs)],
    )
    assert answer.status_code == 200, answer.content.decode()
    assert _detail(case).case.requests[-1].kind.value == "extension"


@pytest.mark.clause("VL.19.2")
def test_a_case_that_was_taken_back_is_refused_with_its_clause(vinh_long: TestProvince, time: Clock) -> None:
    case, theirs = vinh_long.sent(time.at).received(time.at), software(vinh_long)
    seen = theirs.read(f"/cases/{case.id}")["version"]
    case._done(operations.withdraw(case.step(case.sender, time.at)))
    stale = theirs.give(case.id, "result", version=seen, result="Đã vá mặt đường.")
    assert (stale.status_code, [each["by"] for each in stale.json()["happened"]]) == (409, ["Người gửi"])
    answer = theirs.give(case.id, "result", result="Đã vá mặt đường.")
    assert answer.status_code == 422
    assert answer.json()["clause"].startswith("VL.")


@pytest.mark.clause("VL.19.2")
def test_a_kept_file_is_named_by_the_agency_that_kept_it_alone(province: TestProvince, time: Clock) -> None:
    case = province.sent(time.at).dispatched(time.at)
    theirs, others = software(province), software(province, agency=province.waste)
    foreign = _kept(others)
    assert theirs.give(case.id, "receive").status_code == 200
    refused = theirs.give(case.id, "result", result="Đã vá mặt đường.", files=[foreign])
    assert refused.status_code in (400, 422), "another agency's file is no file here"
    file_id = tokens.read(foreign, province.jurisdiction.id, holder=province.waste.id)
    assert file_id is not None
    assert tokens.read(foreign, province.jurisdiction.id) is None, "nor at a form of a page"
    of_a_page = tokens.sign(file_id, province.jurisdiction.id)
    refused = theirs.give(case.id, "result", result="Đã vá mặt đường.", files=[of_a_page])
    assert refused.status_code in (400, 422), "and a page's is none for software"
    assert theirs.give(case.id, "result", result="Đã vá mặt đường.", files=[_kept(theirs)]).status_code == 200
