"""A whole message as the rest of the program knows it, from any bytes at all."""

import email
import email.utils
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.header import decode_header
from email.message import Message
from typing import Any

from paht.mail.reading import hypertext, quoting
from paht.mail.reading.charsets import clean, words
from paht.mail.reading.nature import Nature, nature_of
from paht.mail.reading.trust import is_senders, network, results

MOST_PARTS, MOST_DEPTH = 300, 12
MOST_ATTACHMENTS = 10
MOST_CHARACTERS = 60_000
"""Of the words of a letter; what is longer is cut off and says so."""
SMALLEST_PICTURE = 3 * 1024
"""Bytes: a smaller picture inside of the text is a signature's ornament."""

_CUT = "\n[… thư dài, phần còn lại xem trong thư gốc]"
_ID = re.compile(r"<([^<>\s]{3,250})>")
_ADDRESS = re.compile(r"[^@\s<>\"']{1,64}@[^@\s<>\"']{1,190}")


class Unreadable(Exception):  # noqa: N818 (an answer)
    """No letter can be made of the bytes; the words say why, without a word of theirs."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a letter: its name as the sender has it, its bytes; what it is, the bytes alone tell."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says. ``left_out`` names what of it was not taken, each with the reason; ``bounced`` the messages
    that it says were not delivered; ``is_senders`` whether the trusted server found it to be of the address's domain;
    ``network`` from where that server got it."""

    message_id: str
    references: tuple[str, ...]
    address: str
    name: str
    recipients: tuple[str, ...]
    subject: str
    own: str
    quoted: str
    is_forwarded: bool
    nature: Nature
    attachments: tuple[Attachment, ...] = ()
    left_out: tuple[str, ...] = ()
    trust: tuple[tuple[str, str], ...] = ()
    is_senders: bool = False
    network: str = ""
    bounced: tuple[str, ...] = ()
    written_at: datetime | None = None

    @property
    def said(self) -> str:
        """What the sender wants to say: their own words, or what they passed on without any."""
        return self.own or self.quoted


def read(raw: bytes, *, trusted: str = "") -> Letter:
    """The letter; ``trusted`` is the name of the mail server whose findings count. Raises :class:`Unreadable`."""
    try:
        message = email.message_from_bytes(raw)
        return _read(message, trusted)
    except RecursionError:
        raise Unreadable("các phần lồng nhau quá sâu") from None
    except Unreadable:
        raise
    except Exception as error:
        # The standard library's reader is written for messages that keep the rules; strangers' do not.
        raise Unreadable(f"không đọc được cấu trúc thư ({type(error).__name__})") from None


@dataclass
class _Found:
    """What is gathered part by part."""

    plain: list[str] = field(default_factory=list)
    hyper: list[str] = field(default_factory=list)
    passed_on: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    bounced: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    parts: int = 0


def _read(message: Message, trusted: str) -> Letter:
    name, address = _person(message)
    subject = " ".join(header(message, "Subject").split())[:300]
    nature = nature_of(message, subject=subject, sender=address)
    found = _Found()
    _gather(message, found, depth=0, reports=nature is Nature.BOUNCE)
    parted = quoting.part(_cut("\n".join(found.plain) or "\n".join(found.hyper)))
    passed_on = "\n\n".join(each for each in (parted.quoted, *found.passed_on) if each)
    return Letter(
        message_id=next(iter(ids(header(message, "Message-ID"))), ""),
        references=(*ids(header(message, "In-Reply-To")), *ids(header(message, "References")))[-50:],
        address=address,
        name=name,
        recipients=tuple(_addresses(message, "To", "Cc", "Delivered-To", "X-Original-To"))[:50],
        subject=subject,
        own=parted.own.replace(hypertext.QUOTE, ""),
        quoted=_cut(passed_on).replace(hypertext.QUOTE, ""),
        is_forwarded=parted.is_forwarded or bool(found.passed_on),
        nature=nature,
        attachments=tuple(found.attachments),
        left_out=tuple(dict.fromkeys(found.left_out)),
        trust=tuple(sorted(results(message, trusted=trusted).items())),
        is_senders=is_senders(message, trusted=trusted, address=address),
        network=network(message, trusted=trusted),
        # A message that is late, or was delivered, is reported in the same form (RFC 3464).
        bounced=tuple(dict.fromkeys(found.bounced)) if _has_failed(found.actions) else (),
        written_at=_date(message),
    )


def _has_failed(actions: list[str]) -> bool:
    stated = [each for each in actions if each]
    return not stated or "failed" in stated


def header(message: Message, name: str) -> str:
    """A header's words (RFC 2047), whatever they claim to be encoded in; empty where there is none."""
    value = message.get(name)
    if value is None:
        return ""
    return _decoded(str(value))


def _decoded(value: str) -> str:
    raw = value.encode("utf-8", "surrogateescape")
    if any(byte > 127 for byte in raw):
        # Bytes that nobody encoded, as careless programs send them.
        value = words(raw)
    try:
        pieces = decode_header(value)
    except Exception:
        return clean(value)
    # A letter that is split between two encoded words is whole only where both are joined before they are read.
    joined: list[tuple[bytes, str]] = []
    for content, charset in pieces:
        given = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content
        label = charset or ""
        if joined and label and joined[-1][1] == label:
            joined[-1] = (joined[-1][0] + given, label)
        else:
            joined.append((given, label))
    return "".join(words(content, label) for content, label in joined).strip()


def ids(value: str) -> list[str]:
    """The identifiers of messages in a header."""
    return _ID.findall(value[:20_000])


