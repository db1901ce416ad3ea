"""Finding what may have to be masked in a text: proposals for an officer, who decides each of them (VL.7.5, ST.4.5).

By pattern and by the words around, for the forms in which people here write such things. What is ``sure`` is proposed
as masked; the rest – names, plates, addresses, nine bare digits – may as well be the matter itself, and waits for a
decision. The address of the matter is never proposed: only where somebody says that they live there.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from paht.people.masking import EMAIL_MASK, IDENTITY_MASK, PHONE_MASK

MASKS: dict[str, str] = {
    "phone": PHONE_MASK,
    "email": EMAIL_MASK,
    "cccd": IDENTITY_MASK,
    "plate": "[đã ẩn biển số]",
    "account": "[đã ẩn số tài khoản]",
    "name": "[đã ẩn họ tên]",
    "address": "[đã ẩn địa chỉ riêng]",
}
"""What stands in the place of each kind of personal data."""

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
_SAID_IDENTITY = re.compile(r"(?:cccd|cmnd|cmt|căn cước|chứng minh|định danh)[^\d\n]{0,20}$", re.I)
_ACCOUNT = re.compile(
    rf"(?:\bstk|số tài khoản|tài khoản|\btk)(?:[^\d\n]{{0,25}})(?P<it>\d(?:{_GAP}\d){{5,18}})(?!\d){_UNIT}",
    re.I,
)
_PLATE = re.compile(
    r"(?<![\w.])\d{2}\s?-?\s?[A-ZĐ]{1,2}\d?(?:\s?[-.]\s?|\s)?(?:\d{3}\.?\d{2}|\d{4})(?![\w])(?!\.\d)"
)
_NAME = re.compile(
    rf"(?:\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Tt]hầy|[Cc]háu)"
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
    r"|\bđịa\s+chỉ(?:\s+nhà)?\s+(?:của\s+)?(?:tôi|em|gia\s+đình)(?:\s+(?:là|ở))?)[\s:,]*(?i:tại\s+|ở\s+)?"
    r"(?P<it>(?i:nhà\s+số|số\s+nhà|số|hẻm|ấp|khóm|tổ|thôn|khu\s+phố)\s+[\w/.-]*[\w/-]"
    r"(?:(?:,\s*|\s+)(?i:đường|hẻm|ấp|khóm|tổ|thôn|khu\s+phố|khu|phường|xã|thị\s+trấn|huyện|thành\s+phố|tỉnh)"
    rf"\s+(?:\d+\w*|{_SYLLABLE}(?:\s+{_SYLLABLE}){{0,3}}))*)"
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


@dataclass(frozen=True, slots=True)
class Settled:
    """A text with its decisions carried out: how often each kind was masked, and what nobody has decided yet."""

    text: str
    masked: tuple[tuple[str, int], ...]
    undecided: tuple[Found, ...]


def find(text: str, *, own_name: str = "") -> tuple[Found, ...]:
    """What may have to be masked in the text (NFC), in its order, without overlaps; ``own_name`` is the sender's."""
    taken: list[Found] = []
    covered = bytearray(len(text))
    for found in _candidates(text, own_name):
        if not any(covered[found.start : found.end]):
            taken.append(found)
            covered[found.start : found.end] = b"\1" * (found.end - found.start)
    return tuple(sorted(taken, key=lambda found: found.start))


def settle(text: str, decisions: Mapping[str, bool], *, own_name: str = "") -> Settled:
    """The text as it goes out: what was decided to be masked (by ``Found.key``) is replaced by words that say so."""
    text = tidied(text)
    made, last, undecided = [], 0, []
    counts: Counter[str] = Counter()
    for found in find(text, own_name=own_name):
        decision = decisions.get(found.key)
        if decision is None:
            undecided.append(found)
        elif decision:
            made += [text[last : found.start], MASKS[found.kind]]
            last = found.end
            counts[found.kind] += 1
    return Settled("".join((*made, text[last:])), tuple(sorted(counts.items())), tuple(undecided))


def tidied(text: str) -> str:
    """The text as it is searched: composed letters (NFC), line ends as everywhere here, nothing around it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def pieces(text: str, found: Sequence[Found]) -> Iterator[tuple[str, Found | None]]:
    """The text cut at its findings, for marking them."""
    last = 0
    for each in found:
        if each.start > last:
            yield text[last : each.start], None
        yield each.text, each
        last = each.end
    if last < len(text):
        yield text[last:], None


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


def _before(text: str, match: re.Match[str]) -> str:
    """The words right before it."""
    return text[max(0, match.start() - 60) : match.start()]


def _is_one_number(written: str) -> bool:
    """Whether the digits are one number, parted in one way: not a phone number and something behind it."""
    parts = re.split(r"[ .\-_]+", written)
    return len(set(re.findall(r"[ .\-_]+", written))) < 2 and [len(part) for part in parts] != [10, 2]


def _at(match: re.Match[str], kind: str, *, sure: bool, part: str | int = 0) -> Found:
    return Found(kind, match[part], match.start(part), match.end(part), sure)
