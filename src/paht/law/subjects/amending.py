"""Terms of a law on personal data as an operator corrects them on file: from a date on, with where they were read.

What was asked before the date keeps the terms that it was asked under: duties are counted once and for all.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from paht.law.editions.conditions import parsed_length
from paht.law.subjects.laws import LAWS, Law, Right, RightTerm
from paht.law.worktime import HO_CHI_MINH

AMENDS = "amends_law"
"""The key by which such a file is told from an edition."""


class LawError(ValueError):
    """The file corrects no law; the words say why."""


def amends_law(text: str) -> bool:
    """Whether the TOML text is about a law on personal data, not about an edition."""
    try:
        return AMENDS in tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False


def amended(text: str) -> Law:
    """The law with the terms that the TOML text gives; :class:`LawError` where it gives none."""
    plain = tomllib.loads(text)
    base = LAWS.get(str(plain.get(AMENDS)))
    if base is None:
        raise LawError(f"hàng `{AMENDS}`: không có luật này; hiện có: {', '.join(LAWS)}.")
    on, source, terms = plain.get("in_force_on"), plain.get("source"), plain.get("terms", {})
    if type(on) is not date:
        raise LawError("hàng `in_force_on`: phải là một ngày, ví dụ 2027-01-01.")
    if not isinstance(source, str) or not source.strip():
        raise LawError("hàng `source`: phải ghi nơi đã đọc văn bản.")
    since = datetime.combine(on, time(), tzinfo=HO_CHI_MINH)
    if since <= base.since:
        raise LawError("hàng `in_force_on`: phải sau ngày luật được sửa có hiệu lực.")
    changed = {Right(name): _term(name, row, base) for name, row in _known(terms).items()}
    return replace(base, id=f"{base.id}@{on.isoformat()}", since=since, terms={**base.terms, **changed})


def register(law: Law) -> None:
    """From its moment on the law binds what is asked."""
    LAWS[law.id] = law


def _known(terms: Any) -> Mapping[str, Any]:
    rights = [right.value for right in Right]
    if not isinstance(terms, dict) or not terms or not set(terms) <= set(rights):
        raise LawError(f"bảng `terms`: phải có ít nhất một trong {', '.join(rights)}, và chỉ các tên này.")
    return terms


def _term(name: str, row: Any, base: Law) -> RightTerm:
    if not isinstance(row, dict) or not set(row) <= {"length", "extension", "clause"} or "length" not in row:
        raise LawError(f"hàng `terms.{name}`: phải có `length`; có thể có `extension`, `clause`.")
    try:
        length = parsed_length(str(row["length"]))
        extension = parsed_length(str(row["extension"])) if "extension" in row else None
    except ValueError as error:
        raise LawError(f"hàng `terms.{name}`: {error}") from error
    clause = str(row.get("clause", base.terms[Right(name)].clause))
    return RightTerm(clause, length, extension, is_confirmed=True)
