"""What the program's log says of a request: its route, never its path, and never what was typed.

A report's code in an address opens its course to whoever reads it, and the message of an exception may quote a form.
"""

import logging
import traceback
from types import TracebackType

_Exception = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Line(logging.Formatter):
    """One line a record, with the stack of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """The record; the route of a request stands where its path stood. A request that was refused needs no stack."""
        shown = _without_path(record)
        if shown.name == "django.request" and shown.levelno < logging.ERROR and shown.exc_info:
            shown = logging.makeLogRecord({**shown.__dict__, "exc_info": None, "exc_text": None})
        return super().format(shown)

    def formatException(self, ei: _Exception) -> str:  # noqa: N802 (the name is logging's)
        """Every exception of the chain by its type and its stack; messages are left out."""
        told: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None and len(told) < 5:
            stack = "".join(traceback.format_tb(error.__traceback__)).rstrip()
            state = getattr(error, "sqlstate", None)
            told.append(f"{stack}\n{type(error).__qualname__}{f' ({state})' if state else ''}".lstrip())
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nafter:\n".join(told)


def _without_path(record: logging.LogRecord) -> logging.LogRecord:
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    if not path or not isinstance(record.args, tuple):
        return record
    match = getattr(request, "resolver_match", None)
    route = f"/{match.route}" if match else "an address without a route"
    # Django escapes what it logs, so the path is known by either form.
    forms = {path, path.encode("unicode_escape").decode("ascii")}
    shown = logging.makeLogRecord(record.__dict__)
    shown.args = tuple(route if arg in forms else arg for arg in record.args)
    # What another handler has already put together has the messages in it.
    shown.exc_text = None
    return shown
