"""The one place that knows who examines a file; whoever wants another examiner changes :func:`examined` alone."""

from functools import cache

from paht.evidence import examination, originals
from paht.evidence.keys import FOR_EXAMINATION
from paht.evidence.originals import NotGiven, Tampered
from paht.evidence.records import StoredFile
from paht.examining.pictures import VERSION as VERSION
from paht.examining.refusals import Unreadable
from paht.examining.workshop import Workshop
from paht.law.evidence.findings import Findings
from paht.people.actors import SYSTEM

_PATIENCE_SECONDS = 60.0


def examined(file: StoredFile) -> Findings | Unreadable:
    """What the file shows, or why it shows nothing. Never in a request: the original is opened for it, on record.

    Raises FileNotFoundError where the original is gone, :class:`paht.people.vault.VaultClosed` where it must wait.
    """
    try:
        with examination.in_memory() as clear:
            originals.copied(file, actor_id=SYSTEM.id, purpose=FOR_EXAMINATION, into=clear)
            clear.flush()
            return _workshop().examine(clear.fileno(), thorough=True)
    except NotGiven:
        return Unreadable("Tệp gốc đã được xóa theo quy định.")
    except Tampered:
        return Unreadable("Tệp gốc không còn như lúc niêm phong.")


@cache
def _workshop() -> Workshop:
    """One of its own: whoever waits for a copy does not wait for an examination."""
    return Workshop(patience_seconds=_PATIENCE_SECONDS, niceness=10).closed_at_exit()
