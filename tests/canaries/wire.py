"""A browser over HTTP, byte by byte: it can send what no browser would, and keeps what came back as it came."""

import contextlib
import http.client
import io
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from urllib.parse import quote, urlencode

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.canaries.marks import Mark

from paht import clock

ANSWER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and between which moments."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    begun: datetime
    ended: datetime

    def header(self, name: str) -> str:
        """The first header of that name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def head(self) -> bytes:
        """All headers as bytes."""
        return "\n".join(f"{key}: {value}" for key, value in self.headers).encode("latin-1", "replace")

    # As Django's answers are read by the authority matrix.
    @property
    def status_code(self) -> int:
        """The status."""
        return self.status

    @property
    def content(self) -> bytes:
        """The body."""
        return self.body

    def __getitem__(self, name: str) -> str:
        return self.header(name)


TRIES = 5


@dataclass
class Browser:
    """Somebody's browser at one province."""

    port: int
    host: str
    agent: str = "Mozilla/5.0 (Linux; Android 14) Chrome/130"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request and its whole answer; cookies are kept. A connection that breaks while the request is on its way
        is made again, as browsers do."""
        for _ in range(TRIES - 1):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                return self._ask(method, path, body, headers)
        return self._ask(method, path, body, headers)

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str] | None) -> Answer:
        begun = clock.now()
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        sent = {"Host": self.host, "User-Agent": self.agent, "Connection": "close", **(headers or {})}
        if self.cookies and "Cookie" not in sent:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            wire.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                wire.putheader(name, value.encode())
            if body or method not in ("GET", "HEAD"):
                wire.putheader("Content-Length", str(len(body)))
            # Who fails early answers before it has read everything, and hangs up: the answer is what counts.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                wire.endheaders(body or None)
            got = wire.getresponse()
            answer = Answer(got.status, tuple(got.getheaders()), got.read(), begun, clock.now())
        finally:
            wire.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, word = value.split(";")[0].partition("=")
                self.cookies[key] = word
        return answer

    def get(self, path: str, **query: str) -> Answer:
        """A page."""
        return self.ask("GET", path + (f"?{urlencode(query)}" if query else ""))

    def post(self, path: str, form: Mapping[str, str | Sequence[str]]) -> Answer:
        """A form without files, with the token of the browser's own cookie."""
        body = urlencode({"csrfmiddlewaretoken": self._token(), **form}, doseq=True).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def upload(self, path: str, form: Mapping[str, str | Sequence[str]], files: Sequence["File"]) -> Answer:
        """A form with files."""
        kind, body = multipart({"csrfmiddlewaretoken": self._token(), **form}, files)
        return self.ask("POST", path, body, {"Content-Type": kind})

    def _token(self) -> str:
        return self.cookies.setdefault("csrf", "c" * 32)


@dataclass(frozen=True, slots=True)
class File:
    """A file in a form, with the header of its part as it shall stand there."""

    name: str
    content: bytes
    field: str = "photo"
    kind: str = "image/jpeg"
    more: str = ""


def multipart(form: Mapping[str, str | Sequence[str]], files: Sequence[File]) -> tuple[str, bytes]:
    """Content type and body."""
    line = uuid.uuid4().hex
    parts = []
    for name, value in form.items():
        for one in [value] if isinstance(value, str) else value:
            parts.append(
                f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{one}\r\n'.encode()
            )
    for file in files:
        head = (
            f'--{line}\r\nContent-Disposition: form-data; name="{file.field}"; filename="{file.name}"\r\n'
            f"Content-Type: {file.kind}\r\n{file.more}\r\n"
        )
        parts += [head.encode(), file.content, b"\r\n"]
    return f"multipart/form-data; boundary={line}", b"".join([*parts, f"--{line}--\r\n".encode()])


def hidden(answer: Answer) -> dict[str, str]:
    """The words that the page's first form carries, and the photos that it has kept."""
    page = answer.body.decode()
    found: dict[str, str] = {}
    for name in ("command_id", "csrfmiddlewaretoken", "photo_kept"):
        match = re.search(rf'name="{name}" value="([^"]+)"', page)
        if match:
            found[name] = unescape(match[1])
    return found


def photograph(marks: Mapping[str, Mark], *, colour: int = 0) -> bytes:
    """A JPEG whose EXIF and comment are full of canaries: artist, owner, the user's comment, the place's name."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x8298] = "Phone", marks["exif_artist"].value, marks["exif_artist"].value
    exif[0x9C9D] = marks["exif_owner"].value.encode("utf-16-le") + b"\0\0"
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + marks["exif_comment"].value.encode("utf-16-be")
    exif.get_ifd(0x8825)[0x1C] = b"ASCII\0\0\0" + marks["exif_artist"].value.encode()
    file = io.BytesIO()
    image = Image.new("RGB", (640, 480), (20 + colour % 200, 110, 40 + colour // 200))
    image.save(file, "JPEG", exif=exif, comment=marks["jpeg_comment"].value.encode())
    return file.getvalue()


def drawing(marks: Mapping[str, Mark]) -> bytes:
    """A PNG with a text about its author."""
    info, file = PngInfo(), io.BytesIO()
    info.add_itxt("Author", marks["png_author"].value)
    Image.new("RGB", (320, 240), (90, 20, 20)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def at(text: str) -> str:
    """A text as part of a path."""
    return quote(text, safe="")
