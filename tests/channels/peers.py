"""What stands outside in a journey through a channel, each on loopback: the platforms, the push services, the mail
servers, a gateway of text messages; and the worker's rounds, with a vault that is connected to all of them."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from tests.conftest import Clock
from tests.conversations.chats import Platform, page_account, platform_peer, rounds, zalo_account
from tests.conversations.test_ways_out import home_in
from tests.mail.imap_server import ImapServer
from tests.messages.mail_server import MailServer, mail_server
from tests.messages.mail_server import way as smtp_way
from tests.messages.peer import Peer, gateway_peer
from tests.messages.test_fcm import Google, key_file
from tests.messages.test_notices import Connected, connected, tell
from tests.messages.test_push import CONTACT
from tests.messages.test_push import Browser as Subscribed
from tests.messages.test_sms import described
from tests.province import TestProvince
from tests.working import as_worker

from paht.doors.email import chores
from paht.installation.postgres import Server
from paht.mail import replying
from paht.mail.collecting import collect
from paht.mail.mailboxes import Mailbox
from paht.mail.vault_side import MailVault
from paht.messages.delivering import read
from paht.messages.fcm import FcmWay, read_account
from paht.messages.gateway import Again, Answer
from paht.messages.messenger import Messenger
from paht.messages.platforms import Page, ZaloAccount
from paht.messages.push import PushWay
from paht.messages.pushing import Pushes
from paht.messages.ways import WayOut
from paht.messages.zalo import Zalo
from paht.messages.zalo_tokens import Tokens
from paht.walls import within

Says = Callable[[str, dict[str, str], bytes], tuple[int, Any]]


@contextmanager
def serving(says: Says) -> Iterator[int]:
    """A server that answers as the function says; its port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, answer = says(self.path, dict(self.headers), body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Outside:
    """Everything outside of one province, and what each got."""

    province: TestProvince
    time: Clock
    platform: Platform
    zalo: ZaloAccount
    page: Page
    google: Google
    browser: Subscribed
    pushed: list[bytes]
    push_port: int
    inward: ImapServer
    outward: MailServer
    gateway: Peer
    ways: dict[str, WayOut]
    send: Connected
    mail: MailVault
    mailbox: Mailbox

    def heard(self) -> dict[str, list[str]]:
        """What came to each place, as its owner reads it."""
        chats: dict[str, list[str]] = {"zalo": [], "messenger": []}
        for each in self.platform.messages:
            chats["zalo" if "user_id" in each["recipient"] else "messenger"].append(_said(each))
        return {
            **chats,
            "fcm": [_said(message) for _, _, message in self.google.sent],
            "webpush": [_said(self.browser.opened(each)) for each in self.pushed],
            "email": [f"{each['Subject']} {each.get_content()}" for each in self.outward.letters],
            "sms": [each.body.decode() for each in self.gateway.heard],
        }

    def round(self, **later: float) -> None:
        """What the worker does in a round of its own, so much later."""
        at = self.time.forward(**later)
        with as_worker():
            collect((self.mailbox,), now=at)
            while chores.read_mail(now=lambda: at):
                pass
            for _ in range(5):  # other tests' letters wait, too
                replying.send_replies(now=at, send=self._letter)
        rounds(at, ways={name: self.ways[name] for name in ("zalo", "messenger")})
        with within(self.province.jurisdiction.id):
            tell(self.province, at, self.send)

    def _letter(self, question: dict[str, Any]) -> Answer:
        is_own = question["jurisdiction"] == self.province.jurisdiction.id
        return read(self.mail.letter(question)) if is_own else Again("another test's")


def _said(message: Any) -> str:
    return json.dumps(message, ensure_ascii=False)


@contextmanager
def outside(database: Server, province: TestProvince, time: Clock, folder: Path) -> Iterator[Outside]:
    """All of it, up and well."""
    google, pushed = Google(), list[bytes]()

    def pushes(path: str, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
        del path, headers
        pushed.append(body)
        return 201, {}

    with ExitStack() as stack:
        inward = stack.enter_context(ImapServer())
        platform = stack.enter_context(platform_peer())
        google.port = stack.enter_context(
            serving(lambda path, headers, body: google.answer(path, headers.get("Authorization", ""), body))
        )
        push_port = stack.enter_context(serving(pushes))
        outward = stack.enter_context(mail_server())
        gateway = stack.enter_context(gateway_peer())
        zalo, page = zalo_account(province, platform), page_account(province, platform)
        key = ec.generate_private_key(ec.SECP256R1())
        kinds = {
            "fcm": FcmWay(read_account(key_file(folder, google)), f"http://127.0.0.1:{google.port}"),
            "webpush": PushWay(key, CONTACT, allowed=lambda _: True, schemes=("http",)),
        }
        ways: dict[str, WayOut] = {
            "zalo": Zalo({zalo.oa_id: (zalo, Tokens(home_in(folder), zalo))}),
            "messenger": Messenger({page.page_id: page}),
            "push": Pushes(kinds),
            "email": smtp_way(outward.port),
        }
        send = connected(database, described(gateway), **ways)
        vault = send.delivery._vault
        stack.callback(vault.pool.close)
        yield Outside(
            province,
            time,
            platform,
            zalo,
            page,
            google,
            Subscribed(),
            pushed,
            push_port,
            inward,
            outward,
            gateway,
            ways,
            send,
            MailVault(vault, ways=ways),
            inward.mailbox(province.jurisdiction.id),
        )
