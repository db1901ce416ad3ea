"""What an earlier system held and this one took over."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from paht.law.casework import events as e
from paht.law.casework.altered import replace
from paht.law.casework.case import Case
from paht.law.casework.states import Stage


def _imported(case: Case, body: e.Imported, at: datetime) -> Case:
    return replace(
        case,
        edition=body.edition,
        stage=Stage.IMPORTED,
        kind=body.kind,
        field=body.field,
        channel=body.channel,
        place=body.place,
        original=body.original,
        files=body.files,
        sent_at=body.sent_at,
    )


CHANGES: dict[type[e.Body], Callable[[Case, Any, datetime], Case]] = {e.Imported: _imported}
