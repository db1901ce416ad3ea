"""The gate of every export: a fresh confirmation, and a line in the log of accounts before the first row goes out.

One confirmation covers a quarter of an hour, as it does for an officer's own queue (ADR 15, ADR 23).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpRequest, StreamingHttpResponse

from paht import clock
from paht.doors.pages import confirming
from paht.people import account_events
from paht.people.actors import Official

MOST_ROWS = 50_000
"""What one file holds: more is for a narrower question."""


def refused(request: HttpRequest, official: Official, *, what: str) -> str | None:
    """Why nothing may be exported yet, in words for the form's code; ``None`` once it is confirmed and written down."""
    why = confirming.refused(request, official, purpose=f"Xuất dữ liệu: {what}", in_own_queue=True)
    if why is None:
        account_events.note(
            staff_id=official.id, what="exported", by=official.id, at=clock.now(), detail=what
        )
    return why


def table(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """The rows as a CSV file that spreadsheets open with its Vietnamese letters, sent while it is read."""
    response = StreamingHttpResponse(_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield "\ufeff".encode()
    for row in (header, *rows):
        out = io.StringIO()
        csv.writer(out).writerow([_harmless(cell) for cell in row])
        yield out.getvalue().encode()


def _harmless(cell: str) -> str:
    """A spreadsheet takes what begins like this for a formula and would work it out."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
