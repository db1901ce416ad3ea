"""The extract in words: sections of labels and values, the same on the page, in the file and as JSON."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from paht.doors.citizen.views_joining import CHAT_NAMES
from paht.doors.citizen.wished import LANGUAGE_NAMES, WAY_NAMES, chosen
from paht.doors.pages.subjectwords import BESIDE_NAMES, RIGHT_NAMES, state_words
from paht.doors.pages.subjectwords import FIELD_NAMES as HELD_NAMES
from paht.doors.pages.wording import vi_datetime
from paht.doors.pages.words import FIELD_NAMES, KIND_NAMES
from paht.law.editions.rows import Edition
from paht.subjects.extract import Extract, HeldBeside, HeldLook, HeldReport
from paht.subjects.queries import code_of

_FILES = {"letter": "Tệp kèm thư", "call": "Bản ghi âm được lưu giữ"}
_BY = {"sender": "ông/bà", "staff": "cán bộ Trung tâm", "system": "hệ thống"}
_ERASED = "Đã xóa: nội dung và thông tin cá nhân không ai mở được nữa"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the extract: pairs of a label and a value, then lines."""

    title: str
    pairs: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    empty: str = "Không lưu dữ liệu nào."

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"title": self.title, "values": [list(pair) for pair in self.pairs], "lines": self.lines}


def file_name(extract: Extract, form: str) -> str:
    """The name of the file to keep; nothing in it says whose it is."""
    return f"ban-trich-du-lieu-{extract.at:%Y%m%d-%H%M}.{form}"


def sections(extract: Extract, edition: Edition) -> list[Section]:
    """The whole extract."""
    account = [("Số điện thoại đã xác nhận", number) for number in extract.phones]
    account += [("Tài khoản liên kết", CHAT_NAMES.get(kind, kind)) for kind in extract.identities]
    account += [("Đăng nhập", f"{device}, từ {vi_datetime(since)}") for device, since in extract.sessions]
    account += [(f"Điền sẵn: {HELD_NAMES[name]}", value) for name, value in _named(extract.profile)]
    account += _reached(extract)
    return [
        Section(
            "Mục đích và căn cứ",
            [
                ("Bên kiểm soát dữ liệu", f"{edition.ioc}, tỉnh {edition.province}"),
                (
                    "Mục đích",
                    "Tiếp nhận, xác minh, phân phối, xử lý, trả lời phản ánh và liên hệ với người gửi",
                ),
                (
                    "Ai được xem",
                    "Cán bộ được giao của Trung tâm, mỗi lần xem có lý do và được ghi lại; cơ quan xử lý không",
                ),
            ],
        ),
        Section("Tài khoản", account, empty="Không có tài khoản."),
        *(_report(report) for report in extract.reports),
        *(_beside(held) for held in extract.beside),
        Section(
            "Các lần chọn cách nhận tin",
            [(vi_datetime(each.at), chosen(each)) for each in extract.choices],
            empty="Chưa có lần nào: tin về phản ánh được gửi theo nhiệm vụ trả kết quả.",
        ),
        _standing(extract),
        _requests(extract),
        Section(
            "Ai đã xem",
            lines=_looks(extract.looks),
            empty="Chưa có lần xem nào trước bản trích này.",
        ),
    ]


def _reached(extract: Extract) -> list[tuple[str, str]]:
    refused = ", ".join(WAY_NAMES[way] for way in WAY_NAMES if way in extract.wished.unwanted)
    pairs = [("Ngôn ngữ nhận tin", LANGUAGE_NAMES[extract.wished.language])]
    pairs += [("Cách không muốn nhận tin", refused)] if refused else []
    return pairs + [("Nhận thông báo đẩy", f"{kind}, từ {vi_datetime(at)}") for kind, at in extract.pushes]


def _named(fields: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in fields.items() if name in HELD_NAMES and value]


def _report(report: HeldReport) -> Section:
    case = report.case
    pairs = [
        ("Loại", f"{KIND_NAMES.get(case.kind, case.kind)}: {FIELD_NAMES.get(case.field, case.field)}"),
        ("Gửi lúc", vi_datetime(case.sent_at)),
        ("Ảnh, video đã gửi", str(report.photos)),
    ]
    if case.place is not None:
        pairs.append(("Vị trí sự việc", f"{case.place.latitude:.5f}, {case.place.longitude:.5f}"))
    if report.is_erased:
        return Section(f"Phản ánh {report.code}", [*pairs, ("Thông tin cá nhân", _ERASED)])
    pairs += [(HELD_NAMES[name], value) for name, value in _named(report.personal)]
    return Section(f"Phản ánh {report.code}", pairs, [f"Nội dung: {words}" for words in report.words])


def _beside(held: HeldBeside) -> Section:
    title = f"{BESIDE_NAMES[held.kind]} {vi_datetime(held.at)}"
    pairs = [("Phản ánh liên quan", ", ".join(held.reports))] if held.reports else []
    if held.is_erased:
        return Section(title, [*pairs, ("Thông tin cá nhân", _ERASED)])
    pairs += [(_FILES[held.kind], str(held.files))] if held.files else []
    lines = [f"{vi_datetime(at)}, {_BY[by]}: {words}" for at, by, words in held.words]
    return Section(title, pairs, lines, empty="Không còn nội dung nào đọc được.")


def _standing(extract: Extract) -> Section:
    lines = [
        f"{vi_datetime(each.at)}: ghi nhận vi phạm ({each.ground}){'' if each.counts else ', không tính'}"
        for each in extract.standing.violations
    ]
    return Section("Ghi nhận về người gửi", lines=lines, empty="Không có ghi nhận vi phạm nào.")


def _requests(extract: Extract) -> Section:
    lines = []
    for row, fields in extract.requests:
        typed = "; ".join(f"{HELD_NAMES[name]}: {value}" for name, value in _named(fields))
        state = state_words(row.request)[0]
        lines.append(
            f"{code_of(row.id)}, {vi_datetime(row.request.asked_at)}: {RIGHT_NAMES[row.request.right]} ({state})"
            f"{f'. {typed}' if typed else ''}"
        )
    return Section("Yêu cầu về dữ liệu", lines=lines)


def _looks(looks: Iterable[HeldLook]) -> list[str]:
    """The latest first, what is the same but for its record once with how often."""
    counted = Counter(_look(look) for look in looks)
    return [f"{line} ({count} mục)" if count > 1 else line for line, count in counted.items()]


def _look(look: HeldLook) -> str:
    who = look.who or ("Chính ông/bà" if look.is_own else "Hệ thống (không ai đọc)")
    purpose = "xem của chính mình" if look.purpose in _OWN else look.purpose
    fields = ", ".join(HELD_NAMES.get(name, name).lower() for name in look.fields)
    return f"{vi_datetime(look.at)}: {who}; mục đích: {purpose}; xem: {fields}"


_OWN = ("sender's own view", "person's own view")
