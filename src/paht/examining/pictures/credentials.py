"""Content credentials (C2PA): what the tools that made and changed a picture signed. Who signed is not vouched for
here: no list of trusted certificates is at hand without the network, and the words say so.
"""

import io
import json
from collections.abc import Iterator
from typing import Any

from paht.examining.pictures.decoded import Picture
from paht.law.evidence.findings import Sign

_CHANGES = (
    *(
        "c2pa.edited",
        "c2pa.cropped",
        "c2pa.color_adjustments",
        "c2pa.drawing",
        "c2pa.filtered",
        "c2pa.placed",
    ),
    *("c2pa.resized", "c2pa.removed", "c2pa.redacted", "c2pa.unknown", "c2pa.edited.metadata"),
)
_MADE_UP = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")
_MARKS = (b"c2pa", b"jumb")


def signs(picture: Picture) -> Iterator[Sign]:
    """What the credentials tell of editing; nothing where there are none or they tell of taking alone."""
    if not all(mark in picture.data for mark in _MARKS):
        return
    told = _told(picture)
    if told is None:
        yield Sign(
            kind="credentials", strength=0.5, seen="có chứng thực nguồn gốc (C2PA) nhưng không đọc được"
        )
        return
    if told.get("validation_state") == "Invalid":
        seen = "chứng thực nguồn gốc (C2PA) không còn khớp với ảnh: ảnh đã bị thay đổi sau khi ký"
        yield Sign(kind="credentials", strength=0.95, seen=seen)
    written = json.dumps(told)
    if any(made in written for made in _MADE_UP):
        seen = "chứng thực nguồn gốc (C2PA, chưa kiểm được người ký) ghi ảnh do phần mềm tạo ra"
        yield Sign(kind="credentials", strength=0.98, seen=seen)
    changes = sorted({action for action in _actions(told) if action.startswith(_CHANGES)})
    if changes:
        names = ", ".join(action.removeprefix("c2pa.") for action in changes)
        seen = f"chứng thực nguồn gốc (C2PA, chưa kiểm được người ký) ghi đã chỉnh sửa: {names}"
        yield Sign(kind="credentials", strength=0.95, seen=seen)


def _told(picture: Picture) -> dict[str, Any] | None:
    import c2pa

    try:
        with c2pa.Reader(picture.media_type, io.BytesIO(picture.data)) as reader:
            told = json.loads(reader.json())
    except Exception:
        # The library raises its own errors for each thing that is odd; all mean that nothing is told.
        return None
    return told if isinstance(told, dict) else None


def _actions(told: dict[str, Any]) -> Iterator[str]:
    for manifest in told.get("manifests", {}).values():
        for assertion in manifest.get("assertions", []):
            if str(assertion.get("label", "")).startswith("c2pa.actions"):
                for action in assertion.get("data", {}).get("actions", []):
                    yield str(action.get("action", ""))
