"""A province's file of providers: what it may say, and that a wrong row is named."""

from pathlib import Path

import pytest

from paht.installation.errors import InstallationError
from paht.people.openid.providers import Provider, ProviderError, check_all, is_safe, offered, read

PLAIN = """
[[provider]]
key = "thu"
name = "Định danh thử"
issuer = "https://dinh-danh.example/vn"
client_id = "phan-anh"
"""
WHOLE = f"""{PLAIN}
client_secret_file = "thu.secret"
client_auth = "post"
scopes = ["profile", "phone"]
algorithms = ["ES256", "Ed25519"]
userinfo = true
skew_seconds = 300
[provider.claims]
name = "name"
phone = "phone_number"
identity_number = "vn.cccd"
[provider.phone]
counts_as_verified = true
verified_claim = "phone_number_verified"
[provider.assurance]
claim = "loa"
asked = ["3", "2"]
accepted = ["2", "3"]
"""


def problems(text: str, folder: Path) -> list[str]:
    with pytest.raises(ProviderError) as caught:
        read(text, secrets=folder)
    return caught.value.problems


def test_every_row_is_read(tmp_path: Path) -> None:
    (tmp_path / "thu.secret").write_text("bi mat\n")
    (tmp_path / "thu.secret").chmod(0o600)
    assert read(WHOLE, secrets=tmp_path) == (
        Provider(
            key="thu",
            name="Định danh thử",
            issuer="https://dinh-danh.example/vn",
            client_id="phan-anh",
            client_secret="bi mat",
            client_auth="post",
            scopes=("openid", "profile", "phone"),
            algorithms=("ES256", "Ed25519"),
            reads_userinfo=True,
            skew_seconds=300,
            name_claim="name",
            phone_claim="phone_number",
            identity_number_claim="vn.cccd",
            phone_counts=True,
            phone_verified_claim="phone_number_verified",
            level_claim="loa",
            levels=frozenset({"2", "3"}),
            asked_levels=("3", "2"),
        ),
    )


def test_left_out_rows_give_nothing_away(tmp_path: Path) -> None:
    (found,) = read(PLAIN, secrets=tmp_path)
    assert (found.phone_counts, found.name_claim, found.phone_claim, found.scopes) == (
        False,
        "",
        "",
        ("openid",),
    )
    assert found.algorithms == ("RS256",)


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (('key = "thu"', 'key = "Thử"'), "provider[1].key"),
        (('name = "Định danh thử"', "name = 7"), "provider[1].name"),
        (('client_id = "phan-anh"', ""), "provider[1].client_id"),
        (("https://dinh-danh.example/vn", "http://dinh-danh.example"), "provider[1].issuer"),
        (("https://dinh-danh.example/vn", "https://dinh-danh.example/?a=b"), "provider[1].issuer"),
        (("https://dinh-danh.example/vn", "https://[x"), "provider[1].issuer"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, change: tuple[str, str], row: str) -> None:
    (told,) = problems(PLAIN.replace(*change), tmp_path)
    assert told.startswith(f"hàng `{row}`: ")


@pytest.mark.parametrize(
    ("more", "row"),
    [
        ('algorithms = ["none"]', "provider[1].algorithms"),
        ('algorithms = ["HS256"]', "provider[1].algorithms"),
        ('algorithms = "RS256"', "provider[1].algorithms"),
        ('client_auth = "jwt"', "provider[1].client_auth"),
        ("skew_seconds = 301", "provider[1].skew_seconds"),
        ("skew_seconds = true", "provider[1].skew_seconds"),
        ('userinfo = "có"', "provider[1].userinfo"),
        ('client_secret = "bi mat"', "provider[1].client_secret"),
        ('client_secret_file = "no-such-file"', "provider[1].client_secret_file"),
        ("redirect = true", "provider[1].redirect"),
        ("claims = 3", "provider[1].claims"),
        ('[provider.claims]\nemail = "email"', "provider[1].claims.email"),
        ("[provider.phone]\ncounts_as_verified = 1", "provider[1].phone.counts_as_verified"),
        ("[provider.phone]\ncounts_as_verified = true", "provider[1].phone.counts_as_verified"),
        ("[provider.assurance]\naccepted = [2]", "provider[1].assurance.accepted"),
        ("[other]", "other"),
        (PLAIN, "provider[2].key"),
    ],
)
def test_a_row_that_is_not_understood_is_named(tmp_path: Path, more: str, row: str) -> None:
    (told,) = problems(f"{PLAIN}{more}\n", tmp_path)
    assert told.startswith(f"hàng `{row}`: ")


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thu.secret").write_text("bi mat")
    (tmp_path / "thu.secret").chmod(0o644)
    (told,) = problems(WHOLE, tmp_path)
    assert "0600" in told
    assert "bi mat" not in told


def test_nothing_serves_with_a_wrong_file_and_each_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAHT_OPENID", str(tmp_path))
    (tmp_path / "mot.toml").write_text(PLAIN.replace("https:", "http:"))
    (tmp_path / "hai.toml").write_text("[[provider")
    (tmp_path / "ba.toml").write_text(PLAIN)
    with pytest.raises(InstallationError) as caught:
        check_all()
    told = str(caught.value)
    assert "mot.toml, hàng `provider[1].issuer`" in told
    assert "hai.toml, không đọc được TOML" in told
    assert "ba.toml" not in told
    assert offered("mot") == ()
    assert [each.key for each in offered("ba")] == ["thu"]
    assert offered("bon") == ()


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://a.example/x", True),
        ("http://127.0.0.1:8000", True),
        ("http://127.0.0.1.xau.example", False),
        ("http://127.0.0.1@xau.example", False),
        ("https://", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_https_is_asked_but_on_this_machine(address: str, safe: bool) -> None:
    assert is_safe(address) is safe
