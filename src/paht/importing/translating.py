"""A row of an earlier system in our words, or everything that is wrong with it, each with what to do. Pure but for the
geography."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from paht.agencies.geography import Province
from paht.cases.importing import Old
from paht.importing.mapping import PERSONAL, Plan, Table
from paht.importing.reading import HELD, Line
from paht.law.casework.admission import phone_number, tidy
from paht.law.casework.case import Place
from paht.law.casework.events import Outcome
from paht.law.casework.states import Channel, Field, Kind
from paht.law.worktime import HO_CHI_MINH

_REFERENCE = re.compile(r"[\w./#-]{1,64}")
_PHONE = re.compile(r"0\d{9,10}")
_LONGEST_PHONE = 11
RESULT_TITLE = "Kết quả tại hệ thống cũ:"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: the column's name here, its title in the file, what is wrong, what to do."""

    name: str
    title: str
    wrong: str
    remedy: str


class _Reader:
    """One row being read: each part is asked for once, problems are gathered."""

    def __init__(self, line: Line, plan: Plan, province: Province) -> None:
        self.line, self.plan, self.province = line, plan, province
        self.problems: list[Problem] = []

    def cell(self, name: str) -> str:
        title = self.plan.columns.get(name)
        return "" if title is None else self.line.cells.get(title, "").strip().replace("\x00", "")

    def wrong(self, name: str, wrong: str, remedy: str) -> None:
        self.problems.append(Problem(name, self.plan.columns.get(name, name), wrong, remedy))

    def reference(self) -> str:
        written = self.cell("reference").replace(" ", "")
        if not _REFERENCE.fullmatch(written):
            self.wrong(
                "reference",
                "Thiếu mã hoặc mã không hợp lệ",
                "Ghi mã của hệ thống cũ: chữ, số, không quá 64 ký tự",
            )
        elif _PHONE.fullmatch(written):
            self.wrong(
                "reference", "Mã giống số điện thoại", "Chọn cột khác làm mã: mã được lưu không mã hóa"
            )
        return written

    def moment(self, name: str, *, required: bool) -> datetime | None:
        written = self.cell(name)
        if not written:
            if required:
                self.wrong(name, "Thiếu thời điểm", "Ghi ngày, giờ")
            return None
        for read in (datetime.fromisoformat, *map(_by, self.plan.formats)):
            try:
                found = read(written)
            except ValueError:
                continue
            return found if found.tzinfo is not None else found.replace(tzinfo=HO_CHI_MINH)
        self.wrong(
            name, f"Không đọc được thời điểm “{written[:40]}”", "Sửa ô, hoặc thêm mẫu vào [dates] formats"
        )
        return None

    def coded(self, name: str, table: Table, part: str, *, otherwise: str) -> str:
        """A value by its code table; without the column, what it is otherwise."""
        if name not in self.plan.columns:
            return table.otherwise or otherwise
        written = self.cell(name)
        found = table.get(written)
        if found is None:
            self.wrong(
                name, f"Chưa có mã cho “{written[:60]}”", f'Thêm vào [{part}], hoặc đặt "*" làm mặc định'
            )
            return otherwise
        return found

    def number(self, name: str) -> float | None:
        written = self.cell(name).replace(",", ".")
        if not written:
            return None
        try:
            found = float(written)
        except ValueError:
            found = math.nan
        if not -180 <= found <= 180:
            self.wrong(name, f"“{written[:20]}” không phải tọa độ", "Ghi độ thập phân, ví dụ 10.2415")
            return None
        return found

    def commune(self) -> str | None:
        """The commune of today for the one written: by the code table, else by its name where only one fits."""
        written = self.cell("commune")
        if not written:
            return None
        if (code := self.plan.communes.get(written)) is not None:
            return code
        found = self.province.find(written)
        exact = [each for each in found if each.code == written] or found
        if len(exact) == 1:
            return exact[0].code
        self.wrong(
            "commune",
            f"Chưa rõ “{written[:60]}” nay thuộc xã, phường nào",
            "Thêm xã, phường cũ và mã mới vào [communes]",
        )
        return None

    def place(self) -> Place | None:
        latitude, longitude, commune = self.number("latitude"), self.number("longitude"), self.commune()
        if latitude is not None and longitude is not None and -90 <= latitude <= 90:
            there, km_outside = self.province.located(lat=latitude, lon=longitude)
            return Place(latitude, longitude, "pin", commune or there.code, km_outside)
        if commune is None:
            return None
        centre = self.province.commune(code=commune)
        return Place(centre.lat, centre.lon, "commune", commune)

    def personal(self) -> Mapping[str, str]:
        """As a form's fields are sealed: tidy, a telephone number as it is compared."""
        found = {name: tidy(self.cell(name))[:500] for name in PERSONAL if self.cell(name)}
        phone = phone_number(found.get("phone", ""))
        if not 9 <= len(phone) <= _LONGEST_PHONE:
            # No number, or several: as it was written.
            phone = found.get("phone", "")
        if re.fullmatch(r"[1-9]\d{8}", phone):
            # A spreadsheet takes a number's first nought away.
            phone = f"0{phone}"
        return {**found, "phone": phone} if phone else found

    def files(self) -> tuple[str, ...]:
        """The names of the files in the column, in order, each once."""
        written = re.split(rf"[{re.escape(self.plan.separator)}\n]", self.cell("files"))
        return tuple(dict.fromkeys(name.strip() for name in written if name.strip()))

    def description(self) -> str:
        result = self.cell("result")
        parts = [self.cell("description"), f"{RESULT_TITLE} {result}" if result else ""]
        return "\n\n".join(part.replace("\r\n", "\n").strip() for part in parts if part)


@dataclass(frozen=True, slots=True)
class Translated:
    """A row in our words, and the names of the files that belong to it."""

    old: Old
    files: tuple[str, ...]


def translated(line: Line, *, plan: Plan, province: Province) -> Translated | tuple[Problem, ...]:
    """The row in our words, or what is wrong with it."""
    read = _Reader(line, plan, province)
    for name in plan.columns:
        if read.cell(name) == HELD:
            read.wrong(name, "Ô này chỉ có ở tệp gốc", "Nhập kèm --original TỆP_GỐC, hoặc ghi lại ô")
    reference, sent_at = read.reference(), read.moment("sent_at", required=True)
    if not read.cell("description"):
        read.wrong("description", "Thiếu nội dung phản ánh", "Ghi nội dung")
    field = read.coded("field", plan.fields, "fields", otherwise=Field.OTHER)
    outcome = read.coded("outcome", plan.outcomes, "outcomes", otherwise=Outcome.UNKNOWN)
    kind = read.coded("kind", plan.kinds, "kinds", otherwise=Kind.REPORT)
    channel = read.coded("channel", plan.channels, "channels", otherwise=Channel.WEB)
    closed_at, place = read.moment("closed_at", required=False), read.place()
    if read.problems or sent_at is None:
        return tuple(read.problems)
    old = Old(
        reference=reference,
        kind=Kind(kind),
        field=Field(field),
        channel=Channel(channel),
        place=place,
        description=read.description(),
        personal=read.personal(),
        sent_at=sent_at,
        outcome=Outcome(outcome),
        closed_at=closed_at,
    )
    return Translated(old, read.files())


def _by(pattern: str) -> Callable[[str], datetime]:
    return lambda written: datetime.strptime(written, pattern)  # noqa: DTZ007 (the zone is given by who asks)
