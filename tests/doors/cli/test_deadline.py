"""``./paht deadline`` as DESIGN.md §4 gives it: no database, no server, no home."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import paht
from paht.doors.cli import main
from paht.law import editions

SOURCE = Path(paht.__file__).parents[1]
HANDLING = ["--edition", "vinh-long-2025", "--clause", "VL.12.2.b"]


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["deadline", *words])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    status, out, err = asked(capsys, *words, "--json")
    assert (status, err) == (0, "")
    content: dict[str, Any] = json.loads(out)
    return content


@pytest.mark.clause("VL.12.2.b")
def test_six_working_days_over_tet_2026(capsys: pytest.CaptureFixture[str]) -> None:
    content = answer(capsys, *HANDLING, "--from", "2026-02-13T16:30+07:00")
    assert content["due"] == "2026-03-02T16:30:00+07:00"
    assert content["violation"] == "2026-03-02T17:00:00+07:00"
    assert content["clause"] == "VL.12.2.b"
    assert sum(step["working_seconds"] for step in content["steps"]) == 6 * 8 * 3600
    assert [step["reason"] for step in content["steps"]][:3] == ["working_hours", "weekend", "holiday"]


def test_the_calendar_file_is_complete_and_decides(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "calendar.json"
    week = {weekday: [["08:00", "12:00"]] for weekday in ("mon", "tue", "wed", "thu", "fri")}
    file.write_text(json.dumps({"hours": week}), encoding="utf-8")
    content = answer(capsys, *HANDLING, "--from", "2026-02-13T09:30:00Z", "--calendar", str(file))
    assert content["due"] == "2026-02-23T12:00:00+07:00", "no holiday beside the file, a day of four hours"


def test_without_json_it_explains_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, *HANDLING, "--from", "2026-02-13T16:30+07:00")
    assert status == 0
    assert "đến hạn lúc 16:30 thứ Hai 02/03/2026" in out
    assert "nghỉ lễ, tết, không tính" in out


def test_a_time_without_a_zone_is_vietnamese_time_and_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = asked(capsys, *HANDLING, "--from", "2026-02-13T16:30", "--json")
    assert status == 0
    assert json.loads(out)["from"] == "2026-02-13T16:30:00+07:00"
    assert "Asia/Ho_Chi_Minh" in err


@pytest.mark.parametrize("edition_id", editions.EDITIONS)
def test_every_term_with_a_clause_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], edition_id: str
) -> None:
    for term in editions.get(edition_id).terms:
        for clause in (term.clause, *term.also) if term.clause and term.day is None else ():
            words = ["--edition", edition_id, "--clause", clause, "--term", term.key]
            content = answer(capsys, *words, "--from", "2026-02-13T16:30+07:00")
            assert (content["clause"], content["term"]) == (clause, term.key)
            assert content["from"] < content["due"]
            assert term.internal or content["due"] <= content["violation"]


@pytest.mark.parametrize(
    ("words", "mentions"),
    [
        (["--edition", "ha-noi", "--clause", "VL.12.2.b"], ["soc-trang-2024", "vinh-long-2025"]),
        (["--edition", "vinh-long-2025", "--clause", "VL.99"], ["VL.12.2.b", "VL.11.1"]),
        (["--edition", "vinh-long-2025", "--clause", "VL.15.2.a"], ["--term", "total", "total_unreceived"]),
        ([*HANDLING, "--term", "receipt"], ["handling"]),
    ],
)
def test_a_wrong_question_gets_one_sentence_with_the_possibilities(
    capsys: pytest.CaptureFixture[str], words: list[str], mentions: list[str]
) -> None:
    status, out, err = asked(capsys, *words, "--from", "2026-02-13T16:30+07:00", "--json")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert all(mention in err for mention in mentions)


@pytest.mark.parametrize(
    "start", ["tomorrow", "2026-02-30T10:00", "0001-01-01T00:00+14:00", "9999-12-31T00:00"]
)
def test_a_wrong_time_is_refused(capsys: pytest.CaptureFixture[str], start: str) -> None:
    status, out, err = asked(capsys, *HANDLING, "--from", start)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        (None, "Không đọc được"),
        ("{", "JSON"),
        ("[]", "hours"),
        ('{"hours": {"mon": [["9", "10:00"]]}}', "hours.mon[0]"),
        ('{"hours": {"tue": [["09:00", "10:00"]]}}', "hours.mon"),
    ],
)
def test_a_wrong_calendar_file_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str | None, mention: str
) -> None:
    file = tmp_path / "calendar.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    status, out, err = asked(capsys, *HANDLING, "--from", "2026-02-13T16:30+07:00", "--calendar", str(file))
    assert (status, out) == (2, "")
    assert mention in err
    assert err.count("\n") == 1


def test_it_runs_on_its_own_without_django_database_or_home(tmp_path: Path) -> None:
    program = (
        "import sys; from paht.doors.cli import main; status = main(sys.argv[1:]); "
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')]; sys.exit(status)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "deadline", *HANDLING, "--from", "2026-02-13T16:30+07:00", "--json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["due"] == "2026-03-02T16:30:00+07:00"
    assert list(tmp_path.iterdir()) == []
