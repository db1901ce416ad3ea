"""The statistics as a table that a person reads."""

from collections.abc import Iterable
from typing import Any

_STAGES = {
    "sent": "chờ xác minh",
    "verified": "đã xác minh",
    "accepted": "đã tiếp nhận",
    "handling": "đang xử lý",
    "checking": "chờ công khai",
    "published": "đã công khai",
    "answered": "đã trả lời riêng",
    "refused": "từ chối, không bổ sung",
    "withdrawn": "người gửi rút",
    "monitored": "chuyển theo dõi",
}
_PEOPLE = {
    "ioc": "Cán bộ Trung tâm",
    "agency": "Chuyên viên cơ quan",
    "agency_leader": "Lãnh đạo cơ quan",
    "coordinator": "Cơ quan phối hợp",
    "supervising_department": "Sở chủ quản",
    "peoples_committee": "UBND tỉnh",
}
_PARTIES = _PEOPLE | {"ioc": "Trung tâm", "agency": "Cơ quan", "sender": "Người gửi"}
_WORST = 10


def table(told: dict[str, Any]) -> str:
    """The statistics in Vietnamese; times in working hours, percentages with one decimal."""
    parts = (
        *(_head(told), _terms(told), _parties(told), _agencies(told)),
        *(_people(told), _staffing(told), _queue(told), _wrongs(told)),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _head(told: dict[str, Any]) -> Iterable[str]:
    yield (
        f"{told['edition']}: {told['reports']} phản ánh trong {told['days']} ngày, seed {told['seed']}; "
        f"{told['officers']} cán bộ Trung tâm, {told['staff_per_agency']} chuyên viên mỗi cơ quan"
    )
    outcomes = told["outcomes"].items()
    yield "Kết quả: " + ", ".join(f"{_STAGES.get(stage, stage)} {count}" for stage, count in outcomes)
    original, extended = told["on_time"]["by_original_term"], told["on_time"]["by_extended_term"]
    yield f"Đúng hạn theo thời hạn gốc: {_share(original)}; theo thời hạn gia hạn: {_share(extended)}"
    yield "Hài lòng: " + ", ".join(f"{level} {count}" for level, count in told["satisfaction"].items())
    whole = sum(told["held_seconds"].values())
    shares = ((party, 100 * held / whole) for party, held in told["held_seconds"].items() if held)
    yield "Thời gian nằm ở: " + ", ".join(f"{_PARTIES[party]} {part:.1f} %" for party, part in shares)


def _terms(told: dict[str, Any]) -> Iterable[str]:
    heads = f"{'Số lần':>8}{'Đạt %':>8}{'Trung vị':>10}{'90 %':>10}{'Còn mở':>8}{'Quá hạn':>9}"
    yield f"{'Thời hạn':<24}{'Điều':<12}{heads}"
    for row in told["terms"]:
        clause = row["clause"] or "nội bộ"
        yield (
            f"{row['term']:<24}{clause:<12}{row['count']:>8}{_number(row['met_percent']):>8}"
            f"{_hours(row['median_seconds']):>10}{_hours(row['p90_seconds']):>10}{row['open']:>8}{row['open_late']:>9}"
        )


def _parties(told: dict[str, Any]) -> Iterable[str]:
    rows = ((_PARTIES[party], row) for party, row in told["parties"].items() if row["count"])
    yield "Đúng hạn theo bên: " + ", ".join(f"{party} {_share(row)}" for party, row in rows)


def _agencies(told: dict[str, Any]) -> Iterable[str]:
    rows = [row for row in told["agencies"] if row["terms"]]
    yield f"{'Cơ quan (đạt thấp nhất trước)':<32}{'Hồ sơ':>8}{'Thời hạn':>10}{'Đạt %':>8}{'Bận %':>8}"
    for row in sorted(rows, key=lambda row: (row["met_percent"], row["agency"]))[:_WORST]:
        counts = f"{row['cases']:>8}{row['terms']:>10}"
        yield f"{row['agency']:<32}{counts}{_number(row['met_percent']):>8}{_number(row['use_percent']):>8}"
    if len(rows) > _WORST:
        yield f"… và {len(rows) - _WORST} cơ quan khác (--json có đủ)"


def _people(told: dict[str, Any]) -> Iterable[str]:
    yield f"{'Người':<24}{'Số':>8}{'Bận %':>8}{'Cần (80 %)':>12}{'Chờ trung vị':>14}{'Chờ 90 %':>10}"
    for party, row in told["people"].items():
        waits = f"{_hours(row['wait_median_seconds']):>14}{_hours(row['wait_p90_seconds']):>10}"
        needed = f"{row['people_for_80_percent']:>12}"
        yield f"{_PEOPLE[party]:<24}{row['people']:>8}{_number(row['use_percent']):>8}{needed}{waits}"


def _staffing(told: dict[str, Any]) -> Iterable[str]:
    desk, short = told["staffing"]["desk"], told["staffing"]["short_of_people"]
    yield f"Gợi ý nhân sự: Trung tâm cần ít nhất {desk['needed']} cán bộ (đang có {desk['people']})"
    for row in short[:_WORST]:
        people = _PEOPLE[row["party"]]
        who = people if row["agency"] == row["party"] else f"{row['agency']}, {people.lower()}"
        yield f"  {who}: cần ít nhất {row['needed']} (đang có {row['people']}), {row['waiting']} việc còn chờ"
    if not short:
        yield "  Không cơ quan nào thiếu người."
    if len(short) > _WORST:
        yield f"  … và {len(short) - _WORST} nơi khác (--json có đủ)"


def _queue(told: dict[str, Any]) -> Iterable[str]:
    yield "Hàng chờ tại Trung tâm theo giờ (trung bình / nhiều nhất):"
    yield "  " + "  ".join(
        f"{row['hour']}h {row['mean']}/{row['most']}" for row in told["desk_queue_by_hour"]
    )


def _wrongs(told: dict[str, Any]) -> Iterable[str]:
    seen = told["simulation"]
    yield (
        f"Mô phỏng: {seen['steps']} bước, {seen['refusals']} lần từ chối, {seen['mischief']} thao tác sai thử, "
        f"{seen['overtaken']} lần bị vượt trước, {seen['repeated']} lệnh lặp, {seen['crashes']} lần sập, "
        f"{seen['clock_leaps']} lần đồng hồ nhảy, {seen['storms']} cơn bão; mọi bất biến đều giữ."
    )


def _share(row: dict[str, Any]) -> str:
    return f"{row['met']}/{row['count']} ({_number(row['met_percent'])} %)"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _hours(seconds: int | None) -> str:
    return "–" if seconds is None else f"{seconds / 3600:.1f} h"
