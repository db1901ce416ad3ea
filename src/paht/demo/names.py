"""Invented people for the demonstration: names, telephone numbers, addresses and identity numbers.

Every value has the right shape; none is meant for anybody, though a number may by chance be somebody's. The
same seed gives the same people.
"""

import random
from dataclasses import dataclass
from datetime import date

from paht.agencies.geography import Commune, load

# Weights follow how common the names are; no statistics are claimed.
FAMILY_NAMES = (
    ("Nguyễn", 36), ("Trần", 12), ("Lê", 10), ("Phạm", 7), ("Huỳnh", 6), ("Võ", 5), ("Phan", 5), ("Đặng", 4),
    ("Bùi", 3), ("Dương", 3), ("Ngô", 2), ("Hồ", 2), ("Trương", 3), ("Lâm", 2), ("Đỗ", 2), ("Mai", 1),
    ("Cao", 1), ("Lý", 1), ("Châu", 1), ("Thạch", 2), ("Kim", 1), ("Sơn", 1), ("Tạ", 1), ("Lưu", 1),
    ("Quách", 1),
)  # fmt: skip
MIDDLE_MEN = (
    "Văn", "Văn", "Văn", "Hữu", "Minh", "Thanh", "Quốc", "Hoàng", "Công", "Đức", "Tấn", "Chí", "Phước",
    "Trọng", "Nhật", "Thành",
)  # fmt: skip
MIDDLE_WOMEN = (
    "Thị", "Thị", "Thị", "Thị Ngọc", "Thị Kim", "Thị Mỹ", "Ngọc", "Thanh", "Kim", "Mỹ", "Bích", "Thùy",
    "Hồng", "Thị Hồng", "Thúy",
)  # fmt: skip
GIVEN_MEN = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hào", "Hậu", "Hiếu", "Hùng", "Huy", "Khang", "Khánh",
    "Khoa", "Kiệt", "Lâm", "Lộc", "Long", "Luân", "Minh", "Nam", "Nghĩa", "Nhân", "Phát", "Phong", "Phú",
    "Phúc", "Quân", "Sang", "Sơn", "Tài", "Tâm", "Thắng", "Thiện", "Thịnh", "Tín", "Toàn", "Trí", "Trung",
    "Tuấn", "Út", "Việt", "Vinh",
)  # fmt: skip
GIVEN_WOMEN = (
    "Anh", "Bé", "Cúc", "Diễm", "Dung", "Đào", "Giang", "Hà", "Hạnh", "Hằng", "Hoa", "Hương", "Huyền",
    "Lan", "Lài", "Liên", "Linh", "Loan", "Mai", "My", "Nga", "Ngân", "Nhi", "Nhung", "Như", "Phương",
    "Phượng", "Quyên", "Sương", "Thảo", "Thắm", "Thư", "Thủy", "Tiên", "Trang", "Trinh", "Tuyền", "Vân",
    "Xuân", "Yến",
)  # fmt: skip
STREETS = (
    "Nguyễn Huệ", "Lê Lợi", "Trần Hưng Đạo", "Phạm Hùng", "Nguyễn Trãi", "Lý Thường Kiệt", "Võ Văn Kiệt",
    "30 Tháng 4", "2 Tháng 9", "Hùng Vương", "Nguyễn Đình Chiểu", "Đồng Khởi", "Phan Bội Châu",
    "Điện Biên Phủ", "Nguyễn Thị Minh Khai",
)  # fmt: skip
HAMLETS = (
    "Thạnh Hòa", "Phú Thạnh", "Tân Lập", "An Thạnh", "Mỹ Hòa", "Long Thới", "Phước Lợi", "Hòa Thuận",
    "Bình An", "Tân Phú", "Đông Thạnh", "Vĩnh Lợi",
)  # fmt: skip
MOBILE_PREFIXES = (
    "032", "035", "038", "070", "077", "081", "085", "090", "091", "093", "096", "097", "098",
)  # fmt: skip
# Identity numbers begin with the code of the province of birth registration.
BIRTH_PROVINCES = {"vinh-long": ("086", "083", "084"), "soc-trang": ("094",)}


@dataclass(frozen=True, slots=True)
class Person:
    """An invented sender or official, complete enough for the forms of both editions."""

    full_name: str
    woman: bool
    born_on: date
    phone: str
    identity_number: str
    email: str
    address: str
    commune: Commune


def person(*, province: str, chance: random.Random) -> Person:
    """The next invented person living in the province."""
    woman = chance.random() < 0.5
    name = full_name(woman=woman, chance=chance)
    born_on = date.fromordinal(chance.randint(date(1950, 1, 1).toordinal(), date(2007, 12, 31).toordinal()))
    commune = chance.choice(load(province).communes)
    number = phone(chance=chance)
    return Person(
        full_name=name,
        woman=woman,
        born_on=born_on,
        phone=number,
        identity_number=identity_number(province=province, woman=woman, born_on=born_on, chance=chance),
        # example.com belongs to nobody, so that no letter from a demonstration reaches anyone.
        email=f"nguoidan{number[-6:]}@example.com",
        address=address(province=province, commune=commune, chance=chance),
        commune=commune,
    )


def full_name(*, woman: bool, chance: random.Random) -> str:
    """Family, middle and given name in that order, NFC."""
    family = chance.choices([n for n, _ in FAMILY_NAMES], [w for _, w in FAMILY_NAMES])[0]
    middle = chance.choice(MIDDLE_WOMEN if woman else MIDDLE_MEN)
    given = chance.choice([n for n in (GIVEN_WOMEN if woman else GIVEN_MEN) if n not in middle.split()])
    return f"{family} {middle} {given}"


def phone(*, chance: random.Random) -> str:
    """A mobile number of ten digits with 000 in its middle, so that people see it is invented.

    No block is known to be reserved for fiction: a demonstration must never really call or write to it.
    """
    return f"{chance.choice(MOBILE_PREFIXES)}000{chance.randrange(10_000):04d}"


def identity_number(*, province: str, woman: bool, born_on: date, chance: random.Random) -> str:
    """Twelve digits: province of birth, century with sex, year of birth, six digits of chance."""
    century = (born_on.year // 100 - 19) * 2 + int(woman)
    start = chance.choice(BIRTH_PROVINCES[province])
    return f"{start}{century}{born_on.year % 100:02d}{chance.randrange(1_000_000):06d}"


def address(*, province: str, commune: Commune, chance: random.Random) -> str:
    """House, street or hamlet, commune (with district where there is one) and province."""
    place = load(province)
    number = str(chance.randint(1, 399)) + chance.choice(("", "", "", "A", f"/{chance.randint(1, 40)}"))
    where = f"đường {chance.choice(STREETS)}" if commune.kind != "xã" else f"ấp {chance.choice(HAMLETS)}"
    return f"Số {number}, {where}, {place.full_name(commune)}, {place.name}"
