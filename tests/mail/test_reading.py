"""Reading a message: odd character sets, HTML alone, quoting, attachments, bounces, and a thousand broken ones."""

import base64
import random
import time as process_time
import unicodedata
from email.message import EmailMessage

import pytest
from tests.mail.letters import OUR_ADDRESS, TEXT, bounce, letter, mutated
from tests.province import photo

from paht.mail.reading import charsets
from paht.mail.reading.letter import MOST_ATTACHMENTS, MOST_CHARACTERS, Letter, Unreadable, read
from paht.mail.reading.nature import Nature
from paht.mail.reading.trust import is_disproved, is_proved

VIETNAMESE = "Đường hẻm bị ngập nước, đèn điện hư hỏng, người dân không đi được"


def plain(body: bytes, charset: str, encoding: str = "8bit") -> bytes:
    head = f"From: a@vidu.vn\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\n"
    return f"{head}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def in_tcvn3(text: str) -> bytes:
    back = {value: key for key, value in charsets._TCVN3.items()}
    return "".join(back.get(each, each) for each in text).encode("latin-1")


VNI = "Ñöôøng heûm bò ngaäp nöôùc, ñeøn ñieän hö hoûng, ngöôøi daân khoâng ñi ñöôïc"


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "windows-1252", "x-viet-tcvn", "no-such-set", "us-ascii", '"\\"']
)
def test_words_in_tcvn3_are_read_whatever_they_are_called(label: str) -> None:
    assert read(plain(in_tcvn3(VIETNAMESE), label)).own == VIETNAMESE


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "x-viet-vni"])
def test_words_in_vni_are_read_whatever_they_are_called(label: str) -> None:
    assert read(plain(VNI.encode("latin-1"), label)).own == VIETNAMESE


@pytest.mark.parametrize("label", ["windows-1258", "iso-8859-1"])
def test_words_in_windows_1258_come_out_in_one_form(label: str) -> None:
    loose = "".join(_in_1258(each) for each in VIETNAMESE)
    assert read(plain(loose.encode("cp1258"), label)).own == VIETNAMESE


def _in_1258(letter_: str) -> str:
    """The letter as windows-1258 has it: hat and vowel in one, the tone beside."""
    parts = unicodedata.normalize("NFD", letter_)
    tones = [each for each in parts if each in "\u0300\u0301\u0303\u0309\u0323"]
    rest = unicodedata.normalize("NFC", "".join(each for each in parts if each not in tones))
    return rest + "".join(tones)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1258", "us-ascii", "hex", "unicode_escape", "idna"])
def test_utf_8_is_known_by_being_utf_8(label: str) -> None:
    assert read(plain(VIETNAMESE.encode(), label)).own == VIETNAMESE


def test_french_in_latin_1_stays_french() -> None:
    assert read(plain("Déjà signalé à la mairie, où êtes-vous".encode("latin-1"), "iso-8859-1")).own == (
        "Déjà signalé à la mairie, où êtes-vous"
    )


def test_of_broken_encodings_what_is_readable_is_read() -> None:
    assert (
        "ổ gà"
        in read(plain("Đường có =E1=BB=95 g=C3=A0 =ZZ=\r\n l=".encode(), "utf-8", "quoted-printable")).own
    )
    junk = b"!!" + base64.b64encode("Đường có ổ gà lớn".encode()) + b"\r\n~~~ Sent by a virus scanner"
    assert "ổ gà" in read(plain(junk, "utf-8", "base64")).own


def test_names_and_subjects_in_encoded_words_are_put_together_again() -> None:
    lines = (
        b"From: =?UTF-8?Q?Nguy=E1=BB?=",
        b" =?UTF-8?Q?=85n_V=C4=83n_An?= <AN@Vidu.VN>",
        b"Subject: =?utf-8?B?xJDGsOG7nW5nIGjGsA==?=",
        b"Content-Type: image/jpeg; name*0*=utf-8''%E1%BB%95%20; name*1*=g%C3%A0.jpg",
        b"Content-Transfer-Encoding: base64",
        b"",
        base64.b64encode(photo()),
    )
    raw = b"\r\n".join(lines)
    found = read(raw)
    assert (found.name, found.address, found.subject) == ("Nguyễn Văn An", "an@vidu.vn", "Đường hư")
    assert [each.name for each in found.attachments] == ["ổ gà.jpg"]