def _person(message: Message) -> tuple[str, str]:
    """Name and address of who wrote it; both may be empty."""
    value = header(message, "From") or header(message, "Sender")
    for name, address in _tried(lambda: email.utils.getaddresses([value]), []):
        if _ADDRESS.fullmatch(address):
            return clean(name)[:200], address.lower()
    found = _ADDRESS.search(value)
    return "", found[0].lower() if found else ""


def _addresses(message: Message, *names: str) -> Iterator[str]:
    for name in names:
        for value in message.get_all(name, [])[:5]:
            yield from (each.lower() for each in _ADDRESS.findall(_decoded(str(value)[:5000])))


def _date(message: Message) -> datetime | None:
    found: datetime | None = _tried(
        lambda: email.utils.parsedate_to_datetime(str(message.get("Date", ""))), None
    )
    return found if found is not None and found.tzinfo is not None else None


def _gather(part: Message, found: _Found, *, depth: int, reports: bool) -> None:
    found.parts += 1
    if depth > MOST_DEPTH or found.parts > MOST_PARTS:
        raise Unreadable("quá nhiều phần trong một thư")
    kind = part.get_content_type()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        found.left_out.append("Nội dung mã hóa: hệ thống không có khóa để đọc.")
    elif kind == "multipart/alternative" and part.is_multipart():
        _alternative(part, found, depth, reports)
    elif kind == "message/delivery-status":
        found.actions += (str(each.get("Action", "")).strip().lower() for each in _children(part))
    elif kind in ("message/rfc822", "message/global", "text/rfc822-headers"):
        _nested(part, found, depth, reports)
    elif part.is_multipart():
        for each in _children(part):
            _gather(each, found, depth=depth + 1, reports=reports)
    else:
        _leaf(part, found, kind)


def _alternative(part: Message, found: _Found, depth: int, reports: bool) -> None:
    """Of the forms of one text the plain one, the hypertext where that is empty; a picture beside them is kept."""
    before = len(found.plain), len(found.hyper)
    for each in _children(part):
        _gather(each, found, depth=depth + 1, reports=reports)
    if any(text.strip() for text in found.plain[before[0] :]):
        del found.hyper[before[1] :]


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _nested(part: Message, found: _Found, depth: int, reports: bool) -> None:
    """A message inside of the message: the one that a bounce speaks of, or one passed on as an attachment."""
    inner = _children(part)[0] if part.is_multipart() else email.message_from_bytes(_bytes(part))
    if reports:
        found.bounced += ids(header(inner, "Message-ID"))
        return
    own = _Found(parts=found.parts)
    _gather(inner, own, depth=depth + 1, reports=False)
    found.parts = own.parts
    name, address = _person(inner)
    head = f"Từ: {name} <{address}>\nTiêu đề: {header(inner, 'Subject')}"
    found.passed_on.append("\n\n".join((head, "\n".join(own.plain) or "\n".join(own.hyper), *own.passed_on)))
    found.left_out += own.left_out
    for each in own.attachments:
        _attach(found, each)


def _leaf(part: Message, found: _Found, kind: str) -> None:
    name = _name(part)
    disposition = _tried(lambda: part.get_content_disposition(), None)
    if kind in ("text/plain", "text/html", "text/enriched") and disposition != "attachment" and not name:
        label = _charset(part)
        text = words(_bytes(part), label)
        if kind == "text/plain":
            found.plain.append(text)
        else:
            found.hyper.append(hypertext.text_of(text))
        return
    if kind == "text/calendar":
        found.left_out.append("Lịch hẹn (text/calendar): không phải nội dung phản ánh.")
        return
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat":
        found.left_out.append("Tệp winmail.dat của Outlook: xin gửi lại thư ở dạng văn bản thường hoặc HTML.")
        return
    if kind in ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"):
        return
    content = _bytes(part)
    if disposition == "inline" and kind.startswith("image/") and len(content) < SMALLEST_PICTURE:
        found.left_out.append("Hình trang trí trong chữ ký.")
        return
    if content:
        _attach(found, Attachment(name[:200], content))


def _attach(found: _Found, attachment: Attachment) -> None:
    if len(found.attachments) >= MOST_ATTACHMENTS:
        found.left_out.append(f"Chỉ nhận {MOST_ATTACHMENTS} tệp của một thư; các tệp sau không được nhận.")
    else:
        found.attachments.append(attachment)


def _bytes(part: Message) -> bytes:
    """The content as it was before it was encoded; of broken base64 or quoted-printable what can be read."""
    content = _tried(lambda: part.get_payload(decode=True), None)
    if isinstance(content, bytes):
        return content
    # A character set that the standard library stumbles over: without its name the bytes are the same.
    del part["Content-Type"]
    content = _tried(lambda: part.get_payload(decode=True), None)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str:
    found = _tried(lambda: part.get_param("charset"), "")
    if isinstance(found, tuple):  # RFC 2231
        found = found[2]
    return found if isinstance(found, str) else ""


def _name(part: Message) -> str:
    """The file's name (RFC 2231, RFC 2047 where programs use that instead), without a path."""
    found = _tried(lambda: part.get_filename(), None)
    if not isinstance(found, str):
        return ""
    return re.split(r"[/\\]", " ".join(_decoded(found).split()))[-1]


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + _CUT


def _tried(read_it: Callable[[], Any], otherwise: Any) -> Any:
    """What a reader of the standard library gives, which raises whatever it stumbles upon in strangers' headers."""
    try:
        return read_it()
    except Exception:
        return otherwise
