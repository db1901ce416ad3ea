from typing import Literal

BeginUploadTusResumable = Literal["1.0.0"]

BEGIN_UPLOAD_TUS_RESUMABLE_VALUES: set[BeginUploadTusResumable] = {
    "1.0.0",
}


def check_begin_upload_tus_resumable(value: str) -> BeginUploadTusResumable:
    if value in BEGIN_UPLOAD_TUS_RESUMABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BEGIN_UPLOAD_TUS_RESUMABLE_VALUES!r}"
    )
