"""Files that rows of an earlier system name: taken from beside the table, once, in the cage; what is wrong is told by
row."""

import csv
import io
import os
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client

from paht.cases import queries as cases
from paht.cases.erasing import erase_case
from paht.evidence import originals, queries
from paht.evidence.originals import NotGiven
from paht.evidence.records import jurisdiction_folder
from paht.importing import running
from paht.importing.mapping import MappingError
from paht.installation.postgres import Server
from paht.law.casework.case import FileRef, Refused
from paht.law.casework.importing import MOST_FILES
from paht.law.casework.publicity import public_copy, undecided_pictures
from paht.people.actors import SYSTEM
from paht.people.erasures import Ledger
from tests.conftest import Clock
from tests.importing.files import MAPPING, TITLES, plan, row
from tests.importing.test_importing import case_ids, count, detail, told
from tests.person import code, signed_in
from tests.province import TestProvince, photo

FILES = {**MAPPING["columns"], "files": "Tệp"}  # type: ignore[dict-item]


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*TITLES, "Tệp"], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def beside(folder: Path, **files: bytes) -> Path:
    """A folder with files; ``__`` in a name is a folder."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_jpg", ".jpg").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def run(
    province: TestProvince,
    path: Path,
    files: Path | None,
    *,
    dry: bool = False,
    errors: Path | None = None,
    original: Path | None = None,
) -> running.Progress:
    return running.run(
        path,
        plan=plan(province, columns=FILES),
        jurisdiction=province.jurisdiction,
        dry=dry,
        errors=errors,
        files=files,
        original=original,
    ).progress


def files_of(province: TestProvince) -> list[tuple[FileRef, ...]]:
    return [detail(province, case_id).case.files for case_id in case_ids(province)]


def clear(province: TestProvince, file: FileRef) -> bytes:
    stored = queries.files(jurisdiction_id=province.jurisdiction.id, ids=[_key(file)])[_key(file)]
    return b"".join(originals.look(stored, actor_id=province.intake.id, purpose="Kiểm thử"))


def _key(file: FileRef) -> uuid.UUID:
    return uuid.UUID(file.id)


@pytest.mark.clause("VL.QĐ.3", "VL.7.3")
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_named_files_are_sealed_with_their_case(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, *, packed: bool
) -> None:
    one, two = photo(colour=(1, 1, 1)), photo(colour=(2, 2, 2))
    place = beside(tmp_path / "tep", **{"2024__Ảnh một_jpg": one, "hai_jpg": two})
    if packed:
        with zipfile.ZipFile(tmp_path / "tep.zip", "w") as target:
            for name, content in (("2024/Ảnh một.jpg", one), ("hai.jpg", two)):
                target.writestr(name, content)
        place = tmp_path / "tep.zip"
    # By path, in other letters, by the other slash; by its name alone; each once.
    rows = [row(1, Tệp=r"2024\ảnh MỘT.jpg; hai.jpg;hai.jpg"), row(2, Tệp="Ảnh một.jpg"), row(3)]
    progress = run(vinh_long, written(tmp_path / "a.csv", rows), place)
    assert told(progress) == (3, 3, 0, 0, 0)
    first, second, third = files_of(vinh_long)
    assert [clear(vinh_long, file) for file in first] == [one, two]
    assert [clear(vinh_long, file) for file in second] == [one]
    assert third == ()
    raw = b"".join(path.read_bytes() for path in _kept(vinh_long))
    assert one not in raw
    case = detail(vinh_long, case_ids(vinh_long)[0]).case
    assert public_copy(case, first[0].id) is None, "nothing of an imported case is public"
    assert undecided_pictures(case) == first


def _kept(province: TestProvince) -> list[Path]:
    return [path for path in jurisdiction_folder(province.jurisdiction.id).rglob("*") if path.is_file()]


@pytest.mark.clause("VL.QĐ.3")
def test_missing_and_bad_files_are_errors_of_their_row_and_a_dry_run_tells_the_same(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    good = photo(colour=(3, 3, 3))
    place = beside(
        tmp_path / "tep",
        tot_jpg=good,
        van_jpg="không phải ảnh".encode(),
        a__trung_jpg=good,
        b__trung_jpg=good,
    )
    (tmp_path / "bi-mat.jpg").write_bytes(good)
    (place / "lien-ket.jpg").symlink_to(tmp_path / "bi-mat.jpg")
    os.mkfifo(place / "ong.jpg")
    rows = [
        row(1, Tệp="tot.jpg"),
        row(2, Tệp="tot.jpg; khong-co.jpg"),
        row(3, Tệp="van.jpg"),
        row(4, Tệp="trung.jpg"),
        row(5, Tệp="../bi-mat.jpg"),
        row(6, Tệp=str(tmp_path / "bi-mat.jpg")),
        row(7, Tệp="lien-ket.jpg"),
        row(8, Tệp="ong.jpg"),
        row(9, Tệp=";".join(f"{n}.jpg" for n in range(MOST_FILES + 1))),
    ]
    path, errors = written(tmp_path / "a.csv", rows), tmp_path / "loi.csv"
    dry = run(vinh_long, path, place, dry=True)
    assert (count(vinh_long, "evidence_file"), _kept(vinh_long)) == (0, [])
    assert told(run(vinh_long, path, place, errors=errors)) == told(dry) == (9, 1, 0, 0, 8)
    assert count(vinh_long, "evidence_file") == 1, "of a row with an error no file is kept"
    assert len([path for path in _kept(vinh_long) if path.stat().st_size > len(good)]) == 1
    with errors.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [each["Dòng"] for each in found] == [str(n) for n in range(3, 11)]
    reasons = [each["Lỗi"] for each in found]
    assert reasons[0] == "Tệp thứ 2: Không tìm thấy tệp"
    assert "nội dung bên trong là văn bản" in reasons[1]
    assert reasons[2] == "Tệp thứ 1: Có nhiều tệp cùng tên"
    assert all("Không tìm thấy" in reason for reason in reasons[3:7])
    assert "Nhiều hơn 20 tệp" in reasons[7]
    assert not any("bi-mat" in "".join(each.values()) for each in found), "a file's name may be a person's"


@pytest.mark.clause("VL.QĐ.3")
def test_without_the_place_of_files_rows_that_name_some_wait(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.csv", [row(1, Tệp="tot.jpg"), row(2)])
    assert told(run(vinh_long, path, None)) == (2, 1, 0, 0, 1)
    place = beside(tmp_path / "tep", tot_jpg=photo())
    assert told(run(vinh_long, path, place)) == (2, 1, 1, 0, 0)
    with pytest.raises(MappingError, match="neither a folder nor a ZIP"):
        run(vinh_long, path, path)


@pytest.mark.clause("VL.QĐ.3")
def test_a_damaged_zip_or_a_bomb_is_an_error_of_its_row(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = photo(colour=(8, 8, 8))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("hong.jpg", content)
        target.writestr("tot.jpg", content)
        target.writestr("bom.jpg", content + bytes(40 * 1024 * 1024))
    raw = bytearray(packed.getvalue())
    raw[len("hong.jpg") + 30 + 40] ^= 0xFF
    (tmp_path / "tep.zip").write_bytes(raw)
    rows = [row(1, Tệp="hong.jpg"), row(2, Tệp="tot.jpg"), row(3, Tệp="bom.jpg")]
    assert told(run(vinh_long, written(tmp_path / "a.csv", rows), tmp_path / "tep.zip")) == (3, 1, 0, 0, 2)
    assert [len(files) for files in files_of(vinh_long)] == [1]


@pytest.mark.clause("VL.QĐ.3")
def test_the_same_files_again_are_kept_once_and_a_killed_run_goes_on(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    place = beside(tmp_path / "tep", **{f"{n}_jpg": photo(colour=(n, n, 9)) for n in range(6)})
    path = written(tmp_path / "a.csv", [row(n, Tệp=f"{n}.jpg") for n in range(6)])
    taken_over, batches = running.take_over, []

    def dies(**given: object) -> int:
        done = taken_over(**given)  # type: ignore[arg-type]
        batches.append(done)
        if len(batches) == 2:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(running, "take_over", dies)
    with pytest.raises(KeyboardInterrupt):
        run(vinh_long, path, place)
    assert count(vinh_long, "evidence_file") == count(vinh_long, "cases_case") == 2
    monkeypatch.setattr(running, "take_over", taken_over)
    assert told(run(vinh_long, path, place)) == (6, 4, 2, 0, 0)
    assert told(run(vinh_long, path, place)) == (6, 0, 6, 0, 0)
    assert count(vinh_long, "evidence_file") == count(vinh_long, "cases_case") == 6
    [first, *_] = files_of(vinh_long)
    assert clear(vinh_long, first[0]) == photo(colour=(0, 0, 9))


@pytest.mark.clause("VL.QĐ.3", "VL.7.5")
def test_a_file_of_errors_holds_nothing_of_the_sender_and_is_repaired_beside_its_original(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    place = beside(tmp_path / "tep", tot_jpg=photo(colour=(6, 7, 8)))
    rows = [row(1), row(2, Tệp="tot.jpg", **{"Lĩnh vực": "Chuyện lạ"}), row(3, **{"Ngày gửi": "hôm qua"})]
    original, errors = written(tmp_path / "a.csv", rows), tmp_path / "loi.csv"
    assert told(run(vinh_long, original, place, errors=errors)) == (3, 1, 0, 0, 2)
    content = errors.read_text(encoding="utf-8-sig")
    for word in ("Sương", "912345678", "xe khó đi", "Đã vá", "tot.jpg"):
        assert word not in content
    errors.write_text(content.replace("Chuyện lạ", "Rác"), encoding="utf-8-sig")
    again = tmp_path / "loi-2.csv"
    assert told(run(vinh_long, errors, place, errors=again)) == (2, 0, 0, 0, 2), "it is not all there"
    assert "--original" in again.read_text(encoding="utf-8-sig")
    assert told(run(vinh_long, errors, place, errors=again, original=original)) == (2, 1, 0, 0, 1)
    with again.open(encoding="utf-8-sig", newline="") as file:
        assert [each["Dòng"] for each in csv.DictReader(file)] == ["4"], "the row of the original, still"
    _, second = (detail(vinh_long, case_id) for case_id in case_ids(vinh_long))
    assert second.case.files
    assert second.case.original is not None
    assert _opened(vinh_long, second)["name"] == "Lâm Thị Ngọc Sương"


def _opened(province: TestProvince, found: cases.Detail) -> dict[str, str]:
    from paht.people.vault import look

    assert found.case.original is not None
    key = uuid.UUID(found.case.original.id)
    return look(
        jurisdiction_id=province.jurisdiction.id,
        record_ids=[key],
        fields=frozenset({"name", "phone", "description"}),
        actor_id=SYSTEM.id,
        purpose="Kiểm thử",
    )[key]


@pytest.mark.clause("VL.QĐ.3", "VL.7.5")
@pytest.mark.parametrize(
    ("as_written", "kept"),
    [
        ("912345678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        (" 0912 345 678 ", "0912345678"),
        ("0912345678 - 0987654321", "0912345678 - 0987654321"),
        ("không có", "không có"),
    ],
)
def test_a_senders_data_are_sealed_as_a_forms_are(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, as_written: str, kept: str
) -> None:
    given = {"Điện thoại": as_written, "Họ tên": "  Lâm  Thị Ngọc Sương "}
    run(vinh_long, written(tmp_path / "a.csv", [row(1, **given)]), None)
    opened = _opened(vinh_long, detail(vinh_long, case_ids(vinh_long)[0]))
    assert (opened["phone"], opened["name"]) == (kept, "Lâm Thị Ngọc Sương")


@pytest.mark.clause("VL.19.1", "ST.5.1")
def test_the_data_of_an_imported_sender_are_erased_with_their_files_after_the_time_of_keeping(
    database: Server, vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    place = beside(tmp_path / "tep", tot_jpg=photo(colour=(61, 7, 8)))
    run(vinh_long, written(tmp_path / "a.csv", [row(1, Tệp="tot.jpg")]), place)
    found = detail(vinh_long, case_ids(vinh_long)[0])
    ledger = Ledger(tmp_path / "erasures")

    def erased() -> object:
        with psycopg.connect(database.url("vault"), autocommit=True) as connection:
            return erase_case(
                connection,
                ledger,
                jurisdiction=vinh_long.jurisdiction,
                code=found.code,
                actor=uuid.UUID(vinh_long.intake.id),
                request="thử",
                kept_years=1,
                now=time.at,
            )

    assert isinstance(erased(), Refused)
    assert _opened(vinh_long, found)["name"], "within the time of keeping"
    assert clear(vinh_long, found.case.files[0])
    time.forward(days=366)
    assert erased() == 2, "the sender's record and the file's key"
    with pytest.raises(NotGiven):
        clear(vinh_long, found.case.files[0])


@pytest.mark.clause("VL.QĐ.3", "VL.7.5")
def test_what_was_imported_is_on_no_public_page(vinh_long: TestProvince, time: Clock, tmp_path: Path) -> None:
    place = beside(tmp_path / "tep", tot_jpg=photo(colour=(62, 7, 8)))
    run(vinh_long, written(tmp_path / "a.csv", [row(1, Tệp="tot.jpg")]), place)
    case_id = case_ids(vinh_long)[0]
    [file] = detail(vinh_long, case_id).case.files
    browser = Client(headers={"host": vinh_long.host})
    assert browser.get(f"/ket-qua/{case_id}").status_code == 404
    assert browser.get(f"/anh/{case_id}/{file.id}/320.jpg").status_code == 404


@pytest.mark.clause("VL.7.5")
def test_the_desk_sees_the_pictures_and_opens_the_sender_for_a_purpose_on_record(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, browser_of: Callable[[TestProvince], Client]
) -> None:
    place = beside(tmp_path / "tep", tot_jpg=photo(colour=(63, 7, 8)))
    run(vinh_long, written(tmp_path / "a.csv", [row(1, Tệp="tot.jpg")]), place)
    case_id = case_ids(vinh_long)[0]
    [file] = detail(vinh_long, case_id).case.files
    desk = signed_in(browser_of(vinh_long), "dieuphoi")
    page = desk.get(f"/desk/case/{case_id}/").content.decode()
    assert file.id in page
    assert "Sương" not in page
    assert "0912345678" not in page
    assert desk.post(f"/desk/case/{case_id}/sender/", {"purpose": " "}).status_code == 422
    time.forward(seconds=31)  # a code is good once, and the signing in took one
    given = {"purpose": "Gọi hỏi lại địa điểm", "otp": code()}
    shown = desk.post(f"/desk/case/{case_id}/sender/", given)
    assert "Lâm Thị Ngọc Sương" in shown.content.decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT purpose FROM people_look WHERE jurisdiction_id = %s AND actor_id = %s AND 'phone' = ANY(fields)",
            [vinh_long.jurisdiction.id, vinh_long.dispatcher.id],
        )
        assert cursor.fetchall() == [("Gọi hỏi lại địa điểm",)]
