"""How the worker has a message sent: it asks the vault process, and hears the outcome alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from paht.messages.delivering import read
from paht.messages.gateway import Again, Answer
from paht.people.vault_wire import TooMany, VaultClosed, ask

PATIENCE_SECONDS = 40.0
"""Longer than the gateway is given: the vault answers first."""

CLAIMED = timedelta(seconds=60)
"""For so long a message is one worker's: longer than its sending may take."""

BACK_OFF = tuple(timedelta(seconds=n) for n in (2, 5, 10, 20, 40, 60))
"""After the first, second … try; the last one from then on."""

Send = Callable[[dict[str, Any]], Answer]
"""Takes what :meth:`paht.messages.delivering.Delivery.answer` takes."""


def through_vault(question: dict[str, Any]) -> Answer:
    """Have the vault send; a vault that is down, or dies over it, is asked again later under the same identifier."""
    try:
        return read(ask("send", patience=PATIENCE_SECONDS, **question))
    except (VaultClosed, TooMany):
        return Again("the vault does not answer")


def waits(answer: Again, *, attempts: int) -> timedelta:
    """For how long a message waits after so many tries."""
    return max(BACK_OFF[min(attempts, len(BACK_OFF)) - 1], timedelta(seconds=answer.after_seconds))
