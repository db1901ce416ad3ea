"""Reports given to a state body on its recorded request, through the pages: asked with a letter, decided by the
supervising department, packed by the worker, taken away on record (VL.19.1, VL.20.4, ST.5.1)."""

import io
import json
import uuid
import zipfile
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.conftest import Clock
from tests.doors.journeys.providing import LAW, Scenes, Sits, looks_of, rows_of, words
from tests.province import PERSONAL, TestCase, TestProvince

from paht.cases import queries as cases
from paht.cases.erasing import own_records
from paht.doors.pages.clauses import clause_words
from paht.people.erasures import Erasure, Ledger, erase_through_vault
from paht.transfer import packages, packing
from paht.transfer.checking import NoPackage, check

DESCRIPTION = "Ổ gà lớn giữa đường, xe máy té ngã nhiều lần."


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_reports_are_given_on_a_recorded_request_that_was_decided(
    province: TestProvince, scene_of: Scenes, time: Clock, tmp_path: Path
) -> None:
    scene = scene_of(province)
    case, sent = province.sent(time.at).published(time.at), province.sent(time.at)
    path = scene.asked()
    assert scene.takes(path).status_code == 409, "recorded, and not decided"
    assert scene.decides(path).status_code == 302
    assert scene.takes(path).status_code == 409, "decided, and not made"
    scene.works()
    content = scene.taken(path)
    file = tmp_path / "goi.zip"
    file.write_bytes(content)
    found = check(file)
    page = unescape(scene.asker.text(path)).replace("<wbr>", "")
    assert found.sha256 in page, "the checksum on the page is the file's"
    assert found.cases == 2
    rows = {row["code"]: row for row in rows_of(content, "phan-anh.csv")}
    assert rows.keys() == {case.code, sent.code}
    assert rows[case.code]["text"] == DESCRIPTION
    assert rows[case.code]["agencies"] == province.roads.name
    assert rows[sent.code]["text"] == "", "nobody has released the words of what was only sent"
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        whole = json.loads(packed.read("phan-anh.json"))
        manifest = json.loads(packed.read("manifest.json"))
        everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert {each["code"] for each in whole} == rows.keys()
    assert manifest["request"] == "15/TTT-VP"
    assert not any(value in everything for value in PERSONAL.values()), "no personal data unless decided"


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_every_taking_stands_in_the_log_and_in_the_vaults_record(
    province: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(province)
    province.sent(time.at)
    path = scene.made()
    before = len(looks_of(scene, province.dispatcher))
    scene.taken(path)
    scene.taken(path)
    looks = looks_of(scene, province.dispatcher)[before:]
    assert [fields for fields, _ in looks] == [["package_key"], ["package_key"]]
    assert "15/TTT-VP" in looks[0][1]
    assert scene.office.text(path).count("Lấy gói dữ liệu</b>") == 2
    for _ in range(3):
        scene.taken(path)
    assert "đã được lấy 5 lần" in words(scene.takes(path))


@pytest.mark.clause("VL.20.4")
def test_personal_data_go_only_where_the_decision_names_them_and_the_law(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    case = vinh_long.sent(time.at)
    path = scene.asked(personal=["name", "phone", "description"])
    refused = scene.decides(path, fields=["phone"], law="")
    assert refused.status_code == 422
    assert "khoản 4 Điều 20" in words(refused)
    assert scene.decides(path, fields=["email"], law=LAW).status_code == 422, "nobody asked for it"
    assert scene.decides(path, fields=["phone"], law=LAW).status_code == 302
    scene.works()
    content = scene.taken(path)
    assert rows_of(content, "nguoi-gui.csv") == [{"code": case.code, "phone": "0912345678"}]
    assert PERSONAL["name"] not in content.decode("latin-1")
    [(fields, purpose), *_] = looks_of(scene, vinh_long.dispatcher)
    assert fields == ["phone"], "the look at the sender's number, under the asker's name"
    assert "15/TTT-VP của Thanh tra tỉnh" in purpose
    assert LAW in purpose


@pytest.mark.clause("VL.20.4")
def test_what_was_erased_is_in_no_package_not_even_in_one_made_before(
    province: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(province)
    case, other = province.sent(time.at), province.sent(time.at)
    path = scene.made(personal=["name"])
    assert len(rows_of(scene.taken(path), "nguoi-gui.csv")) == 2
    time.forward(minutes=5)
    erases(case, time)
    refused = scene.takes(path)
    assert refused.status_code == 409
    assert "đang được làm lại" in words(refused)
    time.forward(minutes=1)
    scene.works()
    content = scene.taken(path)
    assert [row["code"] for row in rows_of(content, "nguoi-gui.csv")] == [other.code]
    assert {row["code"] for row in rows_of(content, "phan-anh.csv")} == {case.code, other.code}


def erases(case: TestCase, time: Clock) -> None:
    found = cases.followed(jurisdiction_id=case.province.jurisdiction.id, code=case.code)
    assert found is not None
    erasure = Erasure(time.at, case.province.jurisdiction.id, case.id, tuple(own_records(found)))
    ledger = Ledger(settings.CHECKPOINTS / "erasures")
    assert erase_through_vault(ledger, erasure, actor=uuid.uuid4(), request="thử")


@pytest.mark.clause("ST.9.3.b")
def test_a_sender_who_asked_for_confidentiality_stays_unnamed(
    soc_trang: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    from paht.cases import operations

    scene = scene_of(soc_trang)
    case = soc_trang.sent(time.at).received(time.at)
    done = operations.ask_confidentiality(case.step(case.sender, time.at))
    assert isinstance(done, operations.Done), done
    content = scene.taken(scene.made(personal=["name", "phone"]))
    assert rows_of(content, "nguoi-gui.csv") == []
    assert [row["code"] for row in rows_of(content, "phan-anh.csv")] == [case.code]


@pytest.mark.clause("VL.13.1.b", "ST.9.3.c")
def test_a_report_with_a_state_secret_is_in_no_package(
    province: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    from paht.cases import operations

    scene = scene_of(province)
    secret = province.sent(time.at).received(time.at)
    other = province.sent(time.at)
    step = secret.step(province.dispatcher, time.at)
    done = operations.mark_secret(step, reference="Hồ sơ mật số 07, tủ bảo mật")
    assert isinstance(done, operations.Done), done
    content = scene.taken(scene.made())
    assert [row["code"] for row in rows_of(content, "phan-anh.csv")] == [other.code]


@pytest.mark.clause("VL.20.4")
def test_only_the_supervising_department_decides_and_nobody_their_own(
    vinh_long: TestProvince, scene_of: Scenes, sits: Sits, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    path = scene.asked()
    for actor in (vinh_long.dispatcher, vinh_long.leader, vinh_long.leader_of_province, vinh_long.auditor):
        assert scene.decides(path, sits(vinh_long, actor)).status_code == 403
    own = scene.asked(scene.office)
    refused = scene.decides(own)
    assert refused.status_code == 422
    assert "không tự quyết định" in words(refused)
    assert "một người khác của cơ quan chủ quản" in words(scene.office.get(own))


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_a_refusal_says_why_and_makes_no_package(province: TestProvince, scene_of: Scenes) -> None:
    scene = scene_of(province)
    path = scene.asked()
    assert scene.decides(path, decision="refuse").status_code == 422, "without a reason"
    reason = "Văn bản không nêu căn cứ cho phạm vi toàn tỉnh."
    assert scene.decides(path, decision="refuse", reason=reason).status_code == 302
    scene.works()
    assert not packages.folder_of(*scene.key(path)).exists()
    assert reason in scene.asker.text(path)
    assert "không được chấp thuận" in words(scene.takes(path))


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_a_request_without_its_letter_is_refused_with_the_clause(
    province: TestProvince, scene_of: Scenes
) -> None:
    scene = scene_of(province)
    answer = scene.asks(files="", document_number="", ground="", purpose="xem", first_on="", body_name="")
    assert answer.status_code == 422
    for problem in ("Xin chọn cơ quan yêu cầu", "Xin ghi số, ký hiệu", "Xin đính kèm", "căn cứ pháp lý"):
        assert problem in words(answer)
    clause = province.jurisdiction.edition.keeping_clause
    assert clause_words(clause) in words(answer)
    tomorrow = (scene.time.at.date() + timedelta(days=1)).isoformat()
    assert "sau hôm nay" in words(scene.asks(last_on=tomorrow))
    assert "mục có trong danh sách" in words(scene.asks(communes=["không có"]))


@pytest.mark.clause("VL.19.1")
def test_an_agency_records_its_own_request_and_sees_no_others(
    vinh_long: TestProvince, scene_of: Scenes, sits: Sits
) -> None:
    scene = scene_of(vinh_long)
    agency = sits(vinh_long, vinh_long.staff)
    of_inspectorate = scene.asked()
    own = scene.asked(agency, body_name="Thanh tra tỉnh", body=str(vinh_long.waste.id))
    assert vinh_long.roads.name in agency.text(own), "whatever the form says, it is the agency's own"
    assert agency.get(of_inspectorate).status_code == 404
    assert "Thanh tra tỉnh" not in agency.text("/cung-cap/")
    assert sits(vinh_long, vinh_long.other_staff).get(own).status_code == 404
    assert sits(vinh_long, vinh_long.auditor).get(own).status_code == 200
    assert scene.decides(own).status_code == 302
    scene.works()
    assert scene.takes(own, scene.office).status_code == 409, "who asked takes it, nobody else"


def test_the_scope_narrows_what_is_given(vinh_long: TestProvince, scene_of: Scenes, time: Clock) -> None:
    scene = scene_of(vinh_long)
    old = vinh_long.sent(time.at)
    time.forward(days=2)
    published, sent = vinh_long.sent(time.at).published(time.at), vinh_long.sent(time.at)

    def given(**scope: Any) -> set[str]:
        return {row["code"] for row in rows_of(scene.taken(scene.made(**scope)), "phan-anh.csv")}

    today = time.at.date().isoformat()
    assert given(first_on=today) == {published.code, sent.code}
    assert given(stages=["published"]) == {published.code}
    assert given(agencies=[str(vinh_long.roads.id)]) == {published.code}
    assert given(fields=["waste"]) == set()
    commune = vinh_long.place.commune
    assert given(communes=[commune]) == {old.code, published.code, sent.code}


def test_making_goes_on_where_it_was_broken_off(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = scene_of(vinh_long)
    codes = {vinh_long.sent(time.at).code for _ in range(5)}
    path = scene.approved(personal=["name"])
    monkeypatch.setattr(packing, "PART_CASES", 2)
    whole, calls = packing.report_of, []

    def failing(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 4:
            raise OSError("the disk is full")
        return whole(*given)

    monkeypatch.setattr(packing, "report_of", failing)
    with pytest.raises(OSError, match="full"):
        scene.works()
    assert "Đã lập 2 trên 5" in scene.asker.text(path)
    looks = len(looks_of(scene, vinh_long.dispatcher))
    scene.works()
    assert len(calls) == 4 + 3, "the first part was not made again"
    assert len(looks_of(scene, vinh_long.dispatcher)) == looks + 3
    content = scene.taken(path)
    assert sorted(row["code"] for row in rows_of(content, "phan-anh.csv")) == sorted(codes)
    assert sorted(row["code"] for row in rows_of(content, "nguoi-gui.csv")) == sorted(codes)


def test_nothing_of_a_package_lies_on_disk_in_the_clear(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    case = vinh_long.sent(time.at)
    folder = packages.folder_of(*scene.key(scene.made(personal=["name", "description"])))
    [file] = list(folder.iterdir())
    raw = file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert not any(text.encode() in raw for text in (case.code, PERSONAL["name"], "phan-anh.csv"))


def test_a_package_is_destroyed_when_its_term_is_over_or_the_request_is_recalled(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    vinh_long.sent(time.at)
    first, second = scene.made(), scene.made()
    assert scene.asker.client.post(f"{second}thoi").status_code == 302
    scene.works()
    assert not packages.folder_of(*scene.key(second)).exists()
    time.forward(days=6, hours=23)
    scene.works()
    assert scene.taken(first)
    time.forward(hours=1)
    assert scene.takes(first).status_code == 409, "over before anybody has destroyed it"
    scene.works()
    scene.works()
    assert not packages.folder_of(*scene.key(first)).exists()
    assert "Đã hết thời hạn" in scene.asker.text(first)


def test_without_the_second_factor_nothing_is_taken(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    path = scene.made()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_staffsession SET confirmed_at = %s WHERE staff_id = %s",
            [time.at - timedelta(minutes=15), vinh_long.dispatcher.id],
        )
    answer = scene.asker.client.post(path)
    assert answer.status_code == 422
    assert scene.taken(path)


def test_a_changed_package_is_found(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock, tmp_path: Path
) -> None:
    scene = scene_of(vinh_long)
    vinh_long.sent(time.at)
    content = scene.taken(scene.made())
    file = tmp_path / "goi.zip"
    file.write_bytes(content)
    whole = check(file)
    assert check(file, sha256=whole.sha256) == whole
    with pytest.raises(NoPackage, match="not the one given"):
        check(file, sha256="0" * 64)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}

    def packed_again(**changes: bytes) -> None:
        with zipfile.ZipFile(file, "w") as again:
            for name, part in {**parts, **changes}.items():
                again.writestr(name, part)

    packed_again(**{"phan-anh.csv": parts["phan-anh.csv"].replace(b"road", b"fire")})
    with pytest.raises(NoPackage, match=r"phan-anh\.csv is not"):
        check(file)
    packed_again(**{"them.csv": b"more"})
    with pytest.raises(NoPackage, match="exactly the files"):
        check(file)
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(NoPackage):
        check(file)


def test_a_repeated_form_records_one_request(vinh_long: TestProvince, scene_of: Scenes) -> None:
    scene = scene_of(vinh_long)
    command = str(uuid.uuid4())
    assert scene.asked(command_id=command) == scene.asked(command_id=command)
    assert scene.asker.text("/cung-cap/").count("15/TTT-VP") == 1
    for _ in range(9):
        scene.asked()
    assert "10 yêu cầu chưa kết thúc" in words(scene.asks())


def test_the_letter_is_shown_to_those_who_may_read_the_request(
    vinh_long: TestProvince, scene_of: Scenes, sits: Sits
) -> None:
    scene = scene_of(vinh_long)
    path = scene.asked()
    picture = scene.office.get(f"{path}van-ban.jpg")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert sits(vinh_long, vinh_long.staff).get(f"{path}van-ban.jpg").status_code == 404


def test_a_package_that_a_restore_has_lost_is_made_again(
    vinh_long: TestProvince, scene_of: Scenes, time: Clock
) -> None:
    scene = scene_of(vinh_long)
    case = vinh_long.sent(time.at)
    path = scene.made()
    packages.destroy(scene.key(path))
    assert "đang được làm lại" in words(scene.takes(path))
    scene.works()
    assert [row["code"] for row in rows_of(scene.taken(path), "phan-anh.csv")] == [case.code]
