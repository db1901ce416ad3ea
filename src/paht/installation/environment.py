"""Settings that an operator gives as environment variables, read with a clear word where they are wrong."""

import os
import re

from paht.installation.errors import InstallationError


def filled(text: str) -> str:
    """The text with ``${NAME}`` as that environment variable; raises KeyError for one that is missing or empty: an
    empty secret would let everybody in."""

    def value(found: re.Match[str]) -> str:
        told = os.environ.get(found[1], "")
        if not told:
            raise KeyError(found[1])
        return told

    return re.sub(r"\$\{(\w+)\}", value, text)


def whole_number[Default: (int, None)](name: str, default: Default) -> int | Default:
    """The whole number from 1 up that the variable holds, ``default`` where it is not set; raises InstallationError for
    anything else in it."""
    told = os.environ.get(name, "").strip()
    if not told:
        return default
    if not (told.isascii() and told.isdigit() and int(told) > 0):
        raise InstallationError(f"{name}={told!r} is no whole number from 1 up: mend it or leave it out.")
    return int(told)
