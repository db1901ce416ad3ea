from typing import Literal

Kind = Literal["petition", "question", "report", "suggestion"]

KIND_VALUES: set[Kind] = {
    "petition",
    "question",
    "report",
    "suggestion",
}


def check_kind(value: str) -> Kind:
    if value in KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KIND_VALUES!r}")
