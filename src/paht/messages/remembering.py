"""What was handed over lately: a worker that died before it heard so asks again, and nobody is told twice."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from paht.messages.gateway import Accepted, Answer

_REMEMBERED = 10_000


class Remembering:
    """Hands over once by key; only what was accepted is remembered, for whatever failed is tried anew."""

    def __init__(self) -> None:
        self._accepted: OrderedDict[Hashable, Accepted] = OrderedDict()
        self._lock = threading.Lock()

    def once(self, key: Hashable, hand_over: Callable[[], Answer]) -> Answer:
        """The answer that the key was accepted with, else what comes of handing over now."""
        with self._lock:
            if (known := self._accepted.get(key)) is not None:
                return known
        came = hand_over()
        if isinstance(came, Accepted):
            with self._lock:
                self._accepted[key] = came
                while len(self._accepted) > _REMEMBERED:
                    self._accepted.popitem(last=False)
        return came
