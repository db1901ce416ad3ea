"""``./paht inspect`` as DESIGN.md §4 gives it: no database, no server, no home."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.examining.phones import PHONES, metadata, saved, shot, street

import paht
from paht.doors.cli import main

SOURCE = Path(paht.__file__).parents[1]
SENT = ("--sent-at", "2026-03-10T16:00+07:00")
IN_VINH_LONG = ("--edition", "vinh-long-2025", *SENT)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photos") / "ổ gà.jpg"
    path.write_bytes(shot(PHONES[1], street(61, (1200, 900))))
    return path


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main(["inspect", *map(str, words)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def answers(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, Any]]:
    status, out, _ = asked(capsys, *words, "--json")
    assert status == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


def verdicts(answer: dict[str, Any]) -> dict[str, str]:
    return {each["condition"]: each["verdict"] for each in answer["conditions"]}


@pytest.mark.clause("VL.8.1.b", "VL.8.1.c", "VL.8.2.1", "VL.8.2.2", "VL.8.2.3")
def test_a_good_photo_passes_and_the_answer_has_the_shape_that_others_rely_on(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = answers(capsys, photo, *IN_VINH_LONG)
    assert (answer["file"], answer["media_type"]) == (str(photo), "image/jpeg")
    assert [set(each) for each in answer["conditions"]] == [
        {"clause", "condition", "verdict", "score", "reason"}
    ] * 5
    assert set(verdicts(answer).values()) == {"pass"}


@pytest.mark.clause("VL.8.1.b")
@pytest.mark.parametrize(
    ("sent_at", "expected"), [("2026-03-11T15:00:00+07:00", "pass"), ("2026-03-11T15:00:01+07:00", "fail")]
)
def test_the_moment_of_sending_decides(
    photo: Path, capsys: pytest.CaptureFixture[str], sent_at: str, expected: str
) -> None:
    (answer,) = answers(capsys, photo, "--edition", "vinh-long-2025", "--sent-at", sent_at)
    assert verdicts(answer)["photo_age"] == expected


@pytest.mark.clause("ST.4.3")
def test_the_second_edition_asks_for_a_place_alone(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = answers(capsys, photo, "--edition", "soc-trang-2024", *SENT)
    assert [each["condition"] for each in answer["conditions"]] == ["place"]


@pytest.mark.clause("VL.8.1.c")
def test_the_commune_is_named_in_which_the_photo_was_taken(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = answers(capsys, photo, "--edition", "vinh-long-2025", *SENT)
    (gps,) = [each for each in answer["conditions"] if each["condition"] == "gps"]
    assert gps["verdict"] == "pass"
    assert re.search(r"trong địa bàn tỉnh \((Xã|Phường) ", gps["reason"])


@pytest.mark.clause("VL.8.1.c")
def test_a_position_outside_the_province_fails(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = answers(capsys, photo, *IN_VINH_LONG, "--lat", "21.03", "--lon", "105.85")
    assert verdicts(answer)["gps"] == "fail"


def test_files_that_are_no_photos_are_unknown_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter, half = tmp_path / "ảnh.jpg", tmp_path / "half.jpg"
    letter.write_text("Kính gửi", encoding="utf-8")
    half.write_bytes(b"\xff\xd8\xff\xe0" + bytes(300))
    found = answers(capsys, letter, half, *IN_VINH_LONG)
    assert verdicts(found[0])["photo"] == "fail"
    assert set(verdicts(found[1]).values()) == {"unknown"}
    _, out, _ = asked(capsys, letter, *IN_VINH_LONG)
    assert "không phải là ảnh" in out


def test_words_for_people_name_condition_clause_verdict_and_reason(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked(capsys, photo, *IN_VINH_LONG)
    assert status == 0
    assert "✓ đạt" in out
    assert "VL.8.1.b" in out
    assert "1 giờ trước khi gửi" in " ".join(out.split())
    assert "[1/1]" in err


@pytest.mark.clause("VL.8.2.3")
def test_a_picture_of_where_the_signs_are_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = street(62)
    image.paste(image.crop((200, 800, 520, 1050)), (900, 820))
    edited = tmp_path / "sua.jpg"
    edited.write_bytes(saved(image, quality=96, exif=metadata(PHONES[1], image).tobytes()))
    (answer,) = answers(capsys, edited, *IN_VINH_LONG, "--where", tmp_path / "where")
    assert verdicts(answer)["unedited"] == "fail"
    assert [path.name for path in (tmp_path / "where").iterdir()] == ["sua-dau-hieu.jpg"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--edition", "ca-mau-2030", *SENT), "Không có quy chế"),
        (("--edition", "vinh-long-2025", "--sent-at", "hôm qua"), "không phải thời điểm hợp lệ"),
        ((*IN_VINH_LONG, "--lat", "10.2"), "cả --lat và --lon"),
        ((*IN_VINH_LONG, "--lat", "100", "--lon", "105"), "không phải một nơi"),
    ],
)
def test_a_wrong_question_is_told_in_one_sentence(
    photo: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    status, out, err = asked(capsys, photo, *words)
    assert (status, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = asked(capsys, tmp_path / "none.jpg", *IN_VINH_LONG)
    assert status == 2
    assert "Không đọc được tệp" in err


def test_it_runs_without_django_database_or_home(photo: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from paht.doors.cli import main; status = main(sys.argv[1:]); "
        "sys.exit(status or ('django' in sys.modules and 3))"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "PAHT_HOME": str(tmp_path / "none"),
        "DATABASE_URL": "postgresql://nowhere.invalid/none",
    }
    done = subprocess.run(
        [sys.executable, "-c", program, "inspect", str(photo), *IN_VINH_LONG, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    assert not (tmp_path / "none").exists()
