"""The systems of the three regulations that VL.QĐ.3 ended: their tables are taken over by name, and whatever is unclear
in them is told before or by row."""

import csv
import json
import subprocess
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from paht.agencies.geography import PROVINCES, former_communes, former_provinces, load
from paht.importing import presets
from paht.importing.mapping import MappingError, plan_of, read_plan
from paht.importing.reading import opened
from paht.law.casework.case import Case
from paht.law.casework.states import Channel, Field
from paht.people.actors import SYSTEM
from paht.people.vault import look
from tests.conftest import Clock
from tests.importing import sheets
from tests.importing.test_importing import detail
from tests.province import TestProvince

VINH_LONG = load("vinh-long")


def command(province: TestProvince, path: Path, mapping: str, *more: str) -> list[str]:
    asked = [
        "import",
        str(path),
        "--jurisdiction",
        province.jurisdiction.slug,
        "--mapping",
        mapping,
        "--json",
    ]
    return [sys.executable, "-m", "paht", *asked, *more]


def told(province: TestProvince, path: Path, mapping: str, *more: str, status: int = 0) -> dict[str, Any]:
    done = subprocess.run(
        command(province, path, mapping, *more), capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    assert done.stdout, done.stderr
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome


def counted(outcome: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(outcome[name] for name in ("lines", "taken", "known", "changed", "wrong"))


def cases_of(province: TestProvince) -> dict[str, tuple[Case, dict[str, str]]]:
    """By reference: the case, and what lies in the vault."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT reference, case_id FROM importing_record WHERE jurisdiction_id = %s",
            [province.jurisdiction.id],
        )
        found = {reference: detail(province, case_id).case for reference, case_id in cursor.fetchall()}
    records = {reference: uuid.UUID(case.original.id) for reference, case in found.items() if case.original}
    opened = look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=list(records.values()),
        fields=frozenset({"name", "phone", "description"}),
        actor_id=SYSTEM.id,
        purpose="Kiểm thử",
    )
    return {reference: (case, opened[records[reference]]) for reference, case in found.items()}


def commune(case: Case) -> str:
    return "" if case.place is None else VINH_LONG.commune(code=case.place.commune or "").name


def problems(path: Path) -> dict[int, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(row["Dòng"]): row for row in csv.DictReader(file)}


@pytest.mark.clause("VL.QĐ.3")
def test_the_table_of_ben_tre_is_tried_taken_over_mended_and_never_twice(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    path, errors = sheets.ben_tre(tmp_path / "bt.csv"), tmp_path / "loi.csv"
    tried = told(vinh_long, path, sheets.BEN_TRE, "--dry-run", "--errors", str(errors), status=1)
    assert sum(tried["problems"].values()) == 4
    assert counted(tried) == (5, 3, 0, 0, 2)
    assert tried["unread"] == ["Lượt xem"], "what is not taken over is said"
    assert "files" in tried["absent"]
    assert cases_of(vinh_long) == {}
    assert counted(told(vinh_long, path, sheets.BEN_TRE, "--errors", str(errors), status=1)) == (
        5,
        3,
        0,
        0,
        2,
    )
    found = cases_of(vinh_long)
    case, record = found["BT-0001"]
    assert (case.field, case.channel, commune(case)) == (Field.DRAINAGE, Channel.ZALO, "Phường Bến Tre")
    assert record["phone"] == "0912345678"
    assert record["description"].splitlines()[0] == "Nắp cống vỡ"
    assert "Kết quả tại hệ thống cũ: Đã thay nắp cống." in record["description"]
    assert commune(found["BT-0002"][0]) == "Xã Giồng Trôm"
    assert commune(found["BT-0005"][0]) == "Phường Sơn Đông"
    wrong = problems(errors)
    assert "Xã Mỹ Thạnh, Huyện Ba Tri" in wrong[4]["Lỗi"], "two bore the name: never a guess"
    assert "Không đọc được thời điểm “31/02/2024”" in wrong[4]["Lỗi"]
    assert "Chưa rõ “Xã Không Có” nay thuộc xã, phường nào" in wrong[5]["Lỗi"]
    assert "Chưa có mã cho “Đã hoàn tất hồ sơ”" in wrong[5]["Lỗi"]
    assert "Phạm Văn Út" not in errors.read_text(encoding="utf-8-sig")
    mended = errors.read_text(encoding="utf-8-sig").replace("31/02/2024", "29/02/2024")
    mended = mended.replace("Xã Mỹ Thạnh", '"Mỹ Thạnh, Ba Tri"').replace("Xã Không Có", "Xã Mỹ Nhơn")
    errors.write_text(mended.replace("Đã hoàn tất hồ sơ", "Hoàn thành"), encoding="utf-8-sig")
    again = told(vinh_long, errors, sheets.BEN_TRE, "--original", str(path))
    assert counted(again) == (2, 2, 0, 0, 0)
    assert cases_of(vinh_long)["BT-0004"][1]["name"] == "Phạm Văn Út", "read from the original"
    assert counted(told(vinh_long, path, sheets.BEN_TRE, status=1)) == (5, 0, 3, 0, 2)
    assert len(cases_of(vinh_long)) == 5


@pytest.mark.clause("VL.QĐ.3")
def test_a_workbook_of_tra_vinh_is_read_below_its_heads_and_by_the_names_of_its_day(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    path, errors = sheets.tra_vinh(tmp_path / "tv.xlsx"), tmp_path / "loi.csv"
    outcome = told(vinh_long, path, sheets.TRA_VINH, "--errors", str(errors), status=1)
    assert counted(outcome) == (4, 3, 0, 0, 1)
    assert outcome["unread"] == ["STT"]
    found = cases_of(vinh_long)
    case, record = found["TV-2025-17"]
    assert (case.field, commune(case)) == (Field.DRAINAGE, "Phường Trà Vinh")
    assert (record["name"], record["phone"]) == ("Kim Thị Sa Rây", "0294123456")
    assert commune(found["TV-2025-18"][0]) == "Xã Càng Long", "sent when it was already today's"
    assert commune(found["TV-2025-20"][0]) == "Xã Càng Long"
    assert list(problems(errors)) == [9], "as the workbook counts its rows"
    assert "Phường 1, Thị xã Duyên Hải" in problems(errors)[9]["Lỗi"]


@pytest.mark.clause("VL.QĐ.3")
def test_a_township_that_was_split_is_told_by_the_place_of_the_report_alone(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    path, errors = sheets.vinh_long(tmp_path / "vl.xlsx"), tmp_path / "loi.csv"
    outcome = told(vinh_long, path, sheets.VINH_LONG, "--errors", str(errors), status=1)
    assert counted(outcome) == (2, 1, 0, 0, 1)
    case, record = cases_of(vinh_long)["VL490-1"]
    assert commune(case) == "Xã Trà Ôn"
    assert "Địa điểm ghi tại hệ thống cũ: Cầu Trà Ôn" in record["description"]
    assert "Đơn vị xử lý tại hệ thống cũ: UBND huyện Trà Ôn" in record["description"]
    assert "nay thuộc Xã Ngãi Tứ hoặc Xã Trà Ôn" in problems(errors)[3]["Lỗi"]


def test_an_import_by_a_preset_that_is_killed_goes_on(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    path = sheets.ben_tre(tmp_path / "bt.csv", more=2000)
    asked = command(vinh_long, path, sheets.BEN_TRE)
    with subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = b""
        while b"taken" not in said:
            said += process.stderr.read1(1024)
            assert process.poll() is None, said
        process.kill()
    before = len(cases_of(vinh_long))
    assert 0 < before < 2003
    outcome = told(vinh_long, path, sheets.BEN_TRE, status=1)
    assert counted(outcome) == (2005, 2003 - before, before, 0, 2)
    assert len(cases_of(vinh_long)) == 2003


def test_the_presets_are_listed_with_the_decision_that_each_was_under() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "paht", "import", "--presets"], capture_output=True, text=True, check=True
    ).stdout
    for name, decision in (
        (sheets.BEN_TRE, "2623/QĐ-UBND"),
        (sheets.TRA_VINH, "1433/QĐ-UBND"),
        (sheets.VINH_LONG, "490/QĐ-UBND"),
    ):
        assert any(line.startswith(f"{name} ") and decision in line for line in listed.splitlines())
    assert len(listed.splitlines()) == 3


@pytest.mark.parametrize("name", presets.names())
def test_no_title_of_a_preset_means_two_columns(name: str) -> None:
    plan = read_plan(name, province=VINH_LONG)
    titles = [title for alternatives in plan.alternatives.values() for title in alternatives]
    assert len(titles) == len(set(titles))


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ("Mã PA,Ngày gửi,Mô tả,Nội dung", r"several columns for description \('Mô tả', 'Nội dung'\)"),
        ("Mã PA,Ngày gửi,Diễn giải", "no column for description; the file has: Mã PA, Ngày gửi, Diễn giải"),
        ("Mã PA,Mã PA,Ngày gửi,Mô tả", r"several columns for reference"),
    ],
    ids=["two titles of one column", "none of a required one", "a title twice"],
)
def test_a_table_whose_titles_are_unclear_is_refused_before_its_first_row(
    tmp_path: Path, titles: str, words: str
) -> None:
    path = table(tmp_path / "a.csv", titles, "1,05/03/2024,Đường hư,Đường hư")
    with pytest.raises(MappingError, match=words):
        opened(path, read_plan(sheets.BEN_TRE, province=VINH_LONG))


def test_a_mapping_of_ones_own_extends_a_preset_by_the_lines_that_differ(tmp_path: Path) -> None:
    mapping = table(
        tmp_path / "own.toml",
        'extends = "ben-tre-2022-2623"',
        "[columns]",
        'description = "Diễn giải"',
        "field = []",
        "[fields]",
        '"Bến phà" = "traffic"',
    )
    plan = read_plan(str(mapping), province=VINH_LONG)
    assert plan.system == sheets.BEN_TRE
    assert (plan.fields.get("bến phà"), plan.fields.get("Rác thải")) == ("traffic", "waste")
    source = opened(table(tmp_path / "a.csv", "Mã PA,Ngày gửi,Diễn giải,Lĩnh vực", "1,2,3,4"), plan)
    assert dict(source.plan.columns) == {
        "reference": "ma pa",
        "sent_at": "ngay gui",
        "description": "dien giai",
    }


def test_a_row_of_data_is_never_taken_for_titles(tmp_path: Path) -> None:
    """A second row of titles is one only where a row of data could not be."""
    plan = read_plan(sheets.BEN_TRE, province=VINH_LONG)
    path = table(tmp_path / "a.csv", "Mã PA,Ngày gửi,Mô tả,Họ tên,Lĩnh vực", ",,,Điện thoại,Rác", "1,2,3,4,5")
    assert [line.number for line in opened(path, plan).lines] == [2, 3]
    path = table(tmp_path / "b.csv", "Mã PA,Ngày gửi,Mô tả,Người gửi,", ",,,Họ tên,Email", "1,2,3,4,5")
    source = opened(path, plan)
    assert [line.number for line in source.lines] == [3]
    assert (source.plan.columns["name"], source.plan.columns["email"]) == ("ho ten", "email")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"extends": "can-tho"}, "there is no preset 'can-tho'; presets are: ben-tre"),
        ({"extends": "common", "system": "x1", "former": "Tỉnh Cần Thơ"}, "known are: Tỉnh Bến Tre"),
    ],
)
def test_a_mapping_that_names_what_is_not_there_is_told_what_is(given: dict[str, object], words: str) -> None:
    with pytest.raises(MappingError, match=words):
        plan_of(given, province=VINH_LONG)


def test_a_preset_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(MappingError, match=f"nor a preset; presets are: {sheets.BEN_TRE}"):
        read_plan("ben-tre", province=VINH_LONG)


@pytest.mark.parametrize("key", [key for key in PROVINCES if former_provinces(key)])
def test_every_commune_of_then_is_found_by_its_whole_name_and_went_into_communes_of_today(key: str) -> None:
    today = {each.code for each in load(key).communes}
    reached = set()
    for province in former_provinces(key):
        communes = former_communes(key, province=province)
        assert communes is not None
        for former in communes:
            assert communes.find(f"{former.name}, {former.district}, {province}") == (former,)
            assert former.codes
            reached |= set(former.codes)
    assert reached == today, "none of today's came from nowhere"
