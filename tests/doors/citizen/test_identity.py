"""Signing in through a provider of identities: who is let in, what is refused in words, whose account it becomes."""

import re
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from joserfc.jwk import OctKey
from tests.conftest import NOON_OF_A_WORKING_DAY, Clock
from tests.doors.citizen.pages import Citizen, text
from tests.people.citizens import citizen, session_of
from tests.people.loopback_provider import (
    CURVE,
    FIRST,
    SECOND,
    SECRET,
    LoopbackProvider,
    loopback_provider,
    rows,
)
from tests.province import TestProvince, found

from paht import clock
from paht.people import citizen_sessions, citizens
from paht.people.openid import fetching, metadata, signing_in
from paht.people.openid.providers import _kept

OTHER = "0987654321"
START, ANSWER, OWN, ACCOUNT = "/toi/dinh-danh/thu/", "/toi/dinh-danh/thu/xong", "/toi/", "/toi/tai-khoan/"
VOUCHES = "[provider.phone]\ncounts_as_verified = true\nverified_claim = 'phone_number_verified'"
PERSON = {
    "name": "Trần Thị Lụa",
    "phone_number_verified": True,
    "vn": {"cccd": "086190009999"},
}


@dataclass
class Way:
    """A browser, a provider, and a province that offers it."""

    citizen: Citizen
    provider: LoopbackProvider
    folder: Path
    phone: str = ""

    @property
    def tells(self) -> dict[str, Any]:
        """Claims about the person, the phone as providers write it."""
        return {**PERSON, "phone_number": f"+84 {self.phone[1:]}"}

    def offers(self, *, more: str = "", tables: str = "") -> None:
        secret = self.folder / "thu.secret"
        secret.write_text(SECRET + "\n")
        secret.chmod(0o600)
        file = self.folder / f"{self.citizen.province.jurisdiction.slug}.toml"
        file.unlink(missing_ok=True)
        file.write_text(rows(self.provider, more=more, tables=tables))
        _kept.cache_clear()

    def get(self, path: str) -> HttpResponse:
        return self.citizen.browser.get(path)  # type: ignore[return-value]

    def begins(self, *, target: str = "") -> str:
        """The way to the provider, from its page."""
        page = text(self.get(f"{START}?next={target}" if target else START))
        found = re.search(rf'href="({re.escape(self.provider.issuer)}/authorize[^"]+)"', page)
        assert found, page
        return unescape(found[1])

    def returns(self, answer: dict[str, str]) -> HttpResponse:
        return self.get(f"{ANSWER}?{urllib.parse.urlencode(answer)}")

    def signs_in(self, *, target: str = "", **changes: str) -> HttpResponse:
        answer = {**self.provider.agrees(self.begins(target=target)), **changes}
        return self.returns({name: value for name, value in answer.items() if value})

    @property
    def is_in(self) -> bool:
        return self.get(OWN).status_code == 200

    def person(self) -> Any:
        token = self.citizen.browser.cookies["citizen"].value
        found = citizen_sessions.citizen_of(
            token, jurisdiction_id=self.citizen.province.jurisdiction.id, at=clock.now()
        )
        assert found is not None
        return found.person_id

    def phones(self) -> list[str]:
        keys = {
            "jurisdiction_id": self.citizen.province.jurisdiction.id,
            "person_id": self.person(),
        }
        return [each.number for each in citizens.phones_of(**keys)]


@pytest.fixture(scope="module")
def ground(database: object) -> TestProvince:
    """One province for all: every test has a subject and a phone of its own."""
    del database
    with clock.set_to(Clock(NOON_OF_A_WORKING_DAY)):
        return found(edition="vinh-long-2025", slug=f"t{uuid.uuid4().hex[:10]}", now=NOON_OF_A_WORKING_DAY)


@pytest.fixture
def way(
    ground: TestProvince,
    time: Clock,
    citizen_of: Callable[[TestProvince], Citizen],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Way]:
    monkeypatch.setenv("PAHT_OPENID", str(tmp_path))
    metadata.forget()
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM people_allowance")
    with loopback_provider() as provider:
        provider.person["sub"] = uuid.uuid4().hex
        made = Way(citizen_of(ground), provider, tmp_path, f"09{uuid.uuid4().int % 10**8:08}")
        made.offers()
        yield made


