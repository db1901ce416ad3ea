"""Masking personal data in a text that will be read by many: phone numbers, e-mails, identity numbers.

By pattern alone, so an official still reads the text before it goes on; names and addresses are theirs to judge.
"""

import re

PHONE_MASK = "[đã ẩn số điện thoại]"
EMAIL_MASK = "[đã ẩn thư điện tử]"
IDENTITY_MASK = "[đã ẩn số định danh]"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Twelve digits begin with a 0 (no sum of money does); nine are an old identity card, unless a unit follows.
_IDENTITY = re.compile(
    r"(?<![\d.,])(?:0\d{2}[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{3}|[1-9]\d{8}(?!\s*(?:đ|vn|usd|m\b|kg|tỷ|triệu)))(?!\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!\d)(?:\+?84[ .-]?|0)(?:[35789](?:[ .-]?\d){8}|2(?:[ .-]?\d){9})(?!\d)")


def mask(text: str) -> str:
    """The text with phone numbers, e-mail addresses and identity numbers replaced by words that say so."""
    text = _EMAIL.sub(EMAIL_MASK, text)
    text = _IDENTITY.sub(IDENTITY_MASK, text)
    return _PHONE.sub(PHONE_MASK, text)
