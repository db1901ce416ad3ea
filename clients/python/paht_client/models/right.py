from typing import Literal

Right = Literal["correct", "delete", "restrict", "see", "withdraw"]

RIGHT_VALUES: set[Right] = {
    "correct",
    "delete",
    "restrict",
    "see",
    "withdraw",
}


def check_right(value: str) -> Right:
    if value in RIGHT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RIGHT_VALUES!r}")
