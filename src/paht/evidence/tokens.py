"""Signed words that let a form carry a file kept before the report is sent, so that the photo stays after an
error without JavaScript.
"""

from uuid import UUID

from django.core import signing

SALT = "paht.evidence.uploaded-file"


def sign(file_id: UUID, jurisdiction_id: int) -> str:
    """The token of a kept file, good in this jurisdiction alone, about 90 characters fit for a form or URL."""
    return signing.TimestampSigner(salt=SALT).sign(f"{jurisdiction_id}.{file_id.hex}")


def read(token: str, jurisdiction_id: int, max_age_seconds: int = 86_400) -> UUID | None:
    """The file that the token names; None when it was changed, is too old or comes from another jurisdiction.

    Its age is the signature's own, told by the machine's time like any cookie's; no term of the law hangs on it.
    """
    try:
        words = signing.TimestampSigner(salt=SALT).unsign(token, max_age=max_age_seconds)
    except signing.BadSignature:
        return None
    owner, _, hexadecimal = words.partition(".")
    return UUID(hex=hexadecimal) if owner == str(jurisdiction_id) else None
