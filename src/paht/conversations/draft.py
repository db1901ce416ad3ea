"""The draft that a conversation has come to: worked out from everything heard, in the order in which it was sent.

Pure: the same things give the same draft, in whatever order and however often they arrived.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default

from paht.conversations.heard import Heard, What
from paht.law.casework.states import Field, Kind

DECLARE, DROP, NEW, FINISH, URGENT, FORM, CALM = "declare", "drop", "new", "finish", "urgent", "form", "calm"
SUPPLEMENT, INTERACT, VERIFY = "supplement", "interact", "verify"
ABOUT = (SUPPLEMENT, INTERACT, VERIFY)
"""What may be said about a report that was sent: each a choice with the case behind a colon."""
RATE, STATUS, KIND, FIELD, ACCOUNT = "rate", "status", "kind", "field", "account"
ACTS = (RATE, STATUS, FORM, ACCOUNT)
"""Choices that are done at once and are no part of a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where it is: a point of the platform's location message, or a commune by its name."""

    latitude: float | None = None
    longitude: float | None = None
    commune: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What there is so far. ``about`` is empty for a new report, ``("supplement", case)`` … for words about a report
    that was sent, ``None`` where that is open. ``is_finished``: whoever writes said that they are done."""

    about: tuple[str, str] | None = ("", "")
    description: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    spot: Spot | None = None
    personal: Mapping[str, str] = default(default_factory=dict)
    kind: Kind | None = None
    field: Field | None = None
    urgent: bool = False
    is_calm: bool = False
    is_finished: bool = False
    is_dropped: bool = False
    useless: tuple[str, ...] = ()
    greeted: bool = False
    acts: tuple[Heard, ...] = ()

    @property
    def words(self) -> str:
        """The description as one text."""
        return "\n".join(self.description)

    @property
    def has_content(self) -> bool:
        """Whether anything of a report was said."""
        return bool(self.description or self.files or self.spot)


@dataclass(frozen=True, slots=True)
class Reading:
    """What texts are read by: the edition's personal fields, the province's communes by their plain names, whether a
    report of before may be meant."""

    fields: frozenset[str]
    communes: Mapping[str, str]
    has_reports: bool = False


def drafted(heard: Iterable[Heard], *, reading: Reading) -> Draft:
    """The draft of everything heard, sorted by when it was sent; each thing counts once."""
    ordered = sorted({each.id: each for each in heard}.values(), key=lambda each: each.order)
    draft, asked = Draft(about=None if reading.has_reports else ("", "")), ""
    for each in ordered:
        if each.what is What.ASKED:
            asked = each.text
            continue
        draft = _with(draft, each, asked=asked, reading=reading)
        asked = ""
    return draft


def _with(draft: Draft, each: Heard, *, asked: str, reading: Reading) -> Draft:
    match each.what:
        case What.TEXT:
            return _with_text(draft, each.text.strip(), asked=asked, reading=reading)
        case What.FILE:
            return replace(_unfinished(draft), files=(*draft.files, each.text))
        case What.PLACE:
            spot = Spot(latitude=each.latitude, longitude=each.longitude)
            return replace(_unfinished(draft), spot=spot)
        case What.CONTACT:
            given = {name: value for name, value in each.fields if name in reading.fields and value}
            return replace(draft, personal={**draft.personal, **given})
        case What.CHOICE:
            return _with_choice(draft, each)
        case What.USELESS:
            return replace(draft, useless=(*draft.useless, each.text))
        case _:
            return replace(draft, greeted=True)


def _unfinished(draft: Draft) -> Draft:
    """Who goes on after having said that they are done is not done with a report: it has to be declared as it is."""
    return replace(draft, is_finished=False)


def _with_choice(draft: Draft, each: Heard) -> Draft:
    verb, _, rest = each.text.partition(":")
    if verb in ACTS:
        return replace(draft, acts=(*draft.acts, each))
    if verb in ABOUT:
        # What was said before is what they mean: done, where there is something.
        return replace(draft, about=(verb, rest), is_finished=bool(draft.description or draft.files))
    match verb:
        case "declare" | "finish":
            return replace(draft, is_finished=True)
        case "drop":
            return replace(draft, is_dropped=True)
        case "new":
            return replace(draft, about=("", ""), is_finished=False)
        case "urgent":
            return replace(draft, urgent=True, about=("", ""))
        case "calm":
            return replace(draft, is_calm=True)
        case "kind" if rest in Kind:
            return replace(draft, kind=Kind(rest))
        case "field" if rest in Field:
            return replace(draft, field=Field(rest))
        case _:
            return draft


_PHONE = re.compile(r"(?:\+84|0)[\s.]?\d(?:[\s.\-]?\d){8,9}", re.ASCII)
_IDENTITY = re.compile(r"\d{12}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
_POINT = re.compile(r"(-?\d{1,2}\.\d{3,}),\s*(-?\d{1,3}\.\d{3,})", re.ASCII)
_LABELS = {
    "name": ("ho ten", "ho va ten", "ten toi la", "toi ten la", "ten"),
    "phone": ("so dien thoai", "sdt", "dien thoai", "dt"),
    "address": ("dia chi lien he", "dia chi cua toi", "dia chi"),
    "identity_number": ("so can cuoc cong dan", "so can cuoc", "can cuoc", "cccd"),
    "email": ("thu dien tu", "email"),
}
_YES = frozenset({"dong y", "xac nhan", "toi xac nhan", "gui", "gui di", "ok", "co", "dung roi"})
_HELLO = frozenset({"", "hi", "hello", "alo", "chao", "xin chao", "bat dau", "menu", "tro giup", "#start"})


def bare(text: str) -> str:
    """The text in small letters without diacritics, inner space made one, no full stop at the end."""
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(c for c in split if not unicodedata.combining(c)).lower().split()).rstrip(".! ")


def _with_text(draft: Draft, text: str, *, asked: str, reading: Reading) -> Draft:
    said = bare(text)
    if said in _HELLO:
        return replace(draft, greeted=True)
    if asked == DECLARE and said in _YES:
        return replace(draft, is_finished=True)
    if point := _POINT.fullmatch(text):
        return replace(_unfinished(draft), spot=Spot(latitude=float(point[1]), longitude=float(point[2])))
    if asked == "place" and (code := _commune(said, reading.communes)):
        return replace(_unfinished(draft), spot=Spot(commune=code))
    personal, rest = _personal(text, asked=asked, fields=reading.fields)
    if personal:
        draft = replace(draft, personal={**draft.personal, **personal})
    if not rest:
        return draft
    return replace(_unfinished(draft), description=(*draft.description, rest))


def _personal(text: str, *, asked: str, fields: frozenset[str]) -> tuple[dict[str, str], str]:
    """The personal fields in a text, and what else it says: a line with a label, a number that can be nothing else, or
    the answer to what was asked."""
    if asked in fields and asked in ("name", "address") and "\n" not in text:
        return {asked: text}, ""
    for name, pattern in (("phone", _PHONE), ("identity_number", _IDENTITY), ("email", _EMAIL)):
        if name in fields and pattern.fullmatch(text):
            return {name: text}, ""
    found, rest = {}, []
    for line in text.splitlines():
        label, colon, value = line.partition(":")
        name = next((n for n, labels in _LABELS.items() if bare(label) in labels and n in fields), "")
        if colon and name and value.strip():
            found[name] = value.strip()
        else:
            rest.append(line)
    return found, "\n".join(rest).strip()


def _commune(said: str, communes: Mapping[str, str]) -> str:
    """The one commune whose name stands in the text; the longest where one name holds another."""
    named = sorted((name for name in communes if name in said), key=len, reverse=True)
    return communes[named[0]] if named else ""
