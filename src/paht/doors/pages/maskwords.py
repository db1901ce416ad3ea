"""What was masked in a text, in words: kinds and counts, never what it was."""

from collections.abc import Sequence

from paht.law.casework.case import Masked

KIND_NAMES: dict[str, str] = {
    "phone": "số điện thoại",
    "cccd": "số định danh",
    "email": "thư điện tử",
    "plate": "biển số xe",
    "account": "số tài khoản",
    "name": "họ tên",
    "address": "địa chỉ riêng",
}
"""The kinds of personal data that are looked for, as people call them."""


def masked_words(masked: Sequence[Masked]) -> str:
    """``đã che 2 số điện thoại, 1 họ tên``, or that the text went out as it is."""
    if not masked:
        return "không có nội dung phải che"
    told = [f"{each.count} {KIND_NAMES.get(each.kind, 'thông tin cá nhân')}" for each in masked]
    return f"đã che {', '.join(told)}"
