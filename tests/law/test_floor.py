"""The law stands on the standard library alone, and knows neither clock nor chance nor the outside world."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import paht.law

LAW = Path(paht.law.__file__).parent
OUTSIDE = frozenset(
    {
        *(
            "asyncio",
            "ctypes",
            "http",
            "importlib",
            "io",
            "logging",
            "multiprocessing",
            "os",
            "pathlib",
            "random",
        ),
        *("secrets", "select", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile"),
        *("threading", "time", "urllib", "zoneinfo"),
    }
)
CLOCK_CALLS = frozenset({"now", "today", "utcnow"})
BARE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "__import__"})


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def is_allowed(module: str) -> bool:
    if module == "paht.law" or module.startswith("paht.law."):
        return True
    root = module.partition(".")[0]
    return root in sys.stdlib_module_names and root not in OUTSIDE


def reaches_out(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS:
                yield f"line {node.lineno}: .{called.attr}()"
            if isinstance(called, ast.Name) and called.id in BARE_CALLS:
                yield f"line {node.lineno}: {called.id}()"


def test_the_law_imports_the_standard_library_and_itself_alone() -> None:
    files = sorted(LAW.rglob("*.py"))
    assert len(files) > 5, "the law was not found"
    wrong = {
        f"{file.relative_to(LAW)}: {module}"
        for file in files
        for module in imported(ast.parse(file.read_text(encoding="utf-8")))
        if not is_allowed(module)
    }
    assert not wrong


def test_the_law_reads_no_clock_and_no_file() -> None:
    wrong = [
        f"{file.relative_to(LAW)}: {call}"
        for file in sorted(LAW.rglob("*.py"))
        for call in reaches_out(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not wrong


@pytest.mark.parametrize(
    "line",
    ["import django", "from paht.clock import now", "import time", "from . import x", "import paht.lawless"],
)
def test_the_check_would_notice(line: str) -> None:
    assert not all(is_allowed(module) for module in imported(ast.parse(line)))


@pytest.mark.parametrize("line", ["datetime.now(UTC)", "date.today()", "open('x')"])
def test_the_check_would_notice_a_call(line: str) -> None:
    assert list(reaches_out(ast.parse(line)))
