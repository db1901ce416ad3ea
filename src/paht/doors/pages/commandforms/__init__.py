"""Commands as forms, each described once; the case pages of the desk, the agencies and the leaders show those that
their reader may give now.

A matter of the course has a module here with its ``FORMS``. Who may give a command is the law's answer alone.
"""

from collections.abc import Mapping

from paht.doors.pages.commandforms import (
    answering,
    cooperation,
    coordination,
    directing,
    extending,
    identity,
    interacting,
    inviting,
    masking,
    merit,
    monitoring,
    picturing,
    procedure,
    sanctioning,
    secrecy,
    updating,
    urgency,
    urging,
)
from paht.doors.pages.commandforms.form import CommandForm

_MATTERS = (
    identity,
    urgency,
    secrecy,
    masking,
    picturing,
    cooperation,
    coordination,
    inviting,
    directing,
    monitoring,
    procedure,
    extending,
    sanctioning,
    answering,
    updating,
    interacting,
    merit,
    urging,
)

FORMS: Mapping[str, CommandForm] = {form.action: form for matter in _MATTERS for form in matter.FORMS}
"""Every form by the word that stands for it in addresses."""
