"""The web application under the moved clock, which fails or leaks when a test says so: what a defect would do."""

import logging
import os
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.canaries.moved import PLANT, move_clock

move_clock()

from paht.wsgi import application as _real  # noqa: E402, I001 (it sets Django up)
from paht.doors.citizen import views_send  # noqa: E402

FAILS, LOGS, ECHOES, TELLS = "fails", "logs", "echoes", "tells in a header"


def planted() -> str:
    """What goes wrong now."""
    try:
        return Path(os.environ[PLANT]).read_text()
    except FileNotFoundError:
        return ""


_send = views_send.sending.send


def _failing(**given: Any) -> Any:
    if planted() == FAILS:
        raise RuntimeError(f"cannot send {given}")
    return _send(**given)


views_send.sending.send = _failing  # type: ignore[assignment]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """Answer as the program does, or as one with the planted defect."""
    match planted():
        case "logs":
            logging.getLogger("paht.planted").warning("asked: %s", environ.get("QUERY_STRING"))
        case "echoes":
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            start_response(f"{status.value} {status.phrase}", [("Content-Type", "text/plain")])
            return [f"failed at {environ.get('QUERY_STRING')}".encode()]
        case "tells in a header":
            words = environ.get("QUERY_STRING", "")

            def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
                return start_response(status, [*headers, ("X-Asked", words)], *more)

            return _real(environ, started)
    return _real(environ, start_response)
