"""A small IMAP4rev1 server on loopback (RFC 3501): one folder, UIDs, flags, literals; with the accidents that real ones
have: away, refusing the sign-in, hanging up in the middle of a message, numbering anew."""

import re
import socketserver
import threading
from dataclasses import dataclass, field

from paht.mail.mailboxes import Mailbox


@dataclass
class Stored:
    uid: int
    content: bytes
    flags: set[str] = field(default_factory=set)


class ImapServer:
    """``with ImapServer() as server: server.put(b"…")``."""

    def __init__(self) -> None:
        self.stored: list[Stored] = []
        self.validity, self._next = 7, 1
        self.refuses_sign_in = False
        self.cut_after: int | None = None
        """Hang up in the middle of the so-manieth message that is fetched from now on."""
        self.claims_size: int | None = None
        self.commands: list[str] = []
        self._port, self._is_up = 0, False

    def put(self, content: bytes) -> int:
        self.stored.append(Stored(self._next, content))
        self._next += 1
        return self._next - 1

    def number_anew(self) -> None:
        """As after a mailbox was restored: another UIDVALIDITY, other UIDs, no flags."""
        self.validity += 1
        for number, each in enumerate(self.stored, start=1):
            each.uid, each.flags = number, set()
        self._next = len(self.stored) + 1

    @property
    def seen(self) -> list[int]:
        return [each.uid for each in self.stored if "\\Seen" in each.flags]

    def mailbox(self, jurisdiction_id: int, **more: str) -> Mailbox:
        return Mailbox(
            jurisdiction_id,
            "imap",
            "phananh@tinh.test",
            host="127.0.0.1",
            port=self._port,
            is_encrypted=False,
            user="ioc",
            password='mat "khau" \\',
            **more,  # type: ignore[arg-type]
        )

    def __enter__(self) -> "ImapServer":
        server = self

        class Handler(socketserver.StreamRequestHandler):
            disable_nagle_algorithm = True

            def handle(self) -> None:
                _Session(server, self).run()

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        socketserver.ThreadingTCPServer.daemon_threads = True
        self._handler = Handler
        self.start()
        return self

    def start(self) -> None:
        """Take connections, at the same port as before."""
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", self._port), self._handler)
        self._port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self._is_up = True

    def stop(self) -> None:
        """Nobody answers at the port."""
        if self._is_up:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
        self._is_up = False

    def __exit__(self, *_: object) -> None:
        self.stop()


class _HangsUpError(Exception):
    pass


class _Session:
    def __init__(self, server: ImapServer, handler: socketserver.StreamRequestHandler) -> None:
        self.server, self.handler = server, handler

    def say(self, text: str | bytes) -> None:
        self.handler.wfile.write((text.encode() if isinstance(text, str) else text) + b"\r\n")

    def run(self) -> None:
        self.say("* OK [CAPABILITY IMAP4rev1] ready")
        try:
            while line := self.handler.rfile.readline():
                tag, _, rest = line.decode().rstrip("\r\n").partition(" ")
                self.server.commands.append(rest)
                if not self.answer(tag, rest):
                    return
        except (_HangsUpError, ConnectionError):
            self.handler.connection.close()

    def answer(self, tag: str, rest: str) -> bool:
        word = rest.upper()
        if word.startswith("CAPABILITY"):
            self.say("* CAPABILITY IMAP4rev1")
        elif word.startswith("LOGIN"):
            if self.server.refuses_sign_in or '"mat \\"khau\\" \\\\"' not in rest:
                self.say(f"{tag} NO [AUTHENTICATIONFAILED] LOGIN failed")
                return True
        elif word.startswith("SELECT"):
            self.say(f"* {len(self.server.stored)} EXISTS")
            self.say(f"* OK [UIDVALIDITY {self.server.validity}] UIDs valid")
        elif word.startswith("UID SEARCH"):
            first = int(re.search(r"UID (\d+):\*", rest)[1])  # type: ignore[index]
            uids = [each.uid for each in self.server.stored]
            # RFC 3501: n:* holds the highest number even where n is larger.
            found = [uid for uid in uids if uid >= first] or uids[-1:]
            self.say("* SEARCH " + " ".join(map(str, found)))
        elif word.startswith("UID FETCH"):
            self.fetch(rest)
        elif word.startswith("UID STORE"):
            self.one(rest).flags.add("\\Seen")
        elif word.startswith("LOGOUT"):
            self.say("* BYE")
            self.say(f"{tag} OK")
            return False
        self.say(f"{tag} OK done")
        return True

    def one(self, rest: str) -> Stored:
        uid = int(rest.split()[2])
        return next(each for each in self.server.stored if each.uid == uid)

    def fetch(self, rest: str) -> None:
        each = self.one(rest)
        place = self.server.stored.index(each) + 1
        if "RFC822.SIZE" in rest:
            self.say(
                f"* {place} FETCH (UID {each.uid} RFC822.SIZE {self.server.claims_size or len(each.content)})"
            )
            return
        content, name = each.content, "BODY[]"
        if "HEADER" in rest:
            content, name = each.content.split(b"\n\n")[0] + b"\n\n", "BODY[HEADER]"
        self.handler.wfile.write(f"* {place} FETCH (UID {each.uid} {name} {{{len(content)}}}\r\n".encode())
        if self.server.cut_after is not None:
            self.server.cut_after -= 1
            if self.server.cut_after <= 0:
                self.server.cut_after = None
                self.handler.wfile.write(content[: len(content) // 2])
                self.handler.wfile.flush()
                raise _HangsUpError
        self.handler.wfile.write(content + b")\r\n")
