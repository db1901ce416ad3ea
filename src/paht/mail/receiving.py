"""What becomes of a letter (ST.6.1.c): a draft at the desk, a letter more of one, words for a case, or nothing.

The inbox hands over each message once, and again after a crash: every key here is made of the message, so that doing it
twice is doing it once (:mod:`paht.messages.inbox`).
"""

import hashlib
import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from paht.mail import raws, storing
from paht.mail.bounces import Bounced, tell
from paht.mail.files import Kept, keep_files
from paht.mail.matching import Thread, find
from paht.mail.reading.letter import Letter, Unreadable, read
from paht.mail.reading.nature import Nature
from paht.mail.threads import for_case
from paht.messages import inbox
from paht.messages.inbox import Taken
from paht.walls.here import within

MOST_A_DAY = 20
"""Drafts that one address may open in a day, or one network under names that nobody proved; further letters are refused
by name."""
MOST_OF_A_DOMAIN = 60
"""The same for letters of which neither is known, by the domain that they claim."""

APART: dict[str, str] = {
    "bounce": "Thông báo không gửi được thư",
    "automatic": "Thư trả lời tự động",
    "bulk": "Thư gửi hàng loạt, bản tin",
    "unreadable": "Không đọc được",
    "too_often": "Gửi quá nhiều thư trong một ngày",
    "nobody": "Không có địa chỉ người gửi",
    "own": "Thư của chính hệ thống",
}
"""What no draft is made of, by the name that the desk reads."""

_NAMESPACE = uuid.UUID("6a0bfb6e-35c0-4a4c-8f3c-6bd05f0d1c55")


@dataclass(frozen=True, slots=True)
class Came:
    """A message on its way: the event, its letter, what tells it from every other message, the server whose findings
    count."""

    taken: Taken
    letter: Letter
    key: bytes
    trusted: str

    @property
    def command_id(self) -> uuid.UUID:
        """The command that the message causes: the same however often and under whatever number it comes."""
        return uuid.uuid5(_NAMESPACE, f"{self.taken.jurisdiction_id} {self.key.hex()}")


def receive(taken: Taken, *, listeners: Sequence[Bounced] = (storing.mark_bounced,)) -> None:
    """The inbox's handler for the channel ``email``; ``listeners`` hear of our messages that were not delivered."""
    said: dict[str, Any] = json.loads(taken.content)
    with within(taken.jurisdiction_id):
        try:
            raw = raws.raw_of(said, jurisdiction_id=taken.jurisdiction_id)
        except (FileNotFoundError, raws.Tampered):
            raise inbox.Unusable("the sealed message cannot be opened") from None
        key = message_key(raw)
        if storing.is_known(jurisdiction_id=taken.jurisdiction_id, key=key):
            return
        try:
            letter = read(raw, trusted=said["trusted"])
        except Unreadable as reason:
            _apart(taken, key, "unreadable", left_out=[str(reason)])
            return
        if letter.nature is Nature.BOUNCE:
            tell(listeners, letter.bounced, jurisdiction_id=taken.jurisdiction_id, at=taken.received_at)
        _receive(Came(taken, letter, key, said["trusted"]), said)


def message_key(raw: bytes) -> bytes:
    """What is the same of a message however often and by whichever way it comes: its Message-ID and its body."""
    head, _, body = re.sub(rb"\r\n", b"\n", raw).partition(b"\n\n")
    named = re.search(rb"^message-id:\s*(\S[^\n]{0,400})", head, re.IGNORECASE | re.MULTILINE)
    told = named[1].strip() if named else b"\0".join(re.findall(rb"(?im)^(?:from|date|subject):[^\n]*", head))
    return hashlib.sha256(told + b"\0" + body).digest()


