from typing import Literal

Occurrence = Literal["happened", "ongoing", "threatening"]

OCCURRENCE_VALUES: set[Occurrence] = {
    "happened",
    "ongoing",
    "threatening",
}


def check_occurrence(value: str) -> Occurrence:
    if value in OCCURRENCE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {OCCURRENCE_VALUES!r}"
    )
