"""``./paht inspect``: what files show under the admission conditions of an edition, condition by condition.

Needs no database, server or home. Exit status 2 and one sentence on standard error where the question is wrong; a file
that cannot be examined is no wrong question: its conditions are unknown, with the reason.
"""

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from paht.law import editions
from paht.law.casework.case import Place
from paht.law.casework.states import Kind
from paht.law.editions.rows import Edition
from paht.law.evidence.findings import Findings, Spot
from paht.law.evidence.judging import ABOUT_FILES, PHOTO_PRESENT, judge
from paht.law.evidence.verdicts import Outcome, Report, Shown, Verdict
from paht.law.worktime import HO_CHI_MINH

_WORDS: dict[Outcome, tuple[str, str, str]] = {
    "pass": ("✓", "đạt", "32"),
    "warn": ("!", "cần xem", "33"),
    "fail": ("✗", "không đạt", "31"),
    "unknown": ("?", "chưa rõ", "36"),
}
"""For each outcome its mark, its word and the terminal's colour; the word alone says everything."""

_LARGEST_MB = 60


class QuestionError(ValueError):
    """The question cannot be answered; the message is one sentence for the user."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One file with what it was found to show and its verdicts."""

    path: Path
    findings: Findings
    verdicts: tuple[Verdict, ...]

    def plain(self) -> dict[str, Any]:
        """As DESIGN.md §4 gives it."""
        conditions = [asdict(verdict) for verdict in self.verdicts]
        return {"file": str(self.path), "media_type": self.findings.media_type, "conditions": conditions}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments (DESIGN.md §4)."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="photos to be examined")
    parser.add_argument("--edition", required=True, metavar="ID", help="edition, e.g. vinh-long-2025")
    parser.add_argument(
        "--sent-at", required=True, metavar="TIME", help="when they were sent, e.g. 2026-02-13T16:30+07:00"
    )
    parser.add_argument("--lat", type=float, metavar="DEGREES", help="the device's own position when sending")
    parser.add_argument("--lon", type=float, metavar="DEGREES", help="the device's own position when sending")
    parser.add_argument(
        "--where", type=Path, metavar="FOLDER", help="write pictures that show where the signs of editing are"
    )
    parser.add_argument("--json", action="store_true", help="print JSON alone on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; returns 0, or 2 where the question is wrong."""
    try:
        edition = _edition(arguments.edition)
        sent_at = _moment(arguments.sent_at)
        place = _place(edition, arguments.lat, arguments.lon)
        contents = [(path, _content(path)) for path in arguments.files]
    except QuestionError as error:
        print(f"paht inspect: {error}", file=sys.stderr)
        return 2
    answers = []
    for number, (path, content) in enumerate(contents, start=1):
        print(f"[{number}/{len(contents)}] {path.name} …", file=sys.stderr, flush=True)
        findings = _examined(content)
        if arguments.where is not None:
            _show_where(arguments.where, path, content, findings)
        verdicts = _judged(path, findings, edition=edition, sent_at=sent_at, place=place)
        answers.append(Answer(path=path, findings=findings, verdicts=verdicts))
    if arguments.json:
        print(json.dumps([answer.plain() for answer in answers], ensure_ascii=False, indent=2))
    else:
        print(_page(answers, edition=edition, sent_at=sent_at))
    return 0


def _edition(edition_id: str) -> Edition:
    try:
        return editions.get(edition_id)
    except KeyError:
        known = ", ".join(sorted(editions.EDITIONS))
        raise QuestionError(f"Không có quy chế «{edition_id}»; các quy chế: {known}.") from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise QuestionError(
            f"«{text}» không phải thời điểm hợp lệ; ví dụ --sent-at 2026-02-13T16:30+07:00."
        ) from None
    if moment.tzinfo is None:
        print(f"«{text}» không ghi múi giờ: hiểu là giờ Việt Nam (+07:00).", file=sys.stderr)
        return moment.replace(tzinfo=HO_CHI_MINH)
    return moment


def _place(edition: Edition, latitude: float | None, longitude: float | None) -> Place | None:
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise QuestionError("Vị trí cần cả --lat và --lon.")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise QuestionError(f"«{latitude}, {longitude}» không phải một nơi trên Trái Đất.")
    commune, outside = _located(edition, [Spot(latitude=latitude, longitude=longitude)])
    return Place(
        latitude=latitude, longitude=longitude, source="gps", commune=commune, km_outside=outside or 0.0
    )


def _located(edition: Edition, spots: Iterable[Spot]) -> tuple[str, float | None]:
    """The commune's name of the spot farthest outside the edition's province, and how many kilometres outside it lies;
    nothing is said where the province's outlines are not at hand."""
    from paht.agencies import geography

    for key in geography.PROVINCES:
        province = geography.load(key)
        if province.name.endswith(edition.province):
            return province.farthest(spots)
    return "", None


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_MB * 1_000_000:
            raise QuestionError(f"Tệp {path} lớn hơn {_LARGEST_MB} MB; hãy chọn tệp nhỏ hơn.")
        return path.read_bytes()
    except OSError as error:
        raise QuestionError(f"Không đọc được tệp {path}: {error.strerror}.") from None


def _examined(content: bytes) -> Findings:
    """What the file shows: the one place where this command has strangers' bytes read, by the examining process."""
    import os

    from paht.examining import signatures
    from paht.examining.workshop import workshop

    with os.fdopen(os.memfd_create("paht-inspected", os.MFD_CLOEXEC), "w+b") as file:
        file.write(content)
        file.flush()
        found = workshop().examine(file.fileno(), thorough=True)
    if isinstance(found, Findings):
        return found
    kind = signatures.recognise(content[: signatures.HEAD_BYTES])
    media_type = kind.media_type if isinstance(kind, signatures.Kind) else "application/octet-stream"
    return Findings(media_type=media_type, size_bytes=len(content), unread=(found.reason.rstrip("."),))


def _judged(
    path: Path, findings: Findings, *, edition: Edition, sent_at: datetime, place: Place | None
) -> tuple[Verdict, ...]:
    commune, outside = _located(edition, findings.spots)
    shown = Shown(name=path.name, findings=findings, came_at=sent_at, km_outside=outside, commune=commune)
    verdicts = judge([shown], Report(place=place), edition=edition, kind=Kind.REPORT)
    return tuple(verdict for verdict in verdicts if verdict.condition in ABOUT_FILES)


def _show_where(folder: Path, path: Path, content: bytes, findings: Findings) -> None:
    import io

    from paht.examining.pictures.examination import show_where

    shown = show_where(io.BytesIO(content), findings.signs)
    if shown is not None:
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{path.stem}-dau-hieu.jpg"
        target.write_bytes(shown)
        print(f"    {target}", file=sys.stderr)


def _page(answers: list[Answer], *, edition: Edition, sent_at: datetime) -> str:
    """The answers for a terminal: a paragraph a file, a condition a line with its reason below."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    colour = sys.stdout.isatty()
    names = {condition.key: condition.name for condition in edition.conditions}
    names[PHOTO_PRESENT] = "Có hình ảnh hoặc video"
    when = f"{sent_at.astimezone(HO_CHI_MINH):%H:%M ngày %d/%m/%Y}"
    lines = [f"{edition.name} · gửi lúc {when}"]
    for answer in answers:
        lines += ["", _bold(answer.path.name, colour), f"  {_about(answer.findings)}"]
        for verdict in answer.verdicts:
            lines += ["", *_condition(verdict, names[verdict.condition], width=width, colour=colour)]
        for unread in answer.findings.unread:
            lines += [
                "",
                *textwrap.wrap(unread + ".", width - 4, initial_indent="  ", subsequent_indent="  "),
            ]
    lines += ["", "Kết quả để cán bộ tham khảo khi xác minh; quyết định thuộc về người có thẩm quyền."]
    return "\n".join(lines)


def _about(findings: Findings) -> str:
    size = f"{findings.size_bytes / 1e6:.1f} MB".replace(".", ",")
    parts = [findings.media_type, size]
    if findings.width and findings.height:
        parts.insert(1, f"{findings.width} × {findings.height}")
    return " · ".join(parts)


def _condition(verdict: Verdict, name: str, *, width: int, colour: bool) -> list[str]:
    mark, word, code = _WORDS[verdict.verdict]
    said = f"{mark} {word:<9}"
    painted = f"\033[{code}m{said}\033[0m" if colour else said
    sure = f"{verdict.score:.2f}".replace(".", ",")
    reason = textwrap.wrap(verdict.reason, width - 16, initial_indent=" " * 14, subsequent_indent=" " * 14)
    return [f"  {painted} {name} · {verdict.clause} · {sure}", *reason]


def _bold(text: str, colour: bool) -> str:
    return f"\033[1m{text}\033[0m" if colour else text
