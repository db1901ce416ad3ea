"""Fetching: kept before it is marked, once however often it is seen, and nothing lost when the server fails."""

from pathlib import Path

import pytest
from django.db import connections
from tests.conftest import Clock
from tests.mail.imap_server import ImapServer
from tests.mail.letters import letter
from tests.province import TestProvince
from tests.working import as_worker

from paht.mail import raws, sources
from paht.mail.collecting import collect
from paht.mail.mailboxes import Mailbox, MailboxError, read_mailboxes
from paht.messages import inbox


def collected(mailbox: Mailbox, time: Clock) -> int:
    time.forward(minutes=1)
    with as_worker():
        return collect((mailbox,), now=time.at)


def rows(province: TestProvince, statement: str) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, [province.jurisdiction.id])
        return cursor.fetchall()


def in_inbox(province: TestProvince) -> int:
    ((count,),) = rows(province, "SELECT count(*) FROM messages_inbox WHERE jurisdiction_id = %s")
    assert isinstance(count, int)
    return count


def problem(province: TestProvince) -> object:
    return rows(province, "SELECT problem FROM mail_mailbox WHERE jurisdiction_id = %s")[0][0]


def test_a_message_is_marked_as_seen_after_it_is_kept_and_fetched_once(
    vinh_long: TestProvince, time: Clock
) -> None:
    with ImapServer() as server:
        server.put(letter())
        server.put(letter(message_id="<2@vidu.vn>"))
        mailbox = server.mailbox(vinh_long.jurisdiction.id)
        assert collected(mailbox, time) == 2
        assert server.seen == [1, 2]
        assert collected(mailbox, time) == 0
        assert sum("BODY.PEEK[]" in each for each in server.commands) == 2
    assert in_inbox(vinh_long) == 2


def test_a_message_that_could_not_be_kept_is_not_marked_and_comes_again(
    vinh_long: TestProvince, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_is_full(*_: object, **__: object) -> bool:
        raise OSError

    with ImapServer() as server:
        server.put(letter())
        mailbox = server.mailbox(vinh_long.jurisdiction.id)
        with monkeypatch.context() as patch:
            patch.setattr(inbox, "take", disk_is_full)
            assert collected(mailbox, time) == 0
        assert server.seen == []
        assert collected(mailbox, time) == 1
    assert in_inbox(vinh_long) == 1


def test_a_connection_cut_in_the_middle_of_a_message_loses_nothing_and_doubles_nothing(
    vinh_long: TestProvince, time: Clock
) -> None:
    with ImapServer() as server:
        for number in range(5):
            server.put(letter(message_id=f"<{number}@vidu.vn>"))
        server.cut_after = 3
        mailbox = server.mailbox(vinh_long.jurisdiction.id)
        assert collected(mailbox, time) == 2
        assert problem(vinh_long) != ""
        assert server.seen == [1, 2]
        assert collected(mailbox, time) == 3
        assert problem(vinh_long) == ""
    assert in_inbox(vinh_long) == 5


def test_a_server_that_is_away_or_refuses_the_sign_in_is_asked_again_and_the_desk_sees_why(
    vinh_long: TestProvince, time: Clock
) -> None:
    with ImapServer() as server:
        server.put(letter())
        mailbox = server.mailbox(vinh_long.jurisdiction.id)
        server.refuses_sign_in = True
        assert collected(mailbox, time) == 0
        assert problem(vinh_long) == "sign-in refused"
        server.refuses_sign_in = False
        assert collected(mailbox, time) == 1
    for _ in range(3):
        assert collected(mailbox, time) == 0
    assert problem(vinh_long) == "ConnectionRefusedError"
    ((since,),) = rows(vinh_long, "SELECT problem_since FROM mail_mailbox WHERE jurisdiction_id = %s")
    assert since is not None
    assert (time.at - since).total_seconds() == 120, "since the first of the three"


def test_a_mailbox_that_numbers_anew_is_read_again_from_its_beginning(
    vinh_long: TestProvince, time: Clock
) -> None:
    with ImapServer() as server:
        for number in range(3):
            server.put(letter(message_id=f"<{number}@vidu.vn>"))
        mailbox = server.mailbox(vinh_long.jurisdiction.id)
        assert collected(mailbox, time) == 3
        server.stored.pop(0)
        server.number_anew()
        server.put(letter(message_id="<moi@vidu.vn>"))
        # Told apart by Message-ID when they are read (test_receiving).
        assert collected(mailbox, time) == 3
        assert server.seen == [1, 2, 3]


def test_of_a_message_that_is_too_large_only_the_head_is_fetched(
    vinh_long: TestProvince, time: Clock
) -> None:
    with ImapServer() as server:
        server.put(letter())
        server.claims_size = sources.LARGEST_BYTES + 1
        assert collected(server.mailbox(vinh_long.jurisdiction.id), time) == 1
        assert not any("BODY.PEEK[]" in each for each in server.commands)


def test_a_maildir_is_emptied_from_new_into_cur(vinh_long: TestProvince, time: Clock, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.a").write_bytes(letter())
    mailbox = Mailbox(vinh_long.jurisdiction.id, "dir", "phananh@tinh.test", maildir=tmp_path)
    assert collected(mailbox, time) == 1
    assert [each.name for each in (tmp_path / "cur").iterdir()] == ["1.a:2,S"]
    assert collected(mailbox, time) == 0


@pytest.mark.clause("VL.7.5")
def test_a_large_message_lies_sealed_in_a_file_and_a_small_one_in_the_vault(
    vinh_long: TestProvince, time: Clock, tmp_path: Path
) -> None:
    (tmp_path / "new").mkdir()
    large = letter(text="ma-bi-mat-trong-thu " * 20_000)
    (tmp_path / "new" / "1").write_bytes(large)
    jurisdiction = vinh_long.jurisdiction.id
    collected(Mailbox(jurisdiction, "dir", "phananh@tinh.test", maildir=tmp_path), time)
    (sealed,) = (
        each for each in (raws.jurisdiction_folder(jurisdiction) / raws.FOLDER).rglob("*") if each.is_file()
    )
    assert b"ma-bi-mat" not in sealed.read_bytes()
    seen: list[str] = []
    with as_worker():
        inbox.work({raws.CHANNEL: lambda each: seen.append(each.content)}, now=lambda: time.at)
    import json

    assert [
        raws.raw_of(json.loads(each), jurisdiction_id=jurisdiction) for each in seen if "file" in each
    ] == [large]


def test_a_file_of_mailboxes_names_its_province_and_keeps_no_secret(
    vinh_long: TestProvince, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_TEST_MAIL", "khong-ghi-vao-tep")
    file = tmp_path / "mail.toml"
    text = (
        f'[[mailbox]]\njurisdiction = "{vinh_long.jurisdiction.slug}"\naddress = "Phananh@tinh.vn"\n'
        'imap = "imaps://thu.tinh.vn"\nuser = "ioc"\npassword = "${PAHT_TEST_MAIL}"\n'
    )
    file.write_text(text)
    (found,) = read_mailboxes(file)
    assert (found.host, found.port, found.address) == ("thu.tinh.vn", 993, "phananh@tinh.vn")
    assert found.password == "khong-ghi-vao-tep"
    assert "khong-ghi" not in repr(found)
    for wrong in (
        text.replace("imaps:", "imap:"),
        text.replace("PAHT_TEST_MAIL", "PAHT_NONE"),
        "x",
        text + text,
    ):
        file.write_text(wrong)
        with pytest.raises(MailboxError):
            read_mailboxes(file)
