"""Looks at data whose subject has had their processing restricted: only where a law compels, which is then named."""

from collections.abc import Collection

from paht.law.casework.case import Refused
from paht.law.subjects.laws import Law

PERSONAL = frozenset({"name", "phone", "email", "address", "identity_number"})
"""The fields that a restriction closes. What was reported stays open: the report must be dealt with (Điều 19)."""


def look_refusal(*, fields: Collection[str], is_restricted: bool, basis: str, law: Law) -> Refused | None:
    """Why an official may not look at these fields; ``None`` where they may. ``basis`` is the law that compels."""
    if not is_restricted or not PERSONAL & set(fields) or basis.strip():
        return None
    return Refused(
        law.asking_clause,
        "Người gửi đã yêu cầu hạn chế xử lý dữ liệu cá nhân. Chỉ được xem khi pháp luật bắt buộc: xin ghi rõ căn cứ "
        "(điều, khoản, văn bản); căn cứ được lưu vào biên bản và người gửi xem được.",
        field="basis",
    )
