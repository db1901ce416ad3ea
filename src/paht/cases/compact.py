"""The law's canonical JSON as cases are stored, by an encoder ten times as fast; the law itself knows no packages."""

import orjson

from paht.law.casework.codec import Plain, canonical


def compact(plain: Plain) -> str:
    """The text of :func:`canonical`, letter by letter but for the way of writing numbers below 0.0001 or from 10^16 on.

    Nothing hangs on those: a hash covers its text as stored, not a value written anew. ``UnicodeEncodeError`` for half
    a surrogate pair.
    """
    try:
        return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()
    except orjson.JSONEncodeError:  # integers of more than 64 bits; half a pair, which fails here too
        return canonical(plain).decode()
