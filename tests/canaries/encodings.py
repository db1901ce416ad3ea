"""Finding canaries whatever became of them on the way: as bytes, in every form that text takes in a program."""

import base64
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from tests.canaries.marks import DIGITS, STEM, Mark, plain


def _base64(text: str) -> list[bytes]:
    """What is certain to stand in the base64 of any text that holds this one, at each of the three offsets."""
    raw = text.encode()
    found = []
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + raw)
        begin = (0, 2, 3)[offset]
        whole = (offset + len(raw)) // 3 * 4
        found.append(coded[begin:whole])
    return [*found, *(each.translate(bytes.maketrans(b"+/", b"-_")) for each in found)]


def _percent(text: str) -> list[bytes]:
    coded = quote(text, safe="").encode()
    return [coded, re.sub(rb"%..", lambda each: each[0].lower(), coded)]


def _entities(text: str) -> list[bytes]:
    def coded(form: str) -> bytes:
        return "".join(each if each.isascii() else form.format(ord(each)) for each in text).encode()

    return [coded("&#{};"), coded("&#x{:x};"), coded("&#x{:X};")]


def _escapes(text: str) -> list[bytes]:
    """As JSON and as Python write what is not ASCII."""
    units = "".join(each if each.isascii() else f"\\u{ord(each):04x}" for each in text)
    octets = "".join(
        each if each.isascii() else "".join(f"\\x{one:02x}" for one in each.encode()) for each in text
    )
    return [
        units.encode(),
        re.sub(r"\\u....", lambda u: "\\u" + u[0][2:].upper(), units).encode(),
        octets.encode(),
    ]


def _quoted(text: str) -> list[bytes]:
    """Quoted-printable, as mails are written."""
    return ["".join(e if e.isascii() else "".join(f"={o:02X}" for o in e.encode()) for e in text).encode()]


def _reversed(text: str) -> list[bytes]:
    return [text[::-1].encode()]


def _hex(text: str) -> list[bytes]:
    """Of the bytes that a database shows so: of UTF-8, and of what was kept as UTF-16."""
    found = [raw.hex() for raw in (text.encode(), *_utf16(text))]
    return [form.encode() for each in found for form in (each, each.upper())]


def _utf16(text: str) -> list[bytes]:
    return [text.encode("utf-16-le"), text.encode("utf-16-be")]


CODINGS: dict[str, Callable[[str], list[bytes]]] = {
    "UTF-8": lambda text: [text.encode()],
    "UTF-16": _utf16,
    "URL": _percent,
    "HTML entities": _entities,
    "JSON escapes": _escapes,
    "quoted-printable": _quoted,
    "base64": _base64,
    "hex": _hex,
    "reversed": _reversed,
}
SHAPES: dict[str, Callable[[str], str]] = {
    "": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "without diacritics": plain,
}
CASES: dict[str, Callable[[str], str]] = {"": str, "upper case": str.upper, "lower case": str.lower}
_SEPARATORS = rb"(?:[ .()/_\t-]|\xc2\xa0|&nbsp;|%20|\+){0,3}"


@cache
def forms(text: str) -> dict[bytes, str]:
    """Every form of a word or a number, with its name."""
    found: dict[bytes, str] = {}
    for shape, shaped in SHAPES.items():
        for case, cased in CASES.items():
            for coding, coded in CODINGS.items():
                for form in coded(cased(shaped(text))):
                    found.setdefault(form, ", ".join(part for part in (coding, shape, case) if part))
    return found


def encodings() -> set[str]:
    """The names of the single encodings that are searched, the separated digits among them."""
    return {*CODINGS, *filter(None, SHAPES), *filter(None, CASES), "digits with separators"}


def _separated(digits: str) -> re.Pattern[bytes]:
    return re.compile(_SEPARATORS.join(each.encode() for each in digits))


@dataclass(frozen=True, slots=True)
class Hit:
    """A canary where it must not be."""

    mark: Mark
    encoding: str
    place: str
    around: str

    def __str__(self) -> str:
        return f"{self.place}: {self.mark}, {self.encoding}: …{self.around}…"


class Search:
    """Finds canaries in bytes. What they all hold is looked for first: nearly everything holds none."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        stems = tuple({**forms(STEM), **forms(DIGITS)})
        self._loose = _separated(DIGITS)
        self._parted: list[tuple[Mark, re.Pattern[bytes]]] = []
        self._forms: dict[bytes, list[tuple[bytes, str, Mark]]] = {stem: [] for stem in stems}
        """By what they all hold in some form: each mark in the forms that hold just that."""
        for mark in marks:
            if mark.core.isdecimal():
                self._parted.append((mark, _separated(mark.core)))
            for form, name in forms(mark.core).items():
                for stem in stems:
                    if stem in form:
                        self._forms[stem].append((form, name, mark))

    def __call__(self, content: bytes, place: str) -> list[Hit]:
        """Each canary once, in the first form that is found."""
        found: dict[Mark, Hit] = {}
        for stem, candidates in self._forms.items():
            if stem in content:
                for form, name, mark in candidates:
                    if mark not in found and (at := content.find(form)) >= 0:
                        found[mark] = Hit(mark, name, place, _around(content, at, len(form)))
        if self._loose.search(content):
            for mark, parted in self._parted:
                if mark not in found and (match := parted.search(content)):
                    around = _around(content, match.start(), len(match[0]))
                    found[mark] = Hit(mark, "digits with separators", place, around)
        return list(found.values())


def _around(content: bytes, at: int, length: int) -> str:
    return content[max(0, at - 60) : at + length + 40].decode(errors="backslashreplace").replace("\n", " ")