def words(answer: HttpResponse) -> str:
    main = text(answer).partition("<main")[2].partition("</main")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def refused(way: Way, answer: HttpResponse, *told: str, status: int = 403) -> None:
    assert answer.status_code == status, words(answer)
    for each in told:
        assert each in words(answer), words(answer)
    # Whatever went wrong, the page says what to do next, and nobody is signed in.
    assert "Ông/bà có thể làm gì" in words(answer)
    assert START in text(answer)
    assert "/toi/dang-nhap/" in text(answer)
    assert not way.is_in


def test_somebody_signs_in_through_the_provider_and_is_the_same_person_again(way: Way) -> None:
    assert "Định danh thử" in words(way.get("/toi/dang-nhap/"))
    answer = way.signs_in()
    assert (answer.status_code, answer["Location"]) == (303, OWN)
    assert way.is_in
    first = way.person()
    way.citizen.browser.cookies.clear()
    assert not way.is_in
    way.signs_in()
    assert way.person() == first
    way.provider.person["sub"] = uuid.uuid4().hex
    way.citizen.browser.cookies.clear()
    way.signs_in()
    assert way.person() != first


def test_the_page_says_beforehand_what_the_provider_will_tell(way: Way) -> None:
    told = words(way.get(START))
    assert "họ và tên, số điện thoại, số định danh cá nhân" in told
    assert "Mật khẩu và mã của Định danh thử không bao giờ được nhập ở đây" in told


def test_the_province_asks_for_what_its_file_says(way: Way) -> None:
    way.offers(
        more='scopes = ["profile", "phone"]',
        tables='[provider.assurance]\nasked = ["3", "2"]\naccepted = ["2"]',
    )
    way.provider.agrees(way.begins())
    assert way.provider.asked["scope"] == "openid profile phone"
    assert way.provider.asked["acr_values"] == "3 2"
    assert way.provider.asked["redirect_uri"] == f"http://{way.citizen.province.host}{ANSWER}"


def test_whoever_wanted_a_page_comes_to_it_and_to_no_other_site(way: Way) -> None:
    assert way.signs_in(target=ACCOUNT)["Location"] == ACCOUNT
    way.citizen.browser.cookies.clear()
    assert way.signs_in(target="https://xau.example/")["Location"] == OWN


def test_the_secret_goes_in_the_header_or_in_the_form_as_the_file_says(way: Way) -> None:
    way.offers(more='client_auth = "post"')
    assert way.signs_in().status_code == 303
    (way.folder / "thu.secret").write_text("sai")
    way.offers(more='client_auth = "basic"')
    (way.folder / "thu.secret").write_text("sai")
    _kept.cache_clear()
    way.citizen.browser.cookies.clear()
    refused(way, way.signs_in(), "Định danh thử chưa trả lời", status=503)


