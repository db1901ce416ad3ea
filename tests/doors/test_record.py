"""The signed record on pages and at the command line: receipts to keep and to check, and the alarm."""

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import Clock
from tests.doors.conftest import Desk
from tests.province import PERSONAL, TestProvince

from paht.cases.checkpointing import make_checkpoint
from paht.doors.cli import main
from paht.installation.postgres import Server
from paht.law.casework.case import Actor
from paht.record.folder import Folder

BrowserOf = Callable[[TestProvince], Client]
Sits = Callable[[TestProvince, Actor], Desk]


def checked_page(browser: Client, receipt: bytes) -> str:
    answer = browser.post("/bien-nhan/", {"bien_nhan": SimpleUploadedFile("bien-nhan.json", receipt)})
    return unescape(answer.content.decode())


def test_a_published_result_shows_its_receipt_and_the_command_proves_it_without_a_database(
    record: Folder,
    vinh_long: TestProvince,
    time: Clock,
    browser_of: BrowserOf,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    case, browser = vinh_long.sent(time.at).published(time.at), browser_of(vinh_long)
    address = f"/ket-qua/{case.id}"
    assert "Biên nhận kiểm chứng" not in browser.get(address).content.decode()
    assert browser.get(f"{address}/bien-nhan.json").status_code == 404
    make_checkpoint(now=time.at)
    page = browser.get(address).content.decode()
    assert "Biên nhận kiểm chứng" in page
    assert f"{address}/bien-nhan.json" in page
    receipt = browser.get(f"{address}/bien-nhan.json").content
    assert json.loads(receipt)["head"] in page
    assert not any(word in receipt.decode() for word in (*PERSONAL.values(), case.code, "Ổ gà"))
    kept, key = tmp_path / "receipt.json", tmp_path / "key.pub"
    kept.write_bytes(receipt)
    key.write_text(browser.get("/bien-nhan/khoa.txt").content.decode())
    assert main(["verify", "--receipt", str(kept), "--key", str(key)]) == 0
    assert str(case.id) in capsys.readouterr().out
    kept.write_text(receipt.decode().replace('"version": 9', '"version": 8'))
    assert kept.read_bytes() != receipt
    assert main(["verify", "--receipt", str(kept), "--key", str(key), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["genuine"] is False


def test_whoever_has_the_code_gets_the_receipt_and_learns_when_the_case_was_changed_since(
    record: Folder, vinh_long: TestProvince, time: Clock, browser_of: BrowserOf, database: Server
) -> None:
    case, browser = vinh_long.sent(time.at).accepted(time.at), browser_of(vinh_long)
    make_checkpoint(now=time.at)
    assert "Biên nhận kiểm chứng" in browser.get(f"/theo-doi/{case.code}").content.decode()
    receipt = browser.get(f"/theo-doi/{case.code}/bien-nhan.json").content
    case.step(vinh_long.dispatcher, time.at)
    assert "hồ sơ còn nguyên" in checked_page(browser, receipt)
    with psycopg.connect(database.url("super"), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        kept = raw.execute(
            "SELECT content FROM cases_event WHERE case_id = %s AND number = 2", [case.id]
        ).fetchone()
        change = "UPDATE cases_event SET content = %s WHERE case_id = %s AND number = 2"
        raw.execute(change, ["{}", case.id])
        try:
            assert "không còn như khi niêm phong" in checked_page(browser, receipt)
        finally:
            assert kept is not None
            raw.execute(change, [kept[0], case.id])


@pytest.mark.parametrize(
    "given", [b"", b"{}", b"[]", b"\xff", b'{"format": "paht-receipt-1"}', b"[" * 19_000]
)
def test_what_is_no_receipt_is_refused_in_words(
    record: Folder, vinh_long: TestProvince, time: Clock, browser_of: BrowserOf, given: bytes
) -> None:
    make_checkpoint(now=time.at)
    page = checked_page(browser_of(vinh_long), given)
    assert "Chưa kiểm tra được" in page


def test_a_receipt_of_another_province_is_said_to_be_one(
    record: Folder, vinh_long: TestProvince, soc_trang: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    case = vinh_long.sent(time.at)
    make_checkpoint(now=time.at)
    receipt = browser_of(vinh_long).get(f"/theo-doi/{case.code}/bien-nhan.json").content
    assert "của tỉnh khác" in checked_page(browser_of(soc_trang), receipt)


def test_only_what_is_public_has_a_receipt_under_its_public_address(
    record: Folder, vinh_long: TestProvince, time: Clock, browser_of: BrowserOf
) -> None:
    case = vinh_long.sent(time.at)
    make_checkpoint(now=time.at)
    assert browser_of(vinh_long).get(f"/ket-qua/{case.id}/bien-nhan.json").status_code == 404


def test_a_missing_checkpoint_is_an_alarm_for_operators_and_at_the_desk(
    record: Folder, vinh_long: TestProvince, time: Clock, sits: Sits
) -> None:
    desk, alarm = sits(vinh_long, vinh_long.dispatcher), "niêm phong"

    def warned() -> bool:
        warnings = Client().get("/readyz").json()["warnings"]
        at_desk = alarm in desk.text("/desk/")
        assert any(each["warning"] == "checkpoint missing" for each in warnings) == at_desk
        return at_desk

    assert not warned(), "before the first worker has run"
    make_checkpoint(now=time.at)
    time.forward(minutes=3)
    assert not warned()
    time.forward(seconds=1)
    assert warned()
    make_checkpoint(now=time.at)
    assert not warned()
