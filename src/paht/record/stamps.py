"""Time stamps of checkpoints (RFC 3161): somebody else's word on when a checkpoint existed.

A stamp lies beside its checkpoint's note and is over that file's bytes. Because checkpoints are chained, the stamp of
one vouches for all before it: one an hour is plenty. Who holds our key and moves the clock can still sign what they
like, but no authority stamps it with the moment they wish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import urllib3
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from paht.record.checkpoints import Checkpoint, Malformed, read
from paht.record.findings import Finding, Kind
from paht.record.folder import Folder, write_whole

FRESH = timedelta(minutes=5)
"""A checkpoint that is older is not stamped any more: the stamp would say nothing of its moment."""

TOLERANCE = timedelta(minutes=10)
"""How far a stamp's moment may lie from that of its checkpoint: what is fresh, and clocks that go a little wrong."""

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
LARGEST_ANSWER = 64 * 1024


class Unstamped(Exception):  # noqa: N818 (an answer: no stamp was got, and why)
    """The authority gave no stamp that holds; the words say why."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who stamps: the address that takes requests, and the certificates in which its chain must end."""

    url: str
    roots: tuple[Certificate, ...]


def read_roots(path: Path) -> tuple[Certificate, ...]:
    """The certificates of a PEM file; ValueError or OSError where there are none."""
    return tuple(load_pem_x509_certificates(path.read_bytes()))


def stamp_newest(folder: Folder, authority: Authority, *, now: datetime, every: timedelta) -> bool:
    """Have the newest checkpoint stamped where the last stamped one is ``every`` older, or none is; whether it was.

    Raises :class:`Unstamped` where the authority gave none that holds.
    """
    latest = folder.latest()
    if latest is None or not latest.at <= now <= latest.at + FRESH:
        return False
    last = max(folder.stamps(), default=None)
    if last == latest.number or (last is not None and latest.at - _moment(folder, last) < every):
        return False
    write_whole(folder.stamp(latest.number), _asked(folder.note(latest.number).read_bytes(), authority))
    return True


def _moment(folder: Folder, number: int) -> datetime:
    try:
        return read(folder.note(number).read_text())[0].at
    except (Malformed, OSError):
        # ``verify`` names what that is; here it is no reason to leave the next one unstamped.
        return datetime.min.replace(tzinfo=UTC)


def _asked(note: bytes, authority: Authority) -> bytes:
    request = TimestampRequestBuilder(data=note, hash_algorithm=HashAlgorithm.SHA256).build()
    try:
        with urllib3.PoolManager() as pool:
            answer = pool.request(
                "POST",
                authority.url,
                body=request.as_bytes(),
                headers={"Content-Type": "application/timestamp-query"},
                timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
                retries=False,
                redirect=False,
                preload_content=False,
            )
            try:
                content = answer.read(LARGEST_ANSWER)
            finally:
                answer.close()
        if answer.status != 200:
            raise Unstamped(f"http {answer.status}")
        response = decode_timestamp_response(content)
        if response.tst_info.nonce != request.nonce:
            raise Unstamped("it answers another request")
        _verify(response, note, authority.roots)
    except (urllib3.exceptions.HTTPError, ValueError, VerificationError) as error:
        raise Unstamped(f"{type(error).__name__}: {error}") from error
    return content


def _verify(response: TimeStampResponse, note: bytes, roots: Sequence[Certificate]) -> None:
    VerifierBuilder(roots=list(roots)).build().verify_message(response, note)


def check_stamps(
    folder: Folder, checkpoints: Sequence[Checkpoint], roots: Sequence[Certificate]
) -> list[Finding]:
    """What is wrong with the stamps that are there: one that does not hold, one of another moment than its checkpoint
    claims."""
    found, by_number = [], {each.number: each for each in checkpoints}
    for number in folder.stamps():
        if number not in by_number:
            found.append(Finding(Kind.CHECKPOINT_MISSING, number, "it was stamped and is not in the folder"))
            continue
        try:
            response = decode_timestamp_response(folder.stamp(number).read_bytes())
            _verify(response, folder.note(number).read_bytes(), roots)
            stamped_at = response.tst_info.gen_time
        except (ValueError, VerificationError) as error:
            found.append(Finding(Kind.STAMP_FORGED, number, f"its time stamp does not hold: {error}"))
            continue
        if abs(stamped_at - by_number[number].at) > TOLERANCE:
            words = (
                f"it claims {by_number[number].at.isoformat()} and was stamped at {stamped_at.isoformat()}"
            )
            found.append(Finding(Kind.CLOCK_MOVED, number, words))
    return found