LIES: list[tuple[str, dict[str, Any], str]] = [
    ("another issuer", {"iss": "https://xau.example"}, "không đúng nơi phát hành"),
    ("no issuer", {"iss": None}, "không đúng nơi phát hành"),
    ("for another client", {"aud": "khac"}, "được cấp cho hệ thống khác"),
    ("for several, party unnamed", {"aud": ["phan-anh", "khac"]}, "được cấp cho hệ thống khác"),
    ("another party", {"aud": ["phan-anh", "khac"], "azp": "khac"}, "được cấp cho hệ thống khác"),
    ("for nobody", {"aud": None}, "được cấp cho hệ thống khác"),
    ("another nonce", {"nonce": "khac"}, "không thuộc lần đăng nhập này"),
    ("no nonce", {"nonce": None}, "không thuộc lần đăng nhập này"),
    ("a number as nonce", {"nonce": 7}, "không thuộc lần đăng nhập này"),
    ("without an end", {"exp": None}, "đã hết hạn"),
    ("an end in words", {"exp": "mai"}, "đã hết hạn"),
    ("without a beginning", {"iat": None}, "đã hết hạn"),
    ("nobody", {"sub": None}, "sai định dạng"),
    ("an empty subject", {"sub": ""}, "sai định dạng"),
    ("a long subject", {"sub": "x" * 256}, "sai định dạng"),
    ("of another access token", {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "chữ ký không hợp lệ"),
]


@pytest.mark.parametrize(("lies", "told"), [each[1:] for each in LIES], ids=[each[0] for each in LIES])
def test_a_token_that_lies_opens_nothing(way: Way, lies: dict[str, Any], told: str) -> None:
    way.provider.lies = lies
    refused(way, way.signs_in(), told, "Xin bắt đầu lại")


@pytest.mark.parametrize(
    ("claim", "seconds", "opens"),
    [
        ("exp", -59, True),
        ("exp", -60, False),
        ("iat", 60, True),
        ("iat", 61, False),
        ("nbf", 60, True),
        ("nbf", 61, False),
        ("iat", -660, True),
        ("iat", -661, False),
    ],
)
def test_clocks_may_differ_by_a_minute(way: Way, time: Clock, claim: str, seconds: int, opens: bool) -> None:
    way.provider.lies = {claim: int(time.at.timestamp()) + seconds}
    answer = way.signs_in()
    assert (answer.status_code == 303) is opens
    if not opens:
        refused(way, answer, "đã hết hạn hoặc sai thời điểm")


def none(token: str) -> str:
    """The token without a signature, as it says itself."""
    _, claims, _ = token.split(".")
    return f"eyJhbGciOiJub25lIn0.{claims}."


@pytest.mark.parametrize(
    "signed",
    [
        none,
        lambda token: token[:-8] + ("AAAAAAAA" if token[-8:] != "AAAAAAAA" else "BBBBBBBB"),
        lambda token: token.replace(".", ".e30", 1),
        lambda token: token + ".x",
        lambda _: "khong-phai-token",
        lambda _: "W10.W10.W10",
        lambda _: "",
    ],
    ids=["alg none", "another signature", "other claims", "four parts", "no token", "lists", "empty"],
)
def test_a_token_without_the_provider_s_signature_opens_nothing(
    way: Way, signed: Callable[[str], str]
) -> None:
    way.provider.signed = signed
    refused(way, way.signs_in(), "Để bảo vệ tài khoản")


@pytest.mark.parametrize(
    "change",
    [
        {"key": SECOND},
        {"key": SECOND, "header": {"kid": FIRST.kid}},
        {"key": SECOND, "header": {"kid": None}},
        {"algorithm": "PS256"},
        {"header": {"kid": "nobody's"}},
        {"algorithm": "HS256", "key": OctKey.import_key(SECRET * 2, {"kid": FIRST.kid})},
    ],
    ids=[
        "unknown key",
        "another's name",
        "no name",
        "algorithm not in the file",
        "unknown name",
        "our own secret",
    ],
)
def test_a_key_or_algorithm_that_is_not_the_provider_s_opens_nothing(
    way: Way, change: dict[str, Any]
) -> None:
    for name, value in change.items():
        setattr(way.provider, name, value)
    refused(way, way.signs_in(), "chữ ký không hợp lệ")


@pytest.mark.parametrize(
    "change",
    [{"key": CURVE, "algorithm": "ES256"}, {"header": {"kid": None}}],
    ids=["a curve", "a key without a name"],
)
def test_any_of_the_provider_s_keys_opens(way: Way, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(way.provider, name, value)
    assert way.signs_in().status_code == 303


def test_keys_are_asked_for_once_an_hour_and_anew_for_one_not_known(way: Way, time: Clock) -> None:
    for _ in range(3):
        assert way.signs_in().status_code == 303
        way.citizen.browser.cookies.clear()
    assert way.provider.heard["/keys"] == 1
    assert way.provider.heard["/.well-known/openid-configuration"] == 1
    way.provider.key = SECOND
    way.provider.shown = [SECOND]
    time.forward(seconds=60)
    assert way.signs_in().status_code == 303
    assert way.provider.heard["/keys"] == 2
    way.citizen.browser.cookies.clear()
    # The former key is gone with the former set.
    way.provider.key = FIRST
    refused(way, way.signs_in(), "chữ ký không hợp lệ")
    assert way.provider.heard["/keys"] == 2, "invented names of keys must not make us ask all day"
    time.forward(hours=1)
    way.provider.key = SECOND
    assert way.signs_in().status_code == 303
    assert way.provider.heard["/keys"] == 3


@pytest.mark.parametrize("change", [{"iss": "https://xau.example"}, {"iss": ""}], ids=["another", "nobody"])
def test_an_answer_must_come_from_the_provider_that_was_asked(way: Way, change: dict[str, str]) -> None:
    refused(way, way.signs_in(**change), "không đúng nơi phát hành")
    assert way.provider.heard["/token"] == 0


def test_a_provider_that_never_says_who_it_is_need_not(way: Way) -> None:
    way.provider.metadata = {"authorization_response_iss_parameter_supported": False}
    assert way.signs_in(iss="").status_code == 303


@pytest.mark.parametrize("state", ["khac", ""])
def test_an_answer_to_another_sign_in_opens_nothing(way: Way, state: str) -> None:
    refused(way, way.signs_in(state=state), "được bắt đầu ở trình duyệt khác")
    assert way.provider.heard["/token"] == 0


def test_an_answer_is_of_no_use_in_another_browser(way: Way, citizen_of: Callable[..., Citizen]) -> None:
    answer = way.provider.agrees(way.begins())
    victim = Way(citizen_of(way.citizen.province), way.provider, way.folder)
    refused(victim, victim.returns(answer), "được bắt đầu ở trình duyệt khác")
    kept = way.citizen.browser.cookies["dinh-danh"].value
    victim.citizen.browser.cookies["dinh-danh"] = kept[:-1] + ("A" if kept[-1] != "A" else "B")
    refused(victim, victim.returns(answer), "được bắt đầu ở trình duyệt khác")


def test_a_sign_in_begun_in_another_province_opens_nothing(
    way: Way, citizen_of: Callable[..., Citizen], soc_trang: TestProvince
) -> None:
    answer = way.provider.agrees(way.begins())
    there = Way(citizen_of(soc_trang), way.provider, way.folder)
    there.offers()
    there.citizen.browser.cookies["dinh-danh"] = way.citizen.browser.cookies["dinh-danh"].value
    refused(there, there.returns(answer), "được bắt đầu ở trình duyệt khác")


@pytest.mark.parametrize(("seconds", "opens"), [(599, True), (600, False)])
def test_a_sign_in_lasts_ten_minutes(way: Way, time: Clock, seconds: int, opens: bool) -> None:
    answer = way.provider.agrees(way.begins())
    time.forward(seconds=seconds)
    assert (way.returns(answer).status_code == 303) is opens


def test_an_answer_is_good_once(way: Way) -> None:
    answer = way.provider.agrees(way.begins())
    kept = way.citizen.browser.cookies["dinh-danh"].value
    assert way.returns(answer).status_code == 303
    way.citizen.browser.cookies.clear()
    way.citizen.browser.cookies["dinh-danh"] = kept
    refused(way, way.returns(answer), "đã dùng rồi")
    assert way.provider.heard["/token"] == 1


def test_whoever_stops_at_the_provider_is_told_how_to_go_on(way: Way) -> None:
    answer = way.provider.agrees(way.begins())
    stopped = {"error": "access_denied", "state": answer["state"], "iss": answer["iss"]}
    refused(way, way.returns(stopped), "Ông/bà đã dừng lại hoặc không đồng ý ở Định danh thử")


def test_a_code_that_the_provider_does_not_know_opens_nothing(way: Way) -> None:
    refused(way, way.signs_in(code="gia"), "Xin bắt đầu lại ngay trên trình duyệt này")


@pytest.mark.parametrize("how", ["hangs", "dribbles", "floods", "moves", "html", "500", "404", "429"])
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_a_provider_that_is_slow_or_broken_keeps_nobody_waiting(
    way: Way, monkeypatch: pytest.MonkeyPatch, path: str, how: str
) -> None:
    monkeypatch.setattr(fetching, "READ_SECONDS", 0.3)
    monkeypatch.setattr(fetching, "IN_ALL_SECONDS", 0.5)
    way.provider.breaks = {path: how}
    answer = way.get(START) if path.startswith("/.well") else way.signs_in()
    refused(way, answer, "Định danh thử chưa trả lời", "Xin thử lại sau ít phút", status=503)


def test_a_provider_that_was_away_is_asked_again_after_ten_seconds(way: Way, time: Clock) -> None:
    document = "/.well-known/openid-configuration"
    way.provider.breaks = {document: "500"}
    for _ in range(5):
        assert way.get(START).status_code == 503
    assert way.provider.heard[document] == 1
    way.provider.breaks.clear()
    time.forward(seconds=10)
    assert way.get(START).status_code == 200


def test_while_many_wait_for_a_provider_the_next_is_told_to_come_again(way: Way) -> None:
    assert fetching._gate.acquire(timeout=1)
    assert fetching._gate.acquire(timeout=1)
    try:
        assert way.get(START).status_code == 503
    finally:
        fetching._gate.release()
        fetching._gate.release()


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://xau.example"},
        {"token_endpoint": "http://xau.example/token"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"code_challenge_methods_supported": ["plain"]},
    ],
    ids=["another issuer", "in the clear", "nowhere", "a file", "without PKCE"],
)
def test_a_provider_that_says_what_cannot_be_is_not_used(way: Way, said: dict[str, Any]) -> None:
    way.provider.metadata = said
    refused(way, way.get(START), "Định danh thử chưa trả lời", status=503)


