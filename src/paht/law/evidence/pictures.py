"""What one file comes to under each condition about pictures: age, clarity, signs of editing. Pure; the words are for
an officer, who decides.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from paht.law.evidence import thresholds as t
from paht.law.evidence.findings import UNPROVEN, Clarity, Findings, Moment, MomentSource
from paht.law.evidence.verdicts import Outcome, Shown
from paht.law.worktime import HO_CHI_MINH

Found = tuple[Outcome, float, str]
"""Outcome, how sure it is, and why."""

_BELIEVED: dict[MomentSource, float] = {"exif": 0.9, "gps": 0.95, "exif-local": 0.8, "container": 0.7}
"""How far a moment is believed; the file's own time is that of a copy and proves nothing."""

_SAYS: dict[MomentSource, str] = {
    "exif": "đồng hồ máy ảnh",
    "exif-local": "đồng hồ máy ảnh (không ghi múi giờ, hiểu là giờ Việt Nam)",
    "gps": "đồng hồ vệ tinh",
    "container": "phần đầu của video",
    "file": "thời gian của tệp",
}

NOT_YET: Found = ("unknown", 0.0, "chưa kiểm tra được tệp")


def is_photo(findings: Findings) -> bool:
    """Whether the file is a still picture."""
    return findings.media_type.startswith("image/")


def is_video(findings: Findings) -> bool:
    """Whether the file is a film."""
    return findings.media_type.startswith("video/")


def age(file: Shown, *, within: timedelta) -> Found:
    """Whether the file was taken within that time before it came: to the second, the last moment included.

    Of a film a late one is a warning: the clause says "ảnh" (CLAUSES.md, readings). Moments that contradict each
    other are both named; a moment after sending proves nothing.
    """
    if file.findings is None:
        return NOT_YET
    moments = [moment for moment in file.findings.moments if moment.source in _BELIEVED]
    if not moments:
        return _no_moment(file.findings)
    states = {_state(moment.at, file.came_at, within) for moment in moments}
    best = max(moments, key=lambda moment: _BELIEVED[moment.source])
    sure, source = _BELIEVED[best.source], _SAYS[best.source]
    if len(states) > 1 or _apart(moments) > t.CONTRADICTION:
        if states == {"late"}:
            return _late(file, best, within)
        if states == {"ahead"}:
            return (
                "unknown",
                0.3,
                f"các thời điểm ghi trong tệp mâu thuẫn và đều sau lúc gửi: {_all(moments)}",
            )
        return "warn", 0.5, f"các thời điểm ghi trong tệp mâu thuẫn nhau: {_all(moments)}"
    before_it = [m for m in file.findings.moments if m.source == "file" and best.at - m.at > t.CONTRADICTION]
    if before_it:
        # A copy's own time may be later; that a file was there before its picture was taken cannot be.
        return "warn", 0.5, f"các thời điểm ghi trong tệp mâu thuẫn nhau: {_all([best, *before_it])}"
    (state,) = states
    if state == "ahead":
        return (
            "unknown",
            0.3,
            f"ghi thời điểm chụp {_at(best.at)} ({source}), sau lúc gửi; đồng hồ máy có thể sai",
        )
    if state == "late":
        return _late(file, best, within)
    before = span(max(file.came_at - best.at, timedelta(0)))
    return "pass", sure, f"chụp lúc {_at(best.at)}, {before} trước khi gửi ({source})"


def _late(file: Shown, best: Moment, within: timedelta) -> Found:
    late = span(file.came_at - best.at)
    hours = round(within.total_seconds() / 3600)
    words = f"chụp lúc {_at(best.at)}, {late} trước khi gửi, quá {hours} giờ ({_SAYS[best.source]})"
    if file.findings is not None and is_video(file.findings):
        return "warn", _BELIEVED[best.source], f"{words}; quy chế nói “ảnh”, với video chỉ là cảnh báo"
    return "fail", _BELIEVED[best.source], words


def _no_moment(findings: Findings) -> Found:
    if findings.has_metadata:
        return "unknown", 0.0, "không ghi thời điểm chụp"
    return (
        "unknown",
        0.0,
        "không còn thông tin chụp (thường do gửi qua Zalo, Messenger hoặc do chụp màn hình)",
    )


def _state(taken_at: datetime, came_at: datetime, within: timedelta) -> str:
    before = came_at - taken_at
    if before > within:
        return "late"
    return "ahead" if before < -t.CLOCK_AHEAD else "fresh"


