"""HTTP as the check speaks it."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers with small names, the body; status 0 is nobody there, and why."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    why: str = ""

    @property
    def plain(self) -> Any:
        """The body as JSON; an empty object where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


def ask(
    method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """One request, no redirection, no exception."""
    if not url.startswith(("http://", "https://")):
        return Answer(0, {}, b"", "an address begins with http:// or https://")
    request = urllib.request.Request(url, data=body, headers=dict(headers or {}), method=method)  # noqa: S310 (checked above)
    opener = urllib.request.build_opener(_Stays())
    try:
        with opener.open(request, timeout=PATIENCE_SECONDS) as came:
            return _read(came)
    except urllib.error.HTTPError as error:
        with error:
            return _read(error)
    except OSError as error:
        return Answer(0, {}, b"", f"no answer from {url}: {error}")


class _Stays(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer."""

    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None


def _read(came: Any) -> Answer:
    return Answer(came.status, {name.lower(): value for name, value in came.headers.items()}, came.read())


@dataclass(frozen=True, slots=True)
class Api:
    """The exchange at a base URL, with a token."""

    base: str
    token: str

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return ask("GET", self.url(path), headers={"Authorization": f"Bearer {self.token}", **headers})

    def post(self, path: str, plain: Any, **headers: str) -> Answer:
        """Write JSON."""
        said = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        return ask("POST", self.url(path), headers=said, body=json.dumps(plain).encode())

    def url(self, path: str) -> str:
        """The whole address."""
        root = self.base.rstrip("/")
        root = root if root.endswith("/api/exchange/v1") else f"{root}/api/exchange/v1"
        return root + path

    def new_case(self) -> Any:
        """A report for trying."""
        return self.post("/sandbox/cases", {}).plain

    def state(self, case: str) -> str:
        """What the body's own work on the case is at."""
        return str(
            (self.get(f"/cases/{case}").plain.get("assignment") or {}).get("state", {}).get("code", "")
        )
