"""The benchmarks run to their end on a small database, count what PostgreSQL was asked, and leave nothing behind."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from paht.bench import load
from paht.bench.pgbench import script
from paht.bench.results import Sample, compare, table

SHORT = ("--cases", "500", "--sent", "500", "--seconds", "1", "--rounds", "1")
SOURCE = Path(__file__).parents[2] / "src"


def bench(*words: str) -> Any:
    """What ``./paht bench`` prints, on few cases and for a moment each."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        done = subprocess.run(
            [*(sys.executable, "-m", "paht", "bench", *words, "--json"), *SHORT],
            env={**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert list(Path(folder).iterdir()) == [], "the home is removed"
    return json.loads(done.stdout)


def test_a_submission_takes_one_round_trip_and_two_by_a_known_sender() -> None:
    by_name = {row["name"]: row for row in bench("submit")}
    for name, round_trips in {"submit (operation)": 1, "submit": 1, "submit (a known sender)": 2}.items():
        found = by_name[name]
        assert (found["round_trips"], found["statements"]) == (round_trips, round_trips)
        assert found["ratio"] > 0
        assert found["plain_ratio"] > 0
        assert found["baseline_load_ms"] > 0
    assert by_name["submit"]["load_ms"] > 0


def test_what_is_posted_to_each_channel_is_acknowledged_and_stored_once_however_often_it_is_posted() -> None:
    told = bench("webhooks", "--events", "30")
    assert [each["channel"] for each in told] == ["zalo", "facebook", "calls", "findings"]
    for found in told:
        assert (found["posts"], found["events"], found["stored"], found["stored_twice"]) == (60, 30, 30, 0)
        assert found["made"] == found["wanted"], "by several workers at once"
        assert 0 < found["median_ms"] <= found["p99_ms"] <= found["most_ms"]


@pytest.mark.parametrize("name", ["list", "detail"])
def test_a_page_that_anybody_reads_is_one_statement(name: str) -> None:
    (found,) = bench(name)
    assert (found["name"], found["statements"], found["round_trips"]) == (name, 1, 1)


def test_the_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    ours = [Sample(calls=calls, wall=1, program=0.5, database=0.5) for calls in (10, 20, 90)]
    raw = [Sample(calls=calls, wall=1, database=1) for calls in (100, 100, 100)]
    found = compare(ours, raw, name="n", measured="m", baseline="b")
    assert (found.ratio, found.program_ms, found.database_ms) == (0.2, 25, 25)
    assert found.cpu_ratio == pytest.approx(0.2)
    assert "0.2" in table([found])


def test_a_text_with_colons_is_no_variable_of_pgbench() -> None:
    assert script("SELECT '{\"a\":true}'::jsonb, E'\\\\:x', 'plain'") == (
        "SELECT E'{\"a\"\\x3Atrue}'::jsonb, E'\\\\\\x3Ax', 'plain';\n"
    )


def test_a_command_of_pgbench_ends_with_its_line() -> None:
    assert script("\\set n :n + 1", "BEGIN") == "\\set n :n + 1\nBEGIN;\n"


def test_a_second_baseline_has_a_ratio_of_its_own() -> None:
    ours = [Sample(calls=10, wall=1, program=0.5, load=0.02)] * 2
    one, plain = [Sample(calls=100, wall=1)] * 2, [Sample(calls=40, wall=1)] * 2
    found = compare(ours, one, name="n", measured="m", baseline="b", plain=plain, plain_baseline="p")
    assert (found.ratio, found.plain_ratio, found.load_ms) == (0.1, 0.25, 2)
    assert "plain baseline: p" in table([found])


def test_a_request_is_whole_bytes_and_an_answer_tells_its_cookies() -> None:
    words = load.request("POST", "/gui/", port=8000, headers={"Cookie": "a=b"}, body=b"x=1")
    assert words.endswith(b"Cookie: a=b\r\nContent-Length: 3\r\n\r\nx=1")
    answer = load.Answer(303, "HTTP/1.1 303\r\nSet-Cookie: csrf=abc; Path=/\r\nset-cookie: s=d", b"")
    assert answer.cookies() == {"csrf": "abc", "s": "d"}


def test_verifying_tells_seconds_and_memory_beside_what_reading_and_hashing_alone_take() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "paht", "bench", "verify", "--events", "100"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert 90 <= found["events"] <= 100
    assert found["ratio"] > 0
    assert found["memory_mib_of_the_largest_process"] > 0
