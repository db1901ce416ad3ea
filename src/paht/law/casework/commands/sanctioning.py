"""Cases under an administrative-sanction procedure: that law's term, with progress reported."""

from dataclasses import dataclass
from datetime import datetime

from paht.law.casework.case import Document, Written
from paht.law.casework.commands.base import AssignmentCommand


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareSanctionProcedure(AssignmentCommand):
    """The agency declares the procedure: ground, the record of the violation and when it was drawn up (VL.12.2.b)."""

    ground: str
    reason: Written
    document: Document
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress(AssignmentCommand):
    """The agency tells how far it has come; the sender is shown it with its date (VL.12.2.b)."""

    note: Written