def test_html_alone_gives_its_words_and_neither_script_nor_anything_from_elsewhere() -> None:
    html = (
        "<html><head><style>p{}</style><title>t</title></head><body><p>Đường có <b>ổ gà</b></p><script>steal()</script>"
        '<img src="https://theo-doi.vidu/x.gif"><ul><li>sâu</li><li>rộng</li></ul>&lt;xin sửa&gt;</body></html>'
    )
    message = EmailMessage()
    message["From"] = "a@vidu.vn"
    message.set_content(html, subtype="html")
    shown = [line for line in read(message.as_bytes()).own.split("\n") if line]
    assert shown == ["Đường có ổ gà", "- sâu", "- rộng", "<xin sửa>"]


def test_of_two_forms_of_a_text_it_is_read_once() -> None:
    message = EmailMessage()
    message["From"] = "a@vidu.vn"
    message.set_content(TEXT)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    assert read(message.as_bytes()).own == TEXT


@pytest.mark.parametrize(
    "head",
    [
        "On Wed, 18 Nov 2026 at 10:00, Trung tâm <ioc@tinh.vn> wrote:",
        "On Wed, 18 Nov 2026 at 10:00, Trung tâm\n<ioc@tinh.vn> wrote:",
        "Vào Th 4, 18 thg 11, 2026 vào lúc 10:00 Trung tâm <ioc@tinh.vn> đã viết:",
        "-----Original Message-----",
        "From: Trung tâm <ioc@tinh.vn>\nSent: Wednesday, November 18, 2026\nTo: Bưởi\nSubject: RE: x",
        "Từ: Trung tâm <ioc@tinh.vn>\nĐã gửi: thứ tư\nĐến: Bưởi\nChủ đề: RE: x",
        "> Xin ông/bà bổ sung ảnh",
    ],
)
def test_what_is_quoted_is_not_the_writers_own(head: str) -> None:
    found = read(letter(text=f"Tôi gửi thêm ảnh.\n\n{head}\n> Xin bổ sung."))
    assert found.own == "Tôi gửi thêm ảnh."
    assert "bổ sung" in found.quoted
    assert not found.is_forwarded


def test_a_quotation_in_html_is_known_by_its_mark() -> None:
    message = EmailMessage()
    message["From"] = "a@vidu.vn"
    message.set_content('<div>Đã sửa xong.</div><div class="gmail_quote">Kết quả xử lý</div>', subtype="html")
    found = read(message.as_bytes())
    assert (found.own, found.quoted) == ("Đã sửa xong.", "Kết quả xử lý")


def test_a_letter_that_is_passed_on_says_what_it_passes_on() -> None:
    inline = read(letter(text="---------- Forwarded message ---------\nTừ: Hai <hai@vidu.vn>\nĐường ngập."))
    assert inline.is_forwarded
    assert "Đường ngập." in inline.said
    outer = EmailMessage()
    outer["From"] = "a@vidu.vn"
    outer.set_content("Nhờ xem giúp.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "hai@vidu.vn", "Ngập"
    inner.set_content("Đường ngập.")
    inner.add_attachment(photo(), maintype="image", subtype="jpeg", filename="a.jpg")
    outer.add_attachment(inner)
    found = read(outer.as_bytes())
    assert (found.own, found.is_forwarded, len(found.attachments)) == ("Nhờ xem giúp.", True, 1)
    assert "Đường ngập." in found.quoted


def test_signatures_are_no_part_of_the_words() -> None:
    assert read(letter(text="Đường ngập.\n-- \nNguyễn Văn An\n0912345678")).own == "Đường ngập."
    assert read(letter(text="Đường ngập.\n\nĐã gửi từ iPhone của tôi")).own == "Đường ngập."


def test_attachments_are_taken_up_to_a_number_and_what_is_left_out_is_named() -> None:
    found = read(letter(photos=MOST_ATTACHMENTS + 1))
    assert len(found.attachments) == MOST_ATTACHMENTS
    assert any(str(MOST_ATTACHMENTS) in each for each in found.left_out)
    message = EmailMessage()
    message["From"] = "a@vidu.vn"
    message.set_content("Xem tệp.")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="hop.ics")
    message.add_attachment(b'x\x9f>"', maintype="application", subtype="ms-tnef", filename="winmail.dat")
    message.add_attachment(
        b"GIF89a", maintype="image", subtype="gif", disposition="inline", filename="logo.gif"
    )
    left = read(message.as_bytes())
    assert left.attachments == ()
    assert [each.split(":")[0] for each in left.left_out] == [
        "Lịch hẹn (text/calendar)",
        "Tệp winmail.dat của Outlook",
        "Hình trang trí trong chữ ký.",
    ]


