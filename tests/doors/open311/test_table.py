"""The table of the standard's elements (docs/open311.md): each is ticked with a test, and the test exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MODULES = {"r": "reading", "p": "posting", "m": "media", "c": "client", "u": "telling"}


def elements() -> list[tuple[str, str]]:
    """Element and tests of every row of the table."""
    _, _, table = (ROOT / "docs/open311.md").read_text().partition("| element | here | test |")
    rows = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line]
    return [(cells[1].strip(), cells[-2].strip()) for line in rows if (cells := line.split("|"))]


def named_in(letter: str) -> list[str]:
    source = (Path(__file__).parent / f"test_{MODULES[letter]}.py").read_text()
    return re.findall(r"^def test_(\w+)", source, re.MULTILINE)


@pytest.mark.parametrize(("element", "named"), elements())
def test_every_element_of_the_standard_names_a_test_that_exists(element: str, named: str) -> None:
    letter = named[:1]
    assert letter in MODULES, f"{element}: no test"
    assert named_in(letter), element
    for words in re.findall(r"`(\w+)`", named):
        if not words.startswith("test_"):
            assert any(words in test for test in named_in(letter)), f"{element}: no test {words}"


def test_the_table_has_every_method_of_the_standard() -> None:
    said = " ".join(element for element, _ in elements())
    for method in (
        "Discovery",
        "GET services",
        "GET service definition",
        "POST requests",
        "GET tokens",
        "GET requests",
        "GET request**",
        "servicerequestupdates",
    ):
        assert method in said, method
    assert len(elements()) >= 30
