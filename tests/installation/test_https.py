"""Over https every cookie is bound to this host alone and every answer says that there is no other way in.

TLS ends in front of the program, as in production; here in a small proxy on loopback with a certificate made for it.
"""

import http.client
import http.cookiejar
import ipaddress
import re
import ssl
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.harness.installation import PATIENCE_SECONDS, Installation
from tests.province import FACTOR, PASSWORD

from paht.people import factors

YEAR = 31_536_000
HOST = "127.0.0.2"
FOUNDING = """
import django
django.setup()
from paht import clock
from tests.province import found
found(edition="vinh-long-2025", slug="127.0.0", domain="2", now=clock.now())
"""
"""A province with a cast, reached as :data:`HOST`."""


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of the host and its key, good for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "certificate.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return chain, private


class Proxy(BaseHTTPRequestHandler):
    """Hands each request on, saying that it came over https, and from where."""

    behind = 0

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        onward = http.client.HTTPConnection("127.0.0.1", self.behind, timeout=PATIENCE_SECONDS)
        sent = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        sent |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": str(self.client_address[0])}
        onward.request(self.command, self.path, body, sent)
        answer = onward.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        onward.close()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *words: object) -> None:
        """Nothing: a test needs no log."""


@dataclass(frozen=True)
class Answered:
    """An answer, read to its end."""

    status: int
    url: str
    headers: Message
    page: str


@dataclass
class Site:
    """A province's site over https, and a browser that keeps cookies."""

    origin: str
    plain_port: int
    browser: urllib.request.OpenerDirector
    cookies: http.cookiejar.CookieJar

    def ask(self, path: str, form: dict[str, str] | None = None, *, origin: str = "") -> "Answered":
        """The answer; redirects are followed, as browsers do."""
        data = None if form is None else urlencode(form).encode()
        request = urllib.request.Request(f"{self.origin}{path}", data, {"Origin": origin or self.origin})
        try:
            opened = self.browser.open(request, timeout=PATIENCE_SECONDS)
        except HTTPError as error:
            opened = error
        with opened:
            return Answered(opened.status, opened.geturl(), opened.headers, opened.read().decode())

    def form(self, path: str, **typed: str) -> dict[str, str]:
        """What the page's form holds besides what is typed."""
        page = unescape(self.ask(path).page)
        word = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert word is not None, page
        return {"csrfmiddlewaretoken": word.group(1), **typed}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation told of its public https address, behind TLS."""
    chain, private = certificate(tmp_path_factory.mktemp("tls"))
    server = ThreadingHTTPServer((HOST, 0), Proxy)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, private)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    origin = f"https://{HOST}:{server.server_address[1]}"
    installation = Installation(environment={"PAHT_ORIGIN": origin})
    installation.run("-c", FOUNDING)
    Proxy.behind = installation.port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    cookies = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(chain))),
        urllib.request.HTTPCookieProcessor(cookies),
    )
    found = Site(origin, installation.port, browser, cookies)
    try:
        until_it_answers(installation.port)
        yield found
    finally:
        server.shutdown()
        server.server_close()
        installation.close()


def until_it_answers(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
                with connection.getresponse() as answer:
                    if answer.status == 200:
                        return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


def assert_bound_to_this_host(header: str) -> None:
    name, _, rest = header.partition("=")
    parts = {part.strip() for part in rest.split(";")}
    assert name.startswith("__Host-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert not any(part.lower().startswith("domain") for part in parts)


def test_every_answer_over_https_says_that_there_is_no_other_way_for_a_year(site: Site) -> None:
    for path in ("/", "/gui/", "/khong-co", "/healthz", "/static/paht/theme.js"):
        header = site.ask(path).headers["Strict-Transport-Security"]
        assert header == f"max-age={YEAR}; includeSubDomains; preload", path


def test_the_forms_cookie_is_bound_to_this_host(site: Site) -> None:
    site.cookies.clear()
    assert_bound_to_this_host(site.ask("/gui/").headers["Set-Cookie"])


def test_an_officer_signs_in_over_https_and_the_session_is_bound_to_this_host(site: Site) -> None:
    site.cookies.clear()
    typed = site.form("/dang-nhap/", username="tiepnhan", password=PASSWORD)
    answer = site.ask("/dang-nhap/", typed)
    assert answer.url.endswith("/dang-nhap/xac-nhan/")
    answer = site.ask(
        "/dang-nhap/xac-nhan/",
        site.form("/dang-nhap/xac-nhan/", otp=factors.code_at(FACTOR, datetime.now(UTC))),
    )
    assert answer.url == f"{site.origin}/desk/"
    assert {cookie.name for cookie in site.cookies} == {"__Host-csrf", "__Host-session"}
    assert all(cookie.secure and not cookie.domain_specified for cookie in site.cookies)


def test_a_form_from_another_origin_is_refused_over_https(site: Site) -> None:
    site.cookies.clear()
    typed = site.form("/dang-nhap/", username="tiepnhan", password=PASSWORD)
    assert site.ask("/dang-nhap/", typed, origin="https://evil.test").status == 403


def test_what_came_without_https_is_sent_there_and_gets_no_cookie(site: Site) -> None:
    plain = http.client.HTTPConnection("127.0.0.1", site.plain_port, timeout=PATIENCE_SECONDS)
    with closing(plain) as connection:
        connection.request("GET", "/gui/", headers={"Host": site.origin.removeprefix("https://")})
        with connection.getresponse() as answer:
            assert (answer.status, answer.headers["Location"]) == (301, f"{site.origin}/gui/")
            assert answer.headers["Set-Cookie"] is None