def test_a_bounce_names_the_message_that_was_not_delivered() -> None:
    found = read(bounce("<0199-abc@tinh.test>"))
    assert (found.nature, found.bounced) == (Nature.BOUNCE, ("0199-abc@tinh.test",))


@pytest.mark.parametrize(
    ("headers", "nature"),
    [
        ({"Auto_Submitted": "auto-replied"}, Nature.AUTOMATIC),
        ({"Auto_Submitted": "no"}, Nature.LETTER),
        ({"X_Autoreply": "yes"}, Nature.AUTOMATIC),
        ({"Precedence": "auto_reply"}, Nature.AUTOMATIC),
        ({"Return_Path": "<>"}, Nature.AUTOMATIC),
        ({"subject": "Automatic reply: Ổ gà"}, Nature.AUTOMATIC),
        ({"subject": "Re: Trả lời tự động: nghỉ phép"}, Nature.AUTOMATIC),
        ({"subject": "Không có trả lời tự động"}, Nature.LETTER),
        ({"sender": "no-reply@vidu.vn"}, Nature.AUTOMATIC),
        ({"sender": "MAILER-DAEMON@vidu.vn"}, Nature.BOUNCE),
        ({"List_Id": "<tin@vidu.vn>"}, Nature.BULK),
        ({"Precedence": "bulk"}, Nature.BULK),
        ({}, Nature.LETTER),
    ],
)
def test_what_no_person_wrote_is_known_by_its_headers(headers: dict[str, str], nature: Nature) -> None:
    assert read(letter(**headers)).nature is nature


def test_only_the_trusted_server_says_whether_the_sender_is_genuine() -> None:
    stated = "mx.tinh.vn; dkim=pass (2048-bit key) header.d=vidu.vn; spf=softfail smtp.mailfrom=vidu.vn; dmarc=pass"
    raw = letter(Authentication_Results=stated)
    assert dict(read(raw, trusted="mx.tinh.vn").trust) == {"dkim": "pass", "spf": "softfail", "dmarc": "pass"}
    assert is_proved(dict(read(raw, trusted="mx.tinh.vn").trust))
    assert read(raw, trusted="mx.khac.vn").trust == ()
    assert read(raw).trust == ()
    above = b"Authentication-Results: mx.tinh.vn; dmarc=fail\r\n" + raw
    assert is_disproved(dict(read(above, trusted="mx.tinh.vn").trust))


def test_a_letter_without_end_is_cut_and_one_without_bottom_is_refused() -> None:
    assert len(read(letter(text="đường " * 50_000)).own) < MOST_CHARACTERS + 100
    deep = b"From: a@vidu.vn\r\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(2000)
    )
    with pytest.raises(Unreadable):
        read(deep)


def test_a_thousand_letters_of_which_most_are_broken_are_each_read_or_refused_by_name() -> None:
    chance = random.Random(20261122)
    whole = [
        letter(photos=1),
        bounce("<1@tinh.test>"),
        plain(in_tcvn3(VIETNAMESE), "iso-8859-1"),
        letter(text="On Wed, A <a@b.c> wrote:\n> x", In_Reply_To="<1@tinh.test>"),
        f"From: a@b.vn\r\nTo: {OUR_ADDRESS}\r\n\r\n<html".encode(),
        b"",
    ]
    began, read_ones, refused = process_time.monotonic(), 0, 0
    for _ in range(1000):
        try:
            found = read(mutated(chance.choice(whole), chance))
        except Unreadable as answer:
            refused += bool(str(answer))
        else:
            assert isinstance(found, Letter)
            found.said.encode()
            read_ones += 1
    assert read_ones + refused == 1000
    assert process_time.monotonic() - began < 60
