"""The register of clauses and its command: what is proven is known, and what is not is said."""

import ast
import json
import re
from pathlib import Path

import pytest

from paht.doors.cli import main
from paht.doors.cli.clauses import (
    PAGE,
    Entry,
    entries,
    marks,
    mentions,
    page,
    problems,
    unknown_marks,
)
from paht.law.register import Clause, ClauseKind, clauses


def a_clause(*, kind: str = "R", later: bool = False) -> Clause:
    return Clause(id="VL.10.1", kind=ClauseKind(kind), rule="…", later=later)


def test_the_register_holds_both_regulations_whole() -> None:
    register = clauses()
    assert {prefix: sum(name.startswith(prefix) for name in register) for prefix in ("VL.", "ST.")} == {
        "VL.": 135,
        "ST.": 100,
    }
    assert all(re.fullmatch(r"(VL|ST)(\.[0-9A-ZĐa-zđ]+)+", name) for name in register)
    assert all(clause.rule.strip() for clause in register.values())


def test_an_organisational_clause_owes_no_proof() -> None:
    assert not any(clause.later for clause in clauses().values() if not clause.is_owed)
    assert problems([Entry(clause=a_clause(kind="O"), tests=(), implements=())], allow_later=False) == ()


def test_every_mark_of_a_test_names_a_clause_of_the_register() -> None:
    assert unknown_marks() == ()


def test_every_clause_that_binds_the_system_is_proven_or_marked_later_and_never_both() -> None:
    assert problems(entries(), allow_later=True) == ()


def test_the_code_names_no_clause_that_does_not_exist() -> None:
    from paht.doors.cli.clauses import SOURCES

    articles = {
        name.rsplit(".", count)[0] for name in clauses() for count in (1, 2) if name.count(".") > count
    }
    unknown = {
        name: places for name, places in mentions(SOURCES).items() if name not in {*clauses(), *articles}
    }
    assert unknown == {}


@pytest.mark.parametrize(
    ("later", "tests", "allow_later", "wrong"),
    [
        (False, (), False, "not proven"),
        (False, (), True, "not proven"),
        (True, (), False, "not proven"),
        (True, (), True, ""),
        (True, ("a",), True, "still marked later"),
        (False, ("a",), True, ""),
        (False, ("a",), False, ""),
        (True, ("a",), False, ""),
    ],
)
def test_a_clause_is_wrong_when_unproven_or_proven_and_still_marked_later(
    later: bool, tests: tuple[str, ...], allow_later: bool, wrong: str
) -> None:
    entry = Entry(clause=a_clause(later=later), tests=tests, implements=())
    found = problems([entry], allow_later=allow_later)
    assert len(found) == bool(wrong)
    assert all(wrong in problem for problem in found)


def test_marks_are_read_from_functions_classes_and_tables(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_a.py").write_text(
        "import pytest\n"
        'TABLE = [pytest.param(1, marks=pytest.mark.clause("VL.10.1"))]\n'
        '@pytest.mark.clause("VL.11.1", "ST.9.1")\n'
        "def test_one() -> None: ...\n"
        "class TestTwo:\n"
        '    @pytest.mark.clause("ST.9.2")\n'
        "    def test_three(self) -> None: ...\n"
        '@pytest.mark.clause("VL.4.4")\n'
        "def helper() -> None: ...\n"
        'bookmark.clause("VL.4.5")\n',
        encoding="utf-8",
    )
    assert marks(tests) == {
        "VL.10.1": ["tests/test_a.py"],
        "VL.11.1": ["tests/test_a.py::test_one"],
        "ST.9.1": ["tests/test_a.py::test_one"],
        "ST.9.2": ["tests/test_a.py::test_three"],
    }


def test_the_command_lists_every_clause_as_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clauses", "--ci", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == list(clauses())
    (row,) = (row for row in rows if row["id"] == "VL.10.1")
    assert set(row) == {"id", "kind", "later", "tests", "implements"}
    assert (row["kind"], row["later"]) == ("R", False)
    assert "src/paht/law/editions/vinh_long_2025/terms/intake.py" in row["implements"]
    assert any(test.startswith("tests/law/casework/test_terms.py") for test in row["tests"])


def test_without_ci_a_clause_that_is_still_owed_fails_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    owed = [clause.id for clause in clauses().values() if clause.later]
    assert main(["clauses"]) == int(bool(owed))
    captured = capsys.readouterr()
    assert "clauses, 206 bind the system" in captured.out
    assert all(f"{name} (" in captured.err for name in owed)


def test_the_page_of_clauses_is_as_the_register_the_code_and_the_tests_are_now() -> None:
    """Where it is stale: ``./paht clauses --write``."""
    assert PAGE.read_text(encoding="utf-8") == page(entries())


def test_the_command_needs_no_framework() -> None:
    from paht.doors.cli import clauses as module

    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imported = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    assert not any("django" in name or name.startswith("paht.cases") for name in imported)
