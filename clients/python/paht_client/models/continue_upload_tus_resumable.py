from typing import Literal

ContinueUploadTusResumable = Literal["1.0.0"]

CONTINUE_UPLOAD_TUS_RESUMABLE_VALUES: set[ContinueUploadTusResumable] = {
    "1.0.0",
}


def check_continue_upload_tus_resumable(value: str) -> ContinueUploadTusResumable:
    if value in CONTINUE_UPLOAD_TUS_RESUMABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CONTINUE_UPLOAD_TUS_RESUMABLE_VALUES!r}"
    )
