"""``./paht suggest``: what a text is about, by its words: kind, field, agency, urgency, and what else they show.

Needs no database, server or home. Exit status 2 and one sentence on standard error where the question is wrong.
"""

import argparse
import json
import sys
from typing import Any

from paht.agencies import geography
from paht.law import editions
from paht.law.editions.rows import Edition
from paht.triage.competence import Place
from paht.triage.suggesting import Flag, Proposal, Suggestion, suggest

LONGEST = 20_000
_TITLES = {
    "kind": "Loại nội dung",
    "field": "Lĩnh vực",
    "agency": "Cơ quan",
    "urgent": "Khẩn cấp",
    "complaint": "Khiếu nại, tố cáo",
    "language": "Ngôn ngữ",
    "improper": "Từ ngữ không phù hợp",
    "trial": "Gửi thử, gửi nhầm",
}
_VALUES = {
    "kind": {"report": "phản ánh", "petition": "kiến nghị", "question": "câu hỏi", "suggestion": "góp ý"},
    "complaint": {"none": "không", "khieu_nai": "khiếu nại", "to_cao": "tố cáo"},
    "language": {"vi": "tiếng Việt", "en": "tiếng Anh", "km": "tiếng Khmer", "zh": "tiếng Trung"},
}


class QuestionError(ValueError):
    """The question cannot be answered; the message is one sentence for the user."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments (DESIGN.md §4)."""
    parser.add_argument("text", metavar="TEXT", help="what was written; - reads standard input")
    parser.add_argument(
        "--edition", metavar="ID", help="edition, e.g. the first of those known where none is given"
    )
    parser.add_argument("--commune", metavar="CODE", help="code of the commune where the matter is")
    parser.add_argument("--json", action="store_true", help="print JSON alone on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; returns 0, or 2 where the question is wrong."""
    try:
        edition = _edition(arguments.edition)
        province = _province(edition)
        place = _place(edition, province, arguments.commune)
        text = _text(arguments.text)
    except QuestionError as error:
        print(f"paht suggest: {error}", file=sys.stderr)
        return 2
    has_districts = province is not None and geography.has_districts(province)
    found = suggest(text, edition=edition, place=place, has_districts=has_districts)
    if arguments.json:
        print(json.dumps(content(found), ensure_ascii=False, indent=2))
        return 0
    print(*_lines(found), sep="\n")
    return 0


def content(found: Suggestion) -> dict[str, Any]:
    """The suggestion as JSON, with the names that others rely on."""
    told: dict[str, Any] = {name: _told(getattr(found, name)) for name in _TITLES}
    told["personal_data"] = [
        {"type": each.kind, "text": each.text, "start": each.start, "end": each.end}
        for each in found.personal_data
    ]
    return told


def _told(one: Proposal | Flag) -> dict[str, Any]:
    return {"value": one.value, "confidence": one.confidence, "because": list(one.because)}


def _lines(found: Suggestion) -> list[str]:
    from paht.doors.pages.words import FIELD_NAMES

    names = {**_VALUES, "field": FIELD_NAMES}
    lines = []
    for name, title in _TITLES.items():
        one: Proposal | Flag = getattr(found, name)
        value = one.value if isinstance(one, Proposal) else ("có" if one.value else "không")
        value = names.get(name, {}).get(value, value)
        words = f"; vì: {', '.join(f'«{word}»' for word in one.because)}" if one.because else ""
        lines.append(f"{title}: {value} ({one.confidence:.0%}{words})")
    for each in found.personal_data:
        lines.append(f"Dữ liệu cá nhân ({each.kind}), ký tự {each.start}–{each.end}: {each.text}")
    return lines


def _text(given: str) -> str:
    text = sys.stdin.read(LONGEST + 1) if given == "-" else given
    if not text.strip():
        raise QuestionError("Chưa có nội dung nào để xem; hãy ghi nội dung giữa hai dấu nháy sau lệnh.")
    if len(text) > LONGEST:
        raise QuestionError(
            f"Nội dung dài quá {LONGEST:,} ký tự; hãy rút ngắn rồi thử lại.".replace(",", ".")
        )
    # What a terminal could not decode arrives as lone surrogates, which no output can write.
    return text.encode("utf-8", "replace").decode("utf-8")


def _edition(wanted: str | None) -> Edition:
    try:
        return editions.get(wanted) if wanted else next(iter(editions.EDITIONS.values()))
    except KeyError:
        known = ", ".join(sorted(editions.EDITIONS))
        raise QuestionError(f"Không có quy chế «{wanted}»; các quy chế: {known}.") from None


def _province(edition: Edition) -> str | None:
    """The key of the province whose edition it is; ``None`` where no places of it are shipped."""
    ids = (edition.id, edition.amends or "")
    return next((key for key in geography.PROVINCES if any(each.startswith(key) for each in ids)), None)


def _place(edition: Edition, key: str | None, code: str | None) -> Place | None:
    if not code:
        return None
    if key is None:
        raise QuestionError(f"Chưa có danh mục xã, phường cho quy chế «{edition.id}»; hãy bỏ --commune.")
    province = geography.load(key)
    try:
        commune = province.commune(code=code)
    except KeyError:
        near = ", ".join(f"{each.code} ({province.full_name(each)})" for each in province.find(code)[:3])
        example = province.communes[0]
        hint = f"có phải {near}?" if near else f"ví dụ {example.code} là {province.full_name(example)}."
        raise QuestionError(f"{province.name} không có xã, phường mã «{code}»; {hint}") from None
    districts = {each.code: each.name for each in province.districts}
    return Place(commune.name, districts.get(commune.district_code or "", ""))
