"""What a condition comes to, and what is known of the report beside its files. Values, no rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from paht.law.casework.case import Place
from paht.law.evidence.findings import Findings

Outcome = Literal["pass", "warn", "fail", "unknown"]

GRAVITY: dict[Outcome, int] = {"pass": 0, "unknown": 1, "warn": 2, "fail": 3}
"""Which of two outcomes counts where every file must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one condition comes to: ``score`` is how sure that is (0 to 1), ``reason`` a sentence for an officer."""

    clause: str
    condition: str
    verdict: Outcome
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A file of the report: what it was found to show (``None``: not examined yet), and when it came: with the report,
    or with a supplement, whose photos are measured against the supplement's own moment.

    ``km_outside`` is how far outside the province the position lies that the file itself names (``None``: it names
    none); ``commune`` is the name of the commune in which it lies, approximately.
    """

    name: str
    findings: Findings | None
    came_at: datetime
    km_outside: float | None = None
    commune: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is known beside the files: the place that was sent, whether it is urgent, found by the IOC itself
    (VL.8.3), linked to an answered one (VL.5.6); and what others worked out of its conditions, such as duplicates.
    """

    place: Place | None = None
    urgent: bool = False
    originated: bool = False
    linked: bool = False
    others: Sequence[Verdict] = ()
