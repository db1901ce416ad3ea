from typing import Literal

WishedUnwantedItem = Literal["email", "messenger", "push", "sms", "zalo"]

WISHED_UNWANTED_ITEM_VALUES: set[WishedUnwantedItem] = {
    "email",
    "messenger",
    "push",
    "sms",
    "zalo",
}


def check_wished_unwanted_item(value: str) -> WishedUnwantedItem:
    if value in WISHED_UNWANTED_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WISHED_UNWANTED_ITEM_VALUES!r}"
    )
