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

SHORT = ("--cases", "500", "--seconds", "1", "--rounds", "1")
SOURCE = Path(__file__).parents[2] / "src"


def bench(*words: str) -> list[dict[str, Any]]:
    """What ``./paht bench`` prints, on few cases and for a moment each."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [*(sys.executable, "-m", "paht", "bench", *words, "--json"), *SHORT],
            env={**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert list(Path(folder).iterdir()) == [], "the home is removed"
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_submission_takes_two_round_trips_and_two_statements() -> None:
    by_name = {row["name"]: row for row in bench("submit")}
    for name in ("submit (operation)", "submit"):
        assert (by_name[name]["round_trips"], by_name[name]["statements"]) == (2, 2)
        assert 0 < by_name[name]["ratio"] < 1


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


def test_a_request_is_whole_bytes_and_an_answer_tells_its_cookies() -> None:
    words = load.request("POST", "/gui/", port=8000, headers={"Cookie": "a=b"}, body=b"x=1")
    assert words.endswith(b"Cookie: a=b\r\nContent-Length: 3\r\n\r\nx=1")
    answer = load.Answer(303, "HTTP/1.1 303\r\nSet-Cookie: csrf=abc; Path=/\r\nset-cookie: s=d", b"")
    assert answer.cookies() == {"csrf": "abc", "s": "d"}
