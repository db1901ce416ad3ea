"""A provider of identities on loopback, as strict as a good one and as bad as a test wants: it signs, changes its keys,
lies in its tokens, hangs, breaks."""

import base64
import hashlib
import json
import secrets
import threading
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from paht import clock

CLIENT, SECRET = "phan-anh", "bi-mat-cua-tinh/+ :"
FIRST, SECOND = (RSAKey.generate_key(2048, parameters={"kid": f"rsa-{n}", "use": "sig"}) for n in (1, 2))
CURVE = ECKey.generate_key("P-256", parameters={"kid": "ec-1", "use": "sig"})


@dataclass
class Granted:
    """What a code stands for."""

    nonce: str
    challenge: str
    back: str


@dataclass
class LoopbackProvider:
    """What it knows and says. ``lies`` replace claims of the token (``None`` leaves one out), ``header`` words of its
    header; ``signed`` changes the finished token; ``breaks`` names an address and how it goes wrong."""

    issuer: str
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "nguoi-1", "acr": "2"})
    lies: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    signed: Callable[[str], str] = str
    key: Any = field(default_factory=lambda: FIRST)
    algorithm: str = "RS256"
    shown: list[Any] = field(default_factory=lambda: [FIRST, CURVE])
    metadata: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    breaks: dict[str, str] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    granted: dict[str, Granted] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    released: threading.Event = field(default_factory=threading.Event)
    access_token: str = "truy-cap"

    def document(self) -> dict[str, Any]:
        """Its metadata."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout",
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            **self.metadata,
        }

    def agrees(self, address: str) -> dict[str, str]:
        """The person signs in at the address and agrees: the answer that goes back, as its query."""
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        self.asked = asked
        code = secrets.token_urlsafe(16)
        self.granted[code] = Granted(asked["nonce"], asked["code_challenge"], asked["redirect_uri"])
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to a request for tokens: every check that a good provider makes."""
        name = form.get("client_id", ""), form.get("client_secret", "")
        if authorization:
            pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
            name = tuple(urllib.parse.unquote_plus(each) for each in pair)  # type: ignore[assignment]
        if name != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        granted = self.granted.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            granted is None
            or granted.challenge != challenge
            or granted.back != form["redirect_uri"]
            or form["grant_type"] != "authorization_code"
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {
            "token_type": "Bearer",
            "access_token": self.access_token,
            "id_token": self.token(granted.nonce),
        }

    def token(self, nonce: str) -> str:
        """The identity token that it signs now."""
        now = int(clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            **self.person,
            **self.lies,
        }
        header = {"alg": self.algorithm, "kid": self.key.kid, **self.header}
        kept = {name: value for name, value in claims.items() if value is not None}
        known = {name: value for name, value in header.items() if value is not None}
        return self.signed(jwt.encode(known, kept, self.key, algorithms=[self.algorithm]))


_PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Định danh thử</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Định danh thử nghiệm</h1>
<p><a href="{agree}">Đồng ý</a></p><p><a href="{stop}">Dừng lại</a></p></main></body></html>"""


@contextmanager
def loopback_provider() -> Iterator[LoopbackProvider]:
    """A provider of one's own on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

        def _answer(self, body: str) -> None:
            parts = urllib.parse.urlsplit(self.path)
            provider.heard[parts.path] += 1
            if self._broken(provider.breaks.get(parts.path, "")):
                return
            status, answer = 200, {}
            if parts.path == "/.well-known/openid-configuration":
                answer = provider.document()
            elif parts.path == "/keys":
                answer = {"keys": [key.as_dict(private=False) for key in provider.shown]}
            elif parts.path == "/token":
                form = dict(urllib.parse.parse_qsl(body))
                status, answer = provider.tokens(form, self.headers.get("Authorization", ""))
            elif parts.path == "/userinfo":
                is_known = self.headers.get("Authorization") == f"Bearer {provider.access_token}"
                status, answer = (200, provider.userinfo or {}) if is_known else (401, {})
            elif parts.path == "/authorize":
                self._page(self.path)
                return
            self._say(status, json.dumps(answer).encode())

        def _page(self, address: str) -> None:
            answer = provider.agrees(address)
            back, state = provider.asked["redirect_uri"], answer["state"]
            stopped = {"error": "access_denied", "state": state, "iss": provider.issuer}
            agree, stop = (f"{back}?{urllib.parse.urlencode(each)}" for each in (answer, stopped))
            page = _PAGE.format(agree=escape(agree), stop=escape(stop))
            self._say(200, page.encode(), "text/html; charset=utf-8")

        def _broken(self, how: str) -> bool:
            if how == "hangs":
                provider.released.wait(60)
            elif how == "dribbles":
                self.send_response(200)
                self.end_headers()
                while not provider.released.wait(0.02):
                    self.wfile.write(b" ")
                    self.wfile.flush()
            elif how == "floods":
                self._say(200, b" " * 300_000 + b"{}")
            elif how == "moves":
                self.send_response(302)
                self.send_header("Location", f"{provider.issuer}/elsewhere")
                self.end_headers()
            elif how == "html":
                self._say(200, b"<html>", "text/html")
            elif how:
                self._say(int(how), b"{}")
            return bool(how)

        def _say(self, status: int, content: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """Whoever asked has hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    provider = LoopbackProvider(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield provider
    finally:
        provider.released.set()
        server.shutdown()
        server.server_close()


def rows(provider: LoopbackProvider, *, more: str = "", tables: str = "") -> str:
    """A province's file that names the provider."""
    return f"""
[[provider]]
key = "thu"
name = "Định danh thử"
issuer = "{provider.issuer}"
client_id = "{CLIENT}"
client_secret_file = "thu.secret"
algorithms = ["RS256", "ES256"]
{more}
[provider.claims]
name = "name"
phone = "phone_number"
identity_number = "vn.cccd"
{tables}
"""
