from typing import Literal

WishedLanguage = Literal["en", "vi"]

WISHED_LANGUAGE_VALUES: set[WishedLanguage] = {
    "en",
    "vi",
}


def check_wished_language(value: str) -> WishedLanguage:
    if value in WISHED_LANGUAGE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WISHED_LANGUAGE_VALUES!r}"
    )
