"""From bytes to Vietnamese words, whatever character set they are in and whatever the message says they are in.

UTF-8 that is mislabelled is known by being UTF-8. TCVN3 and VNI, which no mail program has a name for, come labelled
as a western set: they are known by the common words that come out when they are read as what they are.
"""

import codecs
import re
import unicodedata

_SAME = {
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "default": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "x-windows-1258": "cp1258",
    "windows-1258": "cp1258",
    "vietnamese": "cp1258",
    "x-viet-tcvn": "tcvn3",
    "tcvn": "tcvn3",
    "tcvn3": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-vni": "vni",
    "vni": "vni",
}
"""What a label means: a codec of Python's, or one of the two of our own."""

# Each letter of TCVN3 (the "ABC" typefaces) in the place of the byte that it is, in the order of Latin-1.
_TCVN3 = {
    "µ": "à", "¸": "á", "¶": "ả", "·": "ã", "¹": "ạ", "¨": "ă", "»": "ằ", "¾": "ắ", "¼": "ẳ", "½": "ẵ", "Æ": "ặ",
    "©": "â", "Ç": "ầ", "Ê": "ấ", "È": "ẩ", "É": "ẫ", "Ë": "ậ", "®": "đ", "Ì": "è", "Ð": "é", "Î": "ẻ", "Ï": "ẽ",
    "Ñ": "ẹ", "ª": "ê", "Ò": "ề", "Õ": "ế", "Ó": "ể", "Ô": "ễ", "Ö": "ệ", "×": "ì", "Ý": "í", "Ø": "ỉ", "Ü": "ĩ",
    "Þ": "ị", "ß": "ò", "ã": "ó", "á": "ỏ", "â": "õ", "ä": "ọ", "«": "ô", "å": "ồ", "è": "ố", "æ": "ổ", "ç": "ỗ",
    "é": "ộ", "¬": "ơ", "ê": "ờ", "í": "ớ", "ë": "ở", "ì": "ỡ", "î": "ợ", "ï": "ù", "ó": "ú", "ñ": "ủ", "ò": "ũ",
    "ô": "ụ", "\xad": "ư", "õ": "ừ", "ø": "ứ", "ö": "ử", "÷": "ữ", "ù": "ự", "ú": "ỳ", "ý": "ý", "û": "ỷ", "ü": "ỹ",
    "þ": "ỵ", "¡": "Ă", "¢": "Â", "§": "Đ", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư",
}  # fmt: skip
# VNI writes a vowel and its mark as two letters; some vowels have a letter of their own.
_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_OWN = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI = re.compile(
    r"([aeoAEO])([âáàåãäêéèúüëÂÁÀÅÃÄÊÉÈÚÜË])|([aeouyAEOUYôöÔÖ])([ùøûõïÙØÛÕÏ])|([ñôöæóòîÑÔÖÆÓÒÎ])"
)

_COMMON = frozenset(
    [
        "không",
        "của",
        "người",
        "được",
        "đường",
        "những",
        "trong",
        "một",
        "tôi",
        "này",
        "với",
        "cho",
        "đến",
        "phản",
        "ánh",
        "xã",
        "phường",
        "ấp",
        "khóm",
        "tỉnh",
        "nước",
        "hẻm",
        "đã",
        "bị",
        "là",
        "và",
        "có",
        "từ",
        "rác",
        "đèn",
        "điện",
        "cầu",
        "hư",
        "hỏng",
        "kính",
        "gửi",
        "đề",
        "nghị",
        "xin",
        "việc",
        "nhà",
        "đất",
        "ổ",
        "gà",
        "chúng",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""What is never shown: control characters, and those that turn the direction of what follows."""


def words(content: bytes, label: str = "") -> str:
    """The text of the bytes in one Unicode form (NFC), whatever ``label`` claims; what is no text is ``\\ufffd``."""
    try:
        return clean(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    name = _SAME.get(label.strip().strip("\"'").lower(), label.strip().lower())
    if name == "tcvn3":
        return clean(from_tcvn3(content.decode("latin-1")))
    if name == "vni":
        return clean(from_vni(content.decode("latin-1")))
    if name.startswith("utf-8"):
        # Broken off or mixed: what is readable of it stays, unless nearly nothing is.
        text = content.decode("utf-8", "replace")
        if text.count("\ufffd") * 10 < len(text) or _common(text):
            return clean(text)
        name = "cp1252"
    return _likeliest(content, _known(name))


def clean(text: str) -> str:
    """In one Unicode form, one kind of line end, without what no page may show."""
    tidy = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " "))
    return _CONTROL.sub("", tidy).encode("utf-8", "replace").decode("utf-8")


def from_tcvn3(text: str) -> str:
    """What Latin-1 letters mean as TCVN3."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """What Latin-1 letters mean as VNI."""
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    hatted, hat, marked, mark, own = found.groups()
    if hatted:
        return str(hatted) + _HATS[hat.lower()]
    if marked:
        return _own(marked) + _MARKS[mark.lower()]
    return _own(own)


def _own(letter: str) -> str:
    plain = _OWN.get(letter.lower(), letter.lower())
    return plain.upper() if letter.isupper() else plain


def _known(name: str) -> str:
    try:
        codec = codecs.lookup(name or "cp1252")
    except (LookupError, ValueError):
        return "cp1252"
    # Python's codecs that make no text of bytes (hex, zip), and those that read escapes, are none of a letter's.
    return (
        codec.name
        if getattr(codec, "_is_text_encoding", False) and codec.name not in _NO_LETTERS
        else "cp1252"
    )


_NO_LETTERS = frozenset(
    {"unicode_escape", "raw-unicode-escape", "unicode-escape", "raw_unicode_escape", "idna", "punycode"}
)


def _likeliest(content: bytes, named: str) -> str:
    """What it is named, unless more common words come out when it is read as a Vietnamese set."""
    western = content.decode("latin-1")
    readings = [content.decode(named, "replace")]
    readings += [from_tcvn3(western), from_vni(western), content.decode("cp1258", "replace")]
    tidy = [clean(each) for each in readings]
    return max(tidy, key=lambda text: (_common(text), text is tidy[0]))


def _common(text: str) -> int:
    return sum(word.lower() in _COMMON for word in _WORD.findall(text[:20_000]) if not word.isascii())
