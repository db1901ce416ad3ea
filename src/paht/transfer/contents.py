"""What stands in a package: one report as a line of each file, and the files as a ZIP with a manifest."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.cases.queries.given import Given
from paht.law.providing import DESCRIPTION
from paht.law.worktime import HO_CHI_MINH
from paht.transfer.checking import FORMAT, MANIFEST, content_digest

REPORTS, WHOLE, SENDERS, WORDS = "phan-anh.csv", "phan-anh.json", "nguoi-gui.csv", "cot-du-lieu.csv"
PERSONAL_COLUMNS = ("name", "phone", "email", "address", "identity_number", DESCRIPTION)

COLUMNS: dict[str, str] = {
    "code": "Mã phản ánh",
    "kind": "Loại: report phản ánh, petition kiến nghị, question câu hỏi, suggestion góp ý",
    "field": "Mã lĩnh vực",
    "stage": "Trạng thái lúc lập gói",
    "channel": "Kênh gửi",
    "commune_code": "Mã đơn vị hành chính cấp xã",
    "commune": "Tên xã, phường",
    "latitude": "Vĩ độ (WGS 84)",
    "longitude": "Kinh độ (WGS 84)",
    "sent_at": "Lúc gửi (ISO 8601, UTC)",
    "published_at": "Lúc công khai kết quả (ISO 8601, UTC)",
    "agencies": "Các cơ quan đã được giao, cách nhau bằng dấu chấm phẩy",
    "rating": "Mức đánh giá của người gửi",
    "text": "Nội dung như Trung tâm đã duyệt, đã che thông tin cá nhân; trống khi chưa duyệt",
    "answer": "Kết quả xử lý",
}
"""Each column of the reports and what it means."""
PERSONAL_WORDS: dict[str, str] = {
    "code": "Mã phản ánh",
    "name": "Họ và tên người gửi",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ liên hệ",
    "identity_number": "Số căn cước công dân",
    DESCRIPTION: "Nội dung nguyên văn người gửi đã viết",
}


def report_of(
    each: Given, jurisdiction: Jurisdiction, personal: dict[str, str], given: list[dict[str, str]]
) -> dict[str, Any]:
    """A report as a part keeps it: the row, what the JSON has beyond it (``given``: the files in the package), and the
    personal data that were opened."""
    row = {
        "code": each.code,
        "kind": str(each.case.kind),
        "field": str(each.case.field),
        "stage": str(each.case.stage),
        "channel": str(each.case.channel),
        "commune_code": each.commune,
        "commune": _commune(each.commune, jurisdiction),
        "latitude": each.latitude,
        "longitude": each.longitude,
        "sent_at": _moment(each.sent_at),
        "published_at": _moment(each.published_at),
        "agencies": "; ".join(each.agencies.values()),
        "rating": each.case.rating or "",
        "text": each.text,
        "answer": each.answer,
    }
    course = [
        {
            "agency": each.agencies.get(one.agency, ""),
            "role": str(one.role),
            "state": str(one.state),
            "dispatched_at": _moment(one.dispatched_at),
            "approved_at": _moment(one.approved_at),
        }
        for one in each.case.assignments
    ]
    files = [
        {"id": file.id, "sha256": file.sha256, "media_type": file.media_type} for file in each.case.files
    ]
    return {"row": row, "course": course, "files": files, "given": given, "personal": personal}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the manifest says of a package."""

    province: str
    number: str
    body: str
    ground: str
    scope: dict[str, Any]
    fields: tuple[str, ...]
    law: str
    made_at: datetime
    pictures: str = "none"


Files = Callable[[], Iterator[tuple[str, Iterator[bytes]]]]
"""Reads the pictures and other files, each with its name; one to its end before the next."""
Reports = Callable[[], Iterator[dict[str, Any]]]
"""Reads the reports from the beginning; each file of the package is one reading."""


def write_package(target: IO[bytes], reports: Reports, files: Files, about: About) -> int:
    """Write the ZIP; how many reports it holds. Nothing is kept in memory but the report at hand, and of each file its
    line of the manifest."""
    columns = [name for name in PERSONAL_COLUMNS if name in about.fields]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        writer = _Writer(packed, about.made_at)
        count = writer.add(REPORTS, _table([*COLUMNS], (list(each["row"].values()) for each in reports())))
        writer.add(WHOLE, _objects(reports()))
        meanings = [[REPORTS, *pair] for pair in COLUMNS.items()]
        if columns:
            personal = (
                [each["row"]["code"], *(each["personal"].get(name, "") for name in columns)]
                for each in reports()
                if each["personal"]
            )
            writer.add(SENDERS, _table(["code", *columns], personal))
            meanings += [[SENDERS, name, PERSONAL_WORDS[name]] for name in ("code", *columns)]
        writer.add(WORDS, _table(["file", "column", "meaning"], iter(meanings)))
        for name, pieces in files():
            writer.add(name, pieces, is_packed=True)
        writer.add_manifest(about, cases=count)
    return count


class _Writer:
    """Writes the files of a ZIP one after the other, and remembers what stands in the manifest."""

    def __init__(self, packed: zipfile.ZipFile, made_at: datetime) -> None:
        self._packed, self._at = packed, made_at.astimezone(HO_CHI_MINH).timetuple()[:6]
        self._files: list[dict[str, Any]] = []

    def add(self, name: str, lines: Iterator[bytes], *, is_packed: bool = False) -> int:
        """A file of the lines; how many lines there were, without its head and end. One that ``is_packed`` by its own
        format is not packed once more."""
        digest, size, count = hashlib.sha256(), 0, -1
        entry = self._entry(name)
        if is_packed:
            entry.compress_type = zipfile.ZIP_STORED
        with self._packed.open(entry, "w", force_zip64=not is_packed) as member:
            for line in lines:
                digest.update(line)
                size += len(line)
                member.write(line)
                count += 1
        self._files.append({"name": name, "size_bytes": size, "sha256": digest.hexdigest()})
        return count

    def add_manifest(self, about: About, *, cases: int) -> None:
        """The manifest, last: what the package is, and the checksum of each file and of all of them together."""
        said = {
            "format": FORMAT,
            "province": about.province,
            "request": about.number,
            "body": about.body,
            "ground": about.ground,
            "scope": about.scope,
            "personal_fields": list(about.fields),
            "pictures": about.pictures,
            "law": about.law,
            "made_at": _moment(about.made_at),
            "cases": cases,
            "files": self._files,
            "content_sha256": content_digest(self._files),
        }
        content = json.dumps(said, ensure_ascii=False, indent=2).encode()
        self._packed.writestr(self._entry(MANIFEST), content)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self._at)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return entry


def _table(header: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """A CSV that spreadsheets open with its Vietnamese letters: the head, then a piece a row."""
    yield "\ufeff".encode() + _line(header)
    for row in rows:
        yield _line(row)


def _line(cells: list[Any]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([_cell(cell) for cell in cells])
    return out.getvalue().encode()


def _cell(value: Any) -> Any:
    """What begins like a formula would be worked out by a spreadsheet."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value


def _objects(reports: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    before = b"[\n"
    for each in reports:
        whole = {**each["row"], **{name: each[name] for name in ("course", "files", "given")}}
        yield before + json.dumps(whole, ensure_ascii=False).encode()
        before = b",\n"
    yield b"\n]\n" if before != b"[\n" else b"[]\n"


def _commune(code: str, jurisdiction: Jurisdiction) -> str:
    try:
        return jurisdiction.province.full_name(jurisdiction.province.commune(code=code))
    except KeyError:
        return ""


def _moment(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