def _receive(came: Came, said: dict[str, Any]) -> None:
    letter, jurisdiction_id = came.letter, came.taken.jurisdiction_id
    why = _apart_because(came, said["address"])
    if why:
        _apart(came.taken, came.key, why, left_out=list(letter.left_out))
        return
    thread = find(letter, jurisdiction_id=jurisdiction_id)
    kept = keep_files(letter.attachments, jurisdiction_id=jurisdiction_id, received_at=came.taken.received_at)
    if said["is_cut"]:
        kept.left_out.append(
            "Thư quá lớn (trên 40 MB): chỉ đọc được phần đầu, xin người gửi gửi lại tệp nhỏ hơn."
        )
    if thread.case_id is not None and thread.draft_id is None:
        _for_case(came, thread, kept)
    else:
        _write(came, kept, thread=thread, kind="report")


def _for_case(came: Came, thread: Thread, kept: Kept) -> None:
    assert thread.case_id is not None
    became = for_case(
        came.letter,
        thread,
        kept,
        jurisdiction_id=came.taken.jurisdiction_id,
        command_id=came.command_id,
        now=came.taken.received_at,
    )
    _write(came, kept, thread=thread, kind="note", became=became)


def _apart_because(came: Came, own_address: str) -> str:
    letter = came.letter
    if letter.nature is not Nature.LETTER:
        return letter.nature.value
    if not letter.address:
        return "nobody"
    if letter.address == own_address:
        return "own"
    writer, most = counted(letter, trusted=came.trusted)
    opened = storing.opened_lately(
        jurisdiction_id=came.taken.jurisdiction_id, writer=writer, at=came.taken.received_at
    )
    return "too_often" if opened >= most else ""


def counted(letter: Letter, *, trusted: str) -> tuple[str, int]:
    """By what the drafts of a letter's writer are counted, and how many there may be. Anybody can write any address: a
    letter that our own server did not find to be that sender's uses up nothing of theirs. Where no server of ours
    tells, all count by what they claim."""
    if letter.is_senders or not trusted:
        return letter.address, MOST_A_DAY
    if letter.network:
        return f"network {letter.network}", MOST_A_DAY
    return f"domain {letter.address.rpartition('@')[2]}", MOST_OF_A_DOMAIN


def _apart(taken: Taken, key: bytes, became: str, *, left_out: list[str]) -> None:
    storing.add_letter(
        jurisdiction_id=taken.jurisdiction_id,
        id=taken.id,
        key=key,
        received_at=taken.received_at,
        became=became,
        left_out=left_out,
    )


def _write(came: Came, kept: Kept, *, thread: Thread, kind: str, became: str = "") -> None:
    """The letter with its words in the vault, and the draft that it opens or comes to; in one transaction."""
    letter, taken = came.letter, came.taken
    opens = thread.draft_id is None and became in ("", "note")
    draft_id = thread.draft_id or (taken.id if opens else None)
    with transaction.atomic():
        is_new = storing.add_letter(
            jurisdiction_id=taken.jurisdiction_id,
            id=taken.id,
            key=came.key,
            received_at=taken.received_at,
            became=became or ("draft" if opens else "added"),
            left_out=[*letter.left_out, *kept.left_out],
            draft_id=draft_id,
            case_id=thread.case_id,
            files=kept.rows,
            trust=dict(letter.trust),
            words=_words(letter, kept),
        )
        if not is_new:
            return
        if opens:
            storing.open_draft(
                jurisdiction_id=taken.jurisdiction_id,
                id=taken.id,
                kind=kind,
                case_id=thread.case_id,
                writer=counted(letter, trusted=came.trusted)[0],
                at=taken.received_at,
            )
        elif thread.draft_id is not None:
            storing.came_to_draft(
                jurisdiction_id=taken.jurisdiction_id, id=thread.draft_id, at=taken.received_at
            )


def _words(letter: Letter, kept: Kept) -> dict[str, str]:
    return {
        "email": letter.address,
        "name": letter.name,
        "subject": letter.subject,
        "description": letter.own,
        "quoted": letter.quoted,
        "reference": letter.message_id,
        "file_names": json.dumps(kept.names, ensure_ascii=False),
    }
