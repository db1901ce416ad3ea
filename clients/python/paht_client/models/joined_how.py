from typing import Literal

JoinedHow = Literal["already", "joined", "merged"]

JOINED_HOW_VALUES: set[JoinedHow] = {
    "already",
    "joined",
    "merged",
}


def check_joined_how(value: str) -> JoinedHow:
    if value in JOINED_HOW_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {JOINED_HOW_VALUES!r}"
    )
