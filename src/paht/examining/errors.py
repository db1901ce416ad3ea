"""How a reader, deep inside, says that a file is refused."""

from paht.examining.refusals import Unreadable


class RefusedError(Exception):
    """The file is refused with that sentence."""

    def __init__(self, refusal: Unreadable) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal
