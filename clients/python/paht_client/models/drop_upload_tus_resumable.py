from typing import Literal

DropUploadTusResumable = Literal["1.0.0"]

DROP_UPLOAD_TUS_RESUMABLE_VALUES: set[DropUploadTusResumable] = {
    "1.0.0",
}


def check_drop_upload_tus_resumable(value: str) -> DropUploadTusResumable:
    if value in DROP_UPLOAD_TUS_RESUMABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {DROP_UPLOAD_TUS_RESUMABLE_VALUES!r}"
    )
