"""The form of a film or a recording that every browser plays: made by the worker beside its chores, once, one at a
time, for a minute of film is half a minute of work.
"""

from datetime import datetime
from functools import cache
from pathlib import Path

from paht.evidence import copies, examination, originals, waiting
from paht.evidence.clear import forget_copies, is_erased
from paht.evidence.copies import Known
from paht.evidence.keys import FOR_COPIES
from paht.evidence.originals import NotGiven
from paht.evidence.records import StoredFile
from paht.examining.refusals import Unreadable
from paht.examining.wanted import Form, Wanted
from paht.examining.workshop import Workshop
from paht.people.actors import SYSTEM
from paht.people.erasures import Ledger

_FORMS: dict[str, Form] = {"video": "film", "audio": "sound"}
_LINES = 720


def found(file: Known) -> Path | None:
    """Where what a browser plays of the file lies; ``None`` for what cannot be played, or is not made yet."""
    path = copies.played_path(file)
    return path if path is not None and path.exists() else None


def make_next(*, now: datetime, ledger: Ledger) -> int:
    """Make the next one that waits; 0 where none does."""
    return waiting.work_on_one(now=now, ledger=ledger, to_play=True, make=_make)


def _make(stored: StoredFile, ledger: Ledger) -> None:
    path = copies.played_path(stored)
    assert path is not None, "only what can be played waits for it"
    try:
        with examination.in_memory() as clear:
            originals.copied(stored, actor_id=SYSTEM.id, purpose=FOR_COPIES, into=clear)
            clear.flush()
            wanted = Wanted(form=_FORMS[stored.media_type.partition("/")[0]], size=_LINES)
            made = _workshop().derived_bytes(clear.fileno(), wanted)
    except NotGiven:
        # Erased before it was made.
        return
    if isinstance(made, Unreadable):
        # What cannot be decoded stays as evidence: the sealed original is there.
        return
    copies.write(made[0], to=path)
    if is_erased(stored.id, ledger):
        forget_copies(stored, ledger=ledger)


@cache
def _workshop() -> Workshop:
    """One of its own: nobody else waits for a film."""
    return Workshop(niceness=15).closed_at_exit()
