"""Values as exchanges write them: moments as seconds, milliseconds or text, numbers with +84."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from paht.law.worktime import HO_CHI_MINH

LONGEST = 200
_LATEST = 4_102_444_800
"""The year 2100 in seconds: a greater figure is milliseconds."""


def text(body: Mapping[str, Any], *names: str, longest: int = LONGEST) -> str:
    """The first of these that has a value, as text; empty where none has."""
    for name in names:
        value = body.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()[:longest]
    return ""


def moment(value: Any, otherwise: datetime) -> datetime:
    """A moment in seconds or milliseconds since 1970, or as text (without a zone: Vietnam's)."""
    try:
        if isinstance(value, str) and not value.strip().isdecimal():
            at = datetime.fromisoformat(value.strip())
            return at if at.tzinfo else at.replace(tzinfo=HO_CHI_MINH)
        seconds = int(value)
        if seconds <= 0:
            return otherwise
        return datetime.fromtimestamp(seconds / 1000 if seconds > _LATEST else seconds, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return otherwise


def number(typed: str) -> str:
    """A telephone number as it is dialled here: digits, ``0`` in the place of +84; empty for what is none (a hidden
    caller)."""
    digits = re.sub(r"\D", "", typed)
    if digits.startswith("84") and len(digits) >= 11:
        digits = "0" + digits[2:]
    return digits if 3 <= len(digits) <= 15 else ""
