"""The ways out: what the platforms' answers mean, tokens that work once, an outage of six hours."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.conftest import Clock
from tests.conversations.chats import (
    Citizen,
    connect,
    page_account,
    platform_peer,
    rounds,
    said_to,
    zalo_account,
)
from tests.province import TestProvince

from paht.installation.home import Home
from paht.messages.gateway import Accepted, Again, Declined
from paht.messages.messenger import Messenger
from paht.messages.platforms import PlatformError, Template, pages, zalo_accounts
from paht.messages.ways import Message
from paht.messages.zalo import Zalo, Zns
from paht.messages.zalo_tokens import Tokens


def home_in(folder: Path) -> Home:
    home = Home(path=folder / uuid.uuid4().hex)
    home.create()
    home.vault.mkdir(mode=0o700, exist_ok=True)
    return home


def test_each_answer_of_zalo_means_sent_or_later_or_never(vinh_long: TestProvince, tmp_path: Path) -> None:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer)
        way = Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})

        def send(*says: tuple[int, dict]) -> object:
            peer.says[:] = says
            return way.send(Message(f"{account.oa_id}:9007199254740993", "Xin chào"), message_id=uuid.uuid4())

        assert send() == Accepted("z-1")
        assert peer.messages[-1] == {
            "recipient": {"user_id": "9007199254740993"},
            "message": {"text": "Xin chào"},
        }
        assert send((200, {"error": -216})) == Accepted("z-2"), "the token is refreshed, and it is said again"
        assert peer.refreshes == 2
        assert isinstance(send((200, {"error": -32})), Again)
        assert isinstance(send((500, {})), Again)
        assert isinstance(send((429, {})), Again)
        assert send((200, {"error": -230, "message": "…"})) == Declined("error -230")
        assert send((400, {})) == Declined("http 400")
        assert way.send(Message("1:2", "…"), message_id=uuid.uuid4()) == Declined("no such account")


def test_quick_replies_links_and_the_request_for_a_number_have_the_platforms_shapes(
    vinh_long: TestProvince, tmp_path: Path
) -> None:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer, contact_image="https://vidu.test/a.png")
        way = Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})
        to = f"{account.oa_id}:1"
        way.send(Message(to, "…", (("drop", "Bỏ"),), link="https://vidu.test/"), message_id=uuid.uuid4())
        buttons = peer.messages[-1]["message"]["attachment"]["payload"]["buttons"]
        assert [each["type"] for each in buttons] == ["oa.open.url", "oa.query.hide"]
        assert buttons[1]["payload"] == "#drop"
        way.send(Message(to, "…", (("contact", "Gửi số"),)), message_id=uuid.uuid4())
        payload = peer.messages[-1]["message"]["attachment"]["payload"]
        assert payload["template_type"] == "request_user_info"
        page = page_account(vinh_long, peer)
        messenger = Messenger({page.page_id: page})
        message = Message(
            f"{page.page_id}:1", "x" * 3000, (("drop", "y" * 30), ("contact", "")), link="https://a.vn"
        )
        assert messenger.send(message, message_id=uuid.uuid4()) == Accepted("m-3")
        said = peer.messages[-1]
        assert said["messaging_type"] == "RESPONSE"
        assert len(said["message"]["text"]) == 2000
        assert said["message"]["text"].endswith("https://a.vn")
        assert [each.get("title", "") for each in said["message"]["quick_replies"]] == ["y" * 20, ""]


def test_each_answer_of_messenger_means_sent_or_later_or_never(vinh_long: TestProvince) -> None:
    with platform_peer() as peer:
        page = page_account(vinh_long, peer)
        way = Messenger({page.page_id: page})

        def send(status: int, code: int) -> object:
            peer.says[:] = [(status, {"error": {"code": code}})]
            return way.send(Message(f"{page.page_id}:1", "…"), message_id=uuid.uuid4())

        assert isinstance(send(401, 190), Again), "an operator gives another token"
        assert isinstance(send(400, 613), Again)
        assert isinstance(send(500, 2), Again)
        assert send(400, 10) == Declined("error 10"), "outside of the window"
        assert send(400, 100) == Declined("error 100")


def test_zns_goes_to_the_number_with_the_messages_own_tracking(
    vinh_long: TestProvince, tmp_path: Path
) -> None:
    with platform_peer() as peer:
        account = zalo_account(
            vinh_long, peer, template=Template("123", {"noi_dung": "{text}", "lien_ket": "{link}"})
        )
        way, message = Zns(account, Tokens(home_in(tmp_path), account)), uuid.uuid4()
        sent = way.send(Message("+84 912 345 678", "Đã có kết quả", link="https://a.vn"), message_id=message)
        assert isinstance(sent, Accepted)
        assert peer.messages == [
            {
                "phone": "84912345678",
                "template_id": "123",
                "template_data": {"noi_dung": "Đã có kết quả", "lien_ket": "https://a.vn"},
                "tracking_id": str(message),
            }
        ]
        assert way.send(Message("02703822222", "…"), message_id=message) == Declined("no mobile number")


def test_a_refresh_token_is_used_once_however_many_want_it_and_is_kept_before_it_is_used(
    vinh_long: TestProvince, tmp_path: Path
) -> None:
    with platform_peer() as peer:
        account, home = zalo_account(vinh_long, peer), home_in(tmp_path)
        # Two processes are two openings of the same home.
        openings = [Tokens(home, account) for _ in range(2)]
        with ThreadPoolExecutor(8) as threads:
            got = set(threads.map(lambda n: openings[n % 2].access(), range(40)))
        assert (got, peer.refreshes) == ({"access-1"}, 1)
        with ThreadPoolExecutor(8) as threads:
            got = set(threads.map(lambda n: openings[n % 2].access(after="access-1"), range(40)))
        assert (got, peer.refreshes) == ({"access-2"}, 2)
        assert Tokens(home, account).access() == "access-2", "a process that is started anew goes on with it"
        files = [path for path in home.vault.iterdir() if path.name.startswith("tokens-zalo")]
        assert all(b"access-2" not in path.read_bytes() for path in files)
        assert all(path.stat().st_mode & 0o077 == 0 for path in files)
        peer.refuses_tokens = True
        assert openings[0].access(after="access-2") == Again("token refused: -14014", 600.0)
        peer.refuses_tokens, peer.refresh = False, "refresh-moi"
        renewed = zalo_account(vinh_long, peer, refresh_token="refresh-moi")
        assert Tokens(home, renewed).access() == "access-3", "the operator's new token begins anew"


def test_a_token_that_ends_soon_is_refreshed_before(vinh_long: TestProvince, tmp_path: Path) -> None:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer)
        peer.expires_in = "200"
        tokens = Tokens(home_in(tmp_path), account)
        assert (tokens.access(), tokens.access()) == ("access-1", "access-2")


def test_a_token_that_serves_nothing_for_six_hours_loses_nothing_and_doubles_nothing(
    vinh_long: TestProvince, time: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with platform_peer() as peer:
        account = zalo_account(vinh_long, peer)
        connect(monkeypatch, account)
        ways = {"zalo": Zalo({account.oa_id: (account, Tokens(home_in(tmp_path), account))})}
        people = [Citizen(account, str(10**18 + n), time.at, peer.url) for n in range(3)]
        peer.refuses_tokens = True
        for n, citizen in enumerate(people):
            for event in citizen.whole(vinh_long, n + 50):
                assert citizen.posts(event) == 200
        for _ in range(12):
            rounds(time.at, ways=ways)
            time.forward(minutes=30)
        assert peer.messages == []
        assert len(said_to(vinh_long)) == 3
        peer.refuses_tokens = False
        for _ in range(3):
            rounds(time.forward(minutes=11), ways=ways)
        texts = [each["message"]["text"] for each in peer.messages]
        assert len(texts) == len({each["recipient"]["user_id"] for each in peer.messages}) == 3
        assert all("Đã nhận phản ánh" in text for text in texts)


def test_the_files_of_accounts_are_read_with_secrets_from_the_environment_alone_where_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zalo, page = tmp_path / "zalo.toml", tmp_path / "messenger.toml"
    zalo.write_text(
        '[[account]]\nprovince = "vinh-long"\napp_id = "1"\noa_id = "9007199254740993"\nsecret = "${A}"\n'
        'app_secret = "${B}"\nrefresh_token = "${C}"\n'
    )
    page.write_text(
        '[[account]]\nprovince = "vinh-long"\npage_id = "2"\nsecret = "${A}"\nverify_token = "v"\n'
        'access_token = "${C}"\n'
    )
    monkeypatch.setenv("PAHT_ZALO", str(zalo))
    monkeypatch.setenv("PAHT_MESSENGER", str(page))
    monkeypatch.setenv("A", "bi-mat")
    home = Home(path=tmp_path)
    (web,) = zalo_accounts(home)
    assert (web.secret, web.app_secret, web.refresh_token) == ("bi-mat", "", "")
    assert pages(home)[0].access_token == ""
    with pytest.raises(PlatformError, match="B"):
        zalo_accounts(home, sends=True)
    monkeypatch.setenv("B", "b")
    monkeypatch.setenv("C", "c")
    assert zalo_accounts(home, sends=True)[0].refresh_token == "c"
    broken = tmp_path / "broken.toml"
    broken.write_text('[[account]]\nprovince = "vinh-long"\napp_id = 1029384756\n')
    monkeypatch.setenv("PAHT_ZALO", str(broken))
    with pytest.raises(PlatformError, match="quotes"):
        zalo_accounts(home)