@pytest.mark.parametrize(("level", "opens"), [("2", True), ("3", True), ("1", False), (None, False)])
def test_only_the_levels_of_the_province_s_file_open(way: Way, level: str | None, opens: bool) -> None:
    way.offers(tables='[provider.assurance]\naccepted = ["2", "3"]')
    way.provider.lies = {"acr": level}
    answer = way.signs_in()
    assert (answer.status_code == 303) is opens
    if not opens:
        refused(way, answer, "tỉnh chỉ nhận mức: 2, 3", "Xin nâng mức tài khoản tại Định danh thử")


def test_the_level_is_shown_and_the_account_can_be_given_up_but_not_as_the_last_way_in(way: Way) -> None:
    way.signs_in()
    shown = words(way.get(ACCOUNT))
    assert "Định danh thử 2" in shown
    page = text(way.get(ACCOUNT))
    identity = re.search(r'name="identity" value="([^"]+)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert identity
    assert token
    form = {"csrfmiddlewaretoken": token[1], "identity": identity[1]}
    assert way.citizen.browser.post("/toi/bo", form)["Location"].endswith("xong=con-mot")
    assert "cách đăng nhập duy nhất" in words(way.get(f"{ACCOUNT}?xong=con-mot"))


def test_what_the_provider_tells_fills_the_next_form_in(way: Way) -> None:
    way.provider.person |= way.tells
    way.signs_in()
    form = text(way.get("/gui/"))
    for value in ("Trần Thị Lụa", way.phone):
        assert f'value="{value}"' in form


def test_a_phone_counts_only_where_the_file_and_the_provider_say_so(way: Way) -> None:
    way.provider.person |= way.tells
    way.signs_in()
    assert way.phones() == []
    way.offers(tables=VOUCHES)
    way.provider.person["phone_number_verified"] = "true"
    way.signs_in()
    assert way.phones() == []
    way.provider.person["phone_number_verified"] = True
    way.citizen.browser.cookies.clear()
    way.signs_in()
    assert way.phones() == [way.phone]


def test_a_phone_that_is_another_s_is_left_to_them_until_a_code_proves_it(way: Way, time: Clock) -> None:
    holder = citizen(way.citizen.province, way.phone, time.at)
    way.offers(tables=VOUCHES)
    way.provider.person |= way.tells
    answer = way.signs_in()
    assert answer["Location"] == f"{ACCOUNT}?xong=so-nguoi-khac"
    assert "hai tài khoản sẽ được gộp làm một" in words(way.get(answer["Location"]))
    assert way.person() != holder.person_id
    assert way.phones() == []


def test_somebody_signed_in_joins_the_account_to_theirs(way: Way, time: Clock) -> None:
    way.citizen.browser.cookies["citizen"] = session_of(way.citizen.province, way.phone, time.at)
    mine = way.person()
    assert "Thêm Định danh thử vào tài khoản" in words(way.get(START))
    assert way.signs_in()["Location"] == f"{ACCOUNT}?xong=dinh-danh-moi"
    way.citizen.browser.cookies.clear()
    way.signs_in()
    assert way.person() == mine
    assert way.phones() == [way.phone]


def test_two_accounts_of_one_person_become_one(way: Way, time: Clock) -> None:
    way.signs_in()
    way.citizen.browser.cookies["citizen"] = session_of(way.citizen.province, way.phone, time.at)
    mine = way.person()
    assert way.signs_in()["Location"] == f"{ACCOUNT}?xong=dinh-danh-gop"
    way.citizen.browser.cookies.clear()
    way.signs_in()
    assert way.person() == mine


def test_an_account_is_joined_only_in_the_session_that_wanted_it(way: Way, time: Clock) -> None:
    way.citizen.browser.cookies["citizen"] = session_of(way.citizen.province, way.phone, time.at)
    answer = way.provider.agrees(way.begins())
    way.citizen.browser.cookies["citizen"] = session_of(way.citizen.province, OTHER, time.at)
    assert way.returns(answer).status_code == 403
    assert "Bỏ cách này" not in text(way.get(ACCOUNT))


def test_the_user_s_data_are_read_where_the_file_says_so_and_must_be_the_same_person_s(way: Way) -> None:
    way.offers(more="userinfo = true", tables=VOUCHES)
    way.provider.userinfo = {"sub": "nguoi-khac", **way.tells}
    refused(way, way.signs_in(), "sai định dạng")
    way.provider.userinfo = {"sub": way.provider.person["sub"], **way.tells, "acr": "9"}
    assert way.signs_in().status_code == 303
    assert way.phones() == [way.phone]
    assert "Định danh thử 2" in words(way.get(ACCOUNT)), "what is signed is believed"


def test_whoever_signs_out_is_shown_the_way_out_of_the_provider(way: Way) -> None:
    way.signs_in()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text(way.get("/gui/")))
    assert token
    answer = way.citizen.browser.post("/toi/dang-xuat/", {"csrfmiddlewaretoken": token[1]})
    assert answer["Location"] == "/toi/da-dang-xuat/"
    page = unescape(text(way.get("/toi/da-dang-xuat/")))
    assert f'href="{way.provider.issuer}/logout?client_id=phan-anh&post_logout_redirect_uri=http' in page
    assert not way.is_in
    assert "Đăng xuất khỏi" not in words(way.get("/toi/da-dang-xuat/"))


def test_answers_that_lead_to_nothing_are_counted_by_address(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "FROM_ADDRESS", 2)
    way.provider.lies = {"nonce": "khac"}
    for _ in range(2):
        refused(way, way.signs_in(), "không thuộc lần đăng nhập này")
    refused(way, way.signs_in(), "quá nhiều lần", status=429)
    assert way.provider.heard["/token"] == 2


def test_no_table_or_cookie_has_the_subject_or_what_was_told(way: Way) -> None:
    way.provider.person |= {**way.tells, "sub": "chu-the-bi-mat"}
    answer = way.signs_in()
    assert "chu-the-bi-mat" not in str(answer.cookies)
    with connections["owner"].cursor() as cursor:
        for table in ("people_identity", "people_person", "people_person_event", "people_vault_record"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows = " ".join(row[0] for row in cursor.fetchall())
            for word in ("chu-the-bi-mat", "Lụa", way.phone[1:], "086190009999"):
                assert word not in rows
