"""The services (fields of the glossary) and what a report needs under the edition in force, as attributes."""

from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.open311.formats import failure
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.words import FIELD_GROUPS, FIELD_NAMES, KIND_NAMES, OCCURRENCE_NAMES
from paht.law.casework.states import Kind
from paht.law.editions.rows import Edition

_GROUP_OF = {key: group for group, keys in FIELD_GROUPS for key in keys}
_YES = [{"key": "1", "name": "Có"}]


def services() -> list[dict[str, Any]]:
    """Every service; each has a definition and gives its number at once."""
    return [
        {
            "service_code": key,
            "service_name": FIELD_NAMES[key],
            "description": f"Phản ánh, kiến nghị về {FIELD_NAMES[key][0].lower()}{FIELD_NAMES[key][1:]}",
            "metadata": True,
            "type": "realtime",
            "keywords": ", ".join(part.strip() for part in FIELD_NAMES[key].split(",")),
            "group": _GROUP_OF.get(key, "Khác"),
        }
        for _, keys in FIELD_GROUPS
        for key in keys
    ]


def known_service(code: str) -> str:
    """The code, where there is such a service; 400 where none is named, 404 where it is unknown."""
    if not code:
        raise failure(400, "service_code: xin cho biết loại phản ánh (service_code was not provided).")
    if code not in FIELD_NAMES:
        raise failure(404, "service_code: không có loại phản ánh này (service_code not found).")
    return code


def definition(code: str, jurisdiction: Jurisdiction) -> dict[str, Any]:
    """What a report of that service must and may bring under the edition: each attribute names its clause."""
    edition = jurisdiction.edition
    rows = [*_of_person(edition), *_of_report(edition)]
    attributes = [{**row, "order": number} for number, row in enumerate(rows, start=1)]
    return {"service_code": code, "attributes": attributes}


def _of_person(edition: Edition) -> list[dict[str, Any]]:
    rows = [
        _attribute(field.name, "string", field.label, required=field.required, clause=field.clause)
        for field in edition.form
    ]
    declared = "Chịu trách nhiệm trước pháp luật về tính trung thực, chính xác của nội dung phản ánh"
    return [
        *rows,
        _attribute(
            "declared",
            "singlevaluelist",
            declared,
            required=True,
            clause=edition.declaration_clause,
            values=_YES,
        ),
    ]


def _of_report(edition: Edition) -> list[dict[str, Any]]:
    rows = [
        _attribute("kind", "singlevaluelist", "Loại nội dung", values=_values(KIND_NAMES)),
        _attribute("occurrence", "singlevaluelist", "Tình trạng sự việc", values=_values(OCCURRENCE_NAMES)),
        _attribute("happened_at", "datetime", "Thời gian xảy ra"),
        _attribute("personal_public", "singlevaluelist", "Công khai họ tên người gửi", values=_YES),
        _attribute("urgent", "singlevaluelist", "Sự việc khẩn cấp", values=_YES),
    ]
    if edition.confidential_clause:
        rows.append(
            _attribute(
                "confidential",
                "singlevaluelist",
                "Đề nghị giữ bí mật",
                clause=edition.confidential_clause,
                values=_YES,
            )
        )
    if edition.photo_clause:
        words = (
            f"{KIND_NAMES[Kind.REPORT]} phải kèm ít nhất một ảnh hoặc video: gửi tệp ở tham số media "
            "(multipart/form-data) hoặc địa chỉ ở media_url"
        )
        shown = _attribute("photo", "string", words, clause=edition.photo_clause)
        rows.append({**shown, "variable": False})
    return rows


def _values(names: dict[str, str]) -> list[dict[str, str]]:
    return [{"key": str(key), "name": name} for key, name in names.items()]


def _attribute(
    code: str,
    datatype: str,
    description: str,
    *,
    required: bool = False,
    clause: str = "",
    values: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    words = clause_words(clause) if clause else ""
    row: dict[str, Any] = {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": "ISO 8601, có múi giờ" if datatype == "datetime" else None,
        "order": 0,
        "description": f"{description} ({words})" if words else description,
    }
    return {**row, "values": values} if values else row
