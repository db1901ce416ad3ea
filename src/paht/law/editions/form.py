"""Patterns and sentences for personal fields that any edition may ask for."""

from paht.law.editions.rows import FormField

PHONE = r"(?:(?:\+84|0)[\s.]?)(?:[35789]\d(?:[\s.]?\d){7}|2\d(?:[\s.]?\d){8})"
"""Vietnamese mobile (10 digits) or fixed line (11 digits), with +84 or 0, spaced or not."""


def name(*, clause: str) -> FormField:
    """Full name, required."""
    return FormField(
        name="name",
        label="Họ và tên",
        clause=clause,
        required=True,
        pattern=r".{2,120}",
        missing="Xin ghi họ và tên của tổ chức, cá nhân gửi phản ánh.",
        malformed="Họ và tên cần từ 2 đến 120 ký tự.",
    )


def phone(*, clause: str) -> FormField:
    """Phone number, required."""
    return FormField(
        name="phone",
        label="Số điện thoại",
        clause=clause,
        required=True,
        pattern=PHONE,
        missing="Xin ghi số điện thoại để được liên hệ xác minh và nhận kết quả.",
        malformed="Số điện thoại chưa đúng: số di động có 10 chữ số, ví dụ 0912 345 678.",
    )


def email(*, clause: str) -> FormField:
    """E-mail, optional."""
    return FormField(
        name="email",
        label="Thư điện tử",
        clause=clause,
        required=False,
        pattern=r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}",
        missing="",
        malformed="Địa chỉ thư điện tử chưa đúng, ví dụ ten@vidu.vn; có thể để trống.",
    )


def address(*, clause: str) -> FormField:
    """Contact address, required."""
    return FormField(
        name="address",
        label="Địa chỉ liên hệ",
        clause=clause,
        required=True,
        pattern=r".{5,300}",
        missing="Xin ghi địa chỉ liên hệ.",
        malformed="Địa chỉ liên hệ cần từ 5 đến 300 ký tự.",
    )


def identity_number(*, clause: str) -> FormField:
    """Citizen identity number (căn cước công dân), required."""
    return FormField(
        name="identity_number",
        label="Số căn cước công dân",
        clause=clause,
        required=True,
        pattern=r"\d{12}",
        missing="Xin ghi số căn cước công dân.",
        malformed="Số căn cước công dân gồm đúng 12 chữ số.",
    )
