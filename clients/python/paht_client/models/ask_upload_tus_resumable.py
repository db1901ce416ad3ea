from typing import Literal

AskUploadTusResumable = Literal["1.0.0"]

ASK_UPLOAD_TUS_RESUMABLE_VALUES: set[AskUploadTusResumable] = {
    "1.0.0",
}


def check_ask_upload_tus_resumable(value: str) -> AskUploadTusResumable:
    if value in ASK_UPLOAD_TUS_RESUMABLE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ASK_UPLOAD_TUS_RESUMABLE_VALUES!r}"
    )
