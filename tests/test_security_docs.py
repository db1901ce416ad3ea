"""The security documentation says nothing that is not there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs/security/asvs.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (V[\d.]+) \| ([123]) \| (.+?) \| (.+) \|$", TABLE, re.MULTILINE)
DEMANDED = [
    (line.split()[0], line.split()[1])
    for line in (ROOT / "docs/security/asvs-5.0.0.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TABLE)))


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_every_test_that_the_table_names_exists(file: str, name: str) -> None:
    assert (ROOT / file).is_file()
    assert name in functions(file)


def test_the_table_answers_every_requirement_once_with_its_level_and_no_other() -> None:
    assert [(identifier, level) for identifier, level, _, _ in ROWS] == DEMANDED
    assert len(DEMANDED) > 250


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_answer_is_a_test_a_reason_or_says_that_it_is_not_met(row: tuple[str, str, str, str]) -> None:
    assert re.match(r"(test `|reason: .{6}|not applicable: .|\*\*not met\*\*: .{10})", row[3]), row


def test_the_table_counts_its_own_answers() -> None:
    counted = {
        "proven by a test": sum("test `" in how for *_, how in ROWS),
        "not met": sum(how.startswith("**not met**") for *_, how in ROWS),
    }
    for words, number in counted.items():
        assert re.search(rf"\b{number} are {words}", TABLE), (words, number)


@pytest.mark.parametrize(
    "document", ["SECURITY.md", "docs/security/threat-model.md", "docs/security/asvs.md"]
)
def test_every_link_of_the_documents_leads_somewhere(document: str) -> None:
    file = ROOT / document
    links = re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []
