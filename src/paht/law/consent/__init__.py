"""Who may see a sender's personal data: asked, agreed, looked at, ended (VL.7.5, VL.20.4, ST.4.5).

Handlers see none. An agency that handles the case may ask, a competent body may demand through the supervising
department; a grant names fields, purpose, grantee and end. Decided like a case: ``decide`` gives events, ``evolve``
folds them; what has ended by itself is told from the moment (:func:`paht.law.consent.consent.state_of`).
"""

from paht.law.consent.commands import (
    AnswerConsent,
    AskConsent,
    ConsentCommand,
    LookUnderConsent,
    RecallConsent,
    RecordDemand,
    WithdrawConsent,
)
from paht.law.consent.consent import (
    ANSWER_WITHIN,
    MOST_HOURS,
    NEW,
    Basis,
    Consent,
    ConsentState,
    handles,
    state_of,
)
from paht.law.consent.course import DEMANDS, SEES
from paht.law.consent.decide import MOST_REFUSALS, Facts, decide
from paht.law.consent.events import BODIES, ConsentBody, ConsentEvent
from paht.law.consent.evolve import evolve

__all__ = [
    "ANSWER_WITHIN",
    "BODIES",
    "DEMANDS",
    "MOST_HOURS",
    "MOST_REFUSALS",
    "NEW",
    "SEES",
    "AnswerConsent",
    "AskConsent",
    "Basis",
    "Consent",
    "ConsentBody",
    "ConsentCommand",
    "ConsentEvent",
    "ConsentState",
    "Facts",
    "LookUnderConsent",
    "RecallConsent",
    "RecordDemand",
    "WithdrawConsent",
    "decide",
    "evolve",
    "handles",
    "state_of",
]
