"""``./paht clauses``: every clause of both editions, the code that names it and the tests that prove it.

A test proves a clause by the mark ``@pytest.mark.clause("VL.10.1")``. Marks and code are read, never run: no
database, server or home is needed. Exit status 1 when a clause that binds the system (R, F) is unproven; with
``--ci`` those marked *later* may be, but none of them may be proven already. ``--write`` renews ``docs/clauses.md``;
``--knock-out`` takes every rule away in turn and fails when no test of its clauses notices.
"""

import argparse
import ast
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from paht.law import register
from paht.law.register import Clause, clauses

ROOT = Path(__file__).resolve().parents[4]
SOURCES = ROOT / "src" / "paht"
TESTS = ROOT / "tests"
PAGE = ROOT / "docs" / "clauses.md"

_REGISTER = SOURCES / "law" / "register"
_IDENTIFIER = re.compile(r"\b(?:VL|ST)\.[0-9A-ZĐa-zđ]+(?:\.[0-9a-zđ]+)*")
_LATER = '''"""The clauses whose proof is still owed; ``./paht clauses --settle`` rewrites the list from the tests."""

LATER = frozenset[str](
    {{
{lines}
    }}
)
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A clause with the modules that name it and the tests that prove it (``path::name``, or the path alone)."""

    clause: Clause
    tests: tuple[str, ...]
    implements: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments (DESIGN.md §4)."""
    parser.add_argument(
        "--ci", action="store_true", help="allow what is marked later; fail when it is proven"
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of text")
    parser.add_argument(
        "--knock-out",
        nargs="?",
        const="",
        metavar="WORD",
        help="take away every rule (whose name holds WORD) in turn; fail when no test notices",
    )
    parser.add_argument(
        "--mechanics", action="store_true", help="with --knock-out: also what no clause demands by itself"
    )
    parser.add_argument("--write", action="store_true", help="renew docs/clauses.md")
    parser.add_argument(
        "--settle", action="store_true", help="rewrite the list of clauses marked later from the tests"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the register; returns 1 where a clause is not as it should be."""
    if arguments.knock_out is not None:
        from paht.doors.cli import knocking_out

        return knocking_out.run(
            as_json=arguments.json, only=arguments.knock_out, mechanics=arguments.mechanics
        )
    found = entries()
    if arguments.settle:
        return _settle(found)
    if arguments.write:
        PAGE.write_text(page(found), encoding="utf-8")
        return 0
    if arguments.json:
        print(json.dumps([_plain(entry) for entry in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(found)))
    wrong = [*problems(found, allow_later=arguments.ci), *unknown_marks()]
    for problem in wrong:
        print(f"paht clauses: {problem}", file=sys.stderr)
    return 1 if wrong else 0


def page(found: Iterable[Entry]) -> str:
    """The clauses as a document: a line each, with what implements and what proves it; stale when it differs."""
    return "\n".join(_page_lines(tuple(found))) + "\n"


def _page_lines(found: tuple[Entry, ...]) -> Iterator[str]:
    yield "# The clauses, what implements them, and what proves them"
    yield ""
    yield "Written by `./paht clauses --write` from the register, the code that names a clause, the marks of the tests."
    yield "**R**: the system enforces it by itself; **F**: a person uses it; **O**: organisational, no proof owed."
    for prefix, name in (("VL.", "Vĩnh Long 2025"), ("ST.", "Sóc Trăng 2024")):
        yield from (
            "",
            f"## {name}",
            "",
            "| clause | | the rule | implemented in | proven by |",
            "|---|---|---|---|---|",
        )
        yield from (_page_row(entry) for entry in found if entry.clause.id[:3] == prefix)


def _page_row(entry: Entry) -> str:
    clause = entry.clause
    tests = [f"`{place}`" for place in _grouped(entry.tests)]
    proof = "<br>".join(tests) or ("*later*" if clause.later else "–")
    code = "<br>".join(f"`{path.removeprefix('src/paht/')}`" for path in entry.implements) or "–"
    return f"| {clause.id} | {clause.kind} | {clause.rule.replace('|', '/')} | {code} | {proof} |"


def _grouped(tests: Iterable[str]) -> Iterator[str]:
    """The tests by file, with how many of them there are."""
    files = Counter(test.partition("::")[0].removeprefix("tests/") for test in tests)
    yield from (f"{file} ({count})" if count > 1 else file for file, count in files.items())


def entries(*, sources: Path = SOURCES, tests: Path = TESTS) -> tuple[Entry, ...]:
    """Every clause of the register in the order of the texts, with what names and what proves it."""
    proofs, naming = marks(tests), mentions(sources)
    return tuple(
        Entry(
            clause=clause,
            tests=tuple(proofs.get(clause.id, ())),
            implements=tuple(naming.get(clause.id, ())),
        )
        for clause in clauses().values()
    )


def problems(found: Iterable[Entry], *, allow_later: bool) -> tuple[str, ...]:
    """One sentence for each clause that is unproven, or proven and still marked later."""
    wrong = []
    for entry in found:
        clause = entry.clause
        if not clause.is_owed:
            continue
        if allow_later and clause.later and entry.tests:
            wrong.append(f"{clause.id} is proven but still marked later")
        elif not entry.tests and not (allow_later and clause.later):
            wrong.append(f"{clause.id} ({clause.kind}) is not proven by any test")
    return tuple(wrong)


def unknown_marks(*, tests: Path = TESTS) -> tuple[str, ...]:
    """One sentence for each mark that names a clause outside the register."""
    return tuple(
        f"{name} is no clause of the register, but marks {', '.join(places)}"
        for name, places in marks(tests).items()
        if name not in clauses()
    )


def marks(tests: Path) -> Mapping[str, list[str]]:
    """The tests by the clauses they are marked with, found in their syntax trees."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(tests.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        path = file.relative_to(tests.parent).as_posix()
        for place, name in _marks_of(tree):
            where = f"{path}::{place}" if place else path
            if where not in found[name]:
                found[name].append(where)
    return found


def _marks_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each mark's test function, or an empty name for one in a table of parameters, and the clause it names."""
    for statement in tree.body:
        tested = statement.body if isinstance(statement, ast.ClassDef) else [statement]
        for part in tested:
            is_function = isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
            place = part.name if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) else ""
            if is_function and not place.startswith("test_"):
                continue
            yield from ((place, name) for name in _named(part))


def _named(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr == "clause" and ast.unparse(call.func.value) == "pytest.mark":
            for argument in call.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def mentions(sources: Path) -> Mapping[str, list[str]]:
    """The modules and templates (relative to the repository) by the clauses they name; the register aside."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((*sources.rglob("*.py"), *sources.rglob("*.html"))):
        if file.is_relative_to(_REGISTER):
            continue
        path = file.relative_to(sources.parents[1]).as_posix()
        for name in dict.fromkeys(_IDENTIFIER.findall(file.read_text(encoding="utf-8"))):
            found[name].append(path)
    return found


def _settle(found: Iterable[Entry]) -> int:
    owed = [entry.clause.id for entry in found if entry.clause.is_owed and not entry.tests]
    lines = "\n".join(f'        "{name}",' for name in owed)
    target = Path(register.__file__).with_name("later.py")
    target.write_text(_LATER.format(lines=lines), encoding="utf-8")
    print(f"{len(owed)} clauses are marked later in {target.relative_to(ROOT)}.")
    return 0


def _plain(entry: Entry) -> dict[str, object]:
    clause = entry.clause
    return {
        "id": clause.id,
        "kind": clause.kind.value,
        "later": clause.later,
        "tests": list(entry.tests),
        "implements": list(entry.implements),
    }


def _lines(found: tuple[Entry, ...]) -> Iterator[str]:
    for entry in found:
        clause = entry.clause
        state = "proven" if entry.tests else "later" if clause.later else "-"
        yield f"{clause.id:<14} {clause.kind}  {state:<7} {clause.rule}"
        yield from (f"{'':<26} named by  {path}" for path in entry.implements)
        yield from (f"{'':<26} proven by {test}" for test in entry.tests)
    owed = [entry for entry in found if entry.clause.is_owed]
    proven = sum(bool(entry.tests) for entry in owed)
    yield f"{len(found)} clauses, {len(owed)} bind the system: {proven} proven, {len(owed) - proven} not yet."
