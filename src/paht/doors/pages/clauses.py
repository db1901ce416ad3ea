"""A clause's identifier as a person reads it: "VL.12.1.a" is "điểm a khoản 1 Điều 12"."""

import re
from functools import cache

from paht.law.editions import cited_as

_ROMAN = {"1": "I", "2": "II", "3": "III"}


@cache
def clause_words(clause: str) -> str:
    """The clause in the words of official texts; ``""`` for none (an internal target has none).

    What stands below a khoản without a letter of its own (a dash, a part named by the register) is cited by its
    khoản; where that would be wrong, the edition has a row of its own (``cited_as``).
    """
    if not clause:
        return ""
    if (words := cited_as(clause)) is not None:
        return words
    _, _, path = clause.partition(".")
    parts = path.split(".")
    if parts[0].startswith("PL"):
        return _appendix(parts)
    if parts[0] == "QĐ":
        return f"Điều {parts[1]} Quyết định ban hành Quy chế"
    article = f"Điều {parts[0]}"
    if len(parts) == 1 or parts[1] == "0":
        return article
    section = f"khoản {parts[1]} {article}"
    if len(parts) > 2 and re.fullmatch(r"[a-zđ]", parts[2]):
        return f"điểm {parts[2]} {section}"
    return section


def _appendix(parts: list[str]) -> str:
    number = parts[0].removeprefix("PL")
    name = f"Phụ lục {_ROMAN.get(number, number)}".strip()
    return f"mục {parts[1]} {name}" if len(parts) > 1 else name
