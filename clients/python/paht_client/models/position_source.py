from typing import Literal

PositionSource = Literal["gps", "map"]

POSITION_SOURCE_VALUES: set[PositionSource] = {
    "gps",
    "map",
}


def check_position_source(value: str) -> PositionSource:
    if value in POSITION_SOURCE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {POSITION_SOURCE_VALUES!r}"
    )
