"""A second province is a second edition: no rule and no page asks which province, edition or clause it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes
from jinja2.environment import Environment

import paht
from paht.doors.pages.environment import environment
from paht.law.editions import EDITIONS
from paht.law.editions.rows import LetterForm

SOURCES = Path(paht.__file__).parent
EXEMPT = (
    *("law/editions/vinh_long_2025/", "law/editions/soc_trang_2024/", "law/register/"),
    *("law/editions/__init__.py", "demo/", "doors/cli/demo.py"),
)
"""Where a province's own rows, the texts' clauses and the pretended provinces stand, and where they are gathered."""

PROVINCE = re.compile(
    r"(vinh|soc)[-_](long|trang)([-_]\d{4})?|(VL|ST)([-.].*)?|Vĩnh Long|Sóc Trăng|(VL|ST)\.PL\d*",
    re.IGNORECASE,
)
"""A province's name, an edition's id, a clause, a prefix of codes: nothing to be asked for."""

TESTED_CALLS = frozenset({"startswith", "endswith", "get", "removeprefix", "fullmatch", "match"})


def is_province(value: object) -> bool:
    return isinstance(value, str) and PROVINCE.fullmatch(value.strip()) is not None


def names_of(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and is_province(part.value):
            yield str(part.value)
        elif isinstance(part, ast.Name) and is_province(part.id):
            yield part.id
        elif isinstance(part, ast.Attribute) and is_province(part.attr):
            yield part.attr


def parts_that_decide(node: ast.AST) -> list[ast.AST]:
    """What decides something in that node: a comparison, a branch, a pattern, a look-up by a constant."""
    if isinstance(node, ast.Compare):
        return [node]
    if isinstance(node, ast.match_case):
        return [node.pattern]
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return [node.test]
    if isinstance(node, ast.comprehension):
        return list(node.ifs)
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TESTED_CALLS:
        return list(node.args)
    return []


def asked(tree: ast.AST) -> Iterator[str]:
    """Where a province's name is compared, matched, looked up, or the test of a branch; where its rows are imported."""
    for node in ast.walk(tree):
        for part in parts_that_decide(node):
            yield from (f"line {getattr(part, 'lineno', '?')}: {name}" for name in names_of(part))
        if isinstance(node, ast.ImportFrom) and any(map(is_province, (node.module or "").split("."))):
            yield f"line {node.lineno}: {node.module}"
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and is_province(node.name):
            yield f"line {node.lineno}: {node.name}"


def asked_in_template(source: str, made: Environment) -> Iterator[str]:
    """Where a template's branch, comparison, look-up, macro or name holds a province's name or a clause."""
    tree = made.parse(source)
    tested: list[nodes.Node] = [
        *(node.test for node in tree.find_all((nodes.If, nodes.CondExpr))),
        *tree.find_all((nodes.Compare, nodes.Test)),
        *(node.arg for node in tree.find_all(nodes.Getitem)),
        *(pair.key for pair in tree.find_all(nodes.Pair)),
    ]
    for part in tested:
        constants = [part] if isinstance(part, nodes.Const) else part.find_all(nodes.Const)
        yield from (f"line {c.lineno}: {c.value}" for c in constants if is_province(c.value))
    for macro in tree.find_all(nodes.Macro):
        if is_province(macro.name):
            yield f"line {macro.lineno}: macro {macro.name}"
    for attribute in tree.find_all(nodes.Getattr):
        if is_province(attribute.attr):
            yield f"line {attribute.lineno}: {attribute.attr}"


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
    files = sorted(SOURCES.rglob("*.html"))
    assert len(files) > 30, "the templates were not found"
    made = environment()
    wrong = [
        f"{file.name}: {found}"
        for file in files
        for found in asked_in_template(file.read_text(encoding="utf-8"), made)
    ]
    assert not wrong


def test_every_form_of_letter_that_an_edition_may_name_has_its_template() -> None:
    templates = {path.stem for path in (SOURCES / "doors/pages/templates/fragments/letters").glob("*.html")}
    assert templates == {form.value for form in LetterForm}
    assert all(edition.result_letter in LetterForm for edition in EDITIONS.values())


@pytest.mark.parametrize(
    "line",
    [
        "if edition.id == 'vinh-long-2025': pass",
        "x = 1 if 'ST' in codes else 2",
        "code.startswith('VL-')",
        "match slug:\n case 'soc-trang': pass",
        "if clause == 'VL.8.2.1': pass",
        "words = {'ST.PL1': 'Phụ lục I'}",
        "x = TABLE['soc_trang']",
        "y = [a for a in b if a.form == 'ST.PL1']",
        "if clause.startswith(('VL.16.', 'VL.17.')): pass",
        "from paht.law.editions.vinh_long_2025 import EDITION",
        "def soc_trang(): pass",
        "letters.vinh_long(x) if letters.vinh_long else 0",
    ],
)
def test_the_check_would_notice(line: str) -> None:
    assert list(asked(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "{% if letter.form == 'ST.PL1' %}x{% endif %}",
        "{% if edition.id in ['vinh-long-2025'] %}x{% endif %}",
        "{{ 'a' if edition.code_prefix == 'VL' else 'b' }}",
        "{{ {'soc-trang-2024': 1}[edition.id] }}",
        "{{ letters.soc_trang(letter) }}",
        "{% macro vinh_long(a) %}{% endmacro %}",
    ],
)
def test_the_check_would_notice_a_template(line: str) -> None:
    assert list(asked_in_template(line, environment()))
