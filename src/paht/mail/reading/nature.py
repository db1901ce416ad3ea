"""Whether a person wrote a message: bounces (RFC 3464), automatic answers (RFC 3834) and mass mail are told by their
headers, before anything is answered."""

import re
from email.message import Message
from enum import StrEnum


class Nature(StrEnum):
    """What kind of message it is."""

    LETTER = "letter"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    BULK = "bulk"


_SUBJECT = re.compile(
    r"^\s*(?:(?:re|fw|fwd|tr)\s*:\s*)*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
    r"trả lời tự động|thư trả lời tự động|vắng mặt|i am out of|undeliver(?:able|ed)|delivery status notification|"
    r"mail delivery (?:failed|subsystem)|returned mail|thư không gửi được)",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
_NOBODY = re.compile(r"^(?:no-?reply|do-?not-?reply|bounce[sd]?[+-].*|bounces)@", re.IGNORECASE)


def nature_of(message: Message, *, subject: str, sender: str) -> Nature:
    """The nature of a message whose subject and sender were read already."""
    kind, report = message.get_content_type(), _word(message, "report-type")
    empty_path = str(message.get("Return-Path", "x")).strip() == "<>"
    if kind == "multipart/report" and report != "disposition-notification":
        return Nature.BOUNCE
    if _DAEMON.match(sender) or (empty_path and kind == "message/delivery-status"):
        return Nature.BOUNCE
    if report == "disposition-notification" or _answers_by_itself(message) or _SUBJECT.match(subject):
        return Nature.AUTOMATIC
    if empty_path or _NOBODY.match(sender):
        return Nature.AUTOMATIC
    precedence = str(message.get("Precedence", "")).strip().lower()
    if "List-Id" in message or "List-Unsubscribe" in message or precedence in ("bulk", "list", "junk"):
        return Nature.BULK
    return Nature.LETTER


def _answers_by_itself(message: Message) -> bool:
    submitted = str(message.get("Auto-Submitted", "no")).strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if str(message.get("Precedence", "")).strip().lower() in ("auto_reply", "auto-reply"):
        return True
    return any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Vacation"))


def _word(message: Message, name: str) -> str:
    try:
        value = message.get_param(name)
    except Exception:
        # The standard library's reader of parameters raises whatever it stumbles upon.
        return ""
    return value.lower() if isinstance(value, str) else ""
