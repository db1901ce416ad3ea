"""Personal data in a text, with its places (VL.7.5, ST.4.5): numbers, plates, names, accounts, addresses.

By pattern and by the words around, for the forms in which people here write such things. What is ``sure`` is hardly
anything else; the rest – names, plates, addresses, nine bare digits – may as well be the matter itself. The address of
the matter is never found: only where somebody says that they live there. Every search is linear in the text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.isalpha() and len(c) == 1)
_SYLLABLE = rf"[{re.escape(_UPPER)}][^\W\d_]*"
_GAP = r"[ .\-_]{0,2}"
_UNIT = r"(?!\s*(?:đ\b|đồng|vn[đd]|usd|m\b|m2|km|kg|tỷ|triệu|nghìn|ngàn|lượt|hộ|người))"

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]++\s?(?:@|\(at\)|\[at\])\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,10}", re.I
)
_COUNTRY = rf"(?:\(\+?84\)|\+?84){_GAP}(?:\(0\){_GAP})?"
_PHONE = re.compile(
    rf"(?<![\d.,/])(?:{_COUNTRY}(?:[35789](?:{_GAP}\d){{8}}|2(?:{_GAP}\d){{9}})"
    rf"|[0Oo][35789](?:{_GAP}\d){{8}}|02(?:{_GAP}\d){{9}}|\(02\d{{1,2}}\){_GAP}\d(?:{_GAP}\d){{6,7}}"
    rf"|0(?: \d){{9}})(?!\d){_UNIT}"
)
_CCCD = re.compile(rf"(?<![\d.,/])0(?:{_GAP}\d){{11}}(?!\d){_UNIT}")
_NINE = re.compile(rf"(?<![\d.,/])[1-9]\d{{2}}(?P<gap>[ .]?)\d{{3}}(?P=gap)\d{{3}}(?![.,]?\d){_UNIT}", re.I)
_SAID_IDENTITY = re.compile(
    r"(?:cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|định danh)[^\d\n]{0,20}$", re.I
)
_ACCOUNT = re.compile(
    rf"(?:\bstk|số tài khoản|tài khoản|\btk)(?:[^\d\n]{{0,25}})(?P<it>\d(?:{_GAP}\d){{5,18}})(?!\d){_UNIT}",
    re.I,
)
_PLATE = re.compile(
    r"(?<![\w.])\d{2}\s?-?\s?[A-ZĐ]{1,2}\d?(?:\s?[-.]\s?|\s)?(?:\d{3}\.?\d{2}|\d{4})(?![\w])(?!\.\d)"
)
_NAME = re.compile(
    rf"(?:\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Tt]hầy|[Cc]háu"
    rf"|[Dd]ì|[Cc]ậu|[Mm]ợ|[Tt]hím|[Dd]ượng|[Cc]ụ)"
    rf"|\b(?:[Tt]ôi|[Ee]m)\s+(?:tên\s+là|tên|là)|\b[Hh]ọ (?:và )?tên:?)\s+(?P<it>{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,4}})"
)
_OFFICE_WORDS = "Chủ Phó Giám Trưởng Bí Ủy Uỷ UBND Công Cán Sở Ban Hội Đảng Thủ Bộ Trung Tổ Đội"
_OFFICES = frozenset(_OFFICE_WORDS.split())
_PLACE_WORDS = """
cầu chợ kênh kinh rạch sông vàm cống ấp khóm xã phường đường hẻm lộ chùa miếu đình trường bến phà cồn đập ngã ba tư khu
xóm thôn giồng bàu mương tuyến nhánh
"""
_PLACES = frozenset(_PLACE_WORDS.split())
_LIVES = re.compile(
    r"(?i:\b(?:cư\s+)?ngụ|\b(?:thường|tạm)\s+trú|\bnhà\s+(?:tôi|em|riêng)(?:\s+ở)?|\b(?:tôi|em)\s+ở"
    r"|\b(?:sống|ở\s+trọ|thuê\s+trọ|trọ|hiện\s+ở|chỗ\s+ở|hộ\s+khẩu)(?:\s+của\s+(?:tôi|em))?|\bđịa\s+chỉ\s+liên\s+hệ|\bđịa\s+chỉ(?:\s+nhà)?\s+(?:của\s+)?(?:tôi|em|gia\s+đình)(?:\s+(?:là|ở))?)[\s:,]*(?i:tại\s+|ở\s+)?"
    r"(?P<it>(?i:nhà\s+số|số\s+nhà|số|hẻm|ấp|khóm|tổ|thôn|khu\s+phố)\s+[\w/.-]*[\w/-]"
    r"(?:(?:,\s*|\s+)(?i:đường|hẻm|ấp|khóm|tổ|thôn|khu\s+phố|khu|phường|xã|thị\s+trấn|huyện|thành\s+phố|tỉnh)"
    rf"\s+(?:\d+\w*|{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}}))*)"
)

_SURNAMES = (
    "nguyễn|nguyen|trần|tran|lê|le|phạm|pham|huỳnh|huynh|hoàng|hoang|võ|vo|vũ|vu|đặng|dang|bùi|bui|đỗ|do|hồ|ho|ngô|ngo"
    "|dương|duong|lý|ly|phan|trương|truong|lâm|lam|mai|đinh|dinh|thạch|thach|kim|sơn|son|châu|chau|cao|lưu|luu|tô|to"
)
_MIDDLE = (
    "văn|van|thị|thi|thanh|minh|ngọc|ngoc|quốc|quoc|hữu|huu|đức|duc|hồng|hong|thúy|thuy|bé|hoàng|hoang|kim"
)
_TITLE = (
    "ông|ong|bà|ba|anh|chị|chi|cô|co|chú|chu|bác|bac|thầy|thay|cháu|chau|tên là|ten la|tên|ten|tôi là|toi la"
)
_LOWER_NAME = re.compile(
    rf"(?<!\w)(?:{_TITLE})\s+(?P<it>(?:{_SURNAMES})\s+(?:{_MIDDLE})(?:\s+[^\W\d_]{{1,7}}))(?!\w)", re.I
)
"""A name in small or capital letters throughout, with or without marks: told by surname and middle name."""
_BARE_NAME = re.compile(
    rf"\b(?:[Oo]ng|[Bb]a|[Aa]nh|[Cc]hi|[Cc]hu|[Bb]ac|[Tt]hay|[Tt]en la)\s+(?P<it>{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,4}})"
)
_BARE_LIVES = re.compile(
    r"\b(?:cu ngu|ngu|thuong tru|tam tru|nha toi o|nha em o|toi o|em o)[\s:,]*(?:tai\s+)?"
    r"(?P<it>(?:nha so|so nha|so|hem|ap|khom|to|thon|khu pho)\s+\d[\w/.-]{0,12}"
    r"(?:(?:,\s*|\s+)(?:duong|hem|ap|khom|to|phuong|xa|huyen)\s+\w{1,12}(?:\s+[A-Z]\w{0,12}){0,3}){0,4})",
    re.I,
)
_BARE_ACCOUNT = re.compile(
    rf"\b(?:so tai khoan|tai khoan)(?:[^\d\n]{{0,25}})(?P<it>\d(?:{_GAP}\d){{5,18}})(?!\d){_UNIT}", re.I
)
_BARE_OFFICES = frozenset(
    [
        "Chu",
        "Pho",
        "Giam",
        "Truong",
        "Bi",
        "Uy",
        "UBND",
        "Cong",
        "Can",
        "So",
        "Ban",
        "Hoi",
        "Dang",
        "Thu",
        "Bo",
        "Trung",
        "To",
        "Doi",
        "Con",
    ]
)
_BARE_PLACES = frozenset(
    [
        "cau",
        "cho",
        "kenh",
        "rach",
        "song",
        "vam",
        "cong",
        "ap",
        "khom",
        "xa",
        "phuong",
        "duong",
        "hem",
        "lo",
        "chua",
        "mieu",
        "dinh",
        "truong",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may have to be masked: its kind (a key of ``MASKS``), where it stands, and whether it is sure."""

    kind: str
    text: str
    start: int
    end: int
    sure: bool

    @property
    def key(self) -> str:
        """The same for the same words wherever they stand, so that one decision counts for all of them."""
        return hashlib.sha256(f"{self.kind}:{self.text}".encode()).hexdigest()[:12]


