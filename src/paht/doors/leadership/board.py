"""What the overview shows: tiles, bars and tables, every figure with the address of the cases behind it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.leadership.frame import cases_href, result_terms
from paht.doors.pages.dossier import commune_name
from paht.doors.pages.wording import vi_number
from paht.doors.pages.words import FIELD_NAMES, STAGE_NAMES, party_name
from paht.figures import queries as figures
from paht.figures.periods import Period
from paht.figures.queries import AgencyFigures, Standing
from paht.law.casework.states import Party, Stage
from paht.law.editions.rows import Edition
from paht.people.actors import Official

SATISFIED = frozenset({"satisfied", "very_satisfied"})
"""The levels that count as satisfaction: "hài lòng" alone where there is no "rất hài lòng" (VL.15.2.b)."""
SORTS: dict[str, tuple[str, Callable[[AgencyFigures], Any]]] = {
    "overdue": ("Quá hạn", lambda a: (-a.overdue, -a.violated, -a.open, a.name)),
    "open": ("Đang mở", lambda a: (-a.open, a.name)),
    "violated": ("Vi phạm", lambda a: (-a.violated, -a.overdue, a.name)),
    "percent": ("Đúng hạn", lambda a: (101 if a.in_time_percent is None else a.in_time_percent, a.name)),
    "name": ("Tên cơ quan", lambda a: a.name),
}
ASSIGNMENT_NAMES = {
    "dispatched": "Chưa tiếp nhận",
    "received": "Đã nhận",
    "handling": "Đang xử lý",
    "handled": "Đã có kết quả",
    "with_deputy": "Chờ cấp phó xem xét",
    "submitted": "Chờ phê duyệt",
    "correcting": "Đang chỉnh sửa",
    "identifying": "Xác định cơ quan xử lý",
    "following": "Theo dõi kết quả",
    "agreeing": "Cho ý kiến thống nhất",
    "approved": "Đã trả kết quả, chờ Trung tâm",
}


def of_province(jurisdiction: Jurisdiction, *, now: datetime, period: Period, sort: str) -> dict[str, Any]:
    """The province: three statements."""
    edition = jurisdiction.edition
    counts = figures.counts(jurisdiction_id=jurisdiction.id)
    standing = figures.standing(jurisdiction_id=jurisdiction.id, now=now, period=period)
    every = figures.agencies(
        jurisdiction_id=jurisdiction.id, now=now, period=period, result_terms=result_terms(edition)
    )
    return {
        "tiles": _tiles(standing, edition, period),
        "holders": _holders(standing, edition),
        "stages": _bars(
            counts.by_stage,
            {str(stage): STAGE_NAMES[stage] for stage in Stage}.get,
            "stage",
            ordered=STAGE_NAMES,
        ),
        "levels": _levels(standing, edition, period),
        "agencies": [_agency(a, period) for a in sorted(every, key=SORTS[sort][1])],
        "fields": _bars(counts.by_field, FIELD_NAMES.get, "field"),
        "communes": _bars(counts.by_commune, lambda code: commune_name(code, jurisdiction), "commune"),
        "total": counts.total,
    }


def of_agency(
    official: Official, jurisdiction: Jurisdiction, *, now: datetime, period: Period
) -> dict[str, Any]:
    """One body, for its own leader: two statements."""
    assert official.agency_id is not None
    found = figures.agencies(
        jurisdiction_id=jurisdiction.id,
        now=now,
        period=period,
        result_terms=result_terms(jurisdiction.edition),
        only=official.agency_id,
    )
    own = figures.own_counts(jurisdiction_id=jurisdiction.id, agency_id=official.agency_id)
    (mine,) = found
    return {
        "tiles": [
            {"number": mine.open, "label": "Đang giữ", "href": cases_href(open=1)},
            {
                "number": mine.unreceived,
                "label": "Chưa tiếp nhận",
                "href": cases_href(open=1, state="dispatched"),
                "tone": "warn" if mine.unreceived else "",
            },
            _late_tile(mine.overdue, "Quá hạn", cases_href(overdue=1)),
            _late_tile(mine.violated, "Vi phạm thời hạn", cases_href(violated=1)),
            {
                "number": _percent(mine.in_time_percent),
                "label": "Kết quả đúng hạn",
                "href": cases_href(period, late=1) if mine.late else cases_href(period, done=1),
                "note": f"{vi_number(mine.done)} kết quả trong kỳ, {vi_number(mine.late)} trễ; "
                f"theo thời hạn gốc {_percent(mine.in_original_time_percent)}",
            },
        ],
        "states": _bars(own.by_state, ASSIGNMENT_NAMES.get, "state", ordered=ASSIGNMENT_NAMES, open=1),
        "fields": _bars(own.by_field, FIELD_NAMES.get, "field", open=1),
        "communes": _bars(own.by_commune, lambda code: commune_name(code, jurisdiction), "commune", open=1),
        "total": mine.open + mine.done,
    }


def _tiles(standing: Standing, edition: Edition, period: Period) -> list[dict[str, Any]]:
    now_open = standing.open
    published = standing.ended.get(Stage.PUBLISHED, 0)
    rated = sum(standing.ratings.values())
    pleased = sum(count for level, count in standing.ratings.items() if level in SATISFIED)
    answered = standing.ended.get(Stage.ANSWERED, 0)
    return [
        {"number": now_open.cases, "label": "Đang mở", "href": cases_href(open=1)},
        _late_tile(now_open.overdue, "Quá hạn", cases_href(overdue=1)),
        _late_tile(now_open.violated, "Vi phạm thời hạn", cases_href(violated=1)),
        {
            "number": published,
            "label": "Công khai trong kỳ",
            "href": cases_href(period, ended=Stage.PUBLISHED),
            "note": f"và {vi_number(answered)} trả lời riêng" if answered else None,
        },
        {
            "number": _percent(100 * pleased / rated if rated else None),
            "label": "Hài lòng",
            "href": cases_href(period, rated=1),
            "note": f"{vi_number(rated)} lượt đánh giá trong kỳ",
        },
    ]


def _late_tile(number: int, label: str, href: str) -> dict[str, Any]:
    return {"number": number, "label": label, "href": href, "tone": "bad" if number else "ok"}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{vi_number(share, 1)}%"


def _holders(standing: Standing, edition: Edition) -> list[dict[str, Any]]:
    rows = []
    always = (Party.IOC, Party.AGENCY, Party.AGENCY_LEADER, Party.SENDER)
    for party in (*always, *(p for p in Party if p not in always and p in standing.held)):
        held = standing.held.get(party, figures.Held())
        rows.append(
            {
                "name": party_name(party, edition=edition),
                "cases": held.cases,
                "overdue": held.overdue,
                "violated": held.violated,
                "cases_href": cases_href(holder=party),
                "overdue_href": cases_href(holder=party, overdue=1),
                "violated_href": cases_href(holder=party, violated=1),
                "edge": "row-bad" if held.overdue else "",
            }
        )
    return rows


def _levels(standing: Standing, edition: Edition, period: Period) -> list[dict[str, Any]]:
    return [
        {
            "label": level.name,
            "value": standing.ratings.get(level.key, 0),
            "href": cases_href(period, rated=1, rating=level.key),
            "tone": "bad" if level.key == "unsatisfied" else "",
        }
        for level in edition.levels
    ]


def _agency(agency: AgencyFigures, period: Period) -> dict[str, Any]:
    return {
        "name": agency.name,
        "open": agency.open,
        "overdue": agency.overdue,
        "violated": agency.violated,
        "done": agency.done,
        "late": agency.late,
        "percent": _percent(agency.in_time_percent),
        "original_percent": _percent(agency.in_original_time_percent),
        "open_href": cases_href(agency=agency.id, open=1),
        "overdue_href": cases_href(agency=agency.id, overdue=1),
        "violated_href": cases_href(agency=agency.id, violated=1),
        "done_href": cases_href(period, agency=agency.id, done=1),
        "late_href": cases_href(period, agency=agency.id, late=1),
        "edge": "row-bad" if agency.violated else "row-warn" if agency.overdue else "",
    }


def _bars(
    counts: Mapping[str, int],
    name: Callable[[str], str | None],
    key: str,
    *,
    ordered: Mapping[str, str] | None = None,
    **also: Any,
) -> list[dict[str, Any]]:
    """The counts as bars: in a given order, else the largest first."""
    rows = [
        {
            "label": name(value) or value or "Chưa xác định",
            "value": cases,
            "href": cases_href(None, **{key: value}, **also),
            "code": value,
        }
        for value, cases in counts.items()
    ]
    if ordered is not None:
        places = list(ordered)
        return sorted(rows, key=lambda row: places.index(str(row["code"])) if row["code"] in places else 99)
    return sorted(rows, key=lambda row: (-int(str(row["value"])), str(row["label"])))