def _apart(moments: list[Moment]) -> timedelta:
    every = [moment.at for moment in moments]
    return max(every) - min(every)


def _all(moments: list[Moment]) -> str:
    return "; ".join(f"{_SAYS[moment.source]} {_at(moment.at)}" for moment in moments)


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(HO_CHI_MINH):%H:%M:%S ngày %d/%m/%Y}"


def span(length: timedelta) -> str:
    """A length of time as an officer says it; seconds where they decide."""
    seconds = round(length.total_seconds())
    if seconds < 60:
        return f"{seconds} giây"
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 72:
        return f"{hours // 24} ngày"
    parts = (
        [(hours, "giờ"), (minutes, "phút"), (seconds, "giây")]
        if hours == 24
        else [(hours, "giờ"), (minutes, "phút")]
    )
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def clear(file: Shown) -> Found:
    """Whether one can see what the file shows: light, sharpness, detail, size (VL.8.2.2); never what it is about."""
    if file.findings is None:
        return NOT_YET
    seen = file.findings.clarity
    if seen is None:
        why = f" ({'; '.join(file.findings.unread)})" if file.findings.unread else ""
        return "unknown", 0.0, f"chưa đo được độ rõ{why}"
    problems = sorted(_unclear(seen, file.findings), key=lambda found: found[0] != "fail")
    if problems:
        outcome = problems[0][0]
        return outcome, max(score for _, score, _ in problems), "; ".join(words for *_, words in problems)
    return "pass", round(min(1.0, 0.5 + seen.sharpness / 2), 2), f"rõ (độ nét {_percent(seen.sharpness)})"


def _unclear(seen: Clarity, findings: Findings) -> Iterator[Found]:
    yield from _beyond(seen.dark_share, t.DARKNESS, f"quá tối: {_percent(seen.dark_share)} ảnh không thấy gì")
    yield from _beyond(seen.bright_share, t.GLARE, f"cháy sáng: {_percent(seen.bright_share)} ảnh trắng xóa")
    yield from _beneath(
        seen.detail, t.DETAIL, "hầu như không có chi tiết (ảnh trống, che ống kính hoặc chụp quá gần)"
    )
    if seen.detail > t.DETAIL.fail:
        yield from _beneath(seen.sharpness, t.SHARPNESS, f"bị mờ, nhòe (độ nét {_percent(seen.sharpness)})")
    yield from _beyond(seen.screen, t.SCREEN, "có vẻ là ảnh chụp màn hình, không phải chụp tại hiện trường")
    if findings.width and findings.height:
        size = findings.width * findings.height / 1e6
        yield from _beneath(size, t.MEGAPIXELS, f"quá nhỏ ({findings.width} × {findings.height} điểm ảnh)")


def _beyond(figure: float, limit: t.Threshold, words: str) -> Iterator[Found]:
    if figure >= limit.warn:
        yield "fail" if figure >= limit.fail else "warn", round(min(1.0, figure), 2), words


def _beneath(figure: float, limit: t.Threshold, words: str) -> Iterator[Found]:
    if figure < limit.warn:
        yield "fail" if figure < limit.fail else "warn", round(1 - figure / limit.warn / 2, 2), words


def unedited(file: Shown) -> Found:
    """Whether the file shows signs of editing (VL.8.2.3). One without any metadata may have been anything before, and
    one that any program could have written leaves no trace of it: neither is ever found unedited.
    """
    if file.findings is None:
        return NOT_YET
    signs = sorted(file.findings.signs, key=lambda sign: -sign.strength)
    strongest = signs[0].strength if signs else 0.0
    if strongest >= t.EDITED.warn:
        outcome: Outcome = "fail" if strongest >= t.EDITED.fail else "warn"
        return outcome, round(strongest, 2), "; ".join(s.seen for s in signs if s.strength >= t.EDITED.warn)
    if is_video(file.findings):
        return "unknown", 0.0, "chưa có phép kiểm tra chỉnh sửa cho video"
    if not file.findings.has_metadata:
        return (
            "unknown",
            0.0,
            "không còn thông tin của máy ảnh nên không khẳng định được ảnh chưa qua chỉnh sửa",
        )
    if file.findings.unread:
        return "unknown", 0.0, "; ".join(file.findings.unread)
    if unproven := next((sign.seen for sign in signs if sign.kind == UNPROVEN), None):
        return "unknown", 0.0, unproven
    return "pass", round(0.8 - strongest / 2, 2), "không thấy dấu hiệu chỉnh sửa"


def _percent(share: float) -> str:
    return f"{round(share * 100)} %"
