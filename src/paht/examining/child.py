"""The examining process: shut in first, then one file after the other until its caller hangs up."""

import contextlib
import os
import socket
import traceback
from pathlib import Path
from typing import Any

from paht.examining import cage, limits, wire
from paht.examining.refusals import BOMB, UNSAFE


def main() -> None:
    """Serve the caller at the other end of standard input; ends when it hangs up."""
    line = socket.socket(fileno=0)
    try:
        standing = cage.close()
    except OSError as error:
        # Nothing was read yet: the reason is our own.
        wire.send(line, {"failed": str(error)})
        return
    wire.send(line, {"ready": standing})
    while (asked := wire.receive(line)) is not None:
        question, descriptors = asked
        try:
            answer = answered(question, descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        with contextlib.suppress(BrokenPipeError):
            wire.send(line, answer)
        if "spent" in answer:
            return


def answered(question: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
    """The answer to one question. A child that ran out of memory or fell over a file says so and ends:
    nobody knows what it still holds."""
    # Only now, and each reader only when a file of its kind comes: a child that waits holds little.
    from paht.examining import work

    try:
        if question["call"] == "examine":
            cage.limit_time(limits.EXAMINE_CPU_SECONDS)
            return work.examined(descriptors[0], thorough=bool(question.get("thorough")))
        if question["call"] == "derive":
            cage.limit_time(limits.DERIVE_CPU_SECONDS)
            return work.derived(question["wanted"], descriptors[0], descriptors[1])
    except MemoryError:
        return {"refused": BOMB.reason, "spent": True}
    except Exception as error:
        # A reader that fell over its file. The kind alone is told: a message could quote the file.
        return {"refused": UNSAFE.reason, "spent": True, "broke": f"{type(error).__name__} {place_of(error)}"}
    raise AssertionError("a caller asks for what there is")


def place_of(error: BaseException) -> str:
    """Where in our own program an error came from: module and line."""
    places = [
        f"{Path(frame.filename).stem}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "paht" in Path(frame.filename).parts
    ]
    return places[-1] if places else "?"
