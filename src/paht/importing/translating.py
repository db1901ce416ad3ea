"""A row of an earlier system in our words, or everything that is wrong with it, each with what to do. Pure but for the
geography."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from paht.agencies.geography import ENDED, Commune, Former, Province
from paht.cases.importing import Old
from paht.importing.mapping import BESIDE, PERSONAL, Plan, Table, plain
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
TITLES = {
    "location": "Địa điểm ghi tại hệ thống cũ:",
    "handler": "Đơn vị xử lý tại hệ thống cũ:",
    "result": RESULT_TITLE,
}


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

    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where both are there."""
        latitude, longitude = self.number("latitude"), self.number("longitude")
        if latitude is None or longitude is None or not -90 <= latitude <= 90:
            return None
        return latitude, longitude

    def commune(self, *, sent_at: datetime | None, point: tuple[float, float] | None) -> str | None:
        """The commune of today for the one written: by the code table; by what became of it, where the row is older
        than today's communes and the mapping says which province's they were; else by its name where one fits."""
        written, district = self.cell("commune"), self.cell("district")
        if not written:
            return None
        full = f"{written}, {district}" if district else written
        if (code := self.plan.communes.get(full) or self.plan.communes.get(written)) is not None:
            return code
        former = self.plan.former.find(full) if self.plan.former is not None else ()
        is_old = self.plan.former is not None and sent_at is not None and sent_at.date() < ENDED
        today = [] if is_old else self._bearing(written, full)
        if len(today) == 1:
            return today[0].code
        if not today and len({each.codes for each in former}) == 1:
            codes = former[0].codes
            if (code := codes[0] if len(codes) == 1 else self._part(codes, point)) is not None:
                return code
        self.wrong("commune", *self._unclear(written, today, former))
        return None

    def _bearing(self, written: str, full: str) -> list[Commune]:
        """Today's communes that bear the name: with the mapping's province of then only the whole name counts."""
        found = self.province.find(full) or self.province.find(written)
        whole = [
            each for each in found if written in (each.code, each.name) or plain(each.name) == plain(written)
        ]
        return whole if whole or self.plan.former is not None else found

    def _part(self, codes: tuple[str, ...], point: tuple[float, float] | None) -> str | None:
        """Of the communes that a split one went into the one in which the report's place lies."""
        if point is None:
            return None
        here, km_outside = self.province.located(lat=point[0], lon=point[1])
        return here.code if here.code in codes and not km_outside else None

    def _unclear(self, written: str, today: Sequence[Commune], former: Sequence[Former]) -> tuple[str, str]:
        remedy = "Thêm xã, phường cũ và mã mới vào [communes]"
        if not today and len(former) == 1:
            parts = " hoặc ".join(self.province.commune(code=code).name for code in former[0].codes)
            return f"“{former[0]}” nay thuộc {parts}", f"{remedy}, hoặc ghi tọa độ"
        if not today and former:
            several = "; ".join(map(str, former))
            return f"“{written[:60]}” có thể là: {several}", "Ghi thêm huyện, thị xã, thành phố cũ"
        return f"Chưa rõ “{written[:60]}” nay thuộc xã, phường nào", remedy

    def place(self, *, sent_at: datetime | None) -> Place | None:
        point = self.point()
        commune = self.commune(sent_at=sent_at, point=point)
        if point is not None:
            there, km_outside = self.province.located(lat=point[0], lon=point[1])
            return Place(*point, "pin", commune or there.code, km_outside)
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
        """Subject and description as they were, and below them what else was on record, each with its title."""
        subject, description = self.cell("subject"), self.cell("description")
        parts = [subject if plain(subject) not in plain(description) else "", description]
        parts += [f"{TITLES[name]} {self.cell(name)}" for name in BESIDE if self.cell(name)]
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
    closed_at, place = read.moment("closed_at", required=False), read.place(sent_at=sent_at)
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
