"""Logs whose events carry no hash of their own: the chain is worked out from the rows, so that the record alone binds
them. There are few of them (senders' standings, incidents, consents, data subjects' requests), and each is read whole.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from paht.record.findings import Kind


class Row(NamedTuple):
    """An event as stored; ``words`` lie beside ``content``, which has a salted commitment to them."""

    number: int
    type: str
    content: str
    salt: bytes
    words: str
    made_at: datetime
    written_in: int | None
    beside: str = "{}"
    """Its further columns, as JSON."""

    @property
    def commitment(self) -> str:
        """What the content must say of the words."""
        return hashlib.sha256(self.salt + self.words.encode()).hexdigest()


@dataclass(slots=True)
class RowLog:
    """A log with the row that sums it up; ``version`` and ``state`` are ``None`` where there is no such row."""

    jurisdiction_id: int
    subject: uuid.UUID
    version: int | None = None
    state: str | None = None
    events: list[Row] = field(default_factory=list)

    def heads(self) -> list[bytes]:
        """The chained hash of each event: its place, moment and content, and the hash before it."""
        head, found = bytes(32), []
        for row in self.events:
            place = [
                self.jurisdiction_id,
                str(self.subject),
                row.number,
                row.made_at.astimezone(UTC).isoformat(),
            ]
            text = json.dumps([*place, row.content], ensure_ascii=False)
            head = hashlib.sha256(head + text.encode()).digest()
            found.append(head)
        return found


class Signed(NamedTuple):
    """What a checkpoint says of a log."""

    version: int
    head: bytes
    checkpoint: int


class Wrong(Exception):  # noqa: N818 (no error of the program: it carries a finding)
    """What was found."""

    def __init__(
        self, kind: Kind, what: str, *, event: int | None = None, checkpoint: int | None = None
    ) -> None:
        super().__init__(what)
        self.kind, self.what, self.event, self.checkpoint = kind, what, event, checkpoint


def gathered(rows: Iterable[tuple[Any, ...]]) -> Iterator[RowLog]:
    """The logs of rows that are in the order of jurisdiction, subject and number; each row has the fields of
    :class:`RowLog` and then those of :class:`Row`, which are ``None`` where a log has no event."""
    log: RowLog | None = None
    for row in rows:
        if log is None or (log.jurisdiction_id, log.subject) != row[:2]:
            if log is not None:
                yield log
            log = RowLog(*row[:4])
        if row[4] is not None:
            log.events.append(Row(*row[4:]))
    if log is not None:
        yield log


def check_log(
    log: RowLog, signed: Sequence[Signed], *, horizon: int | None, agrees: Callable[[RowLog], bool]
) -> None:
    """Raise :class:`Wrong` for the first thing that is wrong with the log; ``signed`` ascends by version. ``agrees``
    replays the events, raising :class:`Wrong` itself, and says whether the row's state is what they give."""
    if not log.events and signed:
        words = (
            f"checkpoint {signed[-1].checkpoint} knew {signed[-1].version} events, there are none any more"
        )
        raise Wrong(Kind.DROPPED, words, checkpoint=signed[-1].checkpoint)
    for expected, row in enumerate(log.events, start=1):
        if row.number != expected:
            raise Wrong(Kind.DELETED, f"event {expected} is missing", event=expected)
    _check_signed(log, signed, horizon)
    if log.version is None or log.state is None:
        raise Wrong(Kind.ROW_CHANGED, "there are events but no row")
    if not agrees(log) or log.version != len(log.events):
        raise Wrong(Kind.ROW_CHANGED, "the row differs from the replay of its events")


def _check_signed(log: RowLog, signed: Sequence[Signed], horizon: int | None) -> None:
    heads, sound = log.heads(), 0
    for each in signed:
        at = f"checkpoint {each.checkpoint} knew it at version {each.version}"
        if each.version > len(heads):
            words = f"{at}, the log ends at {len(heads)}"
            raise Wrong(Kind.TRUNCATED, words, event=len(heads) + 1, checkpoint=each.checkpoint)
        if heads[each.version - 1] != each.head:
            words = f"{at} with other contents: something between here and there was changed"
            raise Wrong(Kind.EDITED, words, event=sound + 1, checkpoint=each.checkpoint)
        sound = each.version
    for row in log.events[sound:]:
        if horizon is not None and (row.written_in is None or row.written_in < horizon):
            words = "it claims to be older than the newest checkpoint, which does not know it"
            raise Wrong(Kind.SLIPPED_IN, words, event=row.number)
