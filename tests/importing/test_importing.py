"""Taking over an earlier system: every row once, honest about where it is from, resumable, repairable row by row."""

import csv
import json
import stat
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from django.db import connections

from paht.cases import queries as cases
from paht.cases.verification import verify
from paht.figures.operations import fold_deltas
from paht.importing import queries, running
from paht.importing.mapping import MappingError, plan_of
from paht.law.casework.events import Imported, Outcome
from paht.law.casework.states import Role, Stage
from paht.people.actors import SYSTEM, Official
from paht.people.vault import look
from paht.record.findings import Kind
from tests.conftest import Clock
from tests.importing.files import MAPPING, TITLES, plan, row, written
from tests.province import TestProvince


def run(
    province: TestProvince, path: Path, *, dry: bool = False, errors: Path | None = None
) -> running.Progress:
    outcome = running.run(
        path, plan=plan(province), jurisdiction=province.jurisdiction, dry=dry, errors=errors
    )
    return outcome.progress


def told(progress: running.Progress) -> tuple[int, int, int, int, int]:
    return progress.lines, progress.taken, progress.known, progress.changed, progress.wrong


def count(province: TestProvince, table: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE jurisdiction_id = %s", [province.jurisdiction.id])
        return int(cursor.fetchone()[0])


def case_ids(province: TestProvince) -> list[uuid.UUID]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT case_id FROM importing_record WHERE jurisdiction_id = %s ORDER BY reference",
            [province.jurisdiction.id],
        )
        return [each for (each,) in cursor.fetchall()]


def detail(province: TestProvince, case_id: uuid.UUID) -> cases.Detail:
    official = Official(
        uuid.UUID(province.intake.id), province.jurisdiction.id, "", frozenset({Role.INTAKE}), None, ""
    )
    found = cases.detail(official, case_id=case_id)
    assert found is not None
    return found


