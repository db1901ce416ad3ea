"""What a request for a list asks: the standard's filters and the extensions that most servers have."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.http import QueryDict

from paht.cases.queries.published import Asked
from paht.doors.open311.formats import failure
from paht.doors.open311.services import known_service
from paht.doors.pages.wording import VIETNAM

SPAN = timedelta(days=90)
MOST = 1000
FARTHEST = 100_000
OPEN, CLOSED = "open", "closed"
_NOBODY = uuid.UUID(int=0)


def asked_of(query: QueryDict, *, now: datetime) -> Asked | None:
    """Which requests; ``None`` where nothing can fit (only what is closed is public)."""
    page = _number(query, "page", 1, most=FARTHEST)
    size = _number(query, "per_page", _number(query, "page_size", MOST, most=MOST), most=MOST)
    if (page - 1) * size > FARTHEST:
        raise failure(400, f"page: chỉ xem được {FARTHEST} bản ghi đầu; xin thu hẹp khoảng thời gian.")
    ids = _words(query, "service_request_id")
    if ids:
        # Overrides every other argument.
        if len(ids) > MOST:
            raise failure(400, f"service_request_id: mỗi lần hỏi tối đa {MOST} mã.")
        return Asked(ids=read_ids(ids) or [_NOBODY], limit=MOST)
    fields = [known_service(code) for code in _words(query, "service_code")]
    statuses = set(_words(query, "status"))
    if not statuses <= {OPEN, CLOSED}:
        raise failure(400, "status: chỉ nhận open, closed.")
    changed_from, changed_until = _moment(query, "updated_after"), _moment(query, "updated_before")
    sent_from, sent_until = _moment(query, "start_date"), _moment(query, "end_date")
    if (changed_from is None and changed_until is None) or sent_from is not None or sent_until is not None:
        sent_from, sent_until = _range(sent_from, sent_until, now=now)
    if statuses == {OPEN}:
        return None
    return Asked(
        sent_from=sent_from,
        sent_until=sent_until,
        published_from=changed_from,
        published_until=changed_until,
        fields=fields,
        limit=size,
        offset=(page - 1) * size,
    )


def requested(query: QueryDict) -> Asked | None:
    """The requests that are named; ``None`` where none is."""
    named = _words(query, "service_request_id")
    return Asked(ids=read_ids(named[:MOST]) or [_NOBODY]) if named else None


def read_ids(words: Iterable[str]) -> list[uuid.UUID]:
    """Those of the words that are identifiers at all."""
    found = []
    for word in words:
        try:
            found.append(uuid.UUID(word))
        except ValueError:
            continue
    return found


def range_of(query: QueryDict, *, now: datetime) -> tuple[datetime, datetime]:
    """``start_date`` and ``end_date``, at most ninety days."""
    return _range(_moment(query, "start_date"), _moment(query, "end_date"), now=now)


def _range(start: datetime | None, end: datetime | None, *, now: datetime) -> tuple[datetime, datetime]:
    # The end belongs to the range.
    after = timedelta(microseconds=1)
    if start is None:
        end = end or now
        return end - SPAN, end + after
    end = end or start + SPAN
    if end < start:
        raise failure(400, "end_date: ngày cuối sớm hơn ngày đầu.")
    if end - start > SPAN:
        raise failure(400, "start_date, end_date: khoảng thời gian không quá 90 ngày.")
    return start, end + after


def _words(query: QueryDict, name: str) -> list[str]:
    """The values of a parameter that may be given several times, or several with commas; an empty one is none."""
    return [part for value in query.getlist(name) for each in value.split(",") if (part := each.strip())]


def _number(query: QueryDict, name: str, otherwise: int, *, most: int) -> int:
    text = query.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
        raise failure(400, f"{name}: xin cho một số từ 1 đến {most}.")
    return int(text)


def _moment(query: QueryDict, name: str) -> datetime | None:
    """A moment in the standard's form (a day alone begins at midnight in Vietnam); ``None`` where none is given."""
    # A plus that was not encoded arrives as a space.
    text = query.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None and len(text) == len("2010-01-01"):
            found = found.replace(tzinfo=VIETNAM)
        if found.tzinfo is None or not 1990 <= found.year <= 2200:
            raise ValueError
        return found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise failure(
            400, f"{name}: xin ghi thời điểm kèm múi giờ, ví dụ 2026-11-20T00:00:00+07:00."
        ) from None
