"""A second province is a second edition: no rule and no page asks which province it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import paht

SOURCES = Path(paht.__file__).parent
EXEMPT = ("law/editions/vinh_long_2025/", "law/editions/soc_trang_2024/", "law/register/", "demo/")
PROVINCES = frozenset(
    {
        *("vinh-long", "soc-trang", "vinh-long-2025", "soc-trang-2024", "vinh_long", "soc_trang"),
        *("vinh_long_2025", "soc_trang_2024", "VL", "ST", "VL-", "ST-", "Vĩnh Long", "Sóc Trăng"),
    }
)


def names_of(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in PROVINCES:
            yield part.value


def asked(tree: ast.AST) -> Iterator[str]:
    """Where a province's name is compared, matched, or the test of a branch."""
    for node in ast.walk(tree):
        tested: list[ast.AST] = []
        if isinstance(node, ast.Compare):
            tested = [node]
        elif isinstance(node, ast.match_case):
            tested = [node.pattern]
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            tested = [node.test]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            tested = list(node.args) if node.func.attr in ("startswith", "endswith") else []
        for part in tested:
            yield from (f"line {getattr(part, 'lineno', '?')}: {name}" for name in names_of(part))


def test_no_code_asks_which_province_it_is() -> None:
    files = [f for f in SOURCES.rglob("*.py") if not f.relative_to(SOURCES).as_posix().startswith(EXEMPT)]
    assert len(files) > 50, "the sources were not found"
    wrong = [
        f"{file.relative_to(SOURCES)}: {found}"
        for file in sorted(files)
        for found in asked(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not wrong


def test_no_template_asks_which_province_it_is() -> None:
    for file in SOURCES.rglob("*.html"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "{% if" in line or "{% elif" in line or " if " in line:
                assert not any(f"{quote}{name}{quote}" in line for name in PROVINCES for quote in "\"'"), (
                    f"{file.name}: {line.strip()}"
                )


@pytest.mark.parametrize(
    "line",
    [
        "if edition.id == 'vinh-long-2025': pass",
        "x = 1 if 'ST' in codes else 2",
        "code.startswith('VL-')",
        "match slug:\n case 'soc-trang': pass",
    ],
)
def test_the_check_would_notice(line: str) -> None:
    assert list(asked(ast.parse(line)))
