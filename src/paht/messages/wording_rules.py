"""What a text must be before a telephone shows it: the one place that says so, for the administrator's page and again
for the vault process before it uses a version that somebody edited.

A version comes out of a table in which the web process writes. So whoever takes that process over must find nothing
here with which to send citizens anywhere: no address but the report's own page, no number to call, no letters that
look like others.
"""

import re
import unicodedata
from dataclasses import dataclass

from paht.messages.words import LONG, SHORT, SUBJECT

EXAMPLE_CODE = "VL-7K3M-9QXB-2TRC"
EXAMPLE_LINK = "https://phananh.vinhlong.gov.vn/theo-doi/VL-7K3M-9QXB-2TRC"
PLACES = ("{code}", "{link}")
LONGEST = {SHORT: 400, LONG: 1500, SUBJECT: 90}
"""Characters, places not filled in; a text message is bounded by what one may hold, besides."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")
_STRANGE = re.compile("[^\n\u0020-\u024f\u1e00-\u1eff\u2010-\u2027\u20ab]")
"""What is neither Latin nor common punctuation: letters of other alphabets that look like ours, other full stops."""
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_ADDRESS = re.compile(r"://|\bwww\.|@|[^\W_][\w-]*\.[^\W\d_]{2,}|\b\d{1,3}(?:\.\d{1,3}){3}\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d[\s.\-–()]*){7,}")


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How long a text is as text messages: ``units`` of the alphabet that it needs, ``parts`` that are paid for."""

    units: int
    parts: int
    is_plain: bool
    """Whether the alphabet of GSM 03.38 suffices; otherwise one message holds 70 characters."""

    @property
    def in_one(self) -> int:
        """How many units one message holds."""
        return 160 if self.is_plain else 70


def sms_length(text: str) -> SmsLength:
    """As GSM 03.38 and 03.40 count it: 160 or 70 in one message, 153 or 67 in each of several."""
    is_plain = all(each in _GSM or each in _GSM_TWICE for each in text)
    units = (
        sum(2 if each in _GSM_TWICE else 1 for each in text)
        if is_plain
        else len(text.encode("utf-16-le")) // 2
    )
    alone, together = (160, 153) if is_plain else (70, 67)
    return SmsLength(units, 1 if units <= alone else -(-units // together), is_plain)


def filled_in(text: str, *, code: str, link: str) -> str:
    """The text with its places filled, once: neither is looked into. Lines with no link to show fall away."""
    lines = text.split("\n") if link else [line for line in text.split("\n") if "{link}" not in line]
    given = {"{code}": code, "{link}": link}
    return _BRACES.sub(lambda found: given.get(found[0], found[0]), "\n".join(lines))


def problems(kind: str, text: str, *, needs_code: bool) -> list[str]:
    """What is wrong with a text, in sentences for whoever typed it; nothing for one that may be used."""
    if not text.strip():
        return ["Nội dung không được để trống."]
    return [
        *_form_problems(kind, text),
        *_place_problems(text, needs_code=needs_code and kind != SUBJECT),
        *_foreign_problems(text),
        *_length_problems(kind, text),
    ]


def _form_problems(kind: str, text: str) -> list[str]:
    found = []
    if kind != LONG and "\n" in text:
        found.append("Tin nhắn ngắn và tiêu đề chỉ có một dòng.")
    if any(unicodedata.category(each) in ("Cc", "Cf", "Co", "Cn") and each != "\n" for each in text):
        found.append("Nội dung có ký tự ẩn hoặc ký tự điều khiển, xin gõ lại phần đó.")
    if unicodedata.normalize("NFC", text) != text or _STRANGE.search(text):
        found.append(
            "Nội dung có ký tự lạ (chữ của bảng chữ khác, hình, dạng đặc biệt); xin gõ lại bằng chữ Việt."
        )
    return found


def _place_problems(text: str, *, needs_code: bool) -> list[str]:
    found = [
        f"“{place}” không phải chỗ điền hợp lệ; chỉ dùng được {{code}} (mã phản ánh) và {{link}} (trang theo dõi)."
        for place in sorted({each for each in _BRACES.findall(text) if each not in PLACES})
    ]
    if needs_code and "{code}" not in text:
        found.append("Nội dung phải có {code} để người nhận biết là phản ánh nào.")
    return found


def _foreign_problems(text: str) -> list[str]:
    bare = _BRACES.sub(" ", unicodedata.normalize("NFKC", text))
    found = []
    if (address := _ADDRESS.search(bare)) is not None:
        found.append(
            f"“{address[0][:60]}” được hiểu là một địa chỉ. Không ghi địa chỉ trang hay thư điện tử: trang "
            "của phản ánh được điền vào chỗ {link}. Nếu chỉ là hai câu, xin cách một khoảng sau dấu chấm."
        )
    if (number := _NUMBER.search(bare)) is not None:
        found.append(
            f"“{number[0].strip()[:30]}” được hiểu là một số điện thoại hoặc số tài khoản; lời nhắn không được có."
        )
    return found


def _length_problems(kind: str, text: str) -> list[str]:
    if len(text) > LONGEST[kind]:
        return [f"Nội dung dài {len(text)} ký tự, nhiều nhất là {LONGEST[kind]}."]
    if kind != SHORT:
        return []
    length = sms_length(filled_in(text, code=EXAMPLE_CODE, link=EXAMPLE_LINK))
    if length.parts == 1:
        return []
    alphabet = "" if length.is_plain else " (vì có dấu hoặc ký tự ngoài bảng chữ GSM)"
    return [
        f"Tin nhắn SMS dài {length.units} ký tự khi đã điền mã, một tin chứa {length.in_one}{alphabet}: sẽ bị tính "
        f"{length.parts} tin. Xin rút gọn còn một tin."
    ]