def find(text: str, *, own_name: str = "") -> tuple[Found, ...]:
    """What may have to be masked in the text (NFC), in its order, without overlaps; ``own_name`` is the sender's."""
    taken: list[Found] = []
    covered = bytearray(len(text))
    for found in _candidates(text, own_name):
        if not any(covered[found.start : found.end]):
            taken.append(found)
            covered[found.start : found.end] = b"\1" * (found.end - found.start)
    return tuple(sorted(taken, key=lambda found: found.start))


def tidied(text: str) -> str:
    """The text as it is searched: composed letters (NFC), line ends as everywhere here, nothing around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def _candidates(text: str, own_name: str) -> Iterator[Found]:
    """Everything found, what weighs more first."""
    yield from (_at(m, "email", sure=True) for m in _EMAIL.finditer(text))
    yield from (_at(m, "account", sure=True, part="it") for m in _ACCOUNT.finditer(text))
    yield from (_at(m, "cccd", sure=True) for m in _CCCD.finditer(text) if _is_one_number(m[0]))
    yield from (_at(m, "phone", sure=True) for m in _PHONE.finditer(text))
    for match in _NINE.finditer(text):
        said = _SAID_IDENTITY.search(_before(text, match)) is not None
        yield _at(match, "cccd", sure=said)
    if " " in own_name.strip():
        pattern = rf"(?<!\w){re.escape(tidied(own_name))}(?!\w)"
        yield from (_at(m, "name", sure=True) for m in re.finditer(pattern, text, re.I))
    yield from (_at(m, "plate", sure=False) for m in _PLATE.finditer(text))
    yield from (_at(m, "address", sure=False, part="it") for m in _LIVES.finditer(text))
    for match in _NAME.finditer(text):
        before = _before(text, match).split()
        named_place = bool(before) and before[-1].lower() in _PLACES
        if not named_place and match["it"].split()[0] not in _OFFICES:
            yield _at(match, "name", sure=False, part="it")
    yield from _without_marks(text)


def _without_marks(text: str) -> Iterator[Found]:
    """What people write without diacritics or without capitals; the words around mean less there."""
    for match in _LOWER_NAME.finditer(text):
        before = _before(text, match).split()
        if not before or before[-1].lower() not in _PLACES | _BARE_PLACES:
            yield _at(match, "name", sure=False, part="it")
    if not text.isascii() or text.isupper():
        return
    yield from (_at(m, "account", sure=True, part="it") for m in _BARE_ACCOUNT.finditer(text))
    yield from (_at(m, "address", sure=False, part="it") for m in _BARE_LIVES.finditer(text))
    for match in _BARE_NAME.finditer(text):
        before = _before(text, match).split()
        if (
            not (before and before[-1].lower() in _BARE_PLACES)
            and match["it"].split()[0] not in _BARE_OFFICES
        ):
            yield _at(match, "name", sure=False, part="it")


def _before(text: str, match: re.Match[str]) -> str:
    """The words right before it."""
    return text[max(0, match.start() - 60) : match.start()]


def _is_one_number(written: str) -> bool:
    """Whether the digits are one number, parted in one way: not a phone number and something behind it."""
    parts = re.split(r"[ .\-_]+", written)
    return len(set(re.findall(r"[ .\-_]+", written))) < 2 and [len(part) for part in parts] != [10, 2]


def _at(match: re.Match[str], kind: str, *, sure: bool, part: str | int = 0) -> Found:
    return Found(kind, match[part], match.start(part), match.end(part), sure)
