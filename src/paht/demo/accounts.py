"""The demo's addresses and accounts: what it prints, and what a stranger needs to look around."""

from dataclasses import dataclass

HOSTS: dict[str, tuple[str, ...]] = {
    "vinh-long": ("127.0.0.1", "localhost"),
    "soc-trang": ("127.0.0.2",),
}
"""Host names of each province; the first is the address it is served on."""

EDITIONS: dict[str, str] = {"vinh-long": "vinh-long-2025", "soc-trang": "soc-trang-2024"}

PASSWORD = "phan-anh-2026"  # noqa: S105 (printed by the demo, and good for nothing else)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the demo prints it."""

    login: str
    role: str
    address: str


ACCOUNTS: tuple[Account, ...] = (
    Account("tiepnhan", "Tiếp nhận (IOC)", "/desk/"),
    Account("dieuphoi", "Điều phối (IOC)", "/desk/"),
    Account("bientap", "Biên tập, công khai (IOC)", "/desk/"),
    Account("chuyenvien", "Chuyên viên Sở Xây dựng", "/agency/"),
    Account("lanhdao", "Lãnh đạo Sở Xây dựng", "/agency/"),
    Account("chuyenvienxa", "Chuyên viên UBND cấp xã", "/agency/"),
    Account("lanhdaoxa", "Lãnh đạo UBND cấp xã", "/agency/"),
    Account("phochutichxa", "Phó Chủ tịch UBND cấp xã (Vĩnh Long)", "/agency/"),
    Account("vanphong", "Cơ quan được chỉ định phối hợp (Vĩnh Long)", "/agency/"),
    Account("sochuquan", "Sở chủ quản hệ thống", "/leadership/"),
    Account("lanhdaotinh", "Lãnh đạo tỉnh", "/leadership/"),
    Account("kiemtra", "Kiểm tra, chỉ xem", "/leadership/"),
    Account("baovedulieu", "Phụ trách bảo vệ dữ liệu cá nhân", "/leadership/"),
    Account("quantri", "Quản trị hệ thống", "/quan-tri/"),
)
