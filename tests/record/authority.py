"""A time stamping authority (RFC 3161) on loopback, as small as one can be: it stamps the moment that it is told."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = rsa.RSAPrivateKey
SEQUENCE, SET, INTEGER, OCTETS, OBJECT, NULL, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x05, 0x18
SHA256_ALGORITHM = "608648016503040201"
RSA_ALGORITHM = "2a864886f70d010101"
SIGNED_DATA = "2a864886f70d010702"
TST_INFO = "2a864886f70d0109100104"
CONTENT_TYPE, MESSAGE_DIGEST = "2a864886f70d010903", "2a864886f70d010904"
POLICY = "2a0304"


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 128 | len(length)]) + length + body


def number(value: int) -> bytes:
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, signed=True))


def named(oid: str) -> bytes:
    return der(OBJECT, bytes.fromhex(oid))


def algorithm(oid: str) -> bytes:
    return der(SEQUENCE, named(oid), der(NULL))


def parts(encoded: bytes) -> list[tuple[int, bytes]]:
    """What a value consists of: tag and whole encoding of each part."""

    def head(at: int) -> tuple[int, int]:
        first = encoded[at + 1]
        if first < 128:
            return at + 2, first
        size = first & 127
        return at + 2 + size, int.from_bytes(encoded[at + 2 : at + 2 + size])

    at, _ = head(0)
    found = []
    while at < len(encoded):
        start, size = head(at)
        found.append((encoded[at], encoded[at : start + size]))
        at = start + size
    return found


def certified(
    subject: str, key: Key, issuer: x509.Certificate | None, signer: Key, *, stamps: bool
) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(signer, SHA256())


def certificates(*, stamps: bool = True) -> tuple[x509.Certificate, x509.Certificate, Key]:
    """A root, the authority's certificate under it, and the authority's key."""
    top, own = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = certified("Goc thu nghiem", top, None, top, stamps=False)
    return root, certified("Dau thoi gian thu nghiem", own, root, top, stamps=stamps), own


@dataclass
class Authority:
    """What it answers with, and what it was asked."""

    root: x509.Certificate
    certificate: x509.Certificate
    key: Key
    url: str = ""
    at: datetime = field(default_factory=lambda: datetime(2026, 11, 18, 3, tzinfo=UTC))
    asked: int = 0
    says: Callable[[bytes], tuple[int, bytes]] | None = None
    ahead: timedelta = timedelta()

    def stamped(self, request: bytes) -> bytes:
        """The answer to a request."""
        given = parts(request)
        imprint, nonce = given[1][1], next(whole for tag, whole in given[2:] if tag == INTEGER)
        moment = der(TIME, f"{self.at + self.ahead:%Y%m%d%H%M%SZ}".encode())
        info = der(SEQUENCE, number(1), named(POLICY), imprint, number(self.asked + 1), moment, nonce)
        digest = der(OCTETS, hashlib.sha256(info).digest())
        attributes = sorted(
            [
                der(SEQUENCE, named(CONTENT_TYPE), der(SET, named(TST_INFO))),
                der(SEQUENCE, named(MESSAGE_DIGEST), der(SET, digest)),
            ]
        )
        signature = self.key.sign(der(SET, *attributes), padding.PKCS1v15(), SHA256())
        signer = der(
            SEQUENCE,
            number(1),
            der(SEQUENCE, self.certificate.issuer.public_bytes(), number(self.certificate.serial_number)),
            algorithm(SHA256_ALGORITHM),
            der(0xA0, *attributes),
            algorithm(RSA_ALGORITHM),
            der(OCTETS, signature),
        )
        signed = der(
            SEQUENCE,
            number(3),
            der(SET, algorithm(SHA256_ALGORITHM)),
            der(SEQUENCE, named(TST_INFO), der(0xA0, der(OCTETS, info))),
            der(0xA0, self.certificate.public_bytes(Encoding.DER)),
            der(SET, signer),
        )
        token = der(SEQUENCE, named(SIGNED_DATA), der(0xA0, signed))
        return der(SEQUENCE, der(SEQUENCE, number(0)), token)


@contextmanager
def authority(**more: Any) -> Iterator[Authority]:
    """An authority of one's own on a free port."""
    found = Authority(*certificates(**more))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            found.asked += 1
            status, content = found.says(request) if found.says else (200, found.stamped(request))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
