"""What a person wrote, apart from what their mail program quoted below it or passed on."""

import re
from dataclasses import dataclass

from paht.mail.reading.hypertext import QUOTE

_FORWARD = re.compile(
    r"^\s*(?:-{3,}|_{3,})?\s*(?:forwarded message|begin forwarded message|"
    r"thư (?:đã )?chuyển tiếp|tin nhắn (?:đã )?chuyển tiếp|nội dung chuyển tiếp)\b.{0,40}$",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"^\s*(?:"
    r"on .{6,160} wrote:|vào .{6,200} (?:đã )?viết:|.{0,120}<[^<>\s]{3,120}@[^<>\s]{1,120}> (?:đã )?viết:"
    r"|-{2,}\s*(?:original message|thư gốc|tin nhắn gốc|thư ban đầu)\s*-{2,}.{0,20}"
    r")\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^\s*\*?(?:from|từ|người gửi)\s*:\*?\s.{3,}$", re.IGNORECASE)
_NEXT_HEADER = re.compile(
    r"^\s*\*?(?:sent|date|to|subject|đã gửi|gửi|ngày|đến|tới|chủ đề|tiêu đề)\s*:\*?\s", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"^(?:-- |--|sent from my .{2,40}|đã gửi từ .{2,40}|gửi từ .{2,30} của tôi)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Parted:
    """The writer's own words, what was quoted or passed on, and which of the two that was."""

    own: str
    quoted: str = ""
    is_forwarded: bool = False


def part(text: str) -> Parted:
    """Part the text at the first line from which on it is not the writer's own."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        forwarded = bool(_FORWARD.match(line))
        if forwarded or line == QUOTE or _REPLY.match(_joined(lines, number)) or _is_header(lines, number):
            own, rest = lines[:number], lines[number:]
            is_forwarded = forwarded or any(_FORWARD.match(each) for each in rest[:4])
            return Parted(_own(own), _plain(rest), is_forwarded)
    return _marked(lines)


def _joined(lines: list[str], number: int) -> str:
    """The line, with the next where a long line of introduction was broken in two."""
    line = lines[number]
    begins = line.lstrip().lower().startswith(("on ", "vào "))
    return (
        f"{line} {lines[number + 1]}"
        if begins and number + 1 < len(lines) and not line.rstrip().endswith(":")
        else line
    )


def _is_header(lines: list[str], number: int) -> bool:
    """Whether the head of a quoted message begins here, as Outlook writes it."""
    return (
        bool(_HEADER.match(lines[number]))
        and sum(bool(_NEXT_HEADER.match(each)) for each in lines[number + 1 : number + 5]) >= 2
    )


def _marked(lines: list[str]) -> Parted:
    """Lines marked with ``>`` are quoted wherever they stand: answers may stand between them."""
    own = [line for line in lines if not line.startswith(">")]
    quoted = [line.lstrip("> ") for line in lines if line.startswith(">")]
    return Parted(_own(own), "\n".join(quoted).strip())


def _own(lines: list[str]) -> str:
    """Without the signature and what a telephone adds; a letter that is nothing else keeps it."""
    kept = [line for line in lines if not line.startswith(">")]
    for number, line in enumerate(kept):
        if (
            _SIGNATURE.match(line.rstrip("\n"))
            and len(kept) - number <= 12
            and any(each.strip() for each in kept[:number])
        ):
            return "\n".join(kept[:number]).strip()
    return "\n".join(kept).strip()


def _plain(lines: list[str]) -> str:
    return "\n".join(line.lstrip("> ") for line in lines if line != QUOTE).strip()
