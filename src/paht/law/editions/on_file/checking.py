"""What must hold among the rows of an edition, however it was written."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from paht.law.casework import commands as c
from paht.law.editions.rows import Edition, Step

PERSONAL = frozenset({"name", "phone", "email", "address", "identity_number"})
"""The personal fields that the vault keeps."""


def problems_of(edition: Edition) -> list[str]:
    """Everything that does not fit together, a sentence each; empty for a sound edition."""
    return [
        f"hàng `{path}`{f' ({clause})' if clause else ''}: {what}." for path, clause, what in _found(edition)
    ]


def _found(edition: Edition) -> Iterator[tuple[str, str, str]]:
    yield from _foreign_clauses(edition)
    yield from _terms(edition)
    for field in edition.form:
        if field.name not in PERSONAL:
            yield f"form.{field.name}", field.clause, f"chỉ có các mục {', '.join(sorted(PERSONAL))}"
        try:
            re.compile(field.pattern)
        except re.error as error:
            yield f"form.{field.name}.pattern", field.clause, f"biểu thức không hợp lệ ({error})"
    keys = {term.key for term in edition.terms}
    for ground in edition.return_grounds:
        if ground.key not in keys:
            yield f"return_grounds.{ground.key}", ground.clause, f"cần có thời hạn `terms.{ground.key}`"
    for ground in edition.sanction_grounds:
        if ground.key not in keys:
            yield f"sanction_grounds.{ground.key}", ground.clause, f"cần có thời hạn `terms.{ground.key}`"
    if (c.RequestExtension in edition.by_command) != (edition.extension is not None):
        yield "extension", "", "phải có khi và chỉ khi có bước RequestExtension"
    if edition.extension is not None and edition.extension.term not in keys:
        what = f"cần có thời hạn `terms.{edition.extension.term}`"
        yield "extension.term", edition.extension.clause, what
    for term in edition.terms:
        if term.extends and term.extends not in keys:
            yield f"terms.{term.key}.extends", term.clause, f"cần có thời hạn `terms.{term.extends}`"
    lapses = (
        (c.LapseSupplement, "supplement_lapse_clause"),
        (c.LapseVerification, "verification_lapse_clause"),
    )
    for step, name in lapses:
        if (step in edition.by_command) != (getattr(edition, name) is not None):
            yield name, "", f"phải có khi và chỉ khi có bước {step.__name__}"
    refusals, locks = {g.key for g in edition.refusal_grounds}, {lock.key for lock in edition.locks}
    for matter in edition.verification_matters:
        if matter.refusal not in refusals:
            path = f"verification_matters.{matter.key}"
            yield path, matter.clause, f"cần có lý do từ chối `refusal_grounds.{matter.refusal}`"
    for violation in edition.violation_grounds:
        if violation.lock not in locks:
            path = f"violation_grounds.{violation.key}"
            yield path, violation.clause, f"cần có hình thức khóa `locks.{violation.lock}`"
    for name in (
        "levels",
        "conditions",
        "refusal_grounds",
        "supplement_grounds",
        "result_grounds",
        "steps",
        "terms",
    ):
        if not getattr(edition, name):
            yield name, "", "phải có ít nhất một hàng"


def _terms(edition: Edition) -> Iterator[tuple[str, str, str]]:
    for term in edition.terms:
        path = f"terms.{term.key}"
        if term.internal == bool(term.clause):
            yield path, term.clause, "chỉ tiêu nội bộ không có điều khoản, thời hạn khác phải có"
        if term.owed and not (term.ends or term.superseded_by):
            yield path, term.clause, "thời hạn phải làm mà không có gì kết thúc (ends)"
        if not term.starts:
            yield path, term.clause, "không có gì bắt đầu (starts)"


def _foreign_clauses(edition: Edition) -> Iterator[tuple[str, str, str]]:
    prefix = f"{edition.code_prefix}."
    for field in fields(edition):
        value = getattr(edition, field.name)
        if field.name.endswith("_clause") and value and not value.startswith(prefix):
            yield field.name, value, f"điều khoản phải bắt đầu bằng {prefix}"
        rows = value if isinstance(value, tuple) else (value,)
        for row in rows:
            if is_dataclass(row) and not isinstance(row, type):
                for clause in _cited(row):
                    if not clause.startswith(prefix):
                        yield f"{field.name}.{_name(row)}", clause, f"điều khoản phải bắt đầu bằng {prefix}"


def _cited(row: Any) -> tuple[str, ...]:
    return tuple(clause for clause in (getattr(row, "clause", ""), *getattr(row, "also", ())) if clause)


def _name(row: Any) -> str:
    if isinstance(row, Step):
        return row.command.__name__
    return str(getattr(row, "key", None) or getattr(row, "name", ""))
