"""An edition on file says the same as one in Python, and a broken one is refused with every row named."""

from dataclasses import fields
from pathlib import Path

import pytest

from paht.law.editions import EDITIONS, get
from paht.law.editions.on_file import EditionError, plain, read, read_amendment, toml
from paht.law.worktime import WORKING_DAY

FILES = Path(__file__).resolve().parents[3] / "docs" / "editions"
VL = "vinh-long-2025"


def problems(text: str) -> list[str]:
    with pytest.raises(EditionError) as wrong:
        read(text)
    return wrong.value.problems


def changed(*pairs: tuple[str, str]) -> str:
    """Vĩnh Long's file with some of its text replaced."""
    text = toml(plain(get(VL)))
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_an_edition_written_and_read_again_is_the_same_row_by_row(edition: str) -> None:
    before, after = get(edition), read(toml(plain(get(edition))))
    for field in fields(before):
        assert getattr(after, field.name) == getattr(before, field.name), field.name


def test_the_example_of_the_documentation_is_vinh_longs_own_edition() -> None:
    """Where rows changed: ``./paht editions --write vinh-long-2025`` says them as the file must."""
    text = (FILES / "vinh-long-2025.toml").read_text(encoding="utf-8")
    assert read(text) == get(VL)
    assert text.endswith(toml(plain(get(VL))))


def test_an_amendment_changes_adds_and_removes_rows_and_leaves_the_others() -> None:
    base = get(VL)
    amended = read_amendment((FILES / "vinh-long-sua-doi.toml").read_text(encoding="utf-8"), base=base)
    assert (amended.id, amended.amends, base.amends) == ("vinh-long-2025-sd1", VL, None)
    assert amended.term("handling").length == 5 * WORKING_DAY
    assert base.term("handling").length == 6 * WORKING_DAY
    assert {t.key for t in base.terms} - {t.key for t in amended.terms} == {"redispatch"}
    assert "advertising" in {ground.key for ground in amended.refusal_grounds}
    assert "trial" not in {ground.key for ground in amended.refusal_grounds}
    same = [step for step in amended.steps if step.command.__name__ != "Publish"]
    assert same == [step for step in base.steps if step.command.__name__ != "Publish"]


def test_every_error_is_said_at_once_with_its_row_and_clause() -> None:
    found = problems(
        changed(
            ('length = "6 working_day"', 'length = "sáu ngày"'),
            ('starts = ["Accepted"]', 'starts = ["Acepted"]'),
            ('when = "all_of(on_first_result, on_ordinary)"', 'when = "on_second_result"'),
            ('Receive = "VL.12.1.a"', 'Recieve = "VL.12.1.a"'),
            ("result_goes_to_leader = false", 'result_goes_to_leader = "no"'),
        )
    )
    rows = {
        "`terms.handling.length` (VL.12.2.b)": "độ dài “sáu ngày”",
        "`terms.dispatch.starts` (VL.11.1)": "không có “Acepted”",
        "`terms.delivery.when` (VL.12.4.c)": "không có điều kiện “on_second_result”",
        "`steps.Recieve`": "không có bước này",
        "`result_goes_to_leader`": "true hoặc false",
    }
    for row, what in rows.items():
        assert any(problem.startswith(f"hàng {row}: ") and what in problem for problem in found), (row, found)
    assert len(found) == len(rows)


@pytest.mark.parametrize(
    ("old", "new", "row", "what"),
    [
        ('code_prefix = "VL"\n', "", "code_prefix", "còn thiếu"),
        ('clause = "VL.11.1"', 'clause = "ST.7.3.1"', "terms.dispatch", "bắt đầu bằng VL."),
        (
            'ends = ["Agreed", "Disagreed"]\n',
            "",
            "terms.agreement",
            "không có gì kết thúc",
        ),
        (
            "[return_grounds.needs_information]",
            "[return_grounds.unsure]",
            "return_grounds.unsure",
            "cần có thời hạn",
        ),
        ('supplement_lapse_clause = "VL.8.2.4"\n', "", "supplement_lapse_clause", "LapseSupplement"),
        ('verification_lapse_clause = "VL.8.2.5"\n', "", "verification_lapse_clause", "LapseVerification"),
        ('refusal = "untrue"', 'refusal = "unheard"', "verification_matters.content", "refusal_grounds"),
        ('lock = "interaction"', 'lock = "door"', "violation_grounds.improper_interaction", "locks.door"),
        ("[form.email]", "[form.fax]", "form.fax", "chỉ có các mục"),
        ('holder = "ioc"', 'holder = "centre"', "terms.verification.holder", "không có “centre”"),
        ("in_force_on = 2025-12-31", "in_force_on = 2025-12-31\nunknown = 1", "unknown", "không có mục này"),
    ],
)
def test_what_does_not_fit_together_is_refused(old: str, new: str, row: str, what: str) -> None:
    (problem,) = problems(changed((old, new)))
    assert f"`{row}`" in problem
    assert what in problem


def test_text_that_is_no_toml_is_said_to_be_none() -> None:
    assert "không phải TOML hợp lệ" in problems("id = ")[0]


def test_an_amendment_says_what_it_cannot_remove_and_what_it_leaves_out() -> None:
    with pytest.raises(EditionError) as wrong:
        read_amendment('amends = "vinh-long-2025"\nremoved = ["terms.nothing"]', base=get(VL))
    assert [problem.split(":")[0] for problem in wrong.value.problems] == [
        "hàng `id`",
        "hàng `in_force_on`",
        "hàng `terms.nothing`",
    ]