@pytest.mark.clause("VL.QĐ.3")
def test_a_row_becomes_a_case_that_says_where_it_is_from_and_owes_nothing(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    progress = run(vinh_long, written(tmp_path / "a.csv", [row(1)]))
    assert told(progress) == (1, 1, 0, 0, 0)
    (case_id,) = case_ids(vinh_long)
    found = detail(vinh_long, case_id)
    case, (event,) = found.case, found.events
    assert (case.stage, case.duties, case.assignments, case.sender) == (Stage.IMPORTED, (), (), "")
    assert case.sent_at == datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
    assert case.place is not None
    assert case.place.commune == vinh_long.jurisdiction.province.communes[0].code
    body = event.body
    assert isinstance(body, Imported)
    assert (body.system, body.reference, body.outcome) == ("ben-tre", "BT-1", Outcome.ANSWERED)
    assert event.at == time.at, "when it was taken over, which is when it was written"
    assert count(vinh_long, "cases_duty") == 0
    assert count(vinh_long, "messages_outbox") == 0


@pytest.mark.clause("VL.QĐ.3", "VL.7.5")
def test_personal_data_of_a_row_lie_in_the_vault_alone(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    run(vinh_long, written(tmp_path / "a.csv", [row(1), row(2, **{"Mã PA": "0912345678"})]))
    (case_id,) = case_ids(vinh_long)
    with connections["owner"].cursor() as cursor:
        for table in (
            "cases_case",
            "cases_event",
            "importing_record",
            "importing_run",
            "people_vault_record",
        ):
            cursor.execute(
                f"SELECT string_agg(t::text, ' ') FROM {table} t WHERE jurisdiction_id = %s",
                [vinh_long.jurisdiction.id],
            )
            (content,) = cursor.fetchone()
            for word in ("Sương", "912345678", "xe khó đi", "Đã vá"):
                assert word not in content, (table, word)
    record = detail(vinh_long, case_id).case.original
    assert record is not None
    opened = look(
        jurisdiction_id=vinh_long.jurisdiction.id,
        record_ids=[uuid.UUID(record.id)],
        fields=frozenset({"name", "phone", "description"}),
        actor_id=SYSTEM.id,
        purpose="Kiểm thử",
    )[uuid.UUID(record.id)]
    assert (opened["name"], opened["phone"]) == ("Lâm Thị Ngọc Sương", "0912345678")
    assert "Kết quả tại hệ thống cũ: Đã vá." in opened["description"]


@pytest.mark.clause("VL.QĐ.3")
def test_the_same_file_again_and_a_changed_row_make_no_second_case(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    rows = [row(n) for n in range(1, 8)]
    path = written(tmp_path / "a.csv", rows)
    assert told(run(vinh_long, path)) == (7, 7, 0, 0, 0)
    assert told(run(vinh_long, path)) == (7, 0, 7, 0, 0)
    changed = written(tmp_path / "b.csv", [row(1, **{"Nội dung": "Khác hẳn."}), *rows[1:], row(9)])
    assert told(run(vinh_long, changed)) == (8, 1, 7, 1, 0)
    assert count(vinh_long, "cases_case") == 8


@pytest.mark.clause("VL.QĐ.3")
def test_a_dry_run_tells_the_same_and_takes_over_nothing(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    rows = [row(1), row(2, **{"Lĩnh vực": "Chuyện lạ"}), row(1)]
    path = written(tmp_path / "a.csv", rows)
    dry = run(vinh_long, path, dry=True)
    assert told(dry) == (3, 1, 0, 0, 2)
    assert count(vinh_long, "cases_case") == 0
    assert told(run(vinh_long, path)) == told(dry)


@pytest.mark.clause("VL.QĐ.3")
def test_errors_are_written_row_by_row_and_the_repaired_file_is_imported(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    errors = tmp_path / "loi.csv"
    rows = [
        row(1),
        row(2, **{"Lĩnh vực": "Chuyện lạ", "Ngày gửi": "hôm qua"}),
        row(3, **{"Nội dung": " "}),
        row(4, **{"Ngày gửi": "01/01/2030"}),
        row(5, Xã="Xã Không Có Ở Đâu"),
        row(6, **{"Mã PA": ""}),
    ]
    assert told(run(vinh_long, written(tmp_path / "a.csv", rows), errors=errors)) == (6, 1, 0, 0, 5)
    assert stat.S_IMODE(errors.stat().st_mode) == 0o600
    with errors.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [each["Dòng"] for each in found] == ["3", "4", "5", "6", "7"]
    assert found[0]["Cột"].split("; ") == ["ngay gui", "linh vuc"]
    assert "Chuyện lạ" in found[0]["Lỗi"]
    assert "[fields]" in found[0]["Cách sửa"]
    assert all(each["Cách sửa"] for each in found)
    (kept,) = queries.runs(jurisdiction_id=vinh_long.jurisdiction.id)
    assert (kept.state, kept.taken, kept.wrong) == ("done", 1, 5)
    assert "Chuyện lạ" not in str(kept.problems)
    for each, good in zip(found, (2, 3, 4, 5, 6), strict=True):
        each.update(row(good))
    with errors.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*TITLES, *running.ERROR_TITLES])
        writer.writeheader()
        writer.writerows(found)
    assert told(run(vinh_long, errors)) == (5, 5, 0, 0, 0)


@pytest.mark.clause("VL.QĐ.3")
def test_a_workbook_is_read_like_a_table_of_text(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("PA")
    sheet.append(TITLES)
    values = row(1) | {"Ngày gửi": datetime(2024, 3, 5, 8, 30), "Điện thoại": 912345678.0}  # noqa: DTZ001
    sheet.append([values[title] for title in TITLES])
    book.save(tmp_path / "a.xlsx")
    assert told(run(vinh_long, tmp_path / "a.xlsx")) == (1, 1, 0, 0, 0)
    (case_id,) = case_ids(vinh_long)
    assert detail(vinh_long, case_id).case.sent_at == datetime(2024, 3, 5, 1, 30, tzinfo=UTC)


@pytest.mark.clause("VL.QĐ.3")
def test_imported_cases_verify_and_one_that_was_tampered_with_does_not(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    run(vinh_long, written(tmp_path / "a.csv", [row(n) for n in range(3)]))
    here, first = vinh_long.jurisdiction.id, case_ids(vinh_long)[0]
    sound = verify(jurisdiction_id=here)
    assert (sound.fault, sound.cases, sound.replayed) == (None, 3, 3)
    answered(first, "answered")
    fault = verify(jurisdiction_id=here).fault
    assert fault is not None
    assert (fault.case_id, fault.kind) == (first, Kind.ROW_CHANGED)
    answered(first, "imported")


def answered(case_id: uuid.UUID, stage: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE cases_case SET stage = %s WHERE id = %s", [stage, case_id])


@pytest.mark.clause("VL.QĐ.3")
def test_imported_cases_enter_no_count_of_what_was_sent_under_this_regulation(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    run(vinh_long, written(tmp_path / "a.csv", [row(1)]))
    vinh_long.sent(time.at)
    while fold_deltas():
        pass
    assert count(vinh_long, "figures_count") == 1
    assert count(vinh_long, "cases_case") == 2


def test_an_import_that_is_killed_is_begun_again_and_goes_on(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two batches, and within one: its transaction leaves nothing behind."""
    monkeypatch.setattr(running, "BATCH", 10)
    path = written(tmp_path / "a.csv", [row(n) for n in range(35)])

    class KilledError(BaseException):
        pass

    batches = 0
    taken_over = running.take_over

    def dies(**given: object) -> int:
        nonlocal batches
        batches += 1
        done = taken_over(**given)  # type: ignore[arg-type]
        if batches == 3:
            raise KilledError
        return done

    monkeypatch.setattr(running, "take_over", dies)
    with pytest.raises(KilledError):
        run(vinh_long, path)
    assert count(vinh_long, "cases_case") == 20
    assert count(vinh_long, "people_vault_record") == 20
    monkeypatch.setattr(running, "take_over", taken_over)
    assert told(run(vinh_long, path)) == (35, 15, 20, 0, 0)
    assert [each.state for each in queries.runs(jurisdiction_id=vinh_long.jurisdiction.id)] == [
        "done",
        "stopped",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"system": "Bến Tre"}, "system"),
        ({"columns": {"reference": "Mã"}}, "must be named"),
        ({"columns": {**MAPPING["columns"], "colour": "Màu"}}, "colour"),  # type: ignore[dict-item]
        ({"fields": {"Giao thông": "roads"}}, "no such value"),
        ({"communes": {"Xã Cũ": "99999"}}, "no such value"),
        ({"column": {}}, "unknown keys"),
    ],
)
def test_a_mapping_that_cannot_be_right_is_refused_before_anything_is_read(
    vinh_long: TestProvince, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(MappingError, match=words):
        plan_of({**MAPPING, **changes}, province=vinh_long.jurisdiction.province)


def test_a_file_without_a_named_column_is_refused(vinh_long: TestProvince, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Mã PA,Ngày gửi\n1,05/03/2024\n")
    with pytest.raises(MappingError, match="no column for description"):
        run(vinh_long, tmp_path / "a.csv")


def test_the_command_that_is_killed_with_signal_9_loses_and_doubles_nothing(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    rows = 2500
    path = written(tmp_path / "a.csv", [row(n) for n in range(rows)])
    mapping = tmp_path / "map.toml"
    commune = vinh_long.jurisdiction.province.communes[0].code
    mapping.write_text(toml({**MAPPING, "communes": {"Xã Cũ": commune}}), encoding="utf-8")
    slug = vinh_long.jurisdiction.slug
    command = [sys.executable, "-m", "paht", "import", str(path), "--jurisdiction", slug, "--json"]
    command += ["--mapping", str(mapping)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        told = b""
        # It tells after each batch; the first one is enough to be in the midst of it.
        while b"taken" not in told:
            told += process.stderr.read1(1024)
            assert process.poll() is None, told
        process.kill()
    taken = count(vinh_long, "cases_case")
    assert 0 < taken < rows
    again = subprocess.run(command, capture_output=True, check=True)
    outcome = json.loads(again.stdout)
    assert (outcome["taken"], outcome["known"]) == (rows - taken, taken)
    assert count(vinh_long, "cases_case") == count(vinh_long, "cases_event") == rows
    assert verify(jurisdiction_id=vinh_long.jurisdiction.id).fault is None


def toml(given: dict[str, object]) -> str:
    """The mapping as its file: a text, and tables of texts and lists of them."""
    lines = [f"system = {json.dumps(given['system'])}"]
    for name, table in given.items():
        if isinstance(table, dict):
            lines.append(f"[{name}]")
            quoted = (json.dumps(value, ensure_ascii=False) for value in table.values())
            lines += [
                f"{json.dumps(k, ensure_ascii=False)} = {v}" for k, v in zip(table, quoted, strict=True)
            ]
    return "\n".join(lines)
