"""People who send reports with photographs, and send again until they hold a receipt."""

import http.client
import io
import random
import re
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

RETRY_SECONDS = 0.05
ANSWER_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender was promised: the code, for this photograph."""

    code: str
    photo: bytes
    tries: int


class Sender(threading.Thread):
    """One person who sends reports one after the other until told to stop, each until it is acknowledged."""

    def __init__(self, *, port: int, commune: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.receipts: list[Receipt] = []
        self.failure: BaseException | None = None
        self.enough = threading.Event()
        self._port, self._commune = port, commune
        self._chance = random.Random(seed)

    def run(self) -> None:
        """Send until there is enough; the report under way is still brought to its receipt."""
        try:
            while not self.enough.is_set():
                self.receipts.append(self._send())
        except BaseException as failure:
            self.failure = failure

    def _send(self) -> Receipt:
        photo = self._photo()
        cookies, hidden = self._form()
        fields = {
            **hidden,
            "kind": "report",
            "field": "road",
            "description": f"Ổ gà lớn giữa đường ({self._chance.random()}).",
            "commune": self._commune,
            "name": "Nguyễn Thị Bưởi",
            "phone": f"09{self._chance.randrange(10**8):08d}",
            "declared": "1",
        }
        kind, body = _multipart(fields, photo)
        headers = {"Content-Type": kind, "Cookie": cookies, "Connection": "close"}
        tries = 0
        while True:
            tries += 1
            answer = self._ask("POST", headers, body)
            if answer is None:
                continue
            status, said, page = answer
            if status == 303:
                code = re.fullmatch(r".*/phieu/([A-Z0-9-]+)/?", said.get("location", ""))
                assert code is not None, said
                return Receipt(code[1], photo, tries)
            assert status >= 500, page.decode(errors="replace")[:2000]
            time.sleep(RETRY_SECONDS)

    def _form(self) -> tuple[str, dict[str, str]]:
        """Cookies and hidden fields of a fresh form."""
        while True:
            answer = self._ask("GET", {"Connection": "close"}, b"")
            if answer is not None and answer[0] == 200:
                break
        _, said, page = answer
        hidden = _hidden(page.decode())
        assert {"csrfmiddlewaretoken", "command_id"} <= hidden.keys(), page.decode()[:2000]
        return said.get("set-cookie", "").split(";")[0], hidden

    def _ask(
        self, method: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes] | None:
        """Status, headers and body, or ``None`` where no whole answer came."""
        wire = http.client.HTTPConnection("127.0.0.1", self._port, timeout=ANSWER_SECONDS)
        try:
            wire.request(method, "/gui/", body=body, headers=dict(headers))
            answer = wire.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(RETRY_SECONDS)
            return None
        finally:
            wire.close()

    def _photo(self) -> bytes:
        """A JPEG that nobody else has: noise, enlarged."""
        noise = Image.frombytes("RGB", (16, 12), self._chance.randbytes(16 * 12 * 3))
        file = io.BytesIO()
        noise.resize((640, 480)).save(file, "JPEG", quality=80)
        return file.getvalue()


def _hidden(page: str) -> dict[str, str]:
    """The words that the form itself carries: its protection and its command."""
    tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
    pairs = [(re.search(r'name="(\w+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
    return {name[1]: value[1] for name, value in pairs if name and value and value[1]}


def _multipart(fields: Mapping[str, str], photo: bytes) -> tuple[str, bytes]:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="photo"; filename="anh.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    parts += [head.encode(), photo, f"\r\n--{boundary}--\r\n".encode()]
    return f"multipart/form-data; boundary={boundary}", b"".join(parts)
