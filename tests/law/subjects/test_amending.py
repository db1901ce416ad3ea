"""Terms of the law on personal data are corrected on file, from a day on, with where they were read."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from paht.agencies.edition_files import load
from paht.installation.errors import InstallationError
from paht.law.subjects import LAW_91, LAWS, Right, law_at
from paht.law.subjects.amending import LawError, amended, amends_law
from paht.law.worktime import CALENDAR_DAY, HO_CHI_MINH, WORKING_DAY

FILE = """
amends_law = "91/2025/QH15"
in_force_on = 2027-01-01
source = "Công báo"
[terms.see]
length = "10 working_day"
extension = "5 working_day"
"""
FROM = datetime(2027, 1, 1, tzinfo=HO_CHI_MINH)


@pytest.fixture(autouse=True)
def as_shipped() -> Iterator[None]:
    """The laws are put back."""
    kept = dict(LAWS)
    yield
    LAWS.clear()
    LAWS.update(kept)


def test_what_is_confirmed_is_marked_and_nothing_else() -> None:
    assert {right for right, term in LAW_91.terms.items() if term.is_confirmed} == {
        Right.RESTRICT,
        Right.WITHDRAW,
    }
    assert LAW_91.acknowledge is not None
    assert LAW_91.acknowledge.is_confirmed


def test_a_corrected_term_binds_from_its_day_on_and_not_the_second_before(tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text(FILE)
    assert load(tmp_path) == ()
    before, after = law_at(FROM - timedelta(seconds=1)), law_at(FROM)
    assert before is LAW_91
    see = after.terms[Right.SEE]
    assert (see.length, see.extension, see.is_confirmed) == (10 * WORKING_DAY, 5 * WORKING_DAY, True)
    assert after.terms[Right.DELETE].length == 20 * CALENDAR_DAY
    assert LAWS[after.id] is after, "a request finds the law that it was asked under"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ('"91/2025/QH15"', '"1/1999/QH"', "amends_law"),
        ("2027-01-01", '"tomorrow"', "in_force_on"),
        ("2027-01-01", "2025-01-01", "in_force_on"),
        ("2027-01-01", f"{LAW_91.since:%Y-%m-%d}", "in_force_on"),
        ('"Công báo"', '""', "source"),
        ("terms.see", "terms.fly", "terms"),
        ('"10 working_day"', '"soon"', "terms.see"),
        ("extension", "colour", "terms.see"),
    ],
)
def test_a_file_that_is_wrong_says_where(was: str, becomes: str, words: str, tmp_path: Path) -> None:
    text = FILE.replace(was, becomes, 1)
    with pytest.raises(LawError, match=words):
        amended(text)
    (tmp_path / "law.toml").write_text(text)
    with pytest.raises(InstallationError, match=words):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "is_about_a_law"),
    [(FILE, True), ('[edition]\nid = "vinh-long-2025"\n', False), ("", False), ("amends_law = ", False)],
)
def test_a_file_is_taken_for_a_law_only_where_it_names_one(text: str, is_about_a_law: bool) -> None:
    assert amends_law(text) is is_about_a_law


def test_every_right_may_be_corrected_at_once_and_a_row_may_give_everything_that_a_term_has() -> None:
    head = FILE.partition("[terms")[0]
    rows = "".join(
        f'[terms.{right.value}]\nlength = "9 working_day"\nextension = "3 working_day"\nclause = "A.1.{number}"\n'
        for number, right in enumerate(Right, start=1)
    )
    terms = amended(head + rows).terms
    assert [(terms[right].clause, terms[right].length, terms[right].extension) for right in Right] == [
        (f"A.1.{number}", 9 * WORKING_DAY, 3 * WORKING_DAY) for number, _ in enumerate(Right, start=1)
    ]
