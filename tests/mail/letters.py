"""Messages as people, programs and vandals send them."""

import random
from email.message import EmailMessage
from email.utils import format_datetime

from tests.conftest import NOON_OF_A_WORKING_DAY
from tests.province import photo

TEXT = "Kính gửi Trung tâm, đường Lê Lợi có ổ gà rất sâu, xe máy té ngã nhiều lần. Đề nghị khắc phục."
OUR_ADDRESS = "phananh@tinh.test"


def letter(
    *,
    text: str = TEXT,
    sender: str = "Nguyễn Thị Bưởi <buoi@vidu.vn>",
    subject: str = "Ổ gà trên đường Lê Lợi",
    message_id: str = "<thu-1@vidu.vn>",
    photos: int = 0,
    **headers: str,
) -> bytes:
    """A plain letter, with photos of different bytes."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, OUR_ADDRESS, subject
    message["Date"] = format_datetime(NOON_OF_A_WORKING_DAY)
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for number in range(photos):
        content = photo(colour=(20 + 20 * number, 90, 80))
        message.add_attachment(content, maintype="image", subtype="jpeg", filename=f"ổ gà {number}.jpg")
    return message.as_bytes()


def bounce(of: str, *, sender: str = "MAILER-DAEMON@vidu.vn") -> bytes:
    """A delivery status notification (RFC 3464) about the message of that identifier."""
    lines = (
        "Return-Path: <>",
        f"From: Mail Delivery System <{sender}>",
        f"To: {OUR_ADDRESS}",
        "Subject: Undelivered Mail Returned to Sender",
        "Message-ID: <dsn-1@vidu.vn>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b\r\nContent-Type: text/plain\r\n\r\nThe mailbox does not exist.",
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.vidu.vn\r\n",
        "Final-Recipient: rfc822; buoi@vidu.vn\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: {OUR_ADDRESS}\r\nMessage-ID: {of}\r\nSubject: x\r\n\r\nx",
        "--b--\r\n",
    )
    return "\r\n".join(lines).encode()


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """The message after an accident: bytes flipped, lost, doubled, cut off, or its own words in wrong places."""
    content = bytearray(raw)
    words = [
        b"multipart/mixed; boundary=",
        b"charset=x-no-such",
        b"=?utf-8?Q?=C3?=",
        b"base64",
        b"message/rfc822",
        b"\0",
        b"\xff\xfe",
    ]
    words += [
        b"Content-Type: ",
        b"filename*0*=utf-8''%C3",
        b"\r\n\r\n",
        b"--",
        b"=",
        b"hex",
        b"unicode_escape",
        b"multipart/report",
    ]
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(content) or 1), chance.randint(1, 60)
        how = chance.randrange(5)
        if how == 0:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del content[at : at + length]
        elif how == 2:
            content[at:at] = content[at : at + length]
        elif how == 3:
            content[at:at] = chance.choice(words)
        else:
            content[at : at + length] = chance.choice(words)
    return bytes(content[: chance.randrange(len(content) + 1)] if chance.random() < 0.1 else content)
