"""Why a duty is due when it is, in sentences: the way through the calendar, an agency's own term, an agreed day."""

from paht.agencies.jurisdictions import Jurisdiction
from paht.doors.pages.clauses import clause_words
from paht.doors.pages.wording import vi_date, vi_datetime
from paht.law.casework.case import Duty
from paht.law.casework.duties import moments
from paht.law.editions.rows import Edition
from paht.law.worktime import Due, due, due_sentences, explain_due, sentences


def said(duty: Duty, edition: Edition) -> tuple[str, ...]:
    """What the term is and when it is violated; without the words about a violation where none can follow."""
    if duty.agreed_on is not None:
        return (_agreed(duty), *_original(duty))
    length = duty.own or edition.term(duty.term).length
    told = due_sentences(duty.starts_at, length, Due(duty.due_at, duty.violation_at), count=edition.day_count)
    if duty.internal:
        first = told[0].split(";")[0].rstrip(".")
        return (f"{first}. Đây là chỉ tiêu nội bộ, không phải thời hạn theo quy chế.",)
    return (*told, *_by_the_regulation(duty, edition), *_by_another_law(duty, edition))


def steps(duty: Duty, edition: Edition, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The way to the due moment; a calendar changed since never takes time away, so it may no longer lead there."""
    calendar = jurisdiction.calendar
    if duty.agreed_on is not None:
        return (f"Thời hạn là thời điểm làm việc cuối cùng của ngày {vi_date(duty.agreed_on)}.",)
    if moments(duty, edition=edition, calendar=calendar).due_at != duty.due_at:
        return (
            "Thời hạn giữ theo lịch làm việc khi bắt đầu tính; lịch sửa đổi sau đó không rút ngắn thời hạn.",
        )
    length = duty.own or edition.term(duty.term).length
    return (
        *sentences(explain_due(calendar, duty.starts_at, length, count=edition.day_count)),
        *_most(duty, edition, jurisdiction),
    )


def _agreed(duty: Duty) -> str:
    assert duty.agreed_on is not None
    return f"Trung tâm xác định thời hạn gia hạn đến hết ngày {vi_date(duty.agreed_on)}."


def _original(duty: Duty) -> tuple[str, ...]:
    if duty.original_due_at is None:
        return ()
    return (f"Thời hạn gốc (trước khi gia hạn): {vi_datetime(duty.original_due_at)}.",)


def _by_the_regulation(duty: Duty, edition: Edition) -> tuple[str, ...]:
    if duty.own is None:
        return ()
    most = edition.term(duty.term).length
    clause = clause_words(edition.own_terms_clause or duty.clause)
    return (f"Thời hạn {duty.own} do cơ quan tự quy định; quy chế tối đa {most} ({clause}).",)


def _most(duty: Duty, edition: Edition, jurisdiction: Jurisdiction) -> tuple[str, ...]:
    """The regulation's own end beside the agency's shorter one."""
    if duty.own is None:
        return ()
    length = edition.term(duty.term).length
    end = due(jurisdiction.calendar, duty.starts_at, length, count=edition.day_count).due_at
    return (f"Theo quy chế, chậm nhất {vi_datetime(end)}.",)


def _by_another_law(duty: Duty, edition: Edition) -> tuple[str, ...]:
    source = edition.term(duty.term).source
    return (f"Theo {source}.",) if source else ()
