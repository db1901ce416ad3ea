"""The way out by e-mail, against a mail server on loopback that speaks SMTP: taken, refused, busy, away."""

import email
import email.policy
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.messages.mail_server import MailServer, mail_server, way

from paht.installation.home import Home
from paht.messages import smtp
from paht.messages.gateway import Accepted, Again, Declined, GatewayError
from paht.messages.ways import Message

HELLO = Message("dan@vidu.vn", "Phản ánh đã có kết quả.", subject="Kết quả", link="https://vidu.vn/kq")


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def test_a_letter_arrives_whole_and_carries_the_messages_own_identifier(server: MailServer) -> None:
    message_id = uuid.uuid4()
    assert way(server.port).send(HELLO, message_id=message_id) == Accepted(str(message_id))
    letter = email.message_from_bytes(server.taken[0], policy=email.policy.default)
    assert letter["Message-ID"] == f"<{message_id}@tinh.gov.vn>"
    assert (letter["To"], letter["Subject"]) == ("dan@vidu.vn", "Kết quả")
    assert letter["From"] == "Trung tâm điều hành <phananh@tinh.gov.vn>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().split() == [*["Phản", "ánh", "đã", "có", "kết", "quả."], "https://vidu.vn/kq"]


def test_a_letter_that_answers_one_says_which(server: MailServer) -> None:
    way(server.port).send(replace(HELLO, answers="<thu-1@vidu.vn>"), message_id=uuid.uuid4())
    way(server.port).send(HELLO, message_id=uuid.uuid4())
    first, second = server.letters
    assert (first["In-Reply-To"], first["References"]) == ("<thu-1@vidu.vn>", "<thu-1@vidu.vn>")
    assert (second["In-Reply-To"], second["References"]) == (None, None)


@pytest.mark.parametrize(
    ("refusal", "came"),
    [("450 busy", Again("smtp 450")), ("550 no such user", Declined("smtp 550"))],
)
def test_a_recipient_that_is_busy_may_come_later_and_one_that_is_none_never(
    server: MailServer, refusal: str, came: object
) -> None:
    server.to_recipient = refusal
    assert way(server.port).send(HELLO, message_id=uuid.uuid4()) == came
    assert server.taken == []


def test_a_letter_that_the_server_refuses_is_answered_by_its_code(server: MailServer) -> None:
    server.to_letter = "452 no room"
    assert way(server.port).send(HELLO, message_id=uuid.uuid4()) == Again("smtp 452")
    server.to_letter = "554 spam"
    assert way(server.port).send(HELLO, message_id=uuid.uuid4()) == Declined("smtp 554")


def test_a_server_that_hangs_up_or_is_away_is_asked_again(server: MailServer) -> None:
    server.hangs_up = True
    assert isinstance(way(server.port).send(HELLO, message_id=uuid.uuid4()), Again)
    assert isinstance(way(1).send(HELLO, message_id=uuid.uuid4()), Again)


@pytest.mark.parametrize("address", ["", "khong-phai", "a@b.vn\r\nBcc: c@d.vn", "a b@c.vn"])
def test_what_is_no_address_is_declined_and_nothing_is_sent(server: MailServer, address: str) -> None:
    assert way(server.port).send(Message(address, "x"), message_id=uuid.uuid4()) == Declined(
        "no such address"
    )
    assert server.taken == []


def test_a_server_that_does_not_offer_encryption_gets_nothing(server: MailServer) -> None:
    assert isinstance(way(server.port, security="starttls").send(HELLO, message_id=uuid.uuid4()), Again)
    assert server.taken == []


def test_the_file_is_read_with_its_secrets_and_a_wrong_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(path=tmp_path)
    assert smtp.way_out(home) is None
    file = tmp_path / "mail.toml"
    monkeypatch.setenv("PAHT_MAIL", str(file))
    file.write_text('host = "thu.vn"\nfrom = "a@tinh.gov.vn"\nuser = "a"\npassword = "${MAIL_WORD}"\n')
    with pytest.raises(GatewayError, match="MAIL_WORD"):
        smtp.way_out(home)
    monkeypatch.setenv("MAIL_WORD", "bi-mat")
    made = smtp.way_out(home)
    assert made is not None
    assert (made.password, made.port, made.security) == ("bi-mat", 587, "starttls")
    file.write_text('host = "thu.vn"\nsecurity = "none"\nfrom = "a@tinh.gov.vn"\n')
    with pytest.raises(GatewayError, match="this very machine"):
        smtp.way_out(home)
