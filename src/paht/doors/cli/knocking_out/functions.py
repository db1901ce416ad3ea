"""The functions of the law as rules: each branch of theirs is closed, each limit moved by one, each predicate
answered the same for all.

A function's clauses are those of its docstring, of the commands that it decides, and of the rows that it cites; what
has none is the law's mechanics, whose loss any test of the law may notice.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from paht.doors.cli.knocking_out.rule import Rule, binding
from paht.law import casework, consent, erasing, incidents, providing, subjects
from paht.law.editions import EDITIONS

IDENTIFIER = re.compile(r"\b(?:VL|ST)\.[0-9A-ZĐa-zđ]+(?:\.[0-9a-zđ]+)*")
_MECHANICS = frozenset({"altered", "codec", "table"})
"""Modules of the law that hold no rule: how values are changed, stored, printed."""


BESIDE = {
    consent: "law/consent",
    subjects: "law/subjects",
    incidents: "law/incidents",
    providing: "law/providing",
    erasing: "law/test_erasing.py",
}
"""What is decided beside the cases, mostly by laws that the register of the two regulations does not list, and the
tests that must notice its loss."""


def rules() -> Iterator[Rule]:
    """Every rule that lies in a function of the law's casework, or of what is decided beside it."""
    for module in _modules():
        yield from _of_module(module, None)
    for package, tests in BESIDE.items():
        for module in _within(package):
            yield from _of_module(module, tests)


def _of_module(module: ModuleType, tests: str | None) -> Iterator[Rule]:
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.FunctionDef):
            yield from (replace(rule, tests=tests) for rule in _of_function(module, node))


@cache
def _modules() -> tuple[ModuleType, ...]:
    return _within(casework)


def _within(package: ModuleType) -> tuple[ModuleType, ...]:
    """The modules of a package, or the module itself."""
    found = pkgutil.walk_packages(getattr(package, "__path__", ()), f"{package.__name__}.")
    names = [each.name for each in found] or [package.__name__]
    return tuple(importlib.import_module(name) for name in names if name.rpartition(".")[2] not in _MECHANICS)


def _of_function(module: ModuleType, node: ast.FunctionDef) -> Iterator[Rule]:
    function = inspect.unwrap(getattr(module, node.name))
    general = _cited(function, node)
    label = module.__name__.removeprefix("paht.law.").removeprefix("casework.") + f".{node.name}"
    branches = [part for part in ast.walk(node) if isinstance(part, ast.If)]
    for index, branch in enumerate(branches):
        yield Rule(
            name=f"{label}: never “{_short(branch.test)}”",
            clauses=binding((*_named_in(branch, node, module), *general)),
            disable=_closing(module, function, index),
        )
    for index, limit in enumerate(_limits(node)):
        yield Rule(
            name=f"{label}: “{_short(limit)}” with the other limit",
            clauses=binding(general),
            disable=_moving(module, function, index),
        )
    if isinstance(node.returns, ast.Name) and node.returns.id == "bool":
        for answer in (True, False):
            yield Rule(
                name=f"{label}: always {answer}",
                clauses=binding(general),
                disable=_answering(module, function, answer),
            )


def _short(expression: ast.expr) -> str:
    words = ast.unparse(expression)
    return words if len(words) < 80 else words[:77] + "…"


_OTHER: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
}


def _limits(node: ast.FunctionDef) -> list[ast.Compare]:
    """The comparisons that have a limit: what is allowed at the very moment, or at the very length."""
    return [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and type(part.ops[0]) in _OTHER
    ]


@cache
def _tables() -> tuple[dict[Any, Any], ...]:
    """Each matter's own: gathered for all, the objections of several matters to one command are one function more."""
    names = ("DECIDERS", "OBJECTIONS", "PART_OBJECTIONS")
    return tuple(getattr(module, name, {}) for module in _modules() for name in names)


def _cited(function: Callable[..., Any], node: ast.FunctionDef) -> tuple[str, ...]:
    """The clauses of the whole function: its docstring's, and those of the commands that it decides or objects to."""
    commands = [command for table in _tables() for command, found in table.items() if found is function]
    steps = [edition.step(command) for command in commands for edition in EDITIONS.values()]
    return (*IDENTIFIER.findall(ast.get_docstring(node) or ""), *(step.clause for step in steps if step))


def _named_in(branch: ast.AST, inside: ast.FunctionDef, module: ModuleType) -> Iterator[str]:
    """The clauses that the branch refuses by: of the edition's settings, and of the function whose answer it tests."""
    for part in ast.walk(branch):
        if isinstance(part, ast.Name) and part is getattr(branch, "test", None):
            yield from _of_callees(part.id, inside, module)
        if isinstance(part, ast.Attribute) and part.attr.endswith("_clause"):
            found = [getattr(edition, part.attr, None) for edition in EDITIONS.values()]
            yield from (each for each in found if isinstance(each, str))


def _of_callees(name: str, inside: ast.FunctionDef, module: ModuleType) -> Iterator[str]:
    """The clauses of the functions whose answer the variable holds: ``refused = blank(…)``."""
    for part in ast.walk(inside):
        if isinstance(part, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in part.targets
        ):
            for call in ast.walk(part.value):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                    called = getattr(module, call.func.id, None)
                    yield from IDENTIFIER.findall(inspect.getdoc(called) or "")


def _closing(module: ModuleType, function: Callable[..., Any], index: int) -> Callable[[], None]:
    def close(node: ast.FunctionDef) -> None:
        branches = [part for part in ast.walk(node) if isinstance(part, ast.If)]
        branches[index].test = ast.Constant(value=False)

    return _rewriting(module, function, close)


def _moving(module: ModuleType, function: Callable[..., Any], index: int) -> Callable[[], None]:
    def move(node: ast.FunctionDef) -> None:
        limit = _limits(node)[index]
        limit.ops = [_OTHER[type(limit.ops[0])]]

    return _rewriting(module, function, move)


def _answering(module: ModuleType, function: Callable[..., Any], answer: bool) -> Callable[[], None]:
    def answer_so(node: ast.FunctionDef) -> None:
        node.body = [ast.Return(value=ast.Constant(value=answer))]

    return _rewriting(module, function, answer_so)


def _rewriting(
    module: ModuleType, function: Callable[..., Any], change: Callable[[ast.FunctionDef], None]
) -> Callable[[], None]:
    """Gives the function the code that its changed source compiles to; whoever holds the function has it at once."""

    def disable() -> None:
        assert isinstance(function, FunctionType)
        tree = ast.parse(inspect.getsource(module))
        (node,) = [
            part for part in tree.body if isinstance(part, ast.FunctionDef) and part.name == function.__name__
        ]
        node.decorator_list = []
        change(node)
        alone = ast.fix_missing_locations(ast.Module(body=[node], type_ignores=[]))
        names = dict(vars(module))
        exec(compile(alone, module.__file__ or "", "exec"), names)  # noqa: S102 - our own source
        function.__code__ = names[function.__name__].__code__
        outer = getattr(module, function.__name__)
        if hasattr(outer, "cache_clear"):
            outer.cache_clear()

    return disable
