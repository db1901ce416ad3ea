"""What several threads want to write at the same moment, written together: one leads, the others wait for its word.

Nobody waits for company: who comes while nothing is being written goes at once, alone. Who comes while something is
goes with all the others who came meanwhile, so that the busier the province, the cheaper each.
"""

import threading
from collections.abc import Callable, Hashable, Sequence

AT_ONCE = 8
"""How many are written together at most."""


class _Waiting[Wanted, Answer]:
    """One who waits: until there is an answer, until they lead themselves, or until they are to go alone."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.answer: Answer | None = None
        self.leads = False
        self.gate = threading.Lock()
        self.gate.acquire()


class Gathering[Wanted, Answer]:
    """Gathers what may be written together, by a key of what belongs together, at most eight at a time.

    ``write`` takes up to eight and gives as many answers, none of them ``None``, in their order. Where it raises for
    several, each of them is written alone, by its own thread: one that cannot be written harms no other, and gets its
    own error.
    """

    def __init__(self, write: Callable[[Sequence[Wanted]], Sequence[Answer]]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, list[_Waiting[Wanted, Answer]]] = {}

    def __len__(self) -> int:
        """How many wait while others are being written."""
        return sum(len(waiting) for waiting in self._waiting.values())

    def run(self, key: Hashable, wanted: Wanted) -> Answer:
        """The answer to ``wanted``, as if it had been written alone."""
        mine = _Waiting[Wanted, Answer](wanted)
        with self._lock:
            others = self._waiting.get(key)
            if others is None:
                self._waiting[key] = []
            else:
                others.append(mine)
        if others is not None:
            mine.gate.acquire()
            if not mine.leads:
                return self._told(mine)
        return self._lead(key, mine)

    def _lead(self, key: Hashable, mine: _Waiting[Wanted, Answer]) -> Answer:
        with self._lock:
            waiting = self._waiting[key]
            company, self._waiting[key] = waiting[: AT_ONCE - 1], waiting[AT_ONCE - 1 :]
        together = [mine, *company]
        try:
            answers = self._write([one.wanted for one in together])
            for one, answer in zip(together, answers, strict=True):
                one.answer = answer
        except Exception:
            if not company:
                raise
        finally:
            self._hand_over(key)
            for one in company:
                one.gate.release()
        return self._told(mine)

    def _told(self, mine: _Waiting[Wanted, Answer]) -> Answer:
        return self._write([mine.wanted])[0] if mine.answer is None else mine.answer

    def _hand_over(self, key: Hashable) -> None:
        """The first who came meanwhile leads next; nobody does where nobody came."""
        with self._lock:
            waiting = self._waiting[key]
            if not waiting:
                del self._waiting[key]
                return
            following = waiting.pop(0)
            following.leads = True
        following.gate.release()
