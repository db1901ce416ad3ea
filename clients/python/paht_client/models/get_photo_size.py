from typing import Literal

GetPhotoSize = Literal[320, 1280]

GET_PHOTO_SIZE_VALUES: set[GetPhotoSize] = {
    320,
    1280,
}


def check_get_photo_size(value: int) -> GetPhotoSize:
    if value in GET_PHOTO_SIZE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {GET_PHOTO_SIZE_VALUES!r}"
    )
